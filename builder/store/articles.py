"""Article files found and read, many at a time."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from builder.errors import Changed, FileFault
from builder.model.article import Article, Link
from builder.model.cleaned import DateBasis
from builder.model.problem import Problem, Severity
from builder.model.relation import RelationType
from builder.store.cachefile import CacheFile
from builder.store.frontmatter import Page, split
from builder.store.plainhead import plain_values
from builder.store.schema import FIELDS
from builder.store.validate import Fault, Reading, read_table

#: Part of every cache key: raise it when reading changes without a change of the schema's table.
READER_VERSION = 1
#: Front matter of so many files is read sooner (.02 ms each as builder writes it, .11 as it does not) than what 10,000
#: others said is loaded (36 ms) and written (59 ms).
FEW = 500
#: How an article's file is opened, and the bytes that are read of it at a time: nearly all are shorter.
_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = 1 << 16
_MARKER = "<" * 7
_CONFLICT = re.compile(rf"^{_MARKER} ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """All articles that can be read, in path order, and the problems of all files; a broken file is only a problem.

    `unread` are the files, and folders, that gave no article, relative to archive/.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()

    def without(self, fault: Changed | FileFault) -> Loaded:
        """The same without the article whose text could not be read after all: its file is one more that gave none.
        Raises `fault` where it tells of no article's file."""
        gone = next((a for a in self.articles if f"archive/{a.path}" == fault.path), None)
        if gone is None:
            raise fault
        if isinstance(fault, FileFault):
            problem = Problem(fault.path, fault.line, fault.column, "unreadable", fault.message)
        else:
            problem = Problem(fault.path, 0, 0, "unreadable", str(fault).removeprefix(f"{fault.path}: "))
        return Loaded(
            tuple(a for a in self.articles if a is not gone),
            (*self.problems, problem),
            (*self.unread, gone.path),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """An article file as it lies on disk. `path` is relative to archive/, with forward slashes."""

    path: str
    file: Path


def article_files(docs: Path) -> Iterator[Found | Problem]:
    """Markdown files under archive/articles/, in path order; what cannot be an article is a Problem.

    Symbolic links are not followed, since they may leave the archive; hidden files and folders are not looked at.
    """
    for step in walk(docs):
        yield step if isinstance(step, Problem) else Found(step[0], Path(step[1].path))


def walk(docs: Path) -> Iterator[tuple[str, os.DirEntry[str]] | Problem]:
    """`article_files` before a path object is made of each: path relative to archive/, and directory entry."""
    yield from _walk(str(docs / "articles"), "articles")


def _walk(folder: str, inside: str) -> Iterator[tuple[str, os.DirEntry[str]] | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as fault:
        yield Problem(f"archive/{inside}", 0, 0, "unreadable", f"cannot be read: {fault.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{inside}/{entry.name}"
        if not entry.name.isprintable():
            shown = f"archive/{path}".encode("unicode_escape", "surrogateescape").decode()
            message = "the name holds a line break or another character no address can"
            yield Problem(shown, 0, 0, "file-name", message)
        elif entry.is_symlink():
            message = "a symbolic link is not followed; put the file here"
            yield Problem(f"archive/{path}", 0, 0, "symlink", message)
        elif entry.is_dir():
            yield from _walk(entry.path, path)
        elif not entry.name.endswith(".md"):
            continue
        elif entry.is_file():
            yield path, entry
        else:
            # Reading a pipe would wait for ever.
            yield Problem(f"archive/{path}", 0, 0, "unreadable", "a device or a pipe, not a file")


def read_page(file: Path | str, path: str) -> Page:
    """A file as a Page. Raises FileFault also where the system cannot read it."""
    try:
        raw = _octets(file)
    except OSError as fault:
        raise FileFault(path, 0, 0, f"cannot be read: {fault.strerror}") from fault
    return split(raw, path)


def _octets(file: Path | str) -> bytes:
    """All of a file. By the system's own calls: every article's file is read twice a build, and a stream's own work took as
    long as reading (6.9 microseconds, so 4.6)."""
    opened = os.open(file, _READ)
    try:
        raw = some = os.read(opened, _AT_ONCE)
        while some:
            some = os.read(opened, _AT_ONCE)
            raw += some
        return raw
    finally:
        os.close(opened)


def article_of(path: str, reading: Reading, body: str) -> Article:
    """The model's record of a file. `path` is relative to archive/."""
    return article_from(path, reading.values, reading.extra, body)


def article_from(path: str, values: Mapping[str, object], extra: Mapping[str, object], body: str) -> Article:
    """An Article from front matter in builder's terms."""
    return Article(**fields_from(path, values, extra), body=body)


def fields_from(path: str, values: Mapping[str, object], extra: Mapping[str, object]) -> dict[str, Any]:
    """The fields of that Article but its body, by name."""
    found: dict[str, Any] = dict(_ABSENT)
    for key, value in values.items():
        if key in _OF_TEXT and value is not None:
            found[key] = str(value)
    basis = found["date_basis"]
    entities = cast("Mapping[str, list[str]]", values.get("entities") or {})
    found.update(
        path=path,
        date_basis=DateBasis(basis) if basis else None,
        credits=tuple(cast("Iterable[str]", values.get("credits") or ())),
        people=tuple(entities.get("people", ())),
        organizations=tuple(entities.get("organizations", ())),
        places=tuple(entities.get("places", ())),
        related_versions=tuple(
            [
                Link(link["article"], RelationType(link["relation"]))
                for link in cast("Iterable[Mapping[str, str]]", values.get("related_versions") or ())
            ]
        ),
        status=found["status"] or "published",
        extra=dict(extra),
    )
    return found


def values_of(article: Article) -> dict[str, object]:
    """An article's known keys in builder's terms: the inverse of `article_from`."""
    values = _texts(_TO_BYLINE, article)
    if article.credits:
        values["credits"] = list(article.credits)
    values.update(_texts(_TO_LANGUAGE, article))
    groups = {"people": article.people, "organizations": article.organizations, "places": article.places}
    entities = {kind: list(names) for kind, names in groups.items() if names}
    if entities:
        values["entities"] = entities
    if article.story:
        values["story"] = article.story
    if article.related_versions:
        values["related_versions"] = [
            {"article": link.article, "relation": link.relation.value} for link in article.related_versions
        ]
    values.update(_texts(_TO_NOTES, article))
    if article.status == "published":
        values.pop("status", None)
    return values


#: The keys of one text each, in the order of the front matter, parted where one of lists stands between them.
_TO_BYLINE = (
    *("id", "title", "title_basis", "date", "date_basis", "updated", "captured", "source", "source_url"),
    "byline",
)
_TO_LANGUAGE = ("dateline", "kind", "language")
_TO_NOTES = ("derived_from", "status", "notes")
_OF_TEXT = frozenset((*_TO_BYLINE, *_TO_LANGUAGE, "story", *_TO_NOTES))
_ABSENT: Mapping[str, object] = dict.fromkeys(_OF_TEXT) | {"id": "", "title": ""}


def _texts(names: tuple[str, ...], article: Article) -> dict[str, object]:
    return {name: str(value) for name in names if (value := getattr(article, name))}


class HeadCache:
    """Front matter read before, by the digest of its text: a hit is always right, whatever clocks say.

    Kept as one JSON file that may be deleted at any time; without a file, in this process only.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = CacheFile(file, f"front-matter {cache_key()}") if file is not None else None
        self._held: dict[str, list[object]] | None = None
        self._used: dict[str, list[object]] = {}
        self._fresh = 0

    def reading(self, page: Page) -> Reading:
        """The page's front matter, read or remembered. Raises FileFault where it is no YAML."""
        digest = hashlib.blake2b(page.head.encode(), digest_size=16).hexdigest()
        record = self._used.get(digest)
        if record is None and (self._held is not None or self._fresh >= FEW):
            record = self._loaded().get(digest)
        if record is not None:
            self._used[digest] = record
            values, extra, faults = record
            return Reading(
                cast("dict[str, object]", values),
                cast("dict[str, object]", extra),
                [Fault(f[0], f[1], f[2], Severity(f[3]), f[4], f[5]) for f in cast("list[list]", faults)],  # type: ignore[type-arg]
            )
        reading = reading_of(page)
        faults_out = [list(asdict(fault).values()) for fault in reading.faults]
        try:
            # What JSON cannot hold (a date in an unknown key) is simply read again each time.
            json.dumps(reading.extra)
        except (TypeError, ValueError):
            return reading
        self._used[digest] = [reading.values, reading.extra, faults_out]
        self._fresh += 1
        return reading

    def save(self, *, whole: bool = False) -> None:
        """Write what was read anew, if anything much was. Failing to is no fault: it is only a cache.

        After a reading of the whole archive (`whole`) what it did not use is forgotten once that is the greater part.
        """
        if self._file is None or not (self._fresh > FEW or whole):
            return
        held = self._loaded()
        stale = whole and len(held) > 2 * len(self._used) + 100
        if not stale and self._used.keys() <= held.keys():
            return
        heads = self._used if whole else {**held, **self._used}
        self._file.write(heads)
        self._held, self._fresh = heads, 0

    def _loaded(self) -> dict[str, list[object]]:
        if self._held is None:
            stored = self._file.read() if self._file is not None else None
            self._held = stored if isinstance(stored, dict) else {}
        return self._held


def cache_key() -> str:
    """What a cache of front matter depends on beside the files: this reader, and the table of keys."""
    return f"{READER_VERSION}:{hashlib.sha256(repr(FIELDS).encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Read:
    """An article's file, read: its front matter, and all of it."""

    reading: Reading
    page: Page


def read_article(found: Found, cache: HeadCache, problems: list[Problem]) -> Article | None:
    """One article; None where the file is broken. Its problems are added to the list."""
    read = read_file(found.path, found.file, cache.reading, problems)
    return article_of(found.path, read.reading, read.page.body) if read is not None else None


def read_file(
    path: str, file: Path | str, reading_of: Callable[[Page], Reading], problems: list[Problem]
) -> Read | None:
    """The same before an Article is made of it; `path` is relative to archive/, `reading_of` gives a page's front matter, or
    raises FileFault."""
    shown = f"archive/{path}"
    page = None
    try:
        page = read_page(file, shown)
        reading = reading_of(page)
    except FileFault as fault:
        conflict = _CONFLICT.search(page.text) if page is not None else None
        if page is not None and conflict is not None:
            problems.append(_conflict(page, conflict.start()))
            return None
        code = "yaml" if fault.line else "unreadable"
        problems.append(Problem(fault.path, fault.line, fault.column, code, fault.message))
        return None
    if reading.faults:
        problems.extend(head_problems(page, reading))
    if "\x00" in page.body:
        problems.append(
            Problem(shown, *page.place(page.text.index("\x00")), "nul", "the text holds a NUL character")
        )
        return None
    conflict = _CONFLICT.search(page.text, page.body_start) if _MARKER in page.text else None
    if conflict is not None:
        problems.append(_conflict(page, conflict.start()))
        return None
    return None if reading.broken else Read(reading, page)


def reading_of(page: Page) -> Reading:
    """A page's front matter. Raises FileFault where it is no YAML."""
    values = plain_values(page.head)
    return read_table(page.table()) if values is None else Reading(values)


def _conflict(page: Page, index: int) -> Problem:
    message = "an unresolved Git conflict; keep what is right and delete the marker lines"
    return Problem(page.path, *page.place(index), "conflict", message)


def head_problems(page: Page, reading: Reading) -> Iterator[Problem]:
    """The faults of one front matter with their lines and columns."""
    for fault in reading.faults:
        line, column = page.head_place(fault.index)
        message = fault.message
        if fault.code == "duplicate-key":
            text, _, index = message.rstrip("@").rpartition("@")
            message = f"{text}in line {page.head_place(int(index))[0]}"
        # A value that is quoted in it may go over several lines; a problem is one.
        message = " ".join(message.splitlines())
        yield Problem(
            page.path, line, column, fault.code, message, fault.severity, fault.suggestion, fault.fixable
        )
