"""Every data file of the site: JSON beside each page, feeds, downloads of the whole, the sitemap.

Nothing of a withheld or removed article is in any of them, and of an excerpts-only source no more than its excerpt.
The bytes depend on the archive alone (and on the versions of SQLite and pyarrow), never on the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from builder.derive import (
    addresses,
    cards,
    database,
    feeds,
    parquet,
    records,
    rocrate,
    rows,
    schemas,
    tables,
    views,
)
from builder.derive.database import Database
from builder.derive.entries import EntityEntry, SourceEntry, StoryEntry
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.rows import MONTHWISE, Measure, Monthly, Rows, Taken
from builder.derive.site import Site
from builder.derive.sitemap import sitemap
from builder.derive.wording import Wording
from builder.model.article import Article
from builder.model.provenance import Provenance
from builder.text import jsonlines


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: `path` from its root, with forward slashes and unencoded. `parts` makes its bytes anew at
    each call, so that a download of a large archive need not be held in memory."""

    path: str
    parts: Callable[[], Iterable[bytes]]

    @property
    def content(self) -> bytes:
        """The whole file."""
        return b"".join(self.parts())


def files(
    library: Library,
    site: Site,
    provenance: Mapping[str, Provenance] | None = None,
    engine: Database = database.in_memory,
) -> Iterator[File]:
    """Every data file, in a fixed order. `provenance` by article id adds where each text came from."""
    held = provenance or {}
    yield from twins(library, site, held)
    yield from feed_files(library, site)
    yield from card_files(library, site)
    yield from downloads(library, site, held, engine=engine)
    yield from (File(entry.path, _whole(entry.content)) for entry in sitemap(library, site))


def notes() -> tuple[str, ...]:
    """What these files leave out on this machine, and what would bring it."""
    return () if parquet.available() else (parquet.MISSING,)


def twins(library: Library, site: Site, provenance: Mapping[str, Provenance]) -> Iterator[File]:
    """`index.json` beside the page of each article, story, entity and source that has something to show."""
    for identity in library.chronological:
        yield from article_twin(library, library.articles[identity], site, provenance.get(identity))
    for entries in (library.stories, library.entities, library.sources):
        for entry in entries.values():
            yield from entry_twin(library, entry, site)


def article_twin(
    library: Library, article: Article, site: Site, provenance: Provenance | None
) -> Iterator[File]:
    """The article's `index.json`, unless nothing of it may be shown."""
    if is_shown(article):
        record = records.article(library, article, site, provenance)
        yield _json(f"{_folder(article.path)}index.json", record)


def entry_twin(library: Library, entry: StoryEntry | EntityEntry | SourceEntry, site: Site) -> Iterator[File]:
    """The `index.json` of a story, entity or source, unless nothing of it may be shown."""
    if _any_shown(library, entry.articles):
        match entry:
            case StoryEntry():
                record = records.story(library, entry, site)
            case EntityEntry():
                record = records.entity(library, entry, site)
            case SourceEntry():
                record = records.source(library, entry, site)
        yield File(f"{_folder(entry.path)}index.json", _whole(record + b"\n"))


#: Where the card of every page lies that has none of its own.
SITE_CARD = "card.png"


def card_address(article: Article) -> str:
    """Where the article's social card lies, percent-encoded."""
    return f"{addresses.address(article.path)}card.png"


def card_files(library: Library, site: Site) -> Iterator[File]:
    """The social cards of the site and of every article that may be shown; none where the site draws none."""
    yield from site_card(site)
    for identity in library.chronological:
        yield from card_file(library, library.articles[identity], site)


def site_card(site: Site) -> Iterator[File]:
    """The card of pages that have none of their own: the archive's name and address."""
    if site.cards is not None:
        card = cards.CardWords(site.name, "", "", site.url.split("://")[-1].rstrip("/"))
        drawer = site.cards
        yield File(SITE_CARD, lambda: (drawer.png(card, 1),))


