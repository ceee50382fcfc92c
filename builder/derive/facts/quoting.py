"""Quotations that one text alters, shortens, unquotes, drops or adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from builder.derive.compare import Comparison
from builder.derive.facts.difference import Difference, Kind, Note, Outcome
from builder.derive.facts.fact import Fact
from builder.derive.facts.quotations import MARKS, Quoted, quotations
from builder.derive.facts.variants import said
from builder.derive.passages import Passage

#: From this share of common words on, two quotations left over are one that was altered. Over 145 quotations and their
#: independent translations it is .30 to .40 at the 25th percentile, .48 to .61 at the median; over 350 pairs of other
#: quotations of the same articles, .12 to .20 at the 75th and .32 to .36 at the 95th.
_ALTERED = 0.4
#: In one row less will do, since the sentences around them already answer each other.
_ALTERED_IN_ROW = 0.25
#: Pairs beyond which only quotations of one row are tried: 150 by 150 is a book, not a report.
_MOST_PAIRS = 22_500
#: A quotation of fewer words is a word set off, not somebody's words: its loss alone is wording.
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation, and the row in which it begins."""

    text: str
    key: Quoted
    row: int


@dataclass(frozen=True, slots=True)
class _Speech:
    """One text's quotations in order, all quoted words in one run, and its passages in order."""

    places: tuple[_Place, ...]
    quoted: str
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, passages: Sequence[tuple[int, Passage]]) -> _Speech:
        return cls._with(tuple(_places(passages)), tuple(passage for _, passage in passages))

    @classmethod
    def _with(cls, places: tuple[_Place, ...], passages: tuple[Passage, ...]) -> _Speech:
        quoted = (w for place in places for w in place.key.words)
        return cls(places, f" {' '.join(quoted)} ", passages)

    def as_said(self, *, english: bool) -> _Speech:
        """The same without what editors add, each spelling in one form (see `variants`)."""
        places = (
            _Place(place.text, Quoted(said(place.text, english=english)), place.row) for place in self.places
        )
        return self._with(tuple(place for place in places if place.key.words), self.passages)

    def lacking_in(self, other: _Speech) -> list[_Place]:
        """The quotations that the other does not have word for word."""
        return [place for place in self.places if not place.key.stands_in(other.quoted)]

    def words(self, *, english: bool) -> str:
        """All words in one run, as said."""
        runs = (" ".join(said(passage.text, english=english)) for passage in self.passages)
        return f" {' '.join(run for run in runs if run)} "


def quoting(comparison: Comparison) -> Iterator[Difference]:
    """The differences in what is quoted. A quotation that is only cut in two by 'he said', or put together, is none;
    nor is one in which an editor glosses a word in brackets, or spells one in his country's way."""
    passages = [p for row in comparison.rows for p in (row.a, row.b) if p is not None]
    if not any(MARKS.search(passage.text) for passage in passages):
        return
    a = _Speech.of(_in_order((n, row.a) for n, row in enumerate(comparison.rows)))
    b = _Speech.of(_in_order((n, row.b) for n, row in enumerate(comparison.rows)))
    left, right = a.lacking_in(b), b.lacking_in(a)
    if not left and not right:
        return
    english = all(
        (side.language or "en").casefold().startswith("en") for side in (comparison.a, comparison.b)
    )
    a, b = a.as_said(english=english), b.as_said(english=english)
    left, right = a.lacking_in(b), b.lacking_in(a)
    matched = [row.a is not None and row.b is not None for row in comparison.rows]
    yield from _pairs(left, right, matched)
    for places, other, dropped in ((left, b, True), (right, a, False)):
        if not places:
            continue
        parts, within = _Parts(other.places), other.words(english=english)
        for place in places:
            yield from _lone(place, parts, within, matched[place.row], dropped=dropped)


def _in_order(passages: Iterator[tuple[int, Passage | None]]) -> list[tuple[int, Passage]]:
    return sorted(((n, p) for n, p in passages if p is not None), key=lambda found: found[1].place)


def _places(passages: Sequence[tuple[int, Passage]]) -> Iterator[_Place]:
    """Quotations paragraph by paragraph, since one may run over several sentences."""
    paragraphs: dict[int, list[tuple[int, Passage]]] = {}
    for number, passage in passages:
        paragraphs.setdefault(passage.paragraph, []).append((number, passage))
    for parts in paragraphs.values():
        if not any(MARKS.search(passage.text) for _, passage in parts):
            continue
        starts: list[tuple[int, int]] = []
        text = ""
        for number, passage in parts:
            starts.append((len(text), number))
            text += passage.text + " "
        for fact in _quotations(text):
            assert isinstance(fact.key, Quoted)
            if _is_title(fact.text):
                continue
            row = next(number for start, number in reversed(starts) if start <= fact.start)
            yield _Place(fact.text, fact.key, row)


