"""From kept lines to paragraphs: wrapped lines joined, hyphenation mended, list items and subheads kept apart."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.clean.lines import Line, dense_script
from builder.clean.shape import ends_sentence

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010]$")
#: Terminals, mail and print wrap between these columns; a paragraph a line is longer or irregular.
_NARROWEST, _WIDEST = 45, 110


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body: `kind` is 'p', 'heading', 'item' or 'quote'; `lines` the dump's line numbers."""

    text: str
    kind: str
    lines: tuple[int, ...]


def wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines were broken at a fixed width: most lines that a line follows directly do not end a sentence.

    Looks at lines with another line directly below: in wrapped text nearly all of them have about one width and stop
    in mid-sentence; where a paragraph is a line, they end sentences or differ in width widely.
    """
    followed = [
        one for one, below in itertools.pairwise(lines) if below.blank_before == 0 and not below.bullet
    ]
    if len(followed) < 3 or 2 * len(followed) < len(lines):
        return False
    widths = sorted(len(line.text) for line in followed)
    middle, widest = widths[len(widths) // 2], widths[-1]
    in_mid_sentence = sum(not ends_sentence(line.text) for line in followed)
    even = sum(0.75 * widest <= width for width in widths)
    return (
        middle >= _NARROWEST
        and widest <= _WIDEST
        and in_mid_sentence >= 0.6 * len(followed)
        and even >= 0.7 * len(followed)
    )


def joined(one: str, other: str) -> str:
    if _HYPHEN.search(one) and other[:1].islower():
        return one[:-1] + other
    if dense_script(one[-4:]) and dense_script(other[:4]):
        return one + other
    return f"{one} {other}"


def _kind(line: Line, first: bool) -> str:
    if line.bullet:
        return "item"
    if not first and line.words <= 12 and not ends_sentence(line.text) and len(line.text) <= 100:
        return "heading"
    return "p"


def to_paragraphs(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """The kept lines of a body as paragraphs, in order."""
    join = wrapped(lines)
    widest = max((len(line.text) for line in lines), default=0)
    paragraphs: list[Paragraph] = []
    above: Line | None = None
    for line in lines:
        goes_on = (
            join
            and above is not None
            and line.blank_before == 0
            and not line.bullet
            and (len(above.text) >= 0.7 * widest or not ends_sentence(above.text))
            and above.number + 1 == line.number
        )
        if goes_on and paragraphs:
            last = paragraphs[-1]
            paragraphs[-1] = Paragraph(joined(last.text, line.text), last.kind, (*last.lines, line.number))
        else:
            text = f"{line.bullet} {line.text}" if line.bullet[:1].isdigit() else line.text
            kind = "p" if join and line.words > 3 and not line.bullet else _kind(line, not paragraphs)
            paragraphs.append(Paragraph(text, kind, (line.number,)))
        above = line
    return tuple(paragraphs)
