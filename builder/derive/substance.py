"""What changed in substance between two versions: names, numbers, dates, quotations, attributions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from builder.derive.compare import Comparison


class Kind(StrEnum):
    """The kinds of facts that are compared."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"


class Outcome(StrEnum):
    """What became of a fact on the way from a to b. No direction in time is implied."""

    DIFFER = "differ"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the texts do not share. `a` and `b` are its words as printed, '' where a side lacks it.

    `row` indexes `Comparison.rows`; `matched` says that the row has both sides (a fact of a passage that one text
    lacks altogether weighs less). `note` is '' or a word on how they differ ('shortened', 'quotation marks dropped').
    """

    kind: Kind
    outcome: Outcome
    a: str
    b: str
    row: int
    matched: bool = True
    note: str = ""


def substance(comparison: Comparison) -> tuple[Difference, ...]:
    """The differences in substance: those that differ first, then dropped, then added; matched rows before others."""
    raise NotImplementedError
