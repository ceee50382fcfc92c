"""What was computed last, kept within bounds."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Held(Generic[Value]):
    value: Value
    size: int


class Remembered(Generic[Key, Value]):
    """The values asked for last, of at most `most` together in whatever unit their sizes are given; the last always."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Key, _Held[Value]] = {}
        self._size = 0

    def get(self, key: Key) -> Value | None:
        """The value, if it is still held; it is then the last to go."""
        found = self._held.pop(key, None)
        if found is None:
            return None
        self._held[key] = found
        return found.value

    def keep(self, key: Key, value: Value, size: int) -> Value:
        """Hold a value, letting go of those not asked for the longest; gives it back."""
        before = self._held.pop(key, None)
        self._held[key] = _Held(value, size)
        self._size += size - (before.size if before else 0)
        while self._size > self._most and len(self._held) > 1:
            self._size -= self._held.pop(next(iter(self._held))).size
        return value

    def items(self) -> Iterator[tuple[Key, Value]]:
        """All that is held, what was asked for the longest ago first."""
        return ((key, held.value) for key, held in self._held.items())
