"""The headline of a text dump: a line of the page in 89 to 99 of 100 pages (naeb, wcxb), and which one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from builder.clean.days import DayOrder, printed_days
from builder.clean.furniture import furniture_words
from builder.clean.lines import Line, fold_line
from builder.clean.residue import name_beside_date, read_byline
from builder.clean.slug import overlap, slug_tokens

_FIRST_WORDS = 12
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Headline:
    """The line (its position among the lines given; -1 where none) and the title read from it."""

    position: int
    text: str


def _signed(lines: Sequence[Line]) -> bool:
    """Whether an author line, or a line of date and author, stands among the lines."""
    return any(read_byline(line.text) or name_beside_date(line.text) for line in lines)


def choose_headline(lines: Sequence[Line], body_start: int, url: str | None, given: str | None) -> Headline:
    """The best headline among the lines above the body, by place, repetition and the URL's words."""
    slug = slug_tokens(url)
    wanted = fold_line(given or "")
    counts = Counter(line.folded for line in lines)
    best, best_score = Headline(-1, ""), 0.0
    for position in range(max(0, body_start - 60), body_start):
        line = lines[position]
        if line.words < 2 or line.words > 40 or len(line.text) > 300:
            continue
        dated = bool(printed_days(line.text, DayOrder.DAY_FIRST))
        if read_byline(line.text) or name_beside_date(line.text) or (dated and line.words <= 12):
            continue
        folded = line.folded
        distance = body_start - position
        score = min(line.words, 9) / 9 + 1.2 / (1 + 0.25 * distance)
        score += 0.5 * (counts[folded] > 1 and line.words >= 4) - 0.8 * bool(line.bullet)
        score += 3.0 * overlap(line.text, slug) + 3.0 * (bool(wanted) and folded == wanted)
        tokens = line.folded.split()
        score -= (
            0.5 * line.text.endswith(".")
            + 1.5 * furniture_words(tokens, line.text) / max(3, len(tokens)) ** 0.5
        )
        score -= (
            2.0 * (line.text[0] in "[©|")
            + 1.0 * ("©" in line.text)
            + 0.8 * (line.text.isupper() and line.words < 9)
        )
        score += 0.4 * (position > 2 and _signed(lines[position + 1 : position + 3])) - 1.0 * bool(
            _CLOCK.search(line.text)
        )
        if score > best_score:
            best, best_score = Headline(position, line.text), score
    return best if best_score >= 1.0 else Headline(-1, "")


def first_words(paragraph: str) -> str:
    """A stand-in title: the opening words, cut at a clause where one ends in time, else with an ellipsis."""
    words = paragraph.split()
    if len(words) <= 1:  # no spaces: a script that does not use them, or a single word
        return paragraph if len(paragraph) <= 30 else paragraph[:30] + "…"
    for number in range(5, min(len(words), _FIRST_WORDS) + 1):
        if words[number - 1][-1] in ".!?;:؟؛":
            return " ".join(words[:number]).rstrip(".;:؛")
    return paragraph if len(words) <= _FIRST_WORDS else " ".join(words[:_FIRST_WORDS]).rstrip(",،") + "…"
