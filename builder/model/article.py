"""A stored article: its front matter and body as the file holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from builder.model.cleaned import FIRM_BASES, DateBasis
from builder.model.entities import EntityType
from builder.model.relation import RelationType


@dataclass(frozen=True, slots=True)
class Link:
    """One item of `related_versions`: `article` is a `relation` of the article that holds this."""

    article: str
    relation: RelationType


@dataclass(frozen=True, slots=True)
class Article:
    """One article file, read. Keys absent in the file are None or empty; days are `YYYY-MM-DD`.

    `path` is relative to archive/ with forward slashes. `body` is Markdown as the file holds it, without front
    matter; `extra` the keys that builder does not know, as read. `status` is 'published', 'withheld' or 'removed'.
    """

    id: str
    path: str
    title: str = ""
    title_basis: str | None = None
    date: str | None = None
    date_basis: DateBasis | None = None
    updated: str | None = None
    captured: str | None = None
    source: str | None = None
    source_url: str | None = None
    byline: str | None = None
    credits: tuple[str, ...] = ()
    dateline: str | None = None
    kind: str | None = None
    language: str | None = None
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    story: str | None = None
    related_versions: tuple[Link, ...] = ()
    derived_from: str | None = None
    status: str = "published"
    notes: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    body: str = ""

    @property
    def firm_date(self) -> str | None:
        """The article's own date, or None where it is unknown or borrowed from a related version."""
        return self.date if self.date_basis is None or self.date_basis in FIRM_BASES else None

    def names(self, kind: EntityType) -> tuple[str, ...]:
        """Entity names of one type, most salient first."""
        if kind is EntityType.PERSON:
            return self.people
        return self.organizations if kind is EntityType.ORGANIZATION else self.places


class Outline(Protocol):
    """The part of an article that lists of the whole archive are made from: what is made from this alone, an edit of a
    title, a name or a text leaves as it is."""

    @property
    def id(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def date(self) -> str | None: ...

    @property
    def firm_date(self) -> str | None: ...

    @property
    def language(self) -> str | None: ...

    @property
    def status(self) -> str: ...

    @property
    def captured(self) -> str | None: ...

    @property
    def updated(self) -> str | None: ...
