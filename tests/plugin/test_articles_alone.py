"""With `derived: false` a build makes the articles' own pages, the same as ever but for what only comparing texts tells,
and nothing from several of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .building import built
from .shelf import shelve


def site_of(root: Path, *options: str) -> dict[str, bytes]:
    """What a build of the shelved archive makes, by path, with these options under `archive:`."""
    root.mkdir()
    shelve(root)
    set_options(root, *options)
    return made(root)


def set_options(root: Path, *options: str) -> None:
    config = root / "mkdocs.yml"
    lines = "".join(f"      {option}\n" for option in ("search: false", *options))
    text = config.read_text(encoding="utf-8")
    config.write_text(
        re.sub(r"  - archive:?\n(?:      .*\n)*", f"  - archive:\n{lines}", text), encoding="utf-8"
    )


def made(root: Path) -> dict[str, bytes]:
    """Every file that a build makes, by path."""
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


#: What two versions have in common, which is known when their texts are compared.
SHARE = re.compile(rb'<span class="rr-share">[^<]*</span>')


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return site_of(tmp_path_factory.mktemp("whole") / "archive")


def article_pages(site: dict[str, bytes]) -> dict[str, bytes]:
    return {
        path: page
        for path, page in site.items()
        if path.startswith("articles/") and path.endswith("index.html") and path.count("/") == 4
    }


def test_every_article_has_its_page_byte_for_byte_but_for_what_versions_share(
    alone: dict[str, bytes], whole: dict[str, bytes]
) -> None:
    pages = article_pages(whole)

    assert any(SHARE.search(page) for page in pages.values())
    assert article_pages(alone) == {path: SHARE.sub(b"", page) for path, page in pages.items()}


def test_what_front_matter_says_of_a_version_stays(alone: dict[str, bytes]) -> None:
    assert any(b'class="rr-relation"' in page for page in article_pages(alone).values())


def test_pages_made_without_shares_are_not_taken_into_a_whole_build(
    whole: dict[str, bytes], tmp_path: Path
) -> None:
    root = tmp_path / "archive"
    alone = site_of(root, "derived: false")
    set_options(root)

    assert made(root) == whole

    set_options(root, "derived: false")

    assert made(root) == alone


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
