"""A file under .cache/: what it holds is whole and of this version, or it counts as not there."""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import cast

#: Bytes of a checksum. It guards against accidents, not against people, who may as well edit the archive.
SIZE = 12


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

    def write(self, value: object) -> None:
        """Put `value` in the place of what was there, all at once."""
        self._replace(self._packed(value))

    def _packed(self, value: object) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def _unpacked(self, raw: bytes) -> object:
        value: object = json.loads(raw)
        return value

    def _replace(self, raw: bytes) -> None:
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        digest = _digest()
        digest.update(raw)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                stream.write(self._head(digest) + b"\n")
                stream.write(raw)
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


def _digest() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=SIZE)
