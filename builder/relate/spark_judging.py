"""Judging pairs of texts that many workers hold: in cells of a grid, so that each text is made ready once for many pairs.

Rows follow the texts' dates, so that versions lie near the diagonal. A cell has the pairs between two runs of rows and
needs those texts alone: a text with a million copies meets them in as many cells as they fill.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.model.relation import Relation, Witness
from builder.relate import translations as across
from builder.relate.anchors import anchors
from builder.relate.documents import Document, document
from builder.relate.judging import judge
from builder.relate.kinds import Verdict, earlier_first, verdict
from builder.relate.spark_pairs import SIGNS, WORDING, Packed, rows_of
from builder.relate.spark_session import kept
from builder.relate.spark_stories import Placed, placed

if TYPE_CHECKING:
    from pyspark import RDD

#: Rows on one side of a cell: the texts of two such runs are held by one worker.
_EDGE = 1000
#: ... and how many cells there are at least on a side for each part of the work, where there are fewer texts.
_CELLS = 2
#: Texts made ready for comparison that a worker keeps, each about a hundred kilobytes.
_READY = 256

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Body:
    """What judging reads of a text: the witness, and its sentences that are furniture."""

    witness: Witness
    left_out: frozenset[int]


def judged(
    pairs: RDD[tuple[int, Packed]], bodies: RDD[tuple[int, Body]], texts: int, partitions: int
) -> RDD[Placed]:
    """The verdicts on (kind, pairs of rows) among `texts` texts, those that link or part two articles."""
    edge = max(1, min(_EDGE, texts // (_CELLS * partitions)))
    dealt = pairs.flatMap(lambda kv: _celled(kv[0], kv[1], edge))
    cells = kept(dealt.groupByKey(partitions).mapValues(_once))
    wanted = cells.flatMap(lambda kv: [(row, kv[0]) for row in _needed(kv[1])])
    sent = wanted.join(bodies, partitions).map(lambda kv: (kv[1][0], (kv[0], kv[1][1])))
    return cells.cogroup(sent, partitions).flatMap(lambda kv: _judged(*kv[1]))


def _celled(kind: int, pairs: Packed, edge: int) -> Iterator[tuple[Cell, tuple[int, Packed]]]:
    if len(pairs) == 0:
        return
    first, second = rows_of(pairs)
    cells = (first // edge << 32) | second // edge
    order = np.argsort(cells, kind="stable")
    found, starts = np.unique(cells[order], return_index=True)
    for cell, some in zip(found.tolist(), np.split(pairs[order], starts[1:]), strict=True):
        yield ((cell >> 32, cell & 0xFFFFFFFF), (kind, some))


def _once(chunks: Iterable[tuple[int, Packed]]) -> dict[int, Packed]:
    """A cell's pairs by kind, each once."""
    held: dict[int, list[Packed]] = {}
    for kind, pairs in chunks:
        held.setdefault(kind, []).append(pairs)
    return {kind: np.unique(np.concatenate(some)) for kind, some in held.items()}


def _needed(pairs: dict[int, Packed]) -> list[int]:
    needed: list[int] = np.unique(
        np.concatenate([side for p in pairs.values() for side in rows_of(p)])
    ).tolist()
    return needed


def _judged(cells: Iterable[dict[int, Packed]], sent: Iterable[tuple[int, Body]]) -> Iterator[Placed]:
    bodies = dict(sent)
    for pairs in cells:
        yield from _compared(_rows(pairs.get(WORDING)), bodies)
        yield from _translated(_rows(pairs.get(SIGNS)), bodies)


def _rows(pairs: Any) -> Iterable[tuple[int, int]]:
    if pairs is None:
        return ()
    first, second = rows_of(pairs)
    return zip(first.tolist(), second.tolist(), strict=True)


def _compared(rows: Iterable[tuple[int, int]], bodies: dict[int, Body]) -> Iterator[Placed]:
    @lru_cache(maxsize=_READY)
    def prepared(row: int) -> Document:
        return document(bodies[row].witness.text, bodies[row].left_out)

    for i, j in rows:
        one, other = bodies[i].witness, bodies[j].witness
        told = verdict(one, other, judge(prepared(i), prepared(j)))
        if told.link or told.parted:
            yield placed(told, one, other)


def _translated(rows: Iterable[tuple[int, int]], bodies: dict[int, Body]) -> Iterator[Placed]:
    for i, j in rows:
        a, b = earlier_first(bodies[i].witness, bodies[j].witness)
        link: Relation | None = across.translation(a, b, across.parallel(anchors(a.text), anchors(b.text)))
        if link is not None:
            yield placed(Verdict(a.id, b.id, link, False), a, b)
