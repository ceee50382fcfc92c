"""A table as Parquet, where pyarrow is installed (the extra `parquet`)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from builder.derive.rowgroups import MAGIC, Footer, Group, Unknown
from builder.derive.rows import MONTHWISE, Measure, Rows, Run
from builder.derive.splices import Piece, Remade, Span
from builder.derive.tables import Row, Table, characters

if TYPE_CHECKING:
    import pyarrow as pa
    from _typeshed import ReadableBuffer

#: What to tell a person whose build has no Parquet files.
MISSING = (
    "Parquet files are left out: pyarrow is not installed (pip install 'annotated-news-archive[parquet]')"
)


def available() -> bool:
    """Whether Parquet can be written here."""
    return find_spec("pyarrow") is not None


#: Characters of rows written at a time. Writing 4,000 articles of 500 words takes 37 MiB at 2 million, 24 at 1 million, 20 at
#: half a million; the file has 4.74 MB, 4.84, 5.04. With 8 million a build of 10,000 held 75 MB more.
GROUP = 1_000_000

#: The same of `article_entities`, 12,000 rows: an edit of an article's names has one group written anew.
LISTED = 500_000


def parquet_parts(table: Table) -> Iterator[bytes]:
    """The table as one Parquet file in parts, compressed with zstd; days are date32. The same rows give the same bytes
    under one version of pyarrow. Raises ImportError where pyarrow is absent (see `available`)."""
    return _written(table, _groups(table.rows(), GROUP))


class Grouped(Remade):
    """A table of which every month has rows as one Parquet file of the same form, of whose row groups none is of two runs of
    months: from the old file those are taken over whose months are as they were. Only where one is not, pyarrow is loaded."""

    def __init__(self, table: Table, runs: Rows) -> None:
        self._table = table
        self._runs = runs
        self._own = MONTHWISE[table.name]
        self._most = GROUP if table.name == "articles" else min(LISTED, GROUP)

    def pieces(self, old: Path | None) -> Iterator[Piece]:
        footer, held = None, {}
        if old is not None and self._runs.before:
            try:
                footer = Footer.of_file(old)
                held = self._held(footer.groups)
            except Unknown:
                footer = None
        yield MAGIC
        end = len(MAGIC)
        coming: list[tuple[Group, int]] = []
        for months, runs in self._units():
            taken = held.get(months) if months else None
            if taken and old is not None:
                yield Span(old, taken[0].begin, taken[-1].end)
                for group in taken:
                    coming.append((group, end))
                    end += group.end - group.begin
                continue
            for rows in _groups((row for run in runs for row in self._own.rows(run)), self._most):
                made = b"".join(_written(self._table, [rows]))
                own = Footer.of_bytes(made)
                footer = footer or own
                for group in own.groups:
                    yield made[group.begin : group.end]
                    coming.append((group, end))
                    end += group.end - group.begin
        footer = footer or Footer.of_bytes(b"".join(_written(self._table, [])))
        yield footer.over(group.moved(begin, number) for number, (group, begin) in enumerate(coming))

    def _units(self) -> Iterator[tuple[_Months, Sequence[Run]]]:
        """Runs of months that follow one another, with what names them; () where nobody measured them."""
        found = list(self._runs.make())
        names = self._named(self._runs.measures)
        for begin, end in _cut(list(map(self._own.characters, found)), self._most):
            yield tuple(names[begin:end]), found[begin:end]

    def _held(self, groups: Sequence[Group]) -> dict[_Months, Sequence[Group]]:
        """The row groups of the old file by the months that they are of. Raises Unknown where their rows are not as many."""
        before = self._runs.before
        extents = list(map(self._own.extent, before))
        found: dict[_Months, Sequence[Group]] = {}
        place = 0
        for begin, end in _cut([extent.characters for extent in extents], self._most):
            first, left = place, sum(extent.rows for extent in extents[begin:end])
            while left > 0 and place < len(groups):
                left -= groups[place].rows
                place += 1
            if left:
                raise Unknown("row groups of other months")
            found[tuple(self._named(before[begin:end]))] = groups[first:place]
        if place != len(groups):
            raise Unknown("more row groups than months")
        return found

    def _named(self, measures: Iterable[Measure]) -> list[tuple[str, str]]:
        return [(month.name, self._own.extent(month).token) for month in measures]


#: Names and tokens of months in a row.
_Months = tuple[tuple[str, str], ...]


def _cut(sizes: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Where runs of months begin and end that fit into one row group of so many characters at most; a larger month is a run
    by itself."""
    ends = [0]
    held = 0
    for place, size in enumerate(sizes):
        if held and held + size > most:
            ends.append(place)
            held = 0
        held += size
    return pairwise([*ends, len(sizes)])


def _written(table: Table, groups: Iterable[Sequence[Row]]) -> Iterator[bytes]:
    """The table's file with these rows, a row group for each of `groups`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    # The other pools keep what was given back to them: 10 MiB.
    pa.set_memory_pool(pa.system_memory_pool())
    kinds = {"integer": pa.int64(), "date": pa.date32()}
    schema = pa.schema(
        [
            pa.field(
                column.name, kinds.get(column.type, pa.string()), metadata={"description": column.description}
            )
            for column in table.columns
        ]
    )
    sink = _Sink()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for rows in groups:
            writer.write_table(pa.Table.from_arrays(_arrays(table, rows, schema), schema=schema))
            yield sink.taken()
    yield sink.taken()


def _groups(rows: Iterable[Row], most: int) -> Iterator[list[Row]]:
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += characters((row,))
        if size >= most:
            yield held
            held, size = [], 0
    if held:
        yield held


def _arrays(table: Table, rows: Sequence[Row], schema: pa.Schema) -> list[pa.Array]:
    import pyarrow as pa

    arrays = []
    for place, column in enumerate(table.columns):
        values: list[object] = [row[place] for row in rows]
        if column.type == "date":
            # Not cast from strings: that loads pyarrow.compute, 10 MiB.
            values = [day and date.fromisoformat(str(day)) for day in values]
        arrays.append(pa.array(values, type=schema.field(place).type))
    return arrays


class _Sink(io.RawIOBase):
    """A file that only grows: what was written to it is taken from it and forgotten."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, octets: ReadableBuffer) -> int:
        written = bytes(octets)
        self._held.append(written)
        self._length += len(written)
        return len(written)

    def taken(self) -> bytes:
        """What was written since the last taking."""
        held, self._held = b"".join(self._held), []
        return held
