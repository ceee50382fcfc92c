"""The same relating on Apache Spark, for archives past one machine.

Every judgement is made by the functions that `relate` uses; only who holds which text at what time differs, so that the
relations and stories are the same (tests compare them). People's decisions do not apply here: this engine reads raw
records, before there is an archive to decide in. Ids are expected to be distinct.

Skew: a feature or sentence in very many texts never gathers them in one place. Groups are folded into bounded lists
while counting; a star is joined through salted keys; commonplaces are dropped before any join.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.errors import EngineMissing
from builder.model.relation import Relation, Witness
from builder.relate import candidates as near
from builder.relate import furniture as common
from builder.relate import translations as across
from builder.relate.anchors import anchors
from builder.relate.documents import Document, document
from builder.relate.judging import judge
from builder.relate.kinds import earlier_first, identical, relation
from builder.relate.languages import primary
from builder.relate.profiles import Profile, own_features, profile
from builder.relate.relating import LEAST_WORDS
from builder.relate.stories import place

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

#: Into how many keys a star's one side is copied, and its other side dealt out.
SALTS = 8
#: Components are written out after so many rounds, so that the plan does not grow with their number.
CHECKPOINT_EVERY = 3

#: Where a text stands in the order of `place`, its content's key, its number of features.
_Ref = tuple[tuple[str, str], str, int]
_Node = tuple[str, str]
#: How many values were folded, and the least of them.
_Held = tuple[int, tuple[Any, ...]]
_NONE: _Held = (0, ())


@dataclass(frozen=True, slots=True)
class Text:
    """A witness and its profile, as they travel between workers."""

    witness: Witness
    profile: Profile

    @property
    def ref(self) -> _Ref:
        return (place(self.witness), self.profile.key, len(self.profile.features))

    @property
    def language(self) -> str:
        return primary(self.witness.language) or self.profile.language


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


def relate_files(spark: SparkSession, source: str, out: str) -> None:
    """Relate the records of `source` (JSONL or Parquet: id, text, title?, source?, date?, language?) and write Parquet
    to `out`/relations and `out`/stories, both of which must not exist yet."""
    reader = spark.read.parquet if source.rstrip("/").endswith(".parquet") else spark.read.json
    found = relate_rdd(reader(source).rdd.map(lambda row: witness_of(row.asDict())))
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
    """A record as a witness; a missing text is an empty one, which is related to nothing."""

    def known(key: str) -> str | None:
        return str(record[key]) if record.get(key) else None

    return Witness(
        id=str(record["id"]),
        text=str(record.get("text") or ""),
        title=known("title") or "",
        source=known("source"),
        date=known("date"),
        language=known("language"),
    )


def relate_rdd(witnesses: RDD[Witness]) -> Distributed:
    """Relations and stories of distributed witnesses, as `relate` finds them."""
    texts = witnesses.map(lambda w: Text(w, profile(w.text))).filter(lambda t: t.profile.size >= LEAST_WORDS)
    keyed = texts.keyBy(lambda t: t.profile.key).cache()
    distinct = keyed.reduceByKey(_earlier).cache()
    copies = keyed.mapValues(_slim).join(distinct.mapValues(_slim)).values()
    same = copies.filter(lambda p: p[0].id != p[1].id).map(lambda p: identical(*earlier_first(p[1], p[0])))
    left_out = witnesses.context.broadcast(_furniture(distinct))
    lean = distinct.mapValues(lambda t: _without(t, left_out.value)).cache()
    compared = _with_texts(_candidates(lean), distinct).mapPartitions(
        lambda pairs: _judged(pairs, left_out.value)
    )
    translated = _with_texts(_across(distinct), distinct).flatMap(_translated)
    relations = same.union(compared).union(translated).cache()
    edges = relations.filter(lambda r: r.same_story).map(lambda r: (r.a, r.b))
    places = texts.map(lambda t: (t.witness.id, place(t.witness)))
    return Distributed(relations, components(edges, places))


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
        .aggregateByKey(_NONE, _least(common.SAMPLE), _least_of_both(common.SAMPLE))
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


# Candidates


def _candidates(distinct: RDD[tuple[str, Text]]) -> RDD[tuple[str, str]]:
    """Pairs of content keys, the earlier text first."""
    ceiling = max(near.COMMONPLACE, distinct.count() // 20)
    features = distinct.values().flatMap(lambda t: [(h, t.ref) for h in t.profile.features.tolist()])
    counted = features.aggregateByKey(_NONE, _least(near.RARE), _least_of_both(near.RARE)).cache()
    rare = counted.filter(lambda kv: 2 <= kv[1][0] <= near.RARE).flatMap(lambda kv: _pairs(kv[1][1]))
    stars = counted.filter(lambda kv: near.RARE < kv[1][0] <= ceiling).mapValues(lambda found: found[1][0])
    salted = features.map(lambda kv: ((kv[0], zlib.crc32(kv[1][1].encode()) % SALTS), kv[1]))
    centres = stars.flatMap(lambda kv: [((kv[0], salt), kv[1]) for salt in range(SALTS)])
    joined = salted.join(centres).values().filter(lambda p: p[0] != p[1]).map(lambda p: (p[1], p[0]))
    shared = rare.union(joined).map(lambda p: (p, 1)).reduceByKey(lambda x, y: x + y)
    return shared.filter(lambda kv: near.is_enough(kv[1], kv[0][0][2], kv[0][1][2])).keys().map(_keys_of)


def _across(distinct: RDD[tuple[str, Text]]) -> RDD[tuple[str, str]]:
    """Pairs of content keys of texts in two languages that share rare anchors."""
    known = distinct.values().filter(lambda t: bool(t.language))
    signs = known.flatMap(lambda t: [(s, (t.ref, t.language)) for s in t.profile.signs.tolist()])
    counted = signs.aggregateByKey(_NONE, _least(across.RARE), _least_of_both(across.RARE))
    rare = counted.filter(lambda kv: 2 <= kv[1][0] <= across.RARE).flatMap(lambda kv: _pairs(kv[1][1]))
    apart = rare.filter(lambda p: p[0][1] != p[1][1]).map(lambda p: ((p[0][0], p[1][0]), 1))
    shared = apart.reduceByKey(lambda x, y: x + y)
    return shared.filter(lambda kv: kv[1] >= across.LEAST_COMMON).keys().map(_keys_of)


def _least(limit: int) -> Callable[[_Held, Any], _Held]:
    """Fold a value into (how many, the least `limit` of them, sorted)."""
    return lambda held, value: (held[0] + 1, tuple(sorted((*held[1], value))[:limit]))


def _least_of_both(limit: int) -> Callable[[_Held, _Held], _Held]:
    return lambda x, y: (x[0] + y[0], tuple(sorted((*x[1], *y[1]))[:limit]))


def _pairs(members: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return ((members[i], members[j]) for i in range(len(members)) for j in range(i + 1, len(members)))


def _keys_of(pair: tuple[_Ref, _Ref]) -> tuple[str, str]:
    return (pair[0][1], pair[1][1])


# Judging


def _with_texts(pairs: RDD[tuple[str, str]], distinct: RDD[tuple[str, Text]]) -> RDD[tuple[Text, Text]]:
    half = pairs.join(distinct).map(lambda kv: (kv[1][0], kv[1][1]))
    return half.join(distinct).map(lambda kv: (kv[1][0], kv[1][1]))


def _judged(pairs: Iterable[tuple[Text, Text]], left_out: frozenset[int]) -> Iterator[Relation]:
    held: dict[str, Text] = {}

    @lru_cache(maxsize=128)
    def prepared(key: str) -> Document:
        text = held[key]
        return document(text.witness.text, left_out.intersection(text.profile.sentences.keys.tolist()))

    for one, other in pairs:
        held = {one.profile.key: one, other.profile.key: other}
        found = judge(prepared(one.profile.key), prepared(other.profile.key))
        a, b = earlier_first(one.witness, other.witness)
        link = relation(a, b, found if a.id == one.witness.id else found.swapped())
        if link is not None:
            yield link


def _translated(pair: tuple[Text, Text]) -> list[Relation]:
    a, b = earlier_first(pair[0].witness, pair[1].witness)
    link = across.translation(a, b, across.parallel(anchors(a.text), anchors(b.text)))
    return [] if link is None else [link]


# Stories


def components(
    edges: RDD[tuple[str, str]], places: RDD[tuple[str, _Node]]
) -> RDD[tuple[str, tuple[str, ...]]]:
    """Connected components by alternating large and small stars (Kiveris et al., 2014): rounds grow with the logarithm
    of the longest chain, and no worker holds more than one node's neighbours."""
    placed = edges.join(places).map(lambda kv: (kv[1][0], kv[1][1])).join(places).values()
    current = placed.distinct().cache()
    signature, round_ = _signature(current), 0
    while True:
        current = _small_star(_large_star(current)).distinct().cache()
        round_ += 1
        if round_ % CHECKPOINT_EVERY == 0:
            current.localCheckpoint()
        before, signature = signature, _signature(current)
        if signature == before:
            break
    members = current.map(lambda e: (e[1], e[0])).groupByKey()
    return members.map(lambda kv: (kv[0][1], tuple(i for _, i in sorted({kv[0], *kv[1]}))))


