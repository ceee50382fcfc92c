"""Holdings that note what is looked up in them, so that no list of a page's dependencies is kept by hand."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from dataclasses import fields
from typing import Any, Generic, NamedTuple, TypeVar

from builder.derive.entries import EntityEntry, ListedName, SourceEntry
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.views_timeline import Years
from builder.model.article import Article, Outline
from builder.model.entities import EntityType
from builder.plugin.holdings import Holdings
from builder.plugin.recorder import Recorder

K = TypeVar("K")
V = TypeVar("V")

#: Takes the name of a fact that was looked at. The first letter says what kind of fact it is (see `Facts`).
Note = Callable[[str], None]


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
        self._note(f"{self._kind}:{key}" if type(key) is str else fact(self._kind, key))
        value = self._held[key]
        return self._seen(value) if self._seen else value

    def get(self, key: K, default: Any = None) -> Any:
        self._note(f"{self._kind}:{key}" if type(key) is str else fact(self._kind, key))
        value = self._held.get(key)
        if value is None:
            return default
        return self._seen(value) if self._seen else value

    def __contains__(self, key: object) -> bool:
        self._note(fact(self._kind, key))
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


def fact(kind: str, key: object) -> str:
    """The name of the fact that is one entry of a mapping."""
    # Ids and slugs come first and straight: a build asks this some hundred times a page.
    return f"{kind}:{key}" if type(key) is str else f"{kind}:{name_of(key)}"


def name_of(key: object) -> str:
    """A key as the end of a fact's name. Every kind of key has a form of its own, so that two never meet: a pair is an
    entity's type and name."""
    if isinstance(key, str):
        return key
    if isinstance(key, tuple):
        kind, name = key
        return f"{kind}|{name}"
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


class _Told(NamedTuple):
    """What was told of articles, and the facts that it was told from, by id."""

    values: dict[str, Any]
    facts: dict[str, tuple[str, ...]]


#: Articles of which a process remembers what was told. Of 10,000 in lists all are remembered.
_TOLD = 12_000


class _Addresses(dict[str, str]):
    """The addresses of entities of one type by name, of those that were asked for."""

    def __init__(self, library: Library, kind: EntityType) -> None:
        super().__init__()
        self._library = library
        self._kind = kind

    def __missing__(self, name: str) -> str:
        (found,) = self._library.addresses_of(self._kind, (name,))
        self[name] = found
        return found


