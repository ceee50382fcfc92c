"""The units of a build on their way into its record, put by as they are made."""

from __future__ import annotations

import marshal
import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from operator import methodcaller
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zlib import crc32

from builder.plugin.record import Entry, Listed, Past, Target
from builder.store.parts import joinable, joined, read_at

#: Units in one part of a record, about.
UNITS = 16

#: Bytes that are held before they are written.
_ENOUGH = 1 << 20


class Growing:
    """Units in a file without a name: those of 10,000 articles, 23,000, took 33 MiB of memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._aside: IO[bytes] | None = None
        self._written = 0
        self._tail = bytearray()
        self._enough = _ENOUGH
        self._marks = array("I")
        self._ends = array("Q")
        self._facts = array("I")
        self._heard: dict[str, Past] = {}

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, name: str, entry: Entry) -> None:
        past = entry.past
        if past.heard:
            self._heard[name] = past
        self._tail += joinable(
            (name, len(past.numbers), past.listed, past.shell, past.heard, past.kept, tuple(entry.target))
        )
        self._tail += past.numbers
        self._marks.append(mark(name))
        self._ends.append(self._written + len(self._tail))
        self._facts.append(len(past.numbers))
        if len(self._tail) >= self._enough:
            self._put_by()

    @property
    def heard(self) -> dict[str, Past]:
        """The units in whose making something was warned of, by name."""
        return self._heard

    def files(self) -> Iterator[Listed]:
        """The files of all units."""
        for number in range(len(self._ends)):
            yield from self._unit(number)[2]

    def units(self) -> Iterator[tuple[str, Entry]]:
        """All units, by name."""
        for number in range(len(self._ends)):
            name, _, listed, shell, heard, kept, of = self._unit(number)
            numbers = self._read(self._ends[number] - self._facts[number], self._ends[number])
            yield name, Entry(Past(numbers, listed, shell, heard, kept), Target(*of))

    def parts(self) -> Iterator[bytes]:
        """The units in parts, then as many parts with the numbers of their facts; a unit is in the part whose number is
        its name's mark, modulo their count."""
        shelves: list[array[int]] = [array("I") for _ in range(self.count)]
        for number, own in enumerate(self._marks):
            shelves[own % len(shelves)].append(number)
        for numbers in shelves:
            yield joined([self._packed(number) for number in numbers])
        for numbers in shelves:
            yield b"".join([self._read(self._ends[n] - self._facts[n], self._ends[n]) for n in numbers])

    @property
    def count(self) -> int:
        """How many parts there are of units."""
        return max(1, len(self._ends) // UNITS)

    def close(self) -> None:
        if self._aside is not None:
            self._aside.close()
            self._aside = None

    def _unit(
        self, number: int
    ) -> tuple[str, int, tuple[Listed, ...], str, list[tuple[int, str]], str, Target]:
        found: tuple[str, int, tuple[Listed, ...], str, list[tuple[int, str]], str, Target] = marshal.loads(
            self._packed(number)
        )
        return found

    def _packed(self, number: int) -> bytes:
        begin = self._ends[number - 1] if number else 0
        return self._read(begin, self._ends[number] - self._facts[number])

    def _read(self, begin: int, end: int) -> bytes:
        if begin >= self._written:
            return bytes(self._tail[begin - self._written : end - self._written])
        assert self._aside is not None
        return read_at(self._aside.fileno(), end - begin, begin)

    def _put_by(self) -> None:
        try:
            if self._aside is None:
                self._aside = TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - closed by `close`
            self._aside.seek(self._written)
            left = memoryview(self._tail)
            while left:
                left = left[os.write(self._aside.fileno(), left) :]
        except OSError:
            # Where there is no room for it, it stays in memory.
            self._enough += _ENOUGH
            return
        finally:
            left = memoryview(b"")
        self._written += len(self._tail)
        self._tail = bytearray()
        self._enough = _ENOUGH


def mark(name: str) -> int:
    """What says in which part a name is."""
    return crc32(_encoded(name))


def marks(names: Iterable[str]) -> Iterator[int]:
    """The same of several."""
    return map(crc32, map(_encoded, names))


_encoded: Callable[[str], bytes] = methodcaller("encode", "utf-8", "surrogatepass")
