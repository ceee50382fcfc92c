"""What stands beside a page's own view: citations, data in its head, the part of the text that may be shown."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from builder.derive import cards, exports, feeds, jsonld, rights
from builder.derive import citations as cite
from builder.derive.library import Library
from builder.derive.site import Site
from builder.derive.wording import Wording
from builder.model.article import Article
from builder.plugin.plan import PageKind, Planned
from builder.text.markdown import to_markdown

#: Listings that a reader without JavaScript browses instead of searching.
LISTINGS = ("timeline", "stories", "people", "organizations", "places", "sources", "data")

#: Words of a page's description.
_DESCRIPTION = 30


class Tag(NamedTuple):
    """One `<meta>`: `attribute` is 'name' or 'property'; `also` is a property with the same content, '' for none.

    A tuple, since an article's page has some.
    """

    attribute: str
    name: str
    content: str
    also: str = ""


class Alternate(NamedTuple):
    """Another form of the page: its media type, title, and the file beside the page."""

    type: str
    title: str
    url: str


class Head(NamedTuple):
    """What goes into a page's head. `cited` are the tags that reference managers read; `records` are JSON-LD texts that
    cannot end their script element."""

    tags: tuple[Tag, ...] = ()
    cited: tuple[cite.MetaTag, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    records: tuple[Markup, ...] = ()


class Shown(NamedTuple):
    """The part of a body that may be shown, as Markdown. `cut` says that the source's rights leave out the rest."""

    body: str
    cut: bool = False


class CitationForm(NamedTuple):
    """One machine-readable form of a citation. `text` is escaped for an element, not for an attribute: CSL-JSON is
    quotation marks by a third."""

    id: str
    name: str
    text: Markup


class Citations(NamedTuple):
    """An article's citation as a sentence in its parts, and in the forms that reference managers read."""

    pieces: tuple[str, ...]
    forms: tuple[CitationForm, ...]


def shown(library: Library, article: Article) -> Shown:
    source = library.sources.get(article.source) if article.source else None
    record = source.record if source else None
    if not rights.is_shown(article):
        return Shown("", cut=True)
    if record is None or record.excerpt_words is None:
        return Shown(article.body)
    part = rights.shown(article, record)
    return Shown(to_markdown([b.text for b in part.blocks], [b.kind for b in part.blocks]), part.cut)


def reference(library: Library, page: Planned, site: Site) -> cite.Reference | None:
    """The reference of a page's article; None of a removed one, and of other pages."""
    if page.kind is not PageKind.ARTICLE:
        return None
    article = library.articles[page.key[0]]
    return cite.reference(library, article, site) if article.status != "removed" else None


def citations(reference: cite.Reference, wording: Wording) -> Citations:
    return Citations(
        cite.pieces(reference, wording),
        (
            CitationForm("bibtex", "BibTeX", _element(cite.bibtex(reference))),
            CitationForm("ris", "RIS", _element(cite.ris(reference))),
            CitationForm("csl", "CSL-JSON", _element(cite.csl_json(reference))),
        ),
    )


def _element(text: str) -> Markup:
    return Markup(html.escape(text, quote=False))


def head(
    library: Library, page: Planned, site: Site, heading: str, reference: cite.Reference | None = None
) -> Head:
    """The metadata of one page: OpenGraph for all, citation data and JSON-LD for articles, feeds where there are.
    `reference` is what `reference` gives of the page."""
    tags = [
        Tag("property", "og:title", heading),
        Tag("property", "og:type", "article" if page.kind is PageKind.ARTICLE else "website"),
        Tag("property", "og:site_name", site.name),
    ]
    if site.url:
        tags.append(Tag("property", "og:url", site.absolute(page.address)))
    tags += _picture(library, page, site, heading)
    alternates = tuple(_alternates(library, page, site, heading))
    if page.kind is not PageKind.ARTICLE:
        return Head(tuple(tags), alternates=alternates)
    article = library.articles[page.key[0]]
    if not rights.is_shown(article):
        # The address answers for those who cite it; search engines are to forget what they hold of it.
        tags.append(Tag("name", "robots", "noindex, noarchive"))
    text = shown(library, article).body
    if text:
        tags.append(Tag("name", "description", feeds.summary(text, _DESCRIPTION), also="og:description"))
    if article.language:
        tags.append(Tag("property", "og:locale", article.language.replace("-", "_")))
    if reference is None:
        return Head(tuple(tags), alternates=alternates)
    record = jsonld.news_article(library, article, site, reference)
    records = (Markup(jsonld.script_text(record)),) if record else ()
    return Head(tuple(tags), cite.meta_tags(reference), alternates, records)


def _picture(library: Library, page: Planned, site: Site, heading: str) -> list[Tag]:
    """The page's social card: the article's own, or the site's."""
    if site.cards is None:
        return []
    article = library.articles[page.key[0]] if page.kind is PageKind.ARTICLE else None
    own = article is not None and rights.is_shown(article)
    address = exports.card_address(article) if article is not None and own else exports.SITE_CARD
    return [
        Tag("property", "og:image", site.absolute(address)),
        Tag("property", "og:image:type", "image/png"),
        Tag("property", "og:image:width", str(cards.WIDTH)),
        Tag("property", "og:image:height", str(cards.HEIGHT)),
        Tag("property", "og:image:alt", heading if own else site.name),
        Tag("name", "twitter:card", "summary_large_image"),
    ]


#: The kinds of page beside which lie feeds, and beside which the same facts lie as JSON.
_FED = frozenset({PageKind.HOME, PageKind.STORY, PageKind.SOURCE, PageKind.ENTITY})
_ATOM_ALONE = frozenset({PageKind.STORY, PageKind.ENTITY})
_TWINNED = frozenset({PageKind.ARTICLE, PageKind.STORY, PageKind.SOURCE, PageKind.ENTITY})


def _alternates(library: Library, page: Planned, site: Site, heading: str) -> Iterator[Alternate]:
    """The page's other forms, by where they lie: asking for their content would make each twice."""
    if page.number > 1:
        return
    if page.kind in _FED:
        title = site.name if page.kind is PageKind.HOME else f"{heading} · {site.name}"
        yield Alternate("application/atom+xml", title, "feed.xml")
        if site.json_feeds or page.kind not in _ATOM_ALONE:
            yield Alternate("application/feed+json", title, "feed.json")
    if page.kind in _TWINNED and (
        page.kind is not PageKind.ARTICLE or rights.is_shown(library.articles[page.key[0]])
    ):
        yield Alternate("application/json", heading, "index.json")
