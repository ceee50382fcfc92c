"""A sync that remembers what the stages gave says to the byte what one without any memory says."""

import datetime
import json
import random
import shutil
from pathlib import Path

import pytest

from builder.model.capture import Capture, Form, Given
from builder.pipeline import cleaning, naming, stage_memory, sync
from builder.pipeline.stage_memory import StageMemory, names_a_day_to_come
from builder.store import Archive
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write

from .conftest import TODAY

LATER = FLOOD.replace("Tuesday, June 4", "Thursday, June 6").replace("fourteen", "fifteen")
TO_COME = FLOOD.replace("Tuesday, June 4, 2024", "Tuesday, July 2, 2024").replace("fourteen", "sixteen")


def cold(desk, folder, **options):
    """What a sync of the same archive gives where nothing is remembered: its report and every byte."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(desk.root, folder, ignore=shutil.ignore_patterns(".cache"))
    options.setdefault("today", TODAY)
    report = sync(Archive(folder), engine=desk.engine, **options)
    return report, snapshot(folder)


def warm(desk, **options):
    options.setdefault("today", TODAY)
    return sync(desk.archive, engine=desk.engine, **options), snapshot(desk.root)


@pytest.fixture
def full(desk, tmp_path):
    """A desk with five captures of two outlets and none, synced once."""
    desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD, later=LATER, come=TO_COME))
    desk.sync()
    return desk


def cleanings(monkeypatch):
    """The captures that are really cleaned from now on."""
    seen = []
    clean_captures = cleaning.clean_captures

    def counted(captures, *others, **options):
        seen.extend(captures)
        return clean_captures(captures, *others, **options)

    monkeypatch.setattr(cleaning, "clean_captures", counted)
    return seen


def annotations(monkeypatch):
    """The texts whose names are really looked for from now on."""
    seen = []
    annotated_apart = naming.annotated_apart

    def counted(articles, *others, **options):
        seen.extend(article.body for article in articles)
        return annotated_apart(articles, *others, **options)

    monkeypatch.setattr(naming, "annotated_apart", counted)
    return seen


def test_nothing_is_cleaned_again_where_nothing_changed(full, monkeypatch):
    seen = cleanings(monkeypatch)
    full.sync()
    assert seen == []


def test_a_new_page_has_its_site_cleaned_again_and_no_other(full, tmp_path, monkeypatch):
    full.add(*write(tmp_path / "more", new=FLOOD.replace("fourteen", "seventeen")))
    seen = cleanings(monkeypatch)
    full.sync()
    assert seen and all("Selwater Courier" in capture.content for capture in seen)


def retitle(desk, dice, number):
    file = dice.choice(sorted(desk.articles()))
    text = desk.file(file).read_text(encoding="utf-8")
    head = text.split("\n")
    at = next(i for i, line in enumerate(head) if line.startswith("title:"))
    head[at] = f"title: A person's title {number}"
    desk.file(file).write_text("\n".join(head), encoding="utf-8")


def rewrite(desk, dice, number):
    file = desk.file(dice.choice(sorted(desk.articles())))
    file.write_text(
        file.read_text(encoding="utf-8") + f"\nAdded by Petra Lindqvist, {number}.\n", encoding="utf-8"
    )


def take_out_a_name(desk, dice, number):
    file = desk.file(dice.choice(sorted(desk.articles())))
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("  - Mira Dovan\n", "").replace("  people:\n  organizations", "  organizations")
    )


def veto(desk, dice, number):
    file = desk.file(dice.choice(sorted(desk.articles())))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("relation: rewrite", "relation: unrelated"))


def know_a_name(desk, dice, number):
    people = desk.root / "archive/authority/people.yml"
    people.write_text(f"- name: Odo Brann the {number}th\n  aliases:\n  - Odo Brann\n", encoding="utf-8")


def know_the_harbour(desk, dice, number):
    known = desk.root / "archive/authority/organizations.yml"
    known.write_text(f"- name: Board {number} of the Harbour\n  not:\n  - Harbour Board\n", encoding="utf-8")


def stop_a_name(desk, dice, number):
    name = dice.choice(["Mira Dovan", "Dovan", "Odo Brann", "Selwater", "Petra Lindqvist"])
    places = desk.root / "archive/authority/places.yml"
    places.write_text(f"- stop: {name}\n", encoding="utf-8")


def know_a_source(desk, dice, number):
    sources = desk.root / "archive/authority/sources.yml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(
        text.replace(
            "name: The Selwater Courier", f"name: Courier {number}\n  aliases:\n  - The Selwater Courier"
        )
    )


def add_another(desk, dice, number):
    folder = desk.root.parent / f"in-{number}"
    desk.add(*write(folder, new=FLOOD.replace("fourteen", f"{number} wet")))


def lose_a_capture(desk, dice, number):
    held = sorted((desk.root / "archive/.captures").rglob("*.txt"))
    dice.choice(held).unlink()


def spoil_a_memory(desk, dice, number):
    file = desk.root / ".cache/stages" / dice.choice(["clean.memory", "names.memory"])
    if file.exists():
        file.write_bytes(file.read_bytes().replace(b"Mira", b"Mora").replace(b"2024", b"2023"))


def redate(desk, dice, number):
    file = desk.file(dice.choice(sorted(desk.articles())))
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("date: 2019-03-14\ndate_basis: printed", "date: 2019-03-13\ndate_basis: editor")
    )


CHANGES = (
    *(retitle, rewrite, take_out_a_name, veto, know_a_name, know_the_harbour, stop_a_name, know_a_source),
    *(add_another, lose_a_capture, spoil_a_memory, redate),
)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_change_memory_makes_no_difference(full, tmp_path, seed):
    dice = random.Random(seed)
    day = TODAY
    for number in range(8):
        change = dice.choice(CHANGES)
        change(full, dice, number)
        day += datetime.timedelta(days=dice.choice([0, 0, 1, 40]))
        expected, there = cold(full, tmp_path / "cold", today=day)
        report, here = warm(full, today=day)
        assert here == there, change.__name__
        assert (report.clashes, report.skipped) == (expected.clashes, expected.skipped), change.__name__


def test_only_texts_that_an_authority_edit_touches_are_annotated_again(full, monkeypatch):
    asked = annotations(monkeypatch)
    know_a_name(full, random.Random(0), 4)
    full.sync()
    assert asked and all("Odo Brann" in text for text in asked)
    assert len(asked) < len(full.articles())


def test_only_a_site_with_a_day_to_come_is_cleaned_again_on_the_next_day(full, monkeypatch):
    seen = cleanings(monkeypatch)
    warm(full, today=TODAY + datetime.timedelta(days=1))
    assert any("July 2, 2024" in capture.content for capture in seen)
    assert all("Selwater Courier" in capture.content for capture in seen)


@pytest.mark.parametrize(
    ("text", "to_come"),
    [
        ("Printed on 3 June 2019.", False),
        ("Printed on 3 June 2024.", True),
        ("Printed on 3/6/24.", True),
        ("Printed on 3/6/19.", False),
        ("Call 202455 now.", False),
        ("٢٠٢٥", True),
    ],
)
def test_a_page_may_name_a_day_to_come(text, to_come):
    capture = Capture(text.encode(), "text/plain", Form.TEXT, text, "a page")
    assert names_a_day_to_come(capture, TODAY) is to_come


def test_other_code_remembers_nothing(full, monkeypatch):
    held = next(iter(full.articles()))
    folder = full.archive.cache / "stages"
    assert StageMemory(folder, full.engine).cleaned(held) is not None
    monkeypatch.setattr(stage_memory, "code_digest", lambda: "of another version")
    assert StageMemory(folder, full.engine).cleaned(held) is None


def test_a_run_that_wrote_nothing_remembers_nothing(full):
    shutil.rmtree(full.archive.cache / "stages")
    full.sync(dry_run=True)
    assert not (full.archive.cache / "stages").exists()


def test_what_came_with_a_capture_is_part_of_it(full, monkeypatch):
    sidecar = sorted((full.archive.docs / ".captures").rglob("*.json"))[0]
    sidecar.write_text(
        sidecar.read_text().replace('"origin"', '"given": {"byline": "By Lena Vos"},\n "origin"')
    )
    assert Given(byline="By Lena Vos") in [kept.given for kept in full.archive.captures()]
    seen = cleanings(monkeypatch)
    full.sync()
    assert seen


def all_of_it(shard):
    shard.unlink()


def a_record_of_it(shard):
    lines = shard.read_text(encoding="utf-8").splitlines(keepends=True)
    shard.write_text("".join(lines[1:]), encoding="utf-8")


def what_it_took_out(shard):
    lines = shard.read_text(encoding="utf-8").splitlines()
    found = [{**json.loads(line), "removals": []} for line in lines]
    shard.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")


@pytest.mark.parametrize("harm", [all_of_it, a_record_of_it, what_it_took_out])
def test_provenance_that_is_lost_is_made_again(full, harm, monkeypatch):
    before = snapshot(full.root)
    shards = sorted((full.archive.machine / "provenance").glob("*.jsonl"))
    harm(shards[0])
    assert snapshot(full.root) != before
    full.sync()
    assert snapshot(full.root) == before
    seen = cleanings(monkeypatch)
    full.sync()
    assert seen == []


def test_all_provenance_that_is_lost_is_made_again(full):
    before = snapshot(full.root)
    shutil.rmtree(full.archive.machine / "provenance")
    full.sync()
    assert snapshot(full.root) == before


def test_what_tools_leave_beside_the_code_is_no_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "clean"
    room.mkdir()
    (room / "lines.py").write_text("SHARE = .5\n")
    monkeypatch.setattr("builder.pipeline.stage_memory.resources.files", lambda package: tmp_path)
    before = stage_memory.code_digest(("clean",))
    for folder in ("__pycache__", ".mypy_cache"):
        (room / folder).mkdir()
        (room / folder / "lines.data").write_text("kept by a tool")
    assert stage_memory.code_digest(("clean",)) == before
    (room / "lines.py").write_text("SHARE = .6\n")
    assert stage_memory.code_digest(("clean",)) != before
