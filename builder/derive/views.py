"""The records that several kinds of page show: a day with its basis, one line for an article, a name with a link."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from builder.derive import addresses
from builder.derive.entries import EntityEntry, SourceEntry
from builder.derive.library import Library
from builder.derive.paging import ARTICLES, Paged, pages, part
from builder.model.article import Article
from builder.model.cleaned import DateBasis
from builder.model.entities import EntityType

#: Primary language tags written from right to left.
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "ps", "sd", "syr", "ug", "ur", "yi"}
)


class Dated(NamedTuple):
    """A publication day (`YYYY-MM-DD`, None where unknown) and where it comes from."""

    day: str | None
    basis: DateBasis | None = None

    @property
    def inferred(self) -> bool:
        """Whether the day is borrowed from a related version: shown as 'c. 27 February 2021'."""
        return self.day is not None and self.basis is DateBasis.RELATED_VERSION

    @property
    def year(self) -> str | None:
        return self.day[:4] if self.day else None


class Named(NamedTuple):
    """A name with the address of its page, and a count where one is shown beside it."""

    name: str
    url: str
    count: int = 0  # type: ignore[assignment] # not what a tuple calls so


@dataclass(frozen=True, slots=True)
class EntityGroup:
    """Entities of one type, most salient first."""

    type: EntityType
    entities: tuple[Named, ...]


class Card(NamedTuple):
    """One article as a line of a list. `versions` counts the other versions of its story.

    A tuple, as what it holds: an archive's lists have ten lines of each article, and each is looked up as it was drawn.
    """

    id: str
    title: str
    title_is_first_words: bool
    url: str
    dated: Dated
    captured: str | None
    source: Named | None
    language: str | None
    direction: str
    versions: int
    status: str


def direction(language: str | None) -> str:
    """'rtl' or 'ltr'; 'auto' where the language is unknown."""
    if not language:
        return "auto"
    tag = language.casefold()
    return "rtl" if tag in RIGHT_TO_LEFT or tag.split("-")[0] in RIGHT_TO_LEFT or "-arab" in tag else "ltr"


def dated(article: Article) -> Dated:
    return Dated(article.date, article.date_basis)


def source_name(source: SourceEntry | None) -> Named | None:
    """Without the number of its articles, with which every story that it has told would change."""
    return Named(source.name, source.url) if source else None


def entity_name(entry: EntityEntry, count: int | None = None) -> Named:
    return Named(entry.key.name, entry.url, len(entry.articles) if count is None else count)


def card(library: Library, article: Article) -> Card:
    """The article's line; its title is '' where it has none or where the article was removed."""
    story = library.story_of(article)
    source = library.sources.get(article.source) if article.source else None
    return Card(
        id=article.id,
        title=article.title if article.status != "removed" else "",
        title_is_first_words=article.title_basis == "first-words",
        url=addresses.address(article.path),
        dated=dated(article),
        captured=article.captured,
        # Without the number of its articles, which no line shows: every one of them would change with it.
        source=Named(source.name, source.url) if source else None,
        language=article.language,
        direction=direction(article.language),
        versions=len(story.articles) - 1 if story else 0,
        status=article.status,
    )


def cards(library: Library, ids: Iterable[str]) -> tuple[Card, ...]:
    return tuple(library.each(card, ids))


def newest_first(library: Library, ids: Sequence[str]) -> tuple[str, ...]:
    """`ids` (earliest first, undated last) the other way round; the undated stay last. Few articles are looked at: a page
    of a long list is not one of each article in it."""
    if not ids or library.articles[ids[-1]].date:
        return tuple(reversed(ids))
    dated = bisect_left(ids, True, key=lambda identity: not library.articles[identity].date)
    return (*reversed(ids[:dated]), *ids[dated:])


def paged_cards(library: Library, ids: Sequence[str], number: int, path: str) -> Paged[Card]:
    """One page of articles, newest first and undated last. `path` is that of the list's first page."""
    wanted = part(newest_first(library, ids), number, ARTICLES)
    return Paged(cards(library, wanted), number, pages(len(ids), ARTICLES), len(ids), path)


def latest(library: Library, ids: Sequence[str], most: int) -> tuple[Card, ...]:
    """At most `most` of `ids` (earliest first, undated last), newest first, undated last."""
    return cards(library, newest_first(library, ids)[:most])


class Listing(NamedTuple):
    """What counts of articles take of one: its day, its source and its story where that has other versions, by id, the
    source as it is shown, and the preferred names of the entities that it lists, those of each type by themselves."""

    day: str | None
    source: str | None
    outlet: Named | None
    story: str | None
    names: tuple[tuple[str, ...], ...]


def listings(library: Library, ids: Iterable[str]) -> list[Listing]:
    return library.each(_listing, ids)


def _listing(library: Library, article: Article) -> Listing:
    names: dict[EntityType, list[str]] = {kind: [] for kind in _KINDS}
    for entry in library.entities_of(article):
        kind, name = entry.key
        names[kind].append(name)
    story = library.story_of(article)
    return Listing(
        article.date,
        article.source,
        source_name(library.sources.get(article.source)) if article.source else None,
        story.slug if story else None,
        tuple([tuple(found) for found in names.values()]),
    )


#: In the order of an article's lists.
_KINDS = tuple(EntityType)


def entity_groups(
    library: Library, articles: Sequence[Listing], most: int | None = None
) -> tuple[EntityGroup, ...]:
    """The entities that these articles list, with how many of them list each, most listed first."""
    groups: list[EntityGroup] = []
    for kind, listed in zip(_KINDS, zip(*[article.names for article in articles], strict=True), strict=False):
        counts = Counter(chain.from_iterable(listed))
        # By name, and those of one count stay so.
        ranked = sorted(sorted(counts), key=counts.__getitem__, reverse=True)[:most]
        if ranked:
            urls = library.addresses_of(kind, ranked)
            groups.append(EntityGroup(kind, tuple(map(Named, ranked, urls, map(counts.__getitem__, ranked)))))
    return tuple(groups)


def most_listed(library: Library, most: int) -> tuple[EntityGroup, ...]:
    """The same over all articles, without walking them."""
    return _ranked([(-len(entry.articles), entry) for entry in library.entities.values()], most)


#: Entities out of which the most listed are found by sorting all of them: 30 take 2 microseconds so and 7 otherwise, 1,000
#: take 140 and 39.
_SORTED = 100


def _ranked(counted: Iterable[tuple[int, EntityEntry]], most: int | None) -> tuple[EntityGroup, ...]:
    """Entities of each type, those of the smallest number first."""
    by_type: dict[EntityType, list[tuple[int, str, EntityEntry]]] = {kind: [] for kind in EntityType}
    for number, entry in counted:
        kind, name = entry.key
        by_type[kind].append((number, name, entry))
    groups: list[EntityGroup] = []
    for kind, found in by_type.items():
        # No two of a type have one name, so that the entries themselves are never compared.
        is_short = most is None or len(found) <= _SORTED
        ranked = sorted(found)[:most] if is_short else nsmallest(most or 0, found)
        if ranked:
            groups.append(
                EntityGroup(kind, tuple([entity_name(entry, -number) for number, _, entry in ranked]))
            )
    return tuple(groups)
