"""What of the last build's site is not as its record says is found, in a process of its own or without one."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.plugin.astray import Astray, Comparison, compared
from builder.plugin.kept import Written, files_below
from tests.children import children


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    for name in ("index.html", "a/one.html", "a/two.html"):
        (site / name).write_text(name)
    return site


def listed(folder: Path) -> dict[str, Written]:
    return {found.path: found for found in files_below(folder)}


def here(folder: Path, files: dict[str, Written]) -> Astray:
    return compared(folder, lambda: files)


def beside(folder: Path, files: dict[str, Written]) -> Astray:
    return Comparison(folder, lambda: files).result()


@pytest.mark.parametrize("compare", [here, beside])
def test_files_that_changed_came_or_went_are_told_from_those_that_lie_as_they_were(
    folder: Path, compare: Callable[[Path, dict[str, Written]], Astray]
) -> None:
    files = listed(folder)
    assert compare(folder, files) == Astray((), ())
    (folder / "a" / "one.html").write_text("of another length")
    (folder / "a" / "two.html").unlink()
    (folder / "three.html").write_text("new")
    found = compare(folder, files)
    assert set(found.strange) == {"a/one.html", "three.html"}
    assert set(found.lost) == {"a/one.html", "a/two.html"}


@pytest.mark.parametrize("compare", [here, beside])
def test_of_a_folder_that_is_not_there_all_is_lost(
    folder: Path, tmp_path: Path, compare: Callable[[Path, dict[str, Written]], Astray]
) -> None:
    files = listed(folder)
    assert compare(tmp_path / "none", files) == Astray((), tuple(files))


def test_where_no_process_can_be_forked_the_first_one_compares(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    files = listed(folder)
    (folder / "index.html").unlink()
    assert beside(folder, files) == Astray((), ("index.html",))


def test_where_the_process_fails_the_first_one_compares(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from builder.plugin import astray

    first, looks = os.getpid(), astray.compared

    def failing(*given: Any) -> Astray:
        if os.getpid() != first:
            raise MemoryError
        return looks(*given)

    monkeypatch.setattr(astray, "compared", failing)
    (folder / "new.html").write_text("new")
    files = listed(folder)
    (folder / "new.html").unlink()
    assert beside(folder, files).lost == ("new.html",)


def test_one_that_is_stopped_leaves_no_process_behind(folder: Path) -> None:
    before = children()
    held = listed(folder)
    comparison = Comparison(folder, lambda: held)
    if sys.platform == "linux":
        assert len(children() - before) == 1
    comparison.stop()
    assert children() <= before
