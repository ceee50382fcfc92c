"""The Spark engine finds what the embedded one finds."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.model.relation import Witness
from builder.relate import relate
from tests.relate import reports
from tests.relate.test_vetoes import SIDEBAR, TUESDAY, VANE

pyspark = pytest.importorskip("pyspark", reason="PySpark (the extra `spark`) is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

from builder.relate import spark  # noqa: E402

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    started = spark.session("local[2]", memory="1g", partitions=4)
    yield started
    started.stop()


def corpus() -> list[Witness]:
    """Versions, translations, a sidebar under unrelated pages, and more edited copies than are compared all with all."""
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
    return [*reports.everything(), *copies, *sided, Witness("o-empty", "")]


def test_files_related_by_spark_have_the_same_relations_and_stories(session: Any, tmp_path: Path) -> None:
    source = tmp_path / "records.jsonl"
    keys = ("id", "text", "title", "source", "date", "language")
    lines = [json.dumps({k: getattr(w, k) for k in keys}, ensure_ascii=False) for w in corpus()]
    source.write_text("\n".join(lines), encoding="utf-8")
    spark.relate_files(session, str(source), str(tmp_path / "out"))
    expected = relate(corpus())
    relations = session.read.parquet(str(tmp_path / "out" / "relations")).collect()
    assert sorted((r.a, r.b, r.relation, r.score, r.same_story) for r in relations) == [
        (r.a, r.b, r.relation.value, r.score, r.same_story) for r in expected.relations
    ]
    stories = session.read.parquet(str(tmp_path / "out" / "stories")).collect()
    assert sorted((s.story, tuple(s.articles)) for s in stories) == sorted(
        (s.articles[0], s.articles) for s in expected.stories
    )


def test_components_of_a_long_chain_are_found(session: Any) -> None:
    context = session.sparkContext
    chain = [(f"n{k:03}", f"n{k + 1:03}") for k in range(60)] + [("x1", "x2")]
    places = context.parallelize([(i, ("2020", i)) for i in sorted({i for edge in chain for i in edge})], 2)
    found = dict(spark.components(context.parallelize(chain, 2), places).collect())
    assert {k: len(v) for k, v in found.items()} == {"n000": 61, "x1": 2}
