"""The headline of a text dump: a line of the page in 93 (wcxb) to 99 (naeb) of 100 pages, and which one.

By site, train/headlines.py finds .950 of naeb's titles and .855 of wcxb's (of bodies by site too); the scores set by hand
before found .914 and .778. Pages in other scripts have a model of their own, taught by the same pages put into other scripts
without their URLs: of those it finds .888 and .771, where the other found .796 and .688 and was as often too unsure to say so
(found and printed of both sets: .591, now .806).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from builder.clean.days import only_day
from builder.clean.headline_features import headline_features
from builder.clean.line_facts import LineFacts
from builder.clean.lines import Line, fold_line
from builder.clean.residue import read_byline
from builder.clean.shape import ends_sentence, goes_on
from builder.clean.slug import slug_tokens
from builder.clean.trees import packaged

_FIRST_WORDS = 12
#: No headline is printed where none is likelier than this, copies of a line taken together: of the 21 pages of naeb
#: and wcxb whose best line is below it by site, one in five had one.
_DOUBT = 0.2
_ASKS = ("?", "!", "？", "！", "؟")


@dataclass(frozen=True, slots=True)
class Headline:
    """The line (its position among the lines given; -1 where none) and the title read from it."""

    position: int
    text: str


def choose_headline(
    lines: Sequence[Line],
    body: Sequence[int],
    url: str | None,
    given: str | None,
    facts: LineFacts | None = None,
    other_script: bool = False,
) -> Headline:
    """The likeliest headline, by place, repetition, the body's words and the URL's; `body` are the kept positions,
    `facts` those of the lines where they are at hand, `other_script` says that the page's is not Latin.

    A line that says what the capture's envelope gives as title is taken before any other.
    """
    found = headline_features(lines, body, slug_tokens(url), facts)
    if not found.positions:
        return Headline(-1, "")
    wanted = fold_line(given or "")
    for position in found.positions:
        if wanted and lines[position].folded == wanted:
            return Headline(position, _with_its_number(lines, position))
    probability = packaged(f"headline{'-other-scripts' if other_script else ''}").probability(found.matrix)
    inside = frozenset(body)
    in_sentence = [
        inside.issuperset((at, at + 1)) and goes_on(lines[at], lines[at + 1]) for at in found.positions
    ]
    probability = np.where(in_sentence, 0.0, probability)  # a poem's lines look like headlines
    together: dict[str, float] = defaultdict(float)
    for position, value in zip(found.positions, probability.tolist(), strict=True):
        together[lines[position].folded] += value
    position, first = found.positions[int(np.argmax(probability))], _above_the_author(lines)
    doubted = together[lines[position].folded] < _DOUBT
    if first in found.positions and (doubted or (position > first and position in inside)):
        position = first
    elif doubted and not (any(in_sentence) and position < body[0]):
        return Headline(-1, "")
    return Headline(position, _with_its_number(lines, position))


def _above_the_author(lines: Sequence[Line]) -> int:
    """The first line of all, where nothing but the author and the day part it from the text, and it is no sentence; else -1.

    The classifier, which saw whole pages, doubts it on bare ones: of naeb's labelled titles and bodies, below an author's line
    and broken at 60 letters, it found .85 and .83 (without and with a blank line), and .97 and .94 are found with this rule.
    """
    below = 1
    while below < len(lines) and (read_byline(lines[below].text) or only_day(lines[below].text)):
        below += 1
    stated = any(read_byline(line.text) for line in lines[1:below])
    asks = lines[0].text.endswith(_ASKS)
    return 0 if stated and below < len(lines) and (asks or not ends_sentence(lines[0].text)) else -1


def _with_its_number(lines: Sequence[Line], position: int) -> str:
    """A line's text, with the number before it where no other line of the page counts up to it or on from it: that of
    `1. FC Harbour wins` is a name's, that of a list's line is not. (The nine headlines of naeb and wcxb with a number are all
    in a list and lose it.)"""
    line = lines[position]
    if not line.bullet[:1].isdigit():
        return line.text
    number, mark = int(line.bullet[:-1]), line.bullet[-1]
    beside = {f"{number - 1}{mark}", f"{number + 1}{mark}"}
    listed = any(other.bullet in beside for other in lines)
    return line.text if listed else f"{line.bullet} {line.text}"


def first_words(paragraph: str) -> str:
    """A stand-in title: the opening words, cut at a clause where one ends in time, else with an ellipsis."""
    words = paragraph.split()
    if len(words) <= 1:  # no spaces: a script that does not use them, or a single word
        return paragraph if len(paragraph) <= 30 else paragraph[:30] + "…"
    for number in range(5, min(len(words), _FIRST_WORDS) + 1):
        if words[number - 1][-1] in ".!?;:؟؛":
            return " ".join(words[:number]).rstrip(".;:؛")
    return paragraph if len(words) <= _FIRST_WORDS else " ".join(words[:_FIRST_WORDS]).rstrip(",،") + "…"
