"""Many files read by two processes: one begins with the first and the other with the last, until they meet.

Of 10,000 new articles this one loads what makes pages while the other reads on: sharing them out beforehand left a core
idle for a fifth of a second.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from builder.plugin.meanwhile import Several

File = TypeVar("File")
Kept = TypeVar("Kept")

#: Files that are sent together: what is read of them is held by both processes for a moment.
_TOGETHER = 256


class Halves(Generic[File, Kept]):
    """Files being read from the last to the first by another process, which was started for it."""

    def __init__(self, files: Callable[[], Sequence[File]], read: Callable[[File], Kept | None]) -> None:
        """`files` lists them, in that process; `read` says what is to be sent of one, None of one to be read here."""
        # How far each has come: the place of the file that it is at. Two processes that look at the same moment may both
        # read a file, or neither: whoever asks reads what is missing.
        self._places = memoryview(mmap.mmap(-1, 16)).cast("Q")
        self._places[_THERE] = _NONE
        self._several: Several[list[Kept]] = Several(lambda: self._read(files(), read))

    def here(self, files: Iterable[File]) -> Iterator[File]:
        """Those of the same files that are for this process to read, from the first."""
        for place, file in enumerate(files):
            self._places[_HERE] = place
            if self._several.is_under_way and place >= self._places[_THERE]:
                return
            yield file

    def there(self) -> Iterator[Kept]:
        """What the other process read; waits for it."""
        for some in self._several.taken():
            yield from some

    def stop(self) -> None:
        """End the other process, whether or not it is done."""
        self._several.stop()

    def _read(self, files: Sequence[File], read: Callable[[File], Kept | None]) -> Iterator[list[Kept]]:
        some: list[Kept] = []
        for place in range(len(files) - 1, -1, -1):
            self._places[_THERE] = place
            if place <= self._places[_HERE]:
                self._places[_THERE] = place + 1
                break
            kept = read(files[place])
            if kept is not None:
                some.append(kept)
            if len(some) >= _TOGETHER:
                yield some
                some = []
        yield some


_HERE, _THERE = 0, 1
_NONE = 2**63
