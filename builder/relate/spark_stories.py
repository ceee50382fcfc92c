"""Stories among relations that many workers hold: connected components, and within them what people decided."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from builder.model.relation import Constraints, Relation, Witness
from builder.relate.stories import place, stories

if TYPE_CHECKING:
    from pyspark import RDD

#: Components are written out after so many rounds, so that the plan does not grow with their number.
CHECKPOINT_EVERY = 3

Node = tuple[str, str]
Members = tuple[str, tuple[str, ...]]


def decided_stories(
    relations: RDD[Relation],
    witnesses: RDD[Witness],
    constraints: Constraints,
    parted: RDD[tuple[str, str]],
) -> RDD[Members]:
    """The stories of `relations`, as `stories` makes them: (earliest article's id, ids in the order of `place`).

    `witnesses` need no texts. A component without a pair that people or their texts keep apart is a story as it stands;
    the few others are each handed to the embedded engine's own function, whole.
    """
    context = relations.context
    edges = relations.filter(lambda r: r.same_story)
    joined = context.parallelize(sorted(constraints.together), 1).filter(lambda p: p[0] != p[1])
    places = witnesses.map(lambda w: (w.id, place(w)))
    whole = components(edges.map(lambda r: (r.a, r.b)).union(joined), places).cache()
    decided = context.broadcast(constraints)
    rivals = _inside(parted, whole).cache()
    by_people = whole.filter(lambda m: _is_torn(m[1], decided.value)).keys()
    torn = by_people.union(rivals.keys()).distinct().map(lambda root: (root, True)).cache()
    kept = whole.subtractByKey(torn)
    root_of = whole.join(torn).flatMap(lambda kv: [(i, kv[0]) for i in kv[1][0]]).cache()
    inside = edges.keyBy(lambda r: r.a).join(root_of).map(lambda kv: (kv[1][1], kv[1][0]))
    members = witnesses.keyBy(lambda w: w.id).join(root_of).map(lambda kv: (kv[1][1], kv[1][0]))
    gathered = members.groupWith(inside, rivals)
    settled = gathered.flatMap(lambda kv: _settled(kv[1][0], kv[1][1], decided.value, kv[1][2]))
    return kept.union(settled)


def _inside(parted: RDD[tuple[str, str]], whole: RDD[Members]) -> RDD[tuple[str, tuple[str, str]]]:
    """The pairs whose articles are in one component, by that component's first article."""
    root_of = whole.flatMap(lambda m: [(i, m[0]) for i in m[1]]).cache()
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


def components(
    edges: RDD[tuple[str, str]], places: RDD[tuple[str, Node]]
) -> RDD[tuple[str, tuple[str, ...]]]:
    """Connected components by alternating large and small stars (Kiveris et al., 2014): rounds grow with the logarithm
    of the longest chain, and no worker holds more than one node's neighbours.

    Every few rounds the edges are written out, to the context's checkpoint folder where one is set (they outlive a
    worker then), else to the workers' own disks.
    """
    placed = edges.join(places).map(lambda kv: (kv[1][0], kv[1][1])).join(places).values()
    current = placed.distinct().cache()
    signature, round_ = _signature(current), 0
    while True:
        current = _small_star(_large_star(current)).distinct().cache()
        round_ += 1
        if round_ % CHECKPOINT_EVERY == 0:
            _written_out(current)
        before, signature = signature, _signature(current)
        if signature == before:
            break
    members = current.map(lambda e: (e[1], e[0])).groupByKey()
    return members.map(lambda kv: (kv[0][1], tuple(i for _, i in sorted({kv[0], *kv[1]}))))


def _written_out(edges: RDD[Any]) -> None:
    if edges.context.getCheckpointDir():
        edges.checkpoint()
    else:
        edges.localCheckpoint()


def _large_star(edges: RDD[tuple[Node, Node]]) -> RDD[tuple[Node, Node]]:
    def link(node: Node, neighbours: Iterable[Node]) -> list[tuple[Node, Node]]:
        near_ = list(neighbours)
        least = min(node, *near_)
        return [(n, least) for n in near_ if n > node]

    both = edges.flatMap(lambda e: [e, (e[1], e[0])])
    return both.groupByKey().flatMap(lambda kv: link(kv[0], kv[1]))


def _small_star(edges: RDD[tuple[Node, Node]]) -> RDD[tuple[Node, Node]]:
    def link(node: Node, smaller: Iterable[Node]) -> list[tuple[Node, Node]]:
        near_ = list(smaller)
        least = min(near_)
        return [(n, least) for n in (node, *near_) if n != least]

    downward = edges.map(lambda e: (max(e), min(e)))
    return downward.groupByKey().flatMap(lambda kv: link(kv[0], kv[1]))


def _signature(edges: RDD[tuple[Node, Node]]) -> tuple[int, int]:
    """A number that tells two sets of edges apart, and their count."""
    total = edges.map(lambda e: (zlib.crc32(json.dumps(e).encode()), 1)).fold((0, 0), _sum)
    return (int(total[0]), int(total[1]))


def _sum(x: tuple[int, int], y: tuple[int, int]) -> tuple[int, int]:
    return (x[0] + y[0], x[1] + y[1])
