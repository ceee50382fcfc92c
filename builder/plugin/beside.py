"""What stands beside a page's own view: citations, data in its head, the words of the search panel."""

from __future__ import annotations

from dataclasses import dataclass

from builder.derive.library import Library
from builder.model.article import Article
from builder.plugin.plan import PageKind, Planned
from builder.plugin.wording import Wording

#: Listings that a reader without JavaScript browses instead of searching.
LISTINGS = ("timeline", "stories", "people", "organizations", "places", "sources")


@dataclass(frozen=True, slots=True)
class Tag:
    """One `<meta>`: `attribute` is 'name' or 'property'."""

    attribute: str
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another form of the page: its media type, title, and site-relative address."""

    type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Who set a value of an article: `by` is 'machine' or 'person'."""

    key: str
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a body that may be shown, and how many words are held back."""

    body: str
    words_cut: int = 0


def shown_text(library: Library, article: Article) -> Shown:
    return Shown(article.body)


def citations(library: Library, article: Article, *, site_url: str, site_name: str) -> None:
    return None


def search_words(wording: Wording) -> dict[str, object]:
    return {}


def head(
    library: Library, page: Planned, *, site_name: str, site_url: str, heading: str
) -> dict[str, object]:
    kind = "article" if page.kind is PageKind.ARTICLE else "website"
    tags = [
        Tag("property", "og:title", heading),
        Tag("property", "og:type", kind),
        Tag("property", "og:site_name", site_name),
    ]
    if site_url:
        tags.append(Tag("property", "og:url", site_url + page.address))
    return {"tags": tags, "alternates": (), "records": ()}
