"""The quick way from an archive to its site: pages aside of MkDocs's loops, put in shells, made only when stale."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Set

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from builder.errors import BuilderError
from builder.plugin import digests
from builder.plugin.ahead import KINDS, Ahead
from builder.plugin.choosing import Changes, Chosen, Following, chosen, standing, target
from builder.plugin.cutting import are_sound, cut_shells, give_back
from builder.plugin.facts import ROWS
from builder.plugin.footing import Footing
from builder.plugin.growing import Growing
from builder.plugin.kept import Written
from builder.plugin.making import Making, Result, Workshop
from builder.plugin.opening import Opening
from builder.plugin.record import Amendment, Build, Entry, Listed, Numbering, Standing
from builder.plugin.recordfile import Record
from builder.plugin.seal import Inputs, Outputs, Sealed
from builder.plugin.shelf import Shelf
from builder.plugin.shell import Shells
from builder.plugin.stage import Craft, Stage
from builder.plugin.state import State
from builder.plugin.survey import Survey
from builder.plugin.units import Sort, Unit, of_all, pages_alone, units
from builder.store.filed import Texts

log = get_plugin_logger("archive")

#: Stale units up to which no cycles are looked for: that looks through all that is held.
_FEW = 400


class Acceleration:
    """One build's quick way, from before MkDocs empties the site folder until its last event."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._kept = opening.kept
        self._shelf = Shelf(opening.rows)
        #: Whether articles' own pages are made alone: memory is then left beside the workers.
        self._is_light = False
        #: The last build's files that do not lie there as it left them; None where none does.
        self._lost: frozenset[str] | None = frozenset()
        self._dropped: set[str] = set()
        self._held_changes: Changes | None = None
        self._chosen = Chosen()
        self._standing = Standing()
        self._making: Making | None = None
        self._survey: Survey | None = None
        self._ahead: Ahead | None = None
        self._ahead_made: list[Result] = []
        self._found: list[Unit] = []
        self._follows = False
        self._mkdocs: frozenset[str] = frozenset()
        self._growing: Growing | None = None

    @property
    def _before(self) -> Record:
        """The last build's record."""
        return self._opening.before

    @property
    def footing(self) -> Footing:
        """What the archive is known by that the last build's site was made from."""
        return self._before.footing

    def go_ahead(self, state: State, texts: Texts, craft: Craft) -> None:
        """Begin with what takes long and needs no page, where so few articles changed that little else is to be made;
        before MkDocs empties the folder."""
        if state.touched is None or not craft.derived or self._before.key != craft.key:
            return
        self._found = list(of_all(state.held.library, search=craft.search))
        chosen = self._choose(self._found, state, Shells(), frozenset())
        stale = [unit for unit in chosen.stale if unit.sort in KINDS]
        if stale:
            # Looked up here: whatever a process looks at it copies, since Python counts who uses an object in the object.
            months = self._months_before()
            self._ahead = Ahead(
                stale,
                chosen.months,
                lambda old: self._workshop(state, texts, craft, Shells(), old, months),
                self._files_of(unit.name for unit in stale),
            )

    def put_back(self, key: str) -> None:
        """After MkDocs has emptied the folder: what the last build left, as far as its record vouches for it."""
        self._lost = self._opening.put_back(key)
        if self._ahead is not None:
            self._let_in(self._ahead)

    def _let_in(self, ahead: Ahead) -> None:
        """Let those that are ahead write to the site, now that it lies in its place and no record speaks for it."""
        kinds = tuple(f"{kind.value}:" for kind in (*KINDS, Sort.SHARDS))
        now = {unit.name for unit in self._found}
        self._drop(n for n in self._before.standing.whole if n.startswith(kinds) and n not in now)
        ahead.open(None if self._lost is None else sorted(self._lost))

    def make(
        self, state: State, texts: Texts, craft: Craft, stage: Stage, processes: int | None = None
    ) -> None:
        """Begin to make what is stale."""
        theme = stage.config.theme
        self._mkdocs = frozenset(
            (*(file.dest_uri for file in stage.files), *theme.static_templates, *stage.config.extra_templates)
        )
        shells = self._choose_all(state, craft, stage)
        chosen = self._chosen
        log.debug("%d units are made anew", len(chosen.stale))
        self._drop(chosen.gone)
        if any(unit.sort in (Sort.ROWS, Sort.DOWNLOAD) for unit in chosen.stale):
            # Their rows may be those that are being made.
            self._await()
            chosen.months.update(self._ahead.months if self._ahead else {})
        if chosen.stale and craft.derived:
            # Counted here, or every worker would count for itself; articles' own pages show none.
            state.held.library.tally()
        if len(chosen.stale) > _FEW:
            # From here on pages are made, of which templates leave 30 kB each in cycles. What is held by now has none:
            # looking through it while units are put in order took .1 s at 10,000 articles.
            gc.freeze()
            gc.enable()
        self._is_light = not craft.derived
        old = self._files_of(unit.name for unit in chosen.stale) if self._follows else self._old()
        workshop = self._workshop(state, texts, craft, shells, old, self._months_before())
        surveyed: frozenset[str] = frozenset()
        if len(chosen.stale) > _FEW:
            self._survey = Survey(state, workshop, chosen.stale)
            surveyed = self._survey.names
        rest = [unit for unit in chosen.stale if unit.name not in surveyed]
        self._making = Making(workshop, rest, chosen.months, processes)

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

    def _choose_all(self, state: State, craft: Craft, stage: Stage) -> Shells:
        """Say what is to become of every unit, and give the shells that its page is to be put in."""
        following = None
        if state.touched is not None and self._before.key == craft.key and self._lost == frozenset():
            following = Following(self._before, state, craft, stage)
        first = following.first if following is not None else None
        shells = cut_shells(state, craft, stage, first)
        if following is not None and first is not None and shells is not None:
            whole = self._choose(self._found, state, Shells(), frozenset())
            known = standing(shells, stage.files, (), following.known)
            if known.stage == self._before.standing.stage:
                self._chosen = following.chosen(self._changes(state), whole)
                self._follows = True
            else:
                shells = cut_shells(state, craft, stage)
        if shells is not None and not self._follows:
            self._chosen = self._choose_from_all(state, craft, stage, shells)
        if shells is None or not are_sound(shells, self._chosen.pages(), state, craft, stage):
            give_back(stage)
            shells = Shells()
            self._follows = False
            self._chosen = self._choose_from_all(state, craft, stage, shells)
        whole_names = [name for name in self._chosen.units if _is_whole(name)]
        self._standing = standing(shells, stage.files, whole_names)
        return shells

    def _choose_from_all(self, state: State, craft: Craft, stage: Stage, shells: Shells) -> Chosen:
        is_ours = stage.files.is_ours
        found = list(
            units(state.held, is_ours, search=craft.search)
            if craft.derived
            else pages_alone(state.held, is_ours)
        )
        made = self._choose(found, state, shells, self._lost)
        made.gone = {name for name in self._before.units if name not in made.units}
        return made

    def _choose(
        self, found: Iterable[Unit], state: State, shells: Shells, lost: frozenset[str] | None
    ) -> Chosen:
        begun = self._ahead.names if self._ahead is not None else frozenset()
        changes = self._changes(state)
        return chosen(found, self._before, changes, shells, self._shelf, lost=lost, begun=begun)

    def _changes(self, state: State) -> Changes:
        if self._held_changes is None:
            self._held_changes = Changes(self._before, state)
        return self._held_changes

    def _await(self) -> None:
        """Wait for what is being made ahead. Raises PluginError where making it failed."""
        if self._ahead is not None and not self._ahead_made:
            try:
                self._ahead_made = self._ahead.results(self._files_of(self._ahead.names))
            except BuilderError as fault:
                raise PluginError(str(fault)) from fault

    def finish(self, state: State, key: str, sealing: Inputs | None) -> None:
        """Wait for what is being made, take away what no unit has any more, write the record, and seal the site."""
        assert self._making is not None
        numbering = Numbering(self._before)
        record = self._growing = Growing(self._opening.record.folder)
        units = self._chosen.units
        for name, past in self._chosen.reused.items():
            record.add(name, Entry(past, target(units[name])))
        if self._survey is None or not self._survey.is_under_way:
            # While others make pages, and not when they have ended.
            state.keep()
        known = 0
        try:
            for done in self._making.results(numbering):
                record.add(done.name, Entry(done.past, target(units[done.name])))
                # Articles alone: beside the workers, and not when they have ended. With everything it saved no time (10,000
                # articles: 24.0 and 24.8 s, without 23.7 and 23.9) and was the peak (253 and 260 MiB, without 244 and 237).
                if self._is_light and len(numbering.unknown) > known:
                    state.facts.prepare(numbering.unknown[known:])
                    known = len(numbering.unknown)
            surveyed = self._survey.results() if self._survey is not None else []
        except BuilderError as fault:
            raise PluginError(str(fault)) from fault
        finally:
            self._making.stop()
        self._await()
        for result in (*surveyed, *self._ahead_made):
            record.add(result.name, Entry(numbering.past(result.made), target(units[result.name])))
        # No page is made any more: looking for cycles among all that is held took longer than what is left to do.
        gc.disable()
        months = self._making.months | (self._ahead.months if self._ahead else {})
        state.facts.rows = digests.of_all(months.values())
        warned = self._warn(record)
        made = {written[0]: written for written in record.files()}
        self._leave(made.keys())
        self._shelf.leave(months)
        standing = self._standing._replace(warned=tuple(warned))
        outputs = self._outputs(made) if sealing is not None and not warned else None
        if self._follows:
            self._amend(state, record, standing, numbering)
        else:
            names = [*self._before.names, *numbering.unknown] if self._before.names else numbering.unknown
            build = Build(key, names, state.facts.__getitem__, state.footing(), standing)
            self._opening.record.write(build, record)
        if sealing is not None and outputs is not None:
            self._opening.seal.write(Sealed(sealing, outputs, self._opening.record.told()))
        record.close()
        self._opening.end()
        # The search for cycles begins again, but not with a look at all that a build has held (.1 s).
        gc.freeze()
        gc.enable()

    def _outputs(self, made: dict[str, Listed]) -> Outputs:
        """What lies in the site now; `made` are the files of units that are recorded anew. Only where the last seal does not
        tell of the others, all are listed."""
        sealed = self._opening.outputs if self._follows else None
        if sealed is not None and sealed.of_mkdocs == self._mkdocs:
            pasts = (past for name in self._redone() if (past := self._before.past(name)) is not None)
            was = {written[0]: written for past in pasts for written in past.listed}
            after = sealed.after(was, made, self._there(sealed.own))
            if after is not None:
                return after
        rest = self._before.files_without(self._redone()) if self._follows else ()
        files = made | {written[0]: written for written in rest}
        return Outputs.of(
            files.values(), self._there(self._mkdocs - files.keys()), self._mkdocs & files.keys()
        )

    def _there(self, paths: Iterable[str]) -> dict[str, Listed | None]:
        """Files that are no unit's, as they lie there."""
        found: dict[str, Listed | None] = dict.fromkeys(paths)
        found.update({written.path: (written.path, *written[1:]) for written in self._kept.there(found)})
        return found

    def _redone(self) -> Set[str]:
        """The units of which the last record is no longer true."""
        chosen = self._chosen
        begun = self._ahead.names if self._ahead is not None else frozenset()
        return {*chosen.gone, *begun, *(unit.name for unit in chosen.stale)}

    def _warn(self, record: Growing) -> list[str]:
        """Say what was warned of when units were made, now or earlier; gives the names of those units."""
        held = dict(record.heard)
        redone = self._redone()
        for name in self._before.standing.warned if self._follows else ():
            past = self._before.past(name)
            if past is not None and name not in redone:
                held[name] = past
        for name in sorted(held):
            for one in held[name].warned:
                log.log(one.level, "%s", one.text)
        return sorted(held)

    def _leave(self, present: Set[str]) -> None:
        """Take away what units had that they no longer have, and put back what MkDocs wrote as it was."""
        old = self._files_of(self._redone()) if self._follows else self._old()
        self._kept.remove(
            path for path, one in old.items() if path not in present and self._kept.is_there(Written(*one))
        )
        self._kept.settle()

    def _amend(self, state: State, record: Growing, standing: Standing, numbering: Numbering) -> None:
        changed = dict(self._changes(state).digests)
        rows = self._before.number(ROWS)
        if rows >= 0:
            changed[rows] = state.facts[ROWS]
        fresh = [(fact, state.facts[fact]) for fact in numbering.unknown]
        gone = frozenset(self._chosen.gone)
        self._opening.record.amend(
            self._before,
            Amendment(dict(record.units()), gone, changed, fresh, state.footing(), standing),
        )

    def give_up(self) -> None:
        """After an error: the next build finds either the old site with its record, or no record."""
        if self._making is not None:
            self._making.stop()
        if self._ahead is not None:
            self._ahead.stop()
        if self._survey is not None:
            self._survey.stop()
        if self._growing is not None:
            self._growing.close()
        self._opening.give_up()

    def _drop(self, names: Iterable[str]) -> None:
        """Take away the files of units that are no more, before MkDocs writes its own pages: a person's page may now
        lie where one of the archive's did."""
        gone = self._files_of(names).keys() - self._dropped
        if gone:
            self._kept.remove(gone)
            self._dropped |= gone

    def _files_of(self, names: Iterable[str]) -> dict[str, Listed]:
        """The files of these units that lie there as the last build left them."""
        if self._lost is None:
            return {}
        pasts = (past for name in names if (past := self._before.past(name)) is not None)
        return {
            written[0]: written
            for past in pasts
            for written in past.listed
            if written[0] not in self._lost and written[0] not in self._dropped
        }

    def _old(self) -> dict[str, Listed]:
        """All files that lie there as the last build left them."""
        if self._lost is None:
            return {}
        away = self._lost | self._dropped
        return {path: one for path, one in self._before.listed().items() if path not in away}

    def _months_before(self) -> dict[str, str]:
        """What was kept of the months when the last build made its downloads, in the archive's order."""
        rows = f"{Sort.ROWS.value}:"
        found = [
            (name[len(rows) :].partition("|")[0], past.kept)
            for name in self._before.standing.whole
            if name.startswith(rows) and (past := self._before.past(name)) is not None
        ]
        return dict(sorted(found, key=lambda month: (not month[0], month[0])))


#: The kinds of units that are made from many articles (`units.of_all`).
_WHOLE = tuple(f"{kind.value}:" for kind in (Sort.SEARCH, Sort.SHARDS, Sort.ROWS, Sort.DOWNLOAD, Sort.WHOLE))


def _is_whole(name: str) -> bool:
    return name.startswith(_WHOLE)
