"""What the home page shows below a person's words: how much the archive holds, the newest, the most told stories."""

from __future__ import annotations

from dataclasses import dataclass

from builder.derive.library import Library
from builder.derive.views import Card, EntityGroup, Named, latest, most_listed
from builder.derive.views_entity import YearCount, year_counts
from builder.derive.views_source import source_names
from builder.derive.views_story import StoryLine, story_lines
from builder.model.entities import EntityType

#: Lines of each list on the home page.
NEWEST = 8
STORIES = 6
NAMES = 12


@dataclass(frozen=True, slots=True)
class HomeView:
    """The archive in figures, and ways into it."""

    articles: int
    stories: int
    versions: int
    sources: int
    people: int
    organizations: int
    places: int
    first_day: str | None
    last_day: str | None
    undated: int
    languages: tuple[Named, ...]
    newest: tuple[Card, ...]
    told: tuple[StoryLine, ...]
    names: tuple[EntityGroup, ...]
    outlets: tuple[Named, ...]
    years: tuple[YearCount, ...]


def home_view(library: Library) -> HomeView:
    """The home page's view: one walk over the archive."""
    outlines = library.outlines
    articles = [outlines[identity] for identity in library.chronological]
    days = [article.date for article in articles if article.date]
    languages: dict[str, int] = {}
    for article in articles:
        if article.language:
            languages[article.language] = languages.get(article.language, 0) + 1
    told = story_lines(library)
    kinds = {kind: sum(1 for key in library.entities if key.type is kind) for kind in EntityType}
    return HomeView(
        articles=len(articles),
        stories=len(told),
        versions=sum(line.name.count for line in told),
        sources=len(library.sources),
        people=kinds[EntityType.PERSON],
        organizations=kinds[EntityType.ORGANIZATION],
        places=kinds[EntityType.PLACE],
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        undated=len(articles) - len(days),
        languages=tuple(
            Named(tag, "", count)
            for tag, count in sorted(languages.items(), key=lambda item: (-item[1], item[0]))
        ),
        newest=latest(library, library.chronological, NEWEST),
        told=told[:STORIES],
        names=most_listed(library, NAMES),
        outlets=source_names(library),
        years=year_counts(days),
    )
