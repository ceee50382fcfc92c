"""The site's files in units: what is made together, and made again together when one of its facts changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from urllib.parse import unquote

from builder.derive import exports, feeds
from builder.derive.entries import EntityKey
from builder.derive.exports import File
from builder.derive.library import Library
from builder.derive.rows import Fresh, Month, Rows, Run, months
from builder.derive.site import Site
from builder.derive.sitemap import sitemap
from builder.model.entities import EntityType
from builder.plugin import digests, redirects, scratch, searching
from builder.plugin.holdings import Holdings
from builder.plugin.kept import ByName
from builder.plugin.listed import is_made
from builder.plugin.packed import IndexFile, Packed
from builder.plugin.pages import Composed, Composer
from builder.plugin.plan import PageKind, Planned
from builder.plugin.rendering import Renderer, plain
from builder.plugin.searching import Keeping, Shard
from builder.plugin.shell import Parts, Shell, Shells, octets
from builder.plugin.wording import Wording


class Sort(StrEnum):
    """What a unit makes. A page that MkDocs makes itself is no unit, but what lies beside it is."""

    PAGE = "page"
    ARTICLE = "article"
    STORY = "story"
    ENTITY = "entity"
    SOURCE = "source"
    FEED = "feed"
    FORMER = "former"
    ROWS = "rows"
    DOWNLOAD = "download"
    WHOLE = "whole"
    SEARCH = "search"
    SHARDS = "shards"


#: Gives the articles' rows where they are kept.
Runs = Callable[[], Rows]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `page` is its page, if it has one; `key` what its other files are looked up by.

    `together` names what it is best made next to: units of one story share their comparisons. `shard` is the part of
    the search index to make, `ids` the articles of a month's rows; the key says of both which articles they have.
    """

    sort: Sort
    key: tuple[str, ...] = ()
    page: Planned | None = None
    together: str = ""
    shard: Shard | None = None
    ids: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Different for every unit of an archive."""
        return f"{self.sort.value}:{self.page.path if self.page else '|'.join(self.key)}"


def units(held: Holdings, is_ours: Callable[[str], bool], *, search: bool) -> Iterator[Unit]:
    """Every unit; `is_ours` says of a page's path whether it is made here."""
    library = held.library
    yield from of_all(library, search=search)
    yield Unit(Sort.FORMER)
    yield Unit(Sort.FEED)
    for page in held.planned:
        unit = of_page(library, page, ours=is_ours(page.path))
        if unit is not None:
            yield unit
    for slug in library.stories:
        yield Unit(Sort.STORY, (slug,), together=slug)
    for entity in library.entities:
        yield Unit(Sort.ENTITY, (entity.type.value, entity.name))
    for source in library.sources:
        yield Unit(Sort.SOURCE, (source,))


def of_all(library: Library, *, search: bool) -> Iterator[Unit]:
    """The units of which each is made from many articles, or all; none has a page."""
    if search:
        yield from search_units(library)
    for month in months(library):
        yield Unit(Sort.ROWS, (month.name, digests.of_all(month.ids)), ids=month.ids)
    for file in exports.downloads(library, Site(""), {}):
        yield Unit(Sort.DOWNLOAD, (file.path,))
    yield Unit(Sort.WHOLE)


def pages_alone(held: Holdings, is_ours: Callable[[str], bool]) -> Iterator[Unit]:
    """The articles' own pages and what the navigation leads to, with nothing beside them."""
    for page in held.planned:
        if is_made(page, derived=False) and is_ours(page.path):
            yield Unit(Sort.PAGE, page.key, page)


def search_units(library: Library) -> Iterator[Unit]:
    """The parts of the search index, and their list."""
    parts = searching.shards(library)
    for part in parts:
        yield Unit(Sort.SEARCH, (part.folder, part.language, digests.of_all(part.articles)), shard=part)
    yield Unit(Sort.SHARDS, (searching.listed(parts),))


def of_page(library: Library, page: Planned, *, ours: bool) -> Unit | None:
    """The unit that makes a page; of one that MkDocs makes itself, what lies beside it, if anything does."""
    made = page if ours else None
    if page.kind is PageKind.ARTICLE:
        return Unit(Sort.ARTICLE, page.key, made, library.articles[page.key[0]].story or "")
    if made is None:
        return None
    if page.kind is PageKind.COMPARISON:
        return Unit(Sort.PAGE, page.key, made, library.articles[page.key[0]].story or "")
    return Unit(Sort.PAGE, page.key, made, page.key[0] if page.kind is PageKind.STORY else "")


def page_file(page: Planned) -> str:
    """Where a page lies, from the root of the site."""
    return f"{unquote(page.address)}index.html"


