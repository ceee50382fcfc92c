"""Feeds' entries made once a build, whichever of its processes wants them: an article is in the feeds of some ten names.

Where several processes make a site, what one made the others read from a file under .cache/ that all append to, and that
goes when the build ends; where in it an entry lies stands in memory that they share. One process by itself remembers
those of the feeds that it made.
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

#: Bytes of feeds' entries that a process remembers where it shares none: those of some 3,000 articles.
_ENTRIES = 8_000_000

#: Bits of a place in the file that say how long the entry is.
_SIZE = 24

#: How the file is opened by each process: by its own opening it knows where what it appended ends.
_APPENDING = os.O_RDWR | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Noted(NamedTuple):
    """A feed's entry in its forms and the facts that it was made from: some five, as a tuple, since a set takes .7 kB."""

    updated: str
    atom: bytes
    json: bytes
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

    @property
    def is_open(self) -> bool:
        """Whether there is room for any."""
        return self._table is not None

    def get(self, identity: str) -> Noted | None:
        """The entry of an article, if a process has made it."""
        place = self._places.get(identity)
        if self._table is None or place is None:
            return None
        where = self._table[place]
        if not where:
            return None
        try:
            return Noted(*marshal.loads(self._read(where >> _SIZE, where & ((1 << _SIZE) - 1))))
        except (OSError, EOFError, ValueError, TypeError):
            return None

    def put(self, identity: str, noted: Noted) -> bool:
        """Give the others an entry. That it cannot be given is no fault; whether it was."""
        place = self._places.get(identity)
        if self._table is None or place is None:
            return False
        with suppress(OSError):
            descriptor = self._descriptor()
            raw = marshal.dumps(tuple(noted))
            if len(raw) >> _SIZE or os.write(descriptor, raw) != len(raw):
                return False
            end = os.lseek(descriptor, 0, os.SEEK_CUR)
            # In one step, and when the bytes are there: who finds the place finds the entry.
            self._table[place] = (end - len(raw)) << _SIZE | len(raw)
            return True
        return False

    def _read(self, place: int, size: int) -> bytes:
        descriptor = self._descriptor()
        if hasattr(os, "pread"):
            return os.pread(descriptor, size, place)
        os.lseek(descriptor, place, os.SEEK_SET)
        return os.read(descriptor, size)

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

    def of(self, identity: str, make: Callable[[], Entry]) -> Noted:
        found = (self._shared.get(identity) if self._shared is not None else None) or self._held.get(identity)
        if found is None:
            found = self._make(identity, make)
        else:
            self._recorder.note_several(found.facts)
        return found

    def have(self, identity: str, make: Callable[[], Entry]) -> None:
        """Where entries are shared: whoever makes a feed of it need not read its text again."""
        if self._shared is not None and self._shared.is_open:
            self._make(identity, make)

    def _make(self, identity: str, make: Callable[[], Entry]) -> Noted:
        entry, facts = self._recorder.during(make)
        made = Noted(entry.updated, entry.atom, entry.json, tuple(facts))
        if self._shared is None or not self._shared.put(identity, made):
            self._held.keep(identity, made, len(made.atom) + len(made.json))
        return made
