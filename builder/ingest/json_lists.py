"""JSON records in bulk: JSONL, lists of records, JSON feeds, and objects that wrap a list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from builder.errors import Refused
from builder.ingest.encodings import mend_text
from builder.ingest.limits import MAX_PAGE, size_in_words
from builder.ingest.names import BODIES, column_name
from builder.ingest.readings import filled
from builder.ingest.records import load_record
from builder.ingest.sources import Source, lines, read_all
from builder.model.capture import Capture, Given

JSON_TYPE = "application/json"

#: What opens each record of a JSON text sequence (RFC 7464).
_RECORD_SEPARATOR = b"\x1e"
#: Keys under which objects keep a list of articles (JSON Feed, news APIs, search APIs).
_WRAPPERS = ("items", "articles", "results", "data", "docs", "documents", "entries", "posts", "records")

Decode = Callable[[bytes, str, str, Given], Capture]


def read_json_lines(src: Source, decode: Decode) -> Iterator[Capture | Refused]:
    """A capture for each line; kept are the line's bytes without its ending."""
    for line in lines(src.stream, MAX_PAGE):
        origin = f"{src.origin}:{line.number}"
        if line.too_long:
            yield Refused(origin, f"too large: a line of more than {size_in_words(MAX_PAGE)}")
            continue
        data = line.data.removeprefix(b"\xef\xbb\xbf") if line.number == 1 else line.data
        data = data.removeprefix(_RECORD_SEPARATOR)
        if data.strip():
            yield from _one(data, origin, src.given, decode)


def read_json(src: Source, decode: Decode) -> Iterator[Capture | Refused]:
    """The captures of one JSON object over many lines: a record, a JSON feed, a wrapped list."""
    raw = read_all(src, MAX_PAGE, "a JSON document (JSONL may be of any size)")
    yield from _one(raw.removeprefix(b"\xef\xbb\xbf"), src.origin, src.given, decode)


def read_json_array(src: Source, decode: Decode) -> Iterator[Capture | Refused]:
    """A capture for each element of a list of any length; kept are the element's bytes.

    A fault in the list's own syntax ends the reading, since what follows cannot be told apart.
    """
    number = 0
    for element in _elements(src):
        number += 1
        origin = f"{src.origin}#{number}"
        if isinstance(element, Refused):
            yield Refused(origin, element.reason)
        else:
            yield from _one(element.data, origin, src.given, decode)
    if not number:
        yield Refused(src.origin, "an empty JSON list")


def _one(raw: bytes, origin: str, given: Given, decode: Decode) -> Iterator[Capture | Refused]:
    """The capture in an object, or those of the list that it wraps; looked for only where it is no article itself."""
    try:
        capture = decode(raw, JSON_TYPE, origin, given)
    except Refused as refused:
        if not any(f'"{key}"'.encode() in raw for key in _WRAPPERS):
            yield refused
            return
    else:
        yield capture
        return
    yield from _unwrapped(raw, origin, given, decode)


def _unwrapped(raw: bytes, origin: str, given: Given, decode: Decode) -> Iterator[Capture | Refused]:
    try:
        record, _ = load_record(raw, origin)
        wrapped = _wrapped(record)
        if not wrapped:
            yield decode(raw, JSON_TYPE, origin, given)
            return
    except Refused as refused:
        yield refused
        return
    common = filled(given, _feed_given(record))
    for number, item in enumerate(wrapped, start=1):
        place = f"{origin}#{number}"
        try:
            if not isinstance(item, dict):
                raise Refused(place, "no JSON object")
            yield decode(_written(item), JSON_TYPE, place, common)
        except Refused as refused:
            yield refused


def _written(item: dict[str, object]) -> bytes:
    """An item as JSON of its own; what UTF-8 cannot hold (half a surrogate pair) stays escaped."""
    try:
        return json.dumps(item, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(item).encode("ascii")


def _wrapped(record: Mapping[str, object]) -> list[object]:
    """The list of articles in an object that is no article itself; none where there is no such list."""
    if {column_name(key) for key in record} & BODIES:
        return []
    for key in _WRAPPERS:
        value = record.get(key)
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            return cast("list[object]", value)
    return []


def _feed_given(record: Mapping[str, object]) -> Given:
    """A JSON feed's title is the outlet's name. Other wrappers' titles may be a query's: not taken."""
    if "jsonfeed.org" not in str(record.get("version", "")):
        return Given()
    title, language = record.get("title"), record.get("language")
    return Given(
        source=mend_text(title).text.strip() or None if isinstance(title, str) else None,
        language=language if isinstance(language, str) and language else None,
    )


@dataclass(frozen=True, slots=True)
class _Element:
    data: bytes


class _Cutter:
    """Cuts a JSON list that comes in parts into its elements, by its strings and brackets; holds one element."""

    _TOKENS = re.compile(rb'["\\\[\]{},]')

    def __init__(self) -> None:
        self.depth = 0
        self._held = bytearray()
        self._too_long = False
        self._in_string = False
        self._skip = 0

    def feed(self, part: bytes) -> Iterator[_Element | Refused]:
        """The elements that end in this part."""
        start, at = 0, self._skip
        self._skip = 0
        while (token := self._TOKENS.search(part, at)) is not None:
            at = token.end()
            char = token.group()
            if self._in_string:
                if char == b"\\":
                    at += 1
                    self._skip = max(0, at - len(part))
                elif char == b'"':
                    self._in_string = False
            elif char == b'"':
                self._in_string = True
            elif char in b"[{":
                self.depth += 1
                start = at if self.depth == 1 else start
            elif self.depth == 1 and char in b"],":
                self._hold(part[start : token.start()])
                start = at
                yield from self.rest()
                self.depth -= char == b"]"
                if not self.depth:
                    return
            elif char in b"]}":
                self.depth -= 1
        self._hold(part[start:])

    def rest(self) -> Iterator[_Element | Refused]:
        """What is held of an element, and nothing held from then on."""
        data, too_long = bytes(self._held).strip(), self._too_long
        self._held.clear()
        self._too_long = False
        if too_long:
            yield Refused("", f"too large: an element of more than {size_in_words(MAX_PAGE)}")
        elif data:
            yield _Element(data)

    def _hold(self, part: bytes) -> None:
        self._too_long = self._too_long or len(self._held) + len(part) > MAX_PAGE
        if self._too_long:
            self._held.clear()
        else:
            self._held += part


def _elements(src: Source) -> Iterator[_Element | Refused]:
    """The elements of a list. A `Refused` where one is over-size, and where the list ends before its bracket."""
    cutter = _Cutter()
    while part := src.stream.read(1 << 16):
        yield from cutter.feed(part)
        if not cutter.depth:
            return
    yield Refused("", "the JSON list is cut off here")
