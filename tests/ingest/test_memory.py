"""Memory is bounded by one capture, whatever the size of the input."""

from __future__ import annotations

import gzip
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import ingest
from builder.errors import Refused

from .making import PAGE, http_response, warc_record

MB = 1 << 20


def _peak(read: Callable[[], int]) -> tuple[int, int]:
    """What `read` returns, and the most bytes that Python held meanwhile."""
    tracemalloc.start()
    try:
        return read(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _count(path: Path) -> int:
    return sum(1 for _ in ingest.read([str(path)]))


def _record(number: int) -> bytes:
    page = PAGE.replace("<body>", f"<body><!-- {'furniture ' * 4000} --><p>{number}</p>")
    return warc_record(f"https://harbour.example/{number}", http_response(page.encode()))


def _write_warc(path: Path, size: int, *, packed: bool) -> int:
    """A WARC of about `size` bytes of pages of 40 KB; how many there are."""
    done = number = 0
    with path.open("wb") as file:
        while done < size:
            record = _record(number)
            file.write(gzip.compress(record, 1) if packed else record)
            done += len(record)
            number += 1
    return number


def test_refusals_that_are_kept_do_not_keep_what_was_refused(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"scan{number}.pdf").write_bytes(b"%PDF-1.4\n" + bytes(MB))
        (tmp_path / f"disk{number}.bin").write_bytes(b"plain" + bytes(range(256)) * (MB // 256))
    tracemalloc.start()
    try:
        refused = list(ingest.read([str(tmp_path)]))
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert [type(one) for one in refused] == [Refused] * 16
    assert held < 2 * MB


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc_is_read_in_the_memory_of_a_few_pages(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "crawl.warc"
    pages = _write_warc(path, 8 * MB, packed=packed)
    assert pages > 100
    found, peak = _peak(lambda: _count(path))
    assert found == pages
    assert peak < 3 * MB


def test_jsonl_is_read_in_the_memory_of_a_few_lines(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(400):
            file.write(json.dumps({"id": number, "text": f"{number} {PAGE * 20}"}) + "\n")
    found, peak = _peak(lambda: _count(path))
    assert found == 400
    assert peak < 3 * MB


def test_a_file_of_200_mb_is_refused_in_little_more_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"word " * (MB // 5))
    found, peak = _peak(lambda: _count(path))
    assert found == 1
    assert peak < 80 * MB


@pytest.mark.long
def test_a_warc_of_100_mb_needs_no_more_than_one_of_8(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    pages = _write_warc(path, 100 * MB, packed=True)
    found, peak = _peak(lambda: _count(path))
    sys.stdout.write(f"100 MB of pages, {pages} records: peak {peak / MB:.1f} MB\n")
    assert found == pages
    assert peak < 3 * MB
