"""With `derived: false` a build makes the articles' own pages, the same as ever, and nothing from several of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .building import built
from .shelf import shelve


def site_of(root: Path, *options: str) -> dict[str, bytes]:
    """What a build of the shelved archive makes, by path, with these options under `archive:`."""
    root.mkdir()
    shelve(root)
    config = root / "mkdocs.yml"
    lines = "".join(f"      {option}\n" for option in ("search: false", *options))
    config.write_text(
        config.read_text(encoding="utf-8").replace("  - archive\n", f"  - archive:\n{lines}"),
        encoding="utf-8",
    )
    site = built(root)
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("alone") / "archive"


@pytest.fixture(scope="module")
def alone(root: Path) -> dict[str, bytes]:
    return site_of(root, "derived: false")


def test_every_article_has_its_page_byte_for_byte_as_in_a_whole_build(
    alone: dict[str, bytes], tmp_path: Path
) -> None:
    whole = site_of(tmp_path / "whole")
    pages = {
        path
        for path in whole
        if path.startswith("articles/") and path.endswith("index.html") and path.count("/") == 4
    }

    assert pages
    assert {path: alone.get(path) for path in pages} == {path: whole[path] for path in pages}


def test_nothing_that_is_made_from_several_articles_is_there(alone: dict[str, bytes], root: Path) -> None:
    assert {path for path in alone if path.startswith("data/")} == {"data/index.html"}
    assert not {
        path for path in alone if path.endswith(("feed.xml", "index.json", "urls.txt", "sitemap.xml"))
    }
    deep = {
        path.removesuffix("/index.html")
        for path in alone
        if path.startswith(("people/", "places/", "stories/", "sources/")) and path.count("/") > 1
    }
    # What a person wrote about a story or a name is a page like any other of theirs.
    assert all((root / "archive" / f"{path}.md").is_file() for path in deep)


def test_mkdocs_alone_makes_the_same_files(alone: dict[str, bytes], tmp_path: Path) -> None:
    assert site_of(tmp_path / "slow", "derived: false", "accelerate: false") == alone
