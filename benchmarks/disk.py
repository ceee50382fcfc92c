"""Whether the disk gives every run the same chance.

On ext4 the number of a deleted file is not given out again for some minutes, and whoever creates files skips those
numbers one by one: creating 62,000 files took 7 s on a disk at rest, 10 to 56 s right after as many had been deleted,
and 0.6 s in memory (tmpfs). So a benchmark makes a fresh folder for each run, deletes nothing until its end, and
creates a few files before each run to see what one costs.
"""

from __future__ import annotations

import time
from pathlib import Path

#: Files created to see what one costs, and how often; the best counts, since other work only ever adds to it.
TRIED, TRIES = 500, 3

#: How many times as much as at best a file may cost before a run is called unfair. A trapped disk costs two to eight
#: times as much; single tries differ by as much where other programs run, the best of three by up to half.
UNFAIR = 2.0

#: File systems known to skip the numbers of what was just deleted.
_SKIPPING = frozenset({"ext2", "ext3", "ext4"})


def kind_of(folder: Path) -> str:
    """The file system that a folder lies on, '' where the system does not list them."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    place = folder.resolve()
    best, found = -1, ""
    for line in lines:
        _, mount, kind, *_ = line.split(" ")
        if place.is_relative_to(mount) and len(mount) >= best:
            best, found = len(mount), kind
    return found


class Fairness:
    """What creating a file costs before each run. Its own files are left to whoever deletes the folder at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tries = 0
        self._best = float("inf")
        self.kind = kind_of(folder)

    def notice(self) -> str:
        """What to know before the first run; '' where nothing is."""
        if self.kind not in _SKIPPING:
            return ""
        return (
            f"{self._folder} lies on {self.kind}, where creating files is slow for some minutes after many were "
            "deleted. Nothing is deleted until all runs are done; delete nothing beside them either. A folder in "
            "memory (/dev/shm) is free of this."
        )

    def try_out(self) -> float:
        """Microseconds to create one file now."""
        cost = min(self._once() for _ in range(TRIES))
        self._best = min(self._best, cost)
        return cost

    def _once(self) -> float:
        place = self._folder / f"tried-{self._tries}"
        self._tries += 1
        place.mkdir(parents=True)
        start = time.perf_counter()
        for number in range(TRIED):
            (place / str(number)).touch()
        return (time.perf_counter() - start) / TRIED * 1e6

    def is_fair(self, cost: float) -> bool:
        """Whether that is about what it cost at best."""
        return cost <= UNFAIR * self._best
