"""All tables as one SQLite file, with foreign keys and a full-text index, as Datasette finds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Protocol

from builder.derive import fulltext
from builder.derive.tables import Row, Table

#: Fills an empty database.
Fill = Callable[[sqlite3.Connection], None]

#: Has a database filled, and gives its bytes in parts.
Database = Callable[[Fill], Iterator[bytes]]


class Filed(fulltext.Indexed, Protocol):
    """A month's articles: their rows and words, and the rows that say which entities each lists."""

    @property
    def listed(self) -> tuple[Row, ...]: ...


def in_memory(fill: Fill) -> Iterator[bytes]:
    """The bytes of the database that `fill` fills, all of it held at once."""
    with closing(sqlite3.connect(":memory:")) as database:
        fill(database)
        yield database.serialize()


def sqlite_parts(
    found: Sequence[Table], runs: Callable[[], Iterable[Filed]], database: Database = in_memory
) -> Iterator[bytes]:
    """The file. `runs` gives what the two long tables hold, a month at a time. The same rows give the same bytes under
    one version of SQLite and one kind of `database`."""
    return database(partial(_fill, found, runs))


_SQL_TYPES = {"integer": "INTEGER", "string": "TEXT", "date": "TEXT"}


def _fill(found: Iterable[Table], runs: Callable[[], Iterable[Filed]], database: sqlite3.Connection) -> None:
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    for table in found:
        database.execute(_create(table))
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        marks = ", ".join("?" for _ in table.columns)
        insert = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})'
        if table.name == "articles" and fulltext.available():
            numbered = f'INSERT INTO "{table.name}" (rowid, {names}) VALUES (?, {marks})'
            fulltext.fill(database, numbered, runs())
        elif table.name == "article_entities":
            database.executemany(insert, (row for run in runs() for row in run.listed))
        else:
            database.executemany(insert, table.rows())
        for column, _ in table.refers:
            if column == table.key[0]:
                # The key's own index begins with it.
                continue
            database.execute(f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")')
    database.commit()


def _create(table: Table) -> str:
    lines = [f'"{column.name}" {_SQL_TYPES[column.type]}' for column in table.columns]
    lines.append("PRIMARY KEY (" + ", ".join(f'"{name}"' for name in table.key) + ")")
    lines.extend(f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("id")' for column, other in table.refers)
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'
