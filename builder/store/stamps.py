"""What tells without reading any file whether a folder is as it was: names, sizes, times and numbers of its files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: A file changed this short a time (seconds) before it was looked at may be changed again within the file system's clock
#: tick (4 ms on ext4, 2 s on FAT) and keep its size and times: a folder that holds one cannot be told.
SETTLED = 3.0


class Stamp(NamedTuple):
    """What tells without reading whether a file is the one that was read."""

    size: int
    modified: int
    changed: int
    number: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def settled(self, now: float) -> bool:
        """Whether the file was at rest at `now`, seconds since the epoch (see `SETTLED`). A clock set back makes a file look
        newer than now: it then counts as not at rest."""
        return max(self.modified, self.changed) / 1e9 < now - SETTLED


class FolderStamp(NamedTuple):
    """What tells a folder's files from others: the fingerprint of their names, sizes, times and numbers, and those of them
    that were not at rest (see `Stamp.settled`), so that these may change without its showing; all by path below it."""

    digest: str
    recent: tuple[str, ...]


def folder_stamp(folder: Path, now: float, apart: tuple[str, ...] = ()) -> str:
    """The fingerprint of every file below `folder` but those below its folders `apart`, at `now` (seconds since the
    epoch). '' where it cannot be told: a file that has just changed, one from the future, a symbolic link, or a folder
    that cannot be read."""
    found = stamped(folder, now, apart)
    return found.digest if found is not None and not found.recent else ""


def stamped(folder: Path, now: float, apart: tuple[str, ...] = ()) -> FolderStamp | None:
    """The same, also where a file has just changed or is from the future; None where it cannot be told."""
    latest = (now - SETTLED) * 1e9
    total = hashlib.blake2b(digest_size=16)
    recent: list[str] = []
    try:
        for line in _lines(folder, apart, latest, recent):
            total.update(line.encode("utf-8", "surrogateescape"))
    except (_Linked, OSError):
        return None
    return FolderStamp(total.hexdigest(), tuple(recent))


class _Linked(Exception):
    pass


def _lines(folder: Path, apart: tuple[str, ...], latest: float, recent: list[str]) -> Iterator[str]:
    pending = [(str(folder), "")]
    while pending:
        where, within = pending.pop()
        with os.scandir(where) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            path = f"{within}{entry.name}"
            if entry.is_symlink():
                raise _Linked
            if entry.is_dir():
                if path not in apart:
                    pending.append((entry.path, f"{path}/"))
                continue
            stat = entry.stat()
            if max(stat.st_mtime_ns, stat.st_ctime_ns) > latest:
                recent.append(path)
            yield f"{path}\0{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}\n"
