"""A file under .cache/: what it holds is whole and of this version, or it counts as not there."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

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
        if head != self._head(body):
            return None
        try:
            value: object = json.loads(body)
        except ValueError:
            return None
        return value

    def write(self, value: object) -> None:
        """Put `value` in the place of what was there, all at once."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._head(body) + b"\n" + body)
            temporary.replace(self._file)
        except OSError:
            # Where the folder is a file, there is nothing to clear away either.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def remove(self) -> None:
        self._file.unlink(missing_ok=True)

    def _head(self, body: bytes) -> bytes:
        return f"{self._kind} {hashlib.blake2b(body, digest_size=SIZE).hexdigest()}".encode()
