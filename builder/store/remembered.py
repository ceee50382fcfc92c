"""Every article of an archive, read once and remembered between commands by its file's size, times and number.

A file that is as it was when it was last read is not opened: its front matter comes from the memory, and its body from
the file when something asks for it. The body must then be the one that was remembered, so that a file which changed
behind an equal size and equal times is found out before its text is taken for another.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import NamedTuple, cast

from builder.errors import Changed
from builder.model.article import Article, Link
from builder.model.cleaned import DateBasis
from builder.model.problem import Problem, Severity
from builder.model.relation import RelationType
from builder.store.articles import Found, HeadCache, Loaded, cache_key, read_article, walk
from builder.store.cachefile import QuickCacheFile
from builder.store.filed import FiledArticle, Texts
from builder.store.frontmatter import body_digest
from builder.store.stamps import Stamp


class RememberedArticle(FiledArticle):
    """An article whose body is in its file still, and the digest by which the body is known.

    Asking for the body raises Changed where the file holds another one by now, FileFault where it cannot be read.
    """

    __slots__ = ("digest",)

    digest: str

    @classmethod
    def filed(cls, values: Mapping[str, object], texts: Texts, digest: str) -> RememberedArticle:
        """The article whose fields, but for its body, are `values`."""
        made = cast("RememberedArticle", cls.of_values(values, texts))
        object.__setattr__(made, "digest", digest)
        return made

    @property
    def body(self) -> str:
        if self._own is not None:
            return self._own
        body = self._texts.body(self.id, self.path)
        if body_digest(body) != self.digest:
            path = f"archive/{self.path}"
            raise Changed(f"{path}: changed while builder was at it; run the command again", path)
        return body

    @body.setter
    def body(self, body: str) -> None:
        # Only the constructor, which `dataclasses.replace` calls, gets here.
        object.__setattr__(self, "_own", body)
        object.__setattr__(self, "_texts", None)
        object.__setattr__(self, "digest", body_digest(body))

    def otherwise(self, other: Article) -> RememberedArticle:
        """What `other` says, but for its body, with the body of this one."""
        values = {name: getattr(other, name) for name in (*_NAMES, "path", "extra")}
        return self.filed(values, self._texts, self.digest)

    def under(self, story: str | None) -> RememberedArticle:
        """This one under a story's name; its file is not read for it, as `replace` would."""
        values = {name: getattr(self, name) for name in (*_NAMES, "path", "extra")} | {"story": story}
        made = self.filed(values, self._texts, self.digest)
        object.__setattr__(made, "_own", self._own)
        return made


def digest_of(article: Article) -> str:
    """The digest of an article's body; the file is not read for one that is remembered."""
    return article.digest if isinstance(article, RememberedArticle) else body_digest(article.body)


class _Known(NamedTuple):
    """A file as it was read: its article and the problems (warnings and notices) that it has all the same."""

    stamp: Stamp
    article: RememberedArticle
    problems: tuple[Problem, ...]


