"""CSV and TSV tables with an article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from builder.errors import Refused
from builder.ingest.encodings import decode_text
from builder.ingest.forms import delimiter_of, is_named_table, stated_delimiter
from builder.ingest.limits import MAX_PAGE, size_in_words
from builder.ingest.names import column_name
from builder.ingest.readings import Reading
from builder.ingest.records import reading_of
from builder.ingest.sources import Source, lines
from builder.model.capture import Capture, Given

CSV_TYPE = "text/csv"

Decode = Callable[[bytes, str, str, Given], Capture]


def read_table(src: Source, decode: Decode) -> Iterator[Capture | Refused]:
    """A capture for each row; kept are the header row and the row, as comma-separated UTF-8.

    `origin` has the line on which the row begins. A row with more cells than the header is refused (a delimiter that
    was not quoted would put a piece of the text into another column).
    """
    csv.field_size_limit(MAX_PAGE)
    encoding = decode_text(src.head.rpartition(b"\n")[0] or src.head, None, src.origin).encoding
    feed = _Lines(src, encoding)
    first = next(feed, "")
    stated = stated_delimiter(first)
    if stated:
        first = next(feed, "")
    delimiter = stated or delimiter_of(first.lstrip("\ufeff"), named_table=is_named_table(src.name)) or ","
    header = [cell.strip().lstrip("\ufeff") for cell in next(csv.reader([first], delimiter=delimiter), [])]
    _refuse_twins(header, src.origin)
    media_type = CSV_TYPE if encoding in ("utf-8", "ascii") else f"{CSV_TYPE}; charset={encoding}"
    rows = csv.reader(feed, delimiter=delimiter)
    while True:
        begins = feed.number + 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as fault:
            yield Refused(f"{src.origin}:{begins}", f"a row that cannot be read ({fault})")
            continue
        yield from feed.refused()
        if not any(cell.strip() for cell in row):
            continue
        origin = f"{src.origin}:{begins}"
        if len(row) > len(header):
            yield Refused(origin, f"{len(row)} cells under {len(header)} columns")
            continue
        try:
            yield decode(_written(header, row, encoding), media_type, origin, src.given)
        except Refused as refused:
            yield refused
    yield from feed.refused()


def decode_row(raw: bytes, charset: str | None, origin: str) -> Reading:
    """The article in a table of a header and one row."""
    decoded = decode_text(raw, charset, origin)
    csv.field_size_limit(MAX_PAGE)
    try:
        rows = list(csv.reader(io.StringIO(decoded.text, newline="")))
    except csv.Error as fault:
        raise Refused(origin, f"a row that cannot be read ({fault})") from None
    if len(rows) < 2:
        raise Refused(origin, "a table without a row")
    reading = reading_of(dict(zip(rows[0], rows[1], strict=False)), origin)
    notes = (f"decoded as {charset}, a guess",) if charset else ()
    more = tuple(note for note in reading.notes if note not in decoded.notes)
    return Reading(
        reading.form, reading.content, decoded.encoding, (*notes, *decoded.notes, *more), reading.given
    )


def _refuse_twins(header: list[str], origin: str) -> None:
    names = [column_name(cell) for cell in header if cell]
    twin = next((name for name in names if names.count(name) > 1), None)
    if twin is not None:
        raise Refused(origin, f"the column {twin!r} stands twice")


def _written(header: list[str], row: list[str], encoding: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([header, row])
    return out.getvalue().encode(encoding, "replace")


class _Lines:
    """The lines of a table with their ends, for csv.reader; lines that are too long are left out and remembered."""

    def __init__(self, src: Source, encoding: str) -> None:
        self._lines = lines(src.stream, MAX_PAGE)
        self._origin = src.origin
        self._encoding = encoding
        self._refused: list[Refused] = []
        self._waiting: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._waiting:
            return self._waiting.pop(0)
        for line in self._lines:
            self.number = line.number
            if line.too_long:
                place = f"{self._origin}:{line.number}"
                self._refused.append(
                    Refused(place, f"too large: a line of more than {size_in_words(MAX_PAGE)}")
                )
                continue
            text = line.data.decode(self._encoding, "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
            # A lone CR ends a row in tables from old Macintoshes; csv.reader would raise at it.
            first, *self._waiting = [f"{part}\n" for part in text.split("\r")]
            return first
        raise StopIteration

    def refused(self) -> Iterator[Refused]:
        """The lines left out since the last call."""
        while self._refused:
            yield self._refused.pop(0)
