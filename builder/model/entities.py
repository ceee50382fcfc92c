"""Mentions in a text and the entities that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable


class EntityType(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"

    # The text's own: a name of the archive is looked up by its type some hundred times a page.
    __hash__ = str.__hash__

    @property
    def plural(self) -> str:
        """The key that groups entities of this type in front matter and names its authority file."""
        return {"person": "people", "organization": "organizations", "place": "places"}[self.value]


@dataclass(frozen=True, slots=True)
class Mention:
    """An occurrence: code-point offsets into the text given, its words as printed, and the name it resolves to."""

    start: int
    end: int
    type: EntityType
    text: str
    name: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of one article: preferred name, salience (larger is more salient; no unit), number of mentions."""

    name: str
    type: EntityType
    salience: float = 0.0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text's mentions in order of occurrence, and its listed entities, most salient first within a type.

    `engine` is `name version` of what found the mentions. `notes` say what was not attempted ('no model for ar').
    `looked_up` are the forms, sorted, that were sought in the authority files and that the text does not print so.
    """

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    engine: str = ""
    notes: tuple[str, ...] = field(default=())
    looked_up: tuple[str, ...] = ()


@runtime_checkable
class Engine(Protocol):
    """What an entity engine gives; found through the entry-point group `builder.engines`."""

    name: str
    version: str

    def covers(self, language: str | None) -> bool:
        """Whether this engine was made for the language (a BCP 47 primary tag; None is unknown)."""

    def mentions(self, text: str, language: str | None) -> Sequence[Mention]:
        """Mentions with start, end, type, text and score, non-overlapping, in order; `name` may be ''."""
