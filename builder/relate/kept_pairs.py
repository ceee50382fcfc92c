"""Candidate pairs of texts of which most were counted before: only what the new ones change is counted.

A feature's texts, each pair's number of shared features and the order of the texts are kept. A new text can only take
from the pairs of the others: a feature that it makes too frequent joins them no longer, and as the earliest text with a
frequent one it takes the place of the former centre. So what was no pair becomes none, and the counts stay exact. What
is not an addition (a text that left, another order) is counted anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from builder.relate import candidates as counting
from builder.relate.candidates import (
    DRAWER_BITS,
    Candidates,
    candidates,
    commonplace,
    is_enough,
    joined,
    packed_slices,
    ramps,
)
from builder.relate.shingles import Hashes

Ints = npt.NDArray[np.int64]
Packed = npt.NDArray[np.uint64]

#: With more new texts than this, and than one in twenty, counting anew costs no more.
MOST_NEW = 20
_LOW = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Counted:
    """Candidates as they were counted for texts known by `names`, in the order of rows.

    `serials` are the numbers by which the drawers know the rows' texts (a permutation of 0..n-1), `sizes` their numbers
    of features; `first`, `second` (serials) and `shared` are the pairs.
    """

    names: tuple[str, ...]
    serials: Ints
    sizes: Ints
    first: Ints
    second: Ints
    shared: Ints


class Drawers(Protocol):
    """Where counts are kept between runs. What was changed in there since is worth nothing, and reads as None."""

    def counted(self) -> Counted | None: ...

    def drawers(self, numbers: Sequence[int]) -> Mapping[int, Packed] | None:
        """These drawers, each of hash in the high 32 bits and serial in the low ones, sorted; empty ones may lack."""
        ...

    def keep_all(self, counted: Counted, drawers: Iterable[tuple[int, Packed]]) -> None:
        """Put these in the place of all that was kept."""
        ...

    def keep(self, counted: Counted, drawers: Iterable[tuple[int, Packed]]) -> None:
        """Put these counts, and these drawers, in the place of the former ones; the other drawers stay."""
        ...


def kept_candidates(
    names: Sequence[str], features: Callable[[int], Hashes], drawers: Drawers
) -> tuple[Ints, Ints]:
    """The pairs (row numbers, the lesser first) that `candidates` finds among `features` of each row.

    `names` are distinct, one a row; a name stands for the same features for ever.
    """
    former = drawers.counted()
    found = _with_new(former, names, features, drawers) if former is not None else None
    if found is None:
        return _anew(names, [features(row) for row in range(len(names))], drawers)
    return found


def _anew(names: Sequence[str], features: Sequence[Hashes], drawers: Drawers) -> tuple[Ints, Ints]:
    found = candidates(features)
    sizes = np.array([len(f) for f in features], dtype=np.int64)
    rows = np.arange(len(names), dtype=np.int64)
    drawers.keep_all(
        Counted(tuple(names), rows, sizes, found.first, found.second, found.shared),
        (drawer for packed in packed_slices(features) for drawer in _parted(packed)),
    )
    return found.first, found.second


def _parted(packed: Packed) -> Iterator[tuple[int, Packed]]:
    """The drawers, by number, that lie in `packed` one after the other."""
    numbers = (packed >> np.uint64(64 - DRAWER_BITS)).astype(np.int64)
    starts = np.flatnonzero(np.diff(numbers, prepend=-1)).tolist()
    for start, stop in pairwise([*starts, len(packed)]):
        yield int(numbers[start]), packed[start:stop]


@dataclass(frozen=True, slots=True)
class _Touched:
    """The features of the new texts with all their texts: `rows` from `starts[k]` on, `lengths[k]` of them, and the
    earliest row of each (`centres`)."""

    rows: Ints
    starts: Ints
    lengths: Ints
    centres: Ints

    def of(self, k: int) -> Ints:
        return self.rows[self.starts[k] : self.starts[k] + self.lengths[k]]


def _with_new(
    former: Counted, names: Sequence[str], features: Callable[[int], Hashes], drawers: Drawers
) -> tuple[Ints, Ints] | None:
    """The pairs, counted from the former ones; None where they do not serve."""
    known = dict(zip(former.names, former.serials.tolist(), strict=True))
    serials = np.array([known.get(name, -1) for name in names], dtype=np.int64)
    new = np.flatnonzero(serials < 0)
    few = len(new) <= max(MOST_NEW, len(names) // 20)
    if (
        not few
        or not np.array_equal(serials[serials >= 0], former.serials)
        or commonplace(len(names)) != commonplace(len(former.names))
    ):
        return None
    serials[new] = np.arange(len(former.names), len(names))
    row_of = np.empty(len(names), dtype=np.int64)
    row_of[serials] = np.arange(len(names))
    sizes = np.empty(len(names), dtype=np.int64)
    sizes[row_of[former.serials]] = former.sizes
    own = {row: features(row) for row in new.tolist()}
    for row, hashes in own.items():
        sizes[row] = len(hashes)
    pairs = Candidates(row_of[former.first], row_of[former.second], former.shared)
    if own:
        filed = _filed_new(own, serials, drawers)
        if filed is None:
            return None
        touched, hashes = _touched(filed, own, row_of)
        is_new = np.zeros(len(names), dtype=np.bool_)
        is_new[new] = True
        met = [_pairs_of(row, touched, np.searchsorted(hashes, own[row]), is_new, sizes) for row in own]
        pairs = joined([_lessened(pairs, touched, is_new, sizes), *met])
        drawers.keep(
            Counted(tuple(names), serials, sizes, serials[pairs.first], serials[pairs.second], pairs.shared),
            _parted(filed),
        )
    return np.minimum(pairs.first, pairs.second), np.maximum(pairs.first, pairs.second)


def _filed_new(own: Mapping[int, Hashes], serials: Ints, drawers: Drawers) -> Packed | None:
    """The drawers that the new texts belong into, with them, one after the other; None where these are not whole."""
    added = [(hashes.astype(np.uint64) << _LOW) | np.uint64(serials[row]) for row, hashes in own.items()]
    every = np.concatenate(added)
    numbers = np.unique(every >> np.uint64(64 - DRAWER_BITS)).astype(np.int64).tolist()
    held = drawers.drawers(numbers)
    if held is None:
        return None
    filed = np.concatenate([*(held[n] for n in numbers if n in held), every])
    filed.sort()
    return filed


def _touched(filed: Packed, own: Mapping[int, Hashes], row_of: Ints) -> tuple[_Touched, Hashes]:
    """The new texts' features that others have as well, and these features' hashes, sorted."""
    hashes: Hashes = np.unique(np.concatenate(list(own.values())))
    wide = hashes.astype(np.uint64)
    low = np.searchsorted(filed, wide << _LOW)
    high = np.searchsorted(filed, (wide << _LOW) | np.uint64(0xFFFFFFFF), side="right")
    lengths = (high - low).astype(np.int64)
    if not len(hashes):
        none = np.zeros(0, np.int64)
        return _Touched(none, none, none, none), hashes
    at = np.repeat(low, lengths) + ramps(lengths)
    rows = row_of[(filed[at] & np.uint64(0xFFFFFFFF)).astype(np.int64)]
    starts = np.cumsum(lengths) - lengths
    return _Touched(rows, starts, lengths, np.minimum.reduceat(rows, starts)), hashes


def _pairs_of(
    row: int, touched: _Touched, mine: Ints, is_new: npt.NDArray[np.bool_], sizes: Ints
) -> Candidates:
    """The pairs of one new text; `mine` are its features among the touched. Of two new texts the earlier has the pair."""
    lengths, ceiling = touched.lengths[mine], commonplace(len(sizes))
    rare = mine[lengths <= counting.RARE]
    frequent = mine[(lengths > counting.RARE) & (lengths <= ceiling)]
    ahead = touched.centres[frequent] == row
    whole = np.concatenate([rare, frequent[ahead]])
    centres = touched.centres[frequent[~ahead]]
    wide = touched.lengths[whole]
    members = touched.rows[np.repeat(touched.starts[whole], wide) + ramps(wide)] if len(whole) else whole
    others = np.concatenate([members, centres])
    shared = np.bincount(others[~is_new[others] | (others > row)], minlength=len(sizes))
    shared[row] = 0
    second = np.flatnonzero(shared >= counting.FLOOR)
    return _enough(Candidates(np.full(len(second), row, dtype=np.int64), second, shared[second]), sizes)


def _lessened(pairs: Candidates, touched: _Touched, is_new: npt.NDArray[np.bool_], sizes: Ints) -> Candidates:
    """The former pairs without what they share no longer."""
    ceiling, rare = commonplace(len(sizes)), counting.RARE
    news = np.add.reduceat(is_new[touched.rows].astype(np.int64), touched.starts) if len(touched.rows) else 0
    before, now = touched.lengths - news, touched.lengths
    changed = (before >= 2) & (before <= ceiling) & (now > rare)
    changed &= (before <= rare) | (now > ceiling) | is_new[touched.centres]
    shared = pairs.shared.copy()
    for k in np.flatnonzero(changed).tolist():
        rows = touched.of(k)
        old = rows[~is_new[rows]]
        holds = np.zeros(len(sizes), dtype=np.bool_)
        holds[old] = True
        both = np.flatnonzero(holds[pairs.first] & holds[pairs.second])
        # A new centre is on neither side of a former pair, and beyond the ceiling nothing is shared.
        counted = _has(pairs, both, int(old.min())) | (before[k] <= rare)
        stays = _has(pairs, both, int(touched.centres[k])) & (now[k] <= ceiling)
        shared[both] += stays.astype(np.int64) - counted
    return _enough(Candidates(pairs.first, pairs.second, shared), sizes)


def _has(pairs: Candidates, which: Ints, row: int) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (pairs.first[which] == row) | (pairs.second[which] == row)
    return found


def _enough(pairs: Candidates, sizes: Ints) -> Candidates:
    kept = is_enough(pairs.shared, np.minimum(sizes[pairs.first], sizes[pairs.second]))
    return Candidates(pairs.first[kept], pairs.second[kept], pairs.shared[kept])
