"""WARC files (ISO 28500), read record by record.

Read here and not with a library: the bytes of each record are kept as they came (a library gives them re-written),
a cut record must be told from a whole one, and reading must go on after a damaged one. fastwarc, the fastest reader,
tells none of these and panics on streams that cannot seek; the tests compare this reader's records with fastwarc's.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from builder.errors import Refused
from builder.ingest.days import day_of
from builder.ingest.forms import looks_like_html
from builder.ingest.http import cut_off, decoded_body, header_fields, parse_response
from builder.ingest.limits import MAX_DOCUMENT, MAX_PAGE, size_in_words
from builder.ingest.pages import decode_html, decode_pdf, decode_plain
from builder.ingest.readings import Reading, filled
from builder.ingest.sources import Source, read_up_to
from builder.model.capture import Capture, Form, Given

MEDIA_TYPE = "application/warc"

_VERSION = re.compile(rb"WARC/\d+\.\d+\s*$")
_BEGINNING = re.compile(rb"WARC/\d\.\d[ \t]*\r?\n[A-Za-z][A-Za-z-]*:[ \t]")
_MAX_HEADER = 64 * 1024
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_GENERIC_TYPES = frozenset({"", "application/octet-stream", "unknown/unknown"})


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its header's bytes (with the empty line), its fields (lower-case names), its block."""

    header: bytes
    fields: dict[str, str]
    block: bytes

    @property
    def raw(self) -> bytes:
        """The record as it stood in the file, with the two line ends that close it."""
        return self.header + self.block + b"\r\n\r\n"


Decode = Callable[[bytes, str, str, Given], Capture]


def read_warc(src: Source, decode: Decode) -> Iterator[Capture | Refused]:
    """A capture for each HTML page that was answered with status 200, and each plain text of a WET file.

    Requests, metadata, other statuses, images and the like hold no article and are passed over.
    """
    number = pages = 0
    for item in _records(src.stream):
        number += 1
        origin = f"{src.origin}#{number}"
        if isinstance(item, Refused):
            pages += 1
            yield Refused(origin, item.reason)
            continue
        if not _holds_page(item):
            continue
        pages += 1
        try:
            yield decode(item.raw, MEDIA_TYPE, origin, src.given)
        except Refused as refused:
            yield refused
    if not pages:
        yield Refused(src.origin, f"a WARC of {number} records without any HTML page")


def decode_warc(raw: bytes, charset: str | None, origin: str) -> Reading:
    """The page in one record: an HTTP response with HTML, text or PDF, or such a resource without HTTP."""
    item = next(iter(_records(io.BytesIO(raw))), None)
    if item is None:
        raise Refused(origin, "no WARC record")
    if isinstance(item, Refused):
        raise Refused(origin, item.reason)
    fields = item.fields
    given = Given(
        url=fields.get("warc-target-uri", "").strip("<> ") or None,
        captured=day_of(fields.get("warc-date", "")),
    )
    response = parse_response(item.block) if _is_http(item) else None
    if response is None:
        body, media_type, header_charset = item.block, fields.get("content-type", ""), None
        media_type = media_type.partition(";")[0].strip().lower()
    else:
        body, media_type, header_charset = (
            decoded_body(response, origin),
            response.media_type,
            response.charset,
        )
    reading = _page(body, media_type, header_charset, origin)
    notes = reading.notes
    if reason := fields.get("warc-truncated"):
        notes = (*notes, f"cut off by the crawler ({reason})")
    elif response is not None and (reason := cut_off(response)):
        notes = (*notes, reason)
    return Reading(reading.form, reading.content, reading.encoding, notes, filled(given, reading.given))


def _page(body: bytes, media_type: str, charset: str | None, origin: str) -> Reading:
    if not body.strip():
        raise Refused(origin, "an empty page")
    if body.startswith(b"%PDF-"):
        return decode_pdf(body, None, origin)
    if len(body) > MAX_PAGE:
        raise Refused(origin, f"too large: a page of more than {size_in_words(MAX_PAGE)}")
    if media_type in _HTML_TYPES:
        return decode_html(body, charset, origin)
    if media_type in ("text/plain", *_GENERIC_TYPES):
        reading = decode_plain(body, charset, origin)
        if media_type != "text/plain" and looks_like_html(reading.content):
            return decode_html(body, charset, origin)
        return Reading(Form.TEXT, reading.content, reading.encoding, reading.notes)
    raise Refused(origin, f"no article but {media_type}")


def _is_http(record: Record) -> bool:
    return record.fields.get("content-type", "").lower().startswith("application/http")


