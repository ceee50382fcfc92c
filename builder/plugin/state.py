"""The archive as one build sees it: its holdings, and the fingerprints of all that can be looked up in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.derive.library import Library
from builder.derive.views_timeline import Years
from builder.errors import FileFault
from builder.model.authority import Authority
from builder.model.problem import Problem, Severity
from builder.plugin.facts import Facts
from builder.plugin.holdings import Holdings
from builder.plugin.origins import Hands, Origins, Provenances
from builder.plugin.snapshot import Reader, Snapshot
from builder.store import Archive


@dataclass(frozen=True)
class State:
    """The holdings, with bodies left in their files, and the facts about them."""

    held: Holdings
    facts: Facts


def read(root: Path, reader: Reader) -> State:
    """Read what changed in the archive at `root`. A broken file is a problem, with its place; the rest is read all
    the same. Raises FileFault where a file that only the machine writes is broken."""
    return _state(Archive(root), reader.snapshot())


def read_again(root: Path, reader: Reader, paths: Iterable[str]) -> State:
    """The same, where of all articles only those at `paths` (relative to archive/) can have changed."""
    return _state(Archive(root), reader.touched(paths))


def _state(archive: Archive, snapshot: Snapshot) -> State:
    problems = [problem for problem in snapshot.problems() if problem.severity is Severity.ERROR]
    try:
        authority = archive.authority()
    except FileFault as fault:
        authority = Authority()
        problems.append(Problem(fault.path, fault.line, fault.column, "authority", fault.message))
    library = Library.build(snapshot.articles(), authority)
    written = archive.ledger()
    provenances = Provenances(archive.machine / "provenance")
    held = Holdings(
        library=library,
        years=Years.of(library),
        provenances=provenances,
        hands=Hands(library.articles, written),
        problems=tuple(problems),
    )
    heads, bodies = _fingerprints(snapshot, library)
    return State(held, Facts(held, heads, bodies, Origins(provenances, written)))


def _fingerprints(snapshot: Snapshot, library: Library) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Those of front matter and of bodies, by the id of the article that the library holds."""
    heads: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for identity, article in library.articles.items():
        filed = snapshot.filed[article.path]
        heads[identity], bodies[identity] = filed.head, filed.body
    return heads, bodies
