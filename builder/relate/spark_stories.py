"""Stories among relations that many workers hold: connected components, and within them what people decided."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.model.relation import Constraints, Relation, Witness
from builder.relate.kinds import Verdict
from builder.relate.spark_session import kept
from builder.relate.stories import place, stories

if TYPE_CHECKING:
    from pyspark import RDD

#: Components are written out after so many rounds, so that the plan does not grow with their number.
CHECKPOINT_EVERY = 3
#: So few edges one worker joins faster than all of them could hand them round (some 300 bytes each).
GATHERED = 100_000

Node = tuple[str, str]
Edge = tuple[Node, Node]
Members = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A verdict, its two articles where they stand in the order of `place`."""

    a: Node
    b: Node
    link: Relation | None
    parted: bool


def placed(found: Verdict, a: Witness, b: Witness) -> Placed:
    """The verdict on two witnesses, whichever of them it names first."""
    one, other = (a, b) if found.a == a.id else (b, a)
    return Placed(place(one), place(other), found.link, found.parted)


def decided_stories(found: RDD[Placed], witnesses: RDD[Witness], constraints: Constraints) -> RDD[Members]:
    """The stories that verdicts make, as `stories` makes them: (earliest article's id, ids in the order of `place`).

    `witnesses` need no texts. A component without a pair that people or their texts keep apart is a story as it stands;
    the few others are each handed to the embedded engine's own function, whole.
    """
    context = found.context
    edges = found.flatMap(lambda p: [(p.a, p.b)] if p.link and p.link.same_story else [])
    together = _together(witnesses, constraints)
    whole = kept(components(edges.union(context.parallelize(together, 1)) if together else edges))
    parted = found.filter(lambda p: p.parted).map(lambda p: (p.a[1], p.b[1]))
    if not constraints.apart and parted.isEmpty():
        return whole
    decided = context.broadcast(constraints)
    rivals = kept(_inside(parted, whole))
    by_people = whole.filter(lambda m: _is_torn(m[1], decided.value)).keys()
    torn = kept(by_people.union(rivals.keys()).distinct().map(lambda root: (root, True)))
    root_of = kept(whole.join(torn).flatMap(lambda kv: [(i, kv[0]) for i in kv[1][0]]))
    linked = found.flatMap(lambda p: [(p.a[1], p.link)] if p.link and p.link.same_story else [])
    inside = linked.join(root_of).map(lambda kv: (kv[1][1], kv[1][0]))
    members = witnesses.keyBy(lambda w: w.id).join(root_of).map(lambda kv: (kv[1][1], kv[1][0]))
    gathered = members.groupWith(inside, rivals)
    settled = gathered.flatMap(lambda kv: _settled(kv[1][0], kv[1][1], decided.value, kv[1][2]))
    return whole.subtractByKey(torn).union(settled)


def _together(witnesses: RDD[Witness], constraints: Constraints) -> list[Edge]:
    """The pairs that people joined, of those articles that there are."""
    if not constraints.together:
        return []
    named = witnesses.context.broadcast(frozenset(i for pair in constraints.together for i in pair))
    places = dict(witnesses.filter(lambda w: w.id in named.value).map(lambda w: (w.id, place(w))).collect())
    known = (p for p in sorted(constraints.together) if p[0] != p[1] and p[0] in places and p[1] in places)
    return [(places[a], places[b]) for a, b in known]


def _inside(parted: RDD[tuple[str, str]], whole: RDD[Members]) -> RDD[tuple[str, tuple[str, str]]]:
    """The pairs whose articles are in one component, by that component's first article."""
    root_of = whole.flatMap(lambda m: [(i, m[0]) for i in m[1]])
    half = parted.join(root_of).map(lambda kv: (kv[1][0], (kv[0], kv[1][1])))
    both = half.join(root_of).filter(lambda kv: kv[1][0][1] == kv[1][1])
    return both.map(lambda kv: (kv[1][1], (kv[1][0][0], kv[0])))


def _is_torn(ids: Iterable[str], constraints: Constraints) -> bool:
    held = set(ids)
    return any(a in held and b in held for a, b in constraints.apart)


def _settled(
    members: Iterable[Witness],
    relations: Iterable[Relation],
    constraints: Constraints,
    parted: Iterable[tuple[str, str]],
) -> list[Members]:
    found = stories({w.id: w for w in members}, relations, constraints, sorted(parted))
    return [(story.articles[0], story.articles) for story in found]


def components(edges: RDD[Edge], gathered: int = GATHERED) -> RDD[Members]:
    """Connected components by alternating large and small stars (Kiveris et al., 2014): rounds grow with the logarithm
    of the longest chain, and no worker holds more than one node's neighbours. Each part joins what it holds first, and
    once `gathered` edges or fewer are left one worker joins them all.

    Every few rounds the edges are written out, to the context's checkpoint folder where one is set (they outlive a
    worker then), else to the workers' own disks.
    """
    current = kept(edges.mapPartitions(_joined))
    signature, round_ = _signature(current), 0
    while signature[1] > gathered:
        current = kept(_small_star(_large_star(current)).mapPartitions(_joined).distinct())
        round_ += 1
        if round_ % CHECKPOINT_EVERY == 0:
            _written_out(current)
        before, signature = signature, _signature(current)
        if signature == before:
            break
    else:
        current = current.coalesce(1).mapPartitions(_joined)
    members = current.map(lambda e: (e[1], e[0])).groupByKey()
    return members.map(lambda kv: (kv[0][1], tuple(i for _, i in sorted({kv[0], *kv[1]}))))


def _joined(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The same components as stars around their least nodes, (node, least): never more edges than nodes."""
    parent: dict[Node, Node] = {}

    def least(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in edges:
        x, y = least(parent.setdefault(a, a)), least(parent.setdefault(b, b))
        parent[max(x, y)] = min(x, y)
    return ((node, least(node)) for node in list(parent) if least(node) != node)


def _written_out(edges: RDD[Any]) -> None:
    if edges.context.getCheckpointDir():
        edges.checkpoint()
    else:
        edges.localCheckpoint()


def _large_star(edges: RDD[Edge]) -> RDD[Edge]:
    def link(node: Node, neighbours: Iterable[Node]) -> list[Edge]:
        near_ = list(neighbours)
        least = min(node, *near_)
        return [(n, least) for n in near_ if n > node]

    both = edges.flatMap(lambda e: [e, (e[1], e[0])])
    return both.groupByKey().flatMap(lambda kv: link(kv[0], kv[1]))


def _small_star(edges: RDD[Edge]) -> RDD[Edge]:
    def link(node: Node, smaller: Iterable[Node]) -> list[Edge]:
        near_ = list(smaller)
        least = min(near_)
        return [(n, least) for n in (node, *near_) if n != least]

    downward = edges.map(lambda e: (max(e), min(e)))
    return downward.groupByKey().flatMap(lambda kv: link(kv[0], kv[1]))


def _signature(edges: RDD[Edge]) -> tuple[int, int]:
    """A number that tells two sets of edges apart, and their count."""
    total = edges.map(lambda e: (zlib.crc32(json.dumps(e).encode()), 1)).fold((0, 0), _sum)
    return (int(total[0]), int(total[1]))


def _sum(x: tuple[int, int], y: tuple[int, int]) -> tuple[int, int]:
    return (x[0] + y[0], x[1] + y[1])
