"""Alignment of two texts' sentences: the monotone thread, and sentences that moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from builder.text.grams import Alike, Profile, alike, profile


class Row(NamedTuple):
    """Sentence `a` of the first text stands beside sentence `b` of the second (indices; None: no counterpart).

    `similarity` 0..1 is the cosine of their character 4-grams (1.0 for equal wording, 0.0 where one is None).
    `moved` marks a counterpart that stands out of order.
    """

    a: int | None
    b: int | None
    similarity: float = 0.0
    moved: bool = False


#: A pair under this is no counterpart. Among 42,578 pairs of different sentences of one news article the cosine has its
#: 90th percentile at .20 (the 99th, .44, are sentences that share a long name); the same sentence in two independent
#: translations has its 5th at .37 to .42 and its median at .58 to .73.
KEEP = 0.26
#: Out of order a pair needs more: without the thread's support a chance likeness is likelier.
KEEP_MOVED = 0.45


def align(a: Sequence[str] | Profile, b: Sequence[str] | Profile) -> tuple[Row, ...]:
    """Rows in reading order of `a`, one-to-one; every index of both sequences stands in exactly one row.

    The thread of pairs in the same order on both sides that has the largest total similarity is found first; then
    sentences left over on both sides that are alike are paired as moved. A sentence of `b` alone stands after the
    thread's pair that it follows. Time grows with the number of alike pairs, not with the product of the lengths.
    A text that is aligned several times is best given as its profile.
    """
    one, two = (given if isinstance(given, Profile) else profile(given) for given in (a, b))
    pairs = alike(one, two, KEEP)
    thread = _thread(pairs)
    of_a = {pairs.a[n]: (pairs.b[n], pairs.similarity[n], False) for n in thread}
    used_b = {pairs.b[n] for n in thread}
    apart = [
        n
        for n, similarity in enumerate(pairs.similarity)
        if similarity >= KEEP_MOVED and pairs.a[n] not in of_a and pairs.b[n] not in used_b
    ]
    for n in sorted(apart, key=lambda n: -pairs.similarity[n]):
        if pairs.a[n] not in of_a and pairs.b[n] not in used_b:
            of_a[pairs.a[n]] = (pairs.b[n], pairs.similarity[n], True)
            used_b.add(pairs.b[n])
    return tuple(_rows(len(one.keys), len(two.keys), of_a, used_b))


def _rows(n: int, m: int, of_a: dict[int, tuple[int, float, bool]], used_b: set[int]) -> list[Row]:
    rows: list[Row] = []
    next_b = 0
    for i in range(n):
        if i not in of_a:
            rows.append(Row(i, None))
            continue
        j, s, moved = of_a[i]
        if not moved:
            rows.extend(Row(None, k) for k in range(next_b, j) if k not in used_b)
            next_b = j + 1
        rows.append(Row(i, j, s, moved))
    rows.extend(Row(None, k) for k in range(next_b, m) if k not in used_b)
    return rows


def _thread(pairs: Alike) -> list[int]:
    """The heaviest chain of pairs that rises in both indices (weighted increasing subsequence, O(k log k)).

    Each pair weighs its similarity less half of `KEEP`, so that two doubtful pairs do not push out a sure one.
    """
    best_end: list[int] = []
    best_weight: list[float] = []
    best_node: list[int] = []
    parents: list[int] = []
    pending: list[tuple[int, float, int]] = []
    current = -1
    for node, (i, j, similarity) in enumerate(zip(pairs.a, pairs.b, pairs.similarity, strict=True)):
        if i != current:
            _settle(pending, best_end, best_weight, best_node)
            pending, current = [], i
        at = bisect_left(best_end, j)
        weight, parent = (best_weight[at - 1], best_node[at - 1]) if at else (0.0, -1)
        weight = weight + similarity - KEEP / 2
        parents.append(parent)
        if at == len(best_end) or best_end[at] != j or best_weight[at] < weight:
            pending.append(
                (j, weight, node)
            )  # else an earlier chain that ends there is as good: of most pairs
    _settle(pending, best_end, best_weight, best_node)
    chain: list[int] = []
    node = best_node[-1] if best_node else -1
    while node >= 0:
        chain.append(node)
        node = parents[node]
    return chain[::-1]


def _settle(
    pending: Sequence[tuple[int, float, int]], ends: list[int], weights: list[float], nodes: list[int]
) -> None:
    """Enter one row's chains into the frontier, which keeps ends and weights both rising."""
    for j, weight, node in pending:
        at = bisect_left(ends, j)
        if at > 0 and weights[at - 1] >= weight:
            continue
        if at < len(ends) and ends[at] == j and weights[at] >= weight:
            continue
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        ends[at:stop], weights[at:stop], nodes[at:stop] = [j], [weight], [node]
