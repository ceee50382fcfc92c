"""Every article's front matter, read once and remembered between runs by its file's size, times and number."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from builder.model.problem import Problem
from builder.plugin import digests
from builder.plugin.halves import Halves
from builder.plugin.keptfiles import Filed, KeptFiles, Stored, packed_of, record_of, shelf_of, told_of
from builder.plugin.meanwhile import Meanwhile
from builder.store.articles import fields_from, read_file, reading_of, walk
from builder.store.filed import FiledArticle, Texts
from builder.store.stamps import Stamp


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

    @cached_property
    def digest(self) -> str:
        """The fingerprint of all articles."""
        found = self.filed
        return digests.of_all(
            part for path in sorted(found) for part in (path, found[path].head, found[path].body)
        )

    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the files."""
        return (*self.strays, *(p for filed in self.filed.values() for p in filed.problems))


@dataclass(frozen=True)
class Touched:
    """A snapshot, the one `before` it, and the articles that were before and that are new; one that changed is in both.

    An article that is as it was is the same object in both.
    """

    snapshot: Snapshot
    before: Snapshot
    gone: tuple[FiledArticle, ...]
    come: tuple[FiledArticle, ...]


class Reader:
    """Takes snapshots of one archive, reading only files that changed since the last."""

    def __init__(self, docs: Path, cache: Path, *, lenient: bool = False) -> None:
        """With `lenient`, a file that breaks while it is watched keeps its last readable front matter."""
        self.texts = Texts(docs)
        self._lenient = lenient
        self._docs = docs
        self._kept = KeptFiles(cache / "articles", self.texts)
        self._last: Snapshot | None = None
        self._storing: Meanwhile[None] | None = None
        self._halves: Halves[_Seen, tuple[Stamp | None, Stored]] | None = None

    def snapshot(self) -> Snapshot:
        """The archive as it is now."""
        return self.taken().snapshot

    def taken(self) -> Touched:
        """The archive as it is now, beside the last snapshot taken of it, by this reader or another before."""
        before = self._last if self._last is not None else Snapshot(self._kept.read())
        self.texts.forget()
        filed: dict[str, Filed] = {}
        gone: list[FiledArticle] = []
        come: list[FiledArticle] = []
        strays: list[Problem] = []
        fresh: set[int] = set()
        others: list[_Seen] = []
        for step in walk(self._docs):
            if isinstance(step, Problem):
                strays.append(step)
                continue
            path, entry = step
            stamp = _stamp(entry)
            held = before.filed.get(path)
            if held is not None and held.stamp is not None and held.stamp == stamp:
                # The same text as the article's own, which is held anyway.
                filed[held.article.path if held.article else path] = held
            else:
                # Its place among the others, which is the order of paths.
                filed[path] = _UNREAD
                others.append(_Seen(path, entry.path, stamp))
        read = self._read_together([seen for seen in others if seen.path not in before.filed])
        for seen in others:
            path = seen.path
            held = before.filed.get(path)
            now = read.pop(path, None) or self._current(seen, held)
            fresh.add(shelf_of(path))
            _note(held, now, gone, come)
            filed[path] = now
        taken = Snapshot(filed, tuple(strays))
        for path in before.filed.keys() - filed.keys():
            fresh.add(shelf_of(path))
            _note(before.filed[path], None, gone, come)
        self._put_by(taken, fresh, len(others))
        self._last = taken
        return Touched(taken, before, tuple(gone), tuple(come))

    def begin(self) -> None:
        """Have another process read what the next snapshot will ask for, where nothing is kept of many files."""
        if self._kept.are_none() and len(list(islice(walk(self._docs), _SHARED))) == _SHARED:
            self._halves = Halves(self._found, self._sent)

    def _found(self) -> list[_Seen]:
        steps = (step for step in walk(self._docs) if not isinstance(step, Problem))
        return [_Seen(path, entry.path, _stamp(entry)) for path, entry in steps]

    def _sent(self, seen: _Seen) -> tuple[Stamp | None, Stored] | None:
        """What a second process says of a file that it read; None of one that cannot be kept."""
        record = record_of(seen.path, *self._read(seen))
        return None if record is None else (seen.stamp, record)

    def _read_together(self, new: Sequence[_Seen]) -> dict[str, Filed]:
        """Many new files, read by two processes, by path; one that is missing is to be read."""
        halves, self._halves = self._halves, None
        if halves is None:
            if len(new) < _SHARED:
                return {}
            halves = Halves(lambda: new, self._sent)
        try:
            read = {seen.path: self._current(seen, None) for seen in halves.here(new)}
            stamps = {seen.path: seen.stamp for seen in new}
            for stamp, record in halves.there():
                # Found at another moment it may not be the same file.
                if record[0] not in read and stamps.get(record[0], _UNREAD) == stamp:
                    read[record[0]] = self._kept.filed(record)
            return read
        finally:
            halves.stop()

    def _current(self, seen: _Seen, held: Filed | None) -> Filed:
        """The file as it is now, read."""
        filed = self._read(seen).filed
        if held is not None and held.article is not None and held.says(filed):
            return held._replace(stamp=filed.stamp)
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
            file = self._docs / path
            held = filed.get(path)
            now = None
            if file.is_file() and not file.is_symlink():
                now = self._current(_Seen(path, str(file), _stamp_of(file)), held)
            _note(held, now, gone, come)
            if now is not None:
                filed[path] = now
            else:
                filed.pop(path, None)
        self._last = Snapshot(filed, before.strays)
        return Touched(self._last, before, tuple(gone), tuple(come))

    def _read(self, seen: _Seen) -> _Read:
        path, file, stamp = seen
        problems: list[Problem] = []
        # What is remembered of front matter is in the snapshot's own cache.
        read = read_file(path, file, reading_of, problems)
        kept = stamp if stamp is not None and stamp.settled(time.time()) else None
        if read is None:
            return _Read(Filed(kept, None, problems=tuple(problems)))
        fields = fields_from(path, read.reading.values, read.reading.extra)
        article = FiledArticle.of_values(fields, self.texts)
        packed = packed_of(path, article)
        head = digests.of_bytes(packed) if packed is not None else told_of(path, article)
        return _Read(
            Filed(kept, article, head, digests.of_text(read.page.body), tuple(problems)),
            packed,
        )

    def _put_by(self, taken: Snapshot, fresh: Set[int], read: int) -> None:
        """Keep what was read: of many files in another process, while this one makes an index of them."""
        self.settle()
        if read >= _SHARED:
            self._storing = Meanwhile(lambda: self._kept.write(taken.filed, fresh))
            if self._storing.is_under_way:
                return
            self._storing = None
        self._kept.write(taken.filed, fresh)

    def settle(self) -> None:
        """Wait until what was read is kept. Where the process that was to keep it ended early, the next one reads again."""
        if self._storing is not None:
            self._storing.take()
            self._storing = None

    def give_up(self) -> None:
        """After an error: nobody will ask for what is being read."""
        self.settle()
        if self._halves is not None:
            self._halves.stop()
            self._halves = None


class _Seen(NamedTuple):
    """A file as it was found, its path below archive/ and where it lies, and its stamp then; None where it could not be
    had."""

    path: str
    file: str
    stamp: Stamp | None


class _Read(NamedTuple):
    """A file as it was read, and its article's values as a record holds them (see `packed_of`)."""

    filed: Filed
    packed: bytes | None = None


#: Stands for a file that is to be read.
_UNREAD = Filed(None, None)

#: New files from which on a second process reads some of them. At 2,000 files this process reads for half as long.
_SHARED = 1_000


def _note(held: Filed | None, now: Filed | None, gone: list[FiledArticle], come: list[FiledArticle]) -> None:
    """Put a file's article among those that went and came, if it is not what it was."""
    was, here = held.article if held else None, now.article if now else None
    if was is not here:
        gone += [was] if was is not None else []
        come += [here] if here is not None else []


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        return Stamp.of(entry.stat(follow_symlinks=False))
    except OSError:
        return None


def _stamp_of(file: Path) -> Stamp | None:
    try:
        return Stamp.of(file.stat())
    except OSError:
        return None
