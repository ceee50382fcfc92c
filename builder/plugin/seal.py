"""Whether the site is as the last build left it and made from inputs that are as they were: then nothing is to do.

A build that ends without a warning leaves a seal: the fingerprints of all that it read and of all that lies in the
site's folder, taken from sizes and times. The next build compares before it reads anything, and loads nothing of what
makes pages where both agree.
"""

from __future__ import annotations

import logging
import marshal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from builder.plugin import digests
from builder.plugin.kept import files_below
from builder.store.cachefile import CacheFile
from builder.store.stamps import folder_stamp

#: Folders under archive/ that no page is made from.
_APART = ("inbox", ".captures")


class Unsealable(Exception):
    """What a build reads cannot be told from sizes and times: it has a symbolic link, or a file that just changed."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build is made from: `key` is the fingerprint of program and configuration, `files` of the archive."""

    key: str
    files: str


class Seal:
    """The seal on one site folder."""

    def __init__(self, file: Path) -> None:
        self._file = CacheFile(file, "seal 2")

    def holds(self, inputs: Inputs, site: Path) -> bool:
        """Whether the site was made from these inputs and nobody has touched it since."""
        held = self._file.read()
        if not isinstance(held, dict) or held.get("key") != inputs.key or held.get("files") != inputs.files:
            return False
        return bool(held.get("site") == digest_of(files_below(site)))

    def write(self, inputs: Inputs, outputs: Iterable[tuple[str, int, int, int]]) -> None:
        """Seal the site, which holds `outputs` and no other file."""
        self._file.write({"key": inputs.key, "files": inputs.files, "site": digest_of(outputs)})

    def remove(self) -> None:
        self._file.remove()


def digest_of(found: Iterable[tuple[str, int, int, int]]) -> str:
    """The fingerprint of files by path, size and times, in whatever order they come."""
    return digests.of_bytes(marshal.dumps([tuple(written) for written in sorted(found)], 2))


def archive_files(docs: Path, now: float | None = None) -> str:
    """The fingerprint of every file that a build reads below archive/, at `now` (seconds since the epoch; the present
    where not given). Raises Unsealable."""
    stamp = folder_stamp(docs, time.time() if now is None else now, _APART)
    if not stamp:
        raise Unsealable
    return stamp


class Warnings(logging.Handler):
    """Counts MkDocs's warnings: a build that gave any must give them again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