class Maker:
    """Makes the files of units from holdings, which may be tracked ones."""

    def __init__(
        self,
        held: Holdings,
        composer: Composer,
        renderer: Renderer,
        wording: Wording,
        site: Site,
        shells: Shells,
        runs: Runs | None = None,
        keeping: Keeping | None = None,
    ) -> None:
        """`runs` gives the articles' rows where they are kept from one build to the next, `keeping` says where what parts of
        the search index were made from is."""
        self._held = held
        self._runs = runs
        self._keeping = keeping
        self.composer = composer
        self._renderer = renderer
        self._wording = wording
        self._site = site
        self._shells = shells
        #: Where feeds get their entries; whoever notes the facts of units puts one here that notes them with each.
        self.entries: feeds.Entries = feeds.NoEntries()

    def files(self, unit: Unit) -> Iterator[File]:
        """The unit's files. Their paths differ from those of every other unit."""
        if unit.page is not None:
            yield File(page_file(unit.page), _bytes(self.page(unit.page)))
        library, site = self._held.library, self._site
        match unit.sort:
            case Sort.ARTICLE:
                article = library.articles[unit.key[0]]
                leading = redirects.permanent(article, self._renderer, site)
                yield File(leading.path, _bytes(leading.html))
                made = self._held.provenances.get(article.id)
                yield from exports.article_twin(library, article, site, made)
                yield from exports.card_file(library, article, site)
                feeds.have_entry(library, article, site, self.entries)
            case Sort.STORY | Sort.ENTITY | Sort.SOURCE:
                yield from self._beside(unit)
            case Sort.FEED:
                yield from exports.files_of_feed(feeds.archive_feed(library, site))
                yield from exports.site_card(site)
            case Sort.FORMER:
                for leading in redirects.former(library, self._renderer, site):
                    yield File(leading.path, _bytes(leading.html))
            case Sort.DOWNLOAD:
                provenances = self._held.provenances
                runs = self._runs() if self._runs is not None else None
                found = exports.downloads(library, site, provenances, runs, scratch.on_disk)
                yield from (file for file in found if file.path == unit.key[0])
            case Sort.WHOLE:
                yield from whole(self._held, library, site)
            case Sort.SEARCH:
                yield from self._search(unit)
            case Sort.SHARDS:
                if self._keeping is not None:
                    self._keeping.memories.leave(chain.from_iterable(json.loads(unit.key[0])))
                yield File(searching.LIST, _bytes(unit.key[0]))

    def rows(self, unit: Unit) -> Run:
        """A month's articles as the downloads hold them."""
        return Fresh(self._held.library, self._site, self._held.provenances, Month(unit.key[0], unit.ids))

    def page(self, page: Planned) -> bytes:
        """The page's HTML."""
        shell = self._shells.of(page)
        return shell.filled(self._parts(page, shell, self.composer.compose(page, shell.own.lead)))

    def filled(self, page: Planned, composed: Composed) -> str:
        """The page's HTML, where its parts are made."""
        shell = self._shells.of(page)
        return shell.fill(self._parts(page, shell, composed))

    def _parts(self, page: Planned, shell: Shell, composed: Composed) -> Parts:
        canonical = self._site.absolute(page.address) if self._site.url else ""
        return Parts.of(composed, shell.own.name or plain(composed.heading), canonical)

    def _search(self, unit: Unit) -> Iterator[File]:
        assert unit.shard is not None
        memories, held = self._keeping.memories if self._keeping is not None else None, self._held
        for file in searching.index_shard(held.library, unit.shard, self._wording, memories, held.bodies):
            yield File(file.path, _lazily(file))

    def _beside(self, unit: Unit) -> Iterator[File]:
        library, site = self._held.library, self._site
        match unit.sort:
            case Sort.STORY:
                story = library.stories[unit.key[0]]
                yield from exports.entry_twin(library, story, site)
                feed = feeds.story_feed(library, story, site, self.entries)
            case Sort.SOURCE:
                source = library.sources[unit.key[0]]
                yield from exports.entry_twin(library, source, site)
                feed = feeds.source_feed(library, source, site, self.entries)
            case _:
                kind, name = unit.key
                entity = library.entities[EntityKey(EntityType(kind), name)]
                yield from exports.entry_twin(library, entity, site)
                feed = feeds.entity_feed(library, entity, site, self.entries)
        if feed.entries:
            yield from exports.files_of_feed(feed)


def whole(held: Holdings, library: Library, site: Site) -> Iterator[File]:
    """The files that hold something of every page: the sitemap, the list of addresses."""
    for entry in sitemap(library, site):
        yield File(entry.path, _bytes(entry.content))
    listed = sorted(page.address for page in held.plan())
    yield File("urls.txt", lambda: _lines(listed, site))


#: Lines put together at a time: of 100,000 articles all of them are 60 MB.
_LINES = 4_096


def _lines(listed: Sequence[str], site: Site) -> Iterator[bytes]:
    for begin in range(0, len(listed), _LINES):
        some = listed[begin : begin + _LINES]
        yield octets("".join([f"{site.absolute(address)}\n" for address in some]))


def _lazily(file: IndexFile) -> Callable[[], Iterable[bytes]]:
    if isinstance(file, Packed) and file.is_named:
        return lambda: ByName(lambda: file.content)
    return lambda: (file.content,)


def _bytes(content: str | bytes) -> Callable[[], Iterable[bytes]]:
    raw = content if isinstance(content, bytes) else octets(content)
    return lambda: (raw,)
