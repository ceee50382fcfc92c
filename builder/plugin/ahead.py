"""What takes long and needs no page, made by processes of its own from the moment that the archive has been read.

The site's folder lies aside then, out of the way of MkDocs, which empties it. So what they write waits for the word of
the first process that it lies in its place again, and which of the last build's files lie there as they were left.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

from builder.errors import BuilderError
from builder.plugin.making import Result, Workshop, is_parquet
from builder.plugin.meanwhile import Meanwhile
from builder.plugin.record import Listed
from builder.plugin.units import Sort, Unit

#: Kinds of units that are made so.
KINDS = (Sort.SEARCH, Sort.ROWS, Sort.DOWNLOAD, Sort.WHOLE)

#: Parts of the search index up to which one process makes them all; more are shared out among workers.
PARTS = 3

#: Bytes in which the length of a message is written.
_LENGTH = 8

#: Makes a workshop whose units find these files of the last build where they lay.
Furnish = Callable[[Mapping[str, Listed]], Workshop]


class Gate(Mapping[str, Listed]):
    """The files of the last build for another process: whoever asks for one waits until the first process opens it."""

    def __init__(self, listed: Mapping[str, Listed]) -> None:
        self._listed = listed
        self._lost: frozenset[str] | None = None
        self._theirs, self._ours = os.pipe()

    def leave(self) -> None:
        """In the first process, when the other is there."""
        os.close(self._theirs)

    def enter(self) -> None:
        """In the other process: the first one's end must be nobody else's, or its death would not be noticed."""
        os.close(self._ours)

    def pass_by(self) -> None:
        """In a process for which it is not, forked while it was open: the first one's end is nobody else's."""
        os.close(self._ours)

    def open(self, lost: Sequence[str] | None) -> None:
        """In the first process: the site lies in its place, with the files but those that are `lost`; None where none
        of them is there."""
        raw = marshal.dumps(None if lost is None else list(lost))
        # It may have ended already: the result says whether all is made.
        with suppress(BrokenPipeError), os.fdopen(self._ours, "wb", buffering=0) as stream:
            stream.write(len(raw).to_bytes(_LENGTH, "big"))
            stream.write(raw)

    def shut(self) -> None:
        """In the first process: it is not to be opened any more."""
        os.close(self._ours)

    def _gone(self) -> frozenset[str]:
        """Which of the files are not there. (Without them the others would be a copy of 15 MiB at 10,000 articles.)"""
        if self._lost is None:
            # To the end of the file it could not read: a process that was started later has the other end too.
            with os.fdopen(self._theirs, "rb") as stream:
                length = stream.read(_LENGTH)
                if not length:
                    raise BuilderError("the build was given up")
                lost = marshal.loads(stream.read(int.from_bytes(length, "big")))
            if lost is None:
                self._listed = {}
            self._lost = frozenset(lost or ())
        return self._lost

    def __getitem__(self, path: str) -> Listed:
        if path in self._gone():
            raise KeyError(path)
        return self._listed[path]

    def __iter__(self) -> Iterator[str]:
        gone = self._gone()
        return (path for path in self._listed if path not in gone)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Turn:
    """What a process waits for that is to begin when others have ended: they hold one end of a pipe until then."""

    def __init__(self) -> None:
        self._theirs, self._ours = os.pipe()

    def tell(self, months: Mapping[str, str]) -> None:
        """In one of the others: the fingerprints of months' rows that it made."""
        os.write(self._ours, marshal.dumps(dict(months)))

    def wait(self) -> dict[str, str]:
        """In the process that waits, once: what was told when all others have ended. Raises BuilderError if nothing was."""
        os.close(self._ours)
        with os.fdopen(self._theirs, "rb") as stream:
            raw = stream.read()
        if not raw:
            raise BuilderError("the rows were not made")
        told: dict[str, str] = marshal.loads(raw)
        return told

    def leave(self) -> None:
        """In the first process, when all are there, and in one that is not waited for."""
        os.close(self._theirs)
        os.close(self._ours)


