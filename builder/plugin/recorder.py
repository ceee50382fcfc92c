"""What is looked at while something is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Value = TypeVar("Value")


class Recorder:
    """Notes facts between two takings."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        #: Notes a fact. The set's own: a build asks for it some hundred times a page.
        self.note: Callable[[str], None] = self._seen.add

    def note_several(self, facts: Iterable[str]) -> None:
        self._seen.update(facts)

    def note_all(self, facts: Iterable[Iterable[str]]) -> None:
        """The same for several such, in one call."""
        self._seen.update(*facts)

    def note_body(self, identity: str) -> None:
        self._seen.add(f"b:{identity}")

    def take(self) -> set[str]:
        """The facts noted since the last taking."""
        seen = self._seen.copy()
        self._seen.clear()
        return seen

    def during(self, make: Callable[[], Value]) -> tuple[Value, frozenset[str]]:
        """What `make` gives, and the facts that it looked at, which are noted too."""
        before = self.take()
        try:
            made = make()
        finally:
            seen = frozenset(self._seen)
            self._seen |= before
        return made, seen
