"""What a story's page shows: its versions over time, their links, the facts they dispute, sources, entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.derive import addresses
from builder.derive.entries import StoryEntry
from builder.derive.library import Library
from builder.derive.paging import STORIES, VERSIONS, Paged, pages, part
from builder.derive.views import Card, EntityGroup, Named, card, cards, entity_groups, listings, source_name
from builder.derive.views_article import EVERY_PAIR, Shares, story_name
from builder.model.relation import RelationType

#: Facts in dispute shown on one page of a story; a line is about 0.8 kB of HTML. No story of the demonstration archive
#: has more than 10: what is cut is a story of many versions.
DISPUTES = 60


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A direct link of the story's tree. `second` is a `relation` of `first`; `directed` where firm days say that
    `first` is the earlier. `share` is the share of the first's words that the second answers, 0..1."""

    first: Card
    second: Card
    relation: RelationType
    directed: bool
    share: float | None
    compare: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact on which two linked versions differ. `kind` is a `substance.Kind` value; '' where a side lacks it."""

    kind: str
    first: Card
    first_says: str
    second: Card
    second_says: str
    compare: str


#: The facts that differ between two articles: (kind, what the first says, what the second says).
Differences = Callable[[str, str], tuple[tuple[str, str, str], ...]]


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story, or a further page of it. `versions` are earliest first. `links` are those of this page's versions: each
    stands once, with the one of its two versions that has fewer links, so that one with a thousand fills no page.
    `disputes` are what these links differ in, and `more_disputes` how many more there are than one page shows."""

    name: Named
    slug: str
    versions: Paged[Card]
    links: tuple[LinkRow, ...]
    disputes: tuple[Dispute, ...]
    more_disputes: int
    sources: tuple[Named, ...]
    entities: tuple[EntityGroup, ...]
    first_day: str | None
    last_day: str | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list. `count` of `name` is the number of its versions."""

    name: Named
    first_day: str | None
    last_day: str | None
    direction: str
    sources: int
    languages: tuple[str, ...]


def story_view(
    library: Library,
    story: StoryEntry,
    number: int = 1,
    *,
    shares: Shares | None = None,
    differences: Differences | None = None,
) -> StoryView:
    """The view of one page of a story; its cost grows with the story alone."""
    line = story_line(library, story)
    shown = part(story.articles, number, VERSIONS)
    links = tuple(_links(library, story, shown, shares))
    disputes = _disputes(links, differences) if differences else []
    ids = {library.articles[i].source for i in story.articles}
    named = (source_name(library.sources.get(identity)) for identity in sorted(i for i in ids if i))
    return StoryView(
        name=line.name,
        slug=story.slug,
        versions=Paged(
            cards(library, shown),
            number,
            pages(len(story.articles), VERSIONS),
            len(story.articles),
            story.path,
        ),
        links=links,
        disputes=_first_of_each(disputes, DISPUTES),
        more_disputes=max(0, len(disputes) - DISPUTES),
        sources=tuple(name for name in named if name),
        entities=entity_groups(library, listings(library, story.articles), most=20),
        first_day=line.first_day,
        last_day=line.last_day,
        languages=line.languages,
    )


def story_line(library: Library, story: StoryEntry) -> StoryLine:
    versions = [library.articles[identity] for identity in story.articles]
    days = sorted(a.firm_date for a in versions if a.firm_date)
    languages = dict.fromkeys(a.language for a in versions if a.language)
    name = story_name(library, story)
    called = next((a for a in versions if a.title == name.name), versions[0])
    return StoryLine(
        name=name,
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        direction=card(library, called).direction,
        sources=len({a.source for a in versions if a.source}),
        languages=tuple(languages),
    )


def story_lines(library: Library) -> tuple[StoryLine, ...]:
    """All stories of two versions or more: those with most versions first, then by name."""
    lines = (story_line(library, story) for story in library.stories.values() if len(story.articles) > 1)
    return tuple(sorted(lines, key=lambda line: (-line.name.count, line.name.name, line.name.url)))


def story_page(library: Library, number: int = 1) -> Paged[StoryLine]:
    """One page of the list of stories."""
    lines = story_lines(library)
    found = tuple(part(lines, number, STORIES))
    return Paged(found, number, pages(len(lines), STORIES), len(lines), "stories/index.md")


def _links(library: Library, story: StoryEntry, shown: Sequence[str], shares: Shares | None) -> list[LinkRow]:
    """The links that stand with the versions `shown`, by their earlier version, then by the later one."""
    place = {identity: n for n, identity in enumerate(story.articles)}
    compared = {frozenset(pair) for pair in library.pairs(story, EVERY_PAIR)}
    rows: list[LinkRow] = []
    for first, second in sorted(_standing(library, shown, place), key=lambda p: (place[p[0]], place[p[1]])):
        relation = library.tie(first, second)
        if relation is None:
            continue
        a, b = library.articles[first], library.articles[second]
        rows.append(
            LinkRow(
                first=card(library, a),
                second=card(library, b),
                relation=relation,
                directed=bool(a.firm_date and b.firm_date and a.firm_date < b.firm_date),
                share=shares(a.id, b.id) if shares and frozenset((a.id, b.id)) in compared else None,
                compare=addresses.address(addresses.comparison_path(a.id, b.id)),
            )
        )
    return rows


def _standing(library: Library, shown: Sequence[str], place: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The pairs, earlier version first, that stand with the versions `shown`: of a link's two versions the one with
    fewer links, the later of two that have as many. In a tree of n versions none has more than the root of n so."""
    linked: dict[str, list[str]] = {}

    def within(identity: str) -> list[str]:
        if identity not in linked:
            ties = library.ties.get(identity, ())
            linked[identity] = [tie.other for tie in ties if tie.other in place]
        return linked[identity]

    for one in shown:
        for other in within(one):
            mine, theirs = len(within(one)), len(within(other))
            if (mine, place[other]) < (theirs, place[one]):
                yield (one, other) if place[one] < place[other] else (other, one)


def _disputes(links: tuple[LinkRow, ...], differences: Differences) -> list[Dispute]:
    return [
        Dispute(kind, link.first, first_says, link.second, second_says, link.compare)
        for link in links
        for kind, first_says, second_says in differences(link.first.id, link.second.id)
    ]


def _first_of_each(disputes: Sequence[Dispute], most: int) -> tuple[Dispute, ...]:
    """At most `most` of the disputes, in their order: the first of every link before the second of any."""
    ranked = [
        (rank, n)
        for _, found in groupby(enumerate(disputes), key=lambda held: held[1].compare)
        for rank, (n, _) in enumerate(found)
    ]
    return tuple(disputes[n] for n in sorted(n for _, n in sorted(ranked)[:most]))
