"""The archive as tables: the same rows for CSV, SQLite and Parquet, described once by their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from builder.derive import addresses
from builder.derive.library import Library
from builder.derive.rights import ShownText
from builder.derive.site import Site
from builder.derive.wordcounts import words_of
from builder.model.article import Article
from builder.model.entities import EntityType

_QUOTE = '"'

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `type` is Frictionless's: string, integer, date or boolean; days are `YYYY-MM-DD`."""

    name: str
    description: str
    type: str = "string"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, its key, what its columns refer to (column, table), and a function that gives its rows."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...]
    rows: Callable[[], Iterator[Row]]


_ARTICLE = (
    Column("id", "Permanent id of the article"),
    Column("title", "Title as printed, or its first words (see title_basis)"),
    Column("title_basis", "'printed' or 'first-words'; empty where there is no title"),
    Column("date", "Publication day; empty where unknown", "date"),
    Column("date_basis", "Where the day comes from; 'related-version' is no date of the article's own"),
    Column("updated", "Day of the last update that the article names", "date"),
    Column("captured", "Day on which the raw input was fetched", "date"),
    Column("source", "Id of the publishing outlet"),
    Column("source_url", "Where the outlet published it"),
    Column("byline", "Author line as printed"),
    Column("dateline", "Place (and date) that open the report"),
    Column("kind", "Kind of text, where a person or the source names it"),
    Column("language", "BCP 47 tag"),
    Column("story", "Slug shared by all versions of the report"),
    Column("derived_from", "Id of the article that a person says this one was made from"),
    Column("words", "Words of the text in this table", "integer"),
    Column("text_cut", "1 where the source's rights leave words out", "integer"),
    Column("url", "Address of the article's page"),
    Column("text", "The article's text, paragraphs separated by a blank line"),
)
_SOURCE = (
    Column("id", "Id of the outlet"),
    Column("name", "Its name"),
    Column("country", "Its country"),
    Column("language", "BCP 47 tag"),
    Column("wikidata", "Wikidata id"),
    Column("articles", "How many articles are held", "integer"),
    Column("url", "Address of the source's page"),
)
_ENTITY = (
    Column("type", "person, organization or place"),
    Column("name", "Preferred name"),
    Column("wikidata", "Wikidata id"),
    Column("articles", "How many articles list it", "integer"),
    Column("url", "Address of the entity's page"),
)
_LISTED = (
    Column("article", "Id of the article"),
    Column("type", "person, organization or place"),
    Column("name", "Preferred name of the entity"),
    Column("rank", "Place in the article's list, 1 the most salient", "integer"),
)
_RELATION = (
    Column("a", "Id of one version"),
    Column("b", "Id of the other"),
    Column("relation", "What b is to a"),
)


def tables(
    library: Library,
    site: Site,
    articles: Callable[[], Iterator[Row]],
    entities: Callable[[], Iterator[Row]],
) -> tuple[Table, ...]:
    """All tables; withheld and removed articles are in none, as they are in no list of the library's. Rows are made anew at
    each call; `articles` gives those of the articles, in order of date, and `entities` those of what they list."""
    return (
        Table(
            "sources",
            "Publishing outlets",
            _SOURCE,
            ("id",),
            (),
            lambda: _sources(library, site),
        ),
        Table(
            "articles",
            "One row an article, in order of date",
            _ARTICLE,
            ("id",),
            (("source", "sources"),),
            articles,
        ),
        Table(
            "entities",
            "People, organizations and places that articles list",
            _ENTITY,
            ("type", "name"),
            (),
            lambda: _entities(library, site),
        ),
        Table(
            "article_entities",
            "Which article lists which entity",
            _LISTED,
            ("article", "type", "name"),
            (("article", "articles"),),
            entities,
        ),
        Table(
            "relations",
            "Direct links between versions of a story",
            _RELATION,
            ("a", "b"),
            (("a", "articles"), ("b", "articles")),
            lambda: _relations(library),
        ),
    )


