"""What the last build made, and from which facts: kept under .cache/, believed only where it fits to the letter."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from builder.plugin.kept import Written
from builder.store.cachefile import QuickCacheFile


@dataclass(frozen=True, slots=True)
class Warned:
    """A message of MkDocs's log, at a level of `logging`."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """One unit as it was made: the facts looked at, the files written, what was warned of on the way.

    `shell` is the fingerprint of the shell that its page was put in, `kept` that of what was put by under .cache/; each
    '' where there is none.
    """

    facts: tuple[str, ...]
    files: tuple[Written, ...]
    shell: str = ""
    warned: tuple[Warned, ...] = ()
    kept: str = ""


class Past(NamedTuple):
    """A unit as a record holds it: its facts by their numbers there, since an entity's page looks at thousands."""

    facts: array[int]
    files: tuple[Written, ...]
    shell: str
    warned: tuple[Warned, ...]
    kept: str

    def looked_at(self, facts: Set[int]) -> bool:
        """Whether it was made from any of these."""
        return not facts.isdisjoint(self.facts)


@dataclass(frozen=True)
class Record:
    """A build. `key` is the fingerprint of all that every file depends on; `names` and `digests` are the facts that any
    unit looked at, a fact's number its place there."""

    key: str = ""
    units: Mapping[str, Past] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()

    def files(self) -> Iterator[Written]:
        return (written for past in self.units.values() for written in past.files)


class Numbering:
    """Numbers for the facts of one build, those of the record before it kept, so that its units need no new ones."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._numbers = {name: number for number, name in enumerate(names)}

    def past(self, made: Made) -> Past:
        """The unit for a record."""
        numbers = self._numbers
        facts = array("I", [numbers.setdefault(fact, len(numbers)) for fact in made.facts])
        return Past(facts, made.files, made.shell, made.warned, made.kept)

    def names(self) -> tuple[str, ...]:
        return tuple(self._numbers)


#: Units, or facts, in one part of the file.
_PART = 2_000


class RecordFile:
    """The record of one site folder: a part with its key, parts with the facts' names and fingerprints, and parts with
    the units. At 10,000 articles it is 27 MB, which are never held as bytes at once."""

    def __init__(self, file: Path) -> None:
        self._file = QuickCacheFile(file, "record 7")

    def read(self) -> Record:
        """The last build's record; an empty one where there is none that is whole."""
        parts: Iterator[Any] = self._file.read_parts()
        names: list[str] = []
        digests: list[str] = []
        units: dict[str, Past] = {}
        try:
            key = next(parts, "")
            for kind, held in parts:
                if kind == "facts":
                    names += held[0]
                    digests += held[1]
                else:
                    units.update((name, _past(*rest)) for name, *rest in held)
            return Record(key, units, tuple(names), tuple(digests))
        except (TypeError, KeyError, ValueError, IndexError):
            return Record()

    def write(self, record: Record) -> None:
        self._file.write_parts(_parts(record))

    def remove(self) -> None:
        """Forget it: while a build is under way, no record is true."""
        self._file.remove()


def _parts(record: Record) -> Iterator[object]:
    yield record.key
    for begin in range(0, len(record.names), _PART):
        yield "facts", (record.names[begin : begin + _PART], record.digests[begin : begin + _PART])
    units = iter(record.units.items())
    while some := list(islice(units, _PART)):
        yield (
            "units",
            [
                (
                    name,
                    past.facts.tobytes(),
                    tuple(map(tuple, past.files)),
                    past.shell,
                    [(one.level, one.text) for one in past.warned],
                    past.kept,
                )
                for name, past in some
            ],
        )


def _past(facts: bytes, files: tuple[Any, ...], shell: str, warned: list[Any], kept: str) -> Past:
    return Past(
        array("I", facts),
        tuple([Written._make(written) for written in files]),
        shell,
        tuple([Warned(*one) for one in warned]),
        kept,
    )
