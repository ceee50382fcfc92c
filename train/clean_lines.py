"""Train the line classifiers that builder/clean ships: which lines of a page are the article.

usage: clean_lines.py {dump,other-scripts,page} OUT.json.gz FILE.jsonl.gz ...   [--folds N] [--no-fit]

Each input line is {"id", "site", "url", "text_dump", "html", "body"}. A page's lines are labelled by aligning their
words with those of the labelled body; a line counts as body where half its words or more are matched. For dumps the
lexicon (OUT-words.json.gz, see line_words.py) is trained first, then trees that read the scores of lexicons that did not
see the page's site; every third page is taken a second time with its words silent, as on pages in other languages of the same
script. For HTML and other scripts every third page is taken a second time in another script and without its URL
(other_scripts.py). A network (OUT-network.json.gz, line_network.py) reads each page either way, and dumps of either kind
with boxes of links in their text too (boxes.py). Prints the body F1 (4-gram shingles, as the article-extraction benchmark
counts them) that cross-validation *by site* gives, then fits on everything and writes the trees as JSON. The packaged models were trained on naeb (AndyTheFactory/
article-extraction-dataset, labels Apache-2.0) and wcxb (Murrough-Foley/web-content-extraction-benchmark, labels
CC-BY-4.0), development halves.

Tried for dumps and left out, body F1 of two of three folds by site, without and with: pages whose furniture is that of a page of
another site, for trees and network (naeb .9325 and .9320, wcxb .9282 and .9294); lines marked as repeated on the site, at random
where no other page of it is at hand (.9325 and .9338, .9282 and .9275); both lie within the noise (95 %: .003 either way).
A second model over the lines' probabilities, what the site repeats around them and between (three folds, naeb's pages with
another of their site: .9311 and .9301 at best). Four networks of other seeds for one (one fold, .9242 on average of
each, .9256 together; wcxb .9251 and .9262), too little to teach one of them by four; sure lines below a label's last left out
of the network's learning (three folds, .9293 and .9302, wcxb .9291 and .9282).

What is left on naeb is mostly its labels'. Of its 412 pages with another of their site, by site, end to end, at .9325, the F1
if one kind of error were mended: 33 whose label stops while the same article goes on, .951; 5 whose labelled text is not in
the dump, .937; 23 with an author's note, an offer or a source's note below, .935; 3 listings and 2 followed by another
story, .934 each. Lines that are all told rightly give .983.

Needs scikit-learn and torch (`pip install -e .[train]`); single-threaded runs set OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import collections
import difflib
import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from boxes import Stock, Whole, boxed
from line_network import Sample, fit_network, network_json
from line_words import fit_lexicon, lexicon_json, scores_by_others
from other_scripts import SCRIPTS, Script, written
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from builder.clean.blocks import Block, read_blocks
from builder.clean.features import page_features
from builder.clean.lexicon import Lexicon, lexical_columns
from builder.clean.lines import Line
from builder.clean.network import Network, agreed
from builder.clean.page_features import block_features
from builder.clean.selection import select
from builder.clean.slug import slug_tokens
from builder.clean.wrapping import read_text

_TOKEN = re.compile(r"\w+")
#: A page set with boxes has so many words of text at least.
_LEAST_BODY = 30
SETTINGS = {
    "max_iter": 110,
    "max_leaf_nodes": 20,
    "learning_rate": 0.1,
    "min_samples_leaf": 60,
    "l2_regularization": 2.0,
    "max_features": 0.5,
    "early_stopping": False,
    "random_state": 0,
}


@dataclass
class Page:
    """One labelled page: its lines near any prose, their features (without those of their words), labels and words."""

    file: str
    site: str
    body: str
    lines: Sequence[Line]
    words: np.ndarray
    rows: np.ndarray
    labels: np.ndarray
    whole: Sequence[Line]
    """All of its lines, and below whether each is the article's, and where among them those near any prose begin."""
    body_lines: np.ndarray
    start: int
    slug: frozenset[str]
    elsewhere: Page | None = None
    """The page in another script, without its URL; None where no prose is told there, or none is learned from it."""


def labelled(texts: list[str], body: str) -> np.ndarray:
    """Share of each line's words that an alignment with the body's words matches."""
    wanted = _TOKEN.findall(body)
    tokens = [(word, number) for number, text in enumerate(texts) for word in _TOKEN.findall(text)]
    size, hits = np.zeros(len(texts)), np.zeros(len(texts))
    for _, number in tokens:
        size[number] += 1
    matcher = difflib.SequenceMatcher(None, [word for word, _ in tokens], wanted, autojunk=False)
    for block in matcher.get_matching_blocks():
        for _, number in tokens[block.a : block.a + block.size]:
            hits[number] += 1
    return hits / np.maximum(size, 1)


