"""The record of the last build under .cache/: believed only where it fits to the letter, and read only as far as asked.

A build that makes much writes the base: facts and units in small parts, found by the checksum of a name. A build that
follows a few edits leaves the base as it is and writes what it changed beside what earlier ones did, in the head, without
which the base is no record.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from builder.plugin import digests
from builder.plugin.footing import NOWHERE, Footing
from builder.plugin.growing import Growing, mark, marks
from builder.plugin.record import Amendment, Build, Entry, Known, Listed, Past, Standing, Target
from builder.store.cachefile import QuickCacheFile
from builder.store.parts import Parts, PartsFile, packed

#: Facts in one part of the base, about: an edit looks up some hundred.
_FACTS = 64

#: Units that differ from the base, up to which it is left as it is. An edit of 10,000 articles makes 45 units anew; reading
#: and writing 2,000 takes 12 ms, a new base .4 s.
_MOST = 2_000


class _Later(NamedTuple):
    """What differs from the base."""

    units: dict[str, Entry]
    gone: set[str]
    digests: dict[int, str]
    fresh: list[tuple[str, str]]


class Record(Known):
    """The last build as it was recorded; nothing where there is no record that is whole."""

    def __init__(
        self,
        key: str = "",
        footing: Footing = NOWHERE,
        standing: Standing | None = None,
        base: _Base | None = None,
        later: _Later | None = None,
    ) -> None:
        self.key = key
        self.footing = footing
        self.standing = standing or Standing()
        self._base = base
        self._later = later or _Later({}, set(), {}, [])
        self._fresh = {fact: place for place, (fact, _) in enumerate(self._later.fresh)}
        self.count = (base.count if base is not None else 0) + len(self._fresh)

    def close(self) -> None:
        if self._base is not None:
            self._base.close()

    # Of few:

    def past(self, name: str) -> Past | None:
        """A unit by its name."""
        entry = self.entry(name)
        return entry.past if entry is not None else None

    def entry(self, name: str) -> Entry | None:
        """A unit by its name, with what it is of."""
        if name in self._later.gone or self._base is None:
            return None
        return self._later.units.get(name) or self._base.unit(name)

    def looking_at(self, facts: Set[int]) -> set[str]:
        """The names of the units that were made from any of these."""
        later = self._later
        found = {name for name, entry in later.units.items() if entry.past.looked_at(facts)}
        if self._base is not None and facts:
            found.update(
                name
                for name in self._base.looking_at(facts)
                if name not in later.units and name not in later.gone
            )
        return found

    def number(self, fact: str) -> int:
        if "names" in self.__dict__:
            return self._numbers.get(fact, -1)
        place = self._fresh.get(fact, -1)
        if self._base is None:
            return -1
        return place + self._base.count if place >= 0 else self._base.number(fact)

    def digest(self, fact: str) -> str | None:
        """The fingerprint of a fact, None of one that no unit looked at."""
        number = self.number(fact)
        if number < 0 or self._base is None:
            return None
        if number >= self._base.count:
            told = self._later.fresh[number - self._base.count][1]
        else:
            told = str(self.digests[number]) if "digests" in self.__dict__ else self._base.digest(fact)
        return str(self._later.digests.get(number, told))

    # Of all:

    @cached_property
    def units(self) -> Mapping[str, Past]:
        return {name: entry.past for name, entry in self.entries().items()}

    def entries(self) -> dict[str, Entry]:
        if self._base is None:
            return {}
        later = self._later
        held = {name: entry for name, entry in self._base.units() if name not in later.gone}
        held.update(later.units)
        return held

    @cached_property
    def names(self) -> Sequence[str]:
        """Every fact, its number its place."""
        names, _ = self._facts
        return names

    @cached_property
    def digests(self) -> Sequence[str]:
        """Every fact's fingerprint."""
        _, told = self._facts
        return told

    @cached_property
    def _facts(self) -> tuple[list[str], list[str]]:
        if self._base is None:
            return [], []
        names, told = self._base.facts()
        names += [fact for fact, _ in self._later.fresh]
        told += [digest for _, digest in self._later.fresh]
        for number, digest in self._later.digests.items():
            told[number] = digest
        return names, told

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return dict(zip(self.names, range(len(self.names)), strict=True))

    def listed(self) -> dict[str, Listed]:
        """The files of all units, by path."""
        if "units" in self.__dict__:
            return {written[0]: written for past in self.units.values() for written in past.listed}
        return {written[0]: written for written in self.files_without(frozenset())}

    # As it is amended:

    def amended(self, change: Amendment) -> _Later:
        later = self._later
        units = {name: entry for name, entry in later.units.items() if name not in change.gone}
        units.update(change.units)
        return _Later(
            units,
            (later.gone | change.gone) - change.units.keys(),
            {**later.digests, **change.digests},
            [*later.fresh, *change.fresh],
        )

    def after(self, change: Amendment) -> Record:
        """The record of the build after this one."""
        return Record(self.key, change.footing, change.standing, self._base, self.amended(change))

    def files_without(self, units: Set[str]) -> Iterator[Listed]:
        """The files of all units but these."""
        later = self._later
        for name, listed in self._base.files() if self._base is not None else ():
            if name not in units and name not in later.gone and name not in later.units:
                yield from listed
        for name, entry in later.units.items():
            if name not in units:
                yield from entry.past.listed

    @property
    def token(self) -> str:
        return self._base.token if self._base is not None else ""


