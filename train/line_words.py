"""Train the lexicon that builder/clean ships beside its trees: log-odds of words and pairs of words (see clean_lines.py)."""

from __future__ import annotations

import collections
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from builder.clean.lexicon import Lexicon, damping, grams
from builder.clean.lines import Line

#: A gram that fewer sites print is a topic's or an outlet's, not what pages print around articles.
SITES = 12
#: Inverse strength of the regression's ridge.
C = 0.7
#: The trees are trained on scores of lexicons that did not see the page's site: so many parts.
PARTS = 4


class Labelled(Protocol):
    """A labelled page: its site, all of its lines, those near any prose, and whether each of these is the article's."""

    site: str
    whole: Sequence[Line]
    lines: Sequence[Line]
    labels: np.ndarray


@dataclass(frozen=True)
class Scores:
    """The scores of a page's lines near any prose, and of all of them."""

    near: np.ndarray
    whole: np.ndarray


def fit_lexicon(pages: Sequence[Labelled], weight: np.ndarray) -> Lexicon:
    """The lexicon of the pages' lines; `weight` has one number for each line of all pages."""
    read = [[grams(line) for line in page.lines] for page in pages]
    sites: dict[str, set[str]] = collections.defaultdict(set)
    for page, lines in zip(pages, read, strict=True):
        for gram in {gram for line in lines for gram in line}:
            sites[gram].add(page.site)
    column = {gram: at for at, gram in enumerate(sorted(g for g, s in sites.items() if len(s) >= SITES))}
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for line in (line for lines in read for line in lines):
        known = [column[gram] for gram in line if gram in column]
        columns += known
        values += [damping(len(line))] * len(known)
        starts.append(len(columns))
    rows = sparse.csr_matrix((values, columns, starts), (len(starts) - 1, len(column)))
    labels = np.concatenate([page.labels for page in pages])
    model = LogisticRegression(C=C, solver="liblinear", random_state=0)
    model.fit(rows, labels, sample_weight=weight * len(weight) / weight.sum())
    coefficients = {gram: round(float(model.coef_[0, at]), 3) for gram, at in column.items()}
    return Lexicon(coefficients, round(float(model.intercept_[0]), 3))


def scores_by_others(pages: Sequence[Labelled], weights: Sequence[np.ndarray]) -> list[Scores]:
    """Each page's line scores by a lexicon that was trained without its site."""
    scores = [Scores(np.zeros(0), np.zeros(0))] * len(pages)
    for train, test in GroupKFold(PARTS).split(pages, groups=[page.site for page in pages]):
        lexicon = fit_lexicon([pages[n] for n in train], np.concatenate([weights[n] for n in train]))
        for number in test:
            page = pages[number]
            scores[number] = Scores(lexicon.scores(page.lines), lexicon.scores(page.whole))
    return scores


def lexicon_json(lexicon: Lexicon) -> str:
    """In the form that builder.clean.lexicon reads; weights too small to matter are left out but for what is known."""
    return json.dumps(
        {"base": lexicon.base, "weights": dict(lexicon.weights)}, separators=(",", ":"), ensure_ascii=False
    )
