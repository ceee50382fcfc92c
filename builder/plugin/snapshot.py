"""Every article's front matter, read once and remembered between runs by its file's size, times and number."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from sys import intern
from typing import cast

from builder.model.article import Article, Link
from builder.model.cleaned import DateBasis
from builder.model.problem import Problem, Severity
from builder.model.relation import RelationType
from builder.plugin import digests
from builder.plugin.filed import FiledArticle, Texts
from builder.store.articles import Found, HeadCache, article_files, read_article
from builder.store.cachefile import CacheFile

#: A file changed this short a time (seconds) before it was read is read again next time: an edit within the file
#: system's clock tick (4 ms on ext4, 2 s on FAT) could leave its size and times as they were.
SETTLED = 3.0


#: Front matter is read from the file itself: what is remembered of it is in the snapshot's own cache.
_NOWHERE = Path(os.devnull)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading whether a file is the one that was read."""

    size: int
    modified: int
    changed: int
    number: int

    @classmethod
    def of(cls, file: Path) -> Stamp:
        """Raises OSError."""
        found = file.stat()
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)

    def settled(self, now: float) -> bool:
        """Whether the file was at rest at `now` (seconds since the epoch). A clock set back makes a file look newer
        than now: it then counts as not at rest."""
        return max(self.modified, self.changed) / 1e9 < now - SETTLED


@dataclass(frozen=True, slots=True)
class Filed:
    """One file as it was read. `article` is None where the file is broken; `head` and `body` are fingerprints.

    `stamp` is None where the file must be read again next time.
    """

    stamp: Stamp | None
    article: FiledArticle | None
    head: str = ""
    body: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """The articles under archive/ at one moment, by path, and the problems of what cannot be an article."""

    filed: Mapping[str, Filed] = field(default_factory=dict)
    strays: tuple[Problem, ...] = ()

    def articles(self) -> Iterator[FiledArticle]:
        return (filed.article for filed in self.filed.values() if filed.article is not None)

    def count(self) -> int:
        """How many articles there are, two of one id counted twice."""
        return sum(1 for filed in self.filed.values() if filed.article is not None)

    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the files."""
        return (*self.strays, *(p for filed in self.filed.values() for p in filed.problems))


@dataclass(frozen=True)
class Touched:
    """A snapshot, and the articles that were before it and that are new in it; one that changed is in both."""

    snapshot: Snapshot
    gone: tuple[FiledArticle, ...]
    come: tuple[FiledArticle, ...]


class Reader:
    """Takes snapshots of one archive, reading only files that changed since the last."""

    def __init__(self, docs: Path, cache: Path, *, lenient: bool = False) -> None:
        """With `lenient`, a file that breaks while it is watched keeps its last readable front matter."""
        self.texts = Texts(docs)
        self._lenient = lenient
        self._docs = docs
        self._file = CacheFile(cache / "articles.json", "articles 3")
        self._last: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The archive as it is now."""
        before = self._last if self._last is not None else self._stored()
        self.texts.forget()
        filed: dict[str, Filed] = {}
        strays: list[Problem] = []
        fresh = False
        for found in article_files(self._docs):
            if isinstance(found, Problem):
                strays.append(found)
                continue
            held = before.filed.get(found.path)
            now = self._unchanged(found, held)
            fresh = fresh or now is not held
            # The same text as the article's own, which is held anyway.
            filed[now.article.path if now.article else found.path] = now
        taken = Snapshot(filed, tuple(strays))
        if fresh or len(filed) != len(before.filed):
            self._store(taken)
        self._last = taken
        return taken

    def _unchanged(self, found: Found, held: Filed | None) -> Filed:
        try:
            stamp = Stamp.of(found.file)
        except OSError:
            stamp = None
        if held is not None and held.stamp is not None and held.stamp == stamp:
            return held
        filed = self._read(found, stamp)
        if self._lenient and filed.article is None and held is not None and held.article is not None:
            return Filed(filed.stamp, held.article, held.head, held.body, filed.problems)
        return filed

    def touched(self, paths: Iterable[str]) -> Touched:
        """The archive as it is now, where only these files (relative to archive/) can have changed since the last
        snapshot. Their times are not looked at: who says that a file changed is believed."""
        before = self._last if self._last is not None else self.snapshot()
        self.texts.forget()
        filed = dict(before.filed)
        gone: list[FiledArticle] = []
        come: list[FiledArticle] = []
        for path in paths:
            found = Found(path, self._docs / path)
            held = filed.get(path)
            now = None
            if found.file.is_file() and not found.file.is_symlink():
                now = self._unchanged(found, None if held is None else replace(held, stamp=None))
            was, here = held.article if held else None, now.article if now else None
            if was is not here:
                gone += [was] if was is not None else []
                come += [here] if here is not None else []
            if now is not None:
                filed[path] = now
            else:
                filed.pop(path, None)
        self._last = Snapshot(filed, before.strays)
        return Touched(self._last, tuple(gone), tuple(come))

    def _read(self, found: Found, stamp: Stamp | None) -> Filed:
        problems: list[Problem] = []
        article = read_article(found, HeadCache(_NOWHERE), problems)
        kept = stamp if stamp is not None and stamp.settled(time.time()) else None
        if article is None:
            return Filed(kept, None, problems=tuple(problems))
        return Filed(
            kept,
            FiledArticle.of(article, self.texts),
            digests.of_value((article.path, _values(article), article.extra)),
            digests.of_text(article.body),
            tuple(problems),
        )

    def _store(self, taken: Snapshot) -> None:
        self._file.write_parts(_records(taken))

    def _stored(self) -> Snapshot:
        try:
            return Snapshot(
                {
                    path: self._filed(path, record)
                    for part in self._file.read_parts()
                    for path, record in cast("list[tuple[str, list[object]]]", part)
                }
            )
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):
            return Snapshot()

    def _filed(self, path: str, record: list[object]) -> Filed:
        stamp, values, extra, head, body, problems = record
        article = None
        if values is not None:
            article = FiledArticle.of(
                _article(path, cast("list[object]", values), cast("dict[str, object]", extra)), self.texts
            )
        return Filed(
            Stamp(*cast("list[int]", stamp)),
            article,
            str(head),
            str(body),
            tuple(_problem(cast("list[object]", p)) for p in cast("list[object]", problems)),
        )


