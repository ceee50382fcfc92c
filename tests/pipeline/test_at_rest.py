"""A sync over an archive that the last sync left as it was looks at no article, and at all of them otherwise."""

import datetime
from dataclasses import replace

import pytest

from builder.pipeline import standing, sync
from builder.store import Archive, Clash, stamps
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write

from .conftest import TODAY


@pytest.fixture
def resting(desk, tmp_path, monkeypatch):
    """A desk whose last sync changed nothing. Its files were written a moment ago: here they count as settled."""
    monkeypatch.setattr(stamps, "SETTLED", -60.0)
    desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD))
    desk.sync()
    assert not desk.sync().changed
    return desk


@pytest.fixture
def compared(monkeypatch):
    """How often the archive's articles are compared from now on."""
    seen = []
    plainly = standing.relate_articles

    def counted(articles, *rest):
        held = list(articles)
        seen.append(len(held))
        return plainly(held, *rest)

    monkeypatch.setattr(standing, "relate_articles", counted)
    return seen


def test_where_nothing_changed_nothing_is_compared(resting, compared):
    before = snapshot(resting.root)
    report = resting.sync()
    assert (report.changed, report.unchanged) == ((), 3)
    assert resting.sync(dry_run=True) == report
    assert compared == []
    assert snapshot(resting.root) == before


def change_article(desk):
    desk.edit(sorted(desk.articles())[0], "title: ", "title: Corrected ")


def delete_article(desk):
    desk.file(sorted(desk.articles())[0]).unlink()


def touch_capture(desk):
    next(path for path in (desk.root / "archive" / ".captures").rglob("*") if path.is_file()).touch()


def touch_ledger(desk):
    next((desk.root / "archive" / ".machine" / "values").glob("*")).touch()


def add_authority(desk):
    (desk.root / "archive" / "authority" / "people.yml").write_text("- name: Ana Ruiz\n")


@pytest.mark.parametrize(
    "change", [change_article, delete_article, touch_capture, touch_ledger, add_authority]
)
def test_whatever_changed_in_the_archive_is_looked_at(resting, compared, change):
    change(resting)
    resting.sync()
    assert len(compared) == 1


def test_another_day_another_program_or_no_trust_in_caches_look_again(resting, compared, monkeypatch):
    sync(resting.archive, today=TODAY + datetime.timedelta(1), engine=resting.engine)
    assert len(compared) == 1
    monkeypatch.setattr("builder.pipeline.at_rest.code_digest", lambda rooms: "another")
    resting.sync()
    assert len(compared) == 2
    resting.archive.forget_caches()
    resting.sync()
    assert len(compared) == 3


def test_a_file_that_has_just_changed_keeps_an_archive_from_rest(resting, compared, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLED", 60.0)
    resting.sync(), resting.sync()
    assert len(compared) == 2


def test_a_difference_that_waits_for_a_person_is_told_each_time(resting, compared, monkeypatch):
    plainly = Archive.apply
    waiting = Clash("archive/articles/x.md", 3, 1, "title", "a person's", "the machine's")

    def differing(archive, proposals, **options):
        return [replace(outcome, clashes=(waiting,)) for outcome in plainly(archive, proposals, **options)]

    monkeypatch.setattr(Archive, "apply", differing)
    resting.archive.forget_caches()
    assert resting.sync().clashes == resting.sync().clashes == (waiting,) * 3
    assert len(compared) == 2


def test_what_was_said_of_a_broken_file_is_said_again(resting, compared):
    (resting.root / "archive" / "articles" / "x.md").write_text("---\ntitle: [broken\n---\n")
    first = resting.sync()
    assert first.broken
    assert resting.sync().broken == first.broken
    assert len(compared) == 1


def test_a_damaged_memory_of_rest_is_not_believed(resting, compared):
    file = resting.archive.cache / "stages" / "rest.json"
    file.write_bytes(file.read_bytes().replace(b'"unchanged":3', b'"unchanged":4'))
    assert resting.sync().unchanged == 3
    assert len(compared) == 1
