"""Folders: sorted, helper files passed over, links that lead out refused."""

from __future__ import annotations

import os
from pathlib import Path

from .making import BODY, captures_and_reasons, written


def _names(folder: Path) -> list[str]:
    captures, _ = captures_and_reasons([str(folder)])
    return [os.path.relpath(capture.origin, folder) for capture in captures]


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "c/1.txt", "a/b.txt"):
        written(tmp_path, name, BODY + name)
    assert _names(tmp_path) == ["a/b.txt", "a/z.txt", "b.txt", "c/1.txt"]


def test_helper_files_are_passed_over(tmp_path: Path) -> None:
    for name in (
        "README.md",
        "README",
        ".gitkeep",
        ".DS_Store",
        "Thumbs.db",
        "dump.txt~",
        "a.txt",
        ".git/HEAD",
    ):
        written(tmp_path, name, BODY)
    assert _names(tmp_path) == ["a.txt"]


def test_a_helper_file_that_is_named_outright_is_read(tmp_path: Path) -> None:
    captures, reasons = captures_and_reasons([written(tmp_path, "README.md", BODY)])
    assert (len(captures), reasons) == (1, [])


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = written(tmp_path, "secret.txt", BODY)
    inside = tmp_path / "in"
    written(inside, "a.txt", BODY)
    (inside / "out.txt").symlink_to(outside)
    (inside / "up").symlink_to(tmp_path)
    (inside / "nowhere").symlink_to(tmp_path / "missing")
    (inside / "twice.txt").symlink_to(inside / "a.txt")
    captures, reasons = captures_and_reasons([str(inside)])
    assert [Path(capture.origin).name for capture in captures] == ["a.txt"]
    assert reasons == [
        "nowhere: a link to nothing",
        "out.txt: a link that leads out of the folder",
        "up: a link that leads out of the folder",
    ]


def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert captures_and_reasons([str(tmp_path)]) == ([], ["pipe: a device or pipe, not a file"])


def test_an_impossible_path_is_refused() -> None:
    captures, reasons = captures_and_reasons(["a\0b"])
    assert captures == []
    assert len(reasons) == 1
