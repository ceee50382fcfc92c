"""All the facts that the two sides of a comparison state, row by row and for each text as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.derive.compare import Comparison, Side
from builder.derive.facts.aliases import Aliases, stated
from builder.derive.facts.apparatus import report_only
from builder.derive.facts.attributions import attributions
from builder.derive.facts.dates import dates
from builder.derive.facts.difference import Kind
from builder.derive.facts.fact import Fact, Key
from builder.derive.facts.name import Name, name_of
from builder.derive.facts.names import Attested, attest, names
from builder.derive.facts.numbers import numbers
from builder.derive.passages import Passage
from builder.model.authority import Authority


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text's facts: `rows` by kind for each row that has this side; `index` its distinct values by kind and by
    what they can be looked up by."""

    rows: Mapping[int, Mapping[Kind, tuple[Fact, ...]]]
    index: Mapping[tuple[Kind, object], tuple[Key, ...]]

    def facts(self, row: int, kind: Kind) -> tuple[Fact, ...]:
        """The row's facts of a kind, in order."""
        return self.rows.get(row, {}).get(kind, ())

    def states(self, kind: Kind, key: Key) -> bool:
        """Whether the text has the value anywhere."""
        return any(key.same_as(other) for other in self._candidates(kind, key))

    def names_fully(self, key: Key) -> bool:
        """Whether the text has the name in full, and not only a shorter form of it."""
        return any(isinstance(other, Name) and other.holds(key) for other in self._candidates(Kind.NAME, key))

    def _candidates(self, kind: Kind, key: Key) -> Iterator[Key]:
        for handle in key.handles():
            yield from self.index.get((kind, handle), ())


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

    def also(self, stated: Aliases) -> Preferred:
        """These, and what two texts themselves call a name too; the authority's word goes first."""
        if not stated:
            return self
        both = Preferred()
        both._names = {
            **{words: self._names.get(name.words, name) for words, name in stated.items()},
            **self._names,
        }
        return both

    def resolved(self, names: Sequence[Fact]) -> tuple[Fact, ...]:
        """The facts with each alias's key made the preferred name's; the very same where there is none."""
        if not self._names:
            return tuple(names)
        return tuple(
            Fact(fact.text, fact.start, fact.end, key) if (key := self._of(fact)) is not None else fact
            for fact in names
        )

    def _of(self, fact: Fact) -> Name | None:
        assert isinstance(fact.key, Name)
        return self._names.get(fact.key.words)


def sheets(comparison: Comparison, preferred: Preferred) -> tuple[Sheet, Sheet]:
    """The facts of a and of b. What one text shows of a word (that it is a name) is used for both."""
    passages = [p.text for row in comparison.rows for p in (row.a, row.b) if p is not None]
    attested = attest(passages, (*comparison.a.names, *comparison.b.names))
    preferred = preferred.also(stated(passages))
    side_a = {n: row.a for n, row in enumerate(comparison.rows) if row.a is not None}
    side_b = {n: row.b for n, row in enumerate(comparison.rows) if row.b is not None}
    return _sheet(comparison.a, side_a, attested, preferred), _sheet(
        comparison.b, side_b, attested, preferred
    )


def _sheet(side: Side, passages: Mapping[int, Passage], attested: Attested, preferred: Preferred) -> Sheet:
    rows = {n: _facts(side, passage, attested, preferred) for n, passage in passages.items()}
    index: dict[tuple[Kind, object], dict[Key, None]] = defaultdict(dict)
    for row in rows.values():
        for kind in (Kind.NAME, Kind.NUMBER, Kind.DATE):
            for fact in row[kind]:
                for handle in fact.key.handles():
                    index[kind, handle][fact.key] = None
    return Sheet(rows, {place: tuple(keys) for place, keys in index.items()})


#: Within so many sentences of an article's start a dateline is looked for: a byline or a kicker may stand before it.
_OPENING = 4


def _facts(
    side: Side, passage: Passage, attested: Attested, preferred: Preferred
) -> Mapping[Kind, tuple[Fact, ...]]:
    """The passage's facts. Those of a dateline are left out: an outlet that drops it changes no substance."""
    text = report_only(passage.text, opens=passage.place < _OPENING)
    found = _read(text, side.language, side.date, attested.about(text))
    named = preferred.resolved(found[Kind.NAME])
    if named != found[Kind.NAME]:
        speakers = tuple(attributions(text, side.language, named))
        found = {**found, Kind.NAME: named, Kind.ATTRIBUTION: speakers}
    return found


@lru_cache(maxsize=2048)
def _read(
    text: str, language: str | None, date: str | None, attested: Attested
) -> Mapping[Kind, tuple[Fact, ...]]:
    """All facts of a passage; a sentence stands in the comparisons of every other version with its article."""
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