class ArticleMemory:
    """The remembered articles of one archive, in a file that may be deleted at any time. `docs` is its archive/."""

    def __init__(self, file: Path, docs: Path, heads: HeadCache) -> None:
        # Times and sizes say nothing of another archive's files: a cache that was copied along counts as none.
        place = hashlib.sha256(str(docs.resolve()).encode()).hexdigest()[:16]
        self._file = QuickCacheFile(file, f"remembered 1 {cache_key()} {place}")
        self._docs = docs
        self._heads = heads
        self._texts = Texts(docs)
        self._known: dict[str, _Known] | None = None

    def load(self) -> Loaded:
        """Every article, and every problem of a single file; only files that changed are read.

        Of two files with one id the first in path order is the article, and the other a problem.
        """
        before = self._known if self._known is not None else self._stored()
        self._texts.forget()
        known: dict[str, _Known] = {}
        articles: list[Article] = []
        problems: list[Problem] = []
        unread: list[str] = []
        paths: dict[str, str] = {}
        for step in walk(self._docs):
            if isinstance(step, Problem):
                problems.append(step)
                unread.append(step.path.removeprefix("archive/"))
                continue
            path, entry = step
            stamp = _stamp(entry)
            held = before.get(path)
            if held is not None and held.stamp == stamp:
                known[path] = held
                problems.extend(held.problems)
                article: Article | None = held.article
            else:
                article = self._read(Found(path, Path(entry.path)), stamp, known, problems)
            if article is None:
                unread.append(path)
                continue
            first = paths.setdefault(article.id, path)
            if first == path:
                articles.append(article)
            else:
                message = f"id {article.id} is also that of archive/{first}"
                problems.append(Problem(f"archive/{path}", 1, 1, "duplicate-id", message))
        self._keep(before, known, read_all=len(articles) > 0 and not before)
        return Loaded(tuple(articles), tuple(problems), tuple(unread))

    def _read(
        self, found: Found, stamp: Stamp | None, known: dict[str, _Known], problems: list[Problem]
    ) -> Article | None:
        own: list[Problem] = []
        article = read_article(found, self._heads, own)
        problems.extend(own)
        if article is None:
            return None
        held = RememberedArticle.filed(
            {name: getattr(article, name) for name in (*_NAMES, "path", "extra")},
            self._texts,
            body_digest(article.body),
        )
        if stamp is not None and stamp.settled(time.time()):
            known[found.path] = _Known(stamp, held, tuple(own))
        return held

    def _keep(self, before: Mapping[str, _Known], known: dict[str, _Known], *, read_all: bool) -> None:
        self._known = known
        self._heads.save(whole=read_all)
        if len(before) != len(known) or any(before.get(path) is not one for path, one in known.items()):
            self._file.write([record for path, one in known.items() if (record := _record(path, one))])

    def _stored(self) -> dict[str, _Known]:
        try:
            records = cast("list[list[object]]", self._file.read() or [])
            return dict(self._known_of(record) for record in records)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):
            # Not as it was written: every file is read.
            return {}

    def _known_of(self, record: list[object]) -> tuple[str, _Known]:
        path, stamp, values, extra, digest, problems = record
        held = _values_of(cast("list[object]", values))
        held.update(path=path, extra=extra)
        article = RememberedArticle.filed(held, self._texts, cast(str, digest))
        told = tuple(_problem(one) for one in cast("list[list[object]]", problems))
        return cast(str, path), _Known(Stamp(*cast("tuple[int, int, int, int]", stamp)), article, told)


#: The fields of an article that its record holds, in order.
_NAMES = tuple(f.name for f in fields(Article) if f.name not in ("path", "extra", "body"))
_LINKS, _BASIS = _NAMES.index("related_versions"), _NAMES.index("date_basis")
_RELATIONS = {relation.value: relation for relation in RelationType}
_BASES = {basis.value: basis for basis in DateBasis}


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        return Stamp.of(entry.stat(follow_symlinks=False))
    except OSError:
        return None


def _record(path: str, one: _Known) -> list[object] | None:
    """What is kept of a file; None of one that must be read again next time."""
    article = one.article
    if article.extra and not _plain(article.extra):
        return None
    values: list[object] = [getattr(article, name) for name in _NAMES]
    values[_LINKS] = [(link.article, link.relation.value) for link in article.related_versions]
    values[_BASIS] = article.date_basis and article.date_basis.value
    problems = [[*(asdict(p) | {"severity": p.severity.value}).values()] for p in one.problems]
    return [path, tuple(one.stamp), values, dict(article.extra), article.digest, problems]


def _values_of(values: list[object]) -> dict[str, object]:
    """Fields by name, from a record's values."""
    held = dict(zip(_NAMES, values, strict=True))
    links = cast("list[tuple[str, str]]", held["related_versions"])
    held["related_versions"] = tuple([Link(other, _RELATIONS[relation]) for other, relation in links])
    basis = cast("str | None", held["date_basis"])
    held["date_basis"] = _BASES[basis] if basis is not None else None
    return held


def _problem(values: list[object]) -> Problem:
    path, line, column, code, message, severity, suggestion, fixable = values
    place = (cast(str, path), cast(int, line), cast(int, column))
    said = (cast(str, code), cast(str, message), Severity(cast(str, severity)))
    return Problem(*place, *said, cast(str, suggestion), cast(bool, fixable))


def _plain(extra: Mapping[str, object]) -> bool:
    """Whether unknown keys are such as JSON has (a date, say, is not): the others are read anew each time."""
    try:
        return bool(json.loads(json.dumps(extra)) == extra)
    except (TypeError, ValueError):
        return False
