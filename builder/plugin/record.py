"""What the last build made, and from which facts: kept under .cache/, believed only where it fits to the letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.plugin.kept import Written
from builder.store.cachefile import CacheFile


@dataclass(frozen=True, slots=True)
class Warned:
    """A message of MkDocs's log, at a level of `logging`."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """One unit as it was made: the facts looked at, the files written, what was warned of on the way.

    `shell` is the fingerprint of the shell that its page was put in, '' without one.
    """

    facts: tuple[str, ...]
    files: tuple[Written, ...]
    shell: str = ""
    warned: tuple[Warned, ...] = ()


@dataclass(frozen=True)
class Record:
    """A build. `key` is the fingerprint of all that every file depends on; `facts` those that any unit looked at."""

    key: str = ""
    units: Mapping[str, Made] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)

    def files(self) -> Iterator[Written]:
        return (written for made in self.units.values() for written in made.files)


class RecordFile:
    """The record of one site folder."""

    def __init__(self, file: Path) -> None:
        self._file = CacheFile(file, "record 3")

    def read(self) -> Record:
        """The last build's record; an empty one where there is none that is whole."""
        held: Any = self._file.read()
        try:
            names: list[str] = held["names"]
            facts = dict(zip(names, held["digests"], strict=True))
            units = {
                name: Made(
                    tuple([names[number] for number in numbers]),
                    tuple([Written(*written) for written in files]),
                    shell,
                    tuple([Warned(*one) for one in warned]),
                )
                for name, (numbers, files, shell, warned) in held["units"].items()
            }
            return Record(held["key"], units, facts)
        except (TypeError, KeyError, ValueError, IndexError):
            return Record()

    def write(self, record: Record) -> None:
        numbers = {name: number for number, name in enumerate(record.facts)}
        units = {
            name: (
                [numbers[fact] for fact in made.facts],
                [(w.path, w.size, w.modified, w.changed) for w in made.files],
                made.shell,
                [(w.level, w.text) for w in made.warned],
            )
            for name, made in record.units.items()
        }
        self._file.write(
            {
                "key": record.key,
                "names": list(record.facts),
                "digests": list(record.facts.values()),
                "units": units,
            }
        )

    def remove(self) -> None:
        """Forget it: while a build is under way, no record is true."""
        self._file.remove()
