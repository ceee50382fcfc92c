"""The index changes the time that relating takes, and nothing else."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.relation import Witness
from builder.relate import Index, relate, working
from tests.relate import reports


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(reports.everything()), steps=st.lists(st.integers(1, 11), max_size=3))
def test_adding_in_any_order_gives_the_result_from_scratch(order: list[Witness], steps: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for stop in sorted({*steps, len(order)}):
            with Index(Path(folder)) as index:
                found = relate(order[:stop], index=index)
            assert found == relate(order[:stop])


def test_a_known_pair_is_not_compared_again(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    with Index(tmp_path) as index:
        first = relate(reports.everything(), index=index)
    compared: list[int] = []
    monkeypatch.setattr(working, "judge", lambda a, b: compared.append(1))
    monkeypatch.setattr(working, "profile", lambda text: compared.append(1))
    with Index(tmp_path) as index:
        assert relate(reports.everything(), index=index) == first
    assert compared == []


def test_a_changed_text_is_never_taken_for_its_former_self(tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        relate([Witness("a", reports.LOCK), Witness("b", reports.LOCK_SPUN)], index=index)
        changed = [Witness("a", reports.LOCK), Witness("b", reports.ORCHARD)]
        assert relate(changed, index=index) == relate(changed)


def test_a_deleted_index_is_made_again(tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        first = relate(reports.everything(), index=index)
    (tmp_path / "relate.sqlite").unlink()
    with Index(tmp_path) as index:
        assert relate(reports.everything(), index=index) == first


def test_a_broken_index_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "relate.sqlite").write_bytes(b"no database" * 1000)
    with Index(tmp_path) as index:
        assert relate(reports.everything(), index=index) == relate(reports.everything())


def test_what_an_older_method_remembered_is_dropped(tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        relate(reports.everything(), index=index)
    db = sqlite3.connect(tmp_path / "relate.sqlite")
    db.execute("UPDATE judgements SET judgement = zeroblob(65)")
    db.execute("PRAGMA user_version = 987")
    db.commit()
    db.close()
    with Index(tmp_path) as index:
        assert relate(reports.everything(), index=index) == relate(reports.everything())


def test_a_folder_that_cannot_be_made_costs_the_memory_only(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with Index(tmp_path / "cache" / "relate") as index:
        assert relate(reports.everything(), index=index) == relate(reports.everything())


def test_an_index_that_another_holds_is_done_without(tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        relate(reports.everything(), index=index)
    other = sqlite3.connect(tmp_path / "relate.sqlite")
    other.execute("BEGIN EXCLUSIVE")
    with Index(tmp_path) as index:
        assert relate(reports.everything(), index=index) == relate(reports.everything())
    other.close()


def test_two_processes_find_what_one_finds(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(working, "_WORTH", 0)
    assert relate(reports.everything(), workers=2) == relate(reports.everything())
