"""How far two documents are one text: sentence likeness, the monotone thread, coverage each way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from builder.relate.candidates import ramps
from builder.relate.documents import Document, Grams, Ints

Matrix = npt.NDArray[np.float64]

#: Sentences less alike than this are no counterparts. On the development pairs the thread then covers .70 of the shorter
#: text or more in 98 of 100 pairs with half the words replaced, and at most .31 in 95 pairs of reports of one event.
KEEP = 0.30
#: Out of order a counterpart needs more: of two reports of one event at most .20 of either is so alike anywhere, of a
#: shuffled copy .72 and more.
KEEP_MOVED = 0.50
#: A gram in so many sentence pairs (50 by 50) says nothing of any one of them, and would cost the most.
COMMON = 2500


#: Labels are passed over where a text has so many words of prose and this share of its words: a list of headlines with
#: one sentence below is no report with much furniture. Of 200 bodies put under the furniture of two other sites' pages
#: (benchmarks/versions.py, kind furnished) 173 came out as one story when labels counted in full, 192 without; on the
#: development pairs nothing changed but one more translation found.
PROSE_WORDS = 60
PROSE_SHARE = 0.15

#: How many words open a text: its lead. Lines under four words (a byline, a section's name) are passed over.
LEAD_WORDS = 60


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two documents share; every share is 0..1 and of words outside quotations, sides named a and b.

    `words` are the words that count: all, but for labels in a text that has prose enough (a page's menu and its list of
    headlines are no part of the report, whatever cleaning left of them, and two pages of one site are no versions).

    `coverage` is the share in sentences along the thread (same order on both sides); `best` each sentence counted by
    its best likeness anywhere on the other side; `moved` the same for counterparts that are sure wherever they stand;
    `lead` the best likeness of the opening LEAD_WORDS; `opening` the number of words before the first sentence with a
    counterpart. `mean` is the mean likeness along the thread, `drift` the mean
    distance of its pairs from the diagonal (0: the texts run in step), `verbatim` the share of the thread's words in
    sentences that agree to the letter, `shared_words` the number of those. `pairs` are the thread's unit numbers.
    """

    words_a: int = 0
    words_b: int = 0
    coverage_a: float = 0.0
    coverage_b: float = 0.0
    best_a: float = 0.0
    best_b: float = 0.0
    moved_a: float = 0.0
    moved_b: float = 0.0
    lead_a: float = 0.0
    lead_b: float = 0.0
    opening_a: int = 0
    opening_b: int = 0
    mean: float = 0.0
    drift: float = 1.0
    verbatim: float = 0.0
    shared_words: int = 0
    pairs: tuple[tuple[int, int], ...] = ()


def likeness(a: Document, b: Document) -> Likeness:
    """Compare two documents. Time and memory are bounded by MAX_UNITS squared."""
    if not a.units or not b.units:
        return Likeness()
    alike = similarities(a, b)
    best_a, best_b = alike.max(axis=1), alike.max(axis=0)
    sides = _Side(a, best_a), _Side(b, best_b)
    thread = _thread(alike, KEEP)
    i, j = (
        (np.array(side, dtype=np.int64) for side in zip(*thread, strict=True)) if thread else (_NONE, _NONE)
    )
    on_thread = alike[i, j]
    equal = np.array([a.units[x] == b.units[y] for x, y in thread], dtype=np.bool_)
    shared = int(a.sizes[i[equal]].sum()) if thread else 0
    return Likeness(
        words_a=sides[0].words,
        words_b=sides[1].words,
        coverage_a=sides[0].coverage(i),
        coverage_b=sides[1].coverage(j),
        best_a=sides[0].share(best_a),
        best_b=sides[1].share(best_b),
        moved_a=sides[0].share(np.where(best_a >= KEEP_MOVED, best_a, 0.0)),
        moved_b=sides[1].share(np.where(best_b >= KEEP_MOVED, best_b, 0.0)),
        lead_a=sides[0].lead(),
        lead_b=sides[1].lead(),
        opening_a=sides[0].opening(),
        opening_b=sides[1].opening(),
        mean=float(on_thread.mean()) if thread else 0.0,
        drift=float(np.abs(sides[0].places()[i] - sides[1].places()[j]).mean()) if thread else 1.0,
        verbatim=shared / max(1, int(a.sizes[i].sum())),
        shared_words=shared,
        pairs=tuple(thread),
    )


class _Side:
    """One document of a comparison: its units' best likenesses, and which units count."""

    def __init__(self, document: Document, best: Matrix) -> None:
        self._document, self._best = document, best
        prose = int(document.bare_sizes[~document.labels].sum())
        enough = prose >= max(PROSE_WORDS, PROSE_SHARE * int(document.bare_sizes.sum()))
        self._counts = ~document.labels if enough else np.ones(len(best), dtype=np.bool_)
        self.words = int(document.bare_sizes[self._counts].sum())

    def coverage(self, units: Ints) -> float:
        """The share of the words that stand in `units`."""
        return float((self._document.bare_sizes[units] * self._counts[units]).sum()) / max(1, self.words)

    def share(self, values: Matrix) -> float:
        """The mean of the counting units' values, each weighed by its words."""
        sizes = self._document.bare_sizes * self._counts
        return float((values * sizes).sum()) / max(1, self.words)

    def lead(self) -> float:
        """The mean likeness of the opening LEAD_WORDS."""
        total, count = 0.0, 0
        sizes = (self._document.sizes * self._counts).tolist()
        for value, size in zip(self._best.tolist(), sizes, strict=True):
            if size >= 4 and count < LEAD_WORDS:
                total += value * size
                count += size
        return total / max(1, count)

    def opening(self) -> int:
        """The words before the first unit with a counterpart."""
        met = (self._best >= KEEP) & self._counts
        first = int(met.argmax()) if met.any() else len(met)
        return int((self._document.sizes * self._counts)[:first].sum())

    def places(self) -> Matrix:
        """Where each unit stands among the counting ones: 0 for the first, towards 1."""
        before: Matrix = (np.cumsum(self._counts) - self._counts).astype(np.float64)
        return before / max(1, int(self._counts.sum()))


_NONE = np.zeros(0, np.int64)


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
    dots = np.asarray(
        np.bincount(x.rows[i] * m + y.rows[j], weights=product, minlength=n * m), dtype=np.float64
    ).reshape(n, m)
    dots /= norm_x[:, None]
    dots /= norm_y[None, :]
    return dots


def _norms(grams: Grams, weights: Matrix, count: int) -> Matrix:
    spread = np.repeat(weights, grams.lengths) * grams.counts
    norms: Matrix = np.sqrt(np.bincount(grams.rows, weights=spread * spread, minlength=count)) + 1e-9
    return norms


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
