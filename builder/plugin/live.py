"""The site while it is edited: a page is made when a browser asks for it, and again when one of its facts changed."""

from __future__ import annotations

import gc
import html
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

from builder.derive.plan import about
from builder.errors import BuilderError
from builder.plugin import searching
from builder.plugin.cutting import are_sound, cut_shells, give_back
from builder.plugin.finding import Finder
from builder.plugin.indexing import Indexing
from builder.plugin.kept import KeptSite, Written
from builder.plugin.making import make_one
from builder.plugin.recorder import Recorder
from builder.plugin.shell import Shells
from builder.plugin.snapshot import Reader
from builder.plugin.stage import Craft, Stage
from builder.plugin.state import State
from builder.plugin.tracking import tracked
from builder.plugin.units import Maker, Sort, Unit
from builder.plugin.watching import Changes, Watch

log = get_plugin_logger("archive")

#: Seconds without a change after which an edit counts as saved: editors write a file in several steps within a few
#: milliseconds. MkDocs waits 0.1.
QUIET = 0.03

#: A part of the search index of up to this many articles is made anew while the reader of a preview waits for it (0.7 s
#: for 250, with the others of it kept); while a larger one is, the search goes on as it was.
SEARCH_WAITS = 500


@dataclass(frozen=True, slots=True)
class Fresh:
    """A unit as it was made for the preview: its facts with their fingerprints then, its files, its shell."""

    unit: Unit
    facts: tuple[tuple[str, str], ...]
    files: tuple[Written, ...]
    shell: str


