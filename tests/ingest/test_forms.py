"""Recognising forms by content."""

from __future__ import annotations

import contextlib
import time

import pytest

from builder.errors import Refused
from builder.ingest.forms import Kind, recognise


def _kind(head: bytes | str, name: str = "file") -> Kind:
    return recognise(head.encode() if isinstance(head, str) else head, name, name)


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE html><p>",
        "\n\n<HTML lang=en>",
        "\ufeff<html>",
        "<!-- saved -->\n<!-- twice --><html>",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html>',
        "<p>A fragment.</p>",
        "<article><h1>T</h1></article>",
        "<custom-page><p>Text.</p></custom-page>",
    ],
)
def test_pages_are_html(head: str) -> None:
    assert _kind(head) is Kind.HTML


@pytest.mark.parametrize(
    "head",
    [
        "A text.",
        "<unknown> said the caller.",
        "[Photo: the harbour]\nA text.",
        "{Note} A text.",
        "BMW recalls 10,000 cars",
        "MZ is a place",
        "ID3 tags explained",
        "GIF89a was a format",
        "Date: 27 February 2021\n\nA text.",
        "From the harbour, news.\nMore: text",
        "PKs were scored",
        "WARCRAFT returns",
        "a\tb\nc\td",
    ],
)
def test_texts_are_texts_whatever_they_open_with(head: str) -> None:
    assert _kind(head) is Kind.TEXT


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('<rss xmlns:feedburner="x" version="2.0">', Kind.FEED),
        ('<?xml version="1.0"?><!-- c --><feed xmlns="http://www.w3.org/2005/Atom">', Kind.FEED),
        ('<?xml-stylesheet href="x"?><rdf:RDF>', Kind.FEED),
        ('<!DOCTYPE rss [<!ENTITY a "b>">]><rss>', Kind.FEED),
        ('{"text": "x"}', Kind.JSON_LINES),
        ('{\n "text": "x"\n}', Kind.JSON),
        ('[{"text": "x"}]', Kind.JSON_ARRAY),
        ("title,text\nA,B\n", Kind.CSV),
        (b"WARC/1.1\r\n", Kind.WARC),
        (b"\r\nWARC/1.0\r\n", Kind.WARC),
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\x1f\x8b\x08", Kind.GZIP),
        (b"\x28\xb5\x2f\xfd", Kind.ZSTD),
        (b"PK\x03\x04", Kind.ZIP),
    ],
)
def test_other_forms_are_told_apart(head: str | bytes, kind: Kind) -> None:
    assert _kind(head) is kind


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty but for white space"),
        (b"\x89PNG\r\n\x1a\n", "an image (PNG)"),
        (b"RIFF\0\0\0\0WEBP", "an image, sound or video (RIFF)"),
        (b"\0\0\0\x18ftypmp42", "an image or video"),
        (b"MZ\x90\0\3", "a program"),
        (b"{\\rtf1 text}", "an RTF document"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b'x\x9f>"\1\0', "Outlook's winmail.dat"),
        (b"\x04\x22\x4d\x18\x64", "compressed with LZ4"),
        (b"\x1f\x9d\x90a", "compressed with compress"),
        (b"]\0\0\x80\0", "compressed with LZMA"),
        (b"LZIP\1\0", "compressed with lzip"),
        (b"PAR1\x15\0", "a Parquet table"),
        (b"ARROW1\0\0", "an Arrow table"),
        (b'{\n "log": {\n  "version": "1.2"', "a HAR file"),
        (b"[InternetShortcut]\r\nURL=https://a.example/\r\n", "a shortcut to an address"),
        (b"<?xml version='1.0'?><nitf>", "XML of a kind that is not read (root element: nitf)"),
    ],
)
def test_what_is_not_read_is_refused_with_what_it_is(head: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        _kind(head)
    assert refused.value.reason.startswith(reason)


def test_a_table_without_a_body_column_is_refused() -> None:
    with pytest.raises(Refused, match="names no text or html column"):
        _kind("a,b,c\n1,2,3\n", "numbers.csv")


@pytest.mark.parametrize(
    "unit",
    [
        b"<!-- -->",
        b"<!--",
        b"<",
        b"<?x ?>",
        b"<!DOCTYPE a [",
        b"{",
        b"[{",
        b"A: b\n",
        b"\xc3",
        b'"',
        b",text",
    ],
)
def test_no_head_however_odd_takes_long(unit: bytes) -> None:
    begun = time.monotonic()
    with contextlib.suppress(Refused):
        _kind(unit * (64 * 1024 // len(unit)))
    assert time.monotonic() - begun < 2
