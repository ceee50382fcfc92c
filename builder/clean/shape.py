"""How much a line looks like prose, from its shape alone: no model, no language."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
