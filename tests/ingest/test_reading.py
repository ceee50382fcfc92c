"""`read`: any form, by content; what cannot be read is named and the rest goes on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from builder import ingest
from builder.errors import Refused
from builder.ingest import limits
from builder.model.capture import Capture, Form

from .making import BODY, PAGE, captures_and_reasons, newsletter, pdf_with, read_one, saved_page, written


def test_a_text_dump_is_kept_byte_for_byte(tmp_path: Path) -> None:
    raw = "The Harbour Post\r\n\r\nThe café reopened.\r\n".encode()
    capture = read_one(written(tmp_path, "dump.txt", raw))
    assert capture.raw == raw
    assert (capture.media_type, capture.form) == ("text/plain", Form.TEXT)
    assert capture.content == "The Harbour Post\n\nThe café reopened.\n"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("page.txt", PAGE, "text/html"),
        ("letter.html", newsletter(), "message/rfc822"),
        ("saved.txt", saved_page(), "multipart/related"),
        ("report.dat", pdf_with([BODY[:60]]), "application/pdf"),
        ("record", json.dumps({"text": BODY}), "application/json"),
        ("notes.html", "A plain text that somebody called a page.\n", "text/plain"),
    ],
)
def test_the_form_is_told_from_content_whatever_the_name(
    tmp_path: Path, name: str, data: str | bytes, media_type: str
) -> None:
    assert read_one(written(tmp_path, name, data)).media_type == media_type


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    written(tmp_path, "a-empty.txt", b"")
    written(tmp_path, "b-blank.txt", b" \n\n")
    written(tmp_path, "c-picture.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")
    written(tmp_path, "d-noise.dat", bytes(range(256)) * 8)
    written(tmp_path, "e-good.txt", BODY)
    captures, reasons = captures_and_reasons([str(tmp_path), str(tmp_path / "missing.txt")])
    assert [Path(capture.origin).name for capture in captures] == ["e-good.txt"]
    assert reasons == [
        "a-empty.txt: empty",
        "b-blank.txt: empty but for white space",
        "c-picture.jpg: an image (JPEG); builder reads text",
        "d-noise.dat: binary data, no text",
        "missing.txt: no such file or folder",
    ]


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, "huge.txt", b"word " * (limits.MAX_PAGE // 5 + 10))
    assert captures_and_reasons([path]) == ([], ["huge.txt: too large: text dump of more than 32 MB"])


def test_standard_input_is_read_for_a_dash() -> None:
    (capture,) = ingest.read(["-"], stdin=io.BytesIO(PAGE.encode()))
    assert isinstance(capture, Capture)
    assert (capture.origin, capture.form) == ("-", Form.HTML)


def test_lines_on_standard_input_are_named_by_number() -> None:
    data = json.dumps({"text": "One."}) + "\n{broken\n" + json.dumps({"text": "Three."}) + "\n"
    items = list(ingest.read(["-"], stdin=io.BytesIO(data.encode())))
    assert [item.origin for item in items] == ["-:1", "-:2", "-:3"]
    assert isinstance(items[1], Refused)


def test_a_dash_without_standard_input_is_refused() -> None:
    (refused,) = ingest.read(["-"])
    assert str(refused) == "-: nothing on standard input"


def test_reading_is_lazy(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", BODY)
    path = written(tmp_path, "b.txt", BODY)
    items = ingest.read([str(tmp_path)])
    next(items)
    Path(path).write_text("changed meanwhile", encoding="utf-8")
    second = next(items)
    assert isinstance(second, Capture)
    assert second.content == "changed meanwhile"


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"{number} {BODY}"}) + "\n" for number in range(3000))
    paths = [written(tmp_path, "many.jsonl", rows), written(tmp_path, "one.txt", BODY)]
    told: list[tuple[int, int]] = []
    assert len(list(ingest.read(paths, progress=lambda done, total: told.append((done, total))))) == 3001
    total = ingest.total_bytes(paths)
    assert told[-1] == (total, total)
    assert told == sorted(told)
    assert any(0 < done < total // 2 for done, _ in told)


def test_stored_bytes_of_another_type_than_they_claim_are_refused() -> None:
    with pytest.raises(Refused, match="the media type 'image/png' is not read"):
        ingest.decode(b"x", "image/png", "stored", ingest.from_record({"text": "x"}, "x", b"x").given)


def test_what_the_envelope_gave_stands_over_what_the_bytes_say() -> None:
    given = ingest.from_record({"text": "x", "title": "As given"}, "x", b"x").given
    capture = ingest.decode(
        b'{"text": "x", "title": "As written", "url": "https://a.example/"}', "application/json", "x", given
    )
    assert (capture.given.title, capture.given.url) == ("As given", "https://a.example/")
