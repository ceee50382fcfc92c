"""Candidate pairs of texts of which most were counted before: only what the others change is counted.

A feature's texts, each pair's number of shared features and the order of the texts are kept. A new text can only take
from the pairs of those that stay: a feature that it makes too frequent joins them no longer, and as the earliest text with
a frequent one it takes the place of the former centre. A text that left, as one does that was edited or got another day,
can also give: its features become rarer, and another text their centre. Of two texts that were no pair the number of
shared features is not known; where they share so many that they might be one now, all is counted anew. So the counts stay
exact.
"""

from __future__ import annotations

from bisect import bisect_left
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
#: With more pairs than this that may have become one, counting anew costs no more than looking at each (.1 ms).
MOST_GAINS = 5_000
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

    def own_features(self, names: Sequence[str]) -> Mapping[str, Hashes]:
        """The features for which these names stand; those that are not known may lack."""
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
    found = _with_others(former, names, features, drawers) if former is not None else None
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
    """Features of texts that came or left with all their texts, at one time: `rows` from `starts[k]` on, `lengths[k]` of
    them (rows as they are now, -1 for a text that left), and the earliest of each (`centres`; -1 too where there is none).
    """

    rows: Ints
    starts: Ints
    lengths: Ints
    centres: Ints

    def staying(self, k: int, is_new: npt.NDArray[np.bool_]) -> Ints:
        """The rows of one feature that were there before and are there now."""
        rows = self.rows[self.starts[k] : self.starts[k] + self.lengths[k]]
        rows = rows[rows >= 0]
        return rows[~is_new[rows]]


@dataclass(frozen=True, slots=True)
class _Change:
    """Which names stay in their order, which left (in the former order), and the rows of those that came."""

    stay: frozenset[str]
    gone: tuple[str, ...]
    new: Ints


def _change(former: Sequence[str], names: Sequence[str]) -> _Change:
    """Of texts that changed places among each other as few as possible count as gone and come."""
    at = {name: row for row, name in enumerate(names)}
    common = [at[name] for name in former if name in at]
    stay = frozenset(names[row] for row in _increasing(common))
    gone = tuple(name for name in former if name not in stay)
    return _Change(stay, gone, np.array([r for r, name in enumerate(names) if name not in stay], np.int64))


def _increasing(numbers: Sequence[int]) -> list[int]:
    """A longest increasing part of distinct numbers (patience sorting)."""
    ends: list[int] = []
    before: dict[int, int] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else -1
        ends[place : place + 1] = [number]
    found: list[int] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(number)
        number = before[number]
    return found[::-1]


def _with_others(
    former: Counted, names: Sequence[str], features: Callable[[int], Hashes], drawers: Drawers
) -> tuple[Ints, Ints] | None:
    """The pairs, counted from the former ones; None where they do not serve."""
    change = _change(former.names, names)
    new, gone = change.new, change.gone
    # The numbers of those that left are given to those that came: where more left, some would lack.
    if not len(gone) <= len(new) <= max(MOST_NEW, len(names) // 20) or commonplace(len(names)) != commonplace(
        len(former.names)
    ):
        return None
    stays = np.array([name in change.stay for name in former.names], dtype=np.bool_)
    serials = np.empty(len(names), dtype=np.int64)
    is_new = np.zeros(len(names), dtype=np.bool_)
    is_new[new] = True
    serials[~is_new] = former.serials[stays]
    left = former.serials[~stays]
    serials[new] = np.r_[left, np.arange(len(former.names), len(names))]
    row_of = np.empty(len(names), dtype=np.int64)
    row_of[serials] = np.arange(len(names))
    sizes = np.empty(len(names), dtype=np.int64)
    sizes[~is_new] = former.sizes[stays]
    own = {row: features(row) for row in new.tolist()}
    for row, hashes in own.items():
        sizes[row] = len(hashes)
    both = ~(np.isin(former.first, left) | np.isin(former.second, left))
    pairs = Candidates(row_of[former.first[both]], row_of[former.second[both]], former.shared[both])
    if own:
        known = drawers.own_features(gone)
        if len(known) < len(gone):
            return None
        came = _packed({int(serials[row]): hashes for row, hashes in own.items()})
        went = _packed(dict(zip(left.tolist(), [known[name] for name in gone], strict=True)))
        filed = _filed(came, went, drawers)
        if filed is None:
            return None
        every: Packed = np.unique(np.r_[came, went] >> _LOW)
        rows_before = np.full(len(former.names), -1, dtype=np.int64)
        rows_before[former.serials[stays]] = np.flatnonzero(~is_new)
        old_row = np.empty(len(former.names), dtype=np.int64)
        old_row[former.serials] = np.arange(len(former.names))
        before = _touched(filed.before, every, rows_before, old_row)
        now = _touched(filed.now, every, row_of, row_of)
        kept = _recounted(pairs, before, now, is_new, sizes, features)
        if kept is None:
            return None
        mine = (np.searchsorted(every, own[row].astype(np.uint64)) for row in own)
        met = [_pairs_of(row, now, at, is_new, sizes) for row, at in zip(own, mine, strict=True)]
        pairs = joined([kept, *met])
        drawers.keep(
            Counted(tuple(names), serials, sizes, serials[pairs.first], serials[pairs.second], pairs.shared),
            _all_parted(filed),
        )
    return np.minimum(pairs.first, pairs.second), np.maximum(pairs.first, pairs.second)


def _packed(features: Mapping[int, Hashes]) -> Packed:
    """Features of texts by their serials, as drawers hold them."""
    every = [(hashes.astype(np.uint64) << _LOW) | np.uint64(serial) for serial, hashes in features.items()]
    return np.concatenate([np.zeros(0, np.uint64), *every])


