"""WARC files: one capture for each page, cut and damaged records named, records kept byte for byte."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import brotli
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from builder import ingest
from builder.errors import Refused
from builder.ingest import limits
from builder.model.capture import Form, Given

from .making import (
    BODY,
    PAGE,
    captures_and_reasons,
    gzipped_by_record,
    http_response,
    pdf_with,
    read_one,
    warc_of_pages,
    warc_record,
    written,
)

URLS = [f"https://harbour.example/{number}" for number in range(4)]


def _crawl() -> list[bytes]:
    """What a crawler writes around pages: its own notes, requests, pictures, redirects, errors."""
    info = warc_record(
        "", b"software: made for a test\r\n", kind="warcinfo", content_type="application/warc-fields"
    )
    request = warc_record(URLS[0], b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http")
    others = [
        warc_record("https://harbour.example/a.png", http_response(b"\x89PNG\r\n", "image/png")),
        warc_record("https://harbour.example/gone", http_response(PAGE.encode(), status=404)),
        warc_record("https://harbour.example/old", http_response(b"", status=301, more="Location: /new\r\n")),
        warc_record("dns:harbour.example", b"20210227\n127.0.0.1\n", content_type="text/dns"),
        warc_record("https://harbour.example/style", http_response(b"p {}", "text/css")),
    ]
    return [info, request, *warc_of_pages(URLS), *others]


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_of_a_crawl_is_a_capture_and_nothing_else(tmp_path: Path, packed: bool) -> None:
    data = gzipped_by_record(_crawl()) if packed else b"".join(_crawl())
    captures, reasons = captures_and_reasons([written(tmp_path, "crawl.dat", data)])
    assert [capture.given for capture in captures] == [Given(url=url, captured="2021-02-27") for url in URLS]
    assert {capture.form for capture in captures} == {Form.HTML}
    assert [capture.origin.rpartition("#")[2] for capture in captures] == ["3", "4", "5", "6"]
    assert reasons == []


def test_a_record_is_kept_byte_for_byte(tmp_path: Path) -> None:
    odd = "WARC-Folded: one\r\n two\r\nwarc-lower:x\r\nX-Name:   Zoë  \r\n"
    record = warc_record(URLS[0], http_response(PAGE.encode()), more=odd)
    capture = read_one(written(tmp_path, "a.warc", record))
    assert capture.raw == record
    assert capture.media_type == "application/warc"
    assert read_one(written(tmp_path, "kept.warc", capture.raw)).sha256 == capture.sha256


def test_the_pages_are_those_that_fastwarc_finds(tmp_path: Path) -> None:
    data = b"".join(_crawl())
    records = ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=True)
    pages = [
        (record.headers["WARC-Target-URI"], record.reader.read())
        for record in records
        if record.http_headers
        and record.http_headers.status_code == 200
        and (record.http_content_type or "").startswith("text/html")
    ]
    captures, _ = captures_and_reasons([written(tmp_path, "crawl.warc", data)])
    assert [(capture.given.url, capture.content.encode()) for capture in captures] == pages


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_cut_in_a_record_gives_the_records_before_and_names_the_cut(
    tmp_path: Path, packed: bool
) -> None:
    records = warc_of_pages(URLS)
    data = gzipped_by_record(records)[:-60] if packed else b"".join(records)[:-300]
    captures, reasons = captures_and_reasons([written(tmp_path, "cut.warc", data)])
    assert [capture.given.url for capture in captures] == URLS[:3]
    assert reasons[0].startswith("cut.warc#4: a WARC record that is cut off after ")
    assert reasons[1:] == (
        ["cut.warc: the packed data are cut off; what could be read was read"] if packed else []
    )


def test_a_file_cut_in_a_header_is_said_to_be(tmp_path: Path) -> None:
    first, second, *_ = warc_of_pages(URLS)
    captures, reasons = captures_and_reasons([written(tmp_path, "cut.warc", first + second[:80])])
    assert len(captures) == 1
    assert reasons == ["cut.warc#2: a WARC record whose header is cut off"]


def test_reading_goes_on_after_damage(tmp_path: Path) -> None:
    first, second, third, fourth = warc_of_pages(URLS)
    damaged = second.replace(b"Content-Length", b"Content-Lenght")
    data = first + damaged + third + b"\x00garbage\r\nover lines\r\n" + fourth
    captures, reasons = captures_and_reasons([written(tmp_path, "a.warc", data)])
    assert [capture.given.url for capture in captures] == [URLS[0], URLS[2], URLS[3]]
    assert reasons[0] == f"a.warc#2: a WARC record without a length ({URLS[1]})"
    assert all("no WARC record begins here" in reason for reason in reasons[1:])


def test_a_gzip_member_damaged_in_the_middle_costs_its_record_only_and_is_said(tmp_path: Path) -> None:
    members = [gzip.compress(record, mtime=0) for record in warc_of_pages(URLS)]
    members[2] = members[2][:40] + b"\xff\xff\xff\xff" + members[2][44:]
    captures, reasons = captures_and_reasons([written(tmp_path, "a.warc.gz", b"".join(members))])
    assert [capture.given.url for capture in captures] == [URLS[0], URLS[1], URLS[3]]
    assert "1 stretch passed over" in reasons[-1]


@pytest.mark.parametrize("packed", [False, True])
def test_a_record_cut_by_a_crash_does_not_swallow_those_that_were_appended(
    tmp_path: Path, packed: bool
) -> None:
    first, second, third, fourth = warc_of_pages(URLS)
    if packed:
        data = gzipped_by_record([first, second])[:-80] + gzipped_by_record([third, fourth])
    else:
        data = first + second[:-500] + third + fourth
    captures, reasons = captures_and_reasons([written(tmp_path, "a.warc", data)])
    assert [capture.given.url for capture in captures] == [URLS[0], URLS[2], URLS[3]]
    if packed:
        assert reasons == [
            "a.warc: the packed data are damaged (1 stretch passed over); what could be read was read"
        ]
    else:
        assert reasons[0].startswith("a.warc#2: a WARC record that is cut off after ")
        assert reasons[0].endswith(f"({URLS[1]})")


def test_a_page_that_quotes_a_record_is_one_page(tmp_path: Path) -> None:
    page = PAGE.replace(
        "<p>", "<pre>WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nquoted</pre><p>"
    )
    assert (
        read_one(written(tmp_path, "a.warc", warc_record(URLS[0], http_response(page.encode())))).content
        == page
    )


@pytest.mark.parametrize(
    ("more", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode())),
        ("Content-Encoding: gzip\r\n", PAGE.encode()),
        ("", gzip.compress(PAGE.encode())),
        ("Transfer-Encoding: chunked\r\n", b"5\r\n<!doc\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()) - 5, PAGE.encode()[5:])),
        ("Transfer-Encoding: chunked\r\n", PAGE.encode()),
    ],
)  # fmt: skip
def test_a_pages_codings_are_undone_where_they_are_there(tmp_path: Path, more: str, body: bytes) -> None:
    record = warc_record(
        URLS[0], http_response(body.replace(b"5\r\n<!doc\r\n", b"5\r\n<!doc\r\n"), more=more)
    )
    assert read_one(written(tmp_path, "a.warc", record)).content == PAGE


def test_a_page_with_broken_compression_is_refused(tmp_path: Path) -> None:
    body = gzip.compress(PAGE.encode())[:-20]
    record = warc_record(URLS[0], http_response(body, more="Content-Encoding: gzip\r\n"))
    path = written(tmp_path, "a.warc", record)
    assert captures_and_reasons([path])[1] == ["a.warc#1: the page's compressed data are cut off"]


def test_a_page_that_unpacks_to_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    body = gzip.compress(bytes(limits.MAX_PAGE + 1))
    record = warc_record(URLS[0], http_response(body, more="Content-Encoding: gzip\r\n"))
    assert captures_and_reasons([written(tmp_path, "a.warc", record)])[1] == [
        "a.warc#1: too large: a page that unpacks to more than 32 MB"
    ]


def test_a_page_over_the_limit_within_a_record_under_its_own_is_refused(tmp_path: Path) -> None:
    page = b"<!doctype html>" + b"word " * (limits.MAX_PAGE // 5 + 1)
    path = written(tmp_path, "a.warc", warc_record(URLS[0], http_response(page)))
    assert captures_and_reasons([path])[1] == ["a.warc#1: too large: a page of more than 32 MB"]


def test_the_charset_of_the_http_header_is_followed(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').encode("cp1252")
    record = warc_record(URLS[0], http_response(page, "text/html; charset=ISO-8859-1"))
    assert "Harbour café reopens" in read_one(written(tmp_path, "a.warc", record)).content


def test_a_page_that_the_crawler_cut_is_kept_and_marked(tmp_path: Path) -> None:
    record = warc_record(URLS[0], http_response(PAGE.encode()), more="WARC-Truncated: length\r\n")
    assert read_one(written(tmp_path, "a.warc", record)).notes == ("cut off by the crawler (length)",)


def test_the_texts_of_a_wet_file_are_read(tmp_path: Path) -> None:
    record = warc_record(URLS[0], BODY.encode(), kind="conversion", content_type="text/plain")
    capture = read_one(written(tmp_path, "a.wet", record))
    assert (capture.form, capture.content, capture.given.url) == (Form.TEXT, BODY, URLS[0])


def test_a_page_without_a_type_is_told_by_its_content(tmp_path: Path) -> None:
    record = warc_record(URLS[0], b"HTTP/1.0 200 OK\r\n\r\n" + PAGE.encode())
    assert read_one(written(tmp_path, "a.warc", record)).form is Form.HTML


def test_a_pdf_kept_as_a_record_is_decoded() -> None:
    record = warc_record(URLS[0], http_response(pdf_with(["One line of text."]), "application/pdf"))
    assert ingest.decode(record, "application/warc", "x", Given()).content == "One line of text."


def test_a_crawl_without_pages_is_refused(tmp_path: Path) -> None:
    data = b"".join(_crawl()[6:])
    assert captures_and_reasons([written(tmp_path, "a.warc", data)])[1] == [
        "a.warc: a WARC of 5 records without any HTML page"
    ]


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        ("text/html", [f"a.warc#1: too large: a WARC record of more than 64 MB ({URLS[0]})"]),
        ("video/mp4", []),
    ],
)
def test_a_record_longer_than_the_limit_is_passed_over_unread(
    tmp_path: Path, kind: str, reasons: list[str]
) -> None:
    path = tmp_path / "a.warc"
    start = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode()
    with path.open("wb") as file:
        file.write(warc_record(URLS[0], start, length=limits.MAX_DOCUMENT + 10)[:-4])
        file.seek(limits.MAX_DOCUMENT + 10 - len(start), io.SEEK_CUR)
        file.write(b"\r\n\r\n" + warc_of_pages(URLS[1:2])[0])
    captures, found = captures_and_reasons([str(path)])
    assert [capture.given.url for capture in captures] == [URLS[1]]
    assert found == reasons


@pytest.mark.parametrize("raw", [b"", b"WARC/1.0\r\n\r\n", b"no record", warc_of_pages(URLS)[0][:200]])
def test_stored_bytes_that_are_no_record_are_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        ingest.decode(raw, "application/warc", "stored", Given())


def _chunked(body: bytes, ends: bool = True) -> bytes:
    pieces = [body[at : at + 200] for at in range(0, len(body), 200)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n" * ends


def test_a_page_whose_transfer_broke_off_is_kept_and_marked(tmp_path: Path) -> None:
    page = PAGE.encode()
    chunked = http_response(_chunked(page, ends=False), more="Transfer-Encoding: chunked\r\n")
    capture = read_one(written(tmp_path, "a.warc", warc_record(URLS[0], chunked)))
    assert capture.notes == ("the connection closed before the last piece of the page",)
    assert capture.content == PAGE
    stated = http_response(page[:-200], more=f"Content-Length: {len(page)}\r\n")
    capture = read_one(written(tmp_path, "b.warc", warc_record(URLS[0], stated)))
    assert capture.notes == (
        f"the connection closed after {len(page) - 200} of {len(page)} bytes of the page",
    )


def test_a_whole_page_is_not_marked_however_it_was_transferred(tmp_path: Path) -> None:
    page = PAGE.encode()
    packed = gzip.compress(page)
    for number, response in enumerate(
        (
            http_response(_chunked(page), more="Transfer-Encoding: chunked\r\n"),
            http_response(page, more="Transfer-Encoding: chunked\r\n"),
            http_response(packed, more=f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n"),
            http_response(page, more=f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n"),
        )
    ):
        capture = read_one(written(tmp_path, f"{number}.warc", warc_record(URLS[0], response)))
        assert (capture.content, capture.notes) == (PAGE, ())


def test_brotli_data_that_are_cut_off_are_refused_as_half_a_page(tmp_path: Path) -> None:
    body = brotli.compress(PAGE.encode())[:-20]
    record = warc_record(URLS[0], http_response(body, more="Content-Encoding: br\r\n"))
    reasons = captures_and_reasons([written(tmp_path, "a.warc", record)])[1]
    assert reasons == ["a.warc#1: the page's compressed data are cut off"]


def test_the_index_of_a_crawl_is_no_text(tmp_path: Path) -> None:
    entry = 'example,harbour)/cafe 20210227100000 {"url": "https://harbour.example/cafe"}\n'
    legend = " CDX N b a m s k r M S V g\nexample,harbour)/cafe 20210227100000 x text/html 200 - - - 9 0 a\n"
    for name, index in (("a.cdxj", entry), ("a.cdx", legend)):
        reasons = captures_and_reasons([written(tmp_path, name, index)])[1]
        assert reasons == [f"{name}: the index of a web archive (CDX); add its WARC files"]
