"""All the facts that the two sides of a comparison state, row by row and for each text as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache, lru_cache

from builder.derive.compare import Comparison, Side
from builder.derive.facts import cues
from builder.derive.facts.aliases import Aliases, stated
from builder.derive.facts.apparatus import report_only
from builder.derive.facts.attributions import attributions
from builder.derive.facts.attributions import cues_of as attributions_cues
from builder.derive.facts.dates import cues_of as dates_cues
from builder.derive.facts.dates import dates
from builder.derive.facts.difference import Kind
from builder.derive.facts.fact import Fact, Key
from builder.derive.facts.held import Names
from builder.derive.facts.name import Name, name_of
from builder.derive.facts.names import Attested, attest, names
from builder.derive.facts.numbers import is_counted_in_words, numbers
from builder.derive.passages import Passage
from builder.model.authority import Authority


class Sheet:
    """One text's facts, by row and kind. They are read when they are first asked for: of a passage that both texts print
    alike nobody asks."""

    def __init__(
        self, side: Side, passages: Mapping[int, Passage], attested: Attested, preferred: Preferred
    ) -> None:
        """`passages` are the text's, by row; `attested` and `preferred` go for both texts of a comparison."""
        self._side = side
        self._passages = passages
        self._attested = attested
        self._preferred = preferred
        self._rows: dict[int, Mapping[Kind, tuple[Fact, ...]]] = {}
        self._indices: dict[Kind, Mapping[object, tuple[Key, ...]]] = {}
        self._names: Names | None = None

    def row(self, number: int) -> Mapping[Kind, tuple[Fact, ...]]:
        """All facts of a row; nothing where it lacks this side."""
        found = self._rows.get(number)
        if found is None:
            passage = self._passages.get(number)
            found = self._rows[number] = self._facts(passage) if passage is not None else {}
        return found

    def facts(self, row: int, kind: Kind) -> tuple[Fact, ...]:
        """The row's facts of a kind, in order."""
        return self.row(row).get(kind, ())

    def states(self, kind: Kind, key: Key) -> bool:
        """Whether the text has the value anywhere."""
        return any(key.same_as(other) for other in self._candidates(kind, key))

    def names_fully(self, key: Key) -> bool:
        """Whether the text has the name in full, and not only a shorter form of it."""
        assert isinstance(key, Name)
        return any(other.holds(key) for other in self._named().like(key))

    def _named(self) -> Names:
        if self._names is None:
            self._names = Names(key for key in dict.fromkeys(self._keys(Kind.NAME)) if isinstance(key, Name))
        return self._names

    def _candidates(self, kind: Kind, key: Key) -> Iterator[Key]:
        if isinstance(key, Name):
            yield from self._named().like(key)
            return
        index = self._indices.get(kind)
        if index is None:
            index = self._indices[kind] = self._index(kind)
        for handle in key.handles():
            yield from index.get(handle, ())

    def _index(self, kind: Kind) -> Mapping[object, tuple[Key, ...]]:
        """The text's distinct values of a kind by what they can be looked up by."""
        keys = dict.fromkeys(self._keys(kind))
        index: dict[object, dict[Key, None]] = defaultdict(dict)
        for key in keys:
            for handle in key.handles():
                index[handle][key] = None
        return {handle: tuple(held) for handle, held in index.items()}

    def _keys(self, kind: Kind) -> list[Key]:
        return [fact.key for number in self._passages for fact in self.facts(number, kind)]

    def _facts(self, passage: Passage) -> Mapping[Kind, tuple[Fact, ...]]:
        """The passage's facts. Those of a dateline are left out: an outlet that drops it changes no substance."""
        text = report_only(passage.text, opens=is_opening(passage))
        side = self._side
        found = _read(text, side.language, side.date, self._attested.about(text))
        printed = found.get(Kind.NAME, ())
        named = self._preferred.resolved(printed)
        if named is not printed and named != printed:
            speakers = tuple(attributions(text, side.language, named))
            found = {**found, Kind.NAME: named, Kind.ATTRIBUTION: speakers}
        return found


class Preferred:
    """Which name an authority's aliases stand for; made once for many comparisons."""

    def __init__(self, authority: Authority | None = None) -> None:
        claims: dict[tuple[str, ...], set[Name]] = {}
        for record in authority.entities if authority else ():
            for alias in (*(a.text for a in record.aliases), *record.former):
                claims.setdefault(name_of(alias).words, set()).add(name_of(record.name))
        # An alias that two entities claim stays itself.
        self._names: Aliases = {
            words: next(iter(owners)) for words, owners in claims.items() if len(owners) == 1
        }
        self._stated: Aliases = {}

    def also(self, stated: Aliases) -> Preferred:
        """These, and what two texts themselves call a name too; the authority's word goes first."""
        if not stated:
            return self
        both = copy(self)
        both._stated = {words: self._names.get(name.words, name) for words, name in stated.items()}
        return both

    def resolved(self, names: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """The facts with each alias's key made the preferred name's; the very same where there is none."""
        if not (self._names or self._stated):
            return names
        return tuple(
            Fact(fact.text, fact.start, fact.end, key) if (key := self._of(fact)) is not None else fact
            for fact in names
        )

    def _of(self, fact: Fact) -> Name | None:
        assert isinstance(fact.key, Name)
        words = fact.key.words
        found = self._names.get(words)
        return self._stated.get(words) if found is None else found


def sheets(comparison: Comparison, preferred: Preferred) -> tuple[Sheet, Sheet]:
    """The facts of a and of b. What one text shows of a word (that it is a name) is used for both."""
    side_a = {n: row.a for n, row in enumerate(comparison.rows) if row.a is not None}
    side_b = {n: row.b for n, row in enumerate(comparison.rows) if row.b is not None}
    passages = dict.fromkeys([passage.text for side in (side_a, side_b) for passage in side.values()])
    attested = attest(passages, (*comparison.a.names, *comparison.b.names))
    preferred = preferred.also(stated(passages))
    return (
        Sheet(comparison.a, side_a, attested, preferred),
        Sheet(comparison.b, side_b, attested, preferred),
    )


#: Within so many sentences of an article's start a dateline is looked for: a byline or a kicker may stand before it.
_OPENING = 4


def is_opening(passage: Passage) -> bool:
    """Whether a dateline may stand in the passage."""
    return passage.place < _OPENING


@lru_cache(maxsize=1024)
def _read(
    text: str, language: str | None, date: str | None, attested: Attested
) -> Mapping[Kind, tuple[Fact, ...]]:
    """All facts of a passage; a sentence stands in the comparisons of every other version with its article."""
    if not (
        cues.has_digits(text) or cues.has_any(text, _cues(language)) or is_counted_in_words(text, language)
    ):
        named = names(text, language, attested)
        return {Kind.NAME: tuple(named)} if named else _NOTHING
    days = dates(text, language, date)
    taken = [(day.start, day.end) for day in days]
    named = names(text, language, attested, taken)
    inside = [*taken, *((name.start, name.end) for name in named)]
    return {
        Kind.DATE: tuple(days),
        Kind.NAME: tuple(named),
        Kind.NUMBER: tuple(numbers(text, language, inside)),
        Kind.ATTRIBUTION: tuple(attributions(text, language, named)),
    }


_NOTHING: Mapping[Kind, tuple[Fact, ...]] = {}


@cache
def _cues(language: str | None) -> frozenset[str]:
    """What a text without digits must have one of in order to hold a date or a speaker."""
    return dates_cues(language) | attributions_cues(language)
