"""The articles as the downloads hold them, a month at a time: what costs most in a download, kept apart from the rest.

A download of the archive is these runs one after the other, so that whoever keeps them need not make all of them again
when one article changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Protocol

from builder.derive import fulltext, records, tables
from builder.derive.fulltext import Words
from builder.derive.library import Library
from builder.derive.rights import Shown, is_shown, shown
from builder.derive.site import Site
from builder.derive.tables import Row
from builder.model.article import Article
from builder.model.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Month:
    """Articles that follow one another in the archive's order: `name` is the month ('' for the undated), `ids` those
    of its articles that may be shown."""

    name: str
    ids: tuple[str, ...]


class Run(Protocol):
    """Some articles in order: as lines of JSONL, as lines of CSV, as rows of the table `articles` numbered from
    `first_row`, with their words, and as rows of the table `article_entities`."""

    @property
    def jsonl(self) -> bytes: ...

    @property
    def csv(self) -> bytes: ...

    @property
    def first_row(self) -> int: ...

    @property
    def rows(self) -> tuple[Row, ...]: ...

    @property
    def words(self) -> Words: ...

    @property
    def listed(self) -> tuple[Row, ...]: ...


def months(library: Library) -> Iterator[Month]:
    """The archive's months in its order, undated articles last; all ids of all months are `chronological`'s."""
    for name, ids in groupby(library.chronological, key=lambda i: (library.articles[i].date or "")[:7]):
        yield Month(name, tuple(ids))


class Fresh:
    """A run made from the archive, as far as it is asked for; each body is read once."""

    def __init__(
        self, library: Library, site: Site, provenance: Mapping[str, Provenance], month: Month
    ) -> None:
        self._library = library
        self._site = site
        self._provenance = provenance
        self._month = month

    @cached_property
    def _items(self) -> list[Article]:
        return [item for item in map(self._library.articles.__getitem__, self._month.ids) if is_shown(item)]

    @cached_property
    def _texts(self) -> list[Shown]:
        sources = self._library.sources
        found = (sources.get(item.source) if item.source else None for item in self._items)
        return [
            shown(item, source.record if source else None)
            for item, source in zip(self._items, found, strict=True)
        ]

    @property
    def jsonl(self) -> bytes:
        made = (
            records.article(self._library, item, self._site, self._provenance.get(item.id), text)
            for item, text in zip(self._items, self._texts, strict=True)
        )
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in made).encode(
            "utf-8", "replace"
        )

    @property
    def csv(self) -> bytes:
        return tables.csv_lines(self.rows)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(
            tables.article(item, text, self._site)
            for item, text in zip(self._items, self._texts, strict=True)
        )

    @property
    def first_row(self) -> int:
        return fulltext.first_row(self._month.name)

    @property
    def words(self) -> Words:
        return fulltext.words(self.first_row, tables.indexed(self.rows))

    @cached_property
    def listed(self) -> tuple[Row, ...]:
        return tuple(tables.listed(self._library, self._month.ids))


def runs(library: Library, site: Site, provenance: Mapping[str, Provenance]) -> Iterator[Run]:
    """All articles, made anew."""
    for month in months(library):
        yield Fresh(library, site, provenance, month)