class RecordFile:
    """The record of one site folder."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._head = QuickCacheFile(file, "record 11")
        self._base = PartsFile(file.with_suffix(".base"), "record base 11")

    def read(self) -> Record:
        """The last build's record; an empty one where there is none that is whole."""
        head: Any = self._head.read()
        if not isinstance(head, tuple):
            return Record()
        parts = self._base.open()
        if parts is None:
            return Record()
        try:
            token, key, footing, standing, later = head
            if token == parts.token:
                return Record(key, Footing(*footing), _standing(standing), _Base(parts), _later(later))
        except (TypeError, ValueError, IndexError, EOFError):
            pass
        parts.close()
        return Record()

    @property
    def folder(self) -> Path:
        """Where what goes into a record may be put by."""
        return self._file.parent

    def write(self, build: Build, units: Growing) -> None:
        """Record a build that made much."""
        token = self._base.write(_parts(build, units))
        if token:
            self._write(token, build.key, build.footing, build.standing, _Later({}, set(), {}, []))

    def amend(self, before: Record, change: Amendment) -> None:
        """Record a build that changed little of the one `before`."""
        later = before.amended(change)
        if len(later.units) + len(later.gone) > _MOST:
            self._write_whole(before.after(change))
        else:
            self._write(before.token, before.key, change.footing, change.standing, later)

    def _write_whole(self, record: Record) -> None:
        units = Growing(self.folder)
        try:
            for name, entry in record.entries().items():
                units.add(name, entry)
            told = dict(zip(record.names, record.digests, strict=True))
            self.write(
                Build(record.key, record.names, told.__getitem__, record.footing, record.standing), units
            )
        finally:
            units.close()

    def told(self) -> str:
        """What tells this record from others; '' where there is none."""
        try:
            return digests.of_bytes(self._file.read_bytes())
        except OSError:
            return ""

    def remove(self) -> None:
        """Forget it: while a build is under way, no record is true."""
        self._head.remove()

    def _write(self, token: str, key: str, footing: Footing, standing: Standing, later: _Later) -> None:
        first = [(path, tuple(target)) for path, target in standing.first]
        units = [(name, tuple(entry.past), tuple(entry.target)) for name, entry in later.units.items()]
        self._head.write(
            (
                token,
                key,
                tuple(footing),
                (standing.stage, first, standing.whole, standing.warned),
                (units, sorted(later.gone), later.digests, later.fresh),
            )
        )


def _standing(held: Any) -> Standing:
    stage, first, whole, warned = held
    known = tuple((path, Target(*target)) for path, target in first)
    return Standing(stage, known, tuple(whole), tuple(warned))


