"""The full-text index of the SQLite file, made a month at a time and put together from what was made.

SQLite's FTS5 keeps an index as segments, each a sorted list of words with where they stand, and merges them while it
searches. Here each month is one segment, made in a database of its own by SQLite itself; its pages are the same
whatever the other months hold, since an article's row number says its month and its place in it. Put into the tables
behind the index, under a description of the segments (https://sqlite.org/fts5.html and the comments of fts5_index.c say
what is in each), they are what a database has to which the months were added one after the other.
"""

from __future__ import annotations

import marshal
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from typing import NamedTuple, Protocol

from builder.derive.tables import Row

#: The index's name, as Datasette finds it, and the columns of `articles` that it holds.
NAME = "articles_fts"
COLUMNS = ("title", "text")

#: Months that are put together; the words of an archive that has more are looked up by SQLite anew. FTS5 reads up to
#: 2,000 segments, and a search looks into each of them.
MOST = 1_500

#: Bits for a row's place in its month, which has 2**20 rows at most; and the greatest place.
_BITS = 20
WITHIN = (1 << _BITS) - 1

#: Bytes of words that SQLite collects before it writes a segment: more than a month holds, or else segments are merged.
_HELD = 64 << 20

#: What FTS5 calls the rows of its table of pages that are no pages, and where a page's number says its segment.
_COUNTS, _SEGMENTS, _SHIFT = 1, 10, 37

_MONTH = re.compile(r"(\d{4})-(\d\d)")


class Words(NamedTuple):
    """The segment of one month. `pages` are numbers and contents, `terms` words with the page that they begin, `sizes`
    row numbers and how many words each column has there; `counts` are rows and words of each column in all; `first`
    and `last` are the numbers of the leaves."""

    pages: list[tuple[int, bytes]]
    terms: list[tuple[bytes, int]]
    sizes: list[tuple[int, bytes]]
    counts: list[int]
    first: int
    last: int

    def packed(self) -> bytes:
        """The same as bytes, equal for equal words."""
        return marshal.dumps(tuple(self), 2)

    @classmethod
    def unpacked(cls, raw: bytes) -> Words:
        """What `packed` gave."""
        return cls(*marshal.loads(raw))


class Indexed(Protocol):
    """A month's articles: the number of their first row, the rows, and the segment of their words."""

    @property
    def first_row(self) -> int: ...

    @property
    def rows(self) -> tuple[Row, ...]: ...

    @property
    def words(self) -> Words: ...


@cache
def available() -> bool:
    """Whether the SQLite of this Python has FTS5."""
    with closing(sqlite3.connect(":memory:")) as database:
        return "ENABLE_FTS5" in {row[0] for row in database.execute("PRAGMA compile_options")}


def first_row(month: str) -> int:
    """The number of a month's first row, in the order of months; of the undated ('') after all others."""
    found = _MONTH.match(month)
    place = int(found[1]) * 13 + int(found[2]) if found else 10_000 * 13
    return place + 1 << _BITS


def words(first: int, texts: Iterable[Row]) -> Words:
    """The segment of articles whose `COLUMNS` are `texts`, in rows numbered from `first`; an empty one where SQLite has no FTS5."""
    found = list(texts)
    if not available() or not found:
        return Words([], [], [], [0] * (1 + len(COLUMNS)), 0, 0)
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE f USING fts5({', '.join(COLUMNS)}, content='')")
        database.execute("INSERT INTO f(f, rank) VALUES ('hashsize', ?)", (_HELD,))
        database.executemany(
            "INSERT INTO f(rowid, title, text) VALUES (?, ?, ?)",
            ((number, *text) for number, text in enumerate(found, first)),
        )
        database.commit()
        described = _segments(_block(database, _SEGMENTS))
        if len(described) > 1:
            database.execute("INSERT INTO f(f) VALUES ('optimize')")
            database.commit()
            described = _segments(_block(database, _SEGMENTS))
        counts = _numbers(_block(database, _COUNTS))
        sizes = database.execute("SELECT id, sz FROM f_docsize ORDER BY id").fetchall()
        if not described:
            return Words([], [], sizes, counts, 0, 0)
        ((number, begin, end),) = described
        least = number << _SHIFT
        pages = database.execute(
            "SELECT id - ?, block FROM f_data WHERE id >= ? ORDER BY id", (least, least)
        ).fetchall()
        terms = database.execute("SELECT term, pgno FROM f_idx WHERE segid = ?", (number,)).fetchall()
        return Words(pages, terms, sizes, counts, begin, end)


