"""Databases that are put together on the disk."""

from __future__ import annotations

import sqlite3

from builder.derive.database import in_memory
from builder.plugin.scratch import on_disk


def filled(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, text TEXT)")
    rows = ((f"a{n}", "The ferry was late. " * 200) for n in range(1000))
    database.executemany("INSERT INTO articles VALUES (?, ?)", rows)
    database.commit()


def rows_of(raw: bytes) -> list[tuple[str, str]]:
    database = sqlite3.connect(":memory:")
    database.deserialize(raw)
    return database.execute("SELECT id, text FROM articles ORDER BY id").fetchall()


def test_a_database_on_the_disk_is_read_in_parts_and_always_the_same() -> None:
    parts = list(on_disk(filled))
    assert len(parts) > 1
    assert parts == list(on_disk(filled))


def test_it_holds_what_one_in_memory_holds() -> None:
    found = rows_of(b"".join(on_disk(filled)))
    assert len(found) == 1000
    assert found == rows_of(b"".join(in_memory(filled)))
