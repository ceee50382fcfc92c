"""A file that changes all the time while builder works is one gap that is named; everything else goes on."""

import shutil

import pytest

from builder.errors import Changed
from builder.pipeline import standing, syncing
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write


@pytest.fixture
def held(desk, tmp_path):
    """The ids of three articles, the first two versions of one story."""
    report = desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD))
    desk.sync()
    return [article.id for article in report.added]


def restless(desk, identity, harm):
    """Let an article's file be another each time after the archive was read; returns the file."""
    plainly, file, saved = desk.archive.load, desk.file(identity), []

    def load():
        found = plainly()
        saved.append(file)
        harm(file, len(saved))
        return found

    desk.archive.load = load
    return file


def save_again(file, time):
    text = file.read_text(encoding="utf-8").split("\nSaved for the ")[0]
    file.write_text(f"{text}\nSaved for the {time}. time.\n", encoding="utf-8")


def take_away(file, time):
    file.unlink(missing_ok=True)


def spoil(file, time):
    file.write_text("---\ntitle: [\n---\n", encoding="utf-8")


HARMS = {"saved again": save_again, "taken away": take_away, "spoilt": spoil}
#: What is forgotten decides who wants the text first: cleaning with people's edits and finding names, or relating.
FORGOTTEN = {"stages": "stages", "relate": "relate", "everything": ""}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
@pytest.mark.parametrize("forgotten", FORGOTTEN.values(), ids=FORGOTTEN)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_sync_names_the_file_and_finishes_the_others(desk, held, harm, forgotten, which):
    others = [identity for identity in held if identity != held[which]]
    shutil.rmtree(desk.archive.cache / forgotten)
    people = desk.root / "archive/authority/people.yml"
    people.write_text("- name: Miranda Dovan\n  aliases:\n  - Mira Dovan\n", encoding="utf-8")
    desk.edit(held[2], "Odo Brann", "Mira Dovan")
    before = {identity: desk.articles()[identity].story for identity in others}
    desk.archive.load()
    file = restless(desk, held[which], harm)
    report = desk.sync()
    del desk.archive.load
    (line,) = report.broken
    assert line.startswith(f"archive/{file.relative_to(desk.archive.docs).as_posix()}")
    articles = desk.articles()
    assert {identity: articles[identity].story for identity in others} == before
    for identity in others:
        assert "Miranda Dovan" in articles[identity].people


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_an_add_names_the_file_and_adds_the_new_capture(desk, held, harm, tmp_path):
    shutil.rmtree(desk.archive.cache / "relate")
    desk.archive.load()
    file = restless(desk, held[2], harm)
    copy = HARBOUR.replace("Dredging alone is expected to take", "Dredging alone may take")
    report = desk.add(*write(tmp_path / "later", copy=copy))
    del desk.archive.load
    assert [line.split(":")[0] for line in report.broken] == [
        f"archive/{file.relative_to(desk.archive.docs).as_posix()}"
    ]
    (added,) = report.added
    assert added.story == desk.articles()[held[0]].story


@pytest.mark.parametrize("forgotten", FORGOTTEN.values(), ids=FORGOTTEN)
def test_where_git_changes_everything_meanwhile_the_run_ends_by_name_and_writes_nothing(
    desk, held, monkeypatch, forgotten
):
    monkeypatch.setattr(standing, "MOST_GONE", 1)
    monkeypatch.setattr(syncing, "MOST_GONE", 1)
    shutil.rmtree(desk.archive.cache / forgotten)
    plainly, files = desk.archive.load, [desk.file(identity) for identity in held]

    def load():
        found = plainly()
        for file in files:
            save_again(file, len(files))
        return found

    desk.archive.load()
    desk.archive.load = load
    before = snapshot(desk.root)
    with pytest.raises(Changed, match="run the command again"):
        desk.sync()
    after = snapshot(desk.root)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {file.relative_to(desk.root).as_posix() for file in files}


def test_the_sync_after_it_takes_the_file_as_it_was_left(desk, held):
    shutil.rmtree(desk.archive.cache)
    restless(desk, held[2], save_again)
    desk.sync()
    del desk.archive.load
    report = desk.sync()
    assert report.broken == ()
    assert "Saved for the" in desk.articles()[held[2]].body
    before = snapshot(desk.root)
    assert desk.sync().changed == ()
    assert snapshot(desk.root) == before
