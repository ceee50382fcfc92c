"""The index that every derived page is computed from: articles by id, story, entity and source.

Built once from what the store loaded; a page then looks up what it shows and never walks all articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from builder.derive import addresses
from builder.derive.mentions import Mentions, Tally
from builder.derive.rights import is_shown
from builder.derive.ties import Tie, ties_of
from builder.model.article import Article, Outline
from builder.model.authority import Authority, EntityRecord, SourceRecord
from builder.model.entities import EntityType
from builder.model.relation import RelationType

#: Sorts after every day, so that undated articles come last.
_NO_DAY = "9999"


def chronology(article: Article) -> tuple[str, bool, str]:
    """Sorts articles by day, undated last. Of one day those with a date of their own go first: a borrowed day must not
    put a copy before the version that it was borrowed from."""
    return article.date or _NO_DAY, article.firm_date is None, article.id


class EntityKey(NamedTuple):
    """An entity of the archive: its type and preferred name."""

    type: EntityType
    name: str


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """An entity, its page, and the ids of the articles that list it, earliest first."""

    key: EntityKey
    path: str
    articles: tuple[str, ...]
    record: EntityRecord | None = None

    @property
    def url(self) -> str:
        return addresses.address(self.path)


class ListedName(NamedTuple):
    """A name that an article lists, and the entity that it stands for, if there is one."""

    type: EntityType
    name: str
    entry: EntityEntry | None


#: In the order of an article's lists. (Going through an enumeration itself takes a microsecond.)
_KINDS = tuple(EntityType)


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source, its page, and the ids of its articles, earliest first. `record` is None for an id that no file defines."""

    id: str
    path: str
    articles: tuple[str, ...]
    record: SourceRecord | None = None

    @property
    def name(self) -> str:
        return self.record.name if self.record else self.id

    @property
    def url(self) -> str:
        return addresses.address(self.path)


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story, its page, and the ids of its versions, earliest first."""

    slug: str
    path: str
    articles: tuple[str, ...]

    @property
    def url(self) -> str:
        return addresses.address(self.path)


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page that once lay at `path` and now lies at the address `url`."""

    path: str
    url: str


class Place(NamedTuple):
    """What a page is of: `kind` names it, `key` is what the library has it by. 'permanent' leads to an article."""

    kind: Literal["article", "permanent", "story", "entity", "source"]
    key: str | EntityKey


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
        named = cls(held, order, {}, {}, {}, {}, (), authority, resolved)
        entities = entity_entries(_listed(held, order, resolved), named)
        linked = linking(held.values())
        ties = {identity: found for identity in order if (found := ties_of(identity, held, linked))}
        built = cls(
            articles=held,
            chronological=order,
            stories=story_entries(_grouped(held, order, "story"), named),
            entities=entities,
            sources=source_entries(_grouped(held, order, "source"), named),
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

    def entities_listed(self, identity: str) -> tuple[EntityEntry, ...]:
        """The same by the article's id, for whoever wants nothing else of it."""
        return self.entities_of(self.articles[identity])

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


def named_otherwise(authority: Authority) -> dict[EntityKey, EntityKey]:
    """From every other name to the preferred one. An alias that two records share, or that is itself a preferred
    name, resolves to nothing; a former name is a person's word and always resolves."""
    preferred = {EntityKey(record.type, record.name) for record in authority.entities}
    claims: dict[EntityKey, set[EntityKey]] = defaultdict(set)
    for record in authority.entities:
        for alias in record.aliases:
            if not alias.only_with_name:
                claims[EntityKey(record.type, alias.text)].add(EntityKey(record.type, record.name))
    resolved = {
        name: next(iter(owners))
        for name, owners in claims.items()
        if len(owners) == 1 and name not in preferred
    }
    for record in authority.entities:
        for former in record.former:
            name = EntityKey(record.type, former)
            if name not in preferred:
                resolved[name] = EntityKey(record.type, record.name)
    return resolved


def _listed(
    held: Mapping[str, Article], order: tuple[str, ...], resolved: Mapping[EntityKey, EntityKey]
) -> dict[EntityKey, tuple[str, ...]]:
    """The articles that list each entity."""
    listed: dict[EntityKey, dict[str, None]] = {}
    for kind in EntityType:
        # By the name as it stands there, so that what it stands for is looked up once.
        named: dict[str, dict[str, None]] = {}
        for identity in order:
            for name in held[identity].names(kind):
                ids = named.get(name)
                if ids is None:
                    key = EntityKey(kind, name)
                    ids = named[name] = listed.setdefault(resolved.get(key, key), {})
                ids[identity] = None
    return {key: tuple(ids) for key, ids in listed.items()}


def _grouped(
    held: Mapping[str, Article], order: tuple[str, ...], name: Literal["story", "source"]
) -> dict[str, tuple[str, ...]]:
    """Articles by their story or source."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for identity in order:
        value: str | None = getattr(held[identity], name)
        if value:
            grouped[value].append(identity)
    return {value: tuple(ids) for value, ids in grouped.items()}


def entity_entries(
    listed: Mapping[EntityKey, tuple[str, ...]], library: Library
) -> dict[EntityKey, EntityEntry]:
    """The entities that articles list, by type and name; `library` is asked for its authority files only."""
    records = {EntityKey(record.type, record.name): record for record in library.authority.entities}
    entries: dict[EntityKey, EntityEntry] = {}
    for kind in EntityType:
        paths = addresses.slugs(key.name for key in listed if key.type is kind)
        for name, slug in paths.items():
            key = EntityKey(kind, name)
            entries[key] = EntityEntry(key, f"{kind.plural}/{slug}.md", listed[key], records.get(key))
    return entries


def source_entries(published: Mapping[str, tuple[str, ...]], library: Library) -> dict[str, SourceEntry]:
    """The sources that articles name, by id; `library` is asked for its authority files only."""
    records = {record.id: record for record in library.authority.sources}
    paths = addresses.slugs(published)
    return {
        source: SourceEntry(source, f"sources/{paths[source]}.md", ids, records.get(source))
        for source, ids in sorted(published.items())
    }


def story_entries(versions: Mapping[str, tuple[str, ...]], library: Library) -> dict[str, StoryEntry]:
    """The stories that articles name, by slug."""
    paths = addresses.slugs(versions)
    return {
        story: StoryEntry(story, f"stories/{paths[story]}.md", ids) for story, ids in sorted(versions.items())
    }


def linking(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
    """The articles that link to each id, earliest first."""
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for link in article.related_versions:
            found[link.article].append(article)
    return {
        identity: tuple([article.id for article in sorted(linking, key=chronology)])
        for identity, linking in found.items()
    }


def redirects(authority: Authority, entities: Mapping[EntityKey, EntityEntry]) -> tuple[Redirect, ...]:
    """Former names lead to the page of the preferred name, unless another entity's page now lies there."""
    taken = {entry.path for entry in entities.values()}
    found: dict[str, Redirect] = {}
    for record in authority.entities:
        entry = entities.get(EntityKey(record.type, record.name))
        if entry is None:
            continue
        for former in record.former:
            path = f"{record.type.plural}/{addresses.slug(former)}.md"
            if path not in taken:
                found.setdefault(path, Redirect(path, entry.url))
    return tuple(found.values())
