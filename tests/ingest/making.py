"""Makes the inputs that the tests read; every text is written for this project."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

from builder import ingest
from builder.errors import Refused
from builder.model.capture import Capture

SENTENCE = "The harbour café reopened on Monday after nine weeks of repairs. "
BODY = SENTENCE * 12
PAGE = (
    "<!doctype html>\n<html><head><title>Harbour café reopens</title></head>"
    f"<body><h1>Harbour café reopens</h1><p>{BODY}</p></body></html>\n"
)


def http_response(
    body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200, more: str = ""
) -> bytes:
    """An HTTP message; `more` are further header lines, each with its CRLF."""
    return f"HTTP/1.1 {status} OK\r\nContent-Type: {content_type}\r\n{more}\r\n".encode() + body


def warc_record(
    url: str,
    block: bytes,
    *,
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    more: str = "",
    length: int | None = None,
) -> bytes:
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-02-27T10:00:00Z\r\n"
        f"Content-Type: {content_type}\r\n{more}Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def warc_of_pages(urls: Iterable[str]) -> list[bytes]:
    """One response record with a page for each address."""
    return [warc_record(url, http_response(PAGE.replace("nine", url).encode())) for url in urls]


def gzipped_by_record(records: Iterable[bytes]) -> bytes:
    """As crawlers write .warc.gz: a gzip member for each record."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def pdf_with(lines: list[str], title: str = "") -> bytes:
    """A PDF of one page with these lines of text; no lines make a page without text layer."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    return _pdf(f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET" if lines else "", title)


def pdf_of(runs: Iterable[tuple[int, int, int, str]], title: str = "") -> bytes:
    """A PDF of one page with these runs of text in this order: from the left, from the foot, size, words."""
    return _pdf(
        "\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in runs), title
    )


def pdf_drawn(drawn: str) -> bytes:
    """A PDF of one page with these drawing operations."""
    return _pdf(drawn, "")


def _pdf(drawn: str, title: str) -> bytes:
    stream = drawn.encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) >>".encode("latin-1"),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def newsletter(html: str = PAGE, more: str = "List-Unsubscribe: <https://harbour.example/off>\n") -> str:
    return (
        "From: The Harbour Post <news@harbour.example>\nTo: reader@example.org\n"
        "Subject: =?utf-8?q?Caf=C3=A9_reopens?=\nDate: Sat, 27 Feb 2021 09:00:00 +0100\n"
        f"{more}MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=cut\n\n"
        "--cut\nContent-Type: text/plain; charset=utf-8\n\nSee the web version.\n"
        f"--cut\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{html}\n--cut--\n"
    )


def saved_page() -> str:
    return (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://harbour.example/cafe\nSubject: Harbour cafe\n"
        "Date: Sat, 27 Feb 2021 09:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="cut"\n\n'
        "--cut\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
        "Content-Location: https://harbour.example/cafe\n\n"
        "<html><body><p>The caf=C3=A9 reopened on=\n Monday.</p></body></html>\n"
        "--cut\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--cut--\n"
    )


def rss(items: str, more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n'
        f"<title>The Harbour Post</title><language>en-gb</language>{more}\n{items}\n</channel></rss>\n"
    )


def full_item(title: str = "Harbour café reopens", link: str = "https://harbour.example/cafe") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><dc:creator>Ann Reed</dc:creator>"
        "<pubDate>Sat, 27 Feb 2021 09:00:00 +0100</pubDate><description>Short.</description>"
        f"<content:encoded><![CDATA[<p>{BODY}</p><p>No </item> ends here.</p>]]></content:encoded></item>"
    )


def written(folder: Path, name: str, data: bytes | str) -> str:
    """The path of a new file with this content."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(place)


def read_one(path: str) -> Capture:
    """The only capture in a file, checked to come out of its stored bytes as it was."""
    items = list(ingest.read([path]))
    assert [item for item in items if isinstance(item, Refused)] == []
    (capture,) = items
    assert isinstance(capture, Capture)
    assert ingest.decode(capture.raw, capture.media_type, capture.origin, capture.given) == capture
    return capture


def captures_and_reasons(paths: list[str]) -> tuple[list[Capture], list[str]]:
    """What was read, and 'origin without folders: reason' for what was not."""
    captures, reasons = [], []
    for item in ingest.read(paths):
        if isinstance(item, Refused):
            reasons.append(f"{item.origin.rpartition('/')[2]}: {item.reason}")
        else:
            captures.append(item)
            assert ingest.decode(item.raw, item.media_type, item.origin, item.given) == item
    return captures, reasons
