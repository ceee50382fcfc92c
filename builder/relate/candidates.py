"""Pairs of texts worth comparing, found through the rare features that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from builder.relate.shingles import Hashes

Ints = npt.NDArray[np.int64]

#: Up to this many texts with a feature, every two of them share it; of a more frequent one, each shares it with the
#: earliest text that has it (a star), or a report copied four hundred times would lose its original.
RARE = 20
#: A pair is compared where it shares this many features and this share of the smaller text's. On the development
#: corpora (500 to 900 texts) every positive pair has at least 19 and .053, all but one of 1,435 at least 50 and .097;
#: of 180,000 pairs sharing anything, about 10,000 have 12.
LEAST_SHARED = 12
LEAST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of row numbers, `first` < `second` in each, sorted."""

    first: Ints
    second: Ints

    def __len__(self) -> int:
        return len(self.first)


def candidates(features: Sequence[Hashes]) -> Candidates:
    """Pairs of `features` (one array of distinct hashes a text, earliest text first) that share enough of them."""
    count = len(features)
    sizes = np.array([len(f) for f in features], dtype=np.int64)
    if count < 2 or sizes.sum() == 0:
        return Candidates(np.zeros(0, np.int64), np.zeros(0, np.int64))
    hashes = np.concatenate(features)
    rows = np.repeat(np.arange(count, dtype=np.int64), sizes)
    order = np.argsort(hashes, kind="stable")
    hashes, rows = hashes[order], rows[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    lengths = np.diff(np.r_[starts, len(hashes)])
    keys = list(_rare_pairs(rows, starts, lengths, count))
    keys.append(_stars(rows, starts, lengths, count))
    return _enough(np.concatenate(keys), sizes, count)


def _rare_pairs(rows: Ints, starts: Ints, lengths: Ints, count: int) -> list[Ints]:
    keys: list[Ints] = []
    for k in range(2, RARE + 1):
        at = starts[lengths == k]
        if len(at) == 0:
            continue
        group = rows[at[:, None] + np.arange(k)]
        x, y = np.triu_indices(k, 1)
        keys.append((group[:, x] * count + group[:, y]).ravel())
    return keys


def _stars(rows: Ints, starts: Ints, lengths: Ints, count: int) -> Ints:
    """Rows are sorted within a feature (stable sort of rising rows), so the first of each group is the earliest."""
    frequent = lengths > RARE
    sizes = lengths[frequent]
    if len(sizes) == 0:
        return np.zeros(0, np.int64)
    centre = np.repeat(rows[starts[frequent]], sizes)
    member = rows[np.repeat(starts[frequent], sizes) + ramps(sizes)]
    apart = centre != member
    keys: Ints = centre[apart] * count + member[apart]
    return keys


def ramps(sizes: Ints) -> Ints:
    """0..n-1 for every n of `sizes`, one after the other."""
    ends = np.cumsum(sizes)
    counted: Ints = np.arange(ends[-1], dtype=np.int64) - np.repeat(ends - sizes, sizes)
    return counted


def _enough(keys: Ints, sizes: Ints, count: int) -> Candidates:
    keys, shared = np.unique(keys, return_counts=True)
    first, second = keys // count, keys % count
    smaller = np.minimum(sizes[first], sizes[second])
    kept = (shared >= np.minimum(LEAST_SHARED, np.maximum(1, smaller // 2))) & (
        shared >= LEAST_SHARE * smaller
    )
    return Candidates(first[kept], second[kept])
