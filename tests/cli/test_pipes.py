"""Each stage alone in a pipe: one JSON record a line in, one a line out."""

import json
import subprocess
import sys

import pytest

STORY = (
    "The harbour board of Port Selin voted on Tuesday to widen the northern basin.\n\n"
    '"We have waited eleven years for this," said Mira Dovan, who chairs the board.\n\n'
    "Work is to begin in March and to cost 48 million crowns, the board said in a statement.\n\n"
    "Fishermen at the old quay said that they had not been asked."
)
PAGE = (
    f"Menu\nSport\nWeather\n\nHarbour board votes to widen basin\n\n{STORY}\n\nNewsletter\nRelated Articles\n"
)


def builder(*arguments, records, cwd):
    lines = "".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in records)
    return subprocess.run(
        [sys.executable, "-m", "builder", *arguments],
        cwd=cwd,
        input=lines,
        capture_output=True,
        text=True,
        timeout=120,
    )


def parsed(run):
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_clean_gives_one_record_for_each_in_the_same_order(tmp_path):
    run = builder(
        "clean", "--json", records=[{"id": n, "url": None, "text": PAGE} for n in ("b", "a")], cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr
    first, second = parsed(run)
    assert (first["id"], second["id"]) == ("b", "a")
    assert first["title"] == "Harbour board votes to widen basin"
    assert "Newsletter" not in first["text"]
    assert first["text"].count("\n\n") == 3


def test_annotate_offsets_count_code_points_of_the_text_given(tmp_path):
    text = "🌊 Mira Dovan spoke in Lisbon. The minister thanked Mira Dovan for the years she gave."
    run = builder("annotate", "--json", records=[{"id": "x", "text": text, "language": "en"}], cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    (record,) = parsed(run)
    people = [m for m in record["mentions"] if m[2] == "person"]
    assert people
    assert {text[start:end] for start, end, _, _ in people} == {"Mira Dovan"}


def test_relate_prints_relations_and_then_stories(tmp_path):
    other = STORY.replace("voted on Tuesday", "decided").replace("eleven", "a good eleven")
    strange = (
        "Rain fell for the ninth day in the hills above Tarn.\n\nThe river stood at four metres, the weather "
        "office said.\n\nSchools stay closed until Monday, and the road to the pass is under water."
    )
    records = [{"id": i, "text": t} for i, t in (("one", STORY), ("two", other), ("three", strange))]
    run = builder("relate", "--json", records=records, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    found = parsed(run)
    assert [{r["a"], r["b"]} for r in found if "relation" in r] == [{"one", "two"}]
    assert [sorted(r["articles"]) for r in found if "story" in r] == [["one", "two"]]


def test_relate_says_what_tells_of_order_and_of_a_common_source(tmp_path):
    records = [
        {"id": "one", "text": f"{STORY}\n\nIda Brandt contributed to this report.", "date": "2020-01-02"},
        {"id": "two", "text": STORY.replace("voted on Tuesday", "decided"), "date": "2020-01-03"},
        {"id": "three", "text": STORY.replace("eleven", "a good eleven")},
    ]
    run = builder("relate", "--json", records=records, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    found = {frozenset((r["a"], r["b"])): r for r in parsed(run) if "relation" in r}
    dated, undated = found[frozenset(("one", "two"))], found[frozenset(("one", "three"))]
    assert dated["order"] == "a is earlier"
    assert dated["credited"] == {"a": ["Ida Brandt"], "b": [], "both": []}
    assert undated["order"] == "not established: undated"


def test_relate_keeps_to_what_people_decided(tmp_path):
    records = [{"id": i, "text": STORY.replace("eleven", i)} for i in ("ten", "twelve")]
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text('{"a": "ten", "b": "twelve", "decision": "apart"}\n', encoding="utf-8")
    assert parsed(builder("relate", "--json", records=records, cwd=tmp_path)) != []
    run = builder("relate", "--json", "--decisions", str(decisions), records=records, cwd=tmp_path)
    assert parsed(run) == []
    decisions.write_text('{"a": "ten"}\n', encoding="utf-8")
    run = builder("relate", "--json", "--decisions", str(decisions), records=records, cwd=tmp_path)
    assert run.returncode != 0
    assert "decisions.jsonl:1" in run.stderr


def test_relate_does_not_pass_over_a_file_that_only_spark_reads(tmp_path):
    run = builder("relate", "--json", "--source", "texts.jsonl", records=[], cwd=tmp_path)
    assert run.returncode == 2
    assert "--engine spark" in run.stderr


@pytest.mark.parametrize("stage", ["clean", "annotate", "relate"])
def test_a_bad_line_is_named_by_its_number_and_the_rest_goes_on(tmp_path, stage):
    records = ["{broken\n", {"id": "good", "text": STORY}, "[]\n", {"id": "no text"}]
    run = builder(stage, "--json", records=records, cwd=tmp_path)
    assert run.returncode == 1
    assert [json.loads(line)["line"] for line in run.stderr.splitlines()] == [1, 3, 4]
    if stage != "relate":
        assert [r["id"] for r in parsed(run)] == ["good"]


def test_finding_names_waits_for_no_library_that_it_does_not_use(tmp_path):
    told = (
        "import sys; from builder.cli import commands; commands(['annotate'], standalone_mode=False);"
        "print([name for name in ('rich', 'yaml', 'builder.store.archive') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=tmp_path, input="", capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
