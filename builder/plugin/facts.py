"""What a page was made from: every value of the archive that its making looked at, by name, with a fingerprint.

A page whose facts are what they were is what it was, whatever else changed. Reading goes through `tracked`, so that
no list of dependencies is kept by hand: what a view looks up is noted as it looks.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import fields
from typing import Any, Generic, TypeVar

from builder.derive.library import EntityEntry, EntityKey, Library, SourceEntry
from builder.derive.views_timeline import Years
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.entities import EntityType
from builder.plugin import digests
from builder.plugin.holdings import Holdings

K = TypeVar("K")
V = TypeVar("V")

#: Takes the name of a fact that was looked at. The first letter says what kind of fact it is (see `Facts`).
Note = Callable[[str], None]


#: The fact that a download was made from the kept rows of all articles.
ROWS = "R#"


class Watched(Mapping[K, V], Generic[K, V]):
    """A mapping that notes what is looked up in it: an entry, the keys as a whole, or all of it."""

    def __init__(
        self, held: Mapping[K, V], kind: str, note: Note, seen: Callable[[V], V] | None = None
    ) -> None:
        self._held = held
        self._kind = kind
        self._note = note
        self._seen = seen

    def __getitem__(self, key: K) -> V:
        self._note(f"{self._kind}:{name_of(key)}")
        value = self._held[key]
        return self._seen(value) if self._seen else value

    def get(self, key: K, default: Any = None) -> Any:
        self._note(f"{self._kind}:{name_of(key)}")
        value = self._held.get(key)
        if value is None:
            return default
        return self._seen(value) if self._seen else value

    def __contains__(self, key: object) -> bool:
        self._note(f"{self._kind}:{name_of(key)}")
        return key in self._held

    def __iter__(self) -> Iterator[K]:
        self._note(f"{self._kind}#")
        return iter(self._held)

    def __len__(self) -> int:
        self._note(f"{self._kind}#")
        return len(self._held)

    def keys(self) -> KeysView[K]:
        self._note(f"{self._kind}#")
        return self._held.keys()

    def values(self) -> ValuesView[V]:
        self._note(f"{self._kind}*")
        return self._held.values()

    def items(self) -> ItemsView[K, V]:
        self._note(f"{self._kind}*")
        return self._held.items()


def name_of(key: object) -> str:
    """A key as the end of a fact's name. Every kind of key has a form of its own, so that two never meet."""
    match key:
        case str():
            return key
        case EntityKey(kind, name):
            return f"{kind.value}|{name}"
        case _:
            return repr(key)


class _Entity(EntityEntry):
    """An entity whose list of articles is a fact apart from its name and address."""

    __slots__ = ("_note",)

    _note: Note

    @property
    def articles(self) -> tuple[str, ...]:
        self._note(f"E:{name_of(self.key)}")
        return _ENTITY_ARTICLES.__get__(self)  # type: ignore[no-any-return]


class _Source(SourceEntry):
    """A source whose list of articles is a fact apart from its name and address."""

    __slots__ = ("_note",)

    _note: Note

    @property
    def articles(self) -> tuple[str, ...]:
        self._note(f"Z:{self.id}")
        return _SOURCE_ARTICLES.__get__(self)  # type: ignore[no-any-return]


_ENTITY_ARTICLES: Any = EntityEntry.__dict__["articles"]
_SOURCE_ARTICLES: Any = SourceEntry.__dict__["articles"]
_ENTITY_SLOTS: tuple[Any, ...] = tuple(getattr(EntityEntry, f.name) for f in fields(EntityEntry))
_SOURCE_SLOTS: tuple[Any, ...] = tuple(getattr(SourceEntry, f.name) for f in fields(SourceEntry))


def _copy(made: Any, held: object, slots: tuple[Any, ...], note: Note) -> Any:
    for slot in slots:
        slot.__set__(made, slot.__get__(held))
    object.__setattr__(made, "_note", note)
    return made


