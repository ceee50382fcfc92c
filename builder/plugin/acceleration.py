"""The quick way from an archive to its site: pages aside of MkDocs's loops, put in shells, made only when stale."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from builder.errors import BuilderError, Busy
from builder.plugin import digests
from builder.plugin.ahead import KINDS, Ahead
from builder.plugin.astray import Comparison
from builder.plugin.cutting import are_sound, cut_shells, give_back
from builder.plugin.facts import ROWS
from builder.plugin.footing import Footing
from builder.plugin.kept import KeptSite, Written
from builder.plugin.making import Making, Result, Workshop
from builder.plugin.plan import Planned
from builder.plugin.record import Listed, Numbering, Past, Record, RecordFile
from builder.plugin.seal import Inputs, Seal
from builder.plugin.shelf import Shelf
from builder.plugin.shell import Shells
from builder.plugin.stage import Craft, Stage
from builder.plugin.state import State
from builder.plugin.units import Sort, Unit, of_all, pages_alone, units
from builder.store.filed import Texts
from builder.store.lock import exclusive

log = get_plugin_logger("archive")

#: Seconds between looks at whether another build has ended that writes to the same folder.
_AGAIN = 0.2

#: Stale units up to which mentions are counted of one name at a time, where that is possible, and no cycles are looked
#: for: that looks through all that is held.
_SINGLY = 400


@dataclass
class _Chosen:
    """Units by what is to become of them, and months' rows by name, '' for those to be made."""

    names: set[str] = field(default_factory=set)
    reused: dict[str, Past] = field(default_factory=dict)
    stale: list[Unit] = field(default_factory=list)
    months: dict[str, str] = field(default_factory=dict)

    def pages(self) -> Iterator[Planned]:
        return (unit.page for unit in self.stale if unit.page is not None)

    def rows(self) -> str:
        """The fingerprint of all rows, once it is known of every month what becomes of it."""
        return digests.of_all(self.months.values())


