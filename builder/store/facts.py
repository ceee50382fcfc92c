"""What checking needs of each article file, remembered between runs.

A file whose size and times have not changed since it was read is not opened again: that is what makes a check of a
large archive quick. A file written in the same two seconds as the memory itself is read again, since such a change
could hide behind an equal time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from builder.model.article import Article
from builder.model.problem import Problem, Severity
from builder.store.articles import READER_VERSION, Found, HeadCache, article_files, read_article
from builder.store.frontmatter import body_digest
from builder.store.schema import FIELDS

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


class FactsCache:
    """The remembered facts of an archive, in a file that may be deleted at any time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def all(self, docs: Path, heads: HeadCache) -> tuple[list[Facts], list[Problem]]:
        """The facts of every article file, in path order, and the problems of files that can be none."""
        held, written = self._load()
        fresh: dict[str, list[object]] = {}
        facts: list[Facts] = []
        problems: list[Problem] = []
        read_any = False
        for found in article_files(docs):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            try:
                status = found.file.stat()
            except FileNotFoundError:
                continue
            stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns]
            known = held.get(found.path)
            if known is not None and known[:3] == stamp and status.st_mtime_ns < written - RACY_NANOSECONDS:
                fresh[found.path] = known
                facts.append(_unpacked(found.path, known[3:]))
                continue
            one = read_facts(found, heads)
            read_any = True
            facts.append(one)
            fresh[found.path] = [*stamp, *_packed(one)]
        if read_any or len(fresh) != len(held):
            self._save(fresh)
        return facts, problems

    def _load(self) -> tuple[dict[str, list[object]], int]:
        try:
            written = self._file.stat().st_mtime_ns
            stored = json.loads(self._file.read_text(encoding="utf-8"))
            if stored["key"] == _key():
                return dict(stored["files"]), written
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return {}, 0

    def _save(self, files: dict[str, list[object]]) -> None:
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"key": _key(), "files": files}, separators=(",", ":"))
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(self._file)
        except OSError:
            return


def _key() -> str:
    return f"{READER_VERSION}:{hash_of_schema()}"


def hash_of_schema() -> str:
    """Changes whenever the table of front matter keys does."""
    return hashlib.sha256(repr(FIELDS).encode()).hexdigest()[:16]


def _packed(one: Facts) -> list[object]:
    problems = [list(asdict(p).values()) for p in one.problems]
    texts = [one.id, one.story, one.source, one.date, one.date_basis, one.derived_from, one.status, one.body]
    return [*texts, one.links, problems]


def _unpacked(path: str, record: list[object]) -> Facts:
    *texts, links, problems = record
    assert isinstance(links, list)
    assert isinstance(problems, list)
    found = tuple(Problem(p[0], p[1], p[2], p[3], p[4], Severity(p[5]), p[6], p[7]) for p in problems)
    identity, story, source, date, basis, derived, status, body = (str(t) for t in texts)
    pairs = tuple((str(a), str(r)) for a, r in links)
    return Facts(path, found, identity, story, source, date, basis, derived, status, body, pairs)
