"""What a build made, and from which facts."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from builder.plugin.footing import NOWHERE, Footing
from builder.plugin.kept import Written


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


class Target(NamedTuple):
    """What a unit is of, for whoever has its name alone: the kind of its page ('' for none), what it is looked up by, and
    the page's number in a long list."""

    kind: str
    key: tuple[str, ...]
    number: int


class Entry(NamedTuple):
    """A unit in a record."""

    past: Past
    target: Target


class Standing(NamedTuple):
    """What all pages of a build stand on beside facts. `stage` is the fingerprint of the shells and of MkDocs's own pages;
    `first` are paths and targets of the pages that the shells were cut for; `whole` are the units that are made from
    many articles, by name, `warned` those in whose making something was warned of."""

    stage: str = ""
    first: tuple[tuple[str, Target], ...] = ()
    whole: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Build:
    """A build to be recorded. `key` is the fingerprint of all that every file depends on; `names` are the facts that any
    unit looked at, a fact's number its place there, of which `digests` gives the fingerprints; `footing` tells the state of
    the archive."""

    key: str
    names: Sequence[str]
    digests: Callable[[str], str]
    footing: Footing = NOWHERE
    standing: Standing = field(default_factory=Standing)


@dataclass(frozen=True)
class Amendment:
    """What a build changed of the one before it: units made and units that are no more, facts' fingerprints by number, and
    `fresh` facts with theirs, whose numbers follow those of all others."""

    units: Mapping[str, Entry]
    gone: Set[str]
    digests: Mapping[int, str]
    fresh: Sequence[tuple[str, str]]
    footing: Footing
    standing: Standing


class Fresh(NamedTuple):
    """Facts whose numbers run from `begin` on."""

    begin: int
    names: tuple[str, ...]


class Known:
    """The facts that have numbers already: none."""

    count = 0

    def number(self, fact: str) -> int:
        """The fact's number, -1 where it has none."""
        return -1


class _Numbers(dict[str, int]):
    """Facts' numbers; one that is asked for and has none gets the next."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known
        self.fresh: list[str] = []

    def __missing__(self, fact: str) -> int:
        number = self._known.number(fact)
        if number < 0:
            number = self._known.count + len(self.fresh)
            self.fresh.append(fact)
        self[fact] = number
        return number


class Numbering:
    """Numbers for the facts of one build, those that are known kept, so that the record's units need no new ones."""

    def __init__(self, known: Known | None = None) -> None:
        self._known = known if known is not None else Known()
        self._numbers = _Numbers(self._known)
        self._told = 0

    def past(self, made: Made) -> Past:
        """The unit for a record."""
        facts = array("I", map(self._numbers.__getitem__, made.facts))
        files = tuple([_plain(*written) for written in made.files])
        heard = [(one.level, one.text) for one in made.warned]
        return Past(facts.tobytes(), files, made.shell, heard, made.kept)

    def fresh(self) -> Fresh:
        """The facts that have got a number since this was asked last."""
        begin, self._told = self._told, len(self._numbers.fresh)
        return Fresh(self._known.count + begin, tuple(self._numbers.fresh[begin:]))

    def numbers(self, facts: Iterable[str]) -> Iterable[int]:
        """The facts' numbers, in their order."""
        return map(self._numbers.__getitem__, facts)

    @property
    def unknown(self) -> Sequence[str]:
        """The facts that had no number, in the order of those that they got."""
        return self._numbers.fresh


def renumbered(past: Past, numbers: Sequence[int]) -> Past:
    """The unit where each of its facts has the number that stands in its number's place."""
    here = array("I", map(numbers.__getitem__, array("I", past.numbers))).tobytes()
    return Past(here, past.listed, past.shell, past.heard, past.kept)


def _plain(path: str, size: int, modified: int, changed: int) -> Listed:
    return path, size, modified, changed
