"""What the line classifier sees of a line: its shape, its neighbours, its place; hardly its language.

Every feature is a number. Those of shape carry over to languages that the model was not trained on; scripts without
capitals count as lower case. The features from word lists (see `furniture`) hold several languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.furniture import furniture_words, person_words, related_words
from builder.clean.headings import folded_cuts
from builder.clean.lines import Line
from builder.clean.shape import Span, densest, ends_sentence, prose
from builder.clean.slug import overlap

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
_QUOTES = re.compile(r"[\"“”«»„「」『』]")
_SYMBOLS = re.compile(r"[|»›>@#\[\]{}©→…/+=*_~^•]")
_STOPS = re.compile(r"[.!?؟。！？।][\"'”’»)\]」』]*(?=\s|[^\x00-\x7f])")
_COMMAS = re.compile(r"[,،，、;؛；]")
_BY = re.compile(r"^(?:by|por|par|von|di|بقلم)\b|(?<!\w)by [A-Z]", re.IGNORECASE)
_BY_WORDS = ("by", "por", "par", "von", "di", "بقلم")
_DIGITS = re.compile(r"\d")

#: Below this match no line counts as the one that the URL was made from (naeb: titles match at .4 to 1).
_SLUG_MATCH = 0.35
#: Lines on either side of the densest prose that are still classified; .3 % of body words lie further away.
_MARGIN = 25
_FAR = -999.0


def _legal(text: str, low: str) -> bool:
    return any(map(low.__contains__, _LEGAL)) or ("(c)" in low and _LEGAL_YEAR.search(text) is not None)


def _signed(text: str, low: str) -> bool:
    return ("by " in low or low.startswith(_BY_WORDS)) and _BY.search(text) is not None


def _own(line: Line, copies: int, value: float) -> tuple[float, ...]:
    text = line.text
    words, chars = line.words, len(text)
    tokens = line.folded.split()
    spelled = text.split()
    capitals = lower = 0
    for first in [token[0] for token in spelled]:
        if first.isupper():
            capitals += 1
        elif first.isalpha():
            lower += 1
    first = text[0]
    root = max(3, words) ** 0.5
    short = words <= 40
    low = text.lower()
    plain = "".join(spelled).isalpha()  # no digit, stop, comma, quote or symbol to count
    digits = 0 if plain else len(_DIGITS.findall(text))
    return (
        min(words, 150),
        min(chars, 900),
        chars / max(1, words),
        not plain and ends_sentence(text),
        text.endswith((":", "：")),
        0.0 if plain or words <= 3 else len(_STOPS.findall(text)),
        0.0 if plain or words <= 3 else len(_COMMAS.findall(text)),
        lower / len(spelled),
        capitals / len(spelled),
        digits / chars,
        (2.0 if line.bullet[0].isdigit() else 1.0) if line.bullet else 0.0,
        min(line.indent, 12),
        min(line.blank_before, 4),
        first.islower() or (first.isalpha() and not first.isupper()),
        0 if plain else len(_QUOTES.findall(text)),
        0 if plain else len(_SYMBOLS.findall(text)),
        digits > 3 and _YEAR.search(text) is not None,
        digits > 2 and _CLOCK.search(text) is not None,
        furniture_words(tokens, text) / root,
        related_words(tokens) / root,
        short and _legal(text, low),
        min(copies, 4),
        value,
        not first.isalnum(),
        person_words(tokens) / root,
        short and _signed(text, low),
        chars <= 60 and folded_cuts(line.folded),
    )


def shifted(column: Matrix, by: int, fill: float = 0.0) -> Matrix:
    """The column's value `by` lines further down (up where negative), `fill` beyond the page."""
    result = np.full_like(column, fill)
    if by == 0:
        return column.copy()
    if abs(by) < len(column):
        if by > 0:
            result[:-by] = column[by:]
        else:
            result[-by:] = column[:by]
    return result


def windowed(column: Matrix, width: int) -> Matrix:
    """Mean over the lines up to `width` away on either side (fewer at the page's ends)."""
    total = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)])
    place = np.arange(len(column))
    low, high = np.maximum(place - width, 0), np.minimum(place + width + 1, len(column))
    return np.asarray((total[high] - total[low]) / (high - low), np.float32)


def _since(marks: Matrix) -> Matrix:
    """How many lines above each line the last marked one stands (0: itself; 99: that far or never)."""
    place = np.arange(len(marks), dtype=np.float32)
    last = np.maximum.accumulate(np.where(marks > 0, place, -1000.0))
    return np.asarray(np.minimum(place - last, 99.0), np.float32)


def _distance(count: int, run: Span) -> Matrix:
    """Lines above (negative) or below (positive) a run; 0 within it."""
    place = np.arange(count)
    below = np.where(place >= run.end, place - run.end + 1, 0)
    return np.asarray(np.where(place < run.start, place - run.start, below), np.float32)


