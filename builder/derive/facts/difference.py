"""A difference in substance between two texts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


class Note(StrEnum):
    """How two facts differ that answer each other."""

    SPELLING = "spelling"
    ORDER = "order"
    SHORTENED = "shortened"
    LENGTHENED = "lengthened"
    MARKS_DROPPED = "marks-dropped"
    MARKS_ADDED = "marks-added"
    NO_LONGER_NAMED = "no-longer-named"
    NOW_NAMED = "now-named"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the texts do not share. `a` and `b` are its words as printed, '' where a side lacks it.

    `row` indexes `Comparison.rows`; `matched` says that the row has both sides (a fact of a passage that one text
    lacks altogether weighs less). `counted` are the words behind both figures, where they are the same ('homes').
    """

    kind: Kind
    outcome: Outcome
    a: str
    b: str
    row: int
    matched: bool = True
    note: Note | None = None
    counted: str = ""

    @property
    def a_says(self) -> str:
        """The fact for a reader: a figure with what it counts; '' where this side lacks the fact."""
        return self._said(self.a)

    @property
    def b_says(self) -> str:
        return self._said(self.b)

    def _said(self, fact: str) -> str:
        return f"{fact} {self.counted}" if fact and self.counted else fact
