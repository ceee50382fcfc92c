"""HTTP messages in records."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from builder.errors import Refused
from builder.ingest.http import Response, decoded_body, header_fields, parse_response

TEXT = b"<html>" + b"a page of text " * 40


def _body(coding: str, body: bytes) -> bytes:
    return decoded_body(Response(200, {"content-encoding": coding}, body), "x")


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("x-gzip", gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"padding"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("br", brotli.compress(TEXT)),
        ("gzip, br", brotli.compress(gzip.compress(TEXT, mtime=0))),
        ("identity", TEXT),
        ("br", TEXT),
    ],
)
def test_codings_are_undone_in_reverse_order(coding: str, body: bytes) -> None:
    assert _body(coding, body) == TEXT


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)[:-30], "cut off"),
        ("gzip", b"\x1f\x8bnot gzip at all", "damaged"),
        ("br", b"\xff\xfe\xfd", "damaged"),
        ("compress", b"x", "coded as 'compress', which is not read"),
    ],
)
def test_a_coding_that_cannot_be_undone_is_refused(coding: str, body: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        _body(coding, body)


def test_header_lines_are_joined_and_compared_without_case() -> None:
    assert header_fields(b"A: one\r\n two\r\nb:three\nno colon\r\nA: last") == {"a": "last", "b": "three"}


def test_a_message_that_is_no_response_is_none() -> None:
    assert parse_response(b"GET / HTTP/1.1\r\n\r\n") is None


@pytest.mark.parametrize(
    "value", ['text/html; charset="utf-8"', "Text/HTML;charset=utf-8", "text/html; a=b; CHARSET = utf-8;"]
)
def test_type_and_charset_are_read_from_any_spelling(value: str) -> None:
    response = Response(200, {"content-type": value}, b"")
    assert (response.media_type, response.charset) == ("text/html", "utf-8")
