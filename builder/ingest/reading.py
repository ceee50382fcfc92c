"""`read`: whatever a person names, as captures."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from builder.errors import Refused
from builder.ingest.captures import HTML_TYPE, PDF_TYPE, TEXT_TYPE, decode
from builder.ingest.encodings import mark
from builder.ingest.feeds import read_feed
from builder.ingest.folders import files, is_url, reason, size_of
from builder.ingest.forms import Kind, recognise
from builder.ingest.http import decoded_body, parse_response
from builder.ingest.json_lists import read_json, read_json_array, read_json_lines
from builder.ingest.limits import MAX_DOCUMENT, MAX_PAGE
from builder.ingest.mail import media_type_of, read_mbox
from builder.ingest.packed import read_compressed, read_tar, read_zip
from builder.ingest.sources import Counted, Progress, Source, Utf8, read_all, source
from builder.ingest.tables import read_table
from builder.ingest.warc import MEDIA_TYPE as WARC_TYPE
from builder.ingest.warc import read_warc
from builder.model.capture import Capture, Given


def read(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Iterator[Capture | Refused]:
    """The captures in files, folders, addresses (`https://...`) and, for `-`, standard input; lazily, in order.

    What cannot be archived is *yielded* as a `Refused` that names it, and the rest goes on. Memory is bounded by one
    capture, whatever the size of a container. `progress` is called with the bytes done and the bytes in all as they
    lie on disk (standard input and addresses count for nothing).
    """
    tell = _Teller(paths, progress) if progress is not None else None
    for item in _read(paths, stdin, tell):
        yield item.bare() if isinstance(item, Refused) else item


def expand(src: Source) -> Iterator[Capture | Refused]:
    """The captures in one source, whatever its form. A fault of the whole source comes last, as a `Refused`."""
    try:
        yield from _expand(src)
    except Refused as refused:
        yield refused
    except OSError as fault:
        yield Refused(src.origin, f"cannot be read ({reason(fault)})")


def total_bytes(paths: Sequence[str]) -> int:
    """The bytes on disk that `read` would go through."""
    return sum(size_of(path) for path in files(paths) if isinstance(path, str))


def _read(paths: Sequence[str], stdin: BinaryIO | None, tell: _Teller | None) -> Iterator[Capture | Refused]:
    for path in files(paths):
        if isinstance(path, Refused):
            yield path
            continue
        try:
            yield from _one(path, stdin, tell)
        except Refused as refused:
            yield refused
        if tell is not None:
            tell.finished(path)


def _one(path: str, stdin: BinaryIO | None, tell: _Teller | None) -> Iterator[Capture | Refused]:
    if is_url(path):
        yield from _address(path)
        return
    if path == "-":
        if stdin is None:
            raise Refused(path, "nothing on standard input")
        yield from expand(source(stdin, "-"))
        return
    with contextlib.ExitStack() as stack:
        try:
            file: BinaryIO = stack.enter_context(Path(path).open("rb"))
            seekable = file.seekable()
            if tell is not None:
                file = cast(BinaryIO, io.BufferedReader(Counted(file, tell.within), 1 << 16))
            src = source(file, path, name=Path(path).name, seekable=seekable)
        except (OSError, ValueError) as fault:
            raise Refused(path, f"cannot be read ({reason(fault)})") from None
        yield from expand(src)


def _address(url: str) -> Iterator[Capture | Refused]:
    """The page at an address; the entries where it is a feed."""
    from builder.ingest.fetch import Limits, fetch_record  # the web's modules are slow to load

    fetched = fetch_record(url, now=dt.datetime.now(dt.UTC), limits=Limits())
    response = parse_response(fetched.record.partition(b"\r\n\r\n")[2])
    if response is not None:
        body = decoded_body(response, url)
        src = source(io.BytesIO(body), url, seekable=True)
        if body.strip() and recognise(src.head, "", url) is Kind.FEED:
            yield from expand(src)
            return
    yield decode(fetched.record, WARC_TYPE, url, Given())


def _expand(src: Source) -> Iterator[Capture | Refused]:
    kind = recognise(src.head, src.name, src.origin)
    if kind in (Kind.GZIP, Kind.BZIP2, Kind.XZ, Kind.ZSTD):
        yield from read_compressed(src, kind, expand)
    elif kind is Kind.ZIP:
        yield from read_zip(src, expand)
    elif kind is Kind.TAR:
        yield from read_tar(src, expand)
    elif kind is Kind.WARC:
        yield from read_warc(src, decode)
    elif kind is Kind.FEED:
        yield from read_feed(src, decode)
    elif kind is Kind.MBOX:
        yield from read_mbox(src, decode)
    elif kind is Kind.CSV:
        yield from read_table(_in_utf8(src), decode)
    elif kind is Kind.JSON_LINES:
        yield from read_json_lines(_in_utf8(src), decode)
    elif kind is Kind.JSON_ARRAY:
        yield from read_json_array(_in_utf8(src), decode)
    elif kind is Kind.JSON:
        yield from read_json(_in_utf8(src), decode)
    else:
        yield _whole(src, kind)


def _whole(src: Source, kind: Kind) -> Capture:
    """A source that is one capture."""
    limit = MAX_DOCUMENT if kind is Kind.PDF else MAX_PAGE
    raw = read_all(src, limit, f"{kind.value}")
    media_types = {Kind.TEXT: TEXT_TYPE, Kind.HTML: HTML_TYPE, Kind.PDF: PDF_TYPE}
    return decode(raw, media_types.get(kind) or media_type_of(src.head), src.origin, src.given)


def _in_utf8(src: Source) -> Source:
    """The source with UTF-16 or UTF-32 turned into UTF-8, so that lines can be cut in it; others as they are."""
    encoding = mark(src.head)
    if encoding in (None, "utf-8-sig"):
        return src
    stream = cast(BinaryIO, io.BufferedReader(Utf8(src.stream, encoding), 1 << 16))
    return source(stream, src.origin, name=src.name, depth=src.depth, given=src.given, fault=src.fault)


class _Teller:
    """Adds up what is done over all files for a progress callback."""

    def __init__(self, paths: Sequence[str], progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self._total = total_bytes(paths)

    def within(self, position: int) -> None:
        """So far within the current file."""
        self._progress(min(self._done + position, self._total), self._total)

    def finished(self, path: str) -> None:
        self._done += size_of(path)
        self._progress(min(self._done, self._total), self._total)