def fill(database: sqlite3.Connection, insert: str, runs: Iterable[Indexed]) -> None:
    """Fill `articles` by the statement `insert`, which takes a row's number before the row, and the index over it."""
    database.execute(f"CREATE VIRTUAL TABLE {NAME} USING fts5({', '.join(COLUMNS)}, content='articles')")
    counts = [0] * (1 + len(COLUMNS))
    segments: list[tuple[int, int, int]] = []
    for run in runs:
        database.executemany(insert, ((n, *row) for n, row in enumerate(run.rows, run.first_row)))
        if len(segments) > MOST:
            continue
        found = run.words
        counts = [one + more for one, more in zip(counts, found.counts, strict=True)]
        number = len(segments) + 1
        _put(database, number, found)
        if found.pages:
            segments.append((number, found.first, found.last))
    if len(segments) > MOST:
        database.execute(f"INSERT INTO {NAME}({NAME}) VALUES ('rebuild')")
        return
    _describe(database, counts, segments)


class Segments:
    """The index of a database that `fill` filled, to exchange the segments of some months."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._counts = _numbers(_block(database, _COUNTS, NAME))
        self._held = {one[0]: one for one in _segments(_block(database, _SEGMENTS, NAME))}

    @property
    def numbers(self) -> list[int]:
        """The segments' numbers; from 1 on without a gap where each is of a month."""
        return list(self._held)

    def remove(self, number: int, first: int) -> None:
        """Take away the words of the month whose rows begin at `first`, and its segment, if it has one."""
        rows = (first, first + WITHIN)
        within = "WHERE id BETWEEN ? AND ?"
        sizes = self._database.execute(f"SELECT sz FROM {NAME}_docsize {within}", rows).fetchall()
        for (size,) in sizes:
            less = (1, *_numbers(size))
            self._counts = [one - other for one, other in zip(self._counts, less, strict=True)]
        self._database.execute(f"DELETE FROM {NAME}_docsize {within}", rows)
        if self._held.get(number):
            pages = (number << _SHIFT, (number + 1 << _SHIFT) - 1)
            self._database.execute(f"DELETE FROM {NAME}_data {within}", pages)
            self._database.execute(f"DELETE FROM {NAME}_idx WHERE segid = ?", (number,))

    def put(self, number: int, found: Words) -> None:
        """Add the words of a month in place of those that were taken away."""
        self._counts = [one + more for one, more in zip(self._counts, found.counts, strict=True)]
        _put(self._database, number, found)
        if found.pages:
            self._held[number] = (number, found.first, found.last)

    def settle(self) -> None:
        """All are exchanged."""
        _describe(self._database, self._counts, list(self._held.values()))


def _put(database: sqlite3.Connection, number: int, found: Words) -> None:
    """Add a month's words as the segment of a number, without saying that it is there."""
    database.executemany(f"INSERT INTO {NAME}_docsize VALUES (?, ?)", found.sizes)
    pages = ((page + (number << _SHIFT), block) for page, block in found.pages)
    database.executemany(f"INSERT INTO {NAME}_data VALUES (?, ?)", pages)
    terms = ((number, term, page) for term, page in found.terms)
    database.executemany(f"INSERT INTO {NAME}_idx VALUES (?, ?, ?)", terms)


def _describe(
    database: sqlite3.Connection, counts: Iterable[int], segments: Sequence[tuple[int, int, int]]
) -> None:
    """Say how many rows and words there are, and which segments."""
    replace = f"INSERT OR REPLACE INTO {NAME}_data VALUES (?, ?)"
    database.execute(replace, (_COUNTS, b"".join(map(_varint, counts))))
    database.execute(replace, (_SEGMENTS, _description(segments)))


def _block(database: sqlite3.Connection, number: int, name: str = "f") -> bytes:
    row: tuple[bytes] = database.execute(f"SELECT block FROM {name}_data WHERE id = ?", (number,)).fetchone()
    return row[0]


#: Bytes before a description of segments: a number that tells a program that holds it that the settings changed.
_COOKIE = 4


def _segments(described: bytes) -> list[tuple[int, int, int]]:
    """Number, first and last leaf of all segments in FTS5's description of them."""
    values = iter(_numbers(described[_COOKIE:]))
    levels, _, _ = next(values), next(values), next(values)
    found = []
    for _ in range(levels):
        _, count = next(values), next(values)
        found += [(next(values), next(values), next(values)) for _ in range(count)]
    return found


def _description(segments: Sequence[tuple[int, int, int]]) -> bytes:
    """The description of segments of one level, none of them being merged: how many levels, segments and leaves were
    written, then of the level how many are merged and are there, then those."""
    leaves = sum(last - first + 1 for _, first, last in segments)
    numbers = [1 if segments else 0, len(segments), leaves]
    if segments:
        numbers += [0, len(segments), *(number for segment in segments for number in segment)]
    return bytes(_COOKIE) + b"".join(map(_varint, numbers))


def _varint(number: int) -> bytes:
    """SQLite's number of varying length: seven bits a byte, the highest first (up to 2**56, which no count reaches)."""
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.append(number & 0x7F | 0x80)
    return bytes(reversed(octets))


def _numbers(octets: bytes) -> list[int]:
    return list(_read(octets))


def _read(octets: bytes) -> Iterator[int]:
    number = 0
    for octet in octets:
        number = number << 7 | octet & 0x7F
        if octet < 0x80:
            yield number
            number = 0
