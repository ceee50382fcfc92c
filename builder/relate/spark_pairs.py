"""Candidate pairs among texts that many workers hold: the rules of `candidates` and `translations`, as joins.

Skew: a feature in very many texts never gathers them in one place. Its texts are folded into a count and the few that
come first while they are counted, a star is joined through salted keys, and a commonplace is dropped before any join.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.model.relation import Witness
from builder.relate import candidates as near
from builder.relate import translations as across
from builder.relate.languages import primary
from builder.relate.profiles import Profile
from builder.relate.stories import place
from builder.relate.windows import EVERYWHEN, blocks, day, is_within

if TYPE_CHECKING:
    from pyspark import RDD

#: Into how many keys a star's one side is copied, and its other side dealt out.
SALTS = 8

#: Where a text stands in the order of `place`, its content's key, its number of features, its date.
_Ref = tuple[tuple[str, str], str, int, str | None]
#: How many values were folded, and the least of them.
Held = tuple[int, tuple[Any, ...]]
NONE_HELD: Held = (0, ())


@dataclass(frozen=True, slots=True)
class Text:
    """A witness and its profile, as they travel between workers."""

    witness: Witness
    profile: Profile

    @property
    def ref(self) -> _Ref:
        return (place(self.witness), self.profile.key, len(self.profile.features), self.witness.date)

    @property
    def language(self) -> str:
        return primary(self.witness.language) or self.profile.language


def candidate_pairs(distinct: RDD[tuple[str, Text]], window: int | None) -> RDD[tuple[str, str]]:
    """Pairs of content keys of texts that share enough features, the earlier text first."""
    undated = _has_undated(distinct, window)
    texts = distinct.values()
    sizes = texts.flatMap(lambda t: [(b, 1) for b in _blocks(t, window, undated)]).reduceByKey(_add)
    ceilings = {block: max(near.COMMONPLACE, count // 20) for block, count in sizes.collect()}
    features = texts.flatMap(
        lambda t: [((h, b), t.ref) for b in _blocks(t, window, undated) for h in t.profile.features.tolist()]
    )
    counted = features.aggregateByKey(NONE_HELD, least(near.RARE), least_of_both(near.RARE)).cache()
    rare = counted.filter(lambda kv: 2 <= kv[1][0] <= near.RARE).flatMap(_all_pairs)
    stars = counted.filter(lambda kv: near.RARE < kv[1][0] <= ceilings[kv[0][1]])
    joined = _stars(features, stars.mapValues(lambda found: found[1][0]))
    shared = _counted(rare.union(joined), window)
    enough = shared.filter(lambda kv: near.is_enough(kv[1], kv[0][1][2], kv[0][2][2]))
    return enough.map(_keys_of).distinct()


def pairs_across(distinct: RDD[tuple[str, Text]], window: int | None) -> RDD[tuple[str, str]]:
    """Pairs of content keys of texts in two languages that share rare anchors."""
    undated = _has_undated(distinct, window)
    known = distinct.values().filter(lambda t: bool(t.language))
    signs = known.flatMap(
        lambda t: [
            ((s, b), (t.ref, t.language))
            for b in _blocks(t, window, undated)
            for s in t.profile.signs.tolist()
        ]
    )
    counted = signs.aggregateByKey(NONE_HELD, least(across.RARE), least_of_both(across.RARE))
    rare = counted.filter(lambda kv: 2 <= kv[1][0] <= across.RARE).flatMap(_all_pairs)
    apart = rare.filter(lambda p: p[1][1] != p[2][1]).map(lambda p: (p[0], p[1][0], p[2][0]))
    return _counted(apart, window).filter(lambda kv: kv[1] >= across.LEAST_COMMON).map(_keys_of).distinct()


def least(limit: int) -> Callable[[Held, Any], Held]:
    """Fold a value into (how many, the least `limit` of them, sorted)."""
    return lambda held, value: (held[0] + 1, tuple(sorted((*held[1], value))[:limit]))


def least_of_both(limit: int) -> Callable[[Held, Held], Held]:
    """Fold two such records into one."""
    return lambda x, y: (x[0] + y[0], tuple(sorted((*x[1], *y[1]))[:limit]))


def _has_undated(distinct: RDD[tuple[str, Text]], window: int | None) -> bool:
    return window is not None and not distinct.filter(lambda kv: day(kv[1].witness.date) is None).isEmpty()


def _blocks(text: Text, window: int | None, undated: bool) -> Iterable[int]:
    return (b for b in blocks(text.witness.date, window) if undated or b != EVERYWHEN)


def _stars(features: RDD[Any], centres: RDD[Any]) -> RDD[tuple[int, _Ref, _Ref]]:
    """(block, centre, member) for each text of a frequent feature, whose first text is the centre."""
    members = features.filter(lambda kv: kv[0][1] != EVERYWHEN or day(kv[1][3]) is None)
    salted = members.map(lambda kv: ((kv[0], zlib.crc32(kv[1][1].encode()) % SALTS), kv[1]))
    copied = centres.flatMap(lambda kv: [((kv[0], salt), kv[1]) for salt in range(SALTS)])
    met = salted.join(copied).filter(lambda kv: kv[1][0] != kv[1][1])
    return met.map(lambda kv: (kv[0][0][1], kv[1][1], kv[1][0]))


def _counted(met: RDD[tuple[int, _Ref, _Ref]], window: int | None) -> RDD[tuple[tuple[int, _Ref, _Ref], int]]:
    """How often each pair met in each block, of those that the window lets be compared."""
    inside = met.filter(lambda p: is_within(p[1][3], p[2][3], window, p[0]))
    return inside.map(lambda p: (p, 1)).reduceByKey(_add)


def _all_pairs(group: tuple[tuple[int, int], Held]) -> Iterator[tuple[int, Any, Any]]:
    block, members = group[0][1], group[1][1]
    return ((block, *pair) for pair in _pairs(members))


def _pairs(members: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return ((members[i], members[j]) for i in range(len(members)) for j in range(i + 1, len(members)))


def _keys_of(counted: tuple[tuple[int, _Ref, _Ref], int]) -> tuple[str, str]:
    _, first, second = counted[0]
    return (first[1], second[1])


def _add(x: int, y: int) -> int:
    return x + y
