"""How far two documents are one text: sentence likeness, the monotone thread, coverage each way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from builder.relate.candidates import ramps
from builder.relate.documents import Document, Grams

Matrix = npt.NDArray[np.float64]

#: Sentences less alike than this are no counterparts. On the development pairs the thread then covers at least .70 of
#: the shorter text for half-replaced wording, and at most .35 for two reports of one event.
KEEP = 0.30
#: Out of order a counterpart needs more; shuffled copies score 1.0, chance likeness within one event stays under .5.
KEEP_MOVED = 0.50
#: A gram in so many sentence pairs (50 by 50) says nothing of any one of them, and would cost the most.
COMMON = 2500


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two documents share.

    `coverage_a` and `coverage_b` are the shares of each text's words (outside quotations) that stand in sentences with a
    counterpart; `weight_a` and `weight_b` the same with each sentence counted by its likeness; the `moved_*` figures
    count counterparts out of order too. `mean` is the mean likeness along the thread, `verbatim` the share of the
    covered words in sentences that agree to the letter, `shared_words` the number of words in them.
    """

    coverage_a: float = 0.0
    coverage_b: float = 0.0
    weight_a: float = 0.0
    weight_b: float = 0.0
    moved_a: float = 0.0
    moved_b: float = 0.0
    mean: float = 0.0
    verbatim: float = 0.0
    shared_words: int = 0
    pairs: tuple[tuple[int, int], ...] = ()


def likeness(a: Document, b: Document) -> Likeness:
    """Compare two documents; symmetric but for the naming of the sides. Bounded by MAX_UNITS squared."""
    if not a.units or not b.units:
        return Likeness()
    alike = similarities(a, b)
    thread = _thread(alike, KEEP)
    if not thread:
        return Likeness(moved_a=_moved(alike, a), moved_b=_moved(alike.T, b))
    i, j = np.array([p[0] for p in thread]), np.array([p[1] for p in thread])
    s = alike[i, j]
    wa, wb = max(1, int(a.bare_sizes.sum())), max(1, int(b.bare_sizes.sum()))
    equal = np.array([a.units[x] == b.units[y] for x, y in thread])
    covered = int(a.sizes[i].sum())
    exact = int(a.sizes[i[equal]].sum())
    return Likeness(
        coverage_a=float(a.bare_sizes[i].sum()) / wa,
        coverage_b=float(b.bare_sizes[j].sum()) / wb,
        weight_a=float((a.bare_sizes[i] * s).sum()) / wa,
        weight_b=float((b.bare_sizes[j] * s).sum()) / wb,
        moved_a=_moved(alike, a),
        moved_b=_moved(alike.T, b),
        mean=float(s.mean()),
        verbatim=exact / max(1, covered),
        shared_words=exact,
        pairs=tuple(thread),
    )


def similarities(a: Document, b: Document) -> Matrix:
    """Cosine of every sentence of `a` (rows) with every one of `b`: 4-gram counts outside quotations, each gram weighed
    by its rarity among the two documents' sentences, so that what the whole report is about does not make two of its
    sentences alike."""
    n, m = len(a.units), len(b.units)
    x, y = a.grams, b.grams
    _, at_x, at_y = np.intersect1d(x.columns, y.columns, assume_unique=True, return_indices=True)
    found_x, found_y = x.lengths.copy(), y.lengths.copy()
    found_x[at_x] += y.lengths[at_y]
    found_y[at_y] += x.lengths[at_x]
    weight_x, weight_y = np.log1p((n + m) / found_x), np.log1p((n + m) / found_y)
    norm_x, norm_y = _norms(x, weight_x, n), _norms(y, weight_y, m)
    kept = x.lengths[at_x] * y.lengths[at_y] <= COMMON
    at_x, at_y = at_x[kept], at_y[kept]
    if len(at_x) == 0:
        return np.zeros((n, m))
    wide = y.lengths[at_y]
    cells = x.lengths[at_x] * wide
    gram = np.repeat(np.arange(len(cells)), cells)
    step = ramps(cells)
    i = x.starts[at_x][gram] + step // wide[gram]
    j = y.starts[at_y][gram] + step % wide[gram]
    product = x.counts[i] * y.counts[j] * (weight_x[at_x] ** 2)[gram]
    dots: Matrix = np.bincount(x.rows[i] * m + y.rows[j], weights=product, minlength=n * m).reshape(n, m)
    dots /= norm_x[:, None]
    dots /= norm_y[None, :]
    return dots


def _norms(grams: Grams, weights: Matrix, count: int) -> Matrix:
    spread = np.repeat(weights, grams.lengths) * grams.counts
    norms: Matrix = np.sqrt(np.bincount(grams.rows, weights=spread * spread, minlength=count)) + 1e-9
    return norms


def _moved(alike: Matrix, doc: Document) -> float:
    """The share of words in sentences that have a counterpart anywhere."""
    best = alike.max(axis=1)
    best = np.where(best >= KEEP_MOVED, best, 0.0)
    return float((best * doc.bare_sizes).sum()) / max(1, int(doc.bare_sizes.sum()))


def _thread(alike: Matrix, keep: float) -> list[tuple[int, int]]:
    """The heaviest chain of pairs rising on both sides, one-to-one."""
    n, m = alike.shape
    gain = np.where(alike >= keep, alike - keep / 2, 0.0)
    best = np.zeros((n + 1, m + 1))
    for i in range(n):
        best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, 1:], best[i, :-1] + gain[i]))
    chain: list[tuple[int, int]] = []
    i, j = n, m
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            chain.append((i, j))
    return chain[::-1]
