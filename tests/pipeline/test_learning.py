"""The first sync after an `add` cleans nothing again, and says to the byte what one without any memory says."""

import dataclasses
import datetime
import json

import pytest

from builder.pipeline import adding
from builder.store import Archive
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, write
from tests.pipeline.test_stage_memory import LATER, TO_COME, annotations, cleanings, cold, know_a_name, warm

from .conftest import TODAY

TEXTS = {"harbour": HARBOUR, "spun": SPUN, "flood": FLOOD, "later": LATER, "come": TO_COME}
MENU = "The Selwater Courier\n\nHome\nSport\nContact\n"


def sync_alike(desk, folder, **options):
    """The report of a sync that may remember, once it said and wrote what one does that remembers nothing."""
    expected, there = cold(desk, folder, **options)
    report, here = warm(desk, **options)
    assert here == there
    assert dataclasses.asdict(report) == dataclasses.asdict(expected)
    return report


def test_the_first_sync_cleans_and_annotates_nothing_again(desk, tmp_path, monkeypatch):
    desk.add(*write(tmp_path / "in", **TEXTS))
    _, there = cold(desk, tmp_path / "cold")
    seen, texts = cleanings(monkeypatch), annotations(monkeypatch)
    report, here = warm(desk)
    assert (seen, texts) == ([], [])
    assert here == there
    assert (report.changed, report.unchanged) == ((), len(TEXTS))


def test_so_does_one_after_an_add_in_several_batches(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(adding, "GROUP_CAPTURES", 1)
    desk.add(*write(tmp_path / "in", **TEXTS))
    seen, texts = cleanings(monkeypatch), annotations(monkeypatch)
    _, here = warm(desk)
    assert (seen, texts) == ([], [])
    assert here == cold(desk, tmp_path / "cold")[1]


def test_a_page_with_a_day_to_come_is_cleaned_again_on_the_next_day_and_others_are_not(
    desk, tmp_path, monkeypatch
):
    desk.add(*write(tmp_path / "in", spun=SPUN, come=TO_COME))
    day = TODAY + datetime.timedelta(days=1)
    _, there = cold(desk, tmp_path / "cold", today=day)
    seen = cleanings(monkeypatch)
    _, here = warm(desk, today=day)
    assert {capture.content for capture in seen} == {TO_COME}
    assert here == there


@pytest.mark.parametrize("first", [{"flood": FLOOD}, {"flood": FLOOD, "menu": MENU}])
def test_a_site_that_was_cleaned_beside_other_pages_than_it_keeps_is_cleaned_again(
    desk, tmp_path, monkeypatch, first
):
    """Pages held already are shown to `add` as a sample, refused ones are not kept."""
    desk.add(*write(tmp_path / "in", **first))
    desk.add(*write(tmp_path / "more", later=LATER, menu=MENU, spun=SPUN))
    _, there = cold(desk, tmp_path / "cold")
    seen = cleanings(monkeypatch)
    _, here = warm(desk)
    assert {capture.content for capture in seen} == {FLOOD, LATER}
    assert here == there


def test_a_site_of_which_a_page_was_refused_is_cleaned_again_without_it(desk, tmp_path, monkeypatch):
    desk.add(*write(tmp_path / "in", flood=FLOOD, later=LATER, menu=MENU, spun=SPUN))
    _, there = cold(desk, tmp_path / "cold")
    seen = cleanings(monkeypatch)
    _, here = warm(desk)
    assert {capture.content for capture in seen} == {FLOOD, LATER}
    assert here == there


def test_a_capture_that_was_stored_before_with_something_else_beside_it_is_cleaned_again(
    desk, tmp_path, monkeypatch
):
    paths = write(tmp_path / "in", spun=SPUN)
    desk.add(*paths)
    (sidecar,) = (desk.root / "archive/.captures").rglob("*.json")
    described = json.loads(sidecar.read_text(encoding="utf-8"))
    other = type(desk)(tmp_path / "other")
    place = other.root / sidecar.relative_to(desk.root)
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps({**described, "given": {"byline": "By Lena Vos"}}), encoding="utf-8")
    raw = sidecar.with_suffix(".txt")
    (place.parent / raw.name).write_bytes(raw.read_bytes())
    other.add(*paths)
    seen = cleanings(monkeypatch)
    _, here = warm(other)
    assert seen
    assert here == cold(other, tmp_path / "cold")[1]


def test_names_found_before_an_authority_edit_are_looked_for_again(desk, tmp_path):
    desk.add(*write(tmp_path / "in", spun=SPUN))
    desk.sync()
    know_a_name(desk, None, 4)
    desk.add(*write(tmp_path / "more", flood=FLOOD, later=LATER))
    know_a_name(desk, None, 5)
    report = sync_alike(desk, tmp_path / "cold")
    assert len(report.changed) == 2


def test_names_found_while_somebody_edits_the_authority_files_are_looked_for_again(
    desk, tmp_path, monkeypatch
):
    monkeypatch.setattr(adding, "GROUP_CAPTURES", 1)
    edited = []

    def edit(stage, count, whole):
        if stage == "annotate" and not edited:
            edited.append(stage)
            know_a_name(desk, None, 4)

    desk.add(*write(tmp_path / "in", flood=FLOOD, later=LATER, spun=SPUN), progress=edit)
    report = sync_alike(desk, tmp_path / "cold")
    assert report.changed


def test_an_edit_between_add_and_sync_stands(desk, tmp_path):
    added = desk.add(*write(tmp_path / "in", **TEXTS)).added
    desk.edit(added[0].id, "title: ", "title: Corrected, ")
    desk.file(added[1].id).unlink()
    sync_alike(desk, tmp_path / "cold")


def test_few_additions_to_many_articles_leave_nothing(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(adding, "_WORTH_REMEMBERING", 2)
    desk.add(*write(tmp_path / "in", spun=SPUN))
    desk.add(*write(tmp_path / "more", flood=FLOOD))
    seen = cleanings(monkeypatch)
    desk.sync()
    assert {capture.content for capture in seen} == {FLOOD}


def test_a_dry_run_leaves_nothing(desk, tmp_path):
    desk.add(*write(tmp_path / "in", **TEXTS), dry_run=True)
    assert not (Archive(desk.root).cache / "stages").exists()
