"""What a library has entries for: entities, sources and stories, where their pages lie, and which articles are theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from builder.derive import addresses
from builder.model.article import Article
from builder.model.authority import Authority, EntityRecord, SourceRecord
from builder.model.entities import EntityType

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


def listed_by_entity(
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


def grouped(
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
    listed: Mapping[EntityKey, tuple[str, ...]], authority: Authority
) -> dict[EntityKey, EntityEntry]:
    """The entities that articles list, by type and name."""
    records = {EntityKey(record.type, record.name): record for record in authority.entities}
    entries: dict[EntityKey, EntityEntry] = {}
    for kind in EntityType:
        paths = addresses.slugs(key.name for key in listed if key.type is kind)
        for name, slug in paths.items():
            key = EntityKey(kind, name)
            entries[key] = EntityEntry(key, f"{kind.plural}/{slug}.md", listed[key], records.get(key))
    return entries


def source_entries(published: Mapping[str, tuple[str, ...]], authority: Authority) -> dict[str, SourceEntry]:
    """The sources that articles name, by id."""
    records = {record.id: record for record in authority.sources}
    paths = addresses.slugs(published)
    return {
        source: SourceEntry(source, f"sources/{paths[source]}.md", ids, records.get(source))
        for source, ids in sorted(published.items())
    }


def story_entries(versions: Mapping[str, tuple[str, ...]], authority: Authority) -> dict[str, StoryEntry]:
    """The stories that articles name, by slug."""
    paths = addresses.slugs(versions)
    return {
        story: StoryEntry(story, f"stories/{paths[story]}.md", ids) for story, ids in sorted(versions.items())
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