def card_file(library: Library, article: Article, site: Site) -> Iterator[File]:
    """The article's social card beside its page, unless nothing of it may be shown or the site draws none."""
    if site.cards is None or not is_shown(article):
        return
    story, shown, wording = library.story_of(article), views.card(library, article), Wording(site.language)
    day = wording.day(shown.dated.day) if shown.dated.day else ""
    words = cards.words(shown, f"{wording.t('date.circa')} {day}" if shown.dated.inferred else day, site.name)
    versions, drawer = len(story.articles) if story else 1, site.cards
    yield File(f"{_folder(article.path)}card.png", lambda: (drawer.png(words, versions),))


def feed_files(library: Library, site: Site) -> Iterator[File]:
    """`feed.xml` (Atom) of the archive, and beside each story, source and entity; `feed.json` (JSON Feed) of the archive
    and beside each source, and beside the others where the site wants it."""
    for feed in feeds.feeds(library, site):
        yield from files_of_feed(feed)


def files_of_feed(feed: feeds.Feed) -> Iterator[File]:
    """One feed in its forms."""
    yield File(unquote(feed.atom_address), _whole(feeds.atom(feed)))
    if feed.has_json:
        yield File(unquote(feed.json_address), _whole(feeds.json_feed(feed)))


def downloads(
    library: Library,
    site: Site,
    provenance: Mapping[str, Provenance],
    runs: Rows | None = None,
    engine: Database = database.in_memory,
) -> Iterator[File]:
    """The whole archive: JSONL, CSV, SQLite, Parquet where it can be written, their schemas and descriptions.

    `runs` gives the articles in order as these files hold them, where something keeps them; else they are made for
    each file anew. `engine` says where the SQLite file is put together.
    """
    described: list[str] = []
    for file in _data(library, site, runs or rows.fresh(library, site, provenance), engine):
        described.append(file.path)
        yield file
    yield File(
        rocrate.PATH,
        lambda: (_bytes(rocrate.crate(library, site, [*described, "feed.xml", "feed.json"])),),
    )


def _data(library: Library, site: Site, runs: Rows, engine: Database) -> Iterator[File]:
    found = tables.tables(
        library,
        site,
        lambda: (row for run in runs.make() for row in run.rows),
        lambda: (row for run in runs.make() for row in run.listed),
    )
    yield File(
        "data/articles.jsonl",
        lambda: Monthly(runs, b"", lambda run: run.jsonl, lambda month: Taken(month.token, month.jsonl)),
    )
    for table in found:
        parts = (
            partial(_monthly_csv, table, runs)
            if table.name in MONTHWISE
            else partial(tables.csv_parts, table)
        )
        yield File(f"data/{table.name}.csv", parts)
    yield File("data/archive.sqlite", lambda: database.Whole(found, runs, engine))
    if parquet.available():
        for table in found:
            made = (
                partial(parquet.Grouped, table, runs)
                if table.name in MONTHWISE
                else partial(parquet.parquet_parts, table)
            )
            yield File(f"data/{table.name}.parquet", made)
    for kind, path in records.SCHEMAS.items():
        yield _json(path, schemas.schema(kind, site))
    yield _json("datapackage.json", schemas.data_package(found, site))


def _monthly_csv(table: tables.Table, runs: Rows) -> Iterable[bytes]:
    own = MONTHWISE[table.name]

    def taken(month: Measure) -> Taken:
        extent = own.extent(month)
        return Taken(extent.token, extent.csv)

    return Monthly(runs, tables.csv_header(table), own.csv, taken)


def _any_shown(library: Library, ids: Iterable[str]) -> bool:
    return any(is_shown(library.articles[identity]) for identity in ids)


def _folder(path: str) -> str:
    """The folder in which the page of a source file is published, with a slash at its end; '' for the home page."""
    return unquote(addresses.address(path))


def _json(path: str, record: Mapping[str, object]) -> File:
    return File(path, lambda: (_bytes(record),))


def _bytes(record: Mapping[str, object]) -> bytes:
    return jsonlines.octets(record) + b"\n"


def _whole(content: bytes) -> Callable[[], Iterable[bytes]]:
    return lambda: (content,)
