"""As much of CBOR (RFC 8949) as Pagefind's files use: numbers, texts and lists, each in its shortest form."""

from __future__ import annotations

from collections.abc import Sequence

#: The kinds of items, as their first three bits say.
NUMBER, NEGATIVE, TEXT, LIST = 0, 1, 3, 4

Item = int | str | Sequence["Item"]


class CborFault(ValueError):
    """What was read is not CBOR of these kinds; the text says where."""


def head(kind: int, number: int) -> bytes:
    """An item's beginning: its kind, and its value or length."""
    if number < 24:
        return bytes((kind << 5 | number,))
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes((kind << 5 | code,)) + number.to_bytes(size, "big")
    raise CborFault(f"{number} is too large")


def packed(item: Item) -> bytes:
    """An item with all that is in it."""
    match item:
        case int():
            return head(NUMBER, item) if item >= 0 else head(NEGATIVE, -1 - item)
        case str():
            raw = item.encode()
            return head(TEXT, len(raw)) + raw
        case _:
            return head(LIST, len(item)) + b"".join(map(packed, item))


def unpacked(raw: bytes) -> Item:
    """The one item in `raw`. Raises CborFault."""
    try:
        item, end = _read(raw, 0)
    except (IndexError, UnicodeDecodeError) as fault:
        raise CborFault("ends early") from fault
    if end != len(raw):
        raise CborFault(f"goes on after its end at {end}")
    return item


def _read(raw: bytes, at: int) -> tuple[Item, int]:
    kind, code = raw[at] >> 5, raw[at] & 31
    at += 1
    number = code
    if code >= 24:
        size = 1 << code - 24
        if code > 27 or len(raw) < at + size:
            raise CborFault(f"no length at {at - 1}")
        number = int.from_bytes(raw[at : at + size], "big")
        at += size
    if kind == NUMBER:
        return number, at
    if kind == NEGATIVE:
        return -1 - number, at
    if kind == TEXT:
        if len(raw) < at + number:
            raise CborFault(f"no text at {at}")
        return raw[at : at + number].decode(), at + number
    if kind != LIST:
        raise CborFault(f"an item of another kind at {at - 1}")
    items = []
    for _ in range(number):
        item, at = _read(raw, at)
        items.append(item)
    return items, at
