"""Candidate pairs among texts that many workers hold: the rules of `candidates` and `translations`, on blocks of numbers.

What travels between workers are arrays, not single features: eight bytes for each feature of a text and for each pair
that was met. A worker holds one range of hashes of one block of days at a time. Skew: of a feature that stands in more
texts of a worker's part than make a commonplace, no more than tell that are sent on; of any other no worker holds more
than eight bytes a text; and a pair is counted with others that chance draws, so that a star of a million texts is dealt
out to all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from builder.model.relation import Witness
from builder.relate import candidates as near
from builder.relate import translations as across
from builder.relate.candidates import Ints, Sharing, ramps, sharing
from builder.relate.languages import primary
from builder.relate.profiles import Profile
from builder.relate.windows import EVERYWHEN, blocks_of_day, day

if TYPE_CHECKING:
    from pyspark import RDD

Packed = npt.NDArray[np.uint64]

#: What pairs are met by: wording, or (in two languages) names and numbers.
WORDING, SIGNS = 0, 1
#: Features that one worker sorts at once, and pairs that it writes out before they are counted: 8 bytes each, some
#: six copies in passing.
FEATURES_AT_ONCE = 4_000_000
PAIRS_AT_ONCE = 4_000_000
#: A day that is not known.
_NO_DAY = 0
_LOW = np.uint64(0xFFFFFFFF)
_WIDE = np.uint64(32)
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Text:
    """A witness and its profile, as they travel between workers."""

    witness: Witness
    profile: Profile

    @property
    def language(self) -> str:
        return primary(self.witness.language) or self.profile.language


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What every worker knows of each text, by row: numbers of features and signs, day (0 for none), language (a
    number, -1 for unknown). Fourteen bytes a text."""

    sizes: npt.NDArray[np.int32]
    signs: npt.NDArray[np.int32]
    days: npt.NDArray[np.int32]
    tongues: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.sizes)


@dataclass(frozen=True, slots=True)
class Block:
    """The texts of one stretch of days, looked at for one kind of feature in `parts` ranges of hashes, which have the
    numbers from `first` on; `ceiling` is the number of texts from which on a feature is a commonplace."""

    kind: int
    number: int
    first: int
    parts: int
    ceiling: int

    @property
    def rare(self) -> int:
        return near.RARE if self.kind == WORDING else across.RARE


@dataclass(frozen=True, slots=True)
class Plan:
    """The blocks of a run by (kind, number), the window that they follow, and into how many parts rows are dealt."""

    blocks: dict[tuple[int, int], Block]
    by_part: tuple[Block, ...]
    window: int | None
    partitions: int


def known_of(texts: Iterable[Text]) -> Iterator[tuple[Known, tuple[str, ...]]]:
    """What all workers are to know of `texts`, and the languages that `tongues` number in it ('' is -1)."""
    held = [
        (len(t.profile.features), len(t.profile.signs), day(t.witness.date) or _NO_DAY, t.language)
        for t in texts
    ]
    named = sorted({tongue for *_, tongue in held if tongue})
    places = {tongue: k for k, tongue in enumerate(named)}
    yield (
        Known(
            sizes=np.array([h[0] for h in held], np.int32),
            signs=np.array([h[1] for h in held], np.int32),
            days=np.array([h[2] for h in held], np.int32),
            tongues=np.array([places.get(h[3], -1) for h in held], np.int16),
        ),
        tuple(named),
    )


def all_known(parts: Sequence[tuple[Known, tuple[str, ...]]]) -> Known:
    """The knowledge of all parts in order, the languages numbered alike."""
    places = {tongue: k for k, tongue in enumerate(sorted({t for _, named in parts for t in named}))}
    tongues = [np.array([*(places[t] for t in named), -1], np.int16)[known.tongues] for known, named in parts]
    return Known(
        sizes=np.concatenate([known.sizes for known, _ in parts]),
        signs=np.concatenate([known.signs for known, _ in parts]),
        days=np.concatenate([known.days for known, _ in parts]),
        tongues=np.concatenate(tongues),
    )


