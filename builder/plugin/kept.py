"""The folder of the built site, kept from one build to the next: files that stay the same are not written again.

MkDocs empties the folder before it builds. Here it is moved aside before, and back after; then everything that the
last build's record does not vouch for is taken out, as MkDocs would have done, and put back at the end where the new
file has the same bytes. No step trusts a clock.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from filecmp import cmp
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from builder.derive.splices import Piece, Ready, Remade, Span

#: Folders remembered as there, so that the files beside one another ask once.
_FOLDERS = 1_000

#: How a file is opened that is written from its beginning.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Written(NamedTuple):
    """A file of the site as it was left: `path` from its root; size in bytes and times in nanoseconds.

    A tuple, since a site of 10,000 articles has 60,000 files and each is compared in every build.
    """

    path: str
    size: int
    modified: int
    changed: int

    @classmethod
    def of(cls, path: str, found: os.stat_result) -> Written:
        return cls(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


class ByName:
    """The bytes of a file whose path says what they are, so that one of the path that lies there has these very bytes:
    they are made where there is none."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[bytes]:
        yield self._make()


class KeptSite:
    """One site folder during one build."""

    def __init__(self, site: Path, stash: Path) -> None:
        """`stash` is a folder for what is taken out, on the same disk if possible; nothing else may be in it."""
        self.site = site
        self._beside = site.with_name(f".{site.name}.kept")
        self._stash = stash
        self._root = str(site)
        self._folders: set[str] = set()

    def put_aside(self) -> None:
        """Move the folder out of MkDocs's way. One that a killed build left aside is older, and goes."""
        if self.site.is_symlink() or not self.site.is_dir():
            return
        shutil.rmtree(self._beside, ignore_errors=True)
        try:
            self.site.rename(self._beside)
        except OSError:
            # A mount point cannot be moved: MkDocs then empties it, and all is made anew.
            return

    @property
    def aside(self) -> Path:
        """The folder as the last build left it, between `put_aside` and `put_back`, if there is one."""
        return self._beside

    def put_back(self, strange: Iterable[str]) -> bool:
        """Move the folder back without the files that are `strange` to the last build's record; whether it was there."""
        shutil.rmtree(self._stash, ignore_errors=True)
        if not self._beside.is_dir():
            return False
        if self.site.exists():
            shutil.rmtree(self._beside, ignore_errors=True)
            return False
        self._beside.rename(self.site)
        for path in strange:
            self._take_out(path)
        return True

    def drop(self) -> None:
        """Forget what was put aside: nothing vouches for it."""
        shutil.rmtree(self._beside, ignore_errors=True)
        shutil.rmtree(self._stash, ignore_errors=True)

    def give_up(self) -> None:
        """After an error: put back what still lies aside."""
        if self._beside.is_dir() and not self.site.exists():
            self._beside.rename(self.site)

    def write(self, path: str, parts: Iterable[bytes], old: Written | None) -> Written:
        """Write a file, unless `old`, which lies there, has these very bytes. A file is never left half written
        under its name where one lay before."""
        if type(parts) is tuple and len(parts) == 1:
            # Nearly all.
            (content,) = parts
        else:
            if old is not None and isinstance(parts, ByName):
                return old
            if isinstance(parts, Remade):
                return self._write_long(path, parts.pieces(None if old is None else self.site / path), old)
            coming = iter(parts)
            begun = tuple(islice(coming, 2))
            if len(begun) > 1:
                return self._write_long(path, chain(begun, coming), old)
            content = b"".join(begun)
        if old is not None:
            file = self.site / path
            if old.size == len(content) and file.read_bytes() == content:
                return old
            # A new file, not new bytes in the old one: it may be linked from a copy of the site.
            file.unlink(missing_ok=True)
        opened = self._opened(path)
        try:
            _write_all(opened, content)
            return Written.of(path, os.fstat(opened))
        finally:
            os.close(opened)

    def _opened(self, path: str) -> int:
        """The file, empty, in its folder, which is asked for once. By the system's own calls: a site is tens of thousands
        of small files, most alone in a folder, and Python's objects for paths and streams took as long as writing."""
        target = f"{self._root}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            _make(folder)
            if len(self._folders) >= _FOLDERS:
                self._folders.clear()
            self._folders.add(folder)
        try:
            return os.open(target, _NEW, 0o666)
        except FileNotFoundError:
            Path(folder).mkdir(parents=True, exist_ok=True)
            return os.open(target, _NEW, 0o666)

    def exchange(self, path: str, parts: Iterable[bytes]) -> Written:
        """Write a file that a browser may ask for at this moment: it gets the old bytes or the new ones."""
        return self._write_long(path, parts, None)

    def _write_long(self, path: str, pieces: Iterable[Piece], old: Written | None) -> Written:
        """The same for a file that is never held whole."""
        file = self.site / path
        beside = file.with_name(f".{file.name}.part")
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb", buffering=0) as stream:
            for piece in pieces:
                if isinstance(piece, bytes):
                    _write_all(stream.fileno(), piece)
                elif isinstance(piece, Span):
                    _copy(piece, stream.fileno())
                else:
                    _move(piece, beside, stream.fileno())
        if old is not None and old.size == beside.stat().st_size and cmp(file, beside, shallow=False):
            beside.unlink()
            return old
        beside.replace(file)
        return Written.of(path, file.lstat())

    def is_there(self, written: Written) -> bool:
        """Whether the file lies there as it was left."""
        try:
            return Written.of(written.path, (self.site / written.path).lstat()) == written
        except OSError:
            return False

    def there(self, paths: Iterable[str]) -> Iterator[Written]:
        """Those of the files that lie there, as they lie."""
        for path in paths:
            try:
                found = (self.site / path).lstat()
            except OSError:
                continue
            yield Written.of(path, found)

    def remove(self, paths: Iterable[str]) -> None:
        """Take files away that no page has any more, and the folders that they leave empty."""
        for path in paths:
            file = self.site / path
            file.unlink(missing_ok=True)
            for folder in file.parents:
                if folder == self.site:
                    break
                try:
                    folder.rmdir()
                except OSError:
                    break

    def settle(self) -> None:
        """Where MkDocs wrote a file that had been taken out, with the same bytes, put the old one back: its times
        tell whoever copies the site that it did not change."""
        if not self._stash.is_dir():
            return
        for found in files_below(self._stash):
            old, new = self._stash / found.path, self.site / found.path
            try:
                same = new.stat().st_size == found.size and new.read_bytes() == old.read_bytes()
                if same:
                    old.replace(new)
            except OSError:
                continue
        shutil.rmtree(self._stash, ignore_errors=True)

    def _take_out(self, path: str) -> None:
        source, target = self.site / path, self._stash / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
        except OSError:
            source.unlink(missing_ok=True)
        for folder in source.parents:
            if folder == self.site:
                break
            try:
                folder.rmdir()
            except OSError:
                break


