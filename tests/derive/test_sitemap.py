"""A site of more pages than one file may list says so in an index of several."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from builder.derive import sitemap
from builder.derive.library import Library

from .holdings import SITE, library

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def told(content: bytes) -> tuple[str, list[str]]:
    """What a file is, and the addresses that it lists."""
    root = ElementTree.fromstring(content)
    return root.tag.removeprefix(SPACE), [found.text or "" for found in root.iter(f"{SPACE}loc")]


def test_a_file_lists_no_more_pages_than_the_protocol_lets_it() -> None:
    assert sitemap.MOST == 50_000


@pytest.mark.parametrize(("most", "sizes"), [(1, []), (4, [4]), (3, [3, 1]), (2, [2, 2])])
def test_pages_beyond_the_limit_go_on_in_further_files(
    monkeypatch: pytest.MonkeyPatch, most: int, sizes: list[int]
) -> None:
    pages = [sitemap.Page(f"p{number}/") for number in range(sum(sizes) or 1)]
    monkeypatch.setattr(sitemap, "MOST", most)
    monkeypatch.setattr(sitemap, "pages", lambda _: iter(pages))
    files = {file.path: told(file.content) for file in sitemap.sitemap(library(), SITE)}
    whole = [SITE.absolute(page.address) for page in pages]
    if len(sizes) < 2:
        assert files == {"sitemap.xml": ("urlset", whole)}
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(sizes) + 1)]
    assert files.pop("sitemap.xml") == ("sitemapindex", [SITE.absolute(name) for name in names])
    assert [len(listed) for _, listed in files.values()] == sizes
    assert [address for _, listed in files.values() for address in listed] == whole


def test_a_site_without_an_address_has_none() -> None:
    assert list(sitemap.sitemap(Library.build([]), replace(SITE, url=""))) == []
