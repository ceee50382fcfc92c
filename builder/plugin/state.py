"""The archive as one build sees it: its holdings, and the fingerprints of all that can be looked up in them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from builder.derive.library import Library
from builder.derive.library_changes import updated
from builder.derive.views_timeline import Years
from builder.errors import FileFault
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.problem import Problem, Severity
from builder.plugin import digests
from builder.plugin.facts import Facts
from builder.plugin.footing import Footing
from builder.plugin.holdings import Holdings
from builder.plugin.keptfiles import Filed
from builder.plugin.keptlibrary import Index, KeptLibrary
from builder.plugin.origins import Hands, Origins, Provenances
from builder.plugin.snapshot import Reader, Snapshot, Touched
from builder.plugin.tallies import KeptTallies
from builder.plugin.touched import facts_touched
from builder.store.authority import read_authority, strict
from builder.store.ledger import Ledger, Written
from builder.store.stamps import Stamp


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class State:
    """The holdings, with bodies left in their files, and the facts about them. `come` are the articles that are not as
    they were in the state before, where this one was made from that.

    `touched` are the facts that may not be what they were in the state that was asked for the changes since, `before` what
    that one held; None where that is not known.
    """

    held: Holdings
    facts: Facts
    come: tuple[Article, ...] = ()
    touched: frozenset[str] | None = None
    before: Holdings | None = None
    _footing: Callable[[], Footing] = Footing
    _keep: Callable[[], None] = _nothing
    _settle: Callable[[], None] = _nothing

    def footing(self) -> Footing:
        """What tells this state from others; a preview, which follows edits in milliseconds, has no use for it."""
        return self._footing()

    def keep(self) -> None:
        """Put by what was found out since the state was read, for whoever reads the archive next."""
        self._keep()

    def settle(self) -> None:
        """Wait until what was read is put by; another process, to which `keep` is left, cannot."""
        self._settle()


@dataclass(frozen=True)
class _Beside:
    """What lies beside the articles: authority files, and what the machine wrote down."""

    authority: Authority
    problems: tuple[Problem, ...]
    provenances: Provenances
    written: Mapping[str, Written]
    stamps: tuple[tuple[str, Stamp], ...]
    authority_stamp: str
    origins_stamp: str

    def footing(self, snapshot: Snapshot) -> Footing:
        """What a state is known by that is made of this and the articles."""
        known = self.authority_stamp and digests.of_all((self.authority_stamp, snapshot.digest))
        return Footing(known, self.origins_stamp)


#: Changed articles that are followed one by one, as many as these or this share of all (1 in so many). Of 10,000, knowing
#: which facts changed took .59 processor seconds where 1 article was followed and .85 from nothing, .69 and .78 with 10
#: changed, .90 and .91 with 100, 1.08 and 1.09 with 300.
_FEW, _SHARE = 32, 100


class States:
    """Reads one archive, and again what changed in it."""

    def __init__(self, root: Path, reader: Reader) -> None:
        self._cache = root / ".cache"
        self._authority = root / "archive" / "authority"
        self._machine = root / "archive" / ".machine"
        self._ledger = Ledger(self._machine / "values", "archive/.machine/values")
        self._reader = reader
        self._beside: _Beside | None = None
        self._index = KeptLibrary(self._cache)

    def read(self, since: Footing | None = None, *, mentions: bool = True, keep: bool = True) -> State:
        """The archive as it is now. A broken file is a problem, with its place; the rest is read all the same. Raises
        FileFault where a file that only the machine writes is broken.

        Where only a few articles have changed `since` the state that had this footing, it tells which facts they touch;
        with `mentions` these will be asked for. Without `keep` the index is put by when the state is told to (`State.keep`).
        """
        beside = self._read_beside()
        taken = self._reader.taken()
        if since is not None and since.articles and _are_few(taken):
            before = beside.footing(taken.before)
            if before.articles == since.articles:
                origins = not since.origins or before.origins != since.origins
                state = self._changed(taken, beside, before, origins=origins, mentions=mentions)
                if state is not None:
                    return state
        index = self._indexed(taken.snapshot, beside, beside.footing(taken.snapshot), keep=keep)
        return self._state(taken.snapshot, beside, *index)

    def _indexed(self, snapshot: Snapshot, beside: _Beside, footing: Footing, *, keep: bool = True) -> Index:
        """The index of a snapshot with this footing: kept, or made and, if one is to `keep` it, kept."""
        found = self._index.find(footing.articles, snapshot.articles(), beside.authority)
        if found is None:
            found = Index.of(snapshot.articles(), beside.authority)
            if keep:
                self._index.keep(footing.articles, found)
        return found

    def _changed(
        self, taken: Touched, beside: _Beside, footing: Footing, *, origins: bool, mentions: bool
    ) -> State | None:
        """The state after a few changes to the one before it, which had this footing; None where it cannot be made of
        that."""
        earlier, earlier_years = self._indexed(taken.before, beside, footing)
        if not _replaceable(earlier, taken.snapshot, taken.gone, taken.come):
            return None
        before = Holdings(library=earlier, years=earlier_years)
        library = updated(earlier, taken.gone, taken.come)
        years = before.years.updated(library, (*taken.gone, *taken.come))
        state = self._state(taken.snapshot, beside, library, years, taken.come)
        if mentions:
            # Kept from here on, and brought up to date with each edit.
            library.tally()
        state.keep()
        bodies = Prints(taken.before, earlier, "body")
        retold = {a.id for a in taken.come if bodies.get(a.id) == state.held.bodies[a.id]}
        found = facts_touched(before, state.held, taken.gone, taken.come, origins=origins, retold=retold)
        return replace(state, touched=found, before=before)

    def read_again(self, paths: Iterable[str], before: State) -> State:
        """The same, where of all articles only those at `paths` (relative to archive/) can have changed since the state
        `before`, which was the last. Its cost hardly grows with the archive."""
        held = self._beside
        beside = self._read_beside()
        touched = self._reader.touched(paths)
        library = before.held.library
        come = tuple(touched.come)
        if beside.authority is not (held.authority if held else None) or not _replaceable(
            library, touched.snapshot, touched.gone, come
        ):
            library = Library.build(touched.snapshot.articles(), beside.authority)
            return self._state(touched.snapshot, beside, library, Years.of(library), come)
        library = updated(library, touched.gone, come)
        years = before.held.years.updated(library, (*touched.gone, *come))
        return self._state(touched.snapshot, beside, library, years, come, before)

    def _state(
        self,
        snapshot: Snapshot,
        beside: _Beside,
        library: Library,
        years: Years,
        come: tuple[Article, ...] = (),
        before: State | None = None,
    ) -> State:
        errors = (problem for problem in snapshot.problems() if problem.severity is Severity.ERROR)
        heads, bodies = Prints(snapshot, library, "head"), Prints(snapshot, library, "body")
        held = Holdings(
            library=library,
            years=years,
            provenances=beside.provenances,
            hands=Hands(library.articles, beside.written),
            problems=(*errors, *beside.problems),
            bodies=bodies,
        )
        tallies = KeptTallies(self._cache / "mentions.tally", heads, bodies)
        library.tallied_by(tallies.tally)
        facts = Facts(
            held,
            heads,
            bodies,
            Origins(beside.provenances, beside.written),
            before.facts if before else None,
        )
        return State(
            held,
            facts,
            come,
            _footing=lambda: beside.footing(snapshot),
            _keep=lambda: self._put_by(beside.footing(snapshot), Index(library, years)),
            _settle=self._reader.settle,
        )

    def _put_by(self, footing: Footing, index: Index) -> None:
        self._index.keep(footing.articles, index)
        self._reader.settle()

    def _read_beside(self) -> _Beside:
        """What lies beside the articles; read again only where a file's size or times tell that it changed."""
        now = time.time()
        about = tuple(_stamps((self._authority,)))
        origins = tuple(_stamps((self._machine / "provenance", self._machine / "values")))
        stamps = (*about, *origins)
        if self._beside is not None and self._beside.stamps == stamps:
            return self._beside
        problems: tuple[Problem, ...] = ()
        try:
            authority = strict(read_authority(self._authority, "archive/authority"))
        except FileFault as fault:
            authority = Authority()
            problems = (Problem(fault.path, fault.line, fault.column, "authority", fault.message),)
        if self._beside is not None and self._beside.authority == authority:
            authority = self._beside.authority
        settled = all(stamp.settled(now) for _, stamp in stamps)
        self._beside = _Beside(
            authority,
            problems,
            Provenances(self._machine / "provenance"),
            self._ledger.read(),
            # Files that may change without its showing are read again next time, as no stamps agree with these.
            stamps if settled else (("", Stamp(0, 0, 0, 0)),),
            _stamp(about, now),
            _stamp(origins, now),
        )
        return self._beside


