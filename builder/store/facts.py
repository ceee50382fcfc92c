"""What checking needs of an archive's files, remembered between runs.

A file whose size and times have not changed since it was read is not opened again: that is what makes the check of a
large archive quick. A file written within two seconds of the memory itself is read again, since such a change could
hide behind an equal time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from builder.errors import FileFault
from builder.model.article import Article
from builder.model.problem import Problem, Severity
from builder.store.articles import Found, HeadCache, cache_key, read_article, walk
from builder.store.cachefile import CacheFile
from builder.store.captures import CaptureStore
from builder.store.frontmatter import body_digest
from builder.store.ledger import Written, read_shard

#: Clocks of file systems tick as coarsely as this (FAT: two seconds).
RACY_NANOSECONDS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Facts:
    """One article file as the check of a whole archive sees it. `id` is '' where the file is broken.

    `links` are pairs of article id and relation; `path` is relative to archive/. `body` is its digest.
    """

    path: str
    problems: tuple[Problem, ...] = ()
    id: str = ""
    story: str = ""
    source: str = ""
    date: str = ""
    date_basis: str = ""
    derived_from: str = ""
    status: str = ""
    body: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the ledger says of one article, as far as checking goes. `path` is where builder put it."""

    path: str
    body: str
    date: str
    date_basis: str


@dataclass(slots=True)
class Overview:
    """An archive at a glance: articles in path order, ledger by id, and what was wrong with files along the way."""

    facts: list[Facts] = field(default_factory=list)
    recorded: dict[str, Recorded] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def facts_of(article: Article, problems: Iterable[Problem]) -> Facts:
    """The facts of an article that can be read."""
    return Facts(
        path=article.path,
        problems=tuple(problems),
        id=article.id,
        story=article.story or "",
        source=article.source or "",
        date=article.date or "",
        date_basis=article.date_basis.value if article.date_basis else "",
        derived_from=article.derived_from or "",
        status=article.status,
        body=body_digest(article.body),
        links=tuple((link.article, link.relation.value) for link in article.related_versions),
    )


def read_facts(found: Found, heads: HeadCache) -> Facts:
    """The facts of one file, read now."""
    problems: list[Problem] = []
    article = read_article(found, heads, problems)
    return Facts(found.path, tuple(problems)) if article is None else facts_of(article, problems)


def recorded_of(written: Written) -> Recorded:
    """The part of a ledger record that checking needs."""
    date, basis = written.values.get("date"), written.values.get("date_basis")
    return Recorded(written.path, written.body, str(date or ""), str(basis or ""))


class Memory:
    """The remembered overview of one archive, in a file that may be deleted at any time."""

    def __init__(self, file: Path, docs: Path) -> None:
        # Times and sizes say nothing of another archive's files: a cache that was copied along counts as none.
        kind = f"check {cache_key()} {hashlib.sha256(str(docs.resolve()).encode()).hexdigest()[:16]}"
        self._file, self._stored = file, CacheFile(file, kind)
        self._docs = docs
        self._held: dict[str, list[object]] = {}
        self._fresh: dict[str, list[object]] = {}
        self._before = 0
        self._read_any = False

    def overview(self, heads: HeadCache, captures: CaptureStore) -> Overview:
        """The archive as it is now; only what changed since the last time is read."""
        self._load()
        found = Overview()
        self._articles(heads, found)
        self._ledger(found)
        self._captures(captures, found)
        if self._read_any or len(self._fresh) != len(self._held):
            self._stored.write(self._fresh)
        return found

    def _articles(self, heads: HeadCache, found: Overview) -> None:
        for step in walk(self._docs):
            if isinstance(step, Problem):
                found.problems.append(step)
                continue
            path, entry = step
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            known = self._known(path, status)
            if known is not None:
                found.facts.append(_unpacked(path, known))
                continue
            one = read_facts(Found(path, Path(entry.path)), heads)
            self._remember(path, status, _packed(one))
            found.facts.append(one)

    def _ledger(self, found: Overview) -> None:
        for file in sorted((self._docs / ".machine" / "values").glob("*.jsonl")):
            status = file.stat()
            known = self._known(f"ledger/{file.name}", status)
            if known is None:
                try:
                    known = [
                        [w.id, r.path, r.body, r.date, r.date_basis]
                        for w in read_shard(file, f"archive/.machine/values/{file.name}")
                        for r in (recorded_of(w),)
                    ]
                except FileFault as fault:
                    found.problems.append(
                        Problem(fault.path, fault.line, fault.column, "ledger", fault.message)
                    )
                    continue
                self._remember(f"ledger/{file.name}", status, known)
            for row in known:
                assert isinstance(row, list)
                found.recorded[row[0]] = Recorded(row[1], row[2], row[3], row[4])

    def _captures(self, captures: CaptureStore, found: Overview) -> None:
        for sidecar, raw in captures.stored():
            try:
                status = raw.stat()
                known = self._known(f"capture/{sidecar.stem}", status)
            except FileNotFoundError:
                known = None
            if known is not None:
                continue
            fault = captures.fault(sidecar)
            if fault is None:
                self._remember(f"capture/{sidecar.stem}", status, [])
            else:
                found.problems.append(Problem(fault.path, fault.line, fault.column, "capture", fault.message))

    def _known(self, name: str, status: os.stat_result) -> list[object] | None:
        held = self._held.get(name)
        stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns]
        if held is None or held[:3] != stamp or status.st_mtime_ns >= self._before - RACY_NANOSECONDS:
            return None
        self._fresh[name] = held
        return held[3:]

    def _remember(self, name: str, status: os.stat_result, record: list[object]) -> None:
        self._fresh[name] = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, *record]
        self._read_any = True

    def _load(self) -> None:
        self._held, self._fresh, self._before, self._read_any = {}, {}, 0, False
        try:
            before = self._file.stat().st_mtime_ns
        except OSError:
            return
        stored = self._stored.read()
        if isinstance(stored, dict):
            self._held, self._before = stored, before


def _packed(one: Facts) -> list[object]:
    problems = [list(asdict(p).values()) for p in one.problems]
    texts = [one.id, one.story, one.source, one.date, one.date_basis, one.derived_from, one.status, one.body]
    return [*texts, one.links, problems]


def _unpacked(path: str, record: list[object]) -> Facts:
    identity, story, source, date, basis, derived, status, body, links, problems = record
    assert isinstance(links, list)
    assert isinstance(problems, list)
    found = tuple(Problem(p[0], p[1], p[2], p[3], p[4], Severity(p[5]), p[6], p[7]) for p in problems)
    pairs = tuple((link[0], link[1]) for link in links)
    texts = (identity, story, source, date, basis, derived, status, body)
    return Facts(path, found, *texts, pairs)  # type: ignore[arg-type]


def by_id(facts: Iterable[Facts]) -> Mapping[str, Facts]:
    """The first file, in path order, of each id."""
    found: dict[str, Facts] = {}
    for one in facts:
        if one.id:
            found.setdefault(one.id, one)
    return found