@dataclass(frozen=True, slots=True)
class _Filed:
    """The drawers with these `numbers`, one after the other, as they were and as they are to be."""

    numbers: Sequence[int]
    before: Packed
    now: Packed


def _filed(came: Packed, went: Packed, drawers: Drawers) -> _Filed | None:
    """The drawers that these belong into or lie in; None where they are not whole."""
    numbers = np.unique(np.r_[came, went] >> np.uint64(64 - DRAWER_BITS)).astype(np.int64).tolist()
    held = drawers.drawers(numbers)
    if held is None:
        return None
    before = np.concatenate([np.zeros(0, np.uint64), *(held[n] for n in numbers if n in held)])
    at = np.searchsorted(before, went)
    if len(went) and (at.max() >= len(before) or not np.array_equal(before[at], went)):
        return None
    now = np.concatenate([np.delete(before, at), came])
    now.sort()
    return _Filed(numbers, before, now)


def _all_parted(filed: _Filed) -> Iterator[tuple[int, Packed]]:
    """Every drawer as it is to be, those that are empty now too."""
    full = dict(_parted(filed.now))
    return ((number, full.get(number, filed.now[:0])) for number in filed.numbers)


def _touched(filed: Packed, hashes: Packed, row_of: Ints, order: Ints) -> _Touched:
    """These features (sorted) with their texts: `row_of` and `order` are a text's row and place by its serial."""
    low = np.searchsorted(filed, hashes << _LOW)
    high = np.searchsorted(filed, (hashes << _LOW) | np.uint64(0xFFFFFFFF), side="right")
    lengths = (high - low).astype(np.int64)
    centres = np.full(len(hashes), -1, dtype=np.int64)
    if not lengths.any():
        return _Touched(centres[:0], np.zeros(len(hashes), np.int64), lengths, centres)
    texts = (filed[np.repeat(low, lengths) + ramps(lengths)] & np.uint64(0xFFFFFFFF)).astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    by_place = np.empty(len(order), dtype=np.int64)
    by_place[order] = row_of
    some = lengths > 0
    centres[some] = by_place[np.minimum.reduceat(order[texts], starts[some])]
    return _Touched(row_of[texts], starts, lengths, centres)


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


def _recounted(
    pairs: Candidates,
    before: _Touched,
    now: _Touched,
    is_new: npt.NDArray[np.bool_],
    sizes: Ints,
    features: Callable[[int], Hashes],
) -> Candidates | None:
    """The former pairs of texts that stay with what they share now; None where others of them may have become pairs."""
    ceiling, rare = commonplace(len(sizes)), counting.RARE
    all_before, all_now = before.lengths <= rare, now.lengths <= rare
    star_before = ~all_before & (before.lengths <= ceiling)
    star_now = ~all_now & (now.lengths <= ceiling)
    # A centre that came or left is on neither side of a pair of two that stay.
    old_centres = np.where(star_before, before.centres, -1)
    centres = np.where(star_now & (now.centres >= 0) & ~is_new[now.centres], now.centres, -1)
    changed = (before.lengths >= 2) & ((all_before != all_now) | (old_centres != centres))
    shared = pairs.shared.copy()
    gains: list[Ints] = []
    for k in np.flatnonzero(changed).tolist():
        rows = before.staying(k, is_new)
        holds = np.zeros(len(sizes), dtype=np.bool_)
        holds[rows] = True
        both = np.flatnonzero(holds[pairs.first] & holds[pairs.second])
        counted = _has(pairs, both, int(old_centres[k])) | all_before[k]
        counts = _has(pairs, both, int(centres[k])) | all_now[k]
        shared[both] += counts.astype(np.int64) - counted
        if all_now[k] and not all_before[k]:
            first, second = np.triu_indices(len(rows), 1)
            gains.append(rows[first] * len(sizes) + rows[second])
        elif centres[k] >= 0 and not all_before[k]:
            centre = np.full(len(rows), centres[k])
            gains.append(np.minimum(rows, centre) * len(sizes) + np.maximum(rows, centre))
    if gains and _may_be_pairs(np.unique(np.concatenate(gains)), pairs, sizes, features):
        return None
    return _enough(Candidates(pairs.first, pairs.second, shared), sizes)


def _may_be_pairs(gains: Ints, pairs: Candidates, sizes: Ints, features: Callable[[int], Hashes]) -> bool:
    """Whether any two of `gains` (first * count + second), beside the `pairs`, have so many features in common that they
    might be enough."""
    count = len(sizes)
    held = np.minimum(pairs.first, pairs.second) * count + np.maximum(pairs.first, pairs.second)
    first, second = np.divmod(np.setdiff1d(gains, held), count)
    differ = first != second
    first, second = first[differ], second[differ]
    if len(first) > MOST_GAINS:
        return True
    common = [
        len(np.intersect1d(features(a), features(b), assume_unique=True))
        for a, b in zip(first.tolist(), second.tolist(), strict=True)
    ]
    return bool(is_enough(np.array(common, np.int64), np.minimum(sizes[first], sizes[second])).any())


def _has(pairs: Candidates, which: Ints, row: int) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (pairs.first[which] == row) | (pairs.second[which] == row)
    return found


def _enough(pairs: Candidates, sizes: Ints) -> Candidates:
    kept = is_enough(pairs.shared, np.minimum(sizes[pairs.first], sizes[pairs.second]))
    return Candidates(pairs.first[kept], pairs.second[kept], pairs.shared[kept])
