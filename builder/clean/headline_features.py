"""What the headline classifier sees of a line: its words, its place, and what the page repeats of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.characters import DIGIT, SYMBOL, UPPER, characters
from builder.clean.days import DayOrder, only_day, printed_days
from builder.clean.features import Matrix
from builder.clean.furniture import count_words
from builder.clean.lines import Line
from builder.clean.page_words import Numbers, PageWords, page_words
from builder.clean.residue import name_beside_date, read_byline
from builder.clean.shape import ends_sentence
from builder.clean.slug import matches

#: Lines above and below the body's first that may be the headline (naeb: 96 of 100 stand within 60 above; a page whose
#: menu was taken for body has it below).
_ABOVE, _BELOW = 100, 30
#: Farther up, a line counts where it matches the URL's words this well.
_SLUG_MATCH = 0.6
#: From so many words on, a line with a full stop is a sentence of the text, not its headline, unless the URL was made
#: from it and it stands outside the body.
_SENTENCE_WORDS = 14
_SLUG_SENTENCE = 0.4
#: A headline has no more words.
_MOST_WORDS = 40
#: Lines of the body that its headline shares words with.
_OPENING = 40
#: Lines below a headline among which its byline and date are looked for.
_FACTS = 6
#: A longer line is neither an author line nor a date's; a date has so many digits at least ('1/2/23').
_FACT_WORDS = 16
_DATE_DIGITS = 3
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_SEPARATOR = re.compile(r"\s[|>»/›·•]\s|[|>»›]$")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Positions of lines that may be the headline, and a row of features for each."""

    positions: tuple[int, ...]
    matrix: Matrix


def _signed(line: Line, digits: int) -> bool:
    if line.words > _FACT_WORDS:
        return False
    if read_byline(line.text) is not None:
        return True
    return digits >= _DATE_DIGITS and name_beside_date(line.text) is not None


def _dated(line: Line, digits: int) -> bool:
    return (
        digits >= _DATE_DIGITS
        and line.words <= _FACT_WORDS
        and bool(printed_days(line.text, DayOrder.DAY_FIRST))
    )


def _possible(line: Line, match: float, digits: int) -> bool:
    if not (1 <= line.words <= _MOST_WORDS and 3 < len(line.text) <= 300):
        return False
    sentence = line.words >= _SENTENCE_WORDS and line.text.endswith((".", '."', ".”", ".»", "。"))
    if sentence and match < _SLUG_SENTENCE:
        return False
    return not (digits >= _DATE_DIGITS and only_day(line.text)) and not _signed(line, digits)


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


def _candidates(
    lines: Sequence[Line], body: Sequence[int], match: NDArray[np.float64], digits: Sequence[int]
) -> list[int]:
    start = body[0] if body else len(lines)
    kept = frozenset(body)
    near = range(max(0, start - _ABOVE), min(len(lines), start + _BELOW))
    far = np.flatnonzero(match[: near.start] >= _SLUG_MATCH).tolist()
    return [
        position
        for position in (*far, *near)
        if _possible(lines[position], 0.0 if position in kept else float(match[position]), digits[position])
    ]


def headline_features(
    lines: Sequence[Line], body: Sequence[int], slug: frozenset[str], words_of: PageWords | None = None
) -> Candidates:
    """The candidates above, and shortly below, the start of a body (positions of its lines; empty where none).

    `words_of` are the lines' words, worked out where not given.
    """
    none = Candidates((), np.zeros((0, 0), np.float32))
    if not lines:
        return none
    words_of = words_of or page_words(lines)
    all_texts = [line.text for line in lines]
    signs = characters(all_texts)
    all_digits = signs.count(DIGIT)
    digit_list = all_digits.tolist()
    match = matches(lines, words_of, slug, _MOST_WORDS)
    chosen = _candidates(lines, body, match, digit_list)
    if not chosen:
        return none
    at = np.array(chosen, np.intp)
    count = len(lines)
    start = body[0] if body else count
    looked_at = sorted({p for position in chosen for p in range(position, min(count, position + _FACTS + 1))})
    signed = [p for p in looked_at if _signed(lines[p], digit_list[p])]
    dated = [p for p in looked_at if _dated(lines[p], digit_list[p])]
    in_body, with_date = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    in_body[list(body)], with_date[dated] = True, True
    texts = [all_texts[position] for position in chosen]
    near = [lines[position] for position in chosen]
    lengths = np.array(list(map(len, texts)), np.int64)
    words = np.array([line.words for line in lines], np.int64)
    blank = np.array([line.blank_before for line in lines], np.int64)
    copies = Counter([line.folded for line in lines])
    root = np.sqrt(np.maximum(3, np.diff(words_of.starts)[at]))
    told = count_words(words_of, all_texts)
    digits, symbols = all_digits[at], signs.count(SYMBOL)[at].tolist()
    capitals = signs.words_opening_with(UPPER)[at] / signs.words()[at]
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
        [min(copies[line.folded], 5) for line in near],
        _printed(lines, words_of, at),
        [bool(line.bullet) for line in near],
        [text.endswith(".") for text in texts],
        [text.endswith(("?", "!")) for text in texts],
        [text.endswith((":", "：")) for text in texts],
        [ends_sentence(text) for text in texts],
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
