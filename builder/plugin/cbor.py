"""As much of CBOR (RFC 8949) as Pagefind's files use: numbers, texts and lists, each in its shortest form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

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


#: The heads of numbers, texts and lists below 256, most of all that is packed.
_HEADS = {kind: [head(kind, number) for number in range(256)] for kind in (NUMBER, TEXT, LIST)}


def packed(item: Item) -> bytes:
    """An item with all that is in it."""
    parts: list[bytes] = []
    _pack(item, parts.append)
    return b"".join(parts)


def _pack(item: Item, put: Callable[[bytes], None]) -> None:
    if isinstance(item, int):
        put(_head(NUMBER, item) if item >= 0 else head(NEGATIVE, -1 - item))
    elif isinstance(item, str):
        raw = item.encode()
        put(_head(TEXT, len(raw)))
        put(raw)
    else:
        put(_head(LIST, len(item)))
        for one in item:
            _pack(one, put)


def _head(kind: int, number: int) -> bytes:
    return _HEADS[kind][number] if number < 256 else head(kind, number)


def packed_stream(kinds: NDArray[np.uint8], values: NDArray[np.int64], texts: bytes) -> bytes:
    """Thousands of items at once, one after the other. `values` are numbers, or lengths, below
    2**32; `texts` what the texts among them say, in UTF-8, in their order. What stands in a list follows its item."""
    sizes = np.ones(len(values), np.int64)
    heads = values.astype(np.uint8)
    # Most are below 24, in the octet that says their kind, and nearly all others below 256 or 65,536.
    large = np.flatnonzero(values >= 24)
    own = values[large]
    three, five = np.flatnonzero(own >= 1 << 8), np.flatnonzero(own >= 1 << 16)
    for which, code, size in ((large, 24, 2), (large[three], 25, 3), (large[five], 26, 5)):
        heads[which], sizes[which] = code, size
    text = np.flatnonzero(kinds == TEXT)
    lengths, before = values[text], sizes[text]
    sizes[text] += lengths
    ends = np.cumsum(sizes)
    begins = ends - sizes
    raw = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    raw[begins] = kinds << 5 | heads
    second, last = begins[large] + 1, own.astype(np.uint8)
    raw[second] = last
    third = second[three]
    raw[third] = (own[three] >> 8).astype(np.uint8)
    raw[third + 1] = last[three]
    for place, shift in enumerate((24, 16, 8, 0)) if len(five) else ():
        raw[second[five] + place] = (own[five] >> shift & 255).astype(np.uint8)
    within = np.repeat(begins[text] + before - (np.cumsum(lengths) - lengths), lengths)
    raw[within + np.arange(len(texts))] = np.frombuffer(texts, np.uint8)
    return raw.tobytes()


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
    items: list[Item] = []
    for _ in range(number):
        octet = raw[at]
        # Without a call for each number below 65,536, each short text and each empty list two thirds of the time go.
        if octet < 24:
            items.append(octet)
            at += 1
        elif octet == 24:
            items.append(raw[at + 1])
            at += 2
        elif octet == 25:
            items.append(raw[at + 1] << 8 | raw[at + 2])
            at += 3
        elif octet == LIST << 5:
            items.append([])
            at += 1
        elif TEXT << 5 <= octet < (TEXT << 5) + 24 and (end := at + 1 + (octet & 31)) <= len(raw):
            items.append(raw[at + 1 : end].decode())
            at = end
        else:
            item, at = _read(raw, at)
            items.append(item)
    return items, at
