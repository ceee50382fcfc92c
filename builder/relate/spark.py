"""The same relating on Apache Spark, for archives past one machine.

Every judgement is made by the functions that `relate` uses; only who holds which text at what time differs, so that the
relations and stories are the same (tests compare them), people's decisions included.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.errors import EngineMissing
from builder.model.relation import Constraints, Relation, Witness
from builder.relate import furniture as common
from builder.relate import translations as across
from builder.relate.anchors import anchors
from builder.relate.documents import Document, document
from builder.relate.judging import judge
from builder.relate.kinds import Verdict, earlier_first, identical, verdict
from builder.relate.profiles import own_features, profile
from builder.relate.relating import LEAST_WORDS, contents
from builder.relate.spark_pairs import NONE_HELD, Text, candidate_pairs, least, least_of_both, pairs_across
from builder.relate.spark_stories import decided_stories
from builder.relate.stories import place

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession


@dataclass(frozen=True, slots=True)
class Distributed:
    """The outcome: relations, and stories as (earliest article's id, ids in the order of `place`)."""

    relations: RDD[Relation]
    stories: RDD[tuple[str, tuple[str, ...]]]


def session(master: str, *, memory: str = "4g", partitions: int = 8) -> SparkSession:
    """A Spark session on `master` ('local[2]', 'spark://host:7077'); EngineMissing where PySpark is not installed.

    `memory` is the driver's; `partitions` into how many parts a join deals its rows (two to four times the cores).
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissing(
            "the Spark engine needs PySpark: pip install 'annotated-news-archive[spark]'"
        ) from error
    if master.startswith("local"):
        # The workers of one machine run the interpreter that runs this, not the first `python3` on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    built: SparkSession = (
        SparkSession.builder.master(master)
        .appName("annotated-news-archive relate")
        .config("spark.driver.memory", memory)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.default.parallelism", str(partitions))
        .getOrCreate()
    )
    return built


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
    reader = spark.read.parquet if source.rstrip("/").endswith(".parquet") else spark.read.json
    records = (
        reader(source).rdd.map(lambda row: row.asDict()).filter(lambda record: record.get("id") is not None)
    )
    found = relate_rdd(records.map(witness_of), constraints, window=window)
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
    once = witnesses.keyBy(lambda w: w.id).reduceByKey(_first_in_order).values().cache()
    texts = once.map(lambda w: Text(w, profile(w.text))).filter(lambda t: t.profile.size >= LEAST_WORDS)
    keyed = texts.keyBy(lambda t: t.profile.key).cache()
    distinct = keyed.reduceByKey(_earlier).cache()
    copies = keyed.mapValues(_slim).join(distinct.mapValues(_slim)).values()
    same = copies.filter(lambda p: p[0].id != p[1].id).map(lambda p: identical(*earlier_first(p[1], p[0])))
    left_out = witnesses.context.broadcast(_furniture(distinct))
    lean = distinct.mapValues(lambda t: _without(t, left_out.value)).cache()
    verdicts = (
        _with_texts(candidate_pairs(lean, window), distinct)
        .mapPartitions(lambda pairs: _judged(pairs, left_out.value))
        .cache()
    )
    compared = verdicts.flatMap(lambda v: [v.link] if v.link else [])
    parted = verdicts.filter(lambda v: v.parted).map(lambda v: (v.a, v.b))
    translated = _with_texts(pairs_across(distinct, window), distinct).flatMap(_translated)
    found = same.union(compared).union(translated)
    relations = found.filter(lambda r: frozenset((r.a, r.b)) not in apart).cache()
    slim = once.map(lambda w: replace(w, text=""))
    return Distributed(relations, decided_stories(relations, slim, decided, parted))


def _first_in_order(a: Witness, b: Witness) -> Witness:
    return min(a, b, key=contents)


def _earlier(a: Text, b: Text) -> Text:
    return a if place(a.witness) <= place(b.witness) else b


def _slim(text: Text) -> Witness:
    return replace(text.witness, text="")


def _without(text: Text, left_out: frozenset[int]) -> Text:
    """The text with the features that it is found by once furniture is set aside."""
    here = left_out.intersection(text.profile.sentences.keys.tolist())
    if not here:
        return text
    return replace(text, profile=replace(text.profile, features=own_features(text.witness.text, here)))


# Furniture


def _furniture(distinct: RDD[tuple[str, Text]]) -> frozenset[int]:
    """The keys of sentences that are furniture, gathered: what is repeated is little beside what is not."""
    repeated = (
        distinct.flatMap(lambda kv: [(k, (kv[0], line)) for k, line in _sentences(kv[1])])
        .aggregateByKey(NONE_HELD, least(common.SAMPLE), least_of_both(common.SAMPLE))
        .filter(lambda kv: kv[1][0] >= common.LEAST_LINES)
        .mapValues(lambda found: (tuple(key for key, _ in found[1]), found[1][0][1]))
        .cache()
    )
    everywhere = distinct.context.broadcast(frozenset(repeated.keys().collect()))
    verdicts = (
        repeated.map(lambda kv: kv[1][0])
        .distinct()
        .flatMap(lambda group: [(key, group) for key in group])
        .join(distinct)
        .map(lambda kv: (kv[1][0], _own(kv[1][1], everywhere.value)))
        .groupByKey()
        .mapValues(
            lambda features: common.unrelated([(o, w) for _, o, w in sorted(features, key=lambda f: f[0])])
        )
    )
    judged = repeated.map(lambda kv: (kv[1][0], (kv[0], kv[1][1]))).join(verdicts).values()
    needed = judged.filter(lambda f: f[1] >= (common.LEAST_LINES if f[0][1] else common.LEAST_PROSE))
    return frozenset(needed.map(lambda f: f[0][0]).collect())


def _sentences(text: Text) -> Iterable[tuple[int, bool]]:
    return zip(text.profile.sentences.keys.tolist(), text.profile.sentences.lines.tolist(), strict=True)


def _own(text: Text, repeated: frozenset[int]) -> tuple[str, Any, Any]:
    return (text.profile.key, own_features(text.witness.text, repeated), text.profile.features)


# Judging


def _with_texts(pairs: RDD[tuple[str, str]], distinct: RDD[tuple[str, Text]]) -> RDD[tuple[Text, Text]]:
    half = pairs.join(distinct).map(lambda kv: (kv[1][0], kv[1][1]))
    return half.join(distinct).map(lambda kv: (kv[1][0], kv[1][1]))


def _judged(pairs: Iterable[tuple[Text, Text]], left_out: frozenset[int]) -> Iterator[Verdict]:
    held: dict[str, Text] = {}

    @lru_cache(maxsize=128)
    def prepared(key: str) -> Document:
        text = held[key]
        return document(text.witness.text, left_out.intersection(text.profile.sentences.keys.tolist()))

    for one, other in pairs:
        held = {one.profile.key: one, other.profile.key: other}
        found = judge(prepared(one.profile.key), prepared(other.profile.key))
        told = verdict(one.witness, other.witness, found)
        if told.link or told.parted:
            yield told


def _translated(pair: tuple[Text, Text]) -> list[Relation]:
    a, b = earlier_first(pair[0].witness, pair[1].witness)
    link = across.translation(a, b, across.parallel(anchors(a.text), anchors(b.text)))
    return [] if link is None else [link]
