"""gzip members, sound and damaged."""

from __future__ import annotations

import gzip
import io

import pytest

from builder.ingest.gzips import GzipMembers

PARTS = [bytes([letter]) * 70_000 for letter in b"abcd"]
MEMBERS = [gzip.compress(part, mtime=0) for part in PARTS]


def _read(data: bytes) -> tuple[bytes, str]:
    """All that comes out, and the name of the fault at its end."""
    members = GzipMembers(io.BytesIO(data))
    out = bytearray()
    while True:
        try:
            part = members.read1(1000)
        except (EOFError, gzip.BadGzipFile) as fault:
            return bytes(out), f"{type(fault).__name__}: {fault}".rstrip(": ")
        if not part:
            return bytes(out), ""
        assert len(part) <= 1000
        out += part


def test_members_are_read_one_after_another() -> None:
    assert _read(b"".join(MEMBERS)) == (b"".join(PARTS), "")


def test_zeros_between_and_after_members_are_padding() -> None:
    assert _read((b"\0" * 40_000).join(MEMBERS) + b"\0" * 512) == (b"".join(PARTS), "")


@pytest.mark.parametrize("junk", [b"junk", b"\x1f\x8b", b"\x1f\x8b\x08junk", b"j" * 50_000])
def test_what_is_no_member_is_passed_over_and_said(junk: bytes) -> None:
    out, fault = _read(MEMBERS[0] + junk + MEMBERS[1])
    assert out == PARTS[0] + PARTS[1]
    assert fault.startswith("BadGzipFile: ")


def test_a_member_with_a_wrong_checksum_does_not_stop_the_next() -> None:
    wrong = MEMBERS[1][:-8] + b"\0\0\0\0" + MEMBERS[1][-4:]
    out, fault = _read(MEMBERS[0] + wrong + MEMBERS[2])
    assert out.startswith(PARTS[0])
    assert out.endswith(PARTS[2])
    assert fault == "BadGzipFile: 1 stretch passed over"


def test_a_last_member_that_is_cut_off_gives_what_it_has() -> None:
    out, fault = _read(MEMBERS[0] + MEMBERS[1][:-20])
    assert out.startswith(PARTS[0] + b"b" * 1000)
    assert fault == "EOFError"


def test_no_data_is_no_fault() -> None:
    assert _read(b"") == (b"", "")
