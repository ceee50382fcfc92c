"""Zstandard frames, sound and damaged, and what is in a crawl that is packed so."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from builder.errors import Refused
from builder.ingest import read, zstd
from builder.ingest.zstd import DICTIONARY_MAGIC, ZstdFrames
from builder.model.capture import Capture

zstandard = pytest.importorskip("zstandard")

PARTS = [bytes([letter]) * 70_000 for letter in b"abcd"]
FRAMES = [zstandard.ZstdCompressor(write_checksum=True).compress(part) for part in PARTS]


def _read(data: bytes) -> tuple[bytes, str]:
    """All that comes out, and the name of the fault at its end."""
    frames = ZstdFrames(io.BytesIO(data))
    out = bytearray()
    while True:
        try:
            part = frames.read1(1000)
        except (EOFError, gzip.BadGzipFile) as fault:
            return bytes(out), f"{type(fault).__name__}: {fault}".rstrip(": ")
        if not part:
            return bytes(out), ""
        assert len(part) <= 1000
        out += part


def _record(url: str, body: str) -> bytes:
    page = f"<html><head><title>{body}</title></head><body><p>{body}</p></body></html>".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:6c1ee3f5-2f2a-4c4c-9b3e-9a51b1d6f0aa>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


RECORDS = [
    _record(f"https://courier.example/{n}", f"Ferry number {n} sails again after the storm")
    for n in range(12)
]


def test_frames_are_read_one_after_another() -> None:
    assert _read(b"".join(FRAMES)) == (b"".join(PARTS), "")


def test_frames_that_hold_no_data_are_passed_over() -> None:
    skippable = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"notes"
    assert _read(FRAMES[0] + skippable + FRAMES[1]) == (PARTS[0] + PARTS[1], "")


def test_a_damaged_frame_does_not_stop_the_next_and_is_said() -> None:
    wrong = FRAMES[1][:-2] + b"\0\0"
    out, fault = _read(FRAMES[0] + wrong + FRAMES[2])
    assert out.startswith(PARTS[0])
    assert out.endswith(PARTS[2])
    assert fault == "BadGzipFile: 1 stretch passed over"


@pytest.mark.parametrize("before_the_end", [1, 2, 3, 4])
def test_the_frame_after_a_damaged_one_is_found_where_it_begins_at_the_end_of_what_was_read(
    before_the_end: int,
) -> None:
    """The file is read 4 kB at a time."""
    damaged = zstd.MAGIC + b"\xff" * (2 * 4096 - before_the_end - len(FRAMES[0]) - len(zstd.MAGIC))
    assert _read(FRAMES[0] + damaged + FRAMES[2]) == (
        PARTS[0] + PARTS[2],
        "BadGzipFile: 1 stretch passed over",
    )


def test_a_last_frame_that_is_cut_off_gives_what_came_before() -> None:
    out, fault = _read(FRAMES[0] + FRAMES[1][:-9])
    assert out.startswith(PARTS[0])
    assert fault == "EOFError"


@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl_packed_with_a_dictionary_is_read(tmp_path: Path, packed: bool) -> None:
    dictionary = zstandard.ZstdCompressionDict(
        b"".join(RECORDS[:6]), dict_type=zstandard.DICT_TYPE_RAWCONTENT
    )
    stored = dictionary.as_bytes()
    if packed:
        stored = zstandard.ZstdCompressor().compress(stored)
    compressor = zstandard.ZstdCompressor(dict_data=dictionary)
    crawl = tmp_path / "crawl.warc.zst"
    crawl.write_bytes(
        DICTIONARY_MAGIC
        + len(stored).to_bytes(4, "little")
        + stored
        + b"".join(compressor.compress(record) for record in RECORDS)
    )
    captures = [item for item in read([str(crawl)]) if isinstance(item, Capture)]
    assert [capture.given.url for capture in captures] == [f"https://courier.example/{n}" for n in range(12)]


def test_a_dictionary_that_is_none_is_said(tmp_path: Path) -> None:
    wrong = tmp_path / "crawl.warc.zst"
    wrong.write_bytes(DICTIONARY_MAGIC + (40).to_bytes(4, "little") + zstd.MAGIC + b"\0" * 36)
    (refused,) = read([str(wrong)])
    assert isinstance(refused, Refused)
    assert "its dictionary cannot be read" in refused.reason


def test_without_the_package_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl = tmp_path / "crawl.warc.zst"
    crawl.write_bytes(FRAMES[0])
    monkeypatch.setattr(zstd, "installed", lambda: False)
    (refused,) = read([str(crawl)])
    assert isinstance(refused, Refused)
    assert "annotated-news-archive[zstd]" in refused.reason