class _Field:
    """A field of a record whose reading is noted as one fact. Stands in a subclass, over the field itself."""

    def __init__(self, fact: str) -> None:
        self._fact = fact

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}_held"

    def __get__(self, made: Any, owner: type | None = None) -> Any:
        note = made.__dict__.get("_note")
        if note is not None:
            note(self._fact)
        return made.__dict__[self._name]

    def __set__(self, made: Any, value: object) -> None:
        made.__dict__[self._name] = value


class _Library(Library):
    """A library that notes what is looked up in it."""

    chronological: Any = _Field("c#")
    redirects: Any = _Field("x#")
    authority: Any = _Field("A#")

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        plain: Library = self.__dict__["_plain"]
        self.__dict__["_note"](f"n:{article.id}")
        before, after = plain.neighbours(article)
        return (
            self.articles[before.id] if before else None,
            self.articles[after.id] if after else None,
        )


class _Years(Years):
    """The years' articles, noting what is looked up."""

    undated: Any = _Field("u#")


def tracked(held: Holdings, note: Note) -> Holdings:
    """The same holdings; whatever is looked up in them is told to `note`. Bodies are noted by their own reader."""
    library = held.library

    def entity(entry: EntityEntry) -> EntityEntry:
        return _copy(object.__new__(_Entity), entry, _ENTITY_SLOTS, note)  # type: ignore[no-any-return]

    def source(entry: SourceEntry) -> SourceEntry:
        return _copy(object.__new__(_Source), entry, _SOURCE_SLOTS, note)  # type: ignore[no-any-return]

    watching = _Library(
        articles=Watched(library.articles, "a", note),
        chronological=library.chronological,
        stories=Watched(library.stories, "s", note),
        entities=Watched(library.entities, "e", note, entity),
        sources=Watched(library.sources, "z", note, source),
        ties=Watched(library.ties, "t", note),
        redirects=library.redirects,
        authority=library.authority,
        _resolved=Watched(library._resolved, "r", note),
    )
    watching.__dict__.update(_note=note, _plain=library)
    years = _Years(Watched(held.years.by_year, "y", note), held.years.undated)  # type: ignore[arg-type]
    years.__dict__["_note"] = note
    return Holdings(
        library=watching,
        years=years,
        provenances=Watched(held.provenances, "p", note),
        hands=Watched(held.hands, "h", note),
        problems=held.problems,
    )


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
        self._heads = heads
        self._bodies = bodies
        self._origins = origins
        self._known: dict[str, str] = {}
        #: The fingerprint of all articles' rows in the downloads, which is known when they are made.
        self.rows = ""

    def __getitem__(self, fact: str) -> str:
        if fact == ROWS:
            return self.rows
        known = self._known.get(fact)
        if known is None:
            known = self._known[fact] = self._taken_over(fact) or self._digest(fact)
        return known

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
            case "a":
                return self._heads.get(name, "")
            case "b":
                return self._bodies.get(name, "")
            case "p" | "h":
                return self._origins.get(name, "")
            case "s":
                return _of(library.stories.get(name))
            case "t":
                return _of(library.ties.get(name))
            case "e" | "E" | "r":
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
        return digests.of_value((entry.path, entry.record) if kind == "e" else entry.articles)

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
        return digests.of_all(name_of(key) for key in self._mapping(kind))

    def _all(self, kind: str) -> str:
        kinds = {"e": "eE", "z": "zZ"}.get(kind, kind)
        names = [name_of(key) for key in self._mapping(kind)]
        return digests.of_all(part for name in names for k in kinds for part in (name, self[f"{k}:{name}"]))


def _of(value: object | None) -> str:
    return "" if value is None else digests.of_value(value)


def _of_authority(authority: Authority) -> str:
    return digests.of_value((authority.entities, authority.sources, sorted(authority.stopped)))


def _entity_key(name: str) -> EntityKey:

    kind, _, own = name.partition("|")
    return EntityKey(EntityType(kind), own)
