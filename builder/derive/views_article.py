"""What an article's page shows beside its text: facts, entities, versions, provenance, its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from builder.derive import addresses
from builder.derive.entries import StoryEntry
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.views import (
    Card,
    EntityGroup,
    Named,
    card,
)
from builder.model.article import Article
from builder.model.cleaned import Candidate, DateBasis
from builder.model.entities import EntityType
from builder.model.provenance import Provenance
from builder.model.relation import RelationType

#: Above this many other versions a panel lists the directly linked ones and those nearest in time, and leaves the
#: rest to the story's page: a story of 300 versions stays readable on each of its 300 pages.
PANEL = 12

#: Stories of at most this many versions have a page for every pair, not only for the linked ones.
EVERY_PAIR = 6

#: The share (0..1) of the first article's words that the second answers; None where none was computed.
Shares = Callable[[str, str], float | None]


class VersionLine(NamedTuple):
    """Another version: what it is to this article (None where the link is indirect), and the share in common.

    `later` says, of an update, whether the other is the later one (None where the days do not tell).
    `compare` is the address of the page that sets the two side by side, '' where there is none.
    """

    card: Card
    relation: RelationType | None
    later: bool | None
    share: float | None
    compare: str


class VersionsPanel(NamedTuple):
    """The other versions of the article's story, earliest first. `folded` counts those left to the story's page."""

    story: Named
    lines: tuple[VersionLine, ...]
    folded: int


@dataclass(frozen=True, slots=True)
class RemovedLines:
    """The lines that one cleaning rule took out."""

    rule: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProvenancePanel:
    """What the article was made from. `share_removed` 0..1; `considered` the dates and titles weighed."""

    capture: str
    media_type: str
    size: int
    origin: str
    encoding: str
    share_removed: float
    removed: tuple[RemovedLines, ...]
    considered: tuple[Candidate, ...]
    engine: str
    notes: tuple[str, ...]


class ArticleView(NamedTuple):
    """Everything an article's page shows but its body. `elsewhere` are linked articles that are in no story with it."""

    card: Card
    permalink: str
    updated: str | None
    source_url: str | None
    byline: str | None
    credits: tuple[str, ...]
    dateline: str | None
    kind: str | None
    notes: str | None
    entities: tuple[EntityGroup, ...]
    versions: VersionsPanel | None
    elsewhere: tuple[VersionLine, ...]
    date_from: Card | None
    derived_from: Card | None
    provenance: ProvenancePanel | None
    previous: Card | None
    following: Card | None
    shown: bool


def article_view(
    library: Library, article: Article, *, provenance: Provenance | None = None, shares: Shares | None = None
) -> ArticleView:
    """The view of one article. Looks up what it needs; cost does not grow with the archive.

    Of a withheld article only the record is shown, of a removed one not even its title and author.
    """
    before, after = library.neighbours(article)
    open_to_all = is_shown(article)
    origin = library.articles.get(article.derived_from) if article.derived_from else None
    return ArticleView(
        card=card(library, article),
        permalink=addresses.permalink(article.id),
        updated=article.updated,
        source_url=article.source_url if _is_web(article.source_url) else None,
        byline=article.byline if article.status != "removed" else None,
        credits=article.credits if article.status != "removed" else (),
        dateline=article.dateline,
        kind=article.kind,
        notes=article.notes if open_to_all else None,
        entities=_entities(library, article) if open_to_all else (),
        versions=_versions(library, article, shares),
        elsewhere=tuple(_line(library, article, other, True, shares) for other in library.elsewhere(article))
        if open_to_all
        else (),
        date_from=_date_from(library, article),
        derived_from=card(library, origin) if origin else None,
        provenance=_provenance(provenance) if provenance and open_to_all else None,
        previous=card(library, before) if before else None,
        following=card(library, after) if after else None,
        shown=open_to_all,
    )


def _is_web(url: str | None) -> bool:
    """Only http(s) addresses become links; a `javascript:` one from a scraped page never does."""
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


def _entities(library: Library, article: Article) -> tuple[EntityGroup, ...]:
    """The article's entities, without how many articles list each: it is not shown, and changes with others."""
    named: dict[EntityType, list[Named]] = {kind: [] for kind in EntityType}
    for entry in library.entities_of(article):
        named[entry.key.type].append(Named(entry.key.name, entry.url))
    return tuple(EntityGroup(kind, tuple(names)) for kind, names in named.items() if names)


def _versions(library: Library, article: Article, shares: Shares | None) -> VersionsPanel | None:
    story = library.story_of(article)
    if story is None:
        return None
    others = [identity for identity in story.articles if identity != article.id]
    compared = {frozenset(pair) for pair in library.pairs(story, EVERY_PAIR)}
    shown = _nearest(library, article, story) if len(others) > PANEL else others
    lines = tuple(
        _line(library, article, other, frozenset((article.id, other)) in compared, shares) for other in shown
    )
    return VersionsPanel(story_name(library, story), lines, len(others) - len(shown))


def _nearest(library: Library, article: Article, story: StoryEntry) -> list[str]:
    """The linked versions, then those next to this one in time, `PANEL` in all, in the story's order."""
    place = {identity: n for n, identity in enumerate(story.articles)}
    others = [identity for identity in story.articles if identity != article.id]
    ranked = sorted(
        others,
        key=lambda other: (library.tie(article.id, other) is None, abs(place[other] - place[article.id])),
    )
    return sorted(ranked[:PANEL], key=place.__getitem__)


def _line(
    library: Library, article: Article, other: str, compared: bool, shares: Shares | None
) -> VersionLine:
    version = library.articles[other]
    later = None
    if article.firm_date and version.firm_date and article.firm_date != version.firm_date:
        later = version.firm_date > article.firm_date
    return VersionLine(
        card=card(library, version),
        relation=library.tie(article.id, other),
        later=later,
        share=shares(article.id, other) if compared and shares else None,
        compare=addresses.address(addresses.comparison_path(article.id, other)) if compared else "",
    )


def story_name(library: Library, story: StoryEntry) -> Named:
    """A story is called by the title of its earliest version that has a printed one."""
    versions = [library.articles[identity] for identity in story.articles]
    titled = [a for a in versions if a.title and a.title_basis != "first-words"] or [
        a for a in versions if a.title
    ]
    return Named(titled[0].title if titled else story.slug, story.url, len(versions))


def _date_from(library: Library, article: Article) -> Card | None:
    """The version that a `related-version` day comes from: the earliest with that firm day."""
    story = library.story_of(article)
    if story is None or article.date_basis is not DateBasis.RELATED_VERSION:
        return None
    for identity in story.articles:
        version = library.articles[identity]
        if version.id != article.id and version.firm_date == article.date:
            return card(library, version)
    return None


def _provenance(provenance: Provenance) -> ProvenancePanel:
    by_rule: dict[str, list[str]] = {}
    for removal in provenance.removals:
        by_rule.setdefault(removal.rule, []).append(removal.text)
    return ProvenancePanel(
        capture=provenance.capture,
        media_type=provenance.media_type,
        size=provenance.size,
        origin=provenance.origin,
        encoding=provenance.encoding,
        share_removed=provenance.share_removed,
        removed=tuple(RemovedLines(rule, tuple(lines)) for rule, lines in by_rule.items()),
        considered=provenance.candidates,
        engine=provenance.engine,
        notes=provenance.notes,
    )
