"""Making what is stale: on one core or several, each unit's facts and messages noted as it is made."""

from __future__ import annotations

import gc
import importlib
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from builder.derive.rows import Rows
from builder.errors import BuilderError
from builder.plugin.entries import Remembering, Shared
from builder.plugin.facts import ROWS
from builder.plugin.holdings import Holdings
from builder.plugin.kept import KeptSite, Written
from builder.plugin.meanwhile import cores, is_quick_to_fork
from builder.plugin.record import Fresh, Listed, Made, Numbering, Past, Warned, renumbered
from builder.plugin.recorder import Recorder
from builder.plugin.shelf import KeptRun, NotKept, Shelf, measures
from builder.plugin.shell import Shells
from builder.plugin.tracking import tracked
from builder.plugin.units import Maker, Runs, Sort, Unit
from builder.plugin.workers import WorkerLost, Workers
from builder.store.filed import Texts

#: Units that take as long as thousands of others: begun first, each by itself but the parts of the search index, which
#: follow one another in one worker, since they share what Pagefind said of their words.
LONG = (Sort.SEARCH, Sort.DOWNLOAD, Sort.WHOLE)

#: Units given to a worker at a time: few enough to share the work evenly, enough for the versions of a story to be
#: made together.
CHUNK = 48

#: How many times as many may be given, so that a story is not shared out.
_STRETCH = 4

#: Months of rows given to a worker at a time.
MONTHS = 6

#: Below this many units one process is faster than starting others (about 30 ms each at 10,000 articles), unless one of
#: them takes long, as it does from `FEW` articles on (1,000 of them are indexed for searching in 1.3 s).
WORTH = 96
FEW = 500


class Result(NamedTuple):
    """One unit made, by its name."""

    name: str
    made: Made


class Done(NamedTuple):
    """One unit made, by its name, its facts by their numbers."""

    name: str
    past: Past


class _Listening(logging.Handler):
    """Keeps MkDocs's warnings, to be told again in the main process and in later builds that reuse the file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[Warned] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(Warned(record.levelno, record.getMessage()))


class _Bench:
    """What a process keeps from its first unit to its last: the holdings as it looks at them, what notes its looks, and
    a maker, which remembers what units have in common. `months` are those of the rows that a download is made from."""

    def __init__(self, workshop: Workshop) -> None:
        self.recorder = Recorder()
        self.held = tracked(workshop.held, self.recorder)
        self.months: Mapping[str, str] = {}
        self._shelf = workshop.shelf
        self._before = workshop.before
        self.maker = workshop.maker(self.held, self._runs)
        self.maker.entries = Remembering(self.recorder, workshop.shared)

    def _runs(self) -> Rows:
        now = measures(self.months)

        def make() -> Iterator[KeptRun]:
            self.recorder.note(ROWS)
            return self._shelf.runs(now)

        return Rows(make, now, measures(self._before))


@dataclass(frozen=True)
class Workshop:
    """All that making needs. `maker` makes a Maker over the holdings that it is given; `before` says of months by name
    what was kept of them when the old downloads were made."""

    held: Holdings
    texts: Texts
    site: KeptSite
    shells: Shells
    maker: Callable[[Holdings, Runs | None], Maker]
    old: Mapping[str, Listed]
    shelf: Shelf
    before: Mapping[str, str]

    @cached_property
    def shared(self) -> Shared:
        """What the processes share of feeds' entries."""
        return Shared(self.shelf.beside("entries"))

    def make(self, units: Sequence[Unit], months: Mapping[str, str]) -> list[Result]:
        """Make units one after the other and write their files. `months` are the fingerprints of all months' rows,
        which have been made already when a download is."""
        bench = self._bench
        recorder, maker = bench.recorder, bench.maker
        bench.months = months
        before, self.texts.note = self.texts.note, recorder.note_body
        logger, listening = logging.getLogger("mkdocs"), _Listening()
        logger.addHandler(listening)
        propagate, logger.propagate = logger.propagate, False
        others = [handler for handler in logger.handlers if handler is not listening]
        for handler in others:
            logger.removeHandler(handler)
        try:
            made: list[Result] = []
            for unit in units:
                try:
                    made.append(self._one(unit, maker, recorder, listening))
                except NotKept:
                    without = self.maker(bench.held, None)
                    made.append(self._one(unit, without, recorder, listening))
            return made
        finally:
            self.texts.note = before
            for handler in others:
                logger.addHandler(handler)
            logger.removeHandler(listening)
            logger.propagate = propagate

    @cached_property
    def _bench(self) -> _Bench:
        return _Bench(self)

    def _one(self, unit: Unit, maker: Maker, recorder: Recorder, listening: _Listening) -> Result:
        listening.heard = []
        if unit.sort is Sort.ROWS:
            recorder.take()
            kept = self.shelf.keep(unit.key[0], maker.rows(unit))
            made = Made(tuple(recorder.take()), (), kept=kept)
        else:
            made = make_one(unit, maker, recorder, self.site, self.shells, self.old)
        heard = tuple(listening.heard)
        return Result(unit.name, replace(made, warned=heard) if heard else made)


