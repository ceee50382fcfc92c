"""Train the classifiers that tell the headline among a text dump's lines (builder/clean/models/headline.json.gz).

usage: headlines.py OUT.json.gz FILE.jsonl.gz ...   [--other-scripts] [--folds N] [--no-fit]

Each input line is {"site", "url", "title", "text_dump"}. A line is a headline where its words are the labelled title's
(Jaccard .7, as the benchmark counts titles); bodies come from the packaged line classifiers, so train those first. Every
fourth page is taken a second time without its URL, and for headline-other-scripts.json.gz every second in another script
(other_scripts.py). Prints the share of titles found that cross-validation *by site* gives, of the pages as they are, without
their URL, and in other scripts. Trained on naeb and wcxb, development halves (see clean_lines.py). Needs scikit-learn
(`.[train]`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from clean_lines import as_json
from other_scripts import SCRIPTS, written
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from builder.clean.headline_features import headline_features
from builder.clean.region import find_region
from builder.clean.slug import slug_tokens
from builder.clean.wrapping import read_text

_TOKEN = re.compile(r"\w+")
SETTINGS = {
    "max_iter": 80,
    "max_leaf_nodes": 10,
    "learning_rate": 0.1,
    "min_samples_leaf": 30,
    "l2_regularization": 3.0,
    "max_features": 0.5,
    "early_stopping": False,
    "random_state": 0,
}


@dataclass
class Page:
    """One page's candidates, `form` being how it is read: as it is ('whole'), without its URL ('bare'), 'elsewhere'.

    `taught` says whether a model learns from it.
    """

    file: str
    site: str
    rows: np.ndarray
    labels: np.ndarray
    form: str
    taught: bool


def similar(one: str, other: str) -> bool:
    """Whether two titles share seven tenths of their words."""
    a, b = set(_TOKEN.findall(one.lower())), set(_TOKEN.findall(other.lower()))
    return bool(a | b) and len(a & b) / len(a | b) >= 0.7


def read_pages(path: Path, other_scripts: bool) -> list[Page]:
    """The titled pages of a file; some of those in other scripts are learned from where asked."""
    pages = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, record in enumerate(map(json.loads, file)):
            if not record.get("title"):
                continue
            lines = read_text(record["text_dump"]).lines
            slug = slug_tokens(record["url"])
            body = find_region(lines, slug, frozenset()).kept
            others = [written(line, SCRIPTS[number % len(SCRIPTS)]) for line in lines]
            none: frozenset[str] = frozenset()
            forms = [
                ("whole", lines, slug, True),
                ("elsewhere", others, none, other_scripts and number % 2 == 0),
            ]
            forms += [("bare", lines, none, True)] if slug and number % 4 == 0 else []
            for form, read, words, taught in forms:
                found = headline_features(read, body, words)
                labels = [similar(record["title"], lines[at].text) for at in found.positions]
                pages.append(
                    Page(path.name, record["site"], found.matrix, np.array(labels, int), form, taught)
                )
    return pages


def weights(labels: np.ndarray) -> np.ndarray:
    """A page's headlines weigh one together, its other lines less the more there are."""
    others = max(1, int((labels == 0).sum()))
    return np.where(labels == 1, 1 / max(1, int(labels.sum())), 0.5 / others**0.5)


def fit(pages: list[Page]) -> HistGradientBoostingClassifier:
    pages = [page for page in pages if page.taught and len(page.labels)]
    weight = np.concatenate([weights(page.labels) for page in pages])
    return HistGradientBoostingClassifier(**SETTINGS).fit(
        np.vstack([page.rows for page in pages]),
        np.concatenate([page.labels for page in pages]),
        sample_weight=weight * len(weight) / weight.sum(),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--no-fit", action="store_true", help="cross-validate only")
    parser.add_argument("--other-scripts", action="store_true", help="learn from pages in other scripts too")
    args = parser.parse_args()
    pages = [page for path in args.files for page in read_pages(path, args.other_scripts)]
    if args.folds > 1:
        right: dict[str, list[bool]] = {}
        for train, test in GroupKFold(args.folds).split(pages, groups=[page.site for page in pages]):
            model = fit([pages[number] for number in train])
            for page in (pages[number] for number in test):
                best = page.labels[np.argmax(model.predict_proba(page.rows)[:, 1])] if len(page.labels) else 0
                right.setdefault(f"{page.file} {page.form}", []).append(bool(best))
        for name, hits in right.items():
            print(f"{name} by site: {np.mean(hits):.4f} of {len(hits)} titles")
    if not args.no_fit:
        text = as_json(fit(pages), next(page.rows.shape[1] for page in pages if len(page.labels)))
        args.out.write_bytes(gzip.compress(text.encode(), mtime=0))
        print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
