"""What the plugin reads from an archive for one build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from builder.derive.library import Library
from builder.derive.views_timeline import Years
from builder.errors import FileFault
from builder.model.authority import Authority
from builder.model.problem import Problem, Severity
from builder.model.provenance import Provenance
from builder.plugin.hands import Hand, hands
from builder.plugin.plan import Planned, planned


def _nothing() -> Library:
    return Library.build(())


@dataclass(frozen=True)
class Holdings:
    """The archive's index, provenance by article id, and the problems that keep files out of it. `bodies` are fingerprints
    of articles' bodies by id, where somebody has them without reading these."""

    library: Library = field(default_factory=_nothing)
    years: Years = field(default_factory=lambda: Years({}, ()))
    provenances: Mapping[str, Provenance] = field(default_factory=dict)
    hands: Mapping[str, tuple[Hand, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    bodies: Mapping[str, str] = field(default_factory=dict)

    def plan(self) -> Iterator[Planned]:
        """The site's pages."""
        return planned(self.library, self.years)

    @cached_property
    def planned(self) -> tuple[Planned, ...]:
        """The same, computed once. Of holdings that note what is looked up in them, only the first asking would be
        noted: they are asked for `plan`."""
        return tuple(self.plan())


def read(root: Path) -> Holdings:
    """Read the archive at `root`. A broken file is a problem, with its place; the rest is read all the same."""
    from builder.store import Archive  # loads much, and who builds again does not come here

    archive = Archive(root)
    loaded = archive.load()
    problems = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    try:
        authority = archive.authority()
    except FileFault as fault:
        authority = Authority()
        problems.append(Problem(fault.path, fault.line, fault.column, "authority", fault.message))
    library = Library.build(loaded.articles, authority)
    written = archive.ledger()
    return Holdings(
        library=library,
        years=Years.of(library),
        provenances=archive.provenances(),
        hands={article.id: hands(article, written.get(article.id)) for article in library.articles.values()},
        problems=tuple(problems),
    )