def article(item: Article, text: ShownText, site: Site) -> Row:
    """An article's row; `text` is what of it may be shown."""
    words = text.text
    return (
        item.id,
        item.title or None,
        item.title_basis or ("printed" if item.title else None),
        item.date,
        str(item.date_basis) if item.date_basis else None,
        item.updated,
        item.captured,
        item.source,
        item.source_url,
        item.byline,
        item.dateline,
        item.kind,
        item.language,
        item.story,
        item.derived_from,
        words_of(words),
        int(text.cut),
        site.absolute(addresses.address(item.path)),
        words,
    )


def characters(rows: Iterable[Row]) -> int:
    """How much rows hold, in characters; a number counts as eight."""
    return sum(len(value) if isinstance(value, str) else 8 for row in rows for value in row)


_INDEXED = tuple(_ARTICLE.index(column) for column in _ARTICLE if column.name in ("title", "text"))


def indexed(rows: Iterable[Row]) -> Iterator[tuple[Value, ...]]:
    """Title and text of articles' rows."""
    return (tuple(row[place] for place in _INDEXED) for row in rows)


def _sources(library: Library, site: Site) -> Iterator[Row]:
    for entry in library.sources.values():
        count, known = len(entry.articles), entry.record
        if count:
            facts = (known.country, known.language, known.wikidata) if known else (None, None, None)
            yield (entry.id, entry.name, *facts, count, site.absolute(entry.url))


def _entities(library: Library, site: Site) -> Iterator[Row]:
    for entry in library.entities.values():
        count = len(entry.articles)
        if count:
            wikidata = entry.record.wikidata if entry.record else None
            yield str(entry.key.type), entry.key.name, wikidata, count, site.absolute(entry.url)


def listed(library: Library, ids: Iterable[str]) -> Iterator[Row]:
    """The rows that say which entities these articles list."""
    for identity in ids:
        ranks = dict.fromkeys(EntityType, 0)
        for entry in library.entities_listed(identity):
            ranks[entry.key.type] += 1
            yield identity, str(entry.key.type), entry.key.name, ranks[entry.key.type]


def _relations(library: Library) -> Iterator[Row]:
    place = {identity: n for n, identity in enumerate(library.chronological)}
    for identity in place:
        for tie in library.ties.get(identity, ()):
            if tie.other in place and place[identity] < place[tie.other]:
                yield identity, tie.other, str(tie.relation)


def csv_header(table: Table) -> bytes:
    """The first line of the table as CSV."""
    return csv_lines([tuple(column.name for column in table.columns)])


def csv_parts(table: Table) -> Iterator[bytes]:
    """The table as CSV (RFC 4180 with LF ends, UTF-8, a header line), in parts of a few hundred rows."""
    yield csv_header(table)
    found = table.rows()
    while part := list(islice(found, 500)):
        yield csv_lines(part)


def csv_lines(found: Iterable[Row]) -> bytes:
    """Rows as lines of CSV. (A row of an article took Python's writer 35 microseconds, which looks at each character.)"""
    return "".join(map(_csv_line, found)).encode("utf-8", "replace")


def _csv_line(row: Row) -> str:
    fields = ["" if value is None else str(value) for value in row]
    line = ",".join(fields)
    # Most fields that want quoting are a text's: its paragraphs are lines.
    if line.count(",") >= len(fields) or _ENDS_FIELD(line):
        line = ",".join([_quoted(field) if _WANTS_QUOTES(field) else field for field in fields])
    return line + "\n"


#: What in a field has it quoted, and what does in a line of which the commas were counted.
_WANTS_QUOTES = re.compile('[,"\r\n]').search
_ENDS_FIELD = re.compile('["\r\n]').search


def _quoted(text: str) -> str:
    return f'"{text.replace(_QUOTE, 2 * _QUOTE)}"'
