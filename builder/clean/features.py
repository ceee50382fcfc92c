"""What the line classifier sees of a line: its shape, its neighbours, its place; hardly its language.

Every feature is a number. Those of shape carry over to languages that the model was not trained on; scripts without
capitals count as lower case. The features from word lists (see `furniture`) hold several languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.characters import (
    ALPHANUMERIC,
    COMMA,
    LETTER,
    LOWER,
    QUOTE,
    UPPER,
)
from builder.clean.headings import cuts
from builder.clean.line_facts import LineFacts
from builder.clean.lines import Line
from builder.clean.page_words import PageWords
from builder.clean.shape import Span, densest

Matrix = NDArray[np.float32]

#: A line's own features, in the order of their columns.
OWN = (
    "words", "chars", "word_length", "ends_sentence", "ends_colon", "inner_stops", "commas", "lower_share",
    "capital_share", "digit_share", "bullet", "indent", "blank_before", "starts_lower", "quotes", "symbols",
    "year", "clock", "furniture", "related", "legal", "copies", "prose", "starts_symbol", "person", "by", "cut",
)  # fmt: skip
_AT = {name: column for column, name in enumerate(OWN)}

_LEGAL = (
    "©", "copyright", "all rights reserved", "terms of", "privacy policy", "reservados", "droits réservés", "alle rechte",
    "جميع الحقوق", "版权", "版權", "affiliate", "commission", "disclaimer",
)  # fmt: skip
_LEGAL_YEAR = re.compile(r"\(c\) ?(?:19|20)\d\d", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)")
_BY = re.compile(r"^(?:by|por|par|von|di|بقلم)\b|(?<!\w)by [A-Z]", re.IGNORECASE)
_BY_WORDS = ("by", "por", "par", "von", "di", "بقلم")

#: A longer line is neither a notice nor an author line.
_NOTICE_WORDS = 40
#: Below this match no line counts as the one that the URL was made from (naeb: titles match at .4 to 1).
_SLUG_MATCH = 0.35
#: Lines on either side of the densest prose that are still classified; .3 % of body words lie further away.
_MARGIN = 25
_FAR = -999.0


def _legal(text: str, low: str, words: Sequence[str]) -> bool:
    return any(map(low.__contains__, words)) or ("(c)" in low and _LEGAL_YEAR.search(text) is not None)


def _signed(text: str, low: str) -> bool:
    return ("by " in low or low.startswith(_BY_WORDS)) and _BY.search(text) is not None


def _own(facts: LineFacts, span: Span, values: NDArray[np.float64]) -> Matrix:
    """The own features of a span of lines, a row for each and a column for each of `OWN`; `values` are all lines' prose."""
    near = slice(span.start, span.end)
    lines, texts = facts.lines[near], facts.texts[near]
    count = len(lines)
    signs = facts.signs.part(span.start, span.end)
    words = facts.words[near]
    chars = signs.lengths
    first, spelled, digits, capitals = (
        signs.first(),
        facts.spelled[near],
        facts.digits[near],
        facts.capitals[near],
    )
    letters = signs.words_opening_with(LETTER | UPPER)
    starts_upper, starts_letter = (first & UPPER) > 0, (first & LETTER) > 0
    counted = words > 3
    told = facts.told
    root = np.sqrt(np.maximum(3, words))
    year, clock, legal, by = (np.zeros(count, np.bool_) for _ in range(4))
    for at in np.flatnonzero(digits > 2).tolist():
        year[at] = _YEAR.search(texts[at]) is not None
        clock[at] = _CLOCK.search(texts[at]) is not None
    lows = {at: texts[at].lower() for at in np.flatnonzero(words <= _NOTICE_WORDS).tolist()}
    whole = "\n".join(lows.values())
    legal_words = [word for word in _LEGAL if word in whole]
    for at, low in lows.items():
        legal[at] = _legal(texts[at], low, legal_words)
        by[at] = _signed(texts[at], low)
    columns = (
        np.minimum(words, 150),
        np.minimum(chars, 900),
        chars / np.maximum(1, words),
        facts.closed[near],
        [text.endswith((":", "：")) for text in texts],
        signs.inner_stops() * counted,
        signs.count(COMMA) * counted,
        (letters - capitals) / spelled,
        capitals / spelled,
        digits / chars,
        [(2.0 if line.bullet[0].isdigit() else 1.0) if line.bullet else 0.0 for line in lines],
        [min(line.indent, 12) for line in lines],
        [min(line.blank_before, 4) for line in lines],
        ((first & LOWER) > 0) | (starts_letter & ~starts_upper),
        signs.count(QUOTE),
        facts.symbols[near],
        year,
        clock,
        told.furniture[near] / root,
        told.related[near] / root,
        legal,
        np.minimum(facts.copies[near], 4),
        values[near],
        (first & ALPHANUMERIC) == 0,
        told.person[near] / root,
        by,
        [cuts(line) for line in lines],
    )
    rows = np.empty((len(OWN), count), np.float32)
    for place, column in enumerate(columns):
        rows[place] = column
    return rows.T


