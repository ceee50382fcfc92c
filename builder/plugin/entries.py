"""Feeds' entries made once a build, whichever of its processes wants them: an article is in the feeds of some ten names.

A process remembers those of the feeds that it made. What another one made it reads from a file under .cache/ that all
append to, and that goes when the build ends; where in it an entry lies stands in memory that they share.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from mmap import mmap
from pathlib import Path
from typing import NamedTuple

from builder.derive.feeds import Entry
from builder.derive.remembered import Remembered
from builder.plugin.recorder import Recorder

#: Characters of feeds' entries that a process remembers: those of some 3,000 articles. What it has let go of it finds
#: again among those that all share (10 microseconds; making it anew takes 100). With room for 12,000, workers grew so
#: that at 10,000 articles 16 followed one another over the names where 5 do with room for 1,000.
_ENTRIES = 8_000_000

#: Bits of a place in the file that say how long the entry is.
_SIZE = 24

#: How the file is opened by each process: by its own opening it knows where what it appended ends.
_APPENDING = os.O_RDWR | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Noted(NamedTuple):
    """A feed's entry and the facts that it was made from: some thirty, as a tuple, since a set takes 2 kB."""

    entry: Entry
    facts: tuple[str, ...]


class Shared:
    """The entries that a build's processes made, for one another. Until `begin`, and where the file cannot be written,
    there are none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._places: dict[str, int] = {}
        self._table: memoryview[int] | None = None
        self._opened = (0, -1)

    def begin(self, ids: Iterable[str]) -> None:
        """Before processes are forked, if any are: make room for the entries of these articles."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(b"")
        except OSError:
            return
        self._places = {identity: place for place, identity in enumerate(ids)}
        self._table = memoryview(mmap(-1, 8 * max(len(self._places), 1))).cast("Q")

    def end(self) -> None:
        """When all processes have ended."""
        if self._table is None:
            return
        self._table = None
        process, descriptor = self._opened
        self._opened = (0, -1)
        with suppress(OSError):
            # Where files that are open cannot be taken away, it must be closed first.
            if process == os.getpid():
                os.close(descriptor)
            self._file.unlink(missing_ok=True)

    def get(self, identity: str) -> Noted | None:
        """The entry of an article, if a process has made it."""
        place = self._places.get(identity)
        if self._table is None or place is None:
            return None
        where = self._table[place]
        if not where:
            return None
        try:
            descriptor = self._descriptor()
            os.lseek(descriptor, where >> _SIZE, os.SEEK_SET)
            facts, values = marshal.loads(os.read(descriptor, where & ((1 << _SIZE) - 1)))
        except (OSError, EOFError, ValueError, TypeError):
            return None
        entry = object.__new__(Entry)
        entry.__dict__.update(values)
        return Noted(entry, facts)

    def put(self, identity: str, noted: Noted) -> None:
        """Give the others an entry, with both of its forms. That it cannot be given is no fault."""
        place = self._places.get(identity)
        if self._table is None or place is None:
            return
        with suppress(OSError):
            descriptor = self._descriptor()
            raw = marshal.dumps((noted.facts, noted.entry.with_forms()))
            if len(raw) >> _SIZE or os.write(descriptor, raw) != len(raw):
                return
            end = os.lseek(descriptor, 0, os.SEEK_CUR)
            # In one step, and when the bytes are there: who finds the place finds the entry.
            self._table[place] = (end - len(raw)) << _SIZE | len(raw)

    def _descriptor(self) -> int:
        """The file as this process opened it: a forked one must not use its parent's."""
        process, descriptor = self._opened
        if process != os.getpid():
            descriptor = os.open(self._file, _APPENDING)
            self._opened = (os.getpid(), descriptor)
        return descriptor


class Remembering:
    """The entries for the feeds that come. A feed that has one which was made before has looked at the same facts."""

    def __init__(self, recorder: Recorder, shared: Shared | None = None, most: int = _ENTRIES) -> None:
        self._recorder = recorder
        self._shared = shared
        self._held: Remembered[str, Noted] = Remembered(most)

    def of(self, identity: str, make: Callable[[], Entry]) -> Entry:
        found = self._held.get(identity)
        if found is None:
            found = self._shared.get(identity) if self._shared is not None else None
            if found is None:
                entry, facts = self._recorder.during(make)
                found = Noted(entry, tuple(facts))
                if self._shared is not None:
                    self._shared.put(identity, found)
            # Few feeds want it as JSON; an entry has about as much again in that form and by itself.
            self._held.keep(identity, found, 2 * len(found.entry.atom))
        self._recorder.note_several(found.facts)
        return found.entry
