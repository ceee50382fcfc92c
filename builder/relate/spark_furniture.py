"""Furniture among texts that many workers hold: the sentences that `furniture` finds, from arrays of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from builder.relate.candidates import Ints, ramps
from builder.relate.furniture import LEAST_LINES, LEAST_PROSE, SAMPLE, unrelated
from builder.relate.profiles import own_features
from builder.relate.shingles import Hashes
from builder.relate.spark_pairs import Text
from builder.relate.spark_session import kept

if TYPE_CHECKING:
    from pyspark import RDD

#: Sentences by key, the digests of the texts that hold them, and which are lines: parallel arrays, sorted by both.
_Held = tuple[Ints, npt.NDArray[np.bytes_], npt.NDArray[np.bool_]]
_Group = tuple[str, ...]


def furniture_of(distinct: RDD[tuple[str, Text]], partitions: int) -> frozenset[int]:
    """The keys of sentences that are furniture, gathered: what is repeated is little beside what is not.

    No worker holds more than the first SAMPLE texts of a sentence from each part of the archive.
    """
    held = distinct.mapPartitions(lambda texts: _dealt(texts, partitions))
    grouped = held.groupByKey(partitions, lambda part: part)
    repeated = kept(grouped.flatMap(lambda kv: _repeated(kv[1])))
    everywhere = frozenset(key for keys in repeated.map(_keys).collect() for key in keys)
    if not everywhere:
        return frozenset()
    shared = distinct.context.broadcast(everywhere)
    members = repeated.keys().distinct(partitions).flatMap(lambda group: [(key, group) for key in group])
    features = (
        members.join(distinct, partitions)
        .values()
        .map(lambda found: (found[0], _own(found[1], shared.value)))
    )
    judged = repeated.cogroup(features, partitions).flatMap(lambda kv: _furniture(*kv[1]))
    return frozenset(judged.collect())


def _dealt(texts: Iterable[tuple[str, Text]], parts: int) -> Iterator[tuple[int, _Held]]:
    held = [(key, text.profile.sentences) for key, text in texts]
    if not held:
        return
    keys = np.concatenate([sentences.keys for _, sentences in held])
    lines = np.concatenate([sentences.lines for _, sentences in held])
    digests = np.array([bytes.fromhex(key) for key, _ in held], dtype="S16")
    owners = np.repeat(digests, [len(sentences.keys) for _, sentences in held])
    sorted_ = _first_of_each(keys, owners, lines)
    part = sorted_[0] % parts
    for k in np.unique(part).tolist():
        yield (k, tuple(column[part == k] for column in sorted_))


def _first_of_each(keys: Ints, owners: npt.NDArray[np.bytes_], lines: npt.NDArray[np.bool_]) -> _Held:
    """The first SAMPLE texts of every sentence."""
    order = np.lexsort((owners, keys))
    keys = keys[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    kept = ramps(np.diff(np.r_[starts, len(keys)])) < SAMPLE
    return keys[kept], owners[order][kept], lines[order][kept]


def _repeated(chunks: Iterable[_Held]) -> Iterator[tuple[_Group, list[tuple[int, bool]]]]:
    """The groups of texts that hold a sentence in common, each with these sentences and whether they are lines."""
    keys, owners, lines = _first_of_each(*(np.concatenate(column) for column in zip(*chunks, strict=True)))
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    lengths = np.diff(np.r_[starts, len(keys)])
    found: dict[_Group, list[tuple[int, bool]]] = {}
    for at, size in zip(starts[lengths >= LEAST_LINES], lengths[lengths >= LEAST_LINES], strict=True):
        group = tuple(owner.ljust(16, b"\0").hex() for owner in owners[at : at + size].tolist())
        found.setdefault(group, []).append((int(keys[at]), bool(lines[at])))
    yield from found.items()


def _keys(repeated: tuple[_Group, list[tuple[int, bool]]]) -> list[int]:
    return [key for key, _ in repeated[1]]


def _own(text: Text, repeated: frozenset[int]) -> tuple[str, Hashes, Hashes]:
    return (text.profile.key, own_features(text.witness.text, repeated), text.profile.features)


def _furniture(
    sentences: Iterable[list[tuple[int, bool]]], features: Iterable[tuple[str, Hashes, Hashes]]
) -> Iterator[int]:
    """Those of one group's sentences that recur in enough texts which have nothing else in common."""
    count = unrelated([(own, whole) for _, own, whole in sorted(features, key=lambda f: f[0])])
    for some in sentences:
        for key, is_line in some:
            if count >= (LEAST_LINES if is_line else LEAST_PROSE):
                yield key
