"""Values as JSON on one line, without spaces: what every data file and every page's data is written with."""

from __future__ import annotations

import json

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


def line(value: object) -> str:
    """The value as text, every character as it is. Raises TypeError where JSON has no such value."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return _encoded(value)
