"""Pairing the sentences of a text with those of its translation, by order, length and the figures that both hold.

Source of the method: Gale and Church, 'A Program for Aligning Sentences in Bilingual Corpora', Computational
Linguistics 19(1), 1993: the cheapest monotone path of beads, a bead's cost being how surprising its two lengths
are. Added here: numbers and words in the same script that stand on both sides (names, acronyms) make a bead cheaper,
which keeps the path on track where one side leaves passages out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.derive.tokens import number_key


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of a and of b (as ranges of indices) that answer each other; one of the ranges may be empty."""

    a: range
    b: range


#: Prior probabilities of bead shapes, after the paper's table 5 but with far more one-sided beads (.01 there): news
#: is cut in translation, which the parliamentary debates counted there were not.
_SHAPES = {(1, 1): 0.80, (1, 0): 0.06, (0, 1): 0.06, (2, 1): 0.035, (1, 2): 0.035, (2, 2): 0.01}
#: Variance of the length difference a character, the paper's 6.8.
_VARIANCE = 6.8
#: What one shared figure or name takes off a bead's cost (natural log units); a 1-0 bead costs about 3.
_ANCHOR = 1.5
#: Characters of the first text that one of the second renders. Outside this range the texts are of different extent
#: (one was cut), which says nothing of how long a sentence comes out, and 1 is taken. English to Spanish is 1.1, to German 1.15.
_RATIOS = (0.75, 1.33)
#: A Han character or kana says about as much as three letters.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_DENSE_WEIGHT = 3
_DIGITS = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z]{2,}")
#: Cells beyond which the path is sought only near the diagonal: 400 by 400 sentences take about a second in full.
_FULL_SEARCH = 40_000


def beads(a: Sequence[str], b: Sequence[str]) -> tuple[Bead, ...]:
    """The cheapest path of beads that covers every sentence of both sides once, in order."""
    if not a or not b:
        return tuple([Bead(range(i, i + 1), range(0)) for i in range(len(a))]) + tuple(
            Bead(range(0), range(j, j + 1)) for j in range(len(b))
        )
    return _Path(a, b).beads()


class _Path:
    """Dynamic programming over (sentences of a taken, sentences of b taken)."""

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        self.lengths = [_sums(a), _sums(b)]
        self.anchors = [[_anchors(s) for s in a], [_anchors(s) for s in b]]
        low, high = _RATIOS
        ratio = self.lengths[1][-1] / max(self.lengths[0][-1], 1)
        self.ratio = ratio if low <= ratio <= high else 1.0
        self.size = (len(a), len(b))

    def beads(self) -> tuple[Bead, ...]:
        rows, columns = self.size
        band = columns if rows * columns <= _FULL_SEARCH else max(30, columns // 16)
        cost: dict[tuple[int, int], float] = {(0, 0): 0.0}
        shape: dict[tuple[int, int], tuple[int, int]] = {}
        for i in range(rows + 1):
            middle = i * columns // rows
            for j in range(max(0, middle - band), min(columns, middle + band) + 1):
                options = [
                    (cost[i - di, j - dj] + self._cost(i, j, di, dj, prior), (di, dj))
                    for (di, dj), prior in _SHAPES.items()
                    if (i - di, j - dj) in cost
                ]
                if options:
                    cost[i, j], shape[i, j] = min(options)
        return self._trace(shape)

    def _trace(self, shape: dict[tuple[int, int], tuple[int, int]]) -> tuple[Bead, ...]:
        i, j = self.size
        found: list[Bead] = []
        while i or j:
            di, dj = shape[i, j]
            found.append(Bead(range(i - di, i), range(j - dj, j)))
            i, j = i - di, j - dj
        return tuple(reversed(found))

    def _cost(self, i: int, j: int, di: int, dj: int, prior: float) -> float:
        length_a = self.lengths[0][i] - self.lengths[0][i - di]
        length_b = self.lengths[1][j] - self.lengths[1][j - dj]
        if not di or not dj:
            return -math.log(prior)
        expected = length_a * self.ratio
        deviation = (length_b - expected) / math.sqrt(_VARIANCE * max((expected + length_b) / 2, 1.0))
        # Two-sided tail of the normal distribution, floored so that one odd bead cannot outweigh a whole path.
        surprise = -math.log(max(math.erfc(abs(deviation) / math.sqrt(2)), 1e-6))
        shared = set().union(*self.anchors[0][i - di : i]) & set().union(*self.anchors[1][j - dj : j])
        return surprise - math.log(prior) - _ANCHOR * min(len(shared), 3)


def _sums(sentences: Sequence[str]) -> list[int]:
    sums = [0]
    for sentence in sentences:
        sums.append(sums[-1] + len(sentence) + (_DENSE_WEIGHT - 1) * len(_DENSE.findall(sentence)))
    return sums


def _anchors(sentence: str) -> frozenset[str]:
    figures = {number_key(m) for m in _DIGITS.findall(sentence)}
    return frozenset(figures | set(_LATIN_NAME.findall(sentence)))