def shifted(columns: Matrix, by: int, fill: float = 0.0) -> Matrix:
    """Each column's values `by` lines further down (up where negative), `fill` beyond the page."""
    result = np.empty(columns.shape, columns.dtype)
    if abs(by) >= len(columns):
        result[:] = fill
    elif by > 0:
        result[:-by], result[-by:] = columns[by:], fill
    else:
        result[-by:], result[:-by] = columns[:by], fill
    return result


class Windows:
    """Means of columns over the lines around each line."""

    __slots__ = ("_count", "_room", "_totals")

    def __init__(self, columns: Matrix, widest: int) -> None:
        """`columns` has a row for each line; no mean is asked for over more than `widest` lines on either side."""
        self._count, self._room = len(columns), widest
        # Running totals, the last row being how many lines they are of; beyond the page's ends they stand still.
        totals = np.zeros((columns.shape[1] + 1, self._count + 1 + 2 * widest))
        within = totals[:, widest + 1 : widest + 1 + self._count]
        np.cumsum(columns.T, axis=1, dtype=np.float64, out=within[:-1])
        within[-1] = np.arange(1, self._count + 1)
        totals[:, widest + 1 + self._count :] = totals[:, widest + self._count, None]
        self._totals = totals

    def means(self, width: int, columns: Sequence[int]) -> Matrix:
        """Those columns' means over the lines up to `width` away on either side (fewer at the page's ends)."""
        low, high = self._room - width, self._room + width + 1
        sums = self._totals[:, high : high + self._count] - self._totals[:, low : low + self._count]
        means: Matrix = (sums[columns, :] / sums[-1]).astype(np.float32)
        return means.T


def _since(marks: Matrix) -> Matrix:
    """How many lines above each line the last marked one stands (0: itself; 99: that far or never), for each row of marks."""
    place = np.arange(marks.shape[1], dtype=np.float32)
    last = np.maximum.accumulate(np.where(marks > 0, place, np.float32(-1000.0)), axis=1)
    return np.asarray(np.minimum(place - last, np.float32(99.0)), np.float32)


def _distance(count: int, run: Span) -> Matrix:
    """Lines above (negative) or below (positive) a run; 0 within it."""
    place = np.arange(count)
    below = np.where(place >= run.end, place - run.end + 1, 0)
    return np.asarray(np.where(place < run.start, place - run.start, below), np.float32)


def _anchor(match: NDArray[np.float64], core: Span) -> list[NDArray[np.generic]]:
    """How far below the line that best matches the URL's words each line stands, and each line's match.

    The last of equally good lines above the densest prose counts.
    """
    match = match.astype(np.float32)
    if not len(match) or match.max() < _SLUG_MATCH:
        return [np.full(len(match), _FAR, np.float32), match]
    good = np.flatnonzero(match >= match.max() - 0.05)
    above = good[good <= core.start]
    at = int(above[-1]) if len(above) else int(good[0])
    return [np.arange(len(match), dtype=np.float32) - at, match]


