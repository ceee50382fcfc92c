"""What Pagefind made of a few hundred articles, kept under .cache/: an edit has it index those beside the article anew,
and a preview after a build none at all.

A piece is called by the fingerprint of everything that it was made from, so that it is right wherever it is found.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from builder.plugin import digests, pagefind
from builder.plugin.pagefind import Indexed, Record


class PartPieces:
    """The pieces of one part of the search index, in `language`."""

    def __init__(self, folder: Path, language: str, program: str) -> None:
        self._folder = folder
        self._language = language
        self._program = program
        self._used: set[str] = set()

    def index(self, records: Sequence[Record]) -> Sequence[Indexed]:
        """The files of an index over these records. Raises PagefindFault."""
        name = digests.of_all((self._program, self._language, repr(records)))
        self._used.add(name)
        held = self._read(name)
        if held is None:
            held = list(pagefind.indexed(iter(records), language=self._language))
            self._write(name, held)
        return held

    def settle(self) -> None:
        """Take away the pieces that were not asked for."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.name not in self._used:
                    file.unlink(missing_ok=True)

    def _read(self, name: str) -> list[Indexed] | None:
        """The piece, if it is there and whole."""
        try:
            raw = (self._folder / name).read_bytes()
        except OSError:
            return None
        digest, _, packed = raw.partition(b"\n")
        if digest != _digest(name, packed):
            return None
        head, _, body = packed.partition(b"\n")
        found: list[Indexed] = []
        end = 0
        for path, size in json.loads(head):
            found.append(Indexed(path, body[end : end + size]))
            end += size
        return found

    def _write(self, name: str, files: Iterable[Indexed]) -> None:
        """That a piece cannot be kept is no fault."""
        held = list(files)
        head = json.dumps([(file.path, len(file.content)) for file in held]).encode()
        packed = b"\n".join((head, b"".join(file.content for file in held)))
        file = self._folder / name
        temporary = self._folder / f"{name}.{os.getpid()}.tmp"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(b"\n".join((_digest(name, packed), packed)))
            temporary.replace(file)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


class KeptPieces:
    """The pieces of all parts of one archive's index. `program` is the fingerprint of what they are made with."""

    def __init__(self, folder: Path, program: str) -> None:
        self._folder = folder
        self._program = program

    def part(self, name: str, language: str) -> PartPieces:
        """The pieces of the part that lies in the folder `name` of the index."""
        return PartPieces(self._folder / digests.of_text(name), language, self._program)

    def leave(self, names: Iterable[str]) -> None:
        """Take away the pieces of all other parts."""
        wanted = {digests.of_text(name) for name in names}
        if self._folder.is_dir():
            for found in self._folder.iterdir():
                if found.name not in wanted:
                    shutil.rmtree(found, ignore_errors=True)


def _digest(name: str, packed: bytes) -> bytes:
    return digests.of_all((name, digests.of_bytes(packed))).encode()
