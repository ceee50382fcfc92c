"""The record that every kind of fact shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Key(Protocol):
    """A fact's value, freed of its wording."""

    def handles(self) -> Iterable[object]:
        """Things of which any two keys that are the same share at least one, to look candidates up by."""

    def same_as(self, other: Key) -> bool:
        """Whether both can be meant by one report: equal, or one a less exact form of the other. Symmetric."""


class Fact(NamedTuple):
    """A fact where it stands: its words as printed, the code-point range within its passage, and its value."""

    text: str
    start: int
    end: int
    key: Key
