"""Databases that are put together on the disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from builder.derive.database import in_memory
from builder.plugin.scratch import on_disk


def filled(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, text TEXT)")
    rows = ((f"a{n}", "The ferry was late. " * 200) for n in range(1000))
    database.executemany("INSERT INTO articles VALUES (?, ?)", rows)
    database.commit()


def made(old: Path | None = None) -> bytes:
    (ready,) = (b"".join(one.octets()) for one in on_disk(filled if old is None else amended, old))
    return ready


def amended(database: sqlite3.Connection) -> None:
    """Takes every other row away and puts it there again."""
    held = database.execute("SELECT rowid, * FROM articles WHERE rowid % 2").fetchall()
    database.execute("DELETE FROM articles WHERE rowid % 2")
    database.executemany("INSERT INTO articles (rowid, id, text) VALUES (?, ?, ?)", reversed(held))
    database.commit()


def rows_of(raw: bytes) -> list[tuple[str, str]]:
    database = sqlite3.connect(":memory:")
    database.deserialize(raw)
    return database.execute("SELECT id, text FROM articles ORDER BY id").fetchall()


def test_a_database_on_the_disk_is_always_the_same_and_read_in_parts() -> None:
    (parts,) = (list(ready.octets()) for ready in on_disk(filled, None))
    assert len(parts) > 1
    assert b"".join(parts) == made()


def test_it_holds_what_one_in_memory_holds() -> None:
    found = rows_of(made())
    assert len(found) == 1000
    assert found == rows_of(b"".join(in_memory(filled, None)))


@pytest.mark.parametrize("version", [(3, 26, 0), sqlite3.sqlite_version_info])
def test_a_database_says_nothing_of_how_it_came_to_hold_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    old = tmp_path / "archive.sqlite"
    old.write_bytes(made())
    for _ in range(2):
        old.write_bytes(made(old))
    assert old.read_bytes() == made()
    assert list(tmp_path.iterdir()) == [old]
