"""Articles as the downloads hold them, kept under .cache/ from one build to the next, a month in a file.

A download is then made by putting these one after the other, whatever article changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.derive.rows import Run
from builder.derive.tables import Row
from builder.plugin import digests


class NotKept(Exception):
    """A month's file is gone or damaged."""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A month's articles as they were made. `packed` are the rows, unpacked by the two files that want them."""

    jsonl: bytes
    csv: bytes
    packed: bytes

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(tuple(row) for row in json.loads(self.packed.decode("utf-8", "surrogatepass")))


def _run(raw: bytes) -> KeptRun:
    head, _, body = raw.partition(b"\n")
    jsonl, csv = json.loads(head)
    return KeptRun(body[:jsonl], body[jsonl : jsonl + csv], body[jsonl + csv :])


class Shelf:
    """The files of one site. What lies in one is believed where its fingerprint is the one that its making gave."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, run: Run) -> str:
        """Keep a month; returns its fingerprint. That it cannot be written shows when it is asked for."""
        rows = json.dumps(run.rows, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        head = json.dumps([len(run.jsonl), len(run.csv)]).encode()
        raw = b"\n".join((head, run.jsonl + run.csv + rows))
        file = self._file(name)
        temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(raw)
            temporary.replace(file)
        except OSError:
            temporary.unlink(missing_ok=True)
        return digests.of_bytes(raw)

    def has(self, name: str) -> bool:
        return self._file(name).is_file()

    def runs(self, kept: Mapping[str, str]) -> Iterator[KeptRun]:
        """The months with these fingerprints, in the order given. Raises NotKept, and takes away the file that is not
        what it was."""
        for name, digest in kept.items():
            file = self._file(name)
            try:
                raw = file.read_bytes()
            except OSError as fault:
                raise NotKept(name) from fault
            if digests.of_bytes(raw) != digest:
                file.unlink(missing_ok=True)
                raise NotKept(name)
            yield _run(raw)

    def leave(self, names: Iterable[str]) -> None:
        """Take away all but these months."""
        wanted = {self._file(name).name for name in names}
        if not self._folder.is_dir():
            return
        for file in self._folder.iterdir():
            if file.name not in wanted:
                file.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{digests.of_text(name)}.rows"
