"""Atom and JSON Feed for the archive and for each story, source and entity.

A feed's stamps come from the articles' own days, never from the clock, so that two builds of one archive are equal.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from builder.derive import addresses
from builder.derive.citations import authors
from builder.derive.entries import EntityEntry, SourceEntry, StoryEntry
from builder.derive.library import Library
from builder.derive.rights import Shown, is_shown, opening
from builder.derive.site import Site
from builder.model.article import Article, Outline
from builder.text import jsonlines

#: Entries in the archive's own feed, and in one of a story, source or entity: readers fetch the whole file each time,
#: and there is such a file for every name. Of 10,000 generated articles all feeds are 155 MB with 50 entries in each and
#: in both formats: 119 MB with 20, 68 MB where stories and names have Atom alone, which every reader of feeds reads.
MOST, MOST_BESIDE = 50, 20
#: Words of an entry's summary.
_SUMMARY_WORDS = 60
#: A stamp must be there by both formats; an article without any day has this one, and no `published`.
_NO_DAY = "1970-01-01"


@dataclass(frozen=True)
class Entry:
    """One article in a feed, whichever it is. `updated` is a day, `published` one only where it is the article's own,
    else None; `lasting` is what feed readers know the entry by."""

    id: str
    lasting: str
    url: str
    title: str
    summary: str
    updated: str
    published: str | None
    authors: tuple[str, ...]
    source: str
    language: str
    tags: tuple[str, ...]

    @cached_property
    def atom(self) -> bytes:
        """The entry as it stands in an Atom feed, UTF-8: made once, however many feeds have it."""
        return "\n".join(_atom_entry(self)).encode()

    @cached_property
    def json(self) -> bytes:
        """The entry as it stands in a JSON Feed, UTF-8."""
        return jsonlines.octets(_json_item(self))


class Formed(Protocol):
    """What a feed takes of an entry, whoever made it."""

    @property
    def updated(self) -> str: ...
    @property
    def atom(self) -> bytes: ...
    @property
    def json(self) -> bytes: ...


class Entries(Protocol):
    """Where a feed gets its entries: they may be remembered from one feed to the next."""

    def of(self, identity: str, make: Callable[[], Entry]) -> Formed:
        """The article's entry, from `make` where it is not at hand."""

    def have(self, identity: str, make: Callable[[], Entry]) -> None:
        """Have it at hand for feeds that come, if that is of any use."""


class NoEntries:
    """Remembers nothing."""

    def of(self, identity: str, make: Callable[[], Entry]) -> Entry:
        return make()

    def have(self, identity: str, make: Callable[[], Entry]) -> None:
        return None


class AllEntries:
    """Remembers every entry: for feeds that are made one after the other from one library."""

    def __init__(self) -> None:
        self._made: dict[str, Entry] = {}

    def have(self, identity: str, make: Callable[[], Entry]) -> None:
        self.of(identity, make)

    def of(self, identity: str, make: Callable[[], Entry]) -> Entry:
        found = self._made.get(identity)
        if found is None:
            found = self._made[identity] = make()
        return found


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `address` is the page that it belongs to; its files lie beside it as `feed.xml` and, where `has_json`,
    `feed.json`."""

    title: str
    address: str
    site: Site
    entries: tuple[Formed, ...]
    has_json: bool = True

    @property
    def updated(self) -> str:
        """The latest day of any entry."""
        return max([entry.updated for entry in self.entries], default=_NO_DAY)

    @property
    def atom_address(self) -> str:
        return f"{self.address}feed.xml"

    @property
    def json_address(self) -> str:
        return f"{self.address}feed.json"


def feeds(library: Library, site: Site) -> Iterator[Feed]:
    """Every feed of the archive: its own, then those of stories, sources and entities that have an article to show."""
    made = AllEntries()
    yield archive_feed(library, site, made)
    for story in library.stories.values():
        yield from _with_entries(story_feed(library, story, site, made))
    for source in library.sources.values():
        yield from _with_entries(source_feed(library, source, site, made))
    for entity in library.entities.values():
        yield from _with_entries(entity_feed(library, entity, site, made))


def _with_entries(feed: Feed) -> Iterator[Feed]:
    if feed.entries:
        yield feed


def archive_feed(library: Library, site: Site, made: Entries | None = None) -> Feed:
    """The newest articles of all. `made` remembers entries where several feeds are made."""
    outlines = library.outlines
    shown = filter(is_shown, map(outlines.__getitem__, library.chronological))
    newest = heapq.nlargest(MOST, ((_stamp(article), article.id) for article in shown))
    return Feed(site.name, "", site, _entries(library, site, newest, made))


def story_feed(library: Library, story: StoryEntry, site: Site, made: Entries | None = None) -> Feed:
    """The newest versions of a story; its title is that of its first version."""
    first = library.articles[story.articles[0]].title
    return _feed(library, site, first or story.slug, story, site.json_feeds, made)


def source_feed(library: Library, source: SourceEntry, site: Site, made: Entries | None = None) -> Feed:
    return _feed(library, site, source.name, source, True, made)


def entity_feed(library: Library, entity: EntityEntry, site: Site, made: Entries | None = None) -> Feed:
    return _feed(library, site, entity.key.name, entity, site.json_feeds, made)


def have_entry(library: Library, article: Article, site: Site, made: Entries) -> None:
    """Have the article's entry made while its text is at hand, if feeds are to come that have one."""
    if is_shown(article):
        made.have(article.id, partial(_entry, library, article.id, site))