def _stamps(folders: Iterable[Path]) -> Iterator[tuple[str, Stamp]]:
    for folder in folders:
        for file in sorted(folder.glob("*")):
            yield str(file), Stamp.of(file.stat())


def _stamp(stamps: tuple[tuple[str, Stamp], ...], now: float) -> str:
    """The fingerprint of files that were looked at `now`; '' where one may change without its showing."""
    return digests.of_value(stamps) if all(stamp.settled(now) for _, stamp in stamps) else ""


def _are_few(taken: Touched) -> bool:
    """Whether so few articles changed that following them pays."""
    return len(taken.gone) + len(taken.come) <= max(_FEW, taken.before.count() // _SHARE)


def _replaceable(
    library: Library, snapshot: Snapshot, gone: Iterable[Article], come: Iterable[Article]
) -> bool:
    """Whether every id is that of one file, before and after: which of two files is the article depends on both."""
    leaving = {article.id for article in gone}
    coming = [article.id for article in come]
    return (
        all(library.articles.get(article.id) is article for article in gone)
        and len(set(coming)) == len(coming)
        and all(identity in leaving or identity not in library.articles for identity in coming)
        and snapshot.count() == len(library.articles) - len(leaving) + len(coming)
    )


class Prints(Mapping[str, str]):
    """Fingerprints of front matter or of bodies, by the id of the article that the library holds."""

    def __init__(self, snapshot: Snapshot, library: Library, part: str) -> None:
        self._filed = snapshot.filed
        self._articles = library.articles
        self._is_head = part == "head"

    def __getitem__(self, identity: str) -> str:
        filed: Filed = self._filed[self._articles[identity].path]
        return filed.head if self._is_head else filed.body

    def get(self, identity: str, default: Any = None) -> Any:
        """Without raising anything on the way: a record asks for two of each article."""
        return self[identity] if identity in self._articles else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)
