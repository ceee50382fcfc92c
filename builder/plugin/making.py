"""Making what is stale: on one core or several, each unit's facts and messages noted as it is made."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing.pool import IMapIterator, Pool

from builder.errors import BuilderError
from builder.plugin.facts import tracked
from builder.plugin.filed import Texts
from builder.plugin.holdings import Holdings
from builder.plugin.kept import KeptSite, Written
from builder.plugin.record import Made, Warned
from builder.plugin.shell import Shells
from builder.plugin.units import Maker, Sort, Unit

#: Units that take as long as thousands of others: begun first. The parts of the search index follow one another in one
#: worker, since each needs about 1 GB.
LONG = (Sort.SEARCH, Sort.WHOLE)

#: Units given to a worker at a time: few enough to share the work evenly, enough for the versions of a story to be
#: made together.
CHUNK = 48

#: Below this many units one process is faster than starting others (about 30 ms each at 10,000 articles).
WORTH = 96


@dataclass(frozen=True, slots=True)
class Result:
    """One unit made, by its name."""

    name: str
    made: Made


class Recorder:
    """Notes facts between two takings."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def note(self, fact: str) -> None:
        self._seen.add(fact)

    def note_body(self, identity: str) -> None:
        self._seen.add(f"b:{identity}")

    def take(self) -> tuple[str, ...]:
        """The facts noted since the last taking, in order."""
        seen, self._seen = self._seen, set()
        return tuple(sorted(seen))


class _Listening(logging.Handler):
    """Keeps MkDocs's warnings, to be told again in the main process and in later builds that reuse the file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[Warned] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(Warned(record.levelno, record.getMessage()))


@dataclass(frozen=True)
class Workshop:
    """All that making needs. `maker` makes a Maker over the holdings that it is given."""

    held: Holdings
    texts: Texts
    site: KeptSite
    shells: Shells
    maker: Callable[[Holdings], Maker]
    old: Mapping[str, Written]

    def make(self, units: Sequence[Unit]) -> list[Result]:
        """Make units one after the other and write their files."""
        recorder = Recorder()
        maker = self.maker(tracked(self.held, recorder.note))
        before, self.texts.note = self.texts.note, recorder.note_body
        logger, listening = logging.getLogger("mkdocs"), _Listening()
        logger.addHandler(listening)
        propagate, logger.propagate = logger.propagate, False
        others = [handler for handler in logger.handlers if handler is not listening]
        for handler in others:
            logger.removeHandler(handler)
        try:
            return [self._one(unit, maker, recorder, listening) for unit in units]
        finally:
            self.texts.note = before
            for handler in others:
                logger.addHandler(handler)
            logger.removeHandler(listening)
            logger.propagate = propagate

    def _one(self, unit: Unit, maker: Maker, recorder: Recorder, listening: _Listening) -> Result:
        listening.heard = []
        made = make_one(unit, maker, recorder, self.site, self.shells, self.old)
        return Result(unit.name, replace(made, warned=tuple(listening.heard)))


def make_one(
    unit: Unit, maker: Maker, recorder: Recorder, site: KeptSite, shells: Shells, old: Mapping[str, Written]
) -> Made:
    """Make one unit's files, of which `old` may lie there already, and say what they were made from."""
    recorder.take()
    written = tuple(site.write(file.path, file.parts(), old.get(file.path)) for file in maker.files(unit))
    shell = shells.of(unit.page).digest if unit.page else ""
    facts = set(recorder.take())
    if unit.together:
        # Comparisons are remembered by their texts: a second asking does not look at the authority files.
        facts.add("A#")
    return Made(tuple(sorted(facts)), written, shell)


#: What a forked worker finds when it starts; set for the moment of forking alone.
_workshop: Workshop | None = None


@dataclass(frozen=True, slots=True)
class _Fault:
    """What ended a worker's work, as text: an error's own class may not survive the way between processes."""

    message: str


def _work(units: Sequence[Unit]) -> list[Result] | _Fault:
    assert _workshop is not None
    try:
        return _workshop.make(units)
    except BuilderError as fault:
        return _Fault(str(fault))


class Making:
    """Stale units being made while MkDocs goes on with its own pages; `results` waits for them."""

    def __init__(self, workshop: Workshop, units: Sequence[Unit], processes: int | None = None) -> None:
        long = [[unit for unit in units if unit.sort is sort] for sort in LONG]
        rest = sorted(
            (unit for unit in units if unit.sort not in LONG), key=lambda unit: unit.together, reverse=True
        )
        self._chunks = [group for group in long if group]
        self._chunks += [rest[n : n + CHUNK] for n in range(0, len(rest), CHUNK)]
        self._workshop = workshop
        self._pool: Pool | None = None
        self._coming: IMapIterator[list[Result] | _Fault] | None = None
        count = processes if processes is not None else _cores()
        if len(units) >= WORTH and count > 1 and sys.platform.startswith(("linux", "freebsd")):
            self._start(count)

    def _start(self, count: int) -> None:
        global _workshop
        _workshop = self._workshop
        gc.collect()
        gc.freeze()
        try:
            self._pool = multiprocessing.get_context("fork").Pool(count)
            self._coming = self._pool.imap_unordered(_work, self._chunks)
        finally:
            _workshop = None

    def results(self) -> Iterator[Result]:
        """Every unit's result, in any order. Raises BuilderError where making one failed."""
        if self._coming is None:
            for chunk in self._chunks:
                yield from self._workshop.make(chunk)
            return
        for results in self._coming:
            if isinstance(results, _Fault):
                raise BuilderError(results.message)
            yield from results

    def stop(self) -> None:
        """End the workers, whether or not they are done."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
            self._pool = None
            gc.unfreeze()


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