class _Library(Library):
    """A library that notes what is looked up in it."""

    chronological: Any = _Field("c#")
    redirects: Any = _Field("x#")
    authority: Any = _Field("A#")

    @property
    def outlines(self) -> Mapping[str, Outline]:
        """All of them are one fact, which an edit of a title or a text leaves as it is; whoever asks for one reads no
        other field of an article, as its type says."""
        self.__dict__["_note"]("o*")
        plain: Library = self.__dict__["_plain"]
        return plain.articles

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        plain: Library = self.__dict__["_plain"]
        self.__dict__["_note"](f"n:{article.id}")
        before, after = plain.neighbours(article)
        return (
            self.articles[before.id] if before else None,
            self.articles[after.id] if after else None,
        )

    def mentions(self, entry: EntityEntry) -> Sequence[int]:
        self.__dict__["_note"](f"m:{name_of(entry.key)}")
        plain: Library = self.__dict__["_plain"]
        return plain.mentions(entry)

    # What an article lists is one fact, since the page of a name asks for what some hundred articles list, and each name
    # would be two. Of an article that is not shown each name is: an entity does not know that such a one lists it.

    def names_of(self, article: Article) -> tuple[ListedName, ...]:
        if not is_shown(article):
            return super().names_of(article)
        self.__dict__["_note"](f"l:{article.id}")
        plain: Library = self.__dict__["_plain"]
        seen: Callable[[EntityEntry], EntityEntry] = self.__dict__["_seen"]
        listed = plain.names_of(article)
        return tuple([ListedName(kind, name, entry and seen(entry)) for kind, name, entry in listed])

    def entities_of(self, article: Article) -> tuple[EntityEntry, ...]:
        """The same as of any library, looked up once: lists, feeds and downloads ask it of the same articles."""
        if not is_shown(article):
            return super().entities_of(article)
        self.__dict__["_note"](f"l:{article.id}")
        known: dict[str, tuple[EntityEntry, ...]] = self.__dict__["_known"]
        found = known.get(article.id)
        if found is None:
            plain: Library = self.__dict__["_plain"]
            seen: Callable[[EntityEntry], EntityEntry] = self.__dict__["_seen"]
            found = known[article.id] = tuple([seen(entry) for entry in plain.entities_of(article)])
        return found

    def tags_of(self, article: Article) -> list[str]:
        if not is_shown(article):
            return super().tags_of(article)
        self.__dict__["_note"](f"l:{article.id}")
        plain: Library = self.__dict__["_plain"]
        return plain.tags_of(article)

    def entities_listed(self, identity: str) -> tuple[EntityEntry, ...]:
        plain: Library = self.__dict__["_plain"]
        return self.entities_of(plain.articles[identity])

    def each(self, what: Callable[[Library, Article], V], ids: Iterable[str]) -> list[V]:
        """Remembered; whoever asks has looked at what it was told from."""
        told: _Told = self.__dict__["_told"].setdefault(what, _Told({}, {}))
        recorder: Recorder = self.__dict__["_recorder"]
        wanted = list(ids)
        try:
            found = list(map(told.values.__getitem__, wanted))
        except KeyError:
            self._tell(what, wanted, told, recorder)
            found = list(map(told.values.__getitem__, wanted))
        recorder.note_all(map(told.facts.__getitem__, wanted))
        return found

    def _tell(
        self, what: Callable[[Library, Article], object], ids: Sequence[str], told: _Told, recorder: Recorder
    ) -> None:
        """Have it told of all these."""
        if len(told.values) > _TOLD:
            told.values.clear()
            told.facts.clear()
        before = recorder.take()
        try:
            for identity in ids:
                if identity not in told.values:
                    value = what(self, self.articles[identity])
                    told.facts[identity] = tuple(recorder.take())
                    told.values[identity] = value
        finally:
            recorder.note_several(before)

    def addresses_of(self, kind: EntityType, names: Iterable[str]) -> list[str]:
        """What an article lists is a fact already, and it tells the addresses."""
        known: _Addresses = self.__dict__["_addresses"].get(kind)
        if known is None:
            known = self.__dict__["_addresses"][kind] = _Addresses(self.__dict__["_plain"], kind)
        return list(map(known.__getitem__, names))


class _Years(Years):
    """The years' articles, noting what is looked up."""

    undated: Any = _Field("u#")


def tracked(held: Holdings, recorder: Recorder) -> Holdings:
    """The same holdings; whatever is looked up in them is told to `recorder`. Bodies are noted by their own reader. For
    one thread."""
    library, note = held.library, recorder.note
    copies: dict[str, EntityEntry] = {}
    sources: dict[str, SourceEntry] = {}

    def entity(entry: EntityEntry) -> EntityEntry:
        made = copies.get(entry.path)
        if made is None:
            made = copies[entry.path] = _copy(object.__new__(_Entity), entry, _ENTITY_SLOTS, note)
        return made

    def source(entry: SourceEntry) -> SourceEntry:
        made = sources.get(entry.id)
        if made is None:
            made = sources[entry.id] = _copy(object.__new__(_Source), entry, _SOURCE_SLOTS, note)
        return made

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
    watching.__dict__.update(
        _note=note, _plain=library, _known={}, _seen=entity, _told={}, _addresses={}, _recorder=recorder
    )
    years = _Years(Watched(held.years.by_year, "y", note), held.years.undated)  # type: ignore[arg-type]
    years.__dict__["_note"] = note
    return Holdings(
        library=watching,
        years=years,
        provenances=Watched(held.provenances, "p", note),
        hands=Watched(held.hands, "h", note),
        problems=held.problems,
        bodies=Watched(held.bodies, "b", note),
    )