def read_pages(path: Path, form: str, with_url: bool = True) -> list[Page]:
    """The labelled pages of a file that hold any prose at all, each with itself in another script where a model learns from that."""
    pages: list[Page] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, record in enumerate(map(json.loads, file)):
            blocks = read_blocks(record["html"]) if form == "page" else ()
            lines = [b.line for b in blocks] if form == "page" else read_text(record["text_dump"]).lines
            page = _Labelled(
                path.name, record, blocks, lines, labelled([line.text for line in lines], record["body"])
            )
            scripts = [SCRIPTS[(number + by) % len(SCRIPTS)] for by in (0, 1)]
            if form == "other-scripts":
                read = page.written(scripts[1])
            else:
                read = page.read(
                    lines, record["body"], slug_tokens(record["url"]) if with_url else frozenset()
                )
            if read is not None:
                read.elsewhere = page.written(scripts[0]) if form != "dump" else None
                pages.append(read)
    return pages


@dataclass
class _Labelled:
    """A page of a file: its lines (of `blocks`, where it is HTML), and the share of each that is the body's."""

    file: str
    record: dict[str, str]
    blocks: Sequence[Block]
    lines: Sequence[Line]
    shares: np.ndarray

    def written(self, script: Script) -> Page | None:
        """In another script, without its URL."""
        return self.read(
            [written(line, script) for line in self.lines], script(self.record["body"]), frozenset()
        )

    def read(self, lines: Sequence[Line], body: str, slug: frozenset[str]) -> Page | None:
        """With those lines for its own; None where no prose is among them."""
        blocks = [replace(block, line=line) for block, line in zip(self.blocks, lines, strict=False)]
        features = block_features(blocks, slug) if blocks else page_features(lines, slug)
        if not len(features.matrix):
            return None
        near = lines[features.span.start : features.span.end]
        labels = (self.shares[features.span.start : features.span.end] >= 0.5).astype(int)
        words = np.array([line.words for line in near], float)
        return Page(
            self.file,
            self.record["site"],
            body,
            near,
            words,
            features.matrix,
            labels,
            lines,
            self.shares >= 0.5,
            features.span.start,
            slug,
        )


def weights(words: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """A line weighs as much as its words, a page as much as any other (long pages somewhat less a word)."""
    return (np.minimum(words, 80) + 3) / max(float(words @ labels), 150.0)


def shingles(text: str) -> collections.Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return collections.Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3)))


def score(pages: list[Page], chosen: list[np.ndarray]) -> str:
    """Macro precision and recall of 4-gram shingles and their harmonic mean."""
    precisions, recalls = [], []
    for page, keep in zip(pages, chosen, strict=True):
        truth = shingles(page.body)
        guess = shingles("\n\n".join(line.text for line, k in zip(page.lines, keep, strict=True) if k))
        common = sum((truth & guess).values())
        precisions.append(common / max(1, sum(guess.values())))
        recalls.append(common / max(1, sum(truth.values())))
    p, r = float(np.mean(precisions)), float(np.mean(recalls))
    return f"F1 {2 * p * r / (p + r):.4f} (P {p:.4f} R {r:.4f})"


def seen(page: Page, scores: np.ndarray) -> np.ndarray:
    """What the trees see of a page whose lines have these scores."""
    return np.column_stack([page.rows, lexical_columns(scores, page.lines)])


@dataclass
class Trained:
    """The lexicon of the pages given, for dumps, and trees and a network that read its scores."""

    lexicon: Lexicon | None
    trees: HistGradientBoostingClassifier
    network: Network

    def probability(self, page: Page) -> np.ndarray:
        """The probability of each of a page's lines."""
        rows = seen(page, self.lexicon.scores(page.lines)) if self.lexicon else page.rows
        return agreed(np.asarray(self.trees.predict_proba(rows)[:, 1]), self.network.probability(rows))


def with_boxes(pages: list[Page], scores: Sequence[np.ndarray] | None) -> list[Sample | None]:
    """Each page with boxes of links in its text. `scores` are a lexicon's of all its lines, silent here on every third page;
    None where no lexicon is asked, as on pages in other scripts.
    """
    rng = np.random.default_rng(7)
    told = scores or [np.zeros(len(page.whole), np.float32) for page in pages]
    wholes = [Whole(page.whole, page.body_lines, score) for page, score in zip(pages, told, strict=True)]
    stock = Stock(wholes, scores is None)
    samples: list[Sample | None] = []
    for number, (page, whole) in enumerate(zip(pages, wholes, strict=True)):
        made = boxed(whole, stock, rng)
        features = page_features(made.lines, page.slug) if made else None
        if made is None or features is None or not len(features.matrix):
            samples.append(None)
            continue
        near = slice(features.span.start, features.span.end)
        lines, labels = made.lines[near], made.body[near].astype(int)
        words = np.array([line.words for line in lines], float)
        rows = features.matrix
        if scores is not None:
            silenced = made.scores[near] * np.float32(number % 3 > 0)
            rows = np.column_stack([rows, lexical_columns(silenced, lines)])
        samples.append(
            Sample(rows, labels, weights(words, labels)) if words @ labels >= _LEAST_BODY else None
        )
    return samples