@lru_cache(maxsize=512)
def _quotations(paragraph: str) -> tuple[Fact, ...]:
    return tuple(quotations(paragraph))


#: Longest name or title between quotation marks, in words.
_TITLE_WORDS = 6


def _is_title(text: str) -> bool:
    """Whether the marks set off a name or the title of a work, which is compared as a name: all longer words have
    capitals."""
    found = text.split()
    longer = [word for word in found if len(word) > 3]
    capitals = all(word[0].isupper() or word[0].isdigit() for word in longer)
    return (
        bool(longer)
        and len(found) <= _TITLE_WORDS
        and capitals
        and found[-1][-1] not in ".!?"
        and found[0][0].isupper()
    )


def _pairs(left: list[_Place], right: list[_Place], matched: Sequence[bool]) -> Iterator[Difference]:
    """Altered quotations, the most alike first; pairs are taken out of both lists."""
    if len(left) * len(right) <= _MOST_PAIRS:
        tried = list(product(range(len(left)), range(len(right))))
    else:
        rows: dict[int, list[int]] = {}
        for j, two in enumerate(right):
            rows.setdefault(two.row, []).append(j)
        tried = [(i, j) for i, one in enumerate(left) for j in rows.get(one.row, ())]
    scored = [(left[i].key.likeness(right[j].key), i, j) for i, j in tried]
    gone: tuple[set[int], set[int]] = (set(), set())
    for likeness, i, j in sorted(scored, key=lambda found: (-found[0], found[1:])):
        one, two = left[i], right[j]
        if i in gone[0] or j in gone[1]:
            continue
        if likeness >= (_ALTERED_IN_ROW if one.row == two.row else _ALTERED):
            gone[0].add(i)
            gone[1].add(j)
            yield Difference(Kind.QUOTATION, Outcome.DIFFER, one.text, two.text, one.row, matched[one.row])
    left[:] = [place for i, place in enumerate(left) if i not in gone[0]]
    right[:] = [place for j, place in enumerate(right) if j not in gone[1]]


def _lone(place: _Place, parts: _Parts, within: str, matched: bool, *, dropped: bool) -> Iterator[Difference]:
    """A quotation that no other answers: cut, no longer marked as one, or gone. `within` are all words of
    the other text."""
    if len(place.key.words) < _FEWEST_WORDS:
        return
    part = parts.of(place.key)
    if part is not None:
        note = Note.SHORTENED if dropped else Note.LENGTHENED
        yield _difference(place, part.text, note, matched, dropped)
    elif place.key.stands_in(within):
        note = Note.MARKS_DROPPED if dropped else Note.MARKS_ADDED
        yield _difference(place, "", note, matched, dropped)
    else:
        outcome = Outcome.DROPPED if dropped else Outcome.ADDED
        a, b = (place.text, "") if dropped else ("", place.text)
        yield Difference(Kind.QUOTATION, outcome, a, b, place.row, matched)


#: A part of a quotation that holds less of it than this is a phrase of its own.
_PART = 0.4


def _is_part(part: Quoted, whole: Quoted) -> bool:
    return len(part.words) >= max(_FEWEST_WORDS, _PART * len(whole.words)) and part.stands_in(whole.run)


class _Parts:
    """One text's quotations, found by a word that few of them have."""

    def __init__(self, places: Sequence[_Place]) -> None:
        self._places = places
        spread = Counter(word for place in places for word in set(place.key.words))
        self._by_word: dict[str, list[int]] = {}
        for number, place in enumerate(places):
            rarest = min(place.key.words, key=lambda word: (spread[word], word))
            self._by_word.setdefault(rarest, []).append(number)

    def of(self, whole: Quoted) -> _Place | None:
        """The first that is part of `whole`."""
        found = sorted(n for word in set(whole.words) for n in self._by_word.get(word, ()))
        return next((self._places[n] for n in found if _is_part(self._places[n].key, whole)), None)


def _difference(place: _Place, other: str, note: Note, matched: bool, dropped: bool) -> Difference:
    a, b = (place.text, other or place.text) if dropped else (other or place.text, place.text)
    return Difference(Kind.QUOTATION, Outcome.DIFFER, a, b, place.row, matched, note)
