"""What the headline classifier sees of a line: its words, its place, and what the page repeats of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.days import DayOrder, only_day, printed_days
from builder.clean.features import Matrix
from builder.clean.line_facts import LineFacts
from builder.clean.lines import Line
from builder.clean.page_words import Numbers, PageWords
from builder.clean.residue import name_beside_date, read_byline

#: Lines above and below the body's first that may be the headline (naeb: 96 of 100 stand within 60 above; a page whose
#: menu was taken for body has it below).
_ABOVE, _BELOW = 100, 30
#: Farther up, a line counts where it matches the URL's words this well.
_SLUG_MATCH = 0.6
#: From so many words on, a line with a full stop is a sentence of the text, not its headline, unless the URL was made
#: from it and it stands outside the body.
_SENTENCE_WORDS = 14
_SLUG_SENTENCE = 0.4
_SENTENCE_ENDS = (".", '."', ".”", ".»", "。")
#: A headline has no more words, and no more characters.
_MOST_WORDS, _MOST_CHARACTERS = 40, 300
#: Lines of the body that its headline shares words with.
_OPENING = 40
#: Lines below a headline among which its byline and date are looked for.
_FACTS = 6
#: A longer line is neither an author line nor a date's.
_FACT_WORDS = 16
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_SEPARATOR = re.compile(r"\s[|>»/›·•]\s|[|>»›]$")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Positions of lines that may be the headline, and a row of features for each."""

    positions: tuple[int, ...]
    matrix: Matrix


def _signed(facts: LineFacts, looked_at: NDArray[np.bool_]) -> list[int]:
    """The lines that name an author."""
    brief = looked_at & (facts.words <= _FACT_WORDS)
    opening, dated = facts.signed[brief[facts.signed]].tolist(), facts.dated[brief[facts.dated]].tolist()
    found = [place for place in opening if read_byline(facts.texts[place])]
    return [*found, *(place for place in dated if name_beside_date(facts.texts[place]))]


def _dated(facts: LineFacts, looked_at: NDArray[np.bool_]) -> list[int]:
    """The lines that print a day, and not much else."""
    brief = looked_at & (facts.words <= _FACT_WORDS)
    dated = facts.dated[brief[facts.dated]].tolist()
    return [place for place in dated if printed_days(facts.texts[place], DayOrder.DAY_FIRST)]


