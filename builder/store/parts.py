"""A file under .cache/ of many parts, of which few are read: whole and of this version, or it counts as not there."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

#: Bytes of a checksum, and in which a place in the file is written.
_SIZE, _PLACE = 12, 8

#: Bytes read at a time.
_BLOCK = 1 << 20


class Parts:
    """The parts of one file, which stays open: what is read is what was there when it was opened."""

    def __init__(self, opened: int, ends: array[int], begin: int, token: str) -> None:
        self._opened = opened
        self._ends = ends
        self._begin = begin
        #: Tells this file from one with other parts.
        self.token = token

    def __len__(self) -> int:
        return len(self._ends)

    def raw(self, place: int) -> bytes:
        """The bytes of a part. Raises OSError."""
        begin = self._ends[place - 1] if place else self._begin
        return read_at(self._opened, self._ends[place] - begin, begin)

    def value(self, place: int) -> Any:
        """A part that was written as a value."""
        return marshal.loads(self.raw(place))

    def raws(self, first: int, last: int) -> Iterator[bytes]:
        """The bytes of the parts from `first` up to `last`, some at a time."""
        while first < last:
            begin = self._ends[first - 1] if first else self._begin
            end = first + 1
            while end < last and self._ends[end] - begin <= _BLOCK:
                end += 1
            some = memoryview(read_at(self._opened, self._ends[end - 1] - begin, begin))
            start = 0
            for place in range(first, end):
                after = self._ends[place] - begin
                yield bytes(some[start:after])
                start = after
            first = end

    def close(self) -> None:
        if self._opened >= 0:
            os.close(self._opened)
            self._opened = -1


class PartsFile:
    """Where such a file lies. `kind` names content and version; another version of Python takes it for another kind."""

    def __init__(self, file: Path, kind: str) -> None:
        self._file = file
        self._kind = f"{kind} {sys.implementation.cache_tag}".encode()

    def open(self) -> Parts | None:
        """The parts; None where the file is cut short, damaged, of another kind, or not there."""
        try:
            opened = os.open(
                self._file, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
            )
        except OSError:
            return None
        found = None
        try:
            found = self._read(opened)
        except (OSError, ValueError):
            pass
        finally:
            if found is None:
                os.close(opened)
        return found

    def _read(self, opened: int) -> Parts | None:
        size = os.fstat(opened).st_size
        head = read_at(opened, len(self._kind) + 1, 0)
        least = len(head) + _PLACE + _SIZE
        if head != self._kind + b"\n" or size < least:
            return None
        digest = hashlib.blake2b(digest_size=_SIZE)
        place = 0
        while place < size - _SIZE:
            block = read_at(opened, min(_BLOCK, size - _SIZE - place), place)
            if not block:
                return None
            digest.update(block)
            place += len(block)
        if read_at(opened, _SIZE, size - _SIZE) != digest.digest():
            return None
        at = int.from_bytes(read_at(opened, _PLACE, size - _SIZE - _PLACE), "big")
        ends = array("Q")
        ends.frombytes(read_at(opened, size - _SIZE - _PLACE - at, at))
        return Parts(opened, ends, len(head), digest.hexdigest())

    def write(self, parts: Iterable[bytes]) -> str:
        """Put a file of these parts in the place of the old one; returns its token, '' where it could not be written,
        which is no fault."""
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        digest = hashlib.blake2b(digest_size=_SIZE)
        ends = array("Q")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                head = self._kind + b"\n"
                place = len(head)
                digest.update(head)
                stream.write(head)
                for raw in parts:
                    digest.update(raw)
                    stream.write(raw)
                    place += len(raw)
                    ends.append(place)
                directory = ends.tobytes() + place.to_bytes(_PLACE, "big")
                digest.update(directory)
                stream.write(directory + digest.digest())
            temporary.replace(self._file)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            return ""
        return digest.hexdigest()


def read_at(opened: int, size: int, place: int) -> bytes:
    """Bytes from a place in an open file. Processes that were forked share where it was last read."""
    if hasattr(os, "pread"):
        return os.pread(opened, size, place)
    os.lseek(opened, place, os.SEEK_SET)
    return os.read(opened, size)


def packed(value: object) -> bytes:
    """A value as a part."""
    return marshal.dumps(cast("list[object]", value))


#: The last form of Python's own in which no value within another is told by where it stood before.
_APART = 2


def joinable(value: object) -> bytes:
    """A value that several of which are put together as they are (see `joined`)."""
    return marshal.dumps(cast("list[object]", value), _APART)


def joined(values: Sequence[bytes]) -> bytes:
    """The list of such values, as a part: without taking them apart and packing them again."""
    return _LIST + len(values).to_bytes(4, "little") + b"".join(values)


#: How the form begins that a list has there; the count of its values follows.
_LIST = marshal.dumps([], _APART)[:1]
