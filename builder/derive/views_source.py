"""What a source's page shows: its articles by year, how many are versions of others', with whom it shares text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from builder.derive.entries import SourceEntry
from builder.derive.library import Library
from builder.derive.paging import Paged
from builder.derive.views import Card, EntityGroup, Named, entity_groups, listings, paged_cards
from builder.derive.views_entity import YearCount, year_counts
from builder.model.article import Article


@dataclass(frozen=True, slots=True)
class Sharing:
    """Another source with which this one has stories in common, and how many."""

    source: Named
    stories: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source, or a further page of its articles (which has no `years`, sharing or entities). `alone` counts articles without other versions here, `first` those that are the earliest firmly
    dated version of their story, `later` those with an earlier one, `unordered` the rest (days do not tell)."""

    id: str
    name: str
    url: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str | None
    language: str | None
    wikidata: str | None
    note: str | None
    count: int
    articles: Paged[Card]
    years: tuple[YearCount, ...]
    alone: int
    first: int
    later: int
    unordered: int
    sharing: tuple[Sharing, ...]
    entities: tuple[EntityGroup, ...]


def source_view(library: Library, source: SourceEntry, number: int = 1) -> SourceView:
    """The view of one source; its cost grows with its articles and their stories, that of a further page does not."""
    articles = [library.articles[identity] for identity in source.articles] if number == 1 else []
    places = Counter(_place(library, article) for article in articles)
    record = source.record
    return SourceView(
        id=source.id,
        name=source.name,
        url=source.url,
        aliases=record.aliases if record else (),
        domains=record.domains if record else (),
        country=record.country if record else None,
        language=record.language if record else None,
        wikidata=record.wikidata if record else None,
        note=record.note if record else None,
        count=len(source.articles),
        articles=paged_cards(library, source.articles, number, source.path),
        years=year_counts(article.date for article in articles),
        alone=places["alone"],
        first=places["first"],
        later=places["later"],
        unordered=places["unordered"],
        sharing=_sharing(library, source, articles),
        entities=entity_groups(library, listings(library, source.articles) if number == 1 else (), most=10),
    )


def source_names(library: Library) -> tuple[Named, ...]:
    """All sources, by name."""
    return tuple(
        Named(entry.name, entry.url, len(entry.articles))
        for entry in sorted(library.sources.values(), key=lambda entry: (entry.name.casefold(), entry.id))
    )


def _place(library: Library, article: Article) -> str:
    """Where the article stands among its story's versions, by firm days alone."""
    story = library.story_of(article)
    if story is None:
        return "alone"
    days = [library.articles[i].firm_date for i in story.articles if i != article.id]
    if article.firm_date is None:
        return "unordered"
    if any(day and day < article.firm_date for day in days):
        return "later"
    return "first" if all(day and day > article.firm_date for day in days) else "unordered"


def _sharing(library: Library, source: SourceEntry, articles: list[Article]) -> tuple[Sharing, ...]:
    stories = {story.slug: story for article in articles if (story := library.story_of(article))}
    counts: Counter[str] = Counter()
    for story in stories.values():
        others = {library.articles[identity].source for identity in story.articles} - {source.id, None}
        counts.update(other for other in others if other)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Sharing(Named(library.sources[other].name, library.sources[other].url), count)
        for other, count in ranked
    )
