"""What the last build made, and from which facts: kept under .cache/, believed only where it fits to the letter."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from builder.plugin.footing import NOWHERE, Footing
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


#: A file as a record holds it: the fields of `Written`.
Listed = tuple[str, int, int, int]


class Past(NamedTuple):
    """A unit as a record holds it, in the form in which it is kept: few of those that are read are looked into.

    `numbers` are its facts, as the bytes of an array of their numbers in the record, since an entity's page looks at
    thousands; `listed` are its files, `heard` what was warned of on the way.
    """

    numbers: bytes
    listed: tuple[Listed, ...]
    shell: str
    heard: list[tuple[int, str]]
    kept: str

    @property
    def warned(self) -> Iterator[Warned]:
        return (Warned(*one) for one in self.heard)

    def looked_at(self, facts: Set[int]) -> bool:
        """Whether it was made from any of these."""
        return not facts.isdisjoint(array("I", self.numbers))


@dataclass(frozen=True)
class Record:
    """A build. `key` is the fingerprint of all that every file depends on; `names` and `digests` are the facts that any
    unit looked at, a fact's number its place there; `footing` tells the state of the archive that it was made from."""

    key: str = ""
    units: Mapping[str, Past] = field(default_factory=dict)
    names: Sequence[str] = ()
    digests: Sequence[str] = ()
    footing: Footing = NOWHERE

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Each fact's number."""
        return dict(zip(self.names, range(len(self.names)), strict=True))

    def files(self) -> Iterator[Listed]:
        return (written for past in self.units.values() for written in past.listed)


class Fresh(NamedTuple):
    """Facts whose numbers run from `begin` on."""

    begin: int
    names: tuple[str, ...]


class _Numbers(dict[str, int]):
    """Facts' numbers in the order in which they were first asked for."""

    def __missing__(self, fact: str) -> int:
        number = self[fact] = len(self)
        return number


class Numbering:
    """Numbers for the facts of one build, those of the record before it kept, so that its units need no new ones."""

    def __init__(self, before: Record | None = None) -> None:
        self._numbers = _Numbers(before.numbers if before is not None else {})
        self._told = 0

    def past(self, made: Made) -> Past:
        """The unit for a record."""
        facts = array("I", map(self._numbers.__getitem__, made.facts))
        files = tuple([_plain(*written) for written in made.files])
        heard = [(one.level, one.text) for one in made.warned]
        return Past(facts.tobytes(), files, made.shell, heard, made.kept)

    def fresh(self) -> Fresh:
        """The facts that have got a number since this was asked last."""
        begin, self._told = self._told, len(self._numbers)
        return Fresh(begin, tuple(islice(self._numbers, begin, None)))

    def numbers(self, facts: Iterable[str]) -> Iterable[int]:
        """The facts' numbers, in their order."""
        return map(self._numbers.__getitem__, facts)

    def names(self) -> tuple[str, ...]:
        return tuple(self._numbers)


def renumbered(past: Past, numbers: Sequence[int]) -> Past:
    """The unit where each of its facts has the number that stands in its number's place."""
    return past._replace(numbers=array("I", map(numbers.__getitem__, array("I", past.numbers))).tobytes())


def _plain(path: str, size: int, modified: int, changed: int) -> Listed:
    return path, size, modified, changed


#: Units, or facts, in one part of the file.
_PART = 2_000


class RecordFile:
    """The record of one site folder: a part with its key, parts with the facts' names and fingerprints, and parts with
    the units. At 10,000 articles it is 27 MB, which are never held as bytes at once."""

    def __init__(self, file: Path) -> None:
        self._file = QuickCacheFile(file, "record 8")

    def read(self) -> Record:
        """The last build's record; an empty one where there is none that is whole."""
        parts: Iterator[Any] = self._file.read_parts()
        names: list[str] = []
        digests: list[str] = []
        units: dict[str, Past] = {}
        try:
            key, footing = next(parts, ("", ("", "")))
            for kind, held in parts:
                if kind == "facts":
                    names += held[0]
                    digests += held[1]
                else:
                    units.update([(name, Past._make(rest)) for name, rest in held])
            return Record(key, units, names, digests, Footing(*footing))
        except (TypeError, KeyError, ValueError, IndexError):
            return Record()

    def write(self, record: Record) -> None:
        self._file.write_parts(_parts(record))

    def remove(self) -> None:
        """Forget it: while a build is under way, no record is true."""
        self._file.remove()


def _parts(record: Record) -> Iterator[object]:
    yield record.key, tuple(record.footing)
    for begin in range(0, len(record.names), _PART):
        yield "facts", (record.names[begin : begin + _PART], record.digests[begin : begin + _PART])
    units = iter(record.units.items())
    while some := list(islice(units, _PART)):
        yield "units", [(name, tuple(past)) for name, past in some]
