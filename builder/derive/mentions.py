"""How often a text names its entities: where the site marks names, and the counts by article and by entity."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from builder.derive.family_names import Parts, family_name, opens_sentence, stands_alone
from builder.model.article import Article
from builder.model.authority import EntityRecord
from builder.model.entities import EntityType
from builder.text.markdown import to_plain
from builder.text.occurrences import occurrences

if TYPE_CHECKING:
    from builder.derive.entries import EntityEntry, EntityKey
    from builder.derive.library import Library


class Sought(NamedTuple):
    """What stands for an entity in a text that lists it: `forms` wherever they stand, `later` (a person's family name)
    only behind one of the forms, `short` (one of two letters, or that stands first in the full name) only where
    it also stands alone, one of two letters first in a sentence only behind another."""

    forms: tuple[str, ...]
    later: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


class Forms(Protocol):
    """What a name is found by: see `Sought`."""

    @property
    def forms(self) -> tuple[str, ...]: ...
    @property
    def later(self) -> tuple[str, ...]: ...
    @property
    def short(self) -> tuple[str, ...]: ...


class Met(NamedTuple):
    """A mention of the entity at `place` in the list that was sought, the `first` of its text or a later one."""

    place: int
    start: int
    end: int
    first: bool


def sought(entries: Sequence[EntityEntry], language: str | None) -> tuple[Sought, ...]:
    """What stands for these entities of one article in `language`: the preferred name and every alias (the full name is
    in the record, so an alias that needs it beside it counts here), and a family name that no other of them has."""
    told = [_told(entry, language) for entry in entries]
    family: dict[str, int] = {}
    for one in told:
        for name in one.parts:
            family[name] = family.get(name, 0) + 1
    taken = {form for one in told for form in one.forms}

    def own(name: str) -> tuple[str, ...]:
        return _printed(name) if name and family[name] == 1 and name not in taken else ()

    return tuple(Sought(one.forms, own(one.parts.sure), own(one.parts.short)) for one in told)


class _Told(NamedTuple):
    """What an entity is told by, whatever article lists it: the forms of its names, and its family name's."""

    type: EntityType
    record: EntityRecord | None
    forms: tuple[str, ...]
    parts: Parts


#: Names whose forms are remembered, of the last that were asked for: a name stands in some ten articles.
_REMEMBERED = 10_000

_names_told: dict[tuple[str, str | None], _Told] = {}


def _told(entry: EntityEntry, language: str | None) -> _Told:
    kind, name = entry.key
    found = _names_told.get((name, language))
    if found is None or found.type is not kind or found.record is not entry.record:
        if len(_names_told) >= _REMEMBERED:
            _names_told.clear()
        found = _Told(kind, entry.record, _forms(entry), _parts(entry, language))
        _names_told[name, language] = found
    return found


def _forms(entry: EntityEntry) -> tuple[str, ...]:
    aliases = (alias.text for alias in entry.record.aliases) if entry.record else ()
    return tuple(dict.fromkeys(form for name in (entry.key.name, *aliases) for form in _printed(name)))


_APOSTROPHE = re.compile("['’‘ʼ]")


def _printed(name: str) -> tuple[str, ...]:
    """The name with each apostrophe that a text may print: names of one archive are written with straight ones."""
    if not _APOSTROPHE.search(name):
        return (name,)
    return (name, _APOSTROPHE.sub("'", name), _APOSTROPHE.sub("’", name))


def _parts(entry: EntityEntry, language: str | None) -> Parts:
    """A person's family name where it can stand for the person. Two persons of one family name are told apart by nobody
    here."""
    return family_name(entry.key.name, language) if entry.key.type is EntityType.PERSON else Parts()


#: What parts paragraphs that are searched as one: no name reaches across it, and a sentence opens behind it.
GAP = "\n\n"

#: Letters of a family name that may have its capital from opening a sentence alone.
_LITTLE = 2


class Search:
    """A search through one text, given piece by piece in its order."""

    def __init__(self, names: Sequence[Forms]) -> None:
        self._first = {form: place for place, name in enumerate(names) for form in name.forms if form.strip()}
        self._later = {form: place for place, name in enumerate(names) for form in name.later}
        self._short = {form: place for place, name in enumerate(names) for form in name.short}
        self._later.update(self._short)
        self._left = set(self._first.values())
        self._seen: set[str] = set()
        self._forms = (*self._first, *(form for form in self._later if form not in self._first))

    def met(self, text: str) -> Iterator[Met]:
        """The mentions in the text's next piece, in order, the longest where names overlap."""
        for form, start, end in occurrences(text, self._forms):
            place = self._first.get(form)
            if place is None:
                place = self._later[form]
                if place in self._left or (form in self._short and not self._means(form, text, start, end)):
                    continue
            yield Met(place, start, end, place in self._left)
            self._left.discard(place)

    def may_cross(self, gap: str) -> bool:
        """Whether a name has in it what lies between two pieces, so that they cannot be searched as one."""
        return any(gap in form for form in self._forms)

    def _means(self, form: str, text: str, start: int, end: int) -> bool:
        """Whether such a family name means its person here.

        (In 35 texts of dev-worldwide-a and the training sets, by their labelled persons: 55 marked, none of them wrongly,
        10 missed; where no length may open a sentence, 45 and none.)
        """
        if not stands_alone(text, start, end):
            return False
        if len(form) > _LITTLE or not opens_sentence(text, start):
            self._seen.add(form)
        return form in self._seen


def counted(body: str, names: Sequence[Sought]) -> tuple[int, ...]:
    """How often each name stands in a body (Markdown), subheadings left out, as in a page's marks."""
    search = Search(names)
    counts = [0] * len(names)
    texts = [block.text for block in to_plain(body) if block.kind != "heading"]
    # A name stands in few of a text's paragraphs: searching each for all of them took four times as long.
    for text in texts if search.may_cross(GAP) else (GAP.join(texts),):
        for met in search.met(text):
            counts[met.place] += 1
    return tuple(counts)


#: How often the articles of each entity name it, in the order of its articles.
Tally = dict["EntityKey", "array[int]"]
#: Gives how often an article names each of its entities, in their order.
Counting = Callable[[Article, "Sequence[EntityEntry]"], Sequence[int]]


def count(article: Article, entries: Sequence[EntityEntry]) -> tuple[int, ...]:
    """Counts from the article's body."""
    return counted(article.body, sought(entries, article.language))


def tally(library: Library, counting: Counting = count) -> Tally:
    """The counts of every entity, each article looked at once."""
    found: Tally = {}
    for identity in library.chronological:
        article = library.articles[identity]
        entries = library.entities_of(article)
        for entry, number in zip(entries, counting(article, entries), strict=True):
            found.setdefault(entry.key, array("I")).append(number)
    return found


#: Articles of an entity that are counted by themselves while nobody has counted all: of the 4.5 s of processor that a
#: preview of 30,000 articles took until it was ready, counting all for one name's page was .7 s.
_ALONE = 250

#: Entities that are: who asks for more, as whoever makes all pages, has all counted at once.
_FEW = 8


class Mentions:
    """The tally of a library, made when it is first asked for.

    A text that lists an entity may name it nowhere: a person may have added the name, or a text of another language
    prints it otherwise.
    """

    def __init__(self, tallying: Callable[[Library], Tally] = tally) -> None:
        #: Makes the tally where there is none yet.
        self.tallying = tallying
        #: All counts, when they have been made.
        self.tallied: Tally | None = None
        self._by_themselves: Tally = {}

    def of(self, library: Library, key: EntityKey) -> Sequence[int]:
        """The counts of one entity in the order of its articles; none where no article lists it."""
        entry = library.entities.get(key)
        if self.tallied is None and entry is not None and len(entry.articles) <= _ALONE:
            counts = self._alone(library, entry)
            if counts is not None:
                return counts
        return self.prepare(library).get(key, ())

    def _alone(self, library: Library, entry: EntityEntry) -> Sequence[int] | None:
        """The same for an entity of few articles, without looking at any other; None where enough were asked for, each
        article's names being searched for together. Remembered: the files may change while somebody still holds this
        library."""
        counts = self._by_themselves.get(entry.key)
        if counts is None and len(self._by_themselves) < _FEW:
            counts = self._by_themselves[entry.key] = array("I")
            for article in (library.articles[identity] for identity in entry.articles):
                entries = library.entities_of(article)
                counts.append(count(article, entries)[entries.index(entry)])
        return counts

    def prepare(self, library: Library) -> Tally:
        """The tally, made now if it was not yet."""
        if self.tallied is None:
            self.tallied = self.tallying(library)
        return self.tallied

    def updated(
        self, before: Library, after: Library, gone: Iterable[Article], come: Iterable[Article]
    ) -> Mentions:
        """The counts after some articles, of those that may be shown, came or went."""
        made = Mentions()
        if self.tallied is None:
            return made
        made.tallied = dict(self.tallied)
        touched = {entry.key for article in gone for entry in before.entities_of(article)}
        fresh: dict[tuple[str, EntityKey], int] = {}
        for article in come:
            entries = after.entities_of(article)
            for entry, number in zip(entries, count(article, entries), strict=True):
                fresh[article.id, entry.key] = number
                touched.add(entry.key)
        for key in touched:
            made.tallied.pop(key, None)
            if key in after.entities:
                earlier = before.entities[key].articles if key in before.entities else ()
                held = dict(zip(earlier, self.tallied.get(key, ()), strict=True))
                ids = after.entities[key].articles
                made.tallied[key] = array("I", (fresh.get((i, key), held.get(i, 0)) for i in ids))
        return made