#: Files in one part of the cache.
_PART = 500


def _records(taken: Snapshot) -> Iterator[list[object]]:
    """Files with what was read of them, some at a time."""
    part: list[object] = []
    for path, filed in taken.filed.items():
        if filed.stamp is None or any(problem.severity is Severity.ERROR for problem in filed.problems):
            continue
        if filed.article is not None and not _plain(filed.article.extra):
            continue
        values = _values(filed.article) if filed.article else None
        extra = filed.article.extra if filed.article else {}
        problems = [list(asdict(problem).values()) for problem in filed.problems]
        stamp = list(asdict(filed.stamp).values())
        part.append((path, [stamp, values, extra, filed.head, filed.body, problems]))
        if len(part) == _PART:
            yield part
            part = []
    yield part


#: The fields of an article that its record holds, in order; links and lists as lists.
_NAMES = tuple(f.name for f in fields(Article) if f.name not in ("path", "extra", "body"))
_LISTS = frozenset({"credits", "people", "organizations", "places"})


def _values(article: Article) -> list[object]:
    values: list[object] = []
    for name in _NAMES:
        value = getattr(article, name)
        if name == "related_versions":
            value = [[link.article, link.relation.value] for link in value]
        elif name in _LISTS:
            value = list(value)
        elif name == "date_basis" and value is not None:
            value = value.value
        values.append(value)
    return values


def _article(path: str, values: list[object], extra: dict[str, object]) -> Article:
    held = dict(zip(_NAMES, values, strict=True))
    for name in _LISTS:
        held[name] = tuple(cast("list[str]", held[name]))
    held["related_versions"] = tuple(
        Link(intern(other), RelationType(relation))
        for other, relation in cast("list[list[str]]", held["related_versions"])
    )
    if held["date_basis"] is not None:
        held["date_basis"] = DateBasis(str(held["date_basis"]))
    return Article(path=path, extra=extra, **held)  # type: ignore[arg-type]


def _problem(values: list[object]) -> Problem:
    path, line, column, code, message, severity, suggestion, fixable = values
    return Problem(
        str(path), int(cast("int", line)), int(cast("int", column)), str(code), str(message),
        Severity(str(severity)), str(suggestion), bool(fixable),
    )  # fmt: skip


def _plain(extra: Mapping[str, object]) -> bool:
    """Whether JSON gives unknown keys back as they were (a date among them would come back as text)."""
    try:
        return bool(json.loads(json.dumps(extra)) == extra)
    except (TypeError, ValueError):
        return False
