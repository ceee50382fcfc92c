"""How much a line looks like prose, from its shape alone: no model, no language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.clean.lines import Line

_TERMINAL = frozenset(".!?…。！？｡؟।॥:")
_CLOSING = "\"'”’»)]」』"
_INNER = re.compile(r"[,;،؛，、；。.!?؟！？](?=\s|$|[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Span:
    """Lines `start` up to but not including `end`."""

    start: int
    end: int


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, in any script; closing quotes and brackets may follow."""
    return text.rstrip(_CLOSING)[-1:] in _TERMINAL


def prose(line: Line) -> float:
    """Prose-likeness in words: positive for running text, negative for links, menus and headlines.

    A headline has at most some 20 words and seldom a full stop; running text has both, or commas within.
    """
    words = line.words
    closed = ends_sentence(line.text)
    if words >= 25 and (closed or len(_INNER.findall(line.text)) >= 2):
        value = float(min(words, 120))
    elif words >= 12 and closed:
        value = float(words)
    elif words >= 25:
        value = words / 2
    elif closed:
        value = words / 2 if words > 4 else 0.0
    else:
        value = -4.0 - (words >= 8) * 2.0
    return value / 2 - 2.0 if line.bullet else value


def densest(values: Sequence[float]) -> Span:
    """The contiguous run with the largest sum (Kadane); empty where no value is positive."""
    best = Span(0, 0)
    best_sum = running = 0.0
    start = 0
    for position, value in enumerate(values):
        if running <= 0:
            running, start = 0.0, position
        running += value
        if running > best_sum:
            best_sum, best = running, Span(start, position + 1)
    return best
