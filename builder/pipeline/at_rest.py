"""Whether a sync has nothing to do: the last one changed nothing, and all that it read is as it was.

A sync reads every article and compares all of them, about a millisecond each. Where it changes nothing and no
value of a person's waits to be settled, the next one on the same day over the same files would only say so again.
"""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass

from builder.model.entities import Engine
from builder.pipeline.stage_memory import ROOMS, code_digest
from builder.store import Archive, CacheFile
from builder.store.stamps import folder_stamp
from builder.text.fingerprint import fingerprint

#: What stands below archive/ and no sync reads.
_APART = ("inbox",)


@dataclass(frozen=True, slots=True)
class Resting:
    """How many articles were left as they are, and what was said of files that builder left alone."""

    unchanged: int
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtRest:
    """The fingerprint of all that a sync reads, taken before it begins ('' where that cannot be told), and its file
    under .cache/."""

    stamp: str
    _file: CacheFile

    @classmethod
    def of(cls, archive: Archive, engine: Engine, today: datetime.date) -> AtRest:
        file = CacheFile(archive.cache / "stages" / "rest.json", "rest 1")
        files = folder_stamp(archive.docs, time.time(), _APART)
        parts = (
            code_digest((*ROOMS, "relate", "store")),
            engine.name,
            engine.version,
            today.isoformat(),
            files,
        )
        return cls(fingerprint("\0".join(parts)) if files else "", file)

    def last(self) -> Resting | None:
        """What a sync would say that left everything as it is; None where it must look."""
        held = self._file.read() if self.stamp else None
        if not isinstance(held, dict) or held.get("stamp") != self.stamp:
            return None
        count, broken = held.get("unchanged"), held.get("broken")
        if not isinstance(count, int) or not isinstance(broken, list):
            return None
        return Resting(count, tuple(str(line) for line in broken))

    def remember(self, found: Resting) -> None:
        """A sync has left everything as it was."""
        if self.stamp:
            self._file.write({"stamp": self.stamp, "unchanged": found.unchanged, "broken": found.broken})