def _feed(
    library: Library,
    site: Site,
    called: str,
    of: StoryEntry | SourceEntry | EntityEntry,
    has_json: bool,
    made: Entries | None,
) -> Feed:
    """The feed of what stands beside a page."""
    found = filter(None, library.each(_stamped, of.articles))
    newest = sorted(found, reverse=True)[:MOST_BESIDE]
    title = f"{called} · {site.name}"
    return Feed(title, of.url, site, _entries(library, site, newest, made), has_json)


#: The day by which a feed places an article, and its id.
_Stamped = tuple[str, str]


def _stamped(library: Library, article: Article) -> _Stamped | None:
    """None of one that is not shown."""
    return (_stamp(article), article.id) if is_shown(article) else None


def _entries(
    library: Library, site: Site, newest: Iterable[_Stamped], made: Entries | None
) -> tuple[Formed, ...]:
    made = made or NoEntries()
    return tuple([made.of(identity, partial(_entry, library, identity, site)) for _, identity in newest])


def _stamp(article: Outline) -> str:
    """The latest day that the article names: its update, its date, its capture."""
    return max(article.updated or "", article.date or "") or article.captured or _NO_DAY


def _entry(library: Library, identity: str, site: Site) -> Entry:
    article = library.articles[identity]
    source = library.sources.get(article.source) if article.source else None
    return Entry(
        id=article.id,
        lasting=site.absolute(addresses.permalink(article.id))
        if site.url
        else f"urn:annotated-news-archive:{article.id}",
        url=site.absolute(addresses.address(article.path)),
        title=article.title or article.id,
        summary=_summary(opening(article, source.record if source else None, _SUMMARY_WORDS)),
        updated=_stamp(article),
        published=article.firm_date,
        authors=tuple(author.literal for author in authors(article.byline)),
        source=source.name if source else "",
        language=article.language or "",
        tags=tuple([entry.key.name for entry in library.entities_of(article)]),
    )


def _summary(found: Shown) -> str:
    """The entry's summary, which says '…' also where only an opening was read."""
    text = summary(found.text, _SUMMARY_WORDS)
    return text if not found.cut or text.endswith("…") else text.rstrip(" ,;:") + "…"


def summary(text: str, words: int) -> str:
    """The first words of a text on one line; '…' where it goes on. In scripts without spaces, six characters a word."""
    parts = text.split(None, words)
    cut = " ".join(parts[:words])
    goes_on = len(parts) > words
    if len(cut) > words * 12:
        cut, goes_on = cut[: words * 6], True
    return cut.rstrip(" ,;:…") + "…" if goes_on else cut


#: Characters that XML 1.0 does not allow at all.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    return escape(_allowed(text))


def _attribute(text: str) -> str:
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    # Nothing that can be printed is not allowed but what has no meaning yet.
    return text if text.isascii() and text.isprintable() else _NOT_XML.sub("", text)


def atom(feed: Feed) -> bytes:
    """The feed as Atom (RFC 4287), UTF-8. Ids are URLs where the site has one, `urn:` names otherwise."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(feed.site.language)}>',
        f"  <title>{_xml(feed.title)}</title>",
        f"  <id>{_xml(_feed_id(feed))}</id>",
        f"  <updated>{feed.updated}T00:00:00Z</updated>",
        f"  <author><name>{_xml(feed.site.name)}</name></author>",
        f'  <link rel="self" type="application/atom+xml" href={_attribute(feed.site.absolute(feed.atom_address))}/>',
        f'  <link rel="alternate" type="text/html" href={_attribute(feed.site.absolute(feed.address))}/>',
    ]
    head = "\n".join(lines).encode()
    return b"\n".join([head, *[entry.atom for entry in feed.entries], b"</feed>\n"])


def _atom_entry(entry: Entry) -> Iterator[str]:
    yield f"  <entry xml:lang={_attribute(entry.language)}>" if entry.language else "  <entry>"
    yield f"    <title>{_xml(entry.title)}</title>"
    yield f"    <id>{_xml(entry.lasting)}</id>"
    yield f'    <link rel="alternate" type="text/html" href={_attribute(entry.url)}/>'
    yield f"    <updated>{entry.updated}T00:00:00Z</updated>"
    if entry.published:
        yield f"    <published>{entry.published}T00:00:00Z</published>"
    for name in entry.authors or ((entry.source,) if entry.source else ()):
        yield f"    <author><name>{_xml(name)}</name></author>"
    yield from map(_category, entry.tags)
    yield f"    <summary>{_xml(entry.summary)}</summary>"
    yield "  </entry>"


@lru_cache(maxsize=1 << 13)
def _category(name: str) -> str:
    """Remembered: a name stands in some ten articles or more."""
    return f"    <category term={_attribute(name)}/>"


def _feed_id(feed: Feed) -> str:
    return (
        feed.site.absolute(feed.address)
        if feed.site.url
        else f"urn:annotated-news-archive:{feed.address or 'all'}"
    )


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1, UTF-8."""
    record: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.site.absolute(feed.address),
        "feed_url": feed.site.absolute(feed.json_address),
        "language": feed.site.language,
    }
    head = jsonlines.octets(record)[:-1]
    items = b",".join([entry.json for entry in feed.entries])
    described = feed.site.description if not feed.address else ""
    tail = b',"description":' + jsonlines.octets(described) if described else b""
    return b'%b,"items":[%b]%b}\n' % (head, items, tail)


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.lasting,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary,
        "date_modified": f"{entry.updated}T00:00:00Z",
    }
    optional: dict[str, object] = {
        "date_published": f"{entry.published}T00:00:00Z" if entry.published else "",
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.tags),
        "language": entry.language,
    }
    return item | {key: value for key, value in optional.items() if value}