def make_one(
    unit: Unit, maker: Maker, recorder: Recorder, site: KeptSite, shells: Shells, old: Mapping[str, Listed]
) -> Made:
    """Make one unit's files, of which `old` may lie there already, and say what they were made from."""
    recorder.take()
    written = tuple(site.write(file.path, file.parts(), _there(old, file.path)) for file in maker.files(unit))
    shell = shells.of(unit.page).digest if unit.page else ""
    facts = recorder.take()
    if unit.together:
        # Comparisons are remembered by their texts: a second asking does not look at the authority files.
        facts.add("A#")
    return Made(tuple(facts), written, shell)


def _there(old: Mapping[str, Listed], path: str) -> Written | None:
    listed = old.get(path)
    return Written(*listed) if listed is not None else None


@dataclass(frozen=True, slots=True)
class _Portion:
    """Units for a worker: their place among `first` or `second`; of parts of the search index, which follow one another,
    also the number of the one to make. `months` is empty where none of them needs it."""

    is_first: bool
    place: int
    months: Mapping[str, str]
    part: int = 0


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker made of a portion, and what of it is still to be made, perhaps by the worker that follows it.

    Facts have the numbers that the worker gave them: names are sent once, not with every unit, since an entity's page looks
    at hundreds. `fresh` are those that it numbered since its last answer; the numbers of all workers of one `stem`, which
    follow one another, begin at 0.
    """

    stem: int
    results: list[Done]
    fresh: Fresh
    rest: _Portion | None = None


@dataclass(frozen=True, slots=True)
class _Fault:
    """What ended a worker's work, as text: an error's own class may not survive the way between processes."""

    message: str


class Making:
    """Stale units being made while MkDocs goes on with its own pages; `results` waits for them.

    The months' rows come first: the downloads are put together from them.
    """

    def __init__(
        self,
        workshop: Workshop,
        units: Sequence[Unit],
        months: Mapping[str, str],
        processes: int | None = None,
    ) -> None:
        """`months` are the fingerprints of months' rows by name in their order, '' for those still to be made."""
        self.months = dict(months)
        self._month_of = {unit.name: unit.key[0] for unit in units if unit.sort is Sort.ROWS}
        self._first = _cut([unit for unit in units if unit.sort is Sort.ROWS], MONTHS)
        self._second = _by_length([unit for unit in units if unit.sort is not Sort.ROWS])
        self._workshop = workshop
        self._workers: Workers[_Portion, _Answer | _Fault] | None = None
        self._numbering = Numbering()
        self._open = len(self._first)
        count = processes if processes is not None else cores()
        long = len(workshop.held.library.articles) >= FEW and any(unit.sort in LONG for unit in units)
        if long or len(units) >= WORTH:
            workshop.shared.begin(workshop.held.library.articles)
            if count > 1 and is_quick_to_fork():
                self._start(count)

    def _start(self, count: int) -> None:
        """Fork the workers. They look for cycles less often: what they were forked with stays, and what they make is let
        go of page by page. Without any looking, templates left 30 kB a page in cycles, so that here some 10 MB may wait.
        At 2,000 articles the usual thresholds took 34 s of processor where none at all took 29 to 30."""
        gc.freeze()
        thresholds = gc.get_threshold()
        gc.set_threshold(50_000, 20, 50)
        if any(unit.together for portion in self._second for unit in portion):
            # Every worker would load numpy (70 ms, 20 MiB) for its first comparison, and what comparisons and trees take.
            for name in ("text.align", "plugin.worded", "derive.stemma"):
                importlib.import_module(f"builder.{name}")
        if any(portion[0].sort is Sort.SEARCH and len(portion) > 1 for portion in self._second):
            # So would each part of the search index, for which a worker that has grown makes way (20 ms a part).
            importlib.import_module("builder.plugin.keptparts")
            importlib.import_module("builder.plugin.part")
        try:
            first = [_Portion(True, place, {}) for place in range(len(self._first))]
            self._workers = Workers(
                count, self._work, first or self._later(), self._came, is_large=self._is_large
            )
        finally:
            gc.set_threshold(*thresholds)

    def _is_large(self, portion: _Portion) -> bool:
        """Whether making it takes as much memory as a worker may have to itself, or is begun beside what does: Parquet with
        the other downloads, before which a worker has grown by months of rows."""
        unit = (self._first if portion.is_first else self._second)[portion.place][0]
        return unit.sort in (Sort.SEARCH, Sort.DOWNLOAD)

    def _later(self) -> list[_Portion]:
        """What follows when all rows are made."""
        return [
            _Portion(False, place, self.months if any(unit.sort is Sort.DOWNLOAD for unit in portion) else {})
            for place, portion in enumerate(self._second)
        ]

    def _work(self, portion: _Portion) -> _Answer | _Fault:
        """In a worker, which has the units since it was forked."""
        units = (self._first if portion.is_first else self._second)[portion.place]
        rest = None
        if units[0].sort is Sort.SEARCH:
            after = portion.part + 1
            rest = replace(portion, part=after) if after < len(units) else None
            units = units[portion.part : after]
        try:
            made = self._workshop.make(units, portion.months)
        except BuilderError as fault:
            return _Fault(str(fault))
        numbering = self._numbering
        done = [Done(result.name, numbering.past(result.made)) for result in made]
        return _Answer(os.getppid(), done, numbering.fresh(), rest)

    def _came(self, answer: _Answer | _Fault) -> list[_Portion]:
        """Called in a thread of the workers'."""
        if isinstance(answer, _Answer) and answer.rest is not None:
            return [answer.rest]
        if not self._open:
            return []
        if isinstance(answer, _Answer):
            self._note_rows((done.name, done.past.kept) for done in answer.results)
        self._open -= 1
        return [] if self._open else self._later()

    def _note_rows(self, kept: Iterable[tuple[str, str]]) -> None:
        self.months.update((self._month_of[name], what) for name, what in kept)

    def results(self, numbering: Numbering) -> Iterator[Done]:
        """Every unit, in any order, its facts numbered. Raises BuilderError where making one failed."""
        if self._workers is None:
            for chunk in self._first:
                made = self._workshop.make(chunk, {})
                self._note_rows((result.name, result.made.kept) for result in made)
                yield from (Done(result.name, numbering.past(result.made)) for result in made)
            for chunk in self._second:
                for result in self._workshop.make(chunk, self.months):
                    yield Done(result.name, numbering.past(result.made))
            return
        known: defaultdict[int, list[int]] = defaultdict(list)
        expected = len(self._first) + len(self._second)
        while expected:
            answer = self._workers.answers.get()
            if isinstance(answer, _Fault):
                raise BuilderError(answer.message)
            if isinstance(answer, WorkerLost):
                raise answer
            expected -= answer.rest is None
            # What the worker's numbers are here; one that follows another begins anew.
            here = known[answer.stem]
            del here[answer.fresh.begin :]
            here.extend(numbering.numbers(answer.fresh.names))
            for name, past in answer.results:
                yield Done(name, renumbered(past, here))

    def stop(self) -> None:
        """End the workers, whether or not they are done."""
        if self._workers is not None:
            self._workers.stop()
            self._workers = None
            gc.unfreeze()
        self._workshop.shared.end()


