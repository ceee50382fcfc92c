"""Parquet files put together from row groups that were written before.

What a row group's pages hold does not depend on where they lie: the file's footer alone says where each begins
(https://parquet.apache.org/docs/file-format/, and parquet.thrift of parquet-format for the fields' numbers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.derive import thrift
from builder.derive.thrift import Field, Items, Kind, Struct, ThriftFault, Value

#: What a file begins and ends with.
MAGIC = b"PAR1"

#: Bytes after a footer: its length, and the mark.
_TAIL = 8

#: Fields of a footer, of a row group, of a column's part of it, and of what is said of that; each by its number. Only
#: these tell where anything lies; a footer with other such fields (of indexes, of filters) is refused.
_ROWS, _GROUPS = 3, 4
_COLUMNS, _GROUP_ROWS, _GROUP_BEGIN, _GROUP_SIZE, _GROUP_NUMBER = 1, 3, 5, 6, 7
_COLUMN_BEGIN, _COLUMN = 2, 3
_PAGES, _INDEX, _DICTIONARY = 9, 10, 11
_KNOWN_GROUP, _KNOWN_COLUMN, _KNOWN_SAID = range(1, 8), range(1, 4), (*range(1, 14), 16)


class Unknown(ValueError):
    """A file has not the form that is known here."""


@dataclass(frozen=True, slots=True)
class Group:
    """A row group: what the footer says of it, and where it begins and ends."""

    said: Struct
    begin: int
    end: int

    @property
    def rows(self) -> int:
        """How many there are."""
        return _number(self.said, _GROUP_ROWS)

    def moved(self, begin: int, number: int) -> Struct:
        """What a footer says of it where it begins elsewhere, as the group of that number."""
        by = begin - self.begin
        if not by and (_GROUP_NUMBER not in self.said or self.said[_GROUP_NUMBER].value == number):
            return self.said
        said = _shifted(self.said, by, (_GROUP_BEGIN,))
        if _GROUP_NUMBER in said:
            said[_GROUP_NUMBER] = Field(said[_GROUP_NUMBER].kind, number)
        columns = [_column(column, by) for column in _structs(self.said, _COLUMNS)]
        said[_COLUMNS] = Field(Kind.LIST, Items(Kind.STRUCT, columns))
        return said


@dataclass(frozen=True, slots=True)
class Footer:
    """What the end of a file says: of its row groups, and of all of it."""

    said: Struct
    groups: Sequence[Group]

    @classmethod
    def of_file(cls, file: Path) -> Footer:
        """The footer of a file. Raises Unknown, OSError."""
        end = file.stat().st_size
        with file.open("rb") as stream:
            stream.seek(max(end - _TAIL, 0))
            tail = stream.read(_TAIL)
            begin = end - _TAIL - int.from_bytes(tail[:4], "little")
            if tail[4:] != MAGIC or begin < len(MAGIC):
                raise Unknown("no footer")
            stream.seek(begin)
            return cls._of(stream.read(end - _TAIL - begin), begin)

    @classmethod
    def of_bytes(cls, content: bytes) -> Footer:
        """The footer of a file that is held whole. Raises Unknown."""
        begin = len(content) - _TAIL - int.from_bytes(content[-_TAIL:-4], "little")
        if content[-4:] != MAGIC or begin < len(MAGIC):
            raise Unknown("no footer")
        return cls._of(content[begin:-_TAIL], begin)

    @classmethod
    def _of(cls, raw: bytes, begin: int) -> Footer:
        """`begin` is where the footer begins, and the last row group ends."""
        try:
            said = thrift.read(raw)
            found = _structs(said, _GROUPS)
            begins = [_begin(group) for group in found]
            ends = [*begins, begin][1:]
            groups = [Group(*one) for one in zip(found, begins, ends, strict=True)]
        except (ThriftFault, KeyError) as fault:
            raise Unknown(f"a footer of another form: {fault!r}") from fault
        if any(_number(group.said, _GROUP_SIZE) != group.end - group.begin for group in groups):
            raise Unknown("something lies between the row groups")
        return cls(said, groups)

    def over(self, groups: Iterable[Struct]) -> bytes:
        """The end of a file of other row groups of the same columns."""
        held = list(groups)
        rows = sum(_number(group, _GROUP_ROWS) for group in held)
        said = self.said | {
            _ROWS: Field(Kind.I64, rows),
            _GROUPS: Field(Kind.LIST, Items(Kind.STRUCT, held)),
        }
        raw = thrift.write(said)
        return raw + len(raw).to_bytes(4, "little") + MAGIC


def _begin(group: Struct) -> int:
    """Where a row group begins: at the first page of its first column."""
    if not group.keys() <= set(_KNOWN_GROUP):
        raise Unknown("a row group with unknown fields")
    said = _said(_structs(group, _COLUMNS)[0])
    return _number(said, _DICTIONARY if _DICTIONARY in said else _PAGES)


def _said(column: Struct) -> Struct:
    """What is said of a column's part of a row group."""
    found = column[_COLUMN].value
    if not column.keys() <= set(_KNOWN_COLUMN) or not isinstance(found, dict):
        raise Unknown("a column with unknown fields")
    if not found.keys() <= set(_KNOWN_SAID):
        raise Unknown("a column of which more is said than is known")
    return found


def _column(column: Struct, by: int) -> Struct:
    moved = _shifted(column, by, (_COLUMN_BEGIN,))
    said = _shifted(_said(column), by, (_PAGES, _INDEX, _DICTIONARY))
    moved[_COLUMN] = Field(Kind.STRUCT, said)
    return moved


def _shifted(said: Struct, by: int, fields: Iterable[int]) -> Struct:
    """The same with places further on; one that is 0 is not told."""
    found = dict(said)
    for field in fields:
        if field in found and _number(found, field):
            found[field] = Field(found[field].kind, _number(found, field) + by)
    return found


def _structs(said: Struct, field: int) -> Sequence[Struct]:
    held = said[field].value
    if not isinstance(held, Items):
        raise Unknown("no list")
    return [one for one in held.values if isinstance(one, dict)]


def _number(said: Struct, field: int) -> int:
    found: Value = said[field].value
    if not isinstance(found, int):
        raise Unknown("no number")
    return found
