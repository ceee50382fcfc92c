"""A run that is cut short: what it wrote is known for the machine's, and what people did since stands."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from builder.model.capture import Capture, Form
from builder.model.provenance import Proposal
from builder.store import Archive
from builder.store.writing import Writer

from .conftest import ONE, THREE, TWO, link, proposal

LINKED = proposal(ONE, related_versions=[link(TWO, "rewrite")])


class _Cut(BaseException):
    """The plug is pulled."""


@pytest.fixture
def cut_before_the_ledger(archive: Archive, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Apply proposals so that the files are written and the ledger is not."""

    def apply(*proposals: Proposal) -> None:
        def cut(*_: object) -> None:
            raise _Cut

        with monkeypatch.context() as patch:
            patch.setattr(Writer, "save_ledger", cut)
            with pytest.raises(_Cut):
                archive.apply(proposals)

    return apply


def file_of(archive: Archive, identity: str) -> Path:
    return next(archive.docs / a.path for a in archive.load().articles if a.id == identity)


def test_what_was_written_before_the_cut_is_the_machine_s(archive: Archive, cut_before_the_ledger) -> None:  # type: ignore[no-untyped-def]
    archive.apply([proposal(ONE, byline="Jo")])
    cut_before_the_ledger(proposal(ONE, byline="Flo"))
    archive.apply([proposal(ONE, byline="Mo")])
    assert "byline: Mo\n" in file_of(archive, ONE).read_text()


@pytest.mark.parametrize("moved", [False, True], ids=["in its place", "in another folder"])
def test_a_link_deleted_after_the_cut_stays_deleted(
    archive: Archive,
    cut_before_the_ledger,
    moved: bool,  # type: ignore[no-untyped-def]
) -> None:
    archive.apply([proposal(ONE), proposal(TWO)])
    cut_before_the_ledger(LINKED)
    file = file_of(archive, ONE)
    text = file.read_text()
    file.write_text(text.replace(f"related_versions:\n- article: {TWO}\n  relation: rewrite\n", ""))
    assert file.read_text() != text
    if moved:
        (archive.docs / "articles" / "elsewhere").mkdir()
        file.rename(archive.docs / "articles" / "elsewhere" / "x.md")
    archive.apply([LINKED])
    assert not file_of(archive, ONE).read_text().count("related_versions")


def test_a_new_article_deleted_after_the_cut_is_not_made_again(
    archive: Archive, cut_before_the_ledger
) -> None:  # type: ignore[no-untyped-def]
    capture = Capture(b"A text.\n", "text/plain", Form.TEXT, "A text.\n", "x.txt")
    archive.keep(capture)
    cut_before_the_ledger(proposal(capture.article_id))
    file_of(archive, capture.article_id).unlink()
    assert [o.action for o in archive.apply([proposal(capture.article_id)])] == ["deleted"]


def test_a_run_undone_as_a_whole_is_done_again(archive: Archive, cut_before_the_ledger) -> None:  # type: ignore[no-untyped-def]
    archive.apply([proposal(ONE), proposal(TWO)])
    held = {i: file_of(archive, i).read_bytes() for i in (ONE, TWO)}
    newer = [proposal(ONE, byline="Flo"), proposal(TWO, byline="Flo"), proposal(THREE)]
    cut_before_the_ledger(*newer)
    for identity, raw in held.items():
        file_of(archive, identity).write_bytes(raw)
    file_of(archive, THREE).unlink()
    assert [o.action for o in archive.apply(newer)] == ["updated", "updated", "created"]
    assert not [c for o in archive.apply(newer) for c in o.clashes]


def test_files_that_were_not_reached_are_written_by_the_next_run(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.apply([proposal(ONE), proposal(TWO)])
    placed = Writer._place

    def one_only(self: Writer, change) -> None:  # type: ignore[no-untyped-def]
        if change.record.id == TWO:
            raise _Cut
        placed(self, change)

    newer = [proposal(ONE, byline="Flo"), proposal(TWO, byline="Flo")]
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "_place", one_only)
        with pytest.raises(_Cut):
            archive.apply(newer)
    file_of(archive, TWO).write_text(file_of(archive, TWO).read_text().replace("A title", "My title"))
    assert [o.action for o in archive.apply(newer)] == ["unchanged", "updated"]
    assert "title: My title\nbyline: Flo\n" in file_of(archive, TWO).read_text()


def test_provenance_of_a_run_cut_short_is_kept(archive: Archive, cut_before_the_ledger) -> None:  # type: ignore[no-untyped-def]
    cut_before_the_ledger(proposal(ONE))
    assert archive.provenance(ONE) is None
    with archive.lock():
        pass
    assert archive.provenance(ONE) is not None


def test_nothing_is_left_behind_when_the_cut_is_settled(archive: Archive, cut_before_the_ledger) -> None:  # type: ignore[no-untyped-def]
    cut_before_the_ledger(proposal(ONE), proposal(TWO))
    with archive.lock():
        pass
    assert sorted(path.name for path in archive.machine.iterdir()) == ["provenance", "values"]


def test_a_ledger_that_git_changed_after_the_cut_keeps_both_records(
    archive: Archive, cut_before_the_ledger
) -> None:  # type: ignore[no-untyped-def]
    archive.apply([proposal(ONE, byline="Jo"), proposal(TWO)])
    cut_before_the_ledger(proposal(ONE, byline="Flo"))
    shard = archive.machine / "values" / f"{ONE[1:3]}.jsonl"
    shard.write_text(shard.read_text().replace('"byline":"Jo"', '"byline":"Pulled"'))
    with archive.lock():
        pass
    assert [one.values["byline"] for one in archive.ledger()[ONE].others] == ["Flo"]
    assert archive.ledger()[ONE].values["byline"] == "Pulled"


def test_an_archive_on_two_disks_is_written_all_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def only_beside(self: Path, target: Path) -> Path:
        if self.parent != Path(target).parent:
            raise OSError(18, os.strerror(18))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", only_beside)
    assert [o.action for o in archive.apply([proposal(ONE)])] == ["created"]
    assert [o.action for o in archive.apply([proposal(ONE, byline="Flo")])] == ["updated"]
    assert "byline: Flo" in file_of(archive, ONE).read_text()


def test_a_staging_folder_without_its_note_means_nothing(archive: Archive) -> None:
    archive.apply([proposal(ONE)])
    pending = archive.machine / "pending"
    pending.mkdir()
    shutil.copy(file_of(archive, ONE), pending / f"{ONE}.md")
    assert [o.action for o in archive.apply([proposal(ONE)])] == ["unchanged"]
    assert not pending.exists()