def _printed(lines: Sequence[Line], words: PageWords, positions: Numbers) -> list[int]:
    """How often a page has the words of each of those lines, within other lines too; more than eight times count as eight.

    Once, where a word between its first and its last is nowhere else on the page: that is most lines, and quick to see.
    Lines of one or two words are not looked for, and count as 0.
    """
    once = np.bincount(words.ids, minlength=len(words.numbers))[words.ids] == 1
    once[words.starts[:-1]] = once[words.starts[1:] - 1] = False
    single = (words.per_line(once) > 0)[positions]
    whole = " \n ".join([line.folded for line in lines])
    return [
        0 if lines[at].words < 3 else 1 if alone else min(whole.count(lines[at].folded), 8)
        for at, alone in zip(positions.tolist(), single.tolist(), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Shared:
    """Of each line's longer words the share that the body's first lines have, and in how many of these they stand."""

    known: NDArray[np.float64]
    often: NDArray[np.float64]


def _shared(words: PageWords, body: Sequence[int]) -> _Shared:
    """-1 for a line without longer words."""
    long = words.long
    line, word = words.line[long], words.ids[long]
    opening = np.zeros(words.lines, np.bool_)
    opening[list(body[:_OPENING])] = True
    held = np.bincount(words.each_once(long & opening[words.line])[1], minlength=len(words.numbers))[word]
    total = np.bincount(line, minlength=words.lines)
    sums = (np.bincount(line[held > 0], minlength=words.lines), np.bincount(line, held, words.lines))
    known, often = (np.where(total > 0, part / np.maximum(1, total), -1.0) for part in sums)
    return _Shared(known, often)


def _next(marked: Iterable[int], positions: Numbers, count: int) -> NDArray[np.int64]:
    """How many lines below each position the next marked line stands; 9 where none does among those looked at."""
    marks = np.zeros(count + _FACTS + 1, np.bool_)
    marks[list(marked)] = True
    below = np.full(len(positions), 9)
    for by in range(_FACTS, 0, -1):
        below[marks[positions + by]] = by
    return below


def _possible(facts: LineFacts, start: int, match: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The lines whose place, length and match with the URL let them be the headline of a body that begins at `start`."""
    words, lengths = facts.words, facts.signs.lengths
    possible = (words >= 1) & (words <= _MOST_WORDS) & (lengths > 3) & (lengths <= _MOST_CHARACTERS)
    top = max(0, start - _ABOVE)
    possible[:top] &= match[:top] >= _SLUG_MATCH
    possible[start + _BELOW :] = False
    return possible


def _candidates(
    facts: LineFacts,
    body: Sequence[int],
    match: NDArray[np.float64],
    possible: NDArray[np.bool_],
    signed: Sequence[int],
) -> Numbers:
    """Those of the possible lines that are no sentence, day or author line."""
    possible = possible.copy()
    possible[list(signed)] = False
    dated = facts.dated[possible[facts.dated]].tolist()
    possible[[place for place in dated if only_day(facts.texts[place])]] = False
    outside = match.copy()
    outside[list(body)] = 0.0
    sentences = possible & (facts.words >= _SENTENCE_WORDS) & (outside < _SLUG_SENTENCE)
    for place in np.flatnonzero(sentences).tolist():
        possible[place] = not facts.texts[place].endswith(_SENTENCE_ENDS)
    return np.flatnonzero(possible)


def _with_below(places: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Those lines and as many as `count` below each."""
    wide = places.copy()
    for by in range(1, count + 1):
        wide[by:] |= places[:-by]
    return wide


def headline_features(
    lines: Sequence[Line], body: Sequence[int], slug: frozenset[str], facts: LineFacts | None = None
) -> Candidates:
    """The candidates above, and shortly below, the start of a body (positions of its lines; empty where none).

    `facts` are those of the lines where they are at hand.
    """
    none = Candidates((), np.zeros((0, 0), np.float32))
    if not lines:
        return none
    facts = facts or LineFacts(lines)
    words_of = facts.page_words
    match = np.where(facts.words <= _MOST_WORDS, facts.matches(slug), 0.0)
    count = len(lines)
    start = body[0] if body else count
    possible = _possible(facts, start, match)
    looked_at = _with_below(possible, _FACTS)
    signed = _signed(facts, looked_at)
    at = _candidates(facts, body, match, possible, signed)
    if not len(at):
        return none
    chosen = at.tolist()
    dated = _dated(facts, looked_at)
    in_body, with_date = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    in_body[list(body)], with_date[dated] = True, True
    near = [lines[position] for position in chosen]
    texts = [line.text for line in near]
    lengths = facts.signs.lengths[at]
    words = facts.words
    blank = np.array([line.blank_before for line in lines], np.int64)
    root = np.sqrt(np.maximum(3, np.diff(words_of.starts)[at]))
    told = facts.told
    digits, symbols = facts.digits[at], facts.symbols[at].tolist()
    capitals = facts.capitals[at] / facts.spelled[at]
    shared = _shared(words_of, body)
    best = match.max()
    columns = (
        start - at,
        at,
        words[at],
        lengths / np.maximum(1, words[at]),
        match[at],
        best - match[at] if best > 0 else np.full(len(at), -1.0),
        np.full(len(at), bool(slug)),
        np.minimum(facts.copies[at], 5),
        _printed(lines, words_of, at),
        [bool(line.bullet) for line in near],
        [text.endswith(".") for text in texts],
        [text.endswith(("?", "!")) for text in texts],
        [text.endswith((":", "：")) for text in texts],
        facts.closed[at],
        told.furniture[at] / root,
        told.related[at] / root,
        told.person[at] / root,
        ["©" in text or text[0] in "[|" for text in texts],
        [text.isupper() for text in texts],
        capitals,
        digits / lengths,
        [
            number > 2 and _CLOCK.search(text) is not None
            for number, text in zip(digits.tolist(), texts, strict=True)
        ],
        with_date[at],
        [
            (bool(number) or "·" in text) and _SEPARATOR.search(text) is not None
            for number, text in zip(symbols, texts, strict=True)
        ],
        np.minimum(blank, 4)[at],
        np.append(blank[1:], 0)[at],
        _next(signed, at, count),
        _next(dated, at, count),
        shared.known[at],
        shared.often[at],
        in_body[at],
        np.append(0, words[:-1])[at],
        np.append(words[1:], 0)[at],
        np.full(len(at), count),
    )
    rows = np.empty((len(columns), len(at)), np.float32)
    for place, column in enumerate(columns):
        rows[place] = column
    return Candidates(tuple(chosen), rows.T)
