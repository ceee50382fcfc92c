"""What an HTML page declares of itself: JSON-LD, OpenGraph, Dublin Core, other meta tags, microdata, time tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from builder.clean.lines import normal

_PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "article.published", "publishdate",
    "publish-date", "publish_date", "published_time", "pubdate", "publication_date", "publicationdate", "published-date",
    "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "dc.date.published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article_date_original",
    "article:published", "published", "original-publish-date", "citation_publication_date", "citation_date",
    "creationdatetime", "created", "datecreated", "pub_date", "originalpublicationdate", "rnews:datepublished",
    "bt:pubdate", "gentime", "timestamp", "prism.publicationdate", "ptime", "displaydate", "article.created", "og:pubdate",
    "date", "og:published_time", "weibo:article:create_at", "apub:time", "shareaholic:article_published_time",
)  # fmt: skip
_UPDATED_NAMES = (
    "article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article.updated", "modified", "lastupdated", "og:modified_time", "updated",
    "revised", "shareaholic:article_modified_time",
)  # fmt: skip
_TITLE_NAMES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "headline",
)
_SITE_NAMES = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "article:publisher_name",
    "copyright",
)
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
    "og:article:author",
    "creator",
)
_ARTICLE_TYPE = re.compile(
    r"Article|BlogPosting|Report|NewsItem|LiveBlog|Posting|Review|Recipe|HowTo|CreativeWork$"
)
#: Elements that may say a day, whatever their attributes and where one says that it is a day; and an author's.
_DAYS = frozenset(["time", "abbr"])
_NAMED_DAYS = frozenset(["span", "div", "p"])
_AUTHORS = frozenset(["a", "span", "div", "p", "address", "cite"])
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])(?:author|byline)(?:$|\s|[_-]+name)", re.IGNORECASE)
_BY = re.compile(r"^(?:by|par|por|von|di|بقلم)[:\s]+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Declared:
    """A value that a page declares, and where: `basis` as in 'json-ld datePublished'."""

    value: str
    basis: str


@dataclass(slots=True)
class Metadata:
    """All declared values, most trusted first in each list; texts as printed, without white space around them."""

    titles: list[Declared] = field(default_factory=list)
    published: list[Declared] = field(default_factory=list)
    updated: list[Declared] = field(default_factory=list)
    times: list[Declared] = field(default_factory=list)
    authors: list[Declared] = field(default_factory=list)
    sites: list[Declared] = field(default_factory=list)
    languages: list[Declared] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    url: str | None = None
    kind: str = ""
    items: int = 0


def _nodes(data: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if depth > 8:
        return
    if isinstance(data, list):
        for item in data[:300]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if key in data:
                yield from _nodes(data[key], depth + 1)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return normal(str(value)) if isinstance(value, str | int | float) else ""


def _names(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    names = [_text(item) for item in items]
    return [name for name in names if name and not name.startswith(("http:", "https:", "#"))]


def _types(node: Mapping[str, object]) -> str:
    kind = node.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")


def _read_json_ld(text: str, found: Metadata) -> None:
    try:
        data = json.loads(
            _CONTROL.sub(" ", text.strip().removeprefix("<!--").removesuffix("-->")), strict=False
        )
    except (ValueError, RecursionError):
        return
    nodes = list(_nodes(data))
    articles = [node for node in nodes if _ARTICLE_TYPE.search(_types(node))]
    pages = [node for node in nodes if node not in articles and "WebPage" in _types(node)]
    found.items += sum("ListItem" in _types(node) for node in nodes)
    for rank, group in (("json-ld", articles[:1]), ("json-ld page", pages[:1])):
        for node in group:
            for key in ("datePublished", "dateCreated", "uploadDate"):
                if _text(node.get(key)):
                    found.published.append(Declared(_text(node[key]), f"{rank} {key}"))
            if _text(node.get("dateModified")):
                found.updated.append(Declared(_text(node["dateModified"]), f"{rank} dateModified"))
            if rank == "json-ld":
                found.kind = found.kind or _types(node)
                for key in ("headline", "name"):
                    if _text(node.get(key)):
                        found.titles.append(Declared(_text(node[key]), f"json-ld {key}"))
                for key in ("author", "creator"):
                    found.authors += [Declared(name, f"json-ld {key}") for name in _names(node.get(key))]
                if isinstance(node.get("articleBody"), str):
                    found.bodies.append(str(node["articleBody"]))
                found.sites += [Declared(name, "json-ld publisher") for name in _names(node.get("publisher"))]
                if _text(node.get("inLanguage")):
                    found.languages.append(Declared(_text(node["inLanguage"]), "json-ld inLanguage"))


def _read_meta(root: etree._Element, found: Metadata) -> None:
    by_name: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = element.get("content")
        if not content or not content.strip():
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(key)
            if name:
                by_name.setdefault(name.strip().lower(), []).append(normal(content))
    for names, into in (
        (_PUBLISHED_NAMES, found.published),
        (_UPDATED_NAMES, found.updated),
        (_TITLE_NAMES, found.titles),
        (_SITE_NAMES, found.sites),
        (_AUTHOR_NAMES, found.authors),
    ):
        for name in names:
            for value in by_name.get(name, ())[: 1 if into is not found.authors else 4]:
                into.append(Declared(value, f"meta {name}"))
    for name in ("og:locale", "language", "content-language", "dc.language"):
        found.languages += [Declared(value, f"meta {name}") for value in by_name.get(name, ())]
    found.url = next(iter(by_name.get("og:url", ())), None)
    found.kind = found.kind or next(iter(by_name.get("og:type", ())), "")


def _read_day(element: etree._Element, property_: str, found: Metadata) -> None:
    stamp = element.get("datetime") if element.tag == "time" else None
    value = (
        stamp or element.get("content") or element.get("title") or "".join(map(str, element.itertext()))[:80]
    )
    value = normal(value)
    if not value:
        return
    names = f"{property_} {element.get('class') or ''}".lower()
    if "datepublished" in names:
        found.published.append(Declared(value, f"{element.tag} datePublished"))
    elif "modified" in names or "updated" in names:
        found.updated.append(Declared(value, f"{element.tag} dateModified"))
    elif element.tag == "time" or "publish" in names:
        found.times.append(Declared(value, "time tag"))


def _read_author(element: etree._Element, property_: str, found: Metadata) -> None:
    names = f"{element.get('class') or ''} {element.get('rel') or ''} {property_}"
    low = names.lower()
    if ("author" in low or "byline" in low) and _AUTHOR_CLASS.search(names):
        value = _BY.sub("", normal("".join(map(str, element.itertext()))[:120]))
        if 1 < len(value.split()) <= 5 and not any(map(str.isdigit, value)):
            found.authors.append(Declared(value, "author element"))


def read_metadata(root: etree._Element) -> Metadata:
    """Everything a page declares. Broken JSON-LD is passed over; nothing raises."""
    found = Metadata()
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            _read_json_ld(script.text, found)
    _read_meta(root, found)
    for element in root.iter(*(_DAYS | _NAMED_DAYS | _AUTHORS)):
        tag = element.tag
        property_ = element.get("itemprop") or ""
        if tag in _DAYS or ("date" in property_ and tag in _NAMED_DAYS):
            _read_day(element, property_, found)
        if tag in _AUTHORS and len(found.authors) < 12:
            _read_author(element, property_, found)
    html = root if root.tag == "html" else root.find(".//html")
    if html is not None and (html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang")):
        tag = html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        found.languages.insert(0, Declared(tag, "html lang"))
    heading = root.find(".//h1")
    if heading is not None and normal("".join(map(str, heading.itertext()))):
        found.titles.append(Declared(normal("".join(map(str, heading.itertext()))), "h1"))
    title = root.find(".//title")
    if title is not None and title.text and normal(title.text):
        found.titles.append(Declared(normal(title.text), "title tag"))
    canonical = root.find(".//link[@rel='canonical']")
    if found.url is None and canonical is not None:
        found.url = canonical.get("href")
    return found
