"""A cache file in Python's own form is as careful as one in JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.store.cachefile import CacheFile, QuickCacheFile

VALUES = [{"a": (1, 2)}, b"\n\x00" * 10, ["ö", None, 2.5, 10**20], "\ud800", ()]


def test_it_gives_back_what_it_was_given_with_tuples_and_bytes(tmp_path: Path) -> None:
    file = QuickCacheFile(tmp_path / "deep" / "file", "thing 1")
    assert file.read() is None
    file.write(VALUES)
    assert file.read() == VALUES


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_damaged_or_cut_file_is_none(tmp_path: Path, place: int) -> None:
    path = tmp_path / "file"
    file = QuickCacheFile(path, "thing 1")
    file.write(VALUES)
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    for damaged in (bytes(raw), path.read_bytes()[:-3], b"", b"thing 1"):
        path.write_bytes(damaged)
        assert file.read() is None
        file.write(VALUES)


def test_another_kind_another_version_and_json_are_none_of_its(tmp_path: Path) -> None:
    path = tmp_path / "file"
    QuickCacheFile(path, "thing 1").write([1])
    assert QuickCacheFile(path, "thing 2").read() is None
    assert CacheFile(path, "thing 1").read() is None
    CacheFile(path, "thing 1").write([1])
    assert QuickCacheFile(path, "thing 1").read() is None