def _shared_words(words: PageWords, core: Span) -> Matrix:
    """Share of a line's longer words that stand in other lines of the densest prose; -1 for a line without any."""
    line, word = words.each_once(words.long)
    within = (line >= core.start) & (line < core.end)
    known = np.bincount(word[within], minlength=len(words.numbers))
    common = known[word] > within
    total = np.bincount(line, minlength=words.lines)
    shared = np.bincount(line[common], minlength=words.lines) / np.maximum(1, total)
    return np.where(total > 0, shared, -1.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class PageFeatures:
    """`matrix` has one row for each line of `span`; lines outside it are too far from any prose to be the article."""

    span: Span
    matrix: Matrix


_NEIGHBOURS = [_AT[name] for name in ("words", "ends_sentence", "bullet", "prose", "cut", "blank_before")]


def joined(blocks: Sequence[NDArray[np.generic]], count: int) -> Matrix:
    """Matrices of `count` rows side by side in one, as the trees read it fastest: each column in one piece."""
    columns = np.empty((sum(block.shape[1] for block in blocks), count), np.float32)
    at = 0
    for block in blocks:
        columns[at : at + block.shape[1]] = block.T
        at += block.shape[1]
    return columns.T


def page_features(
    lines: Sequence[Line],
    slug: frozenset[str] = frozenset(),
    values: NDArray[np.float64] | None = None,
    facts: LineFacts | None = None,
) -> PageFeatures:
    """Features of a page's lines near its prose: own, neighbours', windows', place, nearness to the densest prose.

    `slug` holds the words of the page's URL (none where it is unknown); `values` are the lines' prose values (their own
    where not given) and `facts` what else is known of the lines. The number of columns is fixed.
    """
    facts = facts or LineFacts(lines)
    values = facts.prose if values is None else values
    runs = [densest(np.where(values < 0, values * scale, values)) for scale in (0.25, 1.0, 4.0)]
    low = max(0, min(run.start for run in runs) - _MARGIN)
    high = min(len(lines), max(run.end for run in runs) + _MARGIN)
    near = lines[low:high]
    count = len(near)
    if not count:
        return PageFeatures(Span(0, 0), np.zeros((0, 0), np.float32))
    loose, core, strict = (Span(run.start - low, run.end - low) for run in runs)
    near_words = facts.page_words.part(low, high)
    own = _own(facts, Span(low, high), values)
    words, proses = own[:, _AT["words"]], own[:, _AT["prose"]]
    solid = (proses > 11).astype(np.float32)
    blocks: list[Matrix] = [own]
    blocks += [shifted(own[:, _NEIGHBOURS], by, -1.0) for by in (-2, -1, 1, 2)]
    names = ("furniture", "bullet", "copies", "related")
    windows = Windows(np.column_stack([proses, words, solid, own[:, [_AT[name] for name in names]]]), 25)
    blocks += [windows.means(width, (0, 1)) for width in (2, 5, 12)]
    blocks += [windows.means(width, (2,)) for width in (4, 10, 25)]
    blocks += [windows.means(width, (column,)) for column, width in ((3, 3), (4, 6), (5, 4), (6, 4))]
    brief = words <= 14
    marks = [own[:, _AT[name]] * brief for name in ("year", "clock", "by")]
    since = _since(np.array([*marks, own[:, _AT["cut"]], solid, solid[::-1]]))
    columns: list[NDArray[np.generic]] = [
        *since[:-1],
        since[-1][::-1],
    ]
    for run in (loose, core, strict):
        columns += [_distance(count, run), np.full(count, run.end - run.start, dtype=np.float32)]
    columns += _anchor(facts.matches(slug)[low:high], core)
    place = np.arange(count, dtype=np.float32)
    mass = np.cumsum(np.maximum(proses, 0.0))
    cut_below = np.cumsum(own[:, _AT["cut"]] * (place >= core.start))
    columns += [
        (place + low) / len(lines),
        place + low,
        len(lines) - low - place,
        mass,
        mass / max(1.0, float(mass[-1])),
        np.full(count, len(lines)),
        np.full(count, mass[-1]),
        (place - core.start) / max(1, core.end - core.start),
        np.minimum(cut_below, 5.0),
        _shared_words(near_words, core),
    ]
    blocks.append(np.stack(columns, dtype=np.float32).T)
    return PageFeatures(Span(low, high), joined(blocks, count))
