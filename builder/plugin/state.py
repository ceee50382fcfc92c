"""The archive as one build sees it: its holdings, and the fingerprints of all that can be looked up in them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.derive.library import Library
from builder.derive.library_changes import updated
from builder.derive.views_timeline import Years
from builder.errors import FileFault
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.problem import Problem, Severity
from builder.plugin.facts import Facts
from builder.plugin.holdings import Holdings
from builder.plugin.origins import Hands, Origins, Provenances
from builder.plugin.snapshot import Filed, Reader, Snapshot, Stamp
from builder.plugin.tallies import KeptTallies
from builder.store import Archive
from builder.store.ledger import Written


@dataclass(frozen=True)
class State:
    """The holdings, with bodies left in their files, and the facts about them. `come` are the articles that are not as
    they were in the state before, where this one was made from that."""

    held: Holdings
    facts: Facts
    come: tuple[Article, ...] = ()


@dataclass(frozen=True)
class _Beside:
    """What lies beside the articles: authority files, and what the machine wrote down."""

    authority: Authority
    problems: tuple[Problem, ...]
    provenances: Provenances
    written: Mapping[str, Written]
    stamps: tuple[tuple[str, Stamp], ...]


class States:
    """Reads one archive, and again what changed in it."""

    def __init__(self, root: Path, reader: Reader) -> None:
        self._archive = Archive(root)
        self._reader = reader
        self._beside: _Beside | None = None

    def read(self) -> State:
        """The archive as it is now. A broken file is a problem, with its place; the rest is read all the same. Raises
        FileFault where a file that only the machine writes is broken."""
        beside = self._read_beside()
        snapshot = self._reader.snapshot()
        library = Library.build(snapshot.articles(), beside.authority)
        return self._state(snapshot, beside, library, Years.of(library))

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
        held = Holdings(
            library=library,
            years=years,
            provenances=beside.provenances,
            hands=Hands(library.articles, beside.written),
            problems=(*errors, *beside.problems),
        )
        heads, bodies = Prints(snapshot, library, "head"), Prints(snapshot, library, "body")
        library.tallied_by(KeptTallies(self._archive.cache / "mentions.tally", heads, bodies).tally)
        facts = Facts(
            held,
            heads,
            bodies,
            Origins(beside.provenances, beside.written),
            before.facts if before else None,
        )
        return State(held, facts, come)

    def _read_beside(self) -> _Beside:
        """What lies beside the articles; read again only where a file's size or times tell that it changed."""
        archive, now = self._archive, time.time()
        stamps = tuple(_stamps(archive))
        if self._beside is not None and self._beside.stamps == stamps:
            return self._beside
        problems: tuple[Problem, ...] = ()
        try:
            authority = archive.authority()
        except FileFault as fault:
            authority = Authority()
            problems = (Problem(fault.path, fault.line, fault.column, "authority", fault.message),)
        if self._beside is not None and self._beside.authority == authority:
            authority = self._beside.authority
        settled = all(stamp.settled(now) for _, stamp in stamps)
        self._beside = _Beside(
            authority,
            problems,
            Provenances(archive.machine / "provenance"),
            archive.ledger(),
            # Files that may change without its showing are read again next time, as no stamps agree with these.
            stamps if settled else (("", Stamp(0, 0, 0, 0)),),
        )
        return self._beside


def _stamps(archive: Archive) -> Iterator[tuple[str, Stamp]]:
    folders = (archive.authority_folder, archive.machine / "provenance", archive.machine / "values")
    for folder in folders:
        for file in sorted(folder.glob("*")):
            yield str(file), Stamp.of(file)


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

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)
