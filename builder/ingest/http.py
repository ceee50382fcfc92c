"""HTTP messages as bytes: what a WARC response record holds."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass

import brotli

from builder.errors import Refused
from builder.ingest.limits import MAX_PAGE, size_in_words

_STATUS = re.compile(rb"HTTP/[\d.]+\s+(\d{3})")


@dataclass(frozen=True, slots=True)
class Response:
    """A response. `headers` have lower-case names, the last of equal ones stands; `body` is as transferred."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The type without parameters, lower case; '' where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        found = re.search(
            r"charset\s*=\s*[\"']?([^\s;\"',]+)", self.headers.get("content-type", ""), re.IGNORECASE
        )
        return found.group(1) if found else None


def header_fields(block: bytes) -> dict[str, str]:
    """Header lines as a mapping; folded lines are joined, lines without a colon ignored."""
    result: dict[str, str] = {}
    name = ""
    for line in block.decode("utf-8", "replace").splitlines():
        if line[:1] in (" ", "\t") and name:
            result[name] += " " + line.strip()
            continue
        key, colon, value = line.partition(":")
        if colon:
            name = key.strip().lower()
            result[name] = value.strip()
    return result


def split_header(message: bytes, limit: int = 1 << 20) -> tuple[bytes, bytes]:
    """The header block and what follows the empty line (CRLF or LF)."""
    found = re.compile(rb"\r?\n\r?\n").search(message, 0, limit)
    return (message, b"") if found is None else (message[: found.start()], message[found.end() :])


def parse_response(message: bytes) -> Response | None:
    """The response in a record's block; None where it does not begin as one."""
    status = _STATUS.match(message)
    if status is None:
        return None
    head, body = split_header(message)
    return Response(int(status.group(1)), header_fields(head.partition(b"\n")[2]), body)


def decoded_body(response: Response, origin: str) -> bytes:
    """The body with its transfer and content codings undone. Raises `Refused` for a coding that is broken or unknown.

    Some crawlers store the body decoded and leave the header as it was; a body that does not begin as the coding
    does is then taken as it is.
    """
    body = response.body
    if _is_chunked(response):
        body = _dechunked(body).body
    codings = [part.strip().lower() for part in response.headers.get("content-encoding", "").split(",")]
    for coding in reversed(codings[:4]):
        body = _uncoded(body, coding, origin)
    if body.startswith(b"\x1f\x8b"):
        body = _inflated(body, 31, origin)
    return body


def cut_off(response: Response) -> str:
    """Why a body cannot be whole, '' where nothing says so: its last chunk or some of its stated bytes did not come."""
    if _is_chunked(response):
        return (
            ""
            if _dechunked(response.body).whole
            else "the connection closed before the last piece of the page"
        )
    stated, got = response.headers.get("content-length", ""), len(response.body)
    # More bytes than were stated are a body that the crawler has unpacked.
    short = stated.isdecimal() and got < int(stated)
    return f"the connection closed after {got} of {stated} bytes of the page" if short else ""


def _is_chunked(response: Response) -> bool:
    return "chunked" in response.headers.get("transfer-encoding", "").lower()


def _uncoded(body: bytes, coding: str, origin: str) -> bytes:
    if coding in ("", "identity", "none", "utf-8"):
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, 31, origin) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        if body[:1] == b"\x78":
            return _inflated(body, 15, origin)
        return body if body.lstrip()[:1] == b"<" else _inflated(body, -15, origin)
    if coding == "br":
        return body if body.lstrip()[:1] == b"<" else _unbrotlied(body, origin)
    raise Refused(origin, f"the page is coded as {coding!r}, which is not read")


def _inflated(body: bytes, wbits: int, origin: str) -> bytes:
    """Inflated data; data after the end of a gzip member are a further member or nothing."""
    out = io.BytesIO()
    while body:
        inflater = zlib.decompressobj(wbits)
        try:
            out.write(inflater.decompress(body, MAX_PAGE + 1 - out.tell()))
        except zlib.error as fault:
            if out.tell():
                break  # bytes after a whole member are padding
            raise Refused(origin, f"the page's compressed data are damaged ({fault})") from None
        if out.tell() > MAX_PAGE:
            raise Refused(origin, f"too large: a page that unpacks to more than {size_in_words(MAX_PAGE)}")
        if not inflater.eof:
            raise Refused(origin, "the page's compressed data are cut off")
        body = inflater.unused_data
        if wbits != 31 or not body.startswith(b"\x1f\x8b"):
            break
    return out.getvalue()


def _unbrotlied(body: bytes, origin: str) -> bytes:
    out = io.BytesIO()
    unpacker = brotli.Decompressor()
    try:
        for start in range(0, len(body), 4096):
            out.write(unpacker.process(body[start : start + 4096]))
            if out.tell() > MAX_PAGE:
                raise Refused(
                    origin, f"too large: a page that unpacks to more than {size_in_words(MAX_PAGE)}"
                )
    except brotli.error:
        raise Refused(origin, "the page's compressed data (brotli) are damaged") from None
    if not unpacker.is_finished():
        raise Refused(origin, "the page's compressed data are cut off")
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Dechunked:
    """A body without its chunk sizes, and whether it came to its end."""

    body: bytes
    whole: bool


def _dechunked(body: bytes) -> _Dechunked:
    """The body without its chunk sizes; a body that has none (a crawler undid them) as it is."""
    out = io.BytesIO()
    at = 0
    while at < len(body):
        found = re.compile(rb"\s*([0-9A-Fa-f]{1,8})\s*(?:;[^\r\n]*)?\r?\n").match(body, at, at + 1024)
        if found is None:
            return _Dechunked(body, True) if at == 0 else _Dechunked(out.getvalue(), False)
        size = int(found.group(1), 16)
        if size == 0:
            return _Dechunked(out.getvalue(), True)
        out.write(body[found.end() : found.end() + size])
        at = found.end() + size
    return _Dechunked(out.getvalue(), not body)