def _anchor(lines: Sequence[Line], slug: frozenset[str], core: Span) -> list[Matrix]:
    """How far below the line that best matches the URL's words each line stands, and each line's match.

    The last of equally good lines above the densest prose counts.
    """
    match = np.array(
        [
            overlap(line.text, slug)
            if 1 < line.words < 60 and not slug.isdisjoint(line.folded.split())
            else 0.0
            for line in lines
        ],
        np.float32,
    )
    if not len(match) or match.max() < _SLUG_MATCH:
        return [np.full(len(lines), _FAR, np.float32), match]
    good = np.flatnonzero(match >= match.max() - 0.05)
    above = good[good <= core.start]
    at = int(above[-1]) if len(above) else int(good[0])
    return [np.arange(len(lines), dtype=np.float32) - at, match]


def _shared_words(lines: Sequence[Line], core: Span) -> Matrix:
    """Share of a line's longer words that stand in other lines of the densest prose; -1 for a line without any."""
    sets = [{word for word in line.folded.split() if len(word) > 3} for line in lines]
    known = Counter(word for words in sets[core.start : core.end] for word in words)
    core_words = frozenset(known)
    twice = frozenset(word for word, count in known.items() if count > 1)
    shared = []
    for position, words in enumerate(sets):
        own = core.start <= position < core.end
        common = core_words if not own else twice
        shared.append(len(words & common) / len(words) if words else -1.0)
    return np.array(shared, np.float32)


@dataclass(frozen=True, slots=True)
class PageFeatures:
    """`matrix` has one row for each line of `span`; lines outside it are too far from any prose to be the article."""

    span: Span
    matrix: Matrix


_NEIGHBOURS = tuple(
    _AT[name] for name in ("words", "ends_sentence", "bullet", "prose", "cut", "blank_before")
)


def prose_values(lines: Sequence[Line], furniture: frozenset[str]) -> list[float]:
    """Each line's prose-likeness (`shape.prose`); folded lines known as furniture count as no prose."""
    return [-4.0 if line.folded in furniture else prose(line) for line in lines]


def page_features(
    lines: Sequence[Line], slug: frozenset[str] = frozenset(), values: Sequence[float] | None = None
) -> PageFeatures:
    """Features of a page's lines near its prose: own, neighbours', windows', place, nearness to the densest prose.

    `slug` holds the words of the page's URL (none where it is unknown); `values` the lines' prose values,
    worked out where not given. The number of columns is fixed.
    """
    values = prose_values(lines, frozenset()) if values is None else values
    runs = [densest([v * scale if v < 0 else v for v in values]) for scale in (0.25, 1.0, 4.0)]
    low = max(0, min(run.start for run in runs) - _MARGIN)
    high = min(len(lines), max(run.end for run in runs) + _MARGIN)
    near = lines[low:high]
    count = len(near)
    if not count:
        return PageFeatures(Span(0, 0), np.zeros((0, 0), np.float32))
    loose, core, strict = (Span(run.start - low, run.end - low) for run in runs)
    copies = Counter(line.folded for line in lines)
    own = np.array(
        [_own(line, copies[line.folded], value) for line, value in zip(near, values[low:high], strict=True)],
        dtype=np.float32,
    )
    columns: list[Matrix] = [shifted(own[:, at], by, -1.0) for by in (-2, -1, 1, 2) for at in _NEIGHBOURS]
    words, proses = own[:, _AT["words"]], own[:, _AT["prose"]]
    for width in (2, 5, 12):
        columns += [windowed(proses, width), windowed(words, width)]
    solid = (proses > 11).astype(np.float32)
    columns += [windowed(solid, width) for width in (4, 10, 25)]
    columns += [
        windowed(own[:, _AT["furniture"]], 3),
        windowed(own[:, _AT["bullet"]], 6),
        windowed(own[:, _AT["copies"]], 4),
        windowed(own[:, _AT["related"]], 4),
    ]
    brief = words <= 14
    columns += [
        _since(own[:, _AT["year"]] * brief),
        _since(own[:, _AT["clock"]] * brief),
        _since(own[:, _AT["by"]] * brief),
        _since(own[:, _AT["cut"]]),
        _since(solid),
        _since(solid[::-1])[::-1],
    ]
    for run in (loose, core, strict):
        columns += [_distance(count, run), np.full(count, run.end - run.start, dtype=np.float32)]
    columns += _anchor(near, slug, core)
    place = np.arange(count, dtype=np.float32)
    mass = np.cumsum(np.maximum(proses, 0.0))
    cut_below = np.cumsum(own[:, _AT["cut"]] * (place >= core.start))
    columns += [
        ((place + low) / len(lines)).astype(np.float32),
        place + low,
        len(lines) - low - place,
        mass,
        (mass / max(1.0, float(mass[-1]))).astype(np.float32),
        np.full(count, len(lines), dtype=np.float32),
        np.full(count, mass[-1], dtype=np.float32),
        ((place - core.start) / max(1, core.end - core.start)).astype(np.float32),
        np.minimum(cut_below, 5.0).astype(np.float32),
        _shared_words(near, core),
    ]
    return PageFeatures(Span(low, high), np.column_stack([own, *columns]).astype(np.float32))
