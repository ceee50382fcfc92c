"""The archive's index as it was last, so that whoever follows a few edits need not look at every article to make it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from builder.derive.entries import EntityEntry, EntityKey, SourceEntry, StoryEntry, named_otherwise, redirects
from builder.derive.library import Library
from builder.derive.mentions import Tally
from builder.derive.ties import Tie
from builder.derive.views_timeline import Years
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.entities import EntityType
from builder.model.relation import RelationType
from builder.plugin import versions
from builder.store.cachefile import QuickCacheFile


class Index(NamedTuple):
    """The two indexes of one archive."""

    library: Library
    years: Years

    @classmethod
    def of(cls, articles: Iterable[Article], authority: Authority) -> Index:
        library = Library.build(articles, authority)
        return cls(library, Years.of(library))


class KeptLibrary:
    """One archive's index under .cache/, without articles and authority files: its lists, and how often texts name whom.

    It is known by the fingerprint of these (`Footing.articles`). Most edits change neither: then a small file alone is
    written, which says that they are also those of the new state.
    """

    def __init__(self, cache: Path) -> None:
        program = versions.program()
        self._lists = QuickCacheFile(cache / "library.lists", f"library 2 {program}")
        self._tally = QuickCacheFile(cache / "library.tally", f"library 2 {program}")
        self._known = QuickCacheFile(cache / "library.known", f"library 2 {program}")
        self._held: Index | None = None
        self._held_tally: Tally | None = None
        self._said = _Said("", "", "")

    def find(self, known: str, articles: Iterable[Article], authority: Authority) -> Index | None:
        """The index of these, if it is kept."""
        said: Any = self._known.read()
        if not known or not isinstance(said, tuple) or said[-1] != known:
            return None
        said = _Said(*said)
        lists: Any = self._lists.read()
        if not isinstance(lists, tuple) or lists[0] != said.lists:
            return None
        found = _index(_Lists(*lists[1]), articles, authority)
        tally: Any = self._tally.read() if said.tally else None
        if isinstance(tally, tuple) and tally[0] == said.tally:
            self._held_tally = _tally(tally[1])
            found.library.take_over_tally(self._held_tally)
        else:
            said = said._replace(tally="")
        self._held, self._said = found, said
        return found

    def keep(self, known: str, index: Index) -> None:
        """Keep the index of the state that has this fingerprint, '' where it cannot be told."""
        if not known:
            return
        lists, tally = self._said.lists, self._said.tally
        if self._held is None or not _is_like(index, self._held):
            lists = known
            self._lists.write((lists, tuple(_lists(index))))
        counted = index.library.tallied
        if counted is None:
            tally = ""
        elif not tally or counted != self._held_tally:
            tally = known
            self._tally.write(
                (tally, [(key.type.value, key.name, counts.tobytes()) for key, counts in counted.items()])
            )
        said = _Said(lists, tally, known)
        if said != self._said:
            self._known.write(tuple(said))
        self._held, self._held_tally, self._said = index, counted, said


class _Said(NamedTuple):
    """Which lists and which tally are those of the state that has the fingerprint `known`; '' for none."""

    lists: str
    tally: str
    known: str


def _tally(kept: list[tuple[str, str, bytes]]) -> Tally:
    found: Tally = {}
    for kind, name, counts in kept:
        own = found[EntityKey(_TYPES[kind], name)] = array("I")
        own.frombytes(counts)
    return found


class _Lists(NamedTuple):
    """An index as it is kept: ids in lists, relations and types by their values."""

    chronological: tuple[str, ...]
    stories: list[tuple[str, str, tuple[str, ...]]]
    entities: list[tuple[str, str, str, tuple[str, ...]]]
    sources: list[tuple[str, str, tuple[str, ...]]]
    ties: list[tuple[str, tuple[tuple[str, str], ...]]]
    linking: dict[str, tuple[str, ...]]
    by_year: dict[str, tuple[str, ...]]
    undated: tuple[str, ...]


def _lists(index: Index) -> _Lists:
    library, years = index
    return _Lists(
        library.chronological,
        [(story.slug, story.path, story.articles) for story in library.stories.values()],
        [(e.key.type.value, e.key.name, e.path, e.articles) for e in library.entities.values()],
        [(source.id, source.path, source.articles) for source in library.sources.values()],
        [(i, tuple([(tie.other, tie.relation.value) for tie in ties])) for i, ties in library.ties.items()],
        dict(library.linking),
        dict(years.by_year),
        years.undated,
    )


def _index(lists: _Lists, articles: Iterable[Article], authority: Authority) -> Index:
    held: dict[str, Article] = {}
    for article in sorted(articles, key=lambda article: article.path):
        held.setdefault(article.id, article)
    records = {EntityKey(record.type, record.name): record for record in authority.entities}
    entities: dict[EntityKey, EntityEntry] = {}
    for kind, name, path, ids in lists.entities:
        key = EntityKey(_TYPES[kind], name)
        entities[key] = EntityEntry(key, path, ids, records.get(key))
    sources = {record.id: record for record in authority.sources}
    library = Library(
        articles=held,
        chronological=lists.chronological,
        stories={slug: StoryEntry(slug, path, ids) for slug, path, ids in lists.stories},
        entities=entities,
        sources={i: SourceEntry(i, path, ids, sources.get(i)) for i, path, ids in lists.sources},
        ties={i: tuple([Tie(other, _RELATIONS[how]) for other, how in ties]) for i, ties in lists.ties},
        redirects=redirects(authority, entities),
        authority=authority,
        _resolved=named_otherwise(authority),
    )
    library.take_over_linking(lists.linking)
    return Index(library, Years(lists.by_year, lists.undated))


def _is_like(index: Index, other: Index) -> bool:
    """Whether the one was made from the other without changing a list: what stays the same is the same object."""
    ours, theirs = index.library, other.library
    return (
        ours.chronological is theirs.chronological
        and _are_same(ours.stories, theirs.stories)
        and _are_same(ours.entities, theirs.entities)
        and _are_same(ours.sources, theirs.sources)
        and _are_same(ours.ties, theirs.ties)
        and ours.linking == theirs.linking
        and index.years == other.years
    )


def _are_same(ours: Mapping[Any, object], theirs: Mapping[Any, object]) -> bool:
    return ours is theirs or (
        len(ours) == len(theirs) and all(theirs.get(key) is entry for key, entry in ours.items())
    )


_TYPES = {kind.value: kind for kind in EntityType}
_RELATIONS = {relation.value: relation for relation in RelationType}
