"""A floor under the figures on labelled pairs, where the data lie beside the repository."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.model.relation import RelationType, Witness
from builder.relate import relate

SHARED = Path(__file__).parents[3] / "shared"
PAIRS = SHARED / "bench" / "relate" / "pairs.jsonl.gz"
SEEDS = sorted((SHARED / "seeds").glob("*.txt")) if SHARED.is_dir() else []


def records(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def as_witness(record: Mapping[str, str | None]) -> Witness:
    return Witness(
        str(record["id"]),
        str(record["text"]),
        title=record.get("title") or "",
        source=record.get("source"),
        date=record.get("date"),
    )


@pytest.mark.skipif(
    not PAIRS.is_file(), reason="the labelled pairs (shared/bench/relate) are not beside the repository"
)
@pytest.mark.parametrize(("kind", "floor"), [("noise50", 0.98), ("wmt_human-mt", 0.95), ("natural-D", 1.0)])
def test_versions_are_found_and_reports_of_one_event_left_alone(kind: str, floor: float) -> None:
    pairs = records(PAIRS)
    texts = {r["id"]: r for r in records(PAIRS.with_name("docs.jsonl.gz"))}
    used = [p for p in pairs if p["kind"] == kind or not p["same"]]
    ids = sorted({i for p in used for i in (p["a"], p["b"])})
    story: dict[str, int] = defaultdict(lambda: -1)
    for number, found in enumerate(relate([as_witness(texts[i]) for i in ids]).stories):
        story.update(dict.fromkeys(found.articles, number))
    joined = [story[p["a"]] == story[p["b"]] != -1 for p in used]
    wanted = [hit for hit, p in zip(joined, used, strict=True) if p["same"]]
    assert sum(wanted) / len(wanted) >= floor
    assert sum(hit for hit, p in zip(joined, used, strict=True) if not p["same"]) <= 1


@pytest.mark.skipif(len(SEEDS) != 2, reason="the seeds (shared/seeds) are not beside the repository")
def test_a_spun_rewrite_is_found_with_the_pages_furniture_left_in() -> None:
    one, other = (path.read_text(encoding="utf-8") for path in SEEDS)
    (found,) = relate([Witness("a", one), Witness("b", other, date="2021-02-27")]).relations
    assert found.relation is RelationType.REWRITE
    assert found.same_story
