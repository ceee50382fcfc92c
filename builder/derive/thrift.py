"""As much of Thrift's compact protocol as the footers of Parquet files use, read and written without knowing what the
fields mean (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """The kinds of values that are known here."""

    TRUE = 1
    FALSE = 2
    BYTE = 3
    I16 = 4
    I32 = 5
    I64 = 6
    DOUBLE = 7
    BINARY = 8
    LIST = 9
    STRUCT = 12


class ThriftFault(ValueError):
    """What was read is not of these kinds, or ends early."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, and the kind of what is in it."""

    kind: int
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a structure. Of a truth value the kind says all."""

    kind: int
    value: Value


#: A structure's fields by their numbers.
Struct = dict[int, Field]
Value = int | bytes | Items | Struct

_INTEGERS = frozenset((Kind.I16, Kind.I32, Kind.I64))


def read(raw: bytes) -> Struct:
    """The structure that `raw` begins with. Raises ThriftFault."""
    try:
        return _Reader(raw).struct()
    except IndexError as fault:
        raise ThriftFault("ends early") from fault


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def struct(self) -> Struct:
        found: Struct = {}
        number = 0
        while octet := self._octet():
            kind, step = octet & 15, octet >> 4
            number = number + step if step else _signed(self._varint())
            found[number] = Field(kind, 0 if kind <= Kind.FALSE else self._value(kind))
        return found

    def _value(self, kind: int) -> Value:
        if kind in _INTEGERS:
            return _signed(self._varint())
        if kind == Kind.BINARY:
            return self._octets(self._varint())
        if kind == Kind.STRUCT:
            return self.struct()
        if kind == Kind.LIST:
            head = self._octet()
            size = head >> 4
            if size == 15:
                size = self._varint()
            within = head & 15
            return Items(within, [self._value(within) for _ in range(size)])
        if kind <= Kind.BYTE:
            return self._octet()
        if kind == Kind.DOUBLE:
            return self._octets(8)
        raise ThriftFault(f"a value of kind {kind} at {self._at}")

    def _octet(self) -> int:
        self._at += 1
        return self._raw[self._at - 1]

    def _octets(self, size: int) -> bytes:
        self._at += size
        if self._at > len(self._raw):
            raise ThriftFault("ends early")
        return self._raw[self._at - size : self._at]

    def _varint(self) -> int:
        raw, at = self._raw, self._at
        octet = raw[at]
        at += 1
        number = octet & 0x7F
        shift = 7
        while octet & 0x80:
            octet = raw[at]
            at += 1
            number |= (octet & 0x7F) << shift
            shift += 7
        self._at = at
        return number


def write(struct: Struct) -> bytes:
    """A structure as `read` reads it."""
    raw = bytearray()
    _struct(raw, struct)
    return bytes(raw)


def _struct(raw: bytearray, struct: Struct) -> None:
    before = 0
    for number, field in struct.items():
        step = number - before
        before = number
        if 0 < step < 16:
            raw.append(step << 4 | field.kind)
        else:
            raw.append(field.kind)
            _varint(raw, _unsigned(number))
        if field.kind > Kind.FALSE:
            _value(raw, field.kind, field.value)
    raw.append(0)


def _value(raw: bytearray, kind: int, value: Value) -> None:
    match value:
        case int() if kind in _INTEGERS:
            _varint(raw, _unsigned(value))
        case int():
            raw.append(value)
        case bytes():
            if kind == Kind.BINARY:
                _varint(raw, len(value))
            raw += value
        case Items():
            size = len(value.values)
            raw.append(min(size, 15) << 4 | value.kind)
            if size >= 15:
                _varint(raw, size)
            for one in value.values:
                _value(raw, value.kind, one)
        case _:
            _struct(raw, value)


def _varint(raw: bytearray, number: int) -> None:
    while number > 0x7F:
        raw.append(number & 0x7F | 0x80)
        number >>= 7
    raw.append(number)


def _signed(number: int) -> int:
    return number >> 1 ^ -(number & 1)


def _unsigned(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1
