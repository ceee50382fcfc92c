"""A table as Parquet, written without any library of its own: it is a few kinds of pages and a footer.

That takes no more of the processor than pyarrow did, and none of the 40 MiB and .25 s that loading it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from builder.derive import columnpages
from builder.derive.columnpages import Type
from builder.derive.rowgroups import MAGIC, Footer, Group, Unknown
from builder.derive.rows import Measure, Rows, Run
from builder.derive.splices import Piece, Remade, Span
from builder.derive.tables import Row, Table, characters
from builder.derive.thrift import Field, Items, Kind, Struct

#: Characters of rows written at a time: writing them holds some five times as many bytes. Groups of 8 million make a file
#: a hundredth smaller.
GROUP = 2_000_000


def parquet_parts(table: Table) -> Iterator[bytes]:
    """The table as one Parquet file in parts, compressed with gzip; days are date32. The same rows give the same bytes
    under one version of zlib."""
    return _written(table, _groups(table.rows()))


class Grouped(Remade):
    """The table `articles` as one Parquet file of the same form, of whose row groups none is of two runs of months: from
    the old file those are taken over whose months are as they were."""

    def __init__(self, table: Table, runs: Rows) -> None:
        self._table = table
        self._runs = runs

    def pieces(self, old: Path | None) -> Iterator[Piece]:
        footer, held = None, {}
        if old is not None and self._runs.before:
            try:
                footer = Footer.of_file(old)
                held = _held(footer.groups, self._runs.before)
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
            for rows in _groups(row for run in runs for row in run.rows):
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
        names = _named(self._runs.measures)
        for begin, end in _cut([run.characters for run in found]):
            yield tuple(names[begin:end]), found[begin:end]


#: Names and tokens of months in a row.
_Months = tuple[tuple[str, str], ...]


def _named(measures: Iterable[Measure]) -> list[tuple[str, str]]:
    return [(measure.name, measure.token) for measure in measures]


def _cut(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where runs of months begin and end that fit into one row group; a larger month is a run by itself."""
    ends = [0]
    held = 0
    for place, size in enumerate(sizes):
        if held and held + size > GROUP:
            ends.append(place)
            held = 0
        held += size
    return pairwise([*ends, len(sizes)])


def _held(groups: Sequence[Group], before: Sequence[Measure]) -> dict[_Months, Sequence[Group]]:
    """The row groups of a file by the months that they are of. Raises Unknown where their rows are not as many."""
    found: dict[_Months, Sequence[Group]] = {}
    place = 0
    for begin, end in _cut([measure.characters for measure in before]):
        first, left = place, sum(measure.rows for measure in before[begin:end])
        while left > 0 and place < len(groups):
            left -= groups[place].rows
            place += 1
        if left:
            raise Unknown("row groups of other months")
        found[tuple(_named(before[begin:end]))] = groups[first:place]
    if place != len(groups):
        raise Unknown("more row groups than months")
    return found


def _written(table: Table, groups: Iterable[Sequence[Row]]) -> Iterator[bytes]:
    """The table's file with these rows, a row group for each of `groups`."""
    yield MAGIC
    end = len(MAGIC)
    said: list[Struct] = []
    for rows in groups:
        columns: list[Struct] = []
        begin, plain = end, 0
        for place, column in enumerate(table.columns):
            part = columnpages.part([row[place] for row in rows], _TYPES.get(column.type, Type.TEXT))
            columns.append(part.described(column.name, end))
            yield part.pages
            end += len(part.pages)
            plain += part.plain_size
        said.append(
            {
                1: Field(Kind.LIST, Items(Kind.STRUCT, columns)),
                2: Field(Kind.I64, plain),
                3: Field(Kind.I64, len(rows)),
                5: Field(Kind.I64, begin),
                6: Field(Kind.I64, end - begin),
                7: Field(Kind.I16, len(said)),
            }
        )
    yield Footer(_about(table), ()).over(said)


_TYPES = {"integer": Type.INTEGER, "date": Type.DAY}

#: Of a field: that its value may be missing. What a text and a day are called, in the older way and in the newer.
_OPTIONAL = 1
_TEXT, _DAY = (0, 1), (6, 6)


def _about(table: Table) -> Struct:
    """What a footer says of the whole table: its columns, and what each holds."""
    fields: list[Struct] = [{4: Field(Kind.BINARY, b"schema"), 5: Field(Kind.I32, len(table.columns))}]
    for column in table.columns:
        kind = _TYPES.get(column.type, Type.TEXT)
        field: Struct = {
            1: Field(Kind.I32, kind),
            3: Field(Kind.I32, _OPTIONAL),
            4: Field(Kind.BINARY, column.name.encode()),
        }
        if kind is not Type.INTEGER:
            older, newer = _DAY if kind is Type.DAY else _TEXT
            field[6] = Field(Kind.I32, older)
            field[10] = Field(Kind.STRUCT, {newer: Field(Kind.STRUCT, {})})
        fields.append(field)
    told: list[Struct] = [
        {
            1: Field(Kind.BINARY, f"{column.name}: description".encode()),
            2: Field(Kind.BINARY, column.description.encode()),
        }
        for column in table.columns
    ]
    # That texts are compared by their bytes, and numbers as such.
    order: Struct = {1: Field(Kind.STRUCT, {})}
    return {
        1: Field(Kind.I32, 2),
        2: Field(Kind.LIST, Items(Kind.STRUCT, fields)),
        3: Field(Kind.I64, 0),
        4: Field(Kind.LIST, Items(Kind.STRUCT, [])),
        5: Field(Kind.LIST, Items(Kind.STRUCT, told)),
        6: Field(Kind.BINARY, b"annotated-news-archive"),
        7: Field(Kind.LIST, Items(Kind.STRUCT, [order] * len(table.columns))),
    }


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += characters((row,))
        if size >= GROUP:
            yield held
            held, size = [], 0
    if held:
        yield held