class Live:
    """One `mkdocs serve`. `open` is called after each build of MkDocs's own; `attach` once."""

    def __init__(self, root: Path) -> None:
        self.reader = Reader(root / "archive", root / ".cache", lenient=True)
        self._docs = root / "archive"
        self._lock = threading.RLock()
        self._recorder = Recorder()
        self._state: State | None = None
        self._craft: Craft | None = None
        self._shells = Shells()
        self._maker: Maker | None = None
        self._site: KeptSite | None = None
        self._finder: Finder | None = None
        self._indexing = Indexing(self._index)
        self._made: dict[str, Fresh] = {}
        self._fault = ""
        self._sound = False

    def open(self, state: State, craft: Craft, stage: Stage) -> None:
        """MkDocs builds: everything may have changed, templates, configuration, articles. Nothing is made yet."""
        shells = cut_shells(state, craft, stage)
        ours = (page for page in state.held.plan() if stage.files.is_ours(page.path))
        if shells is not None and not are_sound(shells, ours, state, craft, stage):
            shells = None
        if shells is None:
            give_back(stage)
        site = Path(stage.config.site_dir)
        with self._lock:
            self._made.clear()
            self._site = KeptSite(site, site.with_name(f"{site.name}.stash"))
            self._is_ours = stage.files.is_ours
            self._take(state, craft, shells or Shells())
            self._sound = shells is not None
        gc.enable()
        gc.freeze()

    def follow(self, state: State) -> bool:
        """The archive has changed. Whether that is all: a page of a sort that has no shell yet, or a problem that
        every page must show or no longer show, needs a build of MkDocs's."""
        if self._state is None or self._craft is None:
            return False
        held = state.held
        if held.problems != self._state.held.problems:
            return False
        pages = (page for article in state.come for page in about(held.library, held.years, article))
        if not all(self._shells.has(page) for page in pages):
            return False
        with self._lock:
            self._is_ours = _any
            self._take(state, self._craft, self._shells)
        return True

    def _take(self, state: State, craft: Craft, shells: Shells) -> None:
        held = tracked(state.held, self._recorder)
        self.reader.texts.note = self._recorder.note_body
        self._maker = craft.maker(held, shells, self._maker, None)
        self._state, self._craft, self._shells = state, craft, shells
        self._finder = Finder(state.held, self._is_ours, search=craft.search)
        for name, fresh in list(self._made.items()):
            if fresh.files and not self._is_still(name, fresh.files[0].path):
                self._remove(self._made.pop(name).files)

    def _is_still(self, name: str, file: str) -> bool:
        """Whether a unit that was made is one still."""
        assert self._finder is not None
        unit = self._finder.unit(file)
        return unit is not None and _name(unit) == name

    def attach(
        self,
        server: LiveReloadServer,
        build: Callable[[], object],
        follow: Callable[[Iterable[str]], bool],
    ) -> None:
        """Make the server ask here before it looks for a file, and build only what edits cannot be followed for.

        `follow` takes changed articles, by path, and says whether that was enough; `build` is MkDocs's own.
        """
        changes = Changes(self._docs)
        Watch(server, changes)
        plain = server.serve_request

        def rebuild() -> None:
            taken = changes.take()
            self._fault = ""
            try:
                if taken.elsewhere or not follow(taken.articles):
                    build()
            except (MkDocsException, BuilderError, jinja2.TemplateError, OSError) as fault:
                # The server would otherwise answer nothing until it is mended, and say why only in the terminal.
                self._fault = _worded(fault)
                log.error("%s", self._fault)

        def answer(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
            path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
            if not path.startswith("/livereload/"):
                with server._epoch_cond:
                    server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
                file = _within(path, server.mount_path)
                message = self._fault or self._ensure(file)
                if message:
                    return _told(message, server, start)
                if file.startswith(searching.FOLDER) and (content := self._exchanged(file)) is not None:
                    kind = server._guess_type(file)  # type: ignore[no-untyped-call]
                    start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
                    return [content]
            return plain(environ, start)

        server.builder = rebuild
        server.build_delay = QUIET
        server.set_app(answer)

    def _ensure(self, file: str) -> str:
        """Have the file made, if it is one of ours and not as it should be; gives what went wrong, or ''."""
        assert self._finder is not None
        unit = self._finder.unit(file)
        if unit is None:
            return ""
        if unit.shard is not None:
            return self._ensure_part(unit)
        try:
            with self._lock:
                if not self._is_fresh(unit):
                    self._make(unit)
        except (BuilderError, jinja2.TemplateError, OSError) as fault:
            place = (
                f"{fault.filename}:{fault.lineno}: " if isinstance(fault, jinja2.TemplateSyntaxError) else ""
            )
            log.error("%s%s", place, fault)
            return f"{place}{fault}"
        return ""

    def _ensure_part(self, unit: Unit) -> str:
        """The same for a part of the search index, made while pages are served. Who asks for one that is not there yet
        is about to search all: the others follow."""
        assert self._finder is not None
        name = _name(unit)
        with self._lock:
            made = name in self._made
            if self._is_fresh(unit):
                return ""
        self._indexing.want([(name, unit)], first=True)
        if not made:
            with self._lock:
                missing = [(_name(u), u) for u in self._finder.parts() if _name(u) not in self._made]
            self._indexing.want(one for one in missing if one[0] != name)
        elif unit.shard is not None and len(unit.shard.articles) > SEARCH_WAITS:
            return ""
        return self._indexing.wait(name)

    def _exchanged(self, file: str) -> bytes | None:
        """A file that may be replaced at any moment. MkDocs opens it and then asks for its size, which may be that of
        another file by then."""
        assert self._site is not None
        with self._lock:
            try:
                return (self._site.site / file).read_bytes()
            except OSError:
                return None

    def _is_fresh(self, unit: Unit) -> bool:
        assert self._state is not None
        made = self._made.get(_name(unit))
        if made is None:
            return False
        facts = self._state.facts
        return (
            made.unit == unit
            and made.shell == self._shell(unit)
            and all(facts[fact] == digest for fact, digest in made.facts)
        )

    def _shell(self, unit: Unit) -> str:
        return self._shells.of(unit.page).digest if unit.page else ""

    def _make(self, unit: Unit) -> None:
        assert self._state is not None and self._maker is not None and self._site is not None
        made = make_one(unit, self._maker, self._recorder, self._site, self._shells, {})
        self._put(unit, made.facts, made.files, self._state)

    def _put(self, unit: Unit, facts: Iterable[str], files: tuple[Written, ...], state: State) -> None:
        """Files were written: those that the unit had before and has no more go."""
        before = self._made.get(_name(unit))
        if before is not None:
            present = {written.path for written in files}
            self._remove(written for written in before.files if written.path not in present)
        digests = tuple((fact, state.facts[fact]) for fact in facts)
        self._made[_name(unit)] = Fresh(unit, digests, files, self._shell(unit))

    def _index(self, unit: Unit) -> str:
        """Make a part of the search index, in the thread for these; gives what went wrong, or ''."""
        assert self._state is not None and self._craft is not None and unit.shard is not None
        state, recorder = self._state, Recorder()
        maker = self._craft.maker(tracked(state.held, recorder), self._shells, None, None)
        try:
            files = list(maker.files(unit))
        except (BuilderError, OSError) as fault:
            log.error("%s", fault)
            return str(fault)
        facts = {*recorder.take(), *(f"b:{identity}" for identity in unit.shard.articles)}
        with self._lock:
            if self._site is not None:
                # The entry leads to all others: a search that begins meanwhile finds one state or the other.
                files.sort(key=lambda file: file.path.endswith("-entry.json"))
                written = tuple(self._site.exchange(file.path, file.parts()) for file in files)
                self._put(unit, sorted(facts), written, state)
        return ""

    def _remove(self, files: Iterable[Written]) -> None:
        if self._site is not None:
            self._site.remove([written.path for written in files])


def _worded(fault: Exception) -> str:
    """The fault with its place, for a template's too."""
    if isinstance(fault, jinja2.TemplateSyntaxError):
        return f"{fault.filename or fault.name}:{fault.lineno}: {fault.message}"
    return str(fault) or type(fault).__name__


def _name(unit: Unit) -> str:
    """What a unit is kept by: a part of the search index by where it lies, whatever articles it has."""
    return f"{unit.sort.value}:{unit.key[0]}" if unit.sort is Sort.SEARCH else unit.name


def _any(path: str) -> bool:
    """Once the server runs, a page that appears is ours."""
    return True


def _within(path: str, mount: str) -> str:
    """The file that a request is for, from the root of the site."""
    file = path[len(mount) :] if path.startswith(mount) else path.lstrip("/")
    return f"{file}index.html" if not file or file.endswith("/") else file


def _told(message: str, server: LiveReloadServer, start: Callable[..., object]) -> Iterable[bytes]:
    """A page that says what is broken, and reloads when that is mended."""
    page = (
        "<!doctype html><html><head><meta charset='utf-8'><title>Broken</title></head><body>"
        f"<h1>This cannot be shown</h1><pre>{html.escape(message)}</pre></body></html>"
    ).encode()
    page = server._inject_js_into_html(page, server._visible_epoch)  # type: ignore[no-untyped-call]
    start("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
    return [page]
