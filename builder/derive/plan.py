"""Which pages the site has beside the files that people wrote: one `Planned` for each, without rendering anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from builder.derive import addresses, paging
from builder.derive.entries import EntityEntry, EntityKey, Place, SourceEntry, StoryEntry
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.views_article import EVERY_PAIR
from builder.derive.views_timeline import UNDATED, Years, year_path
from builder.model.article import Article
from builder.model.entities import EntityType


class PageKind(StrEnum):
    """What a page shows; its value names the template."""

    ARTICLE = "article"
    STORY = "story"
    STORIES = "stories"
    ENTITY = "entity"
    NAMES = "names"
    SOURCE = "source"
    SOURCES = "sources"
    TIMELINE = "timeline"
    YEAR = "year"
    COMPARISON = "comparison"
    HOME = "home"
    SEARCH = "search-page"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Planned:
    """A page of the site: its path among the Markdown files, its kind, and what its view is looked up by.

    `key` is an article id, a story's or source's id, an entity's type and name, a year ('' for the undated), a pair
    of ids, or empty. `number` counts the pages of a long list from 1.
    """

    path: str
    kind: PageKind
    key: tuple[str, ...] = ()
    number: int = 1

    @property
    def address(self) -> str:
        return addresses.address(self.path)


def planned(library: Library, years: Years) -> Iterator[Planned]:
    """Every page that is computed from front matter. Paths are all different."""
    yield from listings(library)
    outlines = library.outlines
    for article in outlines.values():
        yield Planned(article.path, PageKind.ARTICLE, (article.id,))
    for story in library.stories.values():
        yield from of_story(library, story)
    told = {identity: story.slug for story in library.stories.values() for identity in story.articles}
    for a, ties in library.ties.items():
        for b in (tie.other for tie in ties) if is_shown(outlines[a]) else ():
            # As `Library.elsewhere` has it of one article.
            if a < b and is_shown(outlines[b]) and not (a in told and told[a] == told.get(b)):
                yield comparison(a, b)
    for entity in library.entities.values():
        yield from of_entity(entity)
    for source in library.sources.values():
        yield from of_source(source)
    for year in (*years.by_year, ""):
        yield from of_year(years, year)


def listings(library: Library) -> Iterator[Planned]:
    """The pages that are of no article, entry or year, but list many or none."""
    for path, alone in _ALONE.items():
        yield Planned(path, alone)
    told = sum(1 for story in library.stories.values() if len(story.articles) > 1)
    yield from _list("stories/index.md", PageKind.STORIES, (), told, paging.STORIES)
    counts = Counter(key.type for key in library.entities)
    for kind in EntityType:
        yield from _list(f"{kind.plural}/index.md", PageKind.NAMES, (kind.value,), counts[kind], paging.NAMES)
    yield from _list("sources/index.md", PageKind.SOURCES, (), len(library.sources), paging.NAMES)


def of_story(library: Library, story: StoryEntry) -> Iterator[Planned]:
    """The pages of a story and of the comparisons within it; none where it has one version."""
    if len(story.articles) > 1:
        yield from _list(story.path, PageKind.STORY, (story.slug,), len(story.articles), paging.VERSIONS)
        for a, b in library.pairs(story, EVERY_PAIR):
            yield comparison(a, b)


def comparison(a: str, b: str) -> Planned:
    return Planned(addresses.comparison_path(a, b), PageKind.COMPARISON, (a, b))


def of_entity(entity: EntityEntry) -> Iterator[Planned]:
    key = (entity.key.type.value, entity.key.name)
    return _list(entity.path, PageKind.ENTITY, key, len(entity.articles), paging.ARTICLES)


def of_source(source: SourceEntry) -> Iterator[Planned]:
    return _list(source.path, PageKind.SOURCE, (source.id,), len(source.articles), paging.ARTICLES)


def of_year(years: Years, year: str) -> Iterator[Planned]:
    """The pages of a year, or of what has no day ('')."""
    ids = years.by_year.get(year, ()) if year else years.undated
    if ids:
        yield from _list(
            year_path(year) if year else UNDATED, PageKind.YEAR, (year,), len(ids), paging.ARTICLES
        )


def _list(path: str, kind: PageKind, key: tuple[str, ...], total: int, size: int) -> Iterator[Planned]:
    for number in range(1, paging.pages(total, size) + 1):
        yield Planned(paging.page_path(path, number), kind, key, number)


def find(library: Library, years: Years, path: str) -> Planned | None:
    """The page at a path, None where there is none: one of `planned`, without walking them all."""
    if not path.endswith(".md"):
        return None
    if path.startswith("compare/"):
        return _comparison(library, path)
    first, number = _numbered(path)
    for base, place in ((path, 1), (first, number)):
        found = _list_at(library, years, base)
        if found is not None:
            kind, key, total, size = found
            if 1 <= place <= paging.pages(total, size) and paging.page_path(base, place) == path:
                return Planned(path, kind, key, place)
    return None


_NUMBERED = re.compile(r"(?P<stem>.+?)(?P<listing>/-)?/(?P<number>[1-9]\d*)\.md")


def _numbered(path: str) -> tuple[str, int]:
    """The first page of the list that a further page belongs to, and its number (see `paging.page_path`)."""
    found = _NUMBERED.fullmatch(path)
    if found is None:
        return path, 1
    return found["stem"] + ("/index.md" if found["listing"] else ".md"), int(found["number"])


class _List(NamedTuple):
    kind: PageKind
    key: tuple[str, ...]
    total: int
    size: int


def _list_at(library: Library, years: Years, path: str) -> _List | None:
    """The list whose first page lies at a path; a page that is no list is one of nothing."""
    alone = _ALONE.get(path)
    if alone is not None:
        return _List(alone, (), 0, 1)
    match path.split("/"):
        case ["stories", "index.md"]:
            told = sum(1 for story in library.stories.values() if len(story.articles) > 1)
            return _List(PageKind.STORIES, (), told, paging.STORIES)
        case ["sources", "index.md"]:
            return _List(PageKind.SOURCES, (), len(library.sources), paging.NAMES)
        case [plural, "index.md"] if plural in _PLURALS:
            kind = _PLURALS[plural]
            count = sum(1 for key in library.entities if key.type is kind)
            return _List(PageKind.NAMES, (kind.value,), count, paging.NAMES)
        case ["timeline", _] if path == UNDATED:
            return _List(PageKind.YEAR, ("",), len(years.undated), paging.ARTICLES) if years.undated else None
        case ["timeline", name] if (year := name.removesuffix(".md")) in years.by_year:
            return _List(PageKind.YEAR, (year,), len(years.by_year[year]), paging.ARTICLES)
    return _held_at(library, path)


def _held_at(library: Library, path: str) -> _List | None:
    match library.paths.get(path):
        case Place("article", str(key)):
            return _List(PageKind.ARTICLE, (key,), 0, 1)
        case Place("story", str(key)):
            ids = library.stories[key].articles
            return _List(PageKind.STORY, (key,), len(ids), paging.VERSIONS) if len(ids) > 1 else None
        case Place("entity", EntityKey() as key):
            entity = library.entities[key]
            return _List(PageKind.ENTITY, (key.type.value, key.name), len(entity.articles), paging.ARTICLES)
        case Place("source", str(key)):
            return _List(PageKind.SOURCE, (key,), len(library.sources[key].articles), paging.ARTICLES)
    return None


_ALONE = {
    "index.md": PageKind.HOME,
    "search/index.md": PageKind.SEARCH,
    "data/index.md": PageKind.DATA,
    "timeline/index.md": PageKind.TIMELINE,
}
_PLURALS = {kind.plural: kind for kind in EntityType}


def _comparison(library: Library, path: str) -> Planned | None:
    slugs = path.removeprefix("compare/").removesuffix(".md")
    for place in (n for n, character in enumerate(slugs) if character == "-"):
        pair = [library.paths.get(f"id/{part}.md") for part in (slugs[:place], slugs[place + 1 :])]
        ids = [str(found.key) for found in pair if found is not None]
        if len(ids) == 2:
            for page in comparisons_of(library, ids[0]):
                if page.path == path:
                    return page
    return None


def comparisons_of(library: Library, identity: str) -> Iterator[Planned]:
    """The pages that compare an article with others."""
    article = library.articles[identity]
    story = library.story_of(article)
    for a, b in library.pairs(story, EVERY_PAIR) if story else ():
        if identity in (a, b):
            yield comparison(a, b)
    if is_shown(article):
        for other in library.elsewhere(article):
            yield comparison(*sorted((identity, other)))


def about(library: Library, years: Years, article: Article) -> Iterator[Planned]:
    """The pages of an article, its comparisons, and the lists that it stands on, each with all their parts."""
    yield Planned(article.path, PageKind.ARTICLE, (article.id,))
    yield from comparisons_of(library, article.id)
    story = library.story_of(article)
    if story is not None:
        yield from _list(story.path, PageKind.STORY, (story.slug,), len(story.articles), paging.VERSIONS)
    for entity in library.entities_of(article):
        yield from of_entity(entity)
    source = library.sources.get(article.source) if article.source else None
    if source is not None:
        yield from of_source(source)
    yield from of_year(years, (article.date or "")[:4])
