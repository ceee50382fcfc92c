"""What the words of a line say: those that pages print around articles ('sign up for', 'photo by'), and articles' own.

A logistic regression over words and pairs of neighbouring words, trained by train/clean_lines.py on the same labelled
lines as the trees, which read its log-odds for a line, its neighbours and the lines around it. By site, body F1 of text
dumps without and with it (LightGBM, 170 trees, five folds): naeb .918 and .921, wcxb .917 and .923.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import numpy as np

from builder.clean.features import Matrix, Windows, joined, shifted
from builder.clean.lines import Line

#: Words of a line that are looked at: notices and captions are short, and long lines tell themselves by their shape.
_READ = 24
#: A page of which a smaller part of the words is known is in a language that the lexicon cannot judge, and it is silent.
_KNOWN = 0.5
#: Words that a line counts for in the means of its surroundings.
_MOST = 60


def grams(line: Line) -> list[str]:
    """A line's first words, folded, numbers as '0', then its pairs of neighbours, its start and end being marks."""
    words = [word if word.isalpha() else "0" for word in line.folded.split(None, _READ)[:_READ]]
    return words + [f"{one} {other}" for one, other in pairwise(["<", *words, ">"])]


def damping(count: int) -> float:
    """What each of a line's `count` grams weighs."""
    return float(max(4, count) ** -0.5)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`weights` in log-odds by gram (see `grams`), `base` those of a line without any."""

    weights: Mapping[str, float]
    base: float

    def scores(self, lines: Sequence[Line]) -> Matrix:
        """Each line's log-odds of being the article's; all 0 where the words are of no language known here."""
        scores: list[float] = []
        known = read = 0
        find = self.weights.get
        for line in lines:
            own = grams(line)
            words = len(own) // 2
            found = list(map(find, own))
            known += words - found[:words].count(None)
            read += words
            scores.append(self.base + damping(len(own)) * sum(filter(None, found)))
        silent = known < _KNOWN * read
        return np.zeros(len(lines), np.float32) if silent else np.array(scores, np.float32)


def lexical_columns(scores: Matrix, lines: Sequence[Line]) -> Matrix:
    """The columns that the trees read after a line's other features: its score, its neighbours', its surroundings'."""
    one = scores[:, None]
    words = np.array([min(line.words, _MOST) for line in lines], np.float32)[:, None]
    windows = Windows(np.column_stack([one, one * words, words]))
    plain = [windows.means(width, (0,)) for width in (2, 6)]
    weighed = [
        windows.means(width, (1,)) / (windows.means(width, (2,)) + np.float32(1e-6)) for width in (3, 10)
    ]
    return joined([one, *(shifted(one, by) for by in (-2, -1, 1, 2)), *plain, *weighed], len(scores))


@lru_cache(maxsize=8)
def packaged_lexicon(name: str) -> Lexicon:
    """The lexicon of the packaged model of that name."""
    raw = resources.files("builder.clean").joinpath("models", f"{name}-words.json.gz").read_bytes()
    return lexicon_from_json(gzip.decompress(raw).decode())


def lexicon_from_json(text: str) -> Lexicon:
    """Read what train/clean_lines.py wrote."""
    data = json.loads(text)
    return Lexicon(data["weights"], data["base"])


def with_words(matrix: Matrix, lines: Sequence[Line], lexicon: Lexicon) -> Matrix:
    """A page's features with those of its lines' words behind them."""
    return joined([matrix, lexical_columns(lexicon.scores(lines), lines)], len(lines))
