"""Which pages the site has beside the files that people wrote: one `Planned` for each, without rendering anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from builder.derive import addresses, paging
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.views_article import EVERY_PAIR
from builder.derive.views_timeline import UNDATED, Years, year_path
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
    yield Planned("index.md", PageKind.HOME)
    yield Planned("search/index.md", PageKind.SEARCH)
    yield Planned("data/index.md", PageKind.DATA)
    for article in library.articles.values():
        yield Planned(article.path, PageKind.ARTICLE, (article.id,))
    yield from _stories(library)
    yield from _names(library)
    yield from _list("sources/index.md", PageKind.SOURCES, (), len(library.sources), paging.NAMES)
    for source in library.sources.values():
        yield from _list(source.path, PageKind.SOURCE, (source.id,), len(source.articles), paging.ARTICLES)
    yield Planned("timeline/index.md", PageKind.TIMELINE)
    for year, ids in years.by_year.items():
        yield from _list(year_path(year), PageKind.YEAR, (year,), len(ids), paging.ARTICLES)
    if years.undated:
        yield from _list(UNDATED, PageKind.YEAR, ("",), len(years.undated), paging.ARTICLES)


def _stories(library: Library) -> Iterator[Planned]:
    told = [story for story in library.stories.values() if len(story.articles) > 1]
    yield from _list("stories/index.md", PageKind.STORIES, (), len(told), paging.STORIES)
    for story in told:
        yield from _list(story.path, PageKind.STORY, (story.slug,), len(story.articles), paging.VERSIONS)
        for a, b in library.pairs(story, EVERY_PAIR):
            yield Planned(addresses.comparison_path(a, b), PageKind.COMPARISON, (a, b))
    for a in library.ties:
        if is_shown(library.articles[a]):
            for b in library.elsewhere(library.articles[a]):
                if a < b:
                    yield Planned(addresses.comparison_path(a, b), PageKind.COMPARISON, (a, b))


def _names(library: Library) -> Iterator[Planned]:
    for kind in EntityType:
        count = sum(1 for key in library.entities if key.type is kind)
        yield from _list(f"{kind.plural}/index.md", PageKind.NAMES, (kind.value,), count, paging.NAMES)
    for entity in library.entities.values():
        key = (entity.key.type.value, entity.key.name)
        yield from _list(entity.path, PageKind.ENTITY, key, len(entity.articles), paging.ARTICLES)


def _list(path: str, kind: PageKind, key: tuple[str, ...], total: int, size: int) -> Iterator[Planned]:
    for number in range(1, paging.pages(total, size) + 1):
        yield Planned(paging.page_path(path, number), kind, key, number)
