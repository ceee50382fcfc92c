"""The archive's index as it was last, so that whoever follows a few edits need not look at every article to make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from builder.derive.library import (
    EntityEntry,
    EntityKey,
    Library,
    SourceEntry,
    StoryEntry,
    named_otherwise,
    redirects,
)
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
    """One archive's index under .cache/: its lists, but neither articles nor authority files.

    It is known by the fingerprint of these (`Footing.articles`). Most edits change no list: then a small file alone is
    written, which says that the index is also that of the new state.
    """

    def __init__(self, cache: Path) -> None:
        program = versions.program()
        self._lists = QuickCacheFile(cache / "library.lists", f"library 1 {program}")
        self._known = QuickCacheFile(cache / "library.known", f"library 1 {program}")
        self._held: Index | None = None
        self._name = ""

    def find(self, known: str, articles: Iterable[Article], authority: Authority) -> Index | None:
        """The index of these, if it is kept."""
        match self._known.read():
            case [str(name), str(held)] if known and held == known:
                pass
            case _:
                return None
        lists: Any = self._lists.read()
        if not isinstance(lists, tuple) or lists[0] != name:
            return None
        self._held, self._name = _index(_Lists(*lists[1]), articles, authority), name
        return self._held

    def keep(self, known: str, index: Index) -> None:
        """Keep the index of the state that has this fingerprint, '' where it cannot be told."""
        if not known:
            return
        if self._held is None or not _is_like(index, self._held):
            self._name = known
            self._lists.write((known, tuple(_lists(index))))
        self._known.write((self._name, known))
        self._held = index


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
