"""What a page was made from: every value of the archive that its making looked at, by name, with a fingerprint.

A page whose facts are what they were is what it was, whatever else changed. Reading goes through `tracking.tracked`:
what a view looks up is noted as it looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from builder.derive.entries import EntityEntry, EntityKey
from builder.derive.library_changes import outline
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.entities import EntityType
from builder.plugin import digests
from builder.plugin.holdings import Holdings
from builder.plugin.tracking import name_of

#: The fact that a download was made from the kept rows of all articles.
ROWS = "R#"

#: Names of which what is told of them is remembered.
_NAMES = 10_000

#: Kinds of facts whose fingerprints are there already.
_AT_HAND = frozenset("abph")


class Facts:
    """Fingerprints of facts by name, each computed when it is first asked for. '' is the fact's absence."""

    def __init__(
        self,
        held: Holdings,
        heads: Mapping[str, str],
        bodies: Mapping[str, str],
        origins: Mapping[str, str],
        before: Facts | None = None,
    ) -> None:
        """`heads` and `bodies` are fingerprints of articles' front matter and bodies by id; `origins` of what the
        machine wrote down about each (ledger and provenance). `before` are the facts of a state that shares with this
        one what did not change."""
        self._before = before
        if before is not None:
            before._before = None
        self._held = held
        self._at_hand = {"a": heads, "b": bodies, "p": origins, "h": origins}
        self._known: dict[str, str] = {}
        self._names_told: dict[tuple[EntityType, str], str] = {}
        self._as_it_was: Callable[[str], str | None] = _unknown
        #: The fingerprint of all articles' rows in the downloads, which is known when they are made.
        self.rows = ""

    def __getitem__(self, fact: str) -> str:
        if fact == ROWS:
            return self.rows
        known = self._known.get(fact)
        if known is None:
            if _is_at_hand(fact):
                return self._at_hand[fact[0]].get(fact[2:], "")
            known = self._as_it_was(fact)
            if known is None:
                known = self._taken_over(fact) or self._digest(fact)
            self._known[fact] = known
        return known

    def prepare(self, facts: Iterable[str]) -> None:
        """Have the fingerprints ready of those of these that take a moment. The rows' are known when all is made."""
        for fact in facts:
            if fact != ROWS and not _is_at_hand(fact):
                self[fact]

    def take_over(self, as_it_was: Callable[[str], str | None]) -> None:
        """Facts that are known to be as they were are not looked at: this gives theirs, None of any other."""
        self._as_it_was = as_it_was

    def _taken_over(self, fact: str) -> str:
        """What was computed of the very same object before; '' where it was not."""
        if self._before is None:
            return ""
        known = self._before._known.get(fact, "")
        return known if known and self._object(fact) is self._before._object(fact) is not None else ""

    def _object(self, fact: str) -> object | None:
        """What the fact is the fingerprint of, where that is one object; None where it is more or cheap to tell."""
        kind, sort, name = fact[0], fact[1], fact[2:]
        library = self._held.library
        if sort == ":":
            match kind:
                case "s":
                    return library.stories.get(name)
                case "t":
                    return library.ties.get(name)
                case "e" | "E":
                    return library.entities.get(_entity_key(name))
                case "m":
                    entry = library.entities.get(_entity_key(name))
                    return library.mentions(entry) if entry else None
                case "z" | "Z":
                    return library.sources.get(name)
                case "y":
                    return self._held.years.by_year.get(name)
        elif sort == "#":
            match kind:
                case "c":
                    return library.chronological
                case "x":
                    return library.redirects
                case "u":
                    return self._held.years.undated
                case "A":
                    return library.authority
        elif kind == "o":
            return library.outlined
        return None

    def _digest(self, fact: str) -> str:
        kind, sort, name = fact[0], fact[1], fact[2:]
        if sort == ":":
            return self._one(kind, name)
        if sort == "#":
            return self._keys(kind)
        return self._all(kind)

    def _one(self, kind: str, name: str) -> str:
        library = self._held.library
        match kind:
            case "a" | "b" | "p" | "h":
                return self._at_hand[kind].get(name, "")
            case "l":
                article = library.articles.get(name)
                return self._listing(article) if article else ""
            case "s":
                return _of(library.stories.get(name))
            case "t":
                return _of(library.ties.get(name))
            case "e" | "E" | "r" | "m":
                return self._entity(kind, _entity_key(name))
            case "z" | "Z":
                source = library.sources.get(name)
                if source is None:
                    return ""
                return digests.of_value((source.path, source.record) if kind == "z" else source.articles)
            case "n":
                article = library.articles.get(name)
                near = library.neighbours(article) if article else ()
                return digests.of_value(tuple(other.id if other else "" for other in near))
            case "y":
                return _of(self._held.years.by_year.get(name))
        raise KeyError(kind)

    def _entity(self, kind: str, key: EntityKey) -> str:
        library = self._held.library
        if kind == "r":
            return _of(library._resolved.get(key))
        entry = library.entities.get(key)
        if entry is None:
            return ""
        if kind == "m":
            return digests.of_value(tuple(library.mentions(entry)))
        return digests.of_value((entry.path, entry.record) if kind == "e" else entry.articles)

    def _listing(self, article: Article) -> str:
        """The fingerprint of the names that an article lists, and of what they stand for but its articles. What is told of a
        name is remembered, as some ten articles list it: telling it anew was half of all facts' fingerprints."""
        told, library = self._names_told, self._held.library
        parts: list[str] = []
        for kind in EntityType:
            for name in article.names(kind):
                part = told.get((kind, name))
                if part is None:
                    if len(told) >= _NAMES:
                        told.clear()
                    part = told[kind, name] = repr(_name_told(library.entity(kind, name), kind, name))
                parts.append(part)
        return digests.of_text(f"[{', '.join(parts)}]")

    def _mapping(self, kind: str) -> Mapping[Any, object]:
        library = self._held.library
        by_kind: dict[str, Mapping[Any, object]] = {
            "a": library.articles,
            "s": library.stories,
            "e": library.entities,
            "z": library.sources,
            "t": library.ties,
            "r": library._resolved,
            "y": self._held.years.by_year,
            "p": self._held.provenances,
            "h": self._held.hands,
        }
        return by_kind[kind]

    def _keys(self, kind: str) -> str:
        library = self._held.library
        match kind:
            case "c":
                return digests.of_all(library.chronological)
            case "x":
                return digests.of_value(library.redirects)
            case "u":
                return digests.of_all(self._held.years.undated)
            case "A":
                return _of_authority(library.authority)
        return digests.of_all(self._names(kind))

    def _all(self, kind: str) -> str:
        if kind == "o":
            return digests.of_value([outline(article) for article in self._held.library.outlines.values()])
        kinds = {"e": "eE", "z": "zZ"}.get(kind, kind)
        names = self._names(kind)
        return digests.of_all(part for name in names for k in kinds for part in (name, self[f"{k}:{name}"]))

    def _names(self, kind: str) -> Iterable[str]:
        """The names of a mapping's entries in their order; of links, whose order nothing shows and an edit changes, sorted."""
        names = [name_of(key) for key in self._mapping(kind)]
        return sorted(names) if kind == "t" else names


def _is_at_hand(fact: str) -> bool:
    return fact[0] in _AT_HAND and fact[1] == ":"


def _unknown(fact: str) -> str | None:
    return None


def _of(value: object | None) -> str:
    return "" if value is None else digests.of_value(value)


def _name_told(entry: EntityEntry | None, kind: EntityType, name: str) -> tuple[object, ...]:
    """What a listed name says, and what it stands for but its articles."""
    return kind.value, name, entry and (entry.key.name, entry.path, entry.record)


def _of_authority(authority: Authority) -> str:
    return digests.of_value((authority.entities, authority.sources, sorted(authority.stopped)))


def _entity_key(name: str) -> EntityKey:

    kind, _, own = name.partition("|")
    return EntityKey(EntityType(kind), own)
