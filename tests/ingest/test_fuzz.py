"""Any bytes at all give captures or refusals, never a fault; and each capture comes out of its bytes again."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builder import ingest
from builder.errors import Refused
from builder.model.capture import Capture, Given

from .making import (
    BODY,
    PAGE,
    full_item,
    gzipped_by_record,
    newsletter,
    pdf_with,
    rss,
    saved_page,
    warc_of_pages,
)
from .test_packed import MEMBERS, _tar, _zip

SEEDS: list[bytes] = [
    BODY.encode(),
    PAGE.encode(),
    PAGE.encode("utf-16"),
    PAGE.encode("cp1252"),
    newsletter().encode(),
    saved_page().encode(),
    rss(full_item() * 2).encode(),
    json.dumps({"text": BODY, "title": "T", "date": "2021-02-27"}).encode() + b"\n" + json.dumps({"html": PAGE}).encode(),
    json.dumps([{"text": BODY}, {"html": PAGE}], indent=1).encode(),
    f'title,text,date\nA,"{BODY}",2021-02-27\nB,"{BODY}",\n'.encode(),
    b"".join(warc_of_pages(["https://a.example/1", "https://a.example/2"])),
    gzipped_by_record(warc_of_pages(["https://a.example/1", "https://a.example/2"])),
    gzip.compress(PAGE.encode()),
    pdf_with(["One line of text.", "Another."], "Title"),
    _zip(MEMBERS),
    _tar(MEMBERS),
    _tar(MEMBERS, "w:gz"),
    b"From a@b Sat Feb 27 09:00:00 2021\n" + newsletter().encode() + b"\n\nFrom a@b Sat\n" + newsletter().encode(),
]  # fmt: skip

TYPES = [
    "text/plain", "text/html", "text/html; charset=shift_jis", "application/json", "text/csv", "message/rfc822",
    "multipart/related", "application/warc", "application/rss+xml", "application/atom+xml", "application/pdf",
]  # fmt: skip

_quietly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound input, cut, with stretches overwritten, doubled or taken out."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 40))
        change = draw(st.sampled_from(["cut", "drop", "double", "write"]))
        if change == "cut":
            del data[at:]
        elif change == "drop":
            del data[at : at + length]
        elif change == "double":
            data[at:at] = data[at : at + length]
        else:
            data[at : at + length] = draw(st.binary(max_size=length))
    return bytes(data)


def _check(data: bytes) -> None:
    for item in ingest.read(["-"], stdin=io.BytesIO(data)):
        assert isinstance(item, Capture | Refused)
        if isinstance(item, Capture):
            assert ingest.decode(item.raw, item.media_type, item.origin, item.given) == item
            item.content.encode("utf-8")
            assert item.content.strip()
        else:
            assert item.reason and "\n" not in item.reason


@_quietly
@given(st.binary(max_size=400))
@example(b"PK\x05\x06")
@example(b"%PDF-")
@example(b"WARC/1.0\r\n")
@example(b"[{")
@example(b"\xff\xfe")
def test_any_bytes_give_captures_or_refusals(data: bytes) -> None:
    _check(data)


@_quietly
@given(damaged())
def test_any_damage_gives_captures_or_refusals(data: bytes) -> None:
    _check(data)


@_quietly
@given(damaged(), st.sampled_from(TYPES))
def test_any_stored_bytes_of_any_type_decode_or_are_refused(data: bytes, media_type: str) -> None:
    try:
        capture = ingest.decode(data, media_type, "stored", Given())
    except Refused as refused:
        assert refused.origin == "stored"
    else:
        capture.content.encode("utf-8")


@_quietly
@given(
    st.dictionaries(
        st.sampled_from(["text", "html", "title", "date", "source", "captured", "id", "author", "body"]),
        st.none() | st.booleans() | st.floats() | st.text(max_size=40) | st.lists(st.text(max_size=9), max_size=3)
        | st.dictionaries(st.text(max_size=5), st.text(max_size=9), max_size=2),
        max_size=5,
    )
)  # fmt: skip
def test_any_record_is_a_capture_or_refused(record: dict[str, object]) -> None:
    try:
        capture = ingest.from_record(record, "x:1", b"{}")
    except Refused as refused:
        assert refused.reason
    else:
        capture.content.encode("utf-8")
        assert all(
            value is None or value.encode("utf-8") for value in (capture.given.title, capture.given.source)
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_every_sound_input_gives_a_capture(seed: bytes) -> None:
    assert any(isinstance(item, Capture) for item in ingest.read(["-"], stdin=io.BytesIO(seed)))
