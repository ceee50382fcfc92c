"""What the last build made, and from which facts: kept under .cache/, believed only where it fits to the letter."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast

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
        # From the end: a worker asks after each portion, and has had tens of thousands of others numbered.
        fresh = list(islice(reversed(self._numbers), self._told - begin))
        return Fresh(begin, tuple(reversed(fresh)))

    def numbers(self, facts: Iterable[str]) -> Iterable[int]:
        """The facts' numbers, in their order."""
        return map(self._numbers.__getitem__, facts)

    def names(self) -> Iterator[str]:
        """All facts, by their numbers."""
        return iter(self._numbers)


def renumbered(past: Past, numbers: Sequence[int]) -> Past:
    """The unit where each of its facts has the number that stands in its number's place."""
    return past._replace(numbers=array("I", map(numbers.__getitem__, array("I", past.numbers))).tobytes())


def _plain(path: str, size: int, modified: int, changed: int) -> Listed:
    return path, size, modified, changed


Value = TypeVar("Value")

#: A unit's name, and the fields of its `Past`.
_Unit = tuple[str, tuple[Any, ...]]

#: Units, or facts, in one part of the file.
_PART = 2_000

#: Bytes copied at a time.
_BLOCK = 1 << 20


class RecordFile:
    """The record of one site folder: parts with the units, parts with the facts' names and fingerprints, and one that says
    of what build it is. At 10,000 articles it is 23 MB, which are never held as bytes at once."""

    def __init__(self, file: Path) -> None:
        self._path = file
        self._file = QuickCacheFile(file, "record 9")

    def read(self) -> Record:
        """The last build's record; an empty one where there is none that is whole."""
        parts: Iterator[Any] = self._file.read_parts()
        names: list[str] = []
        digests: list[str] = []
        units: dict[str, Past] = {}
        key, footing = "", NOWHERE
        try:
            for kind, held in parts:
                if kind == "facts":
                    names += held[0]
                    digests += held[1]
                elif kind == "units":
                    units.update([(name, Past._make(rest)) for name, rest in held])
                else:
                    key, footing = held[0], Footing(*held[1])
            return Record(key, units, names, digests, footing) if key else Record()
        except (TypeError, KeyError, ValueError, IndexError):
            return Record()

    def begin(self, reused: Mapping[str, Past]) -> Growing:
        """A record for a build that reuses these units, and makes others."""
        return Growing(self._file, self._path.parent, reused)

    def remove(self) -> None:
        """Forget it: while a build is under way, no record is true."""
        self._file.remove()


class Growing:
    """A record as its build goes on. Units that are made are put by, in a file without a name, as soon as there are enough
    of them: those of 10,000 articles, 23,000, took 33 MiB."""

    def __init__(self, file: QuickCacheFile, folder: Path, reused: Mapping[str, Past]) -> None:
        self._file = file
        self._folder = folder
        self._reused = reused
        self._made: list[_Unit] = []
        self._enough = _PART
        self._aside: BinaryIO | None = None
        self._end = 0
        self._warned = {name: past for name, past in reused.items() if past.heard}

    def add(self, name: str, past: Past) -> None:
        """A unit that was made."""
        if past.heard:
            self._warned[name] = past
        self._made.append((name, tuple(past)))
        if len(self._made) >= self._enough:
            self._put_by()

    def warned(self) -> list[Warned]:
        """What was warned of, in the order of the units' names."""
        return [one for name in sorted(self._warned) for one in self._warned[name].warned]

    def files(self) -> Iterator[Listed]:
        """The files of all units."""
        for past in self._reused.values():
            yield from past.listed
        for some in chain(self._parts(), (self._made,)):
            for _, fields in some:
                yield from Past._make(fields).listed

    def write(self, key: str, names: Iterable[str], digests: Callable[[str], str], footing: Footing) -> None:
        """Put it in the place of the last build's. `digests` gives the facts' fingerprints; see `Record`."""
        rest = chain(
            [("units", self._made)],
            (("units", [(name, tuple(past)) for name, past in some]) for some in _cut(self._reused.items())),
            (("facts", (some, list(map(digests, some)))) for some in _cut(names)),
            [("build", (key, tuple(footing)))],
        )
        self._file.write_framed(chain(self._blocks(), map(self._file.framed, rest)))

    def __enter__(self) -> Growing:
        return self

    def __exit__(self, *_: object) -> None:
        if self._aside is not None:
            self._aside.close()

    def _put_by(self) -> None:
        raw = self._file.framed(("units", self._made))
        try:
            if self._aside is None:
                self._aside = cast("BinaryIO", TemporaryFile(dir=self._folder))  # noqa: SIM115 - closed by `close`
            self._aside.seek(self._end)
            self._aside.write(raw)
            self._aside.flush()
        except OSError:
            # Where there is no room for it, it stays in memory.
            self._enough += _PART
            return
        self._end += len(raw)
        self._made = []
        self._enough = _PART

    def _parts(self) -> Iterator[Sequence[_Unit]]:
        """The units that were put by, in parts."""
        stream = self._rewound()
        if stream is not None:
            found = cast("Iterator[tuple[str, Sequence[_Unit]]]", self._file.parts_of(stream))
            yield from (some for _, some in found)

    def _blocks(self) -> Iterator[bytes]:
        """The same as bytes."""
        stream = self._rewound()
        while stream is not None and (block := stream.read(_BLOCK)):
            yield block

    def _rewound(self) -> BinaryIO | None:
        """The file with what was put by, at its beginning."""
        stream = self._aside
        if stream is not None:
            # What was written in part is none of it.
            stream.truncate(self._end)
            stream.seek(0)
        return stream


def _cut(found: Iterable[Value]) -> Iterator[list[Value]]:
    """In portions for the parts of a file."""
    left = iter(found)
    while some := list(islice(left, _PART)):
        yield some
