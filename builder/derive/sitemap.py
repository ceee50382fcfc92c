"""The sitemap: the pages that a search engine may list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from builder.derive import addresses
from builder.derive.entries import EntityEntry, SourceEntry, StoryEntry
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.site import Site
from builder.model.article import Outline

#: The protocol's limit on addresses in one file.
MOST = 50_000


@dataclass(frozen=True, slots=True)
class SitemapFile:
    """One XML file, its path from the root of the site."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page to list. `day` is the last that its articles name, None where they name none."""

    address: str
    day: str | None = None


def pages(library: Library) -> Iterator[Page]:
    """Home, then articles, stories, entities and sources with something to show. Comparisons are left out: their text
    is the articles'."""
    yield Page("")
    # All articles and all entries are asked for at once: one by one, noting what was looked at cost most of it.
    outlines = library.outlines
    days = {article.id: _day(article) for article in outlines.values() if is_shown(article)}
    for identity in library.chronological:
        if identity in days:
            yield Page(addresses.address(outlines[identity].path), days[identity] or None)
    entries: list[StoryEntry | EntityEntry | SourceEntry] = [
        *library.stories.values(),
        *library.entities.values(),
        *library.sources.values(),
    ]
    for entry in entries:
        shown = [days[identity] for identity in entry.articles if identity in days]
        if shown:
            yield Page(entry.url, max(shown) or None)


def _day(article: Outline) -> str:
    """The last day that an article names, '' where it names none."""
    return max(article.updated or "", article.captured or "", article.date or "")


def sitemap(library: Library, site: Site) -> Iterator[SitemapFile]:
    """`sitemap.xml`, or an index and its parts where there are too many pages; none for a site without an address,
    since the protocol wants absolute URLs."""
    if not site.url:
        return
    found = list(pages(library))
    if len(found) <= MOST:
        yield SitemapFile("sitemap.xml", _urls(found, site))
        return
    parts = [found[start : start + MOST] for start in range(0, len(found), MOST)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    entries = "".join(
        f"<sitemap><loc>{escape(site.absolute(name), quote=False)}</loc></sitemap>\n" for name in names
    )
    yield SitemapFile("sitemap.xml", _xml("sitemapindex", entries.encode()))
    for name, part in zip(names, parts, strict=True):
        yield SitemapFile(name, _urls(part, site))


def _urls(found: list[Page], site: Site) -> bytes:
    # In bytes at once: as lines, as a text and as bytes, 50,000 addresses were 40 MB.
    lines = bytearray()
    for page in found:
        stamp = f"<lastmod>{page.day}</lastmod>" if page.day else ""
        lines += f"<url><loc>{escape(site.absolute(page.address), quote=False)}</loc>{stamp}</url>\n".encode()
    return _xml("urlset", lines)


def _xml(root: str, body: bytes | bytearray) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    opening = f'{head}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return b"".join((opening.encode(), body, f"</{root}>\n".encode()))
