"""What an entity's page shows: who or what it is, its articles over time, and whom it appears with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from builder.derive.entries import EntityEntry
from builder.derive.library import Library
from builder.derive.paging import Paged
from builder.derive.views import (
    Card,
    EntityGroup,
    Listing,
    Named,
    entity_groups,
    entity_name,
    listings,
    paged_cards,
)
from builder.model.entities import EntityType

#: Names shown of each type among those that appear together with the entity.
COMPANIONS = 12


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many articles a year (`YYYY`) holds."""

    year: str
    count: int


#: Calendar years up to which an entity's time is told by month.
MONTHLY = 2


class Period(NamedTuple):
    """A year (`YYYY`) or month (`YYYY-MM`): the articles that list an entity, and how often their texts name it."""

    label: str
    articles: int = 0
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class EntityView:
    """One entity, or a further page of its articles (which has no `periods`, companions or sources).

    `periods` are years, or months where its articles lie within two calendar years; they cover its time from the first
    to the last, also those without articles. `count` is of all its articles, `mentions` of their mentions.
    """

    name: str
    type: EntityType
    url: str
    aliases: tuple[str, ...]
    wikidata: str | None
    note: str | None
    count: int
    mentions: int
    articles: Paged[Card]
    periods: tuple[Period, ...]
    companions: tuple[EntityGroup, ...]
    sources: tuple[Named, ...]
    stories: int


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The listing of one type: its names, most listed first."""

    type: EntityType
    names: tuple[Named, ...]


def entity_view(library: Library, entry: EntityEntry, number: int = 1) -> EntityView:
    """The view of one entity; its cost grows with the articles that list it, that of a further page does not."""
    record = entry.record
    mentions = library.mentions(entry)
    held = listings(library, entry.articles) if number == 1 else []
    return EntityView(
        name=entry.key.name,
        type=entry.key.type,
        url=entry.url,
        aliases=tuple(alias.text for alias in record.aliases) + record.former if record else (),
        wikidata=record.wikidata if record else None,
        note=record.note if record else None,
        count=len(entry.articles),
        mentions=sum(mentions),
        articles=paged_cards(library, entry.articles, number, entry.path),
        periods=periods([(listing.day, count) for listing, count in zip(held, mentions, strict=False)]),
        companions=_companions(library, entry, held),
        sources=_sources(held),
        stories=len({listing.story for listing in held if listing.story}),
    )


def _companions(library: Library, entry: EntityEntry, articles: Sequence[Listing]) -> tuple[EntityGroup, ...]:
    groups = entity_groups(library, articles, most=COMPANIONS + 1)
    own = entry.url
    others = (
        EntityGroup(group.type, tuple([name for name in group.entities if name.url != own][:COMPANIONS]))
        for group in groups
    )
    return tuple([group for group in others if group.entities])


def _sources(articles: Iterable[Listing]) -> tuple[Named, ...]:
    told = [(article.source, article.outlet) for article in articles if article.source and article.outlet]
    outlets = dict(told)
    published = Counter([source for source, _ in told])
    ranked = sorted(sorted(published), key=published.__getitem__, reverse=True)
    return tuple([Named(outlets[source].name, outlets[source].url, published[source]) for source in ranked])


def periods(dated: Iterable[tuple[str | None, int]]) -> tuple[Period, ...]:
    """Articles, given by day and mentions, and their mentions by year or month; undated ones left out."""
    days = [(day, mentions) for day, mentions in dated if day]
    if not days:
        return ()
    labels = _labels(min(days)[0][:7], max(days)[0][:7])
    length = len(labels[0])
    articles, named = dict.fromkeys(labels, 0), dict.fromkeys(labels, 0)
    for day, mentions in days:
        label = day[:length]
        articles[label] += 1
        named[label] += mentions
    return tuple(map(Period, labels, articles.values(), named.values()))


@lru_cache(maxsize=1 << 10)
def _labels(first: str, last: str) -> tuple[str, ...]:
    """The years, or few years' months, from one month (`YYYY-MM`) to another."""
    years = range(int(first[:4]), int(last[:4]) + 1)
    if len(years) > MONTHLY:
        return tuple([f"{year:04}" for year in years])
    months = (f"{year:04}-{month:02}" for year in years for month in range(1, 13))
    return tuple([label for label in months if first <= label <= last])


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
