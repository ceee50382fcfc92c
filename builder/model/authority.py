"""Authority records: controlled names of people, organizations, places and sources."""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.model.entities import EntityType


@dataclass(frozen=True, slots=True)
class Alias:
    """Another surface form. With `only_with_name` it counts only in a text that also has the full name."""

    text: str
    only_with_name: bool = False


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """One entry of people.yml, organizations.yml or places.yml.

    `never` (`not:` in the file) are strings that never mean this entity; `former` (`same_as:`) are old preferred
    names whose pages redirect here. `line` is where the entry begins in its file (0 where made in memory).
    """

    name: str
    type: EntityType
    aliases: tuple[Alias, ...] = ()
    wikidata: str | None = None
    note: str | None = None
    never: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One entry of sources.yml: a publishing outlet. `domains` without `www.`; `excerpt_words` caps what is shown."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    language: str | None = None
    wikidata: str | None = None
    note: str | None = None
    excerpt_words: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Authority:
    """All authority files. `stopped` are strings that are never an entity of any type (organizations.yml etc. may
    each hold entries under `stop:`; they are joined here)."""

    entities: tuple[EntityRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    stopped: frozenset[str] = field(default=frozenset())
