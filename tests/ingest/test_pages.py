"""Pages and PDF text layers."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import ingest
from builder.errors import Refused
from builder.model.capture import Form, Given

from .making import PAGE, captures_and_reasons, pdf_with, read_one, written

LINES = ["The harbour reopened on Monday after nine", "weeks of repairs, the caf\xe9 said."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_is_read_in_any_unicode(tmp_path: Path, encoding: str) -> None:
    capture = read_one(written(tmp_path, "page.html", PAGE.encode(encoding)))
    assert (capture.form, capture.content) == (Form.HTML, PAGE)


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="iso-8859-1">',
        '<META http-equiv=Content-Type content="text/html; charset=windows-1252">',
    ],
)
def test_a_pages_own_declaration_is_followed(tmp_path: Path, declaration: str) -> None:
    page = PAGE.replace("<head>", f"<head>{declaration}")
    capture = read_one(written(tmp_path, "page.html", page.encode("cp1252")))
    assert (capture.content, capture.encoding, capture.notes) == (page, "windows-1252", ())


def test_the_http_header_stands_over_the_pages_own_declaration() -> None:
    raw = PAGE.replace("<head>", '<head><meta charset="windows-1251">').encode("cp1252")
    capture = ingest.decode(raw, "text/html; charset=windows-1252", "page", Given())
    assert "Harbour café" in capture.content


def test_an_xhtml_declaration_is_taken_off_the_characters(tmp_path: Path) -> None:
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Été.</p></body></html>'
    raw = f'<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE html>\n{page}'.encode("latin-1")
    capture = read_one(written(tmp_path, "page.xhtml", raw))
    assert capture.content == f"<!DOCTYPE html>\n{page}"
    assert capture.raw == raw


def test_a_page_ten_thousand_elements_deep_is_only_bytes_here(tmp_path: Path) -> None:
    assert read_one(written(tmp_path, "deep.html", "<div>" * 10_000 + "text")).form is Form.HTML


def test_xml_of_another_kind_is_refused_with_its_root(tmp_path: Path) -> None:
    path = written(tmp_path, "map.xml", '<?xml version="1.0"?><urlset xmlns="x"><url/></urlset>')
    assert captures_and_reasons([path])[1] == [
        "map.xml: XML of a kind that is not read (root element: urlset); feeds and XHTML are"
    ]


def test_a_pdfs_text_layer_is_read(tmp_path: Path) -> None:
    capture = read_one(written(tmp_path, "report.pdf", pdf_with(LINES, "Harbour reopens")))
    assert (capture.form, capture.media_type) == (Form.TEXT, "application/pdf")
    assert capture.content.split("\n") == LINES
    assert capture.given.title == "Harbour reopens"


@pytest.mark.parametrize("title", ["Microsoft Word - draft2", "final_v3.indd", "Untitled-1"])
def test_a_title_that_a_program_wrote_is_none(tmp_path: Path, title: str) -> None:
    assert read_one(written(tmp_path, "a.pdf", pdf_with(LINES, title))).given.title is None


def test_a_scan_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = written(tmp_path, "scan.pdf", pdf_with([]))
    assert captures_and_reasons([path])[1] == [
        "scan.pdf: a PDF without a text layer (a scan?); run OCR over it first"
    ]


@pytest.mark.parametrize("keep", [9, 60, 300, 700])
def test_a_pdf_that_is_cut_off_never_crashes(keep: int) -> None:
    raw = pdf_with(LINES)[:keep]
    try:
        capture = ingest.decode(raw, "application/pdf", "cut.pdf", Given())
    except Refused as refused:
        assert refused.reason.startswith("a PDF")
    else:
        assert capture.content.strip()
