"""All tables as one SQLite file, with foreign keys and a full-text index, as Datasette finds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import accumulate
from pathlib import Path

from builder.derive import fulltext
from builder.derive.rows import Rows, Run
from builder.derive.splices import Piece, Remade
from builder.derive.tables import Table

#: Fills an empty database, or changes one.
Fill = Callable[[sqlite3.Connection], None]

#: Has an empty database filled, or a copy of an older one changed, and gives the bytes of what it became.
Database = Callable[[Fill, Path | None], Iterator[Piece]]

#: The first SQLite that writes a compact database to another file.
_INTO = (3, 27, 0)

#: How many rows of `article_entities` have numbers of their own for each row that a month's articles may have.
_NAMES = 5


class Unfit(Exception):
    """An older database cannot be changed into the one that is wanted by changing some months; the text says why."""


def in_memory(fill: Fill, old: Path | None) -> Iterator[bytes]:
    """The bytes of the database that `fill` fills, all of it held at once; it is never changed."""
    with closing(sqlite3.connect(":memory:")) as database:
        fill(database)
        yield database.serialize()


class Whole(Remade):
    """The file. The same rows give the same bytes under one version of SQLite and one kind of `engine`."""

    def __init__(self, found: Sequence[Table], runs: Rows, engine: Database = in_memory) -> None:
        self._found = found
        self._runs = runs
        self._engine = engine

    def pieces(self, old: Path | None) -> Iterator[Piece]:
        fill = partial(_fill, self._found, self._runs)
        if old is None or not self._runs.before:
            yield from self._engine(fill, None)
            return
        try:
            yield from self._engine(partial(_amend, self._found, self._runs), old)
        except (Unfit, sqlite3.DatabaseError):
            yield from self._engine(fill, None)


def compact(database: sqlite3.Connection, path: Path) -> None:
    """Write the database to a new file, whose bytes depend on what it holds and not on how that came there."""
    database.commit()
    # What counts the changes of the tables' definitions is copied, one more.
    database.execute("PRAGMA schema_version = 1")
    if sqlite3.sqlite_version_info >= _INTO:
        database.execute("VACUUM INTO ?", (str(path),))
        return
    database.execute("VACUUM")
    with closing(sqlite3.connect(path)) as copy:
        database.backup(copy)


def _fill(found: Sequence[Table], runs: Rows, database: sqlite3.Connection) -> None:
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    for table in found:
        database.execute(_create(table))
        if table.name == "articles" and fulltext.available():
            fulltext.fill(database, _numbered(table, "INSERT"), runs.make())
        elif table.name == "article_entities":
            for run in runs.make():
                _list(database, table, run)
        else:
            database.executemany(_insert(table), table.rows())
        for column, _ in table.refers:
            if column == table.key[0]:
                # The key's own index begins with it.
                continue
            database.execute(f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")')
    database.commit()


def _amend(found: Sequence[Table], runs: Rows, database: sqlite3.Connection) -> None:
    """Change the months whose rows are others, and the small tables. Raises Unfit."""
    now, before = runs.measures, runs.before
    if [month.name for month in now] != [month.name for month in before]:
        raise Unfit("other months")
    if not fulltext.available():
        raise Unfit("no full-text index")
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    index = fulltext.Segments(database)
    places = accumulate(month.pages > 0 for month in before)
    changed = [
        (number, run, past.pages > 0)
        for number, run, month, past in zip(places, runs.make(), now, before, strict=True)
        if month.token != past.token
    ]
    if index.numbers != list(range(1, 1 + sum(month.pages > 0 for month in now))) or any(
        (month.pages > 0) != (past.pages > 0) for month, past in zip(now, before, strict=True)
    ):
        raise Unfit("other segments")
    # All that goes before anything that comes: an article may go from one month to another.
    for number, run, is_segment in changed:
        first, last = run.first_row, run.first_row + fulltext.WITHIN
        index.remove(number if is_segment else 0, first)
        database.execute("DELETE FROM articles WHERE rowid BETWEEN ? AND ?", (first, last))
        listed = (first << _NAMES, last + 1 << _NAMES)
        database.execute("DELETE FROM article_entities WHERE rowid >= ? AND rowid < ?", listed)
    tables = {table.name: table for table in found}
    for number, run, _ in changed:
        index.put(number, run.words)
        rows = ((place, *row) for place, row in enumerate(run.rows, run.first_row))
        database.executemany(_numbered(tables["articles"], "INSERT"), rows)
        _list(database, tables["article_entities"], run)
    index.settle()
    for table in found:
        if table.name not in ("articles", "article_entities"):
            _renew(database, table)
    database.commit()


def _list(database: sqlite3.Connection, table: Table, run: Run) -> None:
    """A month's rows of `article_entities`, in numbers that say the month."""
    rows = ((place, *row) for place, row in enumerate(run.listed, run.first_row << _NAMES))
    database.executemany(_numbered(table, _UNLESS_HELD), rows)


def _renew(database: sqlite3.Connection, table: Table) -> None:
    """Fill a small table anew where its rows are others."""
    rows = list(table.rows())
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if database.execute(f'SELECT {names} FROM "{table.name}" ORDER BY rowid').fetchall() != rows:
        database.execute(f'DELETE FROM "{table.name}"')
        database.executemany(_insert(table), rows)


_SQL_TYPES = {"integer": "INTEGER", "string": "TEXT", "date": "TEXT"}


#: Adds a row, unless there is one of its key.
_UNLESS_HELD = "INSERT OR IGNORE"


def _insert(table: Table) -> str:
    """The statement that adds a row, unless there is one of its key."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    return f'{_UNLESS_HELD} INTO "{table.name}" ({names}) VALUES ({marks})'


def _numbered(table: Table, verb: str) -> str:
    """The statement that adds a row, its number before it."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    return f'{verb} INTO "{table.name}" (rowid, {names}) VALUES (?, {marks})'


def _create(table: Table) -> str:
    lines = [f'"{column.name}" {_SQL_TYPES[column.type]}' for column in table.columns]
    lines.append("PRIMARY KEY (" + ", ".join(f'"{name}"' for name in table.key) + ")")
    lines.extend(f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("id")' for column, other in table.refers)
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'
