"""The articles as the downloads hold them, a month at a time: what costs most in a download, kept apart from the rest.

A download of the archive is these runs one after the other, so that whoever keeps them need not make all of them again
when one article changes; and whoever knows what each took in a file need not even read the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol

from builder.derive import fulltext, records, tables
from builder.derive.fulltext import Words
from builder.derive.library import Library
from builder.derive.rights import ShownText, is_shown, text_shown
from builder.derive.site import Site
from builder.derive.splices import Piece, Remade, Span
from builder.derive.tables import Row
from builder.model.article import Article
from builder.model.provenance import Provenance
from builder.text import jsonlines


@dataclass(frozen=True, slots=True)
class Month:
    """Articles that follow one another in the archive's order: `name` is the month ('' for the undated), `ids` those
    of its articles that may be shown."""

    name: str
    ids: tuple[str, ...]


class Run(Protocol):
    """Some articles in order: as lines of JSONL, as rows of the table `articles` numbered from `first_row`, with their words,
    and as rows of the table `article_entities`; both tables also as lines of CSV, and how many characters they hold."""

    @property
    def jsonl(self) -> bytes: ...

    @property
    def csv(self) -> bytes: ...

    @property
    def first_row(self) -> int: ...

    @property
    def rows(self) -> tuple[Row, ...]: ...

    @property
    def characters(self) -> int: ...

    @property
    def words(self) -> Words: ...

    @property
    def listed(self) -> tuple[Row, ...]: ...

    @property
    def listed_csv(self) -> bytes: ...

    @property
    def listed_characters(self) -> int: ...


class Extent(NamedTuple):
    """What a month's rows of one table take: `csv` in bytes, `characters` as `tables.characters` counts them. Two of one
    month and `token` are of the same rows."""

    token: str
    csv: int
    rows: int
    characters: int


class Measure(NamedTuple):
    """What a month takes in the downloads. Two of one name and `token` are of the same articles. `jsonl` is bytes, `pages`
    how many the segment of its words has; `articles` and `listed` are the rows of `articles` and `article_entities`."""

    name: str
    token: str
    jsonl: int
    pages: int
    articles: Extent
    listed: Extent


@dataclass(frozen=True, slots=True)
class Monthwise:
    """A table of which every month has rows: how these are asked of a run, and what they take of a measure."""

    rows: Callable[[Run], Sequence[Row]]
    csv: Callable[[Run], bytes]
    characters: Callable[[Run], int]
    extent: Callable[[Measure], Extent]


#: Tables that are made a month at a time, by name.
MONTHWISE = {
    "articles": Monthwise(
        lambda run: run.rows, lambda run: run.csv, lambda run: run.characters, lambda month: month.articles
    ),
    "article_entities": Monthwise(
        lambda run: run.listed,
        lambda run: run.listed_csv,
        lambda run: run.listed_characters,
        lambda month: month.listed,
    ),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """All articles. `make` gives them, a month at a time; `measures` says what each of these takes, and `before` what
    each took in the files of the last build: both () where nobody keeps them."""

    make: Callable[[], Iterable[Run]]
    measures: Sequence[Measure] = ()
    before: Sequence[Measure] = ()


class Taken(NamedTuple):
    """A month's part of a file: two of one month and `token` are the same; its bytes."""

    token: str
    size: int


class Monthly(Remade):
    """A file that is a header and the months' parts, one after the other: `part` gives a month's, `taken` what it takes."""

    def __init__(
        self, runs: Rows, header: bytes, part: Callable[[Run], bytes], taken: Callable[[Measure], Taken]
    ) -> None:
        self._runs = runs
        self._header = header
        self._part = part
        self._taken = taken

    def pieces(self, old: Path | None) -> Iterator[Piece]:
        spans = self._spans(old) if old is not None else {}
        yield self._header
        if not spans:
            yield from map(self._part, self._runs.make())
            return
        for run, measure in zip(self._runs.make(), self._runs.measures, strict=True):
            span = spans.get((measure.name, self._taken(measure).token))
            yield self._part(run) if span is None else span

    def _spans(self, old: Path) -> dict[tuple[str, str], Span]:
        """Where in the old file each month is, by name and token; nothing where it is not as long as it should be."""
        spans = {}
        end = len(self._header)
        for measure in self._runs.before:
            token, size = self._taken(measure)
            begin, end = end, end + size
            spans[measure.name, token] = Span(old, begin, end)
        return spans if old.stat().st_size == end else {}


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
    def _texts(self) -> list[ShownText]:
        sources = self._library.sources
        found = (sources.get(item.source) if item.source else None for item in self._items)
        return [
            text_shown(item, source.record if source else None)
            for item, source in zip(self._items, found, strict=True)
        ]

    @property
    def jsonl(self) -> bytes:
        made = (
            records.article(self._library, item, self._site, self._provenance.get(item.id), text)
            for item, text in zip(self._items, self._texts, strict=True)
        )
        return b"".join([jsonlines.octets(record) + b"\n" for record in made])

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
    def characters(self) -> int:
        return tables.characters(self.rows)

    @property
    def first_row(self) -> int:
        return fulltext.first_row(self._month.name)

    @property
    def words(self) -> Words:
        return fulltext.words(self.first_row, tables.indexed(self.rows))

    @cached_property
    def listed(self) -> tuple[Row, ...]:
        return tuple(tables.listed(self._library, self._month.ids))

    @property
    def listed_csv(self) -> bytes:
        return tables.csv_lines(self.listed)

    @property
    def listed_characters(self) -> int:
        return tables.characters(self.listed)


def fresh(library: Library, site: Site, provenance: Mapping[str, Provenance]) -> Rows:
    """All articles, made anew."""
    return Rows(lambda: map(partial(Fresh, library, site, provenance), months(library)))
