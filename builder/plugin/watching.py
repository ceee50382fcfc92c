"""Changes of files, told by the operating system: MkDocs looks at the times of all files four times a second."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

#: Reading a file is an event too; only these change one.
_CHANGING = frozenset({EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED})

#: What lies under archive/ and is no part of the site.
_APART = ("inbox/", ".captures/")


@dataclass(frozen=True, slots=True)
class Taken:
    """What changed since the last taking: articles by path relative to archive/, and whether anything else did.

    Authority files and the machine's own records are read again whatever changed.
    """

    articles: frozenset[str]
    elsewhere: bool


class Changes:
    """Collects changes until they are taken. Told from another thread."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs.absolute()
        self._lock = threading.Lock()
        self._articles: set[str] = set()
        self._elsewhere = False

    def tell(self, path: Path, *, folder: bool, gone: bool) -> bool:
        """Note a change; whether the site can depend on it. Of what happens to folders only their going is news: for
        each file in one that comes, the system tells of the file."""
        if folder and not gone:
            return False
        if not path.is_relative_to(self._docs):
            return self._note(elsewhere=True)
        within = path.relative_to(self._docs).as_posix()
        if within.startswith(_APART) or within.endswith("~"):
            return False
        if within.startswith((".machine/", "authority/")):
            return self._note()
        if any(part.startswith(".") for part in within.split("/")):
            return False
        if within.startswith("articles/") and within.endswith(".md") and not folder:
            return self._note(within)
        return self._note(elsewhere=True)

    def take(self) -> Taken:
        """Everything noted, once."""
        with self._lock:
            taken = Taken(frozenset(self._articles), self._elsewhere)
            self._articles, self._elsewhere = set(), False
        return taken

    def _note(self, article: str = "", *, elsewhere: bool = False) -> bool:
        with self._lock:
            if article:
                self._articles.add(article)
            self._elsewhere = self._elsewhere or elsewhere
        return True


class _Told(FileSystemEventHandler):
    """Passes on what changes; of a folder that is watched for one file's sake, only that file."""

    def __init__(self, server: LiveReloadServer, changes: Changes, only: Path | None = None) -> None:
        self._server = server
        self._changes = changes
        self._only = only

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGING:
            return
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        if self._only is not None:
            paths = [path for path in paths if Path(path) == self._only]
        gone = event.event_type == EVENT_TYPE_DELETED
        told = [self._changes.tell(Path(path), folder=event.is_directory, gone=gone) for path in paths]
        if any(told):
            with self._server._rebuild_cond:
                self._server._want_rebuild = True
                self._server._rebuild_cond.notify_all()


class Watch:
    """The server's watched paths, watched by the operating system in place of MkDocs's looking at them in turn."""

    def __init__(self, server: LiveReloadServer, changes: Changes) -> None:
        self._server = server
        self._changes = changes
        self._observer = Observer()
        server.observer.unschedule_all()
        server.observer = self._observer  # type: ignore[assignment]
        already = list(server._watched_paths)
        server._watch_refs.clear()
        server._watched_paths.clear()
        server.watch = self.watch  # type: ignore[method-assign]
        for path in already:
            self.watch(path)

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """What the server's own method does. A single file is watched in its folder: editors put a new file in the
        old one's place, which a watch on the file itself would not outlive. Raises OSError where the system has no
        watches left; its message says how many a user may have."""
        place = Path(path).absolute()
        name = str(place)
        if name in self._server._watched_paths or not place.exists():
            return
        if place.is_dir():
            handler = _Told(self._server, self._changes)
            reference = self._observer.schedule(handler, name, recursive=recursive)
        else:
            handler = _Told(self._server, self._changes, place)
            reference = self._observer.schedule(handler, str(place.parent), recursive=False)
        self._server._watch_refs[name] = reference
        self._server._watched_paths[name] = 1
