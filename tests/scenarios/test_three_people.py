"""Three people correct one story in three clones, each runs `builder sync`, and Git merges what they did."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.annotate import load_engine
from builder.store import curation
from builder.store.ledger import read_shard
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, write

from .desks import Desk

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="Git is not installed")

REPRINT = (
    HARBOUR.replace("The Selwater Courier", "The Lowmark Post")
    .replace("Monday, June 3, 2024", "Wednesday, June 5, 2024")
    .replace("sixty metres", "seventy metres")
)
#: Names that a person takes out of the report.
UNWANTED = "  organizations:\n  - Selwater Nets Association\n"
LATER = FLOOD.replace("Tuesday, June 4", "Thursday, June 6").replace("fourteen", "fifteen")


@dataclass(frozen=True)
class Newsroom:
    """The shared repository, the three clones, and the ids of the articles."""

    main: Desk
    ana: Desk
    ben: Desk
    cleo: Desk
    report: str
    spun: str
    reprint: str


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    main = Desk.first(tmp_path / "main", load_engine("builtin"))
    texts = {"report": HARBOUR, "spun": SPUN, "reprint": REPRINT, "flood": FLOOD}
    added = {Path(a.origin).stem: a.id for a in main.add(*write(tmp_path / "in", **texts)).added}
    main.commit("four captures")
    clones = [main.clone(name) for name in ("ana", "ben", "cleo")]
    return Newsroom(main, *clones, added["report"], added["spun"], added["reprint"])


def renames_the_story(room: Newsroom) -> None:
    story = room.ana.articles()[room.report].story
    assert story is not None
    curation.name_story(room.ana.archive, story, "the-northern-basin")
    title = "title: Harbour board votes to widen the northern basin\n"
    room.ana.edit(room.report, title, "title: Board votes to widen the basin  # as on page one\n")


def vetoes_a_relation(room: Newsroom) -> None:
    file = room.ben.file(room.reprint)
    text = file.read_text()
    vetoed = re.sub(rf"(- article: {room.spun}\n  relation: )\w+", r"\1unrelated", text)
    assert vetoed != text
    file.write_text(vetoed)
    room.ben.edit(room.report, UNWANTED, "")


def redates_the_report(room: Newsroom, folder: Path) -> None:
    room.cleo.edit(
        room.report,
        "date: 2019-03-14\ndate_basis: related-version\n",
        "date: 2019-03-12\ndate_basis: editor\n",
    )
    room.cleo.edit(room.spun, "The dredging alone is expected", "The dredging by itself is expected")
    assert len(room.cleo.add(*write(folder, later=LATER)).added) == 1


def everybody_syncs(room: Newsroom) -> None:
    for desk in (room.ana, room.ben, room.cleo):
        desk.sync()
        desk.commit(f"what {desk.root.name} did, and a sync")


def settled(desk: Desk, paths: list[str], identity: str, pattern: str, wanted: str) -> None:
    """A person settles the conflicts: this side's lines stay, and what the other side's person wanted of one article
    is typed in again where it went with theirs."""
    for path in paths:
        file = desk.root / path
        text = re.sub(r"<{7}.*\n((?:.*\n)*?)={7}\n(?:.*\n)*?>{7}.*\n", r"\1", file.read_text())
        file.write_text(text)
    text = desk.file(identity).read_text()
    desk.file(identity).write_text(re.sub(pattern, wanted, text))
    desk.commit("merged")


def joined(room: Newsroom) -> None:
    """The three branches merged one after the other, conflicts settled by hand."""
    assert room.main.merge(room.ana) == []
    settled(room.main, room.main.merge(room.ben), room.report, UNWANTED, "")
    conflicts = room.main.merge(room.cleo)
    assert not [path for path in conflicts if "/.machine/" in path or "/.captures/" in path]
    day = "date: 2019-03-12\ndate_basis: editor\n"
    settled(room.main, conflicts, room.report, "date: .*\ndate_basis: .*\n", day)


def assert_everybody_was_heard(desk: Desk, room: Newsroom) -> None:
    articles = desk.articles()
    report, spun, reprint = (articles[i] for i in (room.report, room.spun, room.reprint))
    assert report.title == "Board votes to widen the basin"
    assert "  # as on page one\n" in desk.file(room.report).read_text()
    assert (report.story, spun.story) == ("the-northern-basin", "the-northern-basin")
    assert (report.date, report.date_basis) == ("2019-03-12", "editor")
    assert report.organizations == ()
    assert "The dredging by itself is expected" in spun.body
    assert {link.article: link.relation for link in reprint.related_versions}[room.spun] == "unrelated"
    assert room.reprint not in {
        link.article for link in spun.related_versions if link.relation != "unrelated"
    }
    assert len(articles) == 5


def test_nobody_s_edit_is_lost_and_the_second_sync_changes_no_byte(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    room = newsroom
    renames_the_story(room), vetoes_a_relation(room), redates_the_report(room, tmp_path / "later")
    everybody_syncs(room)
    joined(room)
    room.main.sync()
    assert_everybody_was_heard(room.main, room)
    assert room.main.errors() == []
    room.main.commit("a sync of what was merged")
    once = room.main.bytes()
    room.main.sync()
    assert room.main.bytes() == once
    assert room.main.git("status", "--porcelain") == ""

    # On another person's machine, with other caches, a sync of the same says the same.
    room.ana.git("pull", "--quiet", "--no-rebase", str(room.main.root), "main")
    room.ana.sync()
    assert room.ana.bytes() == once


def test_the_ledger_of_merged_branches_is_one_record_an_article_after_a_sync(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    room = newsroom
    renames_the_story(room), vetoes_a_relation(room), redates_the_report(room, tmp_path / "later")
    everybody_syncs(room)
    joined(room)
    assert any(written.others for written in room.main.archive.ledger().values())
    room.main.sync()
    for shard in (room.main.archive.machine / "values").glob("*.jsonl"):
        ids = [written.id for written in read_shard(shard, shard.name)]
        assert ids == sorted(set(ids))


def test_a_conflict_is_named_with_its_line_and_the_file_left_alone(newsroom: Newsroom) -> None:
    room = newsroom
    room.ana.edit(room.report, "title: Harbour board votes to widen", "title: Board votes to widen")
    room.ben.edit(room.report, "title: Harbour board votes to widen", "title: Harbour board to widen")
    everybody_syncs(room)
    assert room.main.merge(room.ana) == []
    (path,) = room.main.merge(room.ben)
    (problem,) = room.main.errors()
    assert str(problem).startswith(f"{path}:3:1: an unresolved Git conflict")
    before = (room.main.root / path).read_bytes()
    assert len(room.main.sync().broken) == 1
    assert (room.main.root / path).read_bytes() == before
