"""What is remembered under .cache/ is believed only where it is whole, of this version and of this archive."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.store import Archive, check
from builder.store.cachefile import CacheFile

from .conftest import ONE, TWO, proposal

FILES = ("front-matter.json", "check.json")


def truncated(raw: bytes) -> bytes:
    return raw[: len(raw) * 2 // 3]


def with_a_flipped_bit(raw: bytes) -> bytes:
    """Another letter in a remembered title: still JSON, and every length as it was."""
    assert b"A title" in raw or b"broken" in raw or ONE.encode() in raw
    return raw.replace(b"A title", b"A tjtle").replace(ONE.encode(), TWO.encode())


def of_another_program(raw: bytes) -> bytes:
    return b'{"key": "0", "heads": {}, "files": []}'


def of_another_version(raw: bytes) -> bytes:
    return raw.replace(b"front-matter ", b"front-matter 0", 1).replace(b"check ", b"check 0", 1)


def empty(raw: bytes) -> bytes:
    return b""


@pytest.fixture
def remembered(archive: Archive) -> Archive:
    """An archive with one broken file, loaded and checked, so that both caches are there; its files are old."""
    archive.apply([proposal(ONE), proposal(TWO)])
    (archive.docs / "articles" / "x.md").write_text("---\nid: a00000000aa\ntitle: [broken\n---\n")
    for file in archive.docs.rglob("*.*"):
        os.utime(file, (time.time() - 100, time.time() - 100))
    archive.load(), check(archive)
    assert all((archive.cache / name).is_file() for name in FILES)
    return archive


@pytest.mark.parametrize(
    "harm", [truncated, with_a_flipped_bit, of_another_program, of_another_version, empty]
)
def test_a_cache_that_was_harmed_changes_nothing(remembered: Archive, harm: Callable[[bytes], bytes]) -> None:
    loaded, problems = remembered.load(), check(remembered)
    assert problems
    for name in FILES:
        file = remembered.cache / name
        file.write_bytes(harm(file.read_bytes()))
    again = Archive(remembered.root)
    assert again.load() == loaded
    assert check(again) == problems
    assert CacheFile(remembered.cache / "check.json", "x").read() is None


def test_a_cache_copied_from_another_archive_is_not_believed(remembered: Archive, tmp_path: Path) -> None:
    shutil.copytree(remembered.root, tmp_path / "copy", copy_function=shutil.copy2)
    copy = Archive(tmp_path / "copy")
    assert check(copy) == check(remembered)
    assert (copy.cache / "check.json").read_bytes() != (remembered.cache / "check.json").read_bytes()


def test_a_change_that_hides_behind_size_and_time_is_seen_when_caches_are_not_trusted(
    remembered: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Such a change needs a forged change time, so the memory is forged instead: it calls the broken file sound.
    memory = remembered.cache / "check.json"
    head, _, _ = memory.read_bytes().partition(b"\n")
    kind = head.rsplit(b" ", 1)[0].decode()
    held = CacheFile(memory, kind).read()
    assert isinstance(held, dict)
    held["articles/x.md"][3:] = ["a00000000aa", *[""] * 7, [], []]
    CacheFile(memory, kind).write(held)
    os.utime(memory, (time.time() + 1, time.time() + 1))
    assert not [p for p in check(Archive(remembered.root)) if p.code == "yaml"]
    fresh = Archive.find(remembered.root, trust_cache=False)
    assert [p.path for p in check(fresh) if p.code == "yaml"] == ["archive/articles/x.md"]


def test_forgetting_leaves_the_site_s_own_cache(remembered: Archive) -> None:
    site = remembered.cache / "site" / "pages.bin"
    site.parent.mkdir()
    site.write_bytes(b"x")
    (remembered.cache / "relate").mkdir()
    remembered.forget_caches()
    assert [path.name for path in remembered.cache.iterdir()] == ["site"]


def test_where_no_cache_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    file = CacheFile(tmp_path / "cache" / "below" / "kept.json", "kind 1")
    file.write({"a": 1})
    assert file.read() is None


def test_caches_that_nothing_reads_any_more_are_removed_and_others_stay(archive: Archive) -> None:
    site = archive.cache / "site"
    site.mkdir(parents=True)
    old = [archive.cache / "articles.json", archive.cache / "mentions.json", site / "802d0d97.json"]
    kept = [archive.cache / "check.json", site / "802d0d97.seal", site / "802d0d97.lock"]
    for file in (*old, *kept):
        file.write_text("{}")
    with archive.lock():
        pass
    assert not any(file.exists() for file in old)
    assert all(file.exists() for file in kept)
