"""`builder pages` on a small archive."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import commands
from builder.store import init

ARTICLE = """---
id: a0000000001
title: A crane falls
date: 2023-03-01
date_basis: printed
---
A crane fell at the old quay on Tuesday.
"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "archive-root"
    init(root)
    article = root / "archive" / "articles" / "2023" / "03" / "crane-a0000000001.md"
    article.parent.mkdir(parents=True)
    article.write_text(ARTICLE, encoding="utf-8")
    (root / "archive" / "about.md").write_text("# About\n\nBy hand.\n", encoding="utf-8")
    (root / "archive" / "index.md").write_text("---\ntitle: x\n---\n# Mine\n\nMy lead.\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["pages", *arguments])


def test_pages_leads_and_a_persons_own_pages_are_written(archive: Path) -> None:
    result = run("--out", "out")
    assert result.exit_code == 0, result.output
    home = Path("out/index.md").read_text(encoding="utf-8")
    assert "My lead." in home
    assert "# Mine" not in home
    assert Path("out/about.md").read_text(encoding="utf-8") == "# About\n\nBy hand.\n"
    assert "A crane fell" in Path("out/articles/2023/03/crane-a0000000001.md").read_text(encoding="utf-8")
    assert Path("out/articles/2023/03/crane-a0000000001/index.json").is_file()


def test_without_data_only_markdown_and_hand_made_files_are_written(archive: Path) -> None:
    assert run("--out", "out", "--no-data").exit_code == 0
    others = {path.name for path in Path("out").rglob("*") if path.is_file() and path.suffix != ".md"}
    assert others == {"schema.json", ".builder-pages"}


def test_a_second_run_takes_away_the_page_of_an_article_that_is_gone(archive: Path) -> None:
    run("--out", "out", "--no-data")
    (archive / "archive" / "articles" / "2023" / "03" / "crane-a0000000001.md").unlink()
    assert run("--out", "out", "--no-data").exit_code == 0
    assert not Path("out/articles/2023/03/crane-a0000000001.md").exists()
    assert Path("out/about.md").exists()


def test_a_second_run_leaves_unchanged_files_untouched(archive: Path) -> None:
    run("--out", "out")
    os.utime("out/index.md", (1, 1))
    run("--out", "out")
    assert Path("out/index.md").stat().st_mtime == 1


def test_a_folder_with_other_files_is_refused(archive: Path) -> None:
    Path("out").mkdir()
    Path("out/mine.txt").write_text("mine", encoding="utf-8")
    result = run("--out", "out")
    assert "holds files that builder did not write" in str(result.exception)
    assert [path.name for path in Path("out").iterdir()] == ["mine.txt"]


def test_derived_pages_are_never_written_into_the_archive(archive: Path) -> None:
    assert "never written into archive/" in str(run("--out", "archive/derived").exception)
    assert not Path("archive/derived").exists()