def fit(pages: list[Page], form: str) -> Trained:
    """Trees and a network on the pages of a form, and for dumps the lexicon whose scores they read."""
    with_words = form == "dump"
    each = [weights(page.words, page.labels) for page in pages]
    rows = [page.rows for page in pages]
    elsewhere = pages if with_words else [page.elsewhere or page for page in pages]
    others = [page.rows for page in elsewhere]
    boxes: list[Sample | None] = []
    if with_words:
        scores = scores_by_others(pages, each)
        rows = [seen(page, score.near) for page, score in zip(pages, scores, strict=True)]
        boxes = with_boxes(pages, [score.whole for score in scores])
        others = [seen(page, np.zeros(len(page.lines), np.float32)) for page in pages]
    elif form == "other-scripts":
        boxes = with_boxes(pages, None)
    here = [Sample(*one) for one in zip(rows, [page.labels for page in pages], each, strict=True)]
    there = [
        Sample(row, page.labels, weights(page.words, page.labels))
        for row, page in zip(others, elsewhere, strict=True)
    ]
    return Trained(
        fit_lexicon(pages, np.concatenate(each)) if with_words else None,
        grown([*here, *there[::3]]),
        fit_network(here, there, boxes),
    )


def grown(samples: Sequence[Sample]) -> HistGradientBoostingClassifier:
    """Trees fitted to the pages' rows."""
    weight = np.concatenate([sample.weights for sample in samples])
    return HistGradientBoostingClassifier(**SETTINGS).fit(
        np.vstack([sample.rows for sample in samples]),
        np.concatenate([sample.labels for sample in samples]),
        sample_weight=weight * len(weight) / weight.sum(),
    )


def as_json(model: HistGradientBoostingClassifier, columns: int) -> str:
    """The trees in the form that builder.clean.trees reads."""
    trees, depth = [], 0
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        own = np.arange(len(nodes))
        depth = max(depth, int(nodes["depth"].max()))
        trees.append(
            {
                "feature": np.where(leaf, 0, nodes["feature_idx"]).tolist(),
                "threshold": [
                    0.0 if f else round(float(t), 6)
                    for t, f in zip(nodes["num_threshold"], leaf, strict=True)
                ],
                "left": np.where(leaf, own, nodes["left"]).tolist(),
                "right": np.where(leaf, own, nodes["right"]).tolist(),
                "value": [
                    round(float(v), 5) if f else 0.0 for v, f in zip(nodes["value"], leaf, strict=True)
                ],
            }
        )
    base = float(np.ravel(model._baseline_prediction)[0])
    return json.dumps(
        {"columns": columns, "depth": depth, "base": base, "trees": trees}, separators=(",", ":")
    )


def write(model: Trained, out: Path) -> None:
    """The trees to `out`, the lexicon and the network beside it."""

    def beside(part: str) -> Path:
        return out.with_name(out.name.replace(".json.gz", f"-{part}.json.gz"))

    parts = [(out, as_json(model.trees, model.trees.n_features_in_))]
    parts += [(beside("network"), network_json(model.network))]
    parts += [(beside("words"), lexicon_json(model.lexicon))] if model.lexicon else []
    for path, text in parts:
        path.write_bytes(gzip.compress(text.encode(), mtime=0))
        print(f"{path}: {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("form", choices=["dump", "other-scripts", "page"])
    parser.add_argument("out", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--no-fit", action="store_true", help="cross-validate only")
    parser.add_argument(
        "--dropped-urls", action="store_true", help="add every third page again without its URL"
    )
    args = parser.parse_args()
    pages = [page for path in args.files for page in read_pages(path, args.form)]
    extra = (
        [page for path in args.files for page in read_pages(path, args.form, with_url=False)[::3]]
        if args.dropped_urls
        else []
    )
    print(
        f"{len(pages)} pages, {sum(len(page.rows) for page in pages)} lines, {pages[0].rows.shape[1]} columns",
        flush=True,
    )
    ceiling = [page.labels == 1 for page in pages]
    chosen: list[np.ndarray] = [np.zeros(0)] * len(pages)
    sites = [page.site for page in pages]
    if args.folds > 1:
        for train, test in GroupKFold(args.folds).split(pages, groups=sites):
            held = {sites[number] for number in test}
            known = [pages[number] for number in train] + [page for page in extra if page.site not in held]
            model = fit(known, args.form)
            for number in test:
                chosen[number] = select(model.probability(pages[number]), pages[number].words)
        for name in dict.fromkeys(page.file for page in pages):
            which = [n for n, page in enumerate(pages) if page.file == name]
            print(name, "ceiling", score([pages[n] for n in which], [ceiling[n] for n in which]), flush=True)
            print(name, "by site", score([pages[n] for n in which], [chosen[n] for n in which]), flush=True)
    if not args.no_fit:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        write(fit(pages + extra, args.form), args.out)


if __name__ == "__main__":
    main()
