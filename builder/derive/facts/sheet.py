"""All the facts that the two sides of a comparison state, row by row and for each text as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import copy
from functools import lru_cache

from builder.derive.compare import Comparison, Side
from builder.derive.facts.aliases import Aliases, stated
from builder.derive.facts.difference import Kind
from builder.derive.facts.fact import Fact, Key
from builder.derive.facts.held import Names
from builder.derive.facts.name import Name, name_of
from builder.derive.facts.names import Attested, attest
from builder.derive.facts.told import Told, printed
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
        self._rows: dict[int, Told] = {}
        self._indices: dict[Kind, Mapping[object, tuple[Key, ...]]] = {}
        self._names: Names | None = None

    def told(self, row: int) -> Told | None:
        """What the row's passage tells, its names as printed; None where the row lacks this side."""
        found = self._rows.get(row)
        if found is None:
            passage = self._passages.get(row)
            if passage is None:
                return None
            side = self._side
            held = printed(passage.text, side.language, side.date, opens=is_opening(passage))
            found = self._rows[row] = held.told(self._attested)
        return found

    def facts(self, row: int, kind: Kind) -> tuple[Fact, ...]:
        """The row's facts of a kind, in order."""
        told = self.told(row)
        return self._of(told, kind) if told is not None else ()

    def _of(self, told: Told, kind: Kind) -> tuple[Fact, ...]:
        if kind is _NAME:
            return self._preferred.resolved(told.names)
        if told.names_only:
            return ()
        if kind is _NUMBER:
            return told.numbers
        if kind is _DATE:
            return told.dates
        named = self._preferred.resolved(told.names)
        return told.speakers if named is told.names or named == told.names else told.speakers_among(named)

    def states(self, kind: Kind, key: Key) -> bool:
        """Whether the text has the value anywhere."""
        return any(key.same_as(other) for other in self._candidates(kind, key))

    def names_fully(self, key: Key) -> bool:
        """Whether the text has the name in full, and not only a shorter form of it."""
        assert isinstance(key, Name)
        return any(other.holds(key) for other in self._named().like(key))

    def _named(self) -> Names:
        if self._names is None:
            self._names = _index_of_names(tuple(dict.fromkeys(self._keys(_NAME))))
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
        found: list[Key] = []
        for row in self._passages:
            told = self.told(row)
            if told is not None and (kind is _NAME or not told.names_only):
                found.extend([fact.key for fact in self._of(told, kind)])
        return found


#: Members of an enumeration take their time to be looked up.
_NAME, _NUMBER, _DATE = Kind.NAME, Kind.NUMBER, Kind.DATE


@lru_cache(maxsize=16)
def _index_of_names(keys: tuple[Key, ...]) -> Names:
    """An article's names are the same in its comparisons with most other versions."""
    return Names(key for key in keys if isinstance(key, Name))


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