def is_parquet(unit: Unit) -> bool:
    """Whether making it loads pyarrow."""
    return unit.sort is Sort.DOWNLOAD and unit.name.endswith(".parquet")


def _is_sqlite(unit: Unit) -> bool:
    return unit.sort is Sort.DOWNLOAD and unit.name.endswith(".sqlite")


def _cut(units: Sequence[Unit], size: int) -> list[Sequence[Unit]]:
    return [units[n : n + size] for n in range(0, len(units), size)]


def _by_length(units: Iterable[Unit]) -> list[Sequence[Unit]]:
    """In portions for workers, what takes long first; all that loads pyarrow (60 MiB) is one, and the very first, beside
    which other downloads are made, and no part of the search index, which needs as much."""
    search: list[Unit] = []
    parquet: list[Unit] = []
    long: list[Unit] = []
    rest: list[Unit] = []
    for unit in units:
        if unit.sort is Sort.SEARCH:
            search.append(unit)
        elif is_parquet(unit):
            parquet.append(unit)
        else:
            (long if unit.sort in LONG else rest).append(unit)
    # The database behind the other downloads, and the list of all pages last: they hold 15 and 25 MiB more, and Parquet
    # may still be being made.
    long.sort(key=lambda unit: (unit.sort is not Sort.DOWNLOAD, _is_sqlite(unit)))
    # Within a story a comparison is made next to its later article: of a long story little is remembered for long.
    places = {unit.key[0]: n for n, unit in enumerate(rest) if unit.together and unit.sort is Sort.ARTICLE}
    rest.sort(
        key=lambda unit: (unit.together, places.get(unit.key[-1], -1) if unit.together else -1), reverse=True
    )
    return [*filter(None, (parquet, *_cut(long, 1), search)), *_by_story(rest)]


def _by_story(units: Iterable[Unit]) -> list[Sequence[Unit]]:
    """Portions that end where a story does, unless it is a very long one: what two workers have of one story, both
    compare."""
    portions: list[Sequence[Unit]] = []
    portion: list[Unit] = []
    for unit in units:
        if len(portion) >= CHUNK * _STRETCH or (
            len(portion) >= CHUNK and not (unit.together and unit.together == portion[-1].together)
        ):
            portions.append(portion)
            portion = []
        portion.append(unit)
    return [*portions, portion] if portion else portions
