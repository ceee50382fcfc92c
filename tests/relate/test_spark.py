"""The Spark engine finds what the embedded one finds."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.model.relation import Constraints, Witness
from builder.relate import relate
from tests.relate import reports
from tests.relate.test_vetoes import NAMELESS, RENSHAW, SIDEBAR, TUESDAY, VANE

pyspark = pytest.importorskip("pyspark", reason="PySpark (the extra `spark`) is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

from builder.relate import spark, spark_stories  # noqa: E402

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Two workers as processes of their own, each with its executor: what is handed from one to the other is pickled."""
    started = spark.session("local-cluster[2,1,1024]", memory="1g")
    yield started
    started.stop()


def corpus() -> list[Witness]:
    """Versions, translations, a sidebar under unrelated pages, two hoaxes of one wording with a text that fits both, and
    more edited copies than are compared all with all."""
    rng = random.Random(8)
    words = reports.ORCHARD.split(" ")
    copies = []
    for n in range(26):
        edited = list(words)
        for _ in range(4):
            edited[rng.randrange(len(edited))] = "indeed"
        copies.append(Witness(f"m-copy-{n:02}", " ".join(edited), date="2021-09-01"))
    pages = [reports.LOCK_ELSEWHERE, VANE, TUESDAY, reports.LOCK_SPUN]
    sided = [Witness(f"n-page-{n}", f"{text}\n\n{SIDEBAR}") for n, text in enumerate(pages)]
    hoaxes = [f"{NAMELESS}\n\n{VANE}", f"{NAMELESS}\n\n{RENSHAW}", NAMELESS]
    told = [Witness(f"p-hoax-{n}", text) for n, text in enumerate(hoaxes)]
    return [*reports.everything(), *copies, *sided, Witness("o-empty", ""), *told]


DECIDED = Constraints(
    together=frozenset({("f-lock-elsewhere", "g-orchard"), ("k-lantern", "o-empty"), ("gone", "a-lock")}),
    apart=frozenset(
        {("a-lock", "c-lock-spun"), ("m-copy-00", "m-copy-07"), ("k-lantern", "l-lantern-edited")}
    ),
)


def written(folder: Path) -> Path:
    source = folder / "records.jsonl"
    keys = ("id", "text", "title", "source", "date", "language")
    lines = [json.dumps({k: getattr(w, k) for k in keys}, ensure_ascii=False) for w in corpus()]
    source.write_text("\n".join(lines), encoding="utf-8")
    return source


@pytest.mark.parametrize(
    ("constraints", "window"),
    [(Constraints(), None), (DECIDED, None), (DECIDED, 2)],
    ids=["texts alone", "with people's decisions", "within two days"],
)
def test_files_related_by_spark_have_the_same_relations_and_stories(
    session: Any, tmp_path: Path, constraints: Constraints, window: int | None
) -> None:
    spark.relate_files(
        session,
        str(written(tmp_path)),
        str(tmp_path / "out"),
        constraints,
        window=window,
        checkpoints=str(tmp_path / "checkpoints"),
    )
    expected = relate(corpus(), constraints, window=window)
    relations = session.read.parquet(str(tmp_path / "out" / "relations")).collect()
    assert sorted((r.a, r.b, r.relation, r.score, r.same_story) for r in relations) == [
        (r.a, r.b, r.relation.value, r.score, r.same_story) for r in expected.relations
    ]
    stories = session.read.parquet(str(tmp_path / "out" / "stories")).collect()
    assert sorted((s.story, tuple(s.articles)) for s in stories) == sorted(
        (s.articles[0], s.articles) for s in expected.stories
    )


def test_parquet_is_read_like_json(session: Any, tmp_path: Path) -> None:
    source = written(tmp_path)
    session.read.json(str(source)).write.parquet(str(tmp_path / "records.parquet"))
    spark.relate_files(session, str(tmp_path / "records.parquet"), str(tmp_path / "out"))
    stories = session.read.parquet(str(tmp_path / "out" / "stories")).collect()
    assert len(stories) == len(relate(corpus()).stories)


def test_a_paragraph_under_very_many_texts_joins_none_of_them(session: Any) -> None:
    rng = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(rng.choices(letters, k=6)) for _ in range(6000)]
    under = reports.ORCHARD.split("\n\n")[0]
    texts = [Witness(f"t{n:03}", " ".join(rng.choices(words, k=60)) + ".\n\n" + under) for n in range(300)]
    found = spark.relate_rdd(session.sparkContext.parallelize(texts, 4))
    assert sorted(found.stories.collect()) == [(s.articles[0], s.articles) for s in relate(texts).stories]


def test_components_of_a_long_chain_are_found(session: Any) -> None:
    context = session.sparkContext
    chain = [(f"n{k:03}", f"n{k + 1:03}") for k in range(60)] + [("x1", "x2")]
    edges = [(("2020", a), ("2020", b)) for a, b in chain]
    for gathered in (0, 1000):
        found = dict(spark_stories.components(context.parallelize(edges, 2), gathered).collect())
        assert {k: len(v) for k, v in found.items()} == {"n000": 61, "x1": 2}
