"""Bytes that are UTF-8 in some lines and another encoding in the others, as where two programs wrote into one file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.ingest.legacy import guess

#: A character outside ASCII as UTF-8 writes it.
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: So many of these in lines that are UTF-8 throughout, and one at least to so many bytes outside ASCII in the other lines,
#: are no chance. All passages of tests/ingest/passages.py in all their encodings, cut into lines: of eight letters or more
#: no line is UTF-8 by chance, of four there is one such character to 28 bytes at the most (Thai), of two one to 8.7.
LEAST = 10
_BYTES_TO_ONE = 10


@dataclass(frozen=True, slots=True)
class Mixed:
    """The text, what the lines that are not UTF-8 are likely in, and how many of the lines outside ASCII these are."""

    text: str
    encoding: str
    foreign: int
    lines: int


def by_lines(raw: bytes) -> Mixed | None:
    """The text of bytes of which some lines are UTF-8 and the rest makes sense in one other encoding; None where they are
    not so. Line ends are bytes of their own in every encoding that `guess` knows. Bytes that mean nothing in that other
    encoding become U+FFFD."""
    parts = _ENDS.split(raw)
    own = [part for part in parts if not part.isascii() and _is_utf8(part)]
    foreign = [part for part in parts if not _is_utf8(part)]
    valid = sum(len(MULTIBYTE.findall(part)) for part in own)
    beyond = sum(len(part) - len(part.translate(None, _BEYOND)) for part in foreign)
    if valid < LEAST or valid * _BYTES_TO_ONE < beyond:
        return None
    found = guess(b"\n".join(foreign))
    if found is None:
        return None
    text = "".join(
        part.decode("utf-8") if _is_utf8(part) else part.decode(found.encoding, "replace") for part in parts
    )
    return Mixed(text, found.encoding, len(foreign), len(own) + len(foreign))


_ENDS = re.compile(rb"([\r\n]+)")
_BEYOND = bytes(range(0x80, 0x100))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
