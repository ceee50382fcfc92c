"""What the headline classifier sees of a line: its words, its place, and what the page repeats of it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from builder.clean.characters import DIGIT, UPPER, characters
from builder.clean.days import DayOrder, only_day, printed_days
from builder.clean.features import Matrix
from builder.clean.furniture import count_words
from builder.clean.lines import Line
from builder.clean.residue import name_beside_date, read_byline
from builder.clean.shape import ends_sentence
from builder.clean.slug import overlap

#: Lines above and below the body's first that may be the headline (naeb: 96 of 100 stand within 60 above; a page whose
#: menu was taken for body has it below).
_ABOVE, _BELOW = 100, 30
#: Farther up, a line counts where it matches the URL's words this well.
_SLUG_MATCH = 0.6
#: From so many words on, a line with a full stop is a sentence of the text, not its headline, unless the URL was made
#: from it and it stands outside the body.
_SENTENCE_WORDS = 14
_SLUG_SENTENCE = 0.4
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
    sentence = line.words >= _SENTENCE_WORDS and line.text.endswith((".", '."', ".”", ".»", "。"))
    if sentence and match < _SLUG_SENTENCE:
        return False
    if digits >= _DATE_DIGITS and only_day(line.text):
        return False
    return 1 <= line.words <= 40 and 3 < len(line.text) <= 300 and not _signed(line, digits)


def _printed(tokens: Sequence[str], folded: str, whole: str, everywhere: Mapping[str, int]) -> int:
    """How often a page (`whole`) has a line's words, within other lines too; more than eight times count as eight.

    Once, where a word between its first and its last is nowhere else on the page: that is most lines, and quick to see.
    """
    if any(everywhere[word] == 1 for word in tokens[1:-1]):
        return 1
    return min(whole.count(folded), 8)


def headline_features(lines: Sequence[Line], body: Sequence[int], slug: frozenset[str]) -> Candidates:
    """The candidates above, and shortly below, the start of a body (positions of its lines; empty where none)."""
    if not lines:
        return Candidates((), np.zeros((0, 0), np.float32))
    start = body[0] if body else len(lines)
    kept = frozenset(body)
    signs = characters([line.text for line in lines])
    capitals = (signs.words_opening_with(UPPER) / signs.words()).tolist()
    digits = signs.count(DIGIT).tolist()
    tokens_of = [line.folded.split() for line in lines]
    matches = [
        overlap(line.text, slug) if 1 < line.words <= 40 and not slug.isdisjoint(tokens) else 0.0
        for line, tokens in zip(lines, tokens_of, strict=True)
    ]
    near = range(max(0, start - _ABOVE), min(len(lines), start + _BELOW))
    far = [position for position in range(near.start) if matches[position] >= _SLUG_MATCH]
    positions = [
        position
        for position in (*far, *near)
        if _possible(lines[position], 0.0 if position in kept else matches[position], digits[position])
    ]
    if not positions:
        return Candidates((), np.zeros((0, 0), np.float32))
    folded = [line.folded for line in lines]
    copies = Counter(folded)
    whole = " \n ".join(folded)
    everywhere = Counter(itertools.chain.from_iterable(tokens_of))
    known = Counter([word for position in body[:40] for word in set(tokens_of[position]) if len(word) > 3])
    looked_at = sorted({at for p in positions for at in range(p, min(len(lines), p + _FACTS + 1))})
    signed = {at for at in looked_at if _signed(lines[at], digits[at])}
    dated = {at for at in looked_at if _dated(lines[at], digits[at])}
    best = max(matches)
    rows = []
    for position in positions:
        line = lines[position]
        text, tokens = line.text, tokens_of[position]
        long = [word for word in tokens if len(word) > 3]
        root = max(3, len(tokens)) ** 0.5
        told = count_words(tokens, text)
        below = range(position + 1, position + 1 + _FACTS)
        rows.append(
            (
                start - position,
                position,
                line.words,
                len(text) / max(1, line.words),
                matches[position],
                best - matches[position] if best > 0 else -1.0,
                bool(slug),
                min(copies[line.folded], 5),
                _printed(tokens, line.folded, whole, everywhere) if line.words >= 3 else 0,
                bool(line.bullet),
                text.endswith("."),
                text.endswith(("?", "!")),
                text.endswith((":", "：")),
                ends_sentence(text),
                told.furniture / root,
                told.related / root,
                told.person / root,
                "©" in text or text[0] in "[|",
                text.isupper(),
                capitals[position],
                digits[position] / len(text),
                digits[position] > 2 and _CLOCK.search(text) is not None,
                position in dated,
                _SEPARATOR.search(text) is not None,
                min(line.blank_before, 4),
                lines[position + 1].blank_before if position + 1 < len(lines) else 0,
                next((at - position for at in below if at in signed), 9),
                next((at - position for at in below if at in dated), 9),
                sum(map(known.__contains__, long)) / len(long) if long else -1.0,
                sum(map(known.__getitem__, long)) / len(long) if long else -1.0,
                position in kept,
                lines[position - 1].words if position else 0,
                lines[position + 1].words if position + 1 < len(lines) else 0,
                len(lines),
            )
        )
    return Candidates(tuple(positions), np.array(rows, np.float32))
