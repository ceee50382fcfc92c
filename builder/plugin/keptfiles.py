"""What was read of each file of the archive, kept between runs in a few files by the path of its article."""

from __future__ import annotations

import json
import marshal
from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from sys import intern
from typing import NamedTuple, cast
from zlib import crc32

from builder.model.article import Article, Link
from builder.model.cleaned import DateBasis
from builder.model.problem import Problem, Severity
from builder.model.relation import RelationType
from builder.plugin import digests
from builder.store.cachefile import CacheFile, QuickCacheFile
from builder.store.filed import READY, FiledArticle, Texts
from builder.store.stamps import Stamp


class Filed(NamedTuple):
    """One file as it was read. `article` is None where the file is broken; `head` and `body` are fingerprints.

    `stamp` is None where the file must be read again next time.
    """

    stamp: Stamp | None
    article: FiledArticle | None
    head: str = ""
    body: str = ""
    problems: tuple[Problem, ...] = ()

    def says(self, other: Filed) -> bool:
        """Whether both were read from the same text, as far as anything is made of it."""
        return (self.head, self.body, self.problems) == (other.head, other.body, other.problems)


#: Files in which the front matter is kept, by the path of its article: an edit has one of them written.
_SHELVES = 64


class KeptFiles:
    """What was read of the files, as it lies in `folder`; texts are read through `texts` when they are asked for."""

    def __init__(self, folder: Path, texts: Texts) -> None:
        self._folder = folder
        self._texts = texts

    def are_none(self) -> bool:
        """Whether nothing was ever kept."""
        return not self._folder.is_dir()

    def write(self, filed: Mapping[str, Filed], fresh: Set[int]) -> None:
        """Keep what was read; `fresh` are the shelves on which something changed."""
        if not fresh:
            return
        shelves: dict[int, list[object]] = {shelf: [] for shelf in fresh}
        for path, one in filed.items():
            shelf = shelf_of(path)
            if shelf in fresh and (record := record_of(path, one)) is not None:
                shelves[shelf].append(record)
        for shelf, records in shelves.items():
            self._shelf(shelf).write(records)

    def read(self) -> dict[str, Filed]:
        """What is kept, by path."""
        filed: dict[str, Filed] = {}
        for shelf in range(_SHELVES):
            # A shelf that is not as it was written is read anew, file by file.
            with suppress(TypeError, ValueError, IndexError, KeyError, AttributeError):
                filed.update(self._read_shelf(shelf))
        return filed

    def filed(self, record: Stored) -> Filed:
        """What a record says. Raises TypeError, ValueError or KeyError where it is none."""
        _, ready, stamp, values, head, body, problems = record
        article = None
        if values is not None:
            own = (*ready[:-1], _BASES[basis] if (basis := ready[-1]) is not None else None)
            article = FiledArticle.of_kept(own, values, _unpacked, self._texts)
        return Filed(Stamp(*stamp) if stamp else None, article, head, body, tuple(map(_problem, problems)))

    def _shelf(self, shelf: int) -> CacheFile:
        return QuickCacheFile(self._folder / f"{shelf:02}.heads", "articles 8")

    def _read_shelf(self, shelf: int) -> dict[str, Filed]:
        found = cast("list[Stored]", self._shelf(shelf).read() or [])
        return {record[0]: self.filed(record) for record in found}


def shelf_of(path: str) -> int:
    """The file in which an article is kept."""
    return crc32(path.encode("utf-8", "surrogatepass")) % _SHELVES


#: A file as it is kept: its path, the article's fields `READY`, whose last is the date's basis, stamp (empty where it must be read again next time), all
#: of the article's values packed, since few of them are looked at, fingerprints of head and body, problems.
Stored = tuple[str, tuple[str | None, ...], tuple[int, ...], bytes | None, str, str, list[list[object]]]


def packed_of(path: str, article: Article) -> bytes | None:
    """All of an article's values; None where unknown keys hold what is not kept. The same bytes for the same values: in this
    form of Python's nothing depends on which of them are one object."""
    if not _plain(article.extra):
        return None
    return marshal.dumps((path, dict(article.extra), values_of(article)), _ALIKE)


#: The last form of Python's own that tells equal values alike.
_ALIKE = 2


def told_of(path: str, article: Article) -> str:
    """The fingerprint of the values of an article that is not kept."""
    return digests.of_value((path, values_of(article), article.extra))


def record_of(path: str, filed: Filed, packed: bytes | None = None) -> Stored | None:
    """What is kept of a file; None of one of which nothing is. `packed` is what `packed_of` gives, where that is known."""
    if any(problem.severity is Severity.ERROR for problem in filed.problems):
        return None
    article = filed.article
    if filed.stamp is None and article is None:
        return None
    values: bytes | None = packed or (article.unread if article is not None else None)
    if article is not None and values is None:
        values = packed_of(path, article)
        if values is None:
            return None
    problems = [[*(asdict(one) | {"severity": one.severity.value}).values()] for one in filed.problems]
    stamp = tuple(filed.stamp) if filed.stamp is not None else ()
    ready: tuple[str | None, ...] = ()
    if article is not None:
        basis = article.date_basis.value if article.date_basis is not None else None
        ready = (*[getattr(article, name) for name in READY[:-1]], basis)
    return path, ready, stamp, values, filed.head, filed.body, problems


#: The fields of an article that its record holds, in order; links and lists as lists.
_NAMES = tuple(f.name for f in fields(Article) if f.name not in ("path", "extra", "body"))
_LISTS = frozenset({"credits", "people", "organizations", "places"})


def values_of(article: Article) -> list[object]:
    """All that an article's front matter says, links and lists as lists."""
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


def _unpacked(packed: bytes) -> dict[str, object]:
    """Fields by name, from what a record holds."""
    path, extra, values = marshal.loads(packed)
    held: dict[str, object] = dict(zip(_NAMES, values, strict=True))
    held.update(path=path, extra=extra)
    for name in _LISTS:
        held[name] = tuple(cast("list[str]", held[name]))
    links = cast("list[list[str]]", held["related_versions"])
    held["related_versions"] = tuple([Link(intern(other), _RELATIONS[relation]) for other, relation in links])
    if held["date_basis"] is not None:
        held["date_basis"] = _BASES[cast("str", held["date_basis"])]
    return held


_RELATIONS = {relation.value: relation for relation in RelationType}
_BASES = {basis.value: basis for basis in DateBasis}


def _problem(values: list[object]) -> Problem:
    path, line, column, code, message, severity, suggestion, fixable = values
    return Problem(
        str(path), int(cast("int", line)), int(cast("int", column)), str(code), str(message),
        Severity(str(severity)), str(suggestion), bool(fixable),
    )  # fmt: skip


def _plain(extra: Mapping[str, object]) -> bool:
    """Whether JSON gives unknown keys back as they were (a date among them would come back as text)."""
    try:
        return not extra or bool(json.loads(json.dumps(extra)) == extra)
    except (TypeError, ValueError):
        return False
