"""Values as JSON on one line, without spaces: what every data file and every page's data is written with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import orjson

#: For what orjson refuses: lone surrogates, which a scraped text may have, and whole numbers beyond 64 bits.
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def octets(value: object) -> bytes:
    """The value as UTF-8, with '?' for what UTF-8 does not have. Raises TypeError where JSON has no such value.

    A record of an article of 500 words takes 1.6 microseconds; 21 by the standard library.
    """
    try:
        return orjson.dumps(value)
    except TypeError:
        return _encoded(value).encode("utf-8", "replace")


def with_list(
    record: Mapping[str, object], name: str, items: Iterable[str], behind: Mapping[str, object] | None = None
) -> bytes:
    """The record, which has something in it, and behind all else a list by this name whose items are JSON already; what is
    to stand `behind` the list."""
    listed = ",".join(items).encode("utf-8", "replace")
    last = b"," + octets(behind)[1:] if behind else b"}"
    return b"%b,%b:[%b]%b" % (octets(record)[:-1], octets(name), listed, last)


def line(value: object) -> str:
    """The value as text, every character as it is. Raises TypeError where JSON has no such value."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return _encoded(value)
