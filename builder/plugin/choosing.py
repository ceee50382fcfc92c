"""What is to become of every unit: left as the last build made it, made anew, or taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from builder.plugin import digests
from builder.plugin.affected import Owners, units_of
from builder.plugin.aside import FilesAside
from builder.plugin.facts import ROWS
from builder.plugin.plan import PageKind, Planned
from builder.plugin.record import Past, Standing, Target
from builder.plugin.recordfile import Record
from builder.plugin.shelf import Shelf
from builder.plugin.shell import Shells
from builder.plugin.stage import Craft, Stage
from builder.plugin.state import State
from builder.plugin.units import Sort, Unit, of_page


@dataclass
class Chosen:
    """Units by what is to become of them, and months' rows by name, '' for those to be made. `units` are
    those that are recorded anew, by name; `gone` are those that are no more."""

    units: dict[str, Unit] = field(default_factory=dict)
    reused: dict[str, Past] = field(default_factory=dict)
    stale: list[Unit] = field(default_factory=list)
    months: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def pages(self) -> Iterator[Planned]:
        return (unit.page for unit in self.stale if unit.page is not None)

    def rows(self) -> str:
        """The fingerprint of all rows, once it is known of every month what becomes of it."""
        return digests.of_all(self.months.values())


class Changes:
    """The facts that are not what they were when the record was written. The downloads' own is known when all rows are
    made."""

    def __init__(self, before: Record, state: State) -> None:
        touched = state.touched
        if touched is None:
            found = enumerate(zip(before.names, before.digests, strict=True))
            self.digests = {
                number: state.facts[fact]
                for number, (fact, was) in found
                if fact != ROWS and state.facts[fact] != was
            }
            return
        state.facts.take_over(lambda fact: None if fact in touched or fact == ROWS else before.digest(fact))
        #: Their fingerprints now, by number.
        self.digests = {
            before.number(fact): state.facts[fact]
            for fact in touched
            if fact != ROWS and (was := before.digest(fact)) is not None and state.facts[fact] != was
        }

    @property
    def numbers(self) -> Set[int]:
        return self.digests.keys()


def chosen(
    found: Iterable[Unit],
    before: Record,
    changes: Changes,
    shells: Shells,
    shelf: Shelf,
    *,
    lost: Collection[str] | None,
    begun: Set[str],
) -> Chosen:
    """Which of these units are as the last build left them. `lost` are its files that do not lie there as they were, None
    where none does; `begun` are units that are being made already, by name."""
    changed = changes.numbers
    rows, held = before.number(ROWS), before.digest(ROWS)
    made = Chosen()
    for unit in sorted(found, key=lambda unit: unit.sort is not Sort.ROWS):
        name = unit.name
        made.units[name] = unit
        past = before.past(name)
        shell = shells.of(unit.page).digest if unit.page else ""
        if name in begun:
            if unit.sort is Sort.ROWS:
                made.months[unit.key[0]] = ""
        elif (
            past is not None
            and past.shell == shell
            and not (past.listed and (lost is None or (lost and any(w[0] in lost for w in past.listed))))
            and not past.looked_at(changed)
            and not (unit.sort is Sort.DOWNLOAD and past.looked_at({rows}) and made.rows() != held)
            and not (unit.sort is Sort.ROWS and not shelf.has(unit.key[0]))
        ):
            made.reused[name] = past
            if unit.sort is Sort.ROWS:
                made.months[unit.key[0]] = past.kept
        else:
            made.stale.append(unit)
            if unit.sort is Sort.ROWS:
                made.months[unit.key[0]] = ""
    return made


class Following:
    """The few units that can have changed, where a record tells all the others to be as they were."""

    def __init__(self, before: Record, state: State, craft: Craft, stage: Stage) -> None:
        """Of a state that tells what it was made from."""
        assert state.touched is not None
        assert state.before is not None
        self._before = before
        self._state = state
        stage.files.have_read(stage.pages)
        owners = Owners.of(state.touched, state.before, state.held)
        is_ours = stage.files.is_ours
        self._now = units_of(state.held, owners, is_ours, derived=craft.derived)
        earlier = units_of(state.before, owners, is_ours, derived=craft.derived)
        self._gone = earlier.keys() - self._now.keys()
        self._fresh = [unit for name, unit in self._now.items() if before.past(name) is None]
        #: The pages that the record's shells were cut for.
        self.known = tuple(planned(path, of) for path, of in before.standing.first)

    @property
    def first(self) -> Sequence[Planned] | None:
        """Pages of every sort that there is; None where that cannot be told, since one of those known is no more."""
        gone = {name.partition(":")[2] for name in self._gone}
        if any(page.path in gone for page in self.known):
            return None
        return [*self.known, *(unit.page for unit in self._fresh if unit.page is not None)]

    def chosen(self, changes: Changes, whole: Chosen) -> Chosen:
        """What becomes of them; `whole` says it of the units that are made from many articles."""
        before = self._before
        stale = {unit.name: unit for unit in self._fresh}
        for name in before.looking_at(changes.numbers):
            entry = before.entry(name)
            if entry is None or name in self._gone or name in before.standing.whole:
                continue
            stale[name] = self._now.get(name) or self._again(name, entry.target)
        gone = self._gone | {name for name in before.standing.whole if name not in whole.units}
        return Chosen(
            whole.units | stale,
            {},
            [*whole.stale, *stale.values()],
            whole.months,
            {name for name in gone if before.past(name) is not None},
        )

    def _again(self, name: str, of: Target) -> Unit:
        """A unit of which the archive says what it said."""
        sort, _, path = name.partition(":")
        library = self._state.held.library
        if of.kind:
            page = planned(path, of)
            found = of_page(library, page, ours=True)
            return found if found is not None and found.sort == sort else Unit(Sort(sort), of.key, page)
        if sort == Sort.ARTICLE:
            article = library.articles[of.key[0]]
            return Unit(Sort.ARTICLE, of.key, None, article.story or "")
        return Unit(Sort(sort), of.key, together=of.key[0] if sort == Sort.STORY else "")


def target(unit: Unit) -> Target:
    """What a unit is of."""
    page = unit.page
    if page is None:
        return Target("", unit.key, 0)
    return Target(page.kind.value, page.key, page.number)


def planned(path: str, of: Target) -> Planned:
    """The page of such a unit."""
    return Planned(path, PageKind(of.kind), of.key, of.number)


def standing(
    shells: Shells, files: FilesAside, whole: Iterable[str], pages: Sequence[Planned] | None = None
) -> Standing:
    """What a build's pages stand on. `pages` are those that shells were cut for, where other than these shells'."""
    first = shells.first if pages is None else tuple(pages)
    stage = digests.of_all((shells.told(first), repr(files.told)))
    told = tuple((page.path, Target(page.kind.value, page.key, page.number)) for page in first)
    return Standing(stage, told, tuple(whole))
