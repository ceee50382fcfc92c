"""What the words of a line say: those that pages print around articles ('sign up for', 'photo by'), and articles' own.

A logistic regression over words and pairs of neighbouring words, trained by train/clean_lines.py on the same labelled
lines as the trees, which read its log-odds for a line, its neighbours and the lines around it. By site, body F1 of text
dumps without and with it (LightGBM, 170 trees, five folds): naeb .918 and .921, wcxb .917 and .923.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import compress, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from builder.clean.features import Matrix, Windows, joined, shifted
from builder.clean.lines import Line
from builder.clean.page_words import Numbers, PageWords, page_words

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


#: By the number of a line's words, of which each is a gram and each neighbourhood, the ends' included, another.
_DAMPING = np.array([damping(2 * count + 1) for count in range(_READ + 1)])
#: Words that the lexicon does not know; its own are numbered from 1.
_UNKNOWN = 0
#: Places of the table in which a pair of words is looked for before the list of all pairs is: twelve thousand pairs, so
#: that nine of ten that the lexicon does not know are told by it.
_PAIR_PLACES = 1 << 17
#: Spreads the numbers of two words over the table; any odd number of about its size does.
_SPREAD = 40_503


@dataclass(frozen=True, slots=True)
class _Index:
    """A lexicon's weights as arrays: `known` tells the words that have a weight of their own, `single` holds it.

    `pairs` are the pairs' numbers in rising order, `double` their weights, `places` marks where such a pair is in the
    table; `edges` are the numbers of a line's start and end.
    """

    numbers: Mapping[str, int]
    known: NDArray[np.bool_]
    single: NDArray[np.float64]
    pairs: NDArray[np.int64]
    double: NDArray[np.float64]
    places: NDArray[np.bool_]
    edges: tuple[int, int]

    def of_words(self, words: PageWords, ids: Numbers) -> Numbers:
        """The lexicon's numbers of words of a page, given by theirs; that of '0' for one that is no word of letters."""
        asked = np.zeros(len(words.numbers), np.bool_)
        asked[ids] = True
        wanted = list(compress(words.numbers, asked.tolist()))
        found = list(map(self.numbers.get, wanted, repeat(_UNKNOWN)))
        number = self.numbers.get("0", _UNKNOWN)
        numbers = np.zeros(len(asked), np.intp)
        numbers[asked] = [
            known or (_UNKNOWN if word.isalpha() else number)
            for word, known in zip(wanted, found, strict=True)
        ]
        return numbers[ids]

    def of_pairs(self, one: Numbers, other: Numbers) -> NDArray[np.float64]:
        """The weight of each pair of numbers; 0 where the lexicon does not know it."""
        weights = np.zeros(len(one))
        likely = np.flatnonzero(self.places[(one * _SPREAD + other) & (_PAIR_PLACES - 1)])
        wanted = one[likely] * len(self.known) + other[likely]
        at = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        found = self.pairs[at] == wanted
        weights[likely[found]] = self.double[at[found]]
        return weights


def _index(weights: Mapping[str, float]) -> _Index:
    split = [(gram.split(" "), weight) for gram, weight in weights.items()]
    numbers = {
        word: at for at, word in enumerate(sorted({w for words, _ in split for w in words}), _UNKNOWN + 1)
    }
    edges = tuple(numbers.setdefault(mark, len(numbers) + 1) for mark in "<>")
    known, single = np.zeros(len(numbers) + 1, np.bool_), np.zeros(len(numbers) + 1)
    pairs = np.array(
        [[numbers[words[0]], numbers[words[1]]] for words, _ in split if len(words) == 2], np.int64
    )
    pairs = pairs.reshape(-1, 2)
    double = np.array([weight for words, weight in split if len(words) == 2])
    for words, weight in split:
        if len(words) == 1:
            known[numbers[words[0]]], single[numbers[words[0]]] = True, weight
    keys = pairs[:, 0] * len(known) + pairs[:, 1]
    order = np.argsort(keys)
    places = np.zeros(_PAIR_PLACES, np.bool_)
    places[(pairs[:, 0] * _SPREAD + pairs[:, 1]) & (_PAIR_PLACES - 1)] = True
    # A last pair that no page has, so that there is one to look at.
    keys = np.append(keys[order], np.iinfo(np.int64).max)
    return _Index(numbers, known, single, keys, np.append(double[order], 0.0), places, (edges[0], edges[1]))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`weights` in log-odds by gram (see `grams`), `base` those of a line without any."""

    weights: Mapping[str, float]
    base: float
    _index: _Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", _index(self.weights))

    def scores(self, lines: Sequence[Line], words: PageWords | None = None) -> Matrix:
        """Each line's log-odds of being the article's; all 0 where the words are of no language known here.

        `words` are the lines' words where they are at hand: the sum over their `grams`, added up in that order.
        """
        words = words or page_words(lines)
        index = self._index
        read = np.arange(len(words.ids)) - words.starts[words.line] < _READ
        line = words.line[read]
        number = index.of_words(words, words.ids[read])
        count = np.minimum(np.diff(words.starts), _READ)
        if np.count_nonzero(index.known[number]) < _KNOWN * len(number):
            return np.zeros(len(lines), np.float32)
        # With the marks at both ends each line has one pair more than words.
        place = np.arange(len(number)) + line
        opens, closes = (np.full(len(number) + len(lines), edge) for edge in index.edges)
        opens[place + 1] = closes[place] = number
        weights = np.concatenate([index.single[number], index.of_pairs(opens, closes)])
        of_line = np.concatenate([line, np.repeat(np.arange(len(lines)), count + 1)])
        total = np.bincount(of_line, weights, len(lines))
        return np.asarray(self.base + _DAMPING[count] * total, np.float32)


def lexical_columns(scores: Matrix, lines: Sequence[Line]) -> Matrix:
    """The columns that the trees read after a line's other features: its score, its neighbours', its surroundings'."""
    one = scores[:, None]
    words = np.array([min(line.words, _MOST) for line in lines], np.float32)[:, None]
    windows = Windows(np.column_stack([one, one * words, words]), 10)
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


def with_words(
    matrix: Matrix, lines: Sequence[Line], lexicon: Lexicon, words: PageWords | None = None
) -> Matrix:
    """A page's features with those of its lines' words behind them (`words`, where they are at hand)."""
    return joined([matrix, lexical_columns(lexicon.scores(lines, words), lines)], len(lines))
