"""Pairs of texts worth comparing, found through the rare features that they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from builder.relate.shingles import Hashes

Ints = npt.NDArray[np.int64]

#: Up to this many texts with a feature, every two of them share it; of a more frequent one, each shares it with the
#: earliest text that has it (a star), or a report copied four hundred times would lose its original.
RARE = 20
#: A feature of more texts than this, and of one text in twenty, is a commonplace and joins nothing.
COMMONPLACE = 2000
#: A pair is compared where it shares this many features and this share of the smaller text's. On the development
#: corpora (500 to 900 texts) every positive pair has at least 19 and .053, all but one of 1,435 at least 50 and .097;
#: of 180,000 pairs sharing anything, about 10,000 have 12.
LEAST_SHARED = 12
LEAST_SHARE = 0.05
#: The least that even two texts of a dozen words must share.
FLOOR = 4

#: Features are kept between runs in drawers, by their highest bits (see `kept_pairs`). A text of 1,400 features opens
#: some 1,300 of the 16,384, which hold 7 KB each at 10,000 articles. With a quarter as many drawers the file is 5 %
#: smaller, and adding one article to 10,000 takes .5 s and 150 MB more (4.7 s and 604 MB in place of 4.2 and 457).
DRAWER_BITS = 14

#: How many features, and how many pairs with repetition, are held at once (8 bytes each, some six copies in passing).
FEATURES_AT_ONCE = 6_000_000
PAIRS_AT_ONCE = 6_000_000


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of row numbers, `first` < `second` in each, sorted, and how many features each pair was counted to share."""

    first: Ints
    second: Ints
    shared: Ints

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True)
class Groups:
    """Features shared by `size` texts each: `rows` has a line for each feature, the earliest text first."""

    size: int
    rows: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sharing:
    """All features of two texts or more: small `groups` by size, and (centre, member) pairs of the `stars`."""

    groups: tuple[Groups, ...]
    centres: npt.NDArray[np.int32]
    members: npt.NDArray[np.int32]


def candidates(features: Sequence[Hashes]) -> Candidates:
    """Pairs of `features` (one sorted array of distinct hashes a text, earliest text first) that share enough of them.

    Memory is that of the features plus blocks of bounded size; the pairs do not depend on the blocks.
    """
    sizes = np.array([len(f) for f in features], dtype=np.int64)
    shared = _shared(features)
    found = [
        _enough(_keys(shared, low, high, len(features)), sizes)
        for low, high in _blocks(shared, len(features))
    ]
    return joined(found)


def joined(parts: Sequence[Candidates]) -> Candidates:
    """All pairs of these parts, one part after the other."""
    return Candidates(
        np.concatenate([p.first for p in parts]),
        np.concatenate([p.second for p in parts]),
        np.concatenate([p.shared for p in parts]),
    )