def _write_all(opened: int, content: bytes) -> None:
    written = os.write(opened, content)
    while written < len(content):
        # By parts of it that are no copies.
        written += os.write(opened, memoryview(content)[written:])


#: How the system says that it does not copy between two such files by itself.
_NOT_SO = frozenset((errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV, errno.EPERM))


def _copy(span: Span, opened: int) -> None:
    """Copy bytes of a file, without looking at them where the system can."""
    begin, end = span.begin, span.end
    if hasattr(os, "copy_file_range"):
        with span.file.open("rb") as stream:
            try:
                while begin < end:
                    copied = os.copy_file_range(stream.fileno(), opened, end - begin, begin)
                    if not copied:
                        break
                    begin += copied
            except OSError as fault:
                if fault.errno not in _NOT_SO:
                    raise
    for part in Span(span.file, begin, end).octets():
        _write_all(opened, part)


def _move(ready: Ready, target: Path, opened: int) -> None:
    """Put a file in the place of an empty one, `opened`; on another disk, copy it."""
    try:
        ready.file.replace(target)
    except OSError:
        _copy(Span(ready.file, 0, ready.file.stat().st_size), opened)


def _make(folder: str) -> None:
    """The folder, most often the only one of its way that is not there yet."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - some tens of thousands of times a build, at half of the cost
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        if not Path(folder).is_dir():
            raise


def files_below(folder: Path) -> Iterator[Written]:
    """Every file below a folder, links as themselves. Hidden ones at the top are left alone, as MkDocs leaves them;
    a folder that is not there has none."""
    return (Written(*one) for one in listed_below(folder))


def listed_below(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """The same as plain tuples: of 60,000 files a build wants no more."""
    pending = [(str(folder), "")]
    while pending:
        where, within = pending.pop()
        try:
            entries = os.scandir(where)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                path = within + entry.name
                if not within and entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append((entry.path, f"{path}/"))
                else:
                    found = entry.stat(follow_symlinks=False)
                    yield path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
