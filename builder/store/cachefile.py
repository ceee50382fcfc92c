"""A file under .cache/: what it holds is whole and of this version, or it counts as not there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

#: Bytes of a checksum. It guards against accidents, not against people, who may as well edit the archive.
SIZE = 12

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
            value: object = json.loads(body)
        except ValueError:
            return None
        return value

    def read_parts(self) -> Iterator[object]:
        """The values that `write_parts` wrote, one at a time; none where the file is not whole. Raises ValueError for a
        part that is no JSON, which `write_parts` cannot have written."""
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
            for line in stream:
                yield json.loads(line)

    def write(self, value: object) -> None:
        """Put `value` in the place of what was there, all at once."""
        self._replace((value,), end=b"")

    def write_parts(self, values: Iterable[object]) -> None:
        """Put `values` in the place of what was there, for `read_parts`: never more than one of them is held as text."""
        self._replace(values, end=b"\n")

    def _replace(self, values: Iterable[object], *, end: bytes) -> None:
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                digest = _digest()
                # The checksum is known at the end; it takes the place of this one.
                stream.write(self._head(digest) + b"\n")
                for value in values:
                    part = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
                    raw = part.encode("utf-8", "surrogatepass") + end
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


def _digest() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=SIZE)
