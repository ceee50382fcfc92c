"""The index that every derived page is computed from: articles by id, story, entity and source.

Built once from what the store loaded; a page then looks up what it shows and never walks all articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from builder.derive import addresses
from builder.derive.entries import (
    EntityEntry,
    EntityKey,
    ListedName,
    Place,
    Redirect,
    SourceEntry,
    StoryEntry,
    chronology,
    entity_entries,
    grouped,
    listed_by_entity,
    named_otherwise,
    redirects,
    source_entries,
    story_entries,
)
from builder.derive.mentions import Mentions, Tally
from builder.derive.rights import is_shown
from builder.derive.ties import Tie, linking, ties_of
from builder.model.article import Article, Outline
from builder.model.authority import Authority
from builder.model.entities import EntityType
from builder.model.relation import RelationType

Value = TypeVar("Value")

#: In the order of an article's lists. (Going through an enumeration itself takes a microsecond.)
_KINDS = tuple(EntityType)


@dataclass(frozen=True)
class Library:
    """Everything the derived pages look up. Ids are in the order of `chronological` wherever several are held.

    `articles` has every article, so that the address of a withheld or removed one still answers; every other index
    and list knows only those that may be shown.
    """

    articles: Mapping[str, Article]
    chronological: tuple[str, ...]
    stories: Mapping[str, StoryEntry]
    entities: Mapping[EntityKey, EntityEntry]
    sources: Mapping[str, SourceEntry]
    ties: Mapping[str, tuple[Tie, ...]]
    redirects: tuple[Redirect, ...] = ()
    authority: Authority = field(default_factory=Authority)
    _resolved: Mapping[EntityKey, EntityKey] = field(default_factory=dict)
    _mentions: Mentions = field(default_factory=Mentions, compare=False)

    @classmethod
    def build(cls, articles: Iterable[Article], authority: Authority | None = None) -> Library:
        """Index `articles`. Names resolve through `authority`: aliases and former names count as the preferred one.

        Of two articles with one id the first in path order is taken (the store reports the other).
        """
        authority = authority or Authority()
        held: dict[str, Article] = {}
        for article in sorted(articles, key=lambda a: a.path):
            held.setdefault(article.id, article)
        listed = (identity for identity in held if is_shown(held[identity]))
        order = tuple(sorted(listed, key=lambda i: chronology(held[i])))
        resolved = named_otherwise(authority)
        entities = entity_entries(listed_by_entity(held, order, resolved), authority)
        linked = linking(held.values())
        ties = {identity: found for identity in order if (found := ties_of(identity, held, linked))}
        built = cls(
            articles=held,
            chronological=order,
            stories=story_entries(grouped(held, order, "story"), authority),
            entities=entities,
            sources=source_entries(grouped(held, order, "source"), authority),
            ties=ties,
            redirects=redirects(authority, entities),
            authority=authority,
            _resolved=resolved,
        )
        built.take_over_linking(linked)
        return built

    def mentions(self, entry: EntityEntry) -> Sequence[int]:
        """How often each article that lists an entity names it in its text, in the order of those articles."""
        return self._mentions.of(self, entry.key)

    def tally(self) -> None:
        """Count all mentions now, where they were not counted yet."""
        self._mentions.prepare(self)

    def tallied_by(self, tallying: Callable[[Library], Tally]) -> None:
        """Count mentions thus, where they were not counted yet."""
        self._mentions.tallying = tallying

    @property
    def tallied(self) -> Tally | None:
        """The mentions of all, where they have been counted."""
        return self._mentions.tallied

    def take_over_tally(self, known: Tally) -> None:
        """The mentions of all, where they are known."""
        self._mentions.tallied = known

    def preferred(self, key: EntityKey) -> EntityKey:
        """The entity that a name stands for, whether or not an article lists it."""
        return self._resolved.get(key, key)

    @cached_property
    def paths(self) -> Mapping[str, Place]:
        """What has its page where. Made when it is first asked for."""
        found: dict[str, Place] = {}
        for article in self.articles.values():
            found[f"id/{addresses.slug(article.id)}.md"] = Place("permanent", article.id)
            found[article.path] = Place("article", article.id)
        for story in self.stories.values():
            found[story.path] = Place("story", story.slug)
        for entity in self.entities.values():
            found[entity.path] = Place("entity", entity.key)
        for source in self.sources.values():
            found[source.path] = Place("source", source.id)
        return found

    def take_over_paths(self, before: Library) -> None:
        """Where everything lies as it did in `before`."""
        self.__dict__.update((name, held) for name, held in before.__dict__.items() if name == "paths")

    @cached_property
    def linking(self) -> Mapping[str, tuple[str, ...]]:
        """The articles that link to each id, earliest first."""
        return linking(self.articles.values())

    def take_over_linking(self, known: Mapping[str, tuple[str, ...]]) -> None:
        """What `linking` is, where that is known."""
        self.__dict__["linking"] = known

    @property
    def outlines(self) -> Mapping[str, Outline]:
        """Every article for whoever wants no more than its outline, in the order of paths."""
        return self.articles

    @cached_property
    def outlined(self) -> object:
        """The same object in two libraries whose outlines are known to be the same."""
        return object()

    def take_over_outlines(self, before: Library) -> None:
        """All outlines are as they are in `before`."""
        self.__dict__["outlined"] = before.outlined

    def entity(self, kind: EntityType, name: str) -> EntityEntry | None:
        """The entity that `name` stands for, through aliases and former names."""
        key = EntityKey(kind, name)
        return self.entities.get(self._resolved.get(key, key))

    # Keys below are plain tuples, which equal entities' keys and are made in a seventh of the time: all articles are asked.

    def names_of(self, article: Article) -> tuple[ListedName, ...]:
        """The names that the article lists: people, organizations, places, each in the article's own order."""
        entities, resolved = self.entities, self._resolved
        found: list[ListedName] = []
        for kind in _KINDS:
            for name in article.names(kind):
                key: Any = (kind, name)
                found.append(ListedName(kind, name, entities.get(resolved.get(key, key))))
        return tuple(found)

    def entities_of(self, article: Article) -> tuple[EntityEntry, ...]:
        """The entities that the article's names stand for, in their order, without repeats."""
        entities, resolved = self.entities, self._resolved
        found: dict[str, EntityEntry] = {}
        for kind in _KINDS:
            for name in article.names(kind):
                key: Any = (kind, name)
                entry = entities.get(resolved.get(key, key))
                if entry is not None:
                    found[entry.path] = entry
        return tuple(found.values())

    def tags_of(self, article: Article) -> list[str]:
        """The names of these, for whoever wants nothing else of them."""
        return [entry.key.name for entry in self.entities_of(article)]

    def entities_listed(self, identity: str) -> tuple[EntityEntry, ...]:
        """The same by the article's id, for whoever wants nothing else of it."""
        return self.entities_of(self.articles[identity])

    def each(self, what: Callable[[Library, Article], Value], ids: Iterable[str]) -> list[Value]:
        """What `what` tells of each of these articles; it must depend on this library and the article alone. One that
        many lists are made from may remember it: an article stands on the lists of some ten names."""
        return [what(self, self.articles[identity]) for identity in ids]

    def addresses_of(self, kind: EntityType, names: Iterable[str]) -> list[str]:
        """The addresses of entities of a type, for whoever has their names from what articles list."""
        entities: Mapping[Any, EntityEntry] = self.entities
        return [addresses.address(entities[kind, name].path) for name in names]

    def story_of(self, article: Article) -> StoryEntry | None:
        """The article's story where it has other versions here."""
        entry = self.stories.get(article.story) if article.story and is_shown(article) else None
        return entry if entry is not None and len(entry.articles) > 1 else None

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """The articles before and after this one in its source, by date."""
        source = self.sources.get(article.source) if article.source else None
        place = self._places.get(article.id) if source is not None else None
        if source is None or place is None:
            return None, None
        ids = source.articles
        before = self.articles[ids[place - 1]] if place else None
        after = self.articles[ids[place + 1]] if place + 1 < len(ids) else None
        return before, after

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The place of each article among those of its source. Made when it is first asked for."""
        sources = self.sources.values()
        return {identity: place for source in sources for place, identity in enumerate(source.articles)}

    def tie(self, a: str, b: str) -> RelationType | None:
        """What `b` is to `a` where the two are linked directly."""
        return next((tie.relation for tie in self.ties.get(a, ()) if tie.other == b), None)

    def pairs(self, story: StoryEntry, every_up_to: int) -> tuple[tuple[str, str], ...]:
        """The pairs of a story that are compared: all where it has at most `every_up_to` versions, else the linked."""
        ids = story.articles
        if len(ids) <= every_up_to:
            return tuple((a, b) for place, a in enumerate(ids) for b in ids[place + 1 :])
        members = {identity: place for place, identity in enumerate(ids)}
        return tuple(
            (a, tie.other)
            for a in ids
            for tie in self.ties.get(a, ())
            if tie.other in members and members[a] < members[tie.other]
        )

    def elsewhere(self, article: Article) -> tuple[str, ...]:
        """The articles linked directly with this one that are no versions of its story: such links a person makes."""
        story = self.story_of(article)
        members = story.articles if story else ()
        others = (tie.other for tie in self.ties.get(article.id, ()))
        return tuple(i for i in others if i not in members and is_shown(self.articles[i]))
