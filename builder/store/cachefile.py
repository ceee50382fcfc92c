"""A file under .cache/: what it holds is whole and of this version, or it counts as not there."""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

#: Bytes of a checksum. It guards against accidents, not against people, who may as well edit the archive.
SIZE = 12

#: Bytes in which the length of a part is written.
_LENGTH = 8

#: Bytes read at a time to see whether a file is whole.
_BLOCK = 1 << 20


class CacheFile:
    """JSON under a line that says what it is and what its bytes come to.

    `kind` names content and version. A file that is cut short, damaged, of another version or something else
    altogether reads as None; failing to write is no fault, since a cache may always be missing.
    """

    def __init__(self, file: Path, kind: str) -> None:
        self._file = file
        self._kind = kind

    def read(self) -> object | None:
        """The value as JSON gives it back, or None."""
        try:
            raw = self._file.read_bytes()
        except OSError:
            return None
        head, _, body = raw.partition(b"\n")
        digest = _digest()
        digest.update(body)
        if head != self._head(digest):
            return None
        try:
            return self._unpacked(body)
        except ValueError:
            return None

    def read_parts(self) -> Iterator[object]:
        """The values that `write_parts` wrote, one at a time; none where the file is not whole. Raises ValueError for a
        part that `write_parts` cannot have written."""
        try:
            stream = self._file.open("rb")
        except OSError:
            return
        with stream:
            head = stream.readline()
            start, digest = stream.tell(), _digest()
            while block := stream.read(_BLOCK):
                digest.update(block)
            if head != self._head(digest) + b"\n":
                return
            stream.seek(start)
            yield from self.parts_of(stream)

    def write(self, value: object) -> None:
        """Put `value` in the place of what was there, all at once."""
        self._replace((self._packed(value),))

    def write_parts(self, values: Iterable[object]) -> None:
        """Put `values` in the place of what was there, for `read_parts`: never more than one of them is held as text."""
        self.write_framed(map(self.framed, values))

    def write_framed(self, parts: Iterable[bytes]) -> None:
        """The same of parts that `framed` gave, or of their bytes in other portions."""
        self._replace(parts)

    def framed(self, value: object) -> bytes:
        """A part as it stands in the file."""
        return self._framed(self._packed(value))

    def parts_of(self, stream: BinaryIO) -> Iterator[object]:
        """The values of parts, from where a stream is up to its end. Raises ValueError."""
        return map(self._unpacked, self._parts(stream))

    def _packed(self, value: object) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def _unpacked(self, raw: bytes) -> object:
        value: object = json.loads(raw)
        return value

    def _framed(self, raw: bytes) -> bytes:
        """A part, so that `_parts` finds where it ends."""
        return raw + b"\n"

    def _parts(self, stream: BinaryIO) -> Iterator[bytes]:
        return iter(stream)

    def _replace(self, parts: Iterable[bytes]) -> None:
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                digest = _digest()
                # The checksum is known at the end; it takes the place of this one.
                stream.write(self._head(digest) + b"\n")
                for raw in parts:
                    digest.update(raw)
                    stream.write(raw)
                stream.seek(0)
                stream.write(self._head(digest))
            temporary.replace(self._file)
        except OSError:
            # Where the folder is a file, there is nothing to clear away either.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def remove(self) -> None:
        self._file.unlink(missing_ok=True)

    def _head(self, digest: hashlib.blake2b) -> bytes:
        return f"{self._kind} {digest.hexdigest()}".encode()


class QuickCacheFile(CacheFile):
    """The same for what is read in every build: in Python's own form, which takes a third of the time to read and a
    fifth to write, and gives tuples and bytes back as they were. Another version of Python takes it for another kind.
    """

    def __init__(self, file: Path, kind: str) -> None:
        super().__init__(file, f"{kind} {sys.implementation.cache_tag}")

    def _packed(self, value: object) -> bytes:
        return marshal.dumps(cast("list[object]", value))

    def _unpacked(self, raw: bytes) -> object:
        try:
            value: object = marshal.loads(raw)
        except (EOFError, TypeError) as fault:
            raise ValueError(str(fault)) from fault
        return value

    def _framed(self, raw: bytes) -> bytes:
        return len(raw).to_bytes(_LENGTH, "big") + raw

    def _parts(self, stream: BinaryIO) -> Iterator[bytes]:
        while length := stream.read(_LENGTH):
            yield stream.read(int.from_bytes(length, "big"))


def _digest() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=SIZE)