class Acceleration:
    """One build's quick way, from before MkDocs empties the site folder until its last event."""

    def __init__(self, site: Path, cache: Path, seal: Seal) -> None:
        self._seal = seal
        name = digests.of_text(str(site))
        self._record = RecordFile(cache / f"{name}.record")
        self._lock = cache / f"{name}.lock"
        self._kept = KeptSite(site, cache / f"{name}.stash")
        self._shelf = Shelf(cache / f"{name}.rows")
        self._held = ExitStack()
        self._before = Record()
        self._comparison: Comparison | None = None
        self._old: Mapping[str, Listed] = {}
        self._reused: dict[str, Past] = {}
        self._changes: frozenset[int] | None = None
        self._making: Making | None = None
        self._ahead: Ahead | None = None
        self._ahead_made: list[Result] = []
        self._whole: frozenset[str] = frozenset()
        self._mkdocs: frozenset[str] = frozenset()

    def begin(self) -> None:
        """Before MkDocs empties the folder. Waits for another build that writes to the same one."""
        told = False
        while True:
            try:
                self._held.enter_context(exclusive(self._lock))
                break
            except Busy:
                if not told:
                    log.info("Another build is writing to the same folder; waiting for it to end")
                told = True
                time.sleep(_AGAIN)
        self._seal.remove()
        self._kept.put_aside()
        self._before = self._record.read()
        listed = {written[0]: written for written in self._before.files()}
        self._comparison = Comparison(self._kept.aside, listed)

    @property
    def footing(self) -> Footing:
        """What the archive is known by that the last build's site was made from."""
        return self._before.footing

    def go_ahead(self, state: State, texts: Texts, craft: Craft) -> None:
        """Begin with what takes long and needs no page, where so few articles changed that little else is to be made;
        before MkDocs empties the folder."""
        if state.touched is None or not craft.derived or self._before.key != craft.key:
            return
        found = list(of_all(state.held.library, search=craft.search))
        self._whole = frozenset(unit.name for unit in found)
        chosen = self._choose(found, state, Shells(), None)
        stale = [unit for unit in chosen.stale if unit.sort in KINDS]
        if stale:
            assert self._comparison is not None
            # Looked up here: whatever a process looks at it copies, since Python counts who uses an object in the object.
            before = self._months_before()
            self._ahead = Ahead(
                stale,
                chosen.months,
                lambda old: self._workshop(state, texts, craft, Shells(), old, before),
                self._comparison.listed,
            )

    def put_back(self, key: str) -> None:
        """After MkDocs has emptied the folder: what the last build left, as far as its record vouches for it."""
        assert self._comparison is not None
        if self._before.key == key:
            self._old = self._vouched(self._comparison)
        else:
            self._comparison.stop()
            self._before = Record()
            self._kept.drop()
        self._comparison = None
        self._record.remove()
        if self._ahead is not None:
            self._let_in(self._ahead)

    def _let_in(self, ahead: Ahead) -> None:
        """Let those that are ahead write to the site, now that it lies in its place and no record speaks for it."""
        kinds = tuple(f"{kind.value}:" for kind in (*KINDS, Sort.SHARDS))
        self._drop(name for name in self._before.units if name.startswith(kinds) and name not in self._whole)
        there = self._old
        ahead.open([w[0] for w in self._before.files() if w[0] not in there] if there else None)

    def _vouched(self, comparison: Comparison) -> Mapping[str, Listed]:
        """The files that lie there as they were left, when the others are taken out."""
        astray = comparison.result()
        if not self._kept.put_back(astray.strange):
            return {}
        listed = dict(comparison.listed)
        for path in astray.lost:
            del listed[path]
        return listed

    def make(
        self, state: State, texts: Texts, craft: Craft, stage: Stage, processes: int | None = None
    ) -> None:
        """Begin to make what is stale."""
        theme = stage.config.theme
        self._mkdocs = frozenset(
            (*(file.dest_uri for file in stage.files), *theme.static_templates, *stage.config.extra_templates)
        )
        shells = cut_shells(state, craft, stage)
        chosen = self._choose_all(state, craft, stage, shells) if shells else None
        if shells is None or chosen is None or not are_sound(shells, chosen.pages(), state, craft, stage):
            give_back(stage)
            shells = Shells()
            chosen = self._choose_all(state, craft, stage, shells)
        assert chosen is not None
        log.debug("%d units are made anew", len(chosen.stale))
        self._reused = chosen.reused
        self._drop(name for name in self._before.units if name not in chosen.names)
        if any(unit.sort in (Sort.ROWS, Sort.DOWNLOAD) for unit in chosen.stale):
            # Their rows may be those that are being made.
            self._await()
            chosen.months.update(self._ahead.months if self._ahead else {})
        if chosen.stale and craft.derived:
            # Counted here, or every worker would count for itself; articles' own pages show none.
            state.held.library.tally(few=len(chosen.stale) <= _SINGLY)
        if len(chosen.stale) > _SINGLY:
            # From here on pages are made, of which templates leave 30 kB each in cycles.
            gc.enable()
        workshop = self._workshop(state, texts, craft, shells, self._old, self._months_before())
        self._making = Making(workshop, chosen.stale, chosen.months, processes)

    def _workshop(
        self,
        state: State,
        texts: Texts,
        craft: Craft,
        shells: Shells,
        old: Mapping[str, Listed],
        before: Mapping[str, str],
    ) -> Workshop:
        return Workshop(
            state.held,
            texts,
            self._kept,
            shells,
            lambda held, runs: craft.maker(held, shells, None, runs),
            old,
            self._shelf,
            before,
        )

    def _choose_all(self, state: State, craft: Craft, stage: Stage, shells: Shells) -> _Chosen:
        """What is to become of every unit."""
        is_ours = stage.files.is_ours
        found = list(
            units(state.held, is_ours, search=craft.search)
            if craft.derived
            else pages_alone(state.held, is_ours)
        )
        return self._choose(found, state, shells, self._old)

    def _choose(
        self, found: Iterable[Unit], state: State, shells: Shells, old: Mapping[str, Listed] | None
    ) -> _Chosen:
        """Which of these units are as the last build left them. `old` are the files that lie there as they were, None
        where that is not known yet."""
        changed = self._changed(state)
        rows = self._before.numbers.get(ROWS, -1)
        held = self._before.digests[rows] if rows >= 0 else ""
        begun = self._ahead.names if self._ahead is not None else frozenset()
        lost = [] if old is None else [w[0] for w in self._before.files() if w[0] not in old]
        chosen = _Chosen()
        for unit in sorted(found, key=lambda unit: unit.sort is not Sort.ROWS):
            name = unit.name
            chosen.names.add(name)
            past = self._before.units.get(name)
            shell = shells.of(unit.page).digest if unit.page else ""
            if name in begun:
                if unit.sort is Sort.ROWS:
                    chosen.months[unit.key[0]] = ""
            elif (
                past is not None
                and past.shell == shell
                and not (lost and old is not None and any(w[0] not in old for w in past.listed))
                and not past.looked_at(changed)
                and not (unit.sort is Sort.DOWNLOAD and past.looked_at({rows}) and chosen.rows() != held)
                and not (unit.sort is Sort.ROWS and not self._shelf.has(unit.key[0]))
            ):
                chosen.reused[name] = past
                if unit.sort is Sort.ROWS:
                    chosen.months[unit.key[0]] = past.kept
            else:
                chosen.stale.append(unit)
                if unit.sort is Sort.ROWS:
                    chosen.months[unit.key[0]] = ""
        return chosen

    def _await(self) -> None:
        """Wait for what is being made ahead. Raises PluginError where making it failed."""
        if self._ahead is not None and not self._ahead_made:
            try:
                self._ahead_made = self._ahead.results(self._old)
            except BuilderError as fault:
                raise PluginError(str(fault)) from fault

    def finish(self, state: State, key: str, sealing: Inputs | None) -> None:
        """Wait for what is being made, take away what no unit has any more, write the record, and seal the site."""
        assert self._making is not None
        numbering = Numbering(self._before)
        record = self._held.enter_context(self._record.begin(self._reused))
        try:
            for done in self._making.results(numbering):
                record.add(done.name, done.past)
        except BuilderError as fault:
            raise PluginError(str(fault)) from fault
        finally:
            self._making.stop()
        self._await()
        for result in self._ahead_made:
            record.add(result.name, numbering.past(result.made))
        # No page is made any more: looking for cycles among all that is held took longer than what is left to do.
        gc.disable()
        warned = record.warned()
        for one in warned:
            log.log(one.level, "%s", one.text)
        files = list(record.files())
        present = {written[0] for written in files}
        self._kept.remove(
            path
            for path in self._old
            if path not in present and self._kept.is_there(Written(*self._old[path]))
        )
        self._kept.settle()
        months = self._making.months | (self._ahead.months if self._ahead else {})
        self._shelf.leave(months)
        state.facts.rows = digests.of_all(months.values())
        record.write(key, numbering.names(), state.facts.__getitem__, state.footing())
        if sealing is not None and not warned:
            self._seal.write(sealing, (*files, *self._kept.there(self._mkdocs - present)))
        self._held.close()
        gc.enable()

    def give_up(self) -> None:
        """After an error: the next build finds either the old site with its record, or no record."""
        if self._making is not None:
            self._making.stop()
        if self._ahead is not None:
            self._ahead.stop()
        if self._comparison is not None:
            self._comparison.stop()
        self._kept.give_up()
        self._held.close()

    def _drop(self, names: Iterable[str]) -> None:
        """Take away the files of units that are no more, before MkDocs writes its own pages: a person's page may now
        lie where one of the archive's did."""
        gone = {
            written[0]
            for name in names
            for written in self._before.units[name].listed
            if written[0] in self._old
        }
        if gone:
            self._kept.remove(gone)
            self._old = {path: written for path, written in self._old.items() if path not in gone}

    def _months_before(self) -> dict[str, str]:
        """What was kept of the months when the last build made its downloads, in the archive's order."""
        rows = f"{Sort.ROWS.value}:"
        found = [
            (name[len(rows) :].partition("|")[0], past.kept)
            for name, past in self._before.units.items()
            if name.startswith(rows)
        ]
        return dict(sorted(found, key=lambda month: (not month[0], month[0])))

    def _changed(self, state: State) -> frozenset[int]:
        """The numbers of the facts that are not what they were. The downloads' own is known when all rows are made."""
        if self._changes is None:
            before = self._before
            if state.touched is None:
                numbers: Iterable[int] = range(len(before.names))
            else:
                known = before.numbers
                numbers = [known[fact] for fact in state.touched if fact in known]
                state.facts.take_over(
                    {
                        fact: digest
                        for fact, digest in zip(before.names, before.digests, strict=True)
                        if fact not in state.touched and fact != ROWS
                    }
                )
            self._changes = frozenset(
                number
                for number in numbers
                if (fact := before.names[number]) != ROWS and state.facts[fact] != before.digests[number]
            )
        return self._changes
