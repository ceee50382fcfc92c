"""What is looked at while something is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Value = TypeVar("Value")


class Recorder:
    """Notes facts between two takings."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def note(self, fact: str) -> None:
        self._seen.add(fact)

    def note_several(self, facts: Iterable[str]) -> None:
        self._seen.update(facts)

    def note_body(self, identity: str) -> None:
        self._seen.add(f"b:{identity}")

    def take(self) -> set[str]:
        """The facts noted since the last taking."""
        seen, self._seen = self._seen, set()
        return seen

    def during(self, make: Callable[[], Value]) -> tuple[Value, frozenset[str]]:
        """What `make` gives, and the facts that it looked at, which are noted too."""
        before, self._seen = self._seen, set()
        try:
            made = make()
        finally:
            seen, self._seen = self._seen, before
            self._seen |= seen
        return made, frozenset(seen)