def _holds_page(record: Record) -> bool:
    kind = record.fields.get("warc-type", "").lower()
    if kind == "response":
        response = parse_response(record.block)
        if response is None or response.status != 200 or not response.body.strip():
            return False
        if response.media_type in _HTML_TYPES:
            return True
        return response.media_type in _GENERIC_TYPES and looks_like_html(
            response.body[:2000].decode("latin-1")
        )
    media_type = record.fields.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "resource":
        return media_type in _HTML_TYPES
    return kind == "conversion" and media_type in ("text/plain", *_HTML_TYPES)


class _Tape:
    """A stream on which what was read too far can be put back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._back = b""

    def read(self, size: int) -> bytes:
        part, self._back = self._back[:size], self._back[size:]
        return part + read_up_to(self._stream, size - len(part)) if len(part) < size else part

    def readline(self) -> bytes:
        end = self._back.find(b"\n") + 1
        if end:
            line, self._back = self._back[:end], self._back[end:]
            return line
        line, self._back = self._back + self._stream.readline(_MAX_HEADER), b""
        return line

    def put_back(self, data: bytes) -> None:
        self._back = data + self._back


def _records(stream: BinaryIO) -> Iterator[Record | Refused]:
    """The records of a stream in order; a `Refused` (its origin empty) for each that is cut, damaged or over-size,
    then the next one.
    """
    tape = _Tape(stream)
    line = tape.readline()
    while line:
        if not line.strip():
            line = tape.readline()
            continue
        if not _VERSION.match(line):
            yield Refused("", f"no WARC record begins here ({line[:30]!r}...); skipped to the next")
            line = _next_version(tape)
            continue
        header = _header(tape, line)
        if header is None:
            yield Refused("", "a WARC record whose header is cut off")
            line = _next_version(tape)
            continue
        yield from _block(tape, header)
        line = tape.readline()


def _block(tape: _Tape, header: bytes) -> Iterator[Record | Refused]:
    fields = header_fields(header.partition(b"\n")[2])
    name = fields.get("warc-target-uri") or fields.get("warc-type", "")
    try:
        length = int(fields.get("content-length", ""))
    except ValueError:
        length = -1
    if length < 0:
        yield Refused("", f"a WARC record without a length ({name})")
        return
    kind = fields.get("warc-type", "").lower()
    if kind not in ("response", "resource", "conversion"):
        block, got = b"", _skip(tape, length)
    elif length > MAX_DOCUMENT:
        start = tape.read(_MAX_HEADER)
        block, got = b"", len(start) + _skip(tape, length - len(start))
        if got == length and not _is_media(fields, start):
            yield Refused("", f"too large: a WARC record of more than {size_in_words(MAX_DOCUMENT)} ({name})")
            return
    else:
        block = tape.read(length)
        got = _sound_length(tape, block, length)
    if got < length:
        yield Refused("", f"a WARC record that is cut off after {got} of {length} bytes ({name})")
    else:
        yield Record(header, fields, block)


def _sound_length(tape: _Tape, block: bytes, length: int) -> int:
    """How much of a block is its own. A record that was cut short swallows those behind it: then no line ends follow
    it, and another record's beginning stands in it, from which reading goes on.
    """
    after = tape.read(4)
    tape.put_back(after)
    if len(block) == length and (not after.strip() or after == b"WARC"):
        return length
    another = _BEGINNING.search(block)
    if another is None:
        return len(block)
    tape.put_back(block[another.start() :])
    return another.start()


def _is_media(fields: dict[str, str], start: bytes) -> bool:
    """Whether an over-size record says that it is no page: a video is nothing to report."""
    response = parse_response(start)
    kind = response.media_type if response else fields.get("content-type", "")
    return kind.startswith(("image/", "video/", "audio/", "font/"))


def _header(tape: _Tape, first: bytes) -> bytes | None:
    """The header block through its empty line; None where it does not end."""
    parts = [first]
    size = len(first)
    while line := tape.readline():
        parts.append(line)
        size += len(line)
        if line in (b"\r\n", b"\n"):
            return b"".join(parts)
        if size > 16 * _MAX_HEADER:
            break
    return None


def _next_version(tape: _Tape) -> bytes:
    """The next line that begins a record, or b'' at the end."""
    while line := tape.readline():
        if _VERSION.match(line):
            return line
    return b""


def _skip(tape: _Tape, length: int) -> int:
    """Passes over `length` bytes; how many there were."""
    left = length
    while left > 0 and (part := tape.read(min(left, 1 << 18))):
        left -= len(part)
    return length - left
