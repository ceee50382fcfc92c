"""What an entity's page shows: who or what it is, its articles over time, and whom it appears with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.derive.library import EntityEntry, Library
from builder.derive.views import Card, EntityGroup, Named, cards, entity_groups, entity_name, newest_first
from builder.model.entities import EntityType

#: Names shown of each type among those that appear together with the entity.
COMPANIONS = 12

#: Articles listed on one page of an entity or source.
PAGE = 200


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many articles a year (`YYYY`) holds."""

    year: str
    count: int


@dataclass(frozen=True, slots=True)
class EntityView:
    """One entity. `years` covers every year from its first to its last, also those without articles."""

    name: str
    type: EntityType
    url: str
    aliases: tuple[str, ...]
    wikidata: str | None
    note: str | None
    articles: tuple[Card, ...]
    years: tuple[YearCount, ...]
    undated: int
    companions: tuple[EntityGroup, ...]
    sources: tuple[Named, ...]
    stories: int


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The listing of one type: its names, most listed first."""

    type: EntityType
    names: tuple[Named, ...]


def entity_view(library: Library, entry: EntityEntry) -> EntityView:
    """The view of one entity; its cost grows with the articles that list it."""
    articles = [library.articles[identity] for identity in entry.articles]
    record = entry.record
    groups = entity_groups(library, entry.articles, most=COMPANIONS + 1)
    companions = (
        EntityGroup(g.type, tuple(n for n in g.entities if n.url != entry.url)[:COMPANIONS]) for g in groups
    )
    published: dict[str, int] = {}
    for article in articles:
        if article.source:
            published[article.source] = published.get(article.source, 0) + 1
    return EntityView(
        name=entry.key.name,
        type=entry.key.type,
        url=entry.url,
        aliases=tuple(alias.text for alias in record.aliases) + record.former if record else (),
        wikidata=record.wikidata if record else None,
        note=record.note if record else None,
        articles=cards(library, newest_first(library, entry.articles)),
        years=year_counts(article.date for article in articles),
        undated=sum(1 for article in articles if not article.date),
        companions=tuple(group for group in companions if group.entities),
        sources=tuple(
            Named(library.sources[source].name, library.sources[source].url, count)
            for source, count in sorted(published.items(), key=lambda item: (-item[1], item[0]))
        ),
        stories=len({article.story for article in articles if library.story_of(article)}),
    )


def year_counts(days: Iterable[str | None]) -> tuple[YearCount, ...]:
    """Articles by year from the first to the last year that has one, gaps included as 0; undated ones left out."""
    counts: dict[int, int] = {}
    for day in days:
        if day:
            counts[int(day[:4])] = counts.get(int(day[:4]), 0) + 1
    if not counts:
        return ()
    return tuple(YearCount(f"{year:04}", counts.get(year, 0)) for year in range(min(counts), max(counts) + 1))


def name_index(library: Library, kind: EntityType) -> NameIndex:
    """All entities of a type."""
    entries = sorted(
        (entry for entry in library.entities.values() if entry.key.type is kind),
        key=lambda entry: (-len(entry.articles), entry.key.name),
    )
    return NameIndex(kind, tuple(entity_name(entry) for entry in entries))