def _large_star(edges: RDD[tuple[_Node, _Node]]) -> RDD[tuple[_Node, _Node]]:
    def link(node: _Node, neighbours: Iterable[_Node]) -> list[tuple[_Node, _Node]]:
        near_ = list(neighbours)
        least = min(node, *near_)
        return [(n, least) for n in near_ if n > node]

    both = edges.flatMap(lambda e: [e, (e[1], e[0])])
    return both.groupByKey().flatMap(lambda kv: link(kv[0], kv[1]))


def _small_star(edges: RDD[tuple[_Node, _Node]]) -> RDD[tuple[_Node, _Node]]:
    def link(node: _Node, smaller: Iterable[_Node]) -> list[tuple[_Node, _Node]]:
        near_ = list(smaller)
        least = min(near_)
        return [(n, least) for n in (node, *near_) if n != least]

    downward = edges.map(lambda e: (max(e), min(e)))
    return downward.groupByKey().flatMap(lambda kv: link(kv[0], kv[1]))


def _signature(edges: RDD[tuple[_Node, _Node]]) -> tuple[int, int]:
    """A number that tells two sets of edges apart, and their count."""
    total = edges.map(lambda e: (zlib.crc32(json.dumps(e).encode()), 1)).fold((0, 0), _sum)
    return (int(total[0]), int(total[1]))


def _sum(x: tuple[int, int], y: tuple[int, int]) -> tuple[int, int]:
    return (x[0] + y[0], x[1] + y[1])
