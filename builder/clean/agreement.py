"""What another reading of the same page says of its lines: the declared article body, or another extractor's."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.lines import Line, fold_line

_TAG = re.compile(r"<[^>]{0,5000}>")
#: Words that are compared at a time, as the benchmark's score does.
_RUN = 4
#: A line stands in the other reading where this share of its runs does, and does not where less than the other.
_FOUND, _ABSENT = 0.7, 0.3
#: The absence of a shorter line says nothing: subheads are left out by many.
_SHORT = 5
#: A reading of fewer words is a summary or a failure.
_LEAST = 40


@dataclass(frozen=True, slots=True)
class Leaning:
    """By how much (log-odds) a line found in the other reading gains, and one that is absent from it loses."""

    found: float
    absent: float


#: JSON-LD's articleBody is the publisher's own word, yet sometimes a summary. By site, naeb: body F1 .930 without,
#: .934 so, .932 at (2, 1) and at (6, 2); wcxb, where few declare one: .940 in each.
DECLARED = Leaning(3.0, 2.0)
#: Another extractor errs elsewhere. By site, naeb: .934 without, .936 so, .935 at (1, 1); wcxb .940 and .941.
EXTRACTED = Leaning(1.5, 1.5)


def _runs(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """Every run of so many words, in order."""
    return list(zip(*(words[at:] for at in range(size)), strict=False))


def shares_found(lines: Sequence[Line], reading: str) -> NDArray[np.float64] | None:
    """For each line the share of its runs of four words found in another reading; None for one that is too short.

    A line of fewer words counts as found (1) where it stands in the reading as a whole. Markup in it is left out.
    """
    plain = fold_line(_TAG.sub(" ", html.unescape(reading)))
    words = plain.split()
    if len(words) < _LEAST:
        return None
    runs = set(_runs(words, _RUN))
    split = [tuple(line.folded.split()) for line in lines]
    brief = {len(own) for own in split if len(own) < _RUN}
    whole = {words_at for size in brief for words_at in _runs(words, size)}
    shares: list[float] = []
    for own in split:
        if len(own) < _RUN:
            shares.append(float(own in whole))
        else:
            own_runs = _runs(own, _RUN)
            shares.append(sum(map(runs.__contains__, own_runs)) / len(own_runs))
    return np.array(shares)


def leaned(
    probability: NDArray[np.float64],
    shares: NDArray[np.float64],
    words: NDArray[np.float64],
    leaning: Leaning,
) -> NDArray[np.float64]:
    """The probabilities moved towards the other reading."""
    inside = np.clip(probability, 1e-6, 1 - 1e-6)
    odds = np.log(inside / (1 - inside))
    odds += leaning.found * (shares >= _FOUND)
    odds -= leaning.absent * ((shares < _ABSENT) & (words >= _SHORT))
    return np.asarray(1 / (1 + np.exp(-odds)))
