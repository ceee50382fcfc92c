"""Which pages the site has beside the files that people wrote: one `Planned` for each, without rendering anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from builder.derive import addresses
from builder.derive.library import Library
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


@dataclass(frozen=True, slots=True)
class Planned:
    """A page of the site: its path among the Markdown files, its kind, and what its view is looked up by.

    `key` is an article id, a story's or source's id, an entity's type and name, a year ('' for the undated), a pair
    of ids, or empty.
    """

    path: str
    kind: PageKind
    key: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return addresses.address(self.path)


def planned(library: Library, years: Years) -> Iterator[Planned]:
    """Every page that is computed from front matter. Paths are all different."""
    yield Planned("index.md", PageKind.HOME)
    yield Planned("search/index.md", PageKind.SEARCH)
    for article in library.articles.values():
        yield Planned(article.path, PageKind.ARTICLE, (article.id,))
    yield Planned("stories/index.md", PageKind.STORIES)
    for story in library.stories.values():
        if len(story.articles) > 1:
            yield Planned(story.path, PageKind.STORY, (story.slug,))
            for a, b in library.pairs(story, EVERY_PAIR):
                yield Planned(addresses.comparison_path(a, b), PageKind.COMPARISON, (a, b))
    for kind in EntityType:
        yield Planned(f"{kind.plural}/index.md", PageKind.NAMES, (kind.value,))
    for entity in library.entities.values():
        yield Planned(entity.path, PageKind.ENTITY, (entity.key.type.value, entity.key.name))
    yield Planned("sources/index.md", PageKind.SOURCES)
    for source in library.sources.values():
        yield Planned(source.path, PageKind.SOURCE, (source.id,))
    yield Planned("timeline/index.md", PageKind.TIMELINE)
    for year in years.by_year:
        yield Planned(year_path(year), PageKind.YEAR, (year,))
    if years.undated:
        yield Planned(UNDATED, PageKind.YEAR, ("",))
