"""How much a line looks like prose, from its shape alone: no model, no language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.characters import CLOSING_MARKS, TERMINAL_MARKS
from builder.clean.lines import Line

_TERMINAL = frozenset(TERMINAL_MARKS)
_INNER = re.compile(r"[,;،؛，、；。.!?؟！？](?=\s|$|[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Span:
    """Lines `start` up to but not including `end`."""

    start: int
    end: int


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, in any script; closing quotes and brackets may follow."""
    return text.rstrip(CLOSING_MARKS)[-1:] in _TERMINAL


def goes_on(line: Line, below: Line) -> bool:
    """Whether a line's sentence goes on in the line right below it, which begins in lower case."""
    return not (below.blank_before or below.bullet or ends_sentence(line.text)) and below.text[0].islower()


def prose_values(
    lines: Sequence[Line], words: NDArray[np.int64], closed: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Each line's prose-likeness in words: positive for running text, negative for links, menus and headlines.

    A headline has at most some 20 words and seldom a full stop; running text has both, or commas within. `words` counts
    the lines' words, `closed` says which end as sentences do.
    """
    sentence = np.where(words >= 12, np.minimum(words, 120), np.where(words > 4, words / 2, 0.0))
    values = np.where(closed, sentence, np.where(words >= 25, words / 2, -4.0 - (words >= 8) * 2.0))
    for place in np.flatnonzero(~closed & (words >= 25)).tolist():
        if len(_INNER.findall(lines[place].text)) >= 2:
            values[place] = min(lines[place].words, 120)
    bulleted = [place for place, line in enumerate(lines) if line.bullet]
    values[bulleted] = values[bulleted] / 2 - 2.0
    return values


def densest(values: NDArray[np.float64]) -> Span:
    """The contiguous run with the largest sum, the first and shortest of such; empty where no value is positive."""
    if not len(values):
        return Span(0, 0)
    totals = np.zeros(len(values) + 1)
    np.cumsum(values, out=totals[1:])
    lowest = np.minimum.accumulate(totals[:-1])
    gains = totals[1:] - lowest
    end = int(np.argmax(gains))
    if gains[end] <= 0:
        return Span(0, 0)
    return Span(int(np.flatnonzero(totals[: end + 1] == lowest[end])[-1]), end + 1)
