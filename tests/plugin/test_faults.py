"""Broken files: a build stops at them with their place."""

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.exceptions import Abort

from .building import configured
from .shelf import article, shelve


def refusal(root: Path, caplog: pytest.LogCaptureFixture, **options: object) -> str:
    """What a strict build says when it refuses to build."""
    with pytest.raises(Abort):
        build(configured(root, **options))
    return caplog.text


def test_broken_front_matter_stops_the_build_with_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = shelve(tmp_path)
    file = article(root, "a0000000001")
    file.write_text(file.read_text("utf-8").replace("date: 2023-03-01", "date: 2023-02-31"), "utf-8")
    said = refusal(root, caplog)
    assert "archive/articles/2023/03/crane-falls-a0000000001.md:4:7: " in said and "2023-02-31" in said


def test_all_broken_files_are_named_at_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = shelve(tmp_path)
    for identity in ("a0000000001", "a0000000002"):
        file = article(root, identity)
        file.write_text(file.read_text("utf-8").replace("title: ", 'title: "', 1), "utf-8")
    said = refusal(root, caplog)
    assert "a0000000001.md:" in said and "a0000000002.md:" in said


def test_a_broken_authority_file_stops_the_build_with_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = shelve(tmp_path)
    (root / "archive/authority/people.yml").write_text("- name: [Ana\n", "utf-8")
    assert re.search(r"archive/authority/people\.yml:\d+:\d+: ", refusal(root, caplog))


def test_addresses_must_be_folders(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert "use_directory_urls" in refusal(shelve(tmp_path), caplog, use_directory_urls=False)