class _Portion:
    """Units that one process makes, one after the other."""

    def __init__(
        self,
        units: Sequence[Unit],
        months: Mapping[str, str],
        furnish: Furnish,
        listed: Mapping[str, Listed],
        turn: Turn,
        earlier: Sequence[_Portion] = (),
    ) -> None:
        """`earlier` are those whose processes were forked before."""
        self.units = units
        self._earlier = earlier
        self._months = months
        self._furnish = furnish
        self._turn = turn
        self._gate: Gate | None = Gate(listed)
        self._meanwhile = Meanwhile(self._make)
        self._gate.leave()
        if not self._meanwhile.is_under_way:
            self.shut()

    @property
    def is_under_way(self) -> bool:
        return self._meanwhile.is_under_way

    def _make(self) -> list[Result]:
        assert self._gate is not None
        self._gate.enter()
        for other in self._earlier:
            if other._gate is not None:
                other._gate.pass_by()
        told: dict[str, str] = {}
        if self._is_last:
            told = self._turn.wait()
        elif not self._is_before_last:
            self._turn.leave()
        made = self._all(self._furnish(self._gate), told)
        if self._is_before_last:
            self._turn.tell(months_of(self.units, made))
        return made

    @property
    def _is_before_last(self) -> bool:
        """Whether it makes the other downloads and their rows; what makes the search index is not waited for: beside it
        an edit of 10,000 articles stays below 250 MiB."""
        return not self._is_last and self.units[0].sort in (Sort.ROWS, Sort.DOWNLOAD)

    @property
    def _is_last(self) -> bool:
        """Whether it is made when other downloads are: what loads pyarrow (60 MiB)."""
        return is_parquet(self.units[0])

    def _all(self, workshop: Workshop, told: Mapping[str, str]) -> list[Result]:
        rows = [unit for unit in self.units if unit.sort is Sort.ROWS]
        others = [unit for unit in self.units if unit.sort is not Sort.ROWS]
        made = workshop.make(rows, {})
        months = {**self._months, **told, **months_of(rows, made)}
        return [*made, *workshop.make(others, months)]

    def open(self, lost: Sequence[str] | None) -> None:
        if self._gate is not None:
            self._gate.open(lost)
            self._gate = None

    def shut(self) -> None:
        if self._gate is not None:
            self._gate.shut()
            self._gate = None

    def results(self, lying: Mapping[str, Listed], told: Mapping[str, str]) -> list[Result]:
        """What was made. `told` are the fingerprints of months' rows that others made."""
        made = self._meanwhile.take()
        return made if made is not None else self._all(self._furnish(lying), told)

    def stop(self) -> None:
        self.shut()
        self._meanwhile.stop()


class Ahead:
    """Stale units being made ahead of all others. `names` are theirs: none where no process could be started."""

    def __init__(
        self,
        units: Sequence[Unit],
        months: Mapping[str, str],
        furnish: Furnish,
        listed: Mapping[str, Listed],
    ) -> None:
        """`months` are the fingerprints of months' rows by name in their order, '' for those among `units`."""
        search = [unit for unit in units if unit.sort is Sort.SEARCH]
        parquet = [unit for unit in units if is_parquet(unit)]
        rows = [unit for unit in units if unit.sort in (Sort.ROWS, Sort.DOWNLOAD) and not is_parquet(unit)]
        rest = [unit for unit in units if unit.sort is Sort.WHOLE]
        #: The fingerprints of the months whose rows were made, by name, once the results are there.
        self.months: dict[str, str] = {}
        turn = Turn()
        begun: list[_Portion] = []
        for portion in ([*(search if len(search) <= PARTS else ()), *rest], rows, parquet if rows else ()):
            if portion:
                begun.append(_Portion(portion, months, furnish, listed, turn, tuple(begun)))
        turn.leave()
        self._portions = [portion for portion in begun if portion.is_under_way]
        self.names = frozenset(unit.name for portion in self._portions for unit in portion.units)

    def open(self, lost: Sequence[str] | None) -> None:
        """The site lies in its place (see `Gate.open`)."""
        for portion in self._portions:
            portion.open(lost)

    def results(self, lying: Mapping[str, Listed]) -> list[Result]:
        """Every unit's result; waits for it. Where a process failed, its units are made here, of whose files those
        `lying` there are as they were. Raises BuilderError where making one fails here too."""
        made: list[Result] = []
        for portion in self._portions:
            results = portion.results(lying, self.months)
            self.months |= months_of(portion.units, results)
            made += results
        self._portions = []
        return made

    def stop(self) -> None:
        """End the processes, whether or not they are done."""
        for portion in self._portions:
            portion.stop()


def months_of(units: Sequence[Unit], made: Sequence[Result]) -> dict[str, str]:
    """The fingerprints of the months whose rows these units made, by name."""
    month = {unit.name: unit.key[0] for unit in units if unit.sort is Sort.ROWS}
    return {month[one.name]: one.made.kept for one in made if one.name in month}