def planned(known: Known, window: int | None, partitions: int) -> Plan:
    """How the texts are dealt out: in blocks of days, in ranges of hashes that fit a worker and occupy all of them."""
    undated = window is not None and bool((known.days == _NO_DAY).any())
    texts: Counter[int] = Counter()
    load: Counter[tuple[int, int]] = Counter()
    days, place = np.unique(known.days, return_inverse=True)
    each = np.bincount(place)
    features = np.bincount(place, weights=known.sizes)
    signs = np.bincount(place, weights=known.signs)
    for k, number in enumerate(days.tolist()):
        for block in _blocks(number, window, undated):
            texts[block] += int(each[k])
            load[WORDING, block] += int(features[k])
            load[SIGNS, block] += int(signs[k])
    partitions = max(partitions, load.total() // FEATURES_AT_ONCE)
    share = min(FEATURES_AT_ONCE, max(1, load.total() // partitions))
    found: dict[tuple[int, int], Block] = {}
    by_part: list[Block] = []
    for (kind, number), size in sorted(load.items()):
        parts = max(1, -(-size // share))
        ceiling = near.commonplace(texts[number]) if kind == WORDING else across.RARE
        found[kind, number] = Block(kind, number, len(by_part), parts, ceiling)
        by_part += [found[kind, number]] * parts
    return Plan(found, tuple(by_part), window, partitions)


def candidate_pairs(numbered: RDD[tuple[int, Text]], known: Known, plan: Plan) -> RDD[tuple[int, Packed]]:
    """(kind, pairs) of rows that share enough features, the lesser row in the high bits; a pair may come from two blocks."""
    context = numbered.context
    shared, plan_ = context.broadcast(known), context.broadcast(plan)
    parts = plan.partitions
    features = numbered.mapPartitions(lambda texts: _dealt(texts, shared.value, plan_.value))
    met = features.groupByKey(parts, _same).flatMap(lambda kv: _met(kv[0], kv[1], shared.value, plan_.value))
    return met.groupByKey(parts, _same).map(lambda kv: _enough(kv[0], kv[1], shared.value, plan_.value))


def _same(number: int) -> int:
    return number


def _blocks(number: int, window: int | None, undated: bool) -> Iterator[int]:
    """The blocks of a day's texts; the one of all texts only where some have no day."""
    return (b for b in blocks_of_day(number or None, window) if undated or b != EVERYWHEN)


def _dealt(texts: Iterable[tuple[int, Text]], known: Known, plan: Plan) -> Iterator[tuple[int, Packed]]:
    """The features of a partition's texts with their rows, by the part of the block that they belong to."""
    undated = (WORDING, EVERYWHEN) in plan.blocks
    held: dict[tuple[int, int], list[Packed]] = {}
    count = 0
    for row, text in texts:
        for number in _blocks(int(known.days[row]), plan.window, undated):
            for kind, hashes in ((WORDING, text.profile.features), (SIGNS, text.profile.signs)):
                if len(hashes) and (kind == WORDING or known.tongues[row] >= 0):
                    packed = (hashes.astype(np.uint64) << _WIDE) | np.uint64(row)
                    held.setdefault((kind, number), []).append(packed)
                    count += len(hashes)
        if count >= FEATURES_AT_ONCE:
            yield from _cut(held, plan)
            held, count = {}, 0
    yield from _cut(held, plan)


def _cut(held: dict[tuple[int, int], list[Packed]], plan: Plan) -> Iterator[tuple[int, Packed]]:
    for place, chunks in held.items():
        block = plan.blocks[place]
        packed = np.concatenate(chunks)
        packed.sort()
        packed = _thinned(packed, block.ceiling)
        bounds = np.linspace(0, 1 << 32, block.parts + 1).astype(np.uint64)[1:-1] << _WIDE
        for k, part in enumerate(np.split(packed, np.searchsorted(packed, bounds))):
            if len(part):
                yield (block.first + k, part)


def _thinned(packed: Packed, ceiling: int) -> Packed:
    """Without what a commonplace has beyond the number that shows it to be one."""
    if len(packed) <= ceiling + 1:
        return packed
    hashes = packed >> _WIDE
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    lengths = np.diff(np.r_[starts, len(hashes)])
    return packed if lengths.max() <= ceiling + 1 else packed[ramps(lengths) <= ceiling]


def _met(
    part: int, chunks: Iterable[Packed], known: Known, plan: Plan
) -> Iterator[tuple[int, tuple[Packed, Ints]]]:
    """The pairs that meet in one range of hashes, each with how often, dealt out for counting."""
    block = plan.by_part[part]
    packed = np.concatenate(list(chunks))
    packed.sort()
    for pairs in _pairs(sharing(packed, block.rare, block.ceiling)):
        found, often = np.unique(pairs[_compared(pairs, block, known, plan.window)], return_counts=True)
        if block.parts == 1:
            yield (block.first, (found, often))
            continue
        dealt = ((found * _ODD) >> _WIDE) % np.uint64(block.parts)
        order = np.argsort(dealt, kind="stable")
        ends = np.searchsorted(dealt[order], np.arange(1, block.parts, dtype=np.uint64))
        for k, at in enumerate(np.split(order, ends)):
            if len(at):
                yield (block.first + k, (found[at], often[at]))


def _pairs(shared: Sharing) -> Iterator[Packed]:
    """Every pair, once for each feature that both have, as many at a time as a worker may hold."""
    held: list[Packed] = []
    count = 0
    for first, second in _met_rows(shared):
        held.append((first.astype(np.uint64) << _WIDE) | second.astype(np.uint64))
        count += len(first)
        if count >= PAIRS_AT_ONCE:
            yield np.concatenate(held)
            held, count = [], 0
    if held:
        yield np.concatenate(held)


def _met_rows(shared: Sharing) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    for group in shared.groups:
        for x in range(group.size - 1):
            for y in range(x + 1, group.size):
                yield group.rows[:, x], group.rows[:, y]
    yield shared.centres, shared.members


def _compared(pairs: Packed, block: Block, known: Known, window: int | None) -> npt.NDArray[np.bool_]:
    """Which pairs their dates (as `windows.is_within`) and languages let be compared."""
    first, second = rows_of(pairs)
    compared = np.ones(len(pairs), dtype=np.bool_)
    if window is not None:
        one, other = known.days[first], known.days[second]
        dated = (one != _NO_DAY) & (other != _NO_DAY)
        compared = ~dated if block.number == EVERYWHEN else dated & (np.abs(one - other) <= window)
    if block.kind == SIGNS:
        compared &= known.tongues[first] != known.tongues[second]
    return compared


def _enough(
    part: int, counted: Iterable[tuple[Packed, Ints]], known: Known, plan: Plan
) -> tuple[int, Packed]:
    """The pairs of one part that met often enough."""
    block = plan.by_part[part]
    chunks = list(counted)
    pairs, place = np.unique(np.concatenate([found for found, _ in chunks]), return_inverse=True)
    shared = np.bincount(place, weights=np.concatenate([often for _, often in chunks])).astype(np.int64)
    if block.kind == SIGNS:
        return (SIGNS, pairs[shared >= across.LEAST_COMMON])
    first, second = rows_of(pairs)
    smaller = np.minimum(known.sizes[first], known.sizes[second]).astype(np.int64)
    return (WORDING, pairs[near.is_enough(shared, smaller)])


def rows_of(pairs: Packed) -> tuple[Ints, Ints]:
    """The lesser and the greater row of each pair."""
    return (pairs >> _WIDE).astype(np.int64), (pairs & _LOW).astype(np.int64)
