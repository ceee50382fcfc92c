"""A column's part of a row group of a Parquet file: a dictionary, if its values repeat, and one page of values.

The encodings are those that every reader knows: values as they are, or as numbers of a dictionary, behind the levels that
say which are missing, compressed with gzip (https://parquet.apache.org/docs/file-format/data-pages/encodings/).
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from builder.derive import thrift
from builder.derive.thrift import Field, Items, Kind, Struct

Value = str | int | None


class Type(IntEnum):
    """How values are stored: a day as a number of days, a text as bytes."""

    DAY = 1
    INTEGER = 2
    TEXT = 6


class _Encoding(IntEnum):
    PLAIN = 0
    RLE = 3
    DICTIONARY = 8


class _Page(IntEnum):
    DATA = 0
    DICTIONARY = 2


#: What the pages are compressed by: gzip, at this level. 8 MB of generated articles take 2.67 MB in .11 s at 4, 2.55 in
#: .18 at 5 and 3.06 in .06 at 1; zstd, which needs a library of 40 MiB, 2.48 in .03 s. 98 kB of printed ones take 32.2 kB
#: at 4, 31.3 at 5, 34.7 with zstd.
_GZIP, _LEVEL = 2, 4

#: Bytes of the longest value by which a part is described: what is looked up is shorter, and a text would stand there twice.
_DESCRIBED = 64

#: The day from which days are counted.
_FIRST = date(1970, 1, 1).toordinal()

#: Bytes in which a text's length is written.
_LENGTH = 4

#: How wide the numbers of a dictionary's values are written, in bytes, and what an array of them is called.
_WIDTHS = ((1, "B"), (2, "H"), (4, "I"))


@dataclass(frozen=True, slots=True)
class Part:
    """A column's part of a row group: its pages, and what is said of them. Places are counted from the first page."""

    pages: bytes
    plain_size: int
    values: int
    type: Type
    dictionary_size: int
    said: Struct

    def described(self, name: str, begin: int) -> Struct:
        """What a footer says of it, the column being called `name`, where it begins there."""
        encodings = (_Encoding.PLAIN, _Encoding.RLE, _Encoding.DICTIONARY)[: 3 if self.dictionary_size else 2]
        said: Struct = {
            1: Field(Kind.I32, self.type),
            2: Field(Kind.LIST, Items(Kind.I32, encodings)),
            3: Field(Kind.LIST, Items(Kind.BINARY, [name.encode()])),
            4: Field(Kind.I32, _GZIP),
            5: Field(Kind.I64, self.values),
            6: Field(Kind.I64, self.plain_size),
            7: Field(Kind.I64, len(self.pages)),
            9: Field(Kind.I64, begin + self.dictionary_size),
        }
        if self.dictionary_size:
            said[11] = Field(Kind.I64, begin)
        said[12] = Field(Kind.STRUCT, self.said)
        return {2: Field(Kind.I64, begin), 3: Field(Kind.STRUCT, said)}


def part(values: Sequence[Value], kind: Type) -> Part:
    """The pages of a column's values, None where there is none. Days are `YYYY-MM-DD`; raises ValueError where one is not."""
    there = [value for value in values if value is not None]
    distinct: dict[Value, None] = dict.fromkeys(there)
    plain = {value: _plain(value, kind) for value in distinct}
    levels = _levels(values, len(there))
    if 2 * len(distinct) <= len(there):
        dictionary = _page(_Page.DICTIONARY, b"".join(plain.values()), len(distinct), _Encoding.PLAIN)
        content = levels + _numbers(there, distinct)
        data = _page(_Page.DATA, content, len(values), _Encoding.DICTIONARY)
    else:
        dictionary = _Packed(b"", 0)
        content = levels + b"".join(map(plain.__getitem__, there))
        data = _page(_Page.DATA, content, len(values), _Encoding.PLAIN)
    return Part(
        dictionary.raw + data.raw,
        dictionary.plain_size + data.plain_size,
        len(values),
        kind,
        len(dictionary.raw),
        _statistics(plain.values(), kind, len(values) - len(there)),
    )


def _plain(value: Value, kind: Type) -> bytes:
    """A value as it stands in a page; of a text its length comes first."""
    match kind:
        case Type.TEXT:
            raw = str(value).encode("utf-8", "replace")
            return len(raw).to_bytes(_LENGTH, "little") + raw
        case Type.DAY:
            return (date.fromisoformat(str(value)).toordinal() - _FIRST).to_bytes(4, "little", signed=True)
        case Type.INTEGER:
            return int(value or 0).to_bytes(8, "little", signed=True)


def _levels(values: Sequence[Value], there: int) -> bytes:
    """Which values are there: one run where all are or none is, else a bit for each."""
    if there in (0, len(values)):
        raw = _varint(len(values) << 1) + bytes([there > 0])
    else:
        bits = "".join("0" if value is None else "1" for value in reversed(values))
        eights = -(-len(values) // 8)
        raw = _varint(eights << 1 | 1) + int(bits, 2).to_bytes(eights, "little")
    return len(raw).to_bytes(_LENGTH, "little") + raw


def _numbers(there: Sequence[Value], distinct: dict[Value, None]) -> bytes:
    """The values as numbers of the dictionary, after how many bits each has: whole bytes, which need no shifting, since
    the compression takes the empty ones out."""
    if len(distinct) == 1:
        return b"\1" + _varint(len(there) << 1) + b"\0"
    width, letter = next((w, c) for w, c in _WIDTHS if len(distinct) <= 1 << 8 * w)
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    numbers = array(letter, map(places.__getitem__, there))
    eights = -(-len(there) // 8)
    numbers.extend([0] * (8 * eights - len(there)))
    if sys.byteorder == "big":
        numbers.byteswap()
    return bytes([8 * width]) + _varint(eights << 1 | 1) + numbers.tobytes()


@dataclass(frozen=True, slots=True)
class _Packed:
    """A page with its head, and what both have when the page is not compressed."""

    raw: bytes
    plain_size: int


def _page(sort: _Page, content: bytes, count: int, encoding: _Encoding) -> _Packed:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    packed = packer.compress(content) + packer.flush()
    about: Struct = {1: Field(Kind.I32, count), 2: Field(Kind.I32, encoding)}
    if sort is _Page.DATA:
        about |= {3: Field(Kind.I32, _Encoding.RLE), 4: Field(Kind.I32, _Encoding.RLE)}
    head = thrift.write(
        {
            1: Field(Kind.I32, sort),
            2: Field(Kind.I32, len(content)),
            3: Field(Kind.I32, len(packed)),
            (5 if sort is _Page.DATA else 7): Field(Kind.STRUCT, about),
        }
    )
    return _Packed(head + packed, len(head) + len(content))


def _statistics(plain: Iterable[bytes], kind: Type, missing: int) -> Struct:
    """How many values are missing, and the least and the greatest where they are short; texts in order of their bytes."""
    said: Struct = {3: Field(Kind.I64, missing)}
    if kind is Type.TEXT:
        found = [raw[_LENGTH:] for raw in plain]
        least, most = min(found, default=b""), max(found, default=b"")
    else:
        found = list(plain)
        least, most = min(found, key=_number, default=b""), max(found, key=_number, default=b"")
    if found and max(len(most), len(least)) <= _DESCRIBED:
        said |= {5: Field(Kind.BINARY, most), 6: Field(Kind.BINARY, least)}
    return said


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "little", signed=True)


def _varint(number: int) -> bytes:
    octets = bytearray()
    while number > 0x7F:
        octets.append(number & 0x7F | 0x80)
        number >>= 7
    octets.append(number)
    return bytes(octets)
