"""The same relating on Apache Spark, for archives past one machine.

Every judgement is made by the functions that `relate` uses; only who holds which text at what time differs, so that the
relations and stories are the same (tests compare them), people's decisions included.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.model.relation import Constraints, Relation, Witness
from builder.relate.kinds import Verdict, earlier_first, identical
from builder.relate.profiles import own_features, profile
from builder.relate.relating import LEAST_WORDS, contents
from builder.relate.spark_furniture import furniture_of
from builder.relate.spark_judging import Body, judged
from builder.relate.spark_pairs import Text, all_known, candidate_pairs, known_of, planned
from builder.relate.spark_session import kept, session, settle
from builder.relate.spark_stories import Placed, decided_stories, placed
from builder.relate.stories import place

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Distributed", "relate_files", "relate_rdd", "session", "witness_of"]

_KEYS = ("id", "text", "title", "source", "date", "language")


@dataclass(frozen=True, slots=True)
class Distributed:
    """The outcome: relations, and stories as (earliest article's id, ids in the order of `place`)."""

    relations: RDD[Relation]
    stories: RDD[tuple[str, tuple[str, ...]]]


def relate_files(
    spark: SparkSession,
    source: str,
    out: str,
    constraints: Constraints | None = None,
    *,
    window: int | None = None,
    checkpoints: str | None = None,
) -> None:
    """Relate the records of `source` (JSONL or Parquet: id, text, title?, source?, date?, language?) and write Parquet
    to `out`/relations and `out`/stories, both of which must not exist yet.

    `constraints` and `window` as for `relate`; `checkpoints` is a folder that all workers reach.
    """
    if checkpoints:
        spark.sparkContext.setCheckpointDir(checkpoints)
    records = _records(spark, source).rdd.mapPartitions(_witnesses)
    found = relate_rdd(records, constraints, window=window)
    relations = found.relations.map(
        lambda r: (
            r.a,
            r.b,
            r.relation.value,
            r.score,
            r.coverage_a,
            r.coverage_b,
            r.verbatim,
            r.directed,
            r.same_story,
        )
    )
    columns = (
        "a string, b string, relation string, score double, coverage_a double, coverage_b double, verbatim double, "
        "directed boolean, same_story boolean"
    )
    spark.createDataFrame(relations, columns).write.parquet(f"{out}/relations")
    stories = found.stories.map(lambda s: (s[0], list(s[1])))
    spark.createDataFrame(stories, "story string, articles array<string>").write.parquet(f"{out}/stories")


def _records(spark: SparkSession, source: str) -> DataFrame:
    """The records, with the keys that relating reads; JSON is not read twice to learn what keys it has."""
    if source.rstrip("/").endswith(".parquet"):
        whole = spark.read.parquet(source)
        return whole.select([key for key in _KEYS if key in whole.columns])
    return spark.read.schema(", ".join(f"{key} string" for key in _KEYS)).json(source)


def _witnesses(rows: Iterable[Any]) -> Iterator[Witness]:
    settle()
    records = (row.asDict() for row in rows)
    return (witness_of(record) for record in records if record.get("id") is not None)


def witness_of(record: dict[str, Any]) -> Witness:
    """A record as a witness; a missing text is an empty one, which is related to nothing, and a date that is none is
    taken as unknown."""

    def known(key: str) -> str | None:
        return str(record[key]) if record.get(key) else None

    return Witness(
        id=str(record["id"]),
        text=str(record.get("text") or ""),
        title=known("title") or "",
        source=known("source"),
        date=_day(known("date")),
        language=known("language"),
    )


def _day(date: str | None) -> str | None:
    try:
        return datetime.date.fromisoformat(date[:10]).isoformat() if date else None
    except ValueError:
        return None


def relate_rdd(
    witnesses: RDD[Witness], constraints: Constraints | None = None, *, window: int | None = None
) -> Distributed:
    """Relations and stories of distributed witnesses, as `relate` finds them with the same arguments."""
    decided = constraints or Constraints()
    apart = frozenset(frozenset(p) for p in decided.apart)
    context = witnesses.context
    parts = max(context.defaultParallelism, witnesses.getNumPartitions())
    once = kept(witnesses.keyBy(lambda w: w.id).reduceByKey(_first_in_order, parts).values())
    texts = once.map(lambda w: Text(w, profile(w.text))).filter(lambda t: t.profile.size >= LEAST_WORDS)
    alike = kept(texts.keyBy(lambda t: t.profile.key).combineByKey(_copy, _another, _others, parts))
    same = alike.values().flatMap(_identical)
    distinct = alike.mapValues(lambda copies: copies[0])
    left_out = context.broadcast(furniture_of(distinct, parts))
    ordered = kept(
        distinct.values()
        .map(lambda text: _without(text, left_out.value))
        .sortBy(lambda lean: place(lean[0].witness), numPartitions=parts)
    )
    known_parts = ordered.mapPartitions(lambda part: known_of(text for text, _ in part)).collect()
    known = all_known(known_parts)
    starts = np.cumsum([0, *(len(part) for part, _ in known_parts)]).tolist()
    numbered = ordered.mapPartitionsWithIndex(lambda k, part: enumerate(part, starts[k]))
    plan = planned(known, window, parts)
    pairs = candidate_pairs(numbered.mapValues(lambda lean: lean[0]), known, plan)
    bodies = numbered.mapValues(lambda lean: Body(lean[0].witness, lean[1]))
    found = kept(judged(pairs, bodies, len(known), plan.partitions).union(same))
    allowed = found.filter(lambda p: p.parted or frozenset((p.a[1], p.b[1])) not in apart)
    relations = allowed.flatMap(lambda p: [p.link] if p.link else [])
    return Distributed(relations, decided_stories(allowed, once.map(_slim), decided))


#: Equal texts: the earliest, whole, and of all of them what else is known.
_Copies = tuple[Text, list[Witness]]
#: A text that is found by what is left without its sentences that are furniture, and those.
_Lean = tuple[Text, frozenset[int]]


def _copy(text: Text) -> _Copies:
    return (text, [_slim(text.witness)])


def _another(copies: _Copies, text: Text) -> _Copies:
    copies[1].append(_slim(text.witness))
    return (_earlier(copies[0], text), copies[1])


def _others(one: _Copies, other: _Copies) -> _Copies:
    one[1].extend(other[1])
    return (_earlier(one[0], other[0]), one[1])


def _earlier(a: Text, b: Text) -> Text:
    return a if place(a.witness) <= place(b.witness) else b


def _identical(copies: _Copies) -> Iterator[Placed]:
    first = copies[0].witness
    for copy in copies[1]:
        if copy.id != first.id:
            link = identical(*earlier_first(first, copy))
            yield placed(Verdict(link.a, link.b, link, False), first, copy)


def _first_in_order(a: Witness, b: Witness) -> Witness:
    return min(a, b, key=contents)


def _slim(witness: Witness) -> Witness:
    return replace(witness, text="")


def _without(text: Text, left_out: frozenset[int]) -> _Lean:
    here = left_out.intersection(text.profile.sentences.keys.tolist())
    if not here:
        return (text, here)
    lean = replace(text.profile, features=own_features(text.witness.text, here))
    return (replace(text, profile=lean), here)