def commonplace(texts: int) -> int:
    """In more of so many texts than this a feature joins nothing."""
    return max(COMMONPLACE, texts // 20)


def sharing(packed: npt.NDArray[np.uint64], rare: int, ceiling: int) -> Sharing:
    """Who shares what among features in `packed` (hash in the high 32 bits, row in the low ones; sorted, each once).

    A feature of up to `rare` texts is a group, one of up to `ceiling` a star around its least row; others are left out.
    """
    rows = (packed & np.uint64(0xFFFFFFFF)).astype(np.int32)
    hashes = packed >> np.uint64(32)
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(packed) else np.zeros(0, np.int64)
    lengths = np.diff(np.r_[starts, len(hashes)])
    groups = []
    for k in range(2, rare + 1):
        at = starts[lengths == k]
        if len(at):
            groups.append(Groups(k, rows[at[:, None] + np.arange(k)]))
    frequent = np.flatnonzero((lengths > rare) & (lengths <= ceiling))
    if len(frequent) == 0:
        return Sharing(tuple(groups), _NO_ROWS, _NO_ROWS)
    wide = lengths[frequent] - 1
    centres = np.repeat(rows[starts[frequent]], wide)
    return Sharing(tuple(groups), centres, rows[np.repeat(starts[frequent] + 1, wide) + ramps(wide)])


_NO_ROWS = np.zeros(0, np.int32)


def _shared(features: Sequence[Hashes]) -> Sharing:
    ceiling = commonplace(len(features))
    found = [sharing(packed, RARE, ceiling) for packed in packed_slices(features)]
    by_size: dict[int, list[npt.NDArray[np.int32]]] = {k: [] for k in range(2, RARE + 1)}
    for part in found:
        for group in part.groups:
            by_size[group.size].append(group.rows)
    return Sharing(
        tuple(Groups(k, np.concatenate(rows)) for k, rows in by_size.items() if rows),
        np.concatenate([_NO_ROWS, *(part.centres for part in found)]),
        np.concatenate([_NO_ROWS, *(part.members for part in found)]),
    )


def packed_slices(features: Sequence[Hashes]) -> Iterator[npt.NDArray[np.uint64]]:
    """All features with their rows, packed as for `sharing`, a range of hashes at a time; no two slices have hashes
    that begin with the same DRAWER_BITS bits."""
    parts = max(1, -(-sum(map(len, features)) // FEATURES_AT_ONCE))
    bounds = np.linspace(0, 1 << DRAWER_BITS, parts + 1).astype(np.int64) << (32 - DRAWER_BITS)
    at = np.zeros(len(features), dtype=np.int64)
    for high in bounds[1:].tolist():
        whole = high == 1 << 32
        chunks = []
        for row, hashes in enumerate(features):
            stop = len(hashes) if whole else int(np.searchsorted(hashes, np.uint32(high)))
            if stop > at[row]:
                chunks.append((hashes[at[row] : stop].astype(np.uint64) << np.uint64(32)) | np.uint64(row))
            at[row] = stop
        if chunks:
            packed = np.concatenate(chunks)
            packed.sort()
            yield packed


def _blocks(shared: Sharing, count: int) -> list[tuple[int, int]]:
    """Ranges of first rows with at most PAIRS_AT_ONCE keys each (or a single row)."""
    load = np.bincount(shared.centres, minlength=count)
    for group in shared.groups:
        for x in range(group.size - 1):
            load += np.bincount(group.rows[:, x], minlength=count) * (group.size - 1 - x)
    block = np.cumsum(load) // PAIRS_AT_ONCE
    starts = np.flatnonzero(np.r_[True, block[1:] != block[:-1]]).tolist() if count else [0]
    return list(pairwise([*starts, count]))


def _keys(shared: Sharing, low: int, high: int, count: int) -> Ints:
    """A key (first * count + second) for every shared feature of every pair whose first row is in [low, high)."""
    keys: list[Ints] = []
    whole = low == 0 and high == count
    for group in shared.groups:
        for x in range(group.size - 1):
            first = group.rows[:, x]
            rows = group.rows if whole else group.rows[(first >= low) & (first < high)]
            start = rows[:, x].astype(np.int64) * count
            keys.extend(start + rows[:, y] for y in range(x + 1, group.size))
    inside = (shared.centres >= low) & (shared.centres < high)
    keys.append(shared.centres[inside].astype(np.int64) * count + shared.members[inside])
    return np.concatenate(keys)


def ramps(sizes: Ints) -> Ints:
    """0..n-1 for every n of `sizes`, one after the other."""
    ends = np.cumsum(sizes)
    counted: Ints = np.arange(ends[-1], dtype=np.int64) - np.repeat(ends - sizes, sizes)
    return counted


def _enough(keys: Ints, sizes: Ints) -> Candidates:
    keys.sort()
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, np.int64)
    shared = np.diff(np.r_[starts, len(keys)])
    often = shared >= FLOOR
    shared = shared[often]
    first, second = np.divmod(keys[starts[often]], max(1, len(sizes)))
    kept = is_enough(shared, np.minimum(sizes[first], sizes[second]))
    return Candidates(first[kept], second[kept], shared[kept])


def is_enough(shared: Ints, smaller: Ints) -> npt.NDArray[np.bool_]:
    """Which pairs share enough features to be compared, `smaller` being those of the smaller text of each."""
    enough: npt.NDArray[np.bool_] = (shared >= FLOOR) & (shared >= np.minimum(LEAST_SHARED, smaller // 2))
    return enough & (shared >= LEAST_SHARE * smaller)