def _later(held: Any) -> _Later:
    units, gone, digests, fresh = held
    entries = {name: Entry(Past(*past), Target(*target)) for name, past, target in units}
    return _Later(entries, set(gone), digests, fresh)


class _Base:
    """Facts and units as a build that made much left them."""

    def __init__(self, parts: Parts) -> None:
        """Raises ValueError where these are not the parts of a base."""
        self._parts = parts
        self.token = parts.token
        self.count, self._facts, self._units = parts.value(len(parts) - 1)
        self._numbers: dict[int, dict[str, int]] = {}
        self._digests: dict[int, list[str]] = {}
        self._entries: dict[int, dict[str, Entry]] = {}

    def close(self) -> None:
        self._parts.close()

    def number(self, fact: str) -> int:
        """A fact's number; -1 where there is no such fact."""
        return self._shelf_of(_place(fact, self._facts)).get(fact, -1)

    def digest(self, fact: str) -> str:
        """The fingerprint of a fact that there is."""
        place = _place(fact, self._facts)
        found = self._digests.get(place)
        if found is None:
            found = self._digests[place] = self._parts.value(self._facts + place)
        return found[list(self._shelf_of(place)).index(fact)]

    def _shelf_of(self, place: int) -> dict[str, int]:
        found = self._numbers.get(place)
        if found is None:
            found = self._numbers[place] = self._parts.value(place)
        return found

    def facts(self) -> tuple[list[str], list[str]]:
        """All facts and their fingerprints, by number."""
        names, told = [""] * self.count, [""] * self.count
        for place in range(self._facts):
            digests = self._parts.value(self._facts + place)
            for (name, number), digest in zip(self._parts.value(place).items(), digests, strict=True):
                names[number] = name
                told[number] = digest
        return names, told

    def unit(self, name: str) -> Entry | None:
        return self._shelf(_place(name, self._units)).get(name)

    def units(self) -> Iterator[tuple[str, Entry]]:
        for place in range(self._units):
            yield from self._read(place).items()

    def files(self) -> Iterator[tuple[str, tuple[Listed, ...]]]:
        """Each unit's files, by its name; the numbers of its facts, half of all that is kept, are not read."""
        for place in range(self._units):
            for name, _, listed, *_ in self._parts.value(2 * self._facts + place):
                yield name, listed

    def looking_at(self, facts: Set[int]) -> Iterator[str]:
        """The names of the units that were made from any of these. Every unit's facts are looked through, the others of
        what is kept of it only where one is found: 30 ms for 2.6 million facts of 23,000 units."""
        begin = 2 * self._facts + self._units
        for place, raw in enumerate(self._parts.raws(begin, begin + self._units)):
            if not facts.isdisjoint(array("I", raw)):
                for name, entry in self._shelf(place).items():
                    if entry.past.looked_at(facts):
                        yield name

    def _shelf(self, place: int) -> dict[str, Entry]:
        found = self._entries.get(place)
        if found is None:
            found = self._entries[place] = self._read(place)
        return found

    def _read(self, place: int) -> dict[str, Entry]:
        numbers = self._parts.raw(2 * self._facts + self._units + place)
        held: dict[str, Entry] = {}
        begin = 0
        for name, size, listed, shell, heard, kept, target in self._parts.value(2 * self._facts + place):
            past = Past(numbers[begin : begin + size], listed, shell, heard, kept)
            held[name] = Entry(past, Target(*target))
            begin += size
        return held


def _parts(build: Build, units: Growing) -> Iterator[bytes]:
    """The parts of a base: facts' numbers, their fingerprints, units, the numbers of the units' facts, and how many parts
    there are of each."""
    names = build.names
    facts = [array("I") for _ in range(max(1, len(names) // _FACTS))]
    for number, found in enumerate(marks(names)):
        facts[found % len(facts)].append(number)
    for own in facts:
        yield packed({names[number]: number for number in own})
    for own in facts:
        yield packed([build.digests(names[number]) for number in own])
    yield from units.parts()
    yield packed((len(build.names), len(facts), units.count))


def _place(name: str, count: int) -> int:
    return mark(name) % count
