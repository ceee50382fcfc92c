"""The site while it is edited: a page is made when a browser asks for it, and again when one of its facts changed."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jinja2
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

from builder.derive import addresses
from builder.errors import BuilderError
from builder.plugin import searching
from builder.plugin.acceleration import Craft, Stage, are_sound, cut_shells, give_back
from builder.plugin.facts import tracked
from builder.plugin.kept import KeptSite, Written
from builder.plugin.making import Recorder, make_one
from builder.plugin.plan import Planned
from builder.plugin.shell import Shells
from builder.plugin.snapshot import Reader
from builder.plugin.state import State
from builder.plugin.units import Maker, Sort, Unit, page_file, units
from builder.plugin.watching import Changes, Watch

log = get_plugin_logger("archive")

#: Seconds without a change after which an edit counts as saved: editors write a file in several steps within a few
#: milliseconds. MkDocs waits 0.1.
QUIET = 0.03

#: Archives up to this many articles are indexed anew for the search of a preview after an edit (1.3 s for 1,000).
SEARCH_FOLLOWS = 2_000


@dataclass(frozen=True, slots=True)
class Fresh:
    """A unit as it was made for the preview: its facts with their fingerprints then, its files, its shell."""

    facts: tuple[tuple[str, str], ...]
    files: tuple[Written, ...]
    shell: str


@dataclass(frozen=True, slots=True)
class Shape:
    """All that says which units an archive has: edits that leave it leave the map of files to units."""

    plan: tuple[Planned, ...]
    entries: tuple[object, ...]
    articles: tuple[object, ...]


def _shape(state: State) -> Shape:
    library = state.held.library
    return Shape(
        tuple(state.held.plan()),
        (tuple(library.stories), tuple(library.entities), tuple(library.sources), library.redirects),
        (library.chronological, *((a.story, a.date, a.status) for a in library.articles.values())),
    )


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
        self._by_file: dict[str, Unit] = {}
        self._made: dict[str, Fresh] = {}
        self._shape: Shape | None = None
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

    def follow(self, state: State) -> bool:
        """The archive has changed. Whether that is all: a page of a sort that has no shell yet, or a problem that
        every page must show or no longer show, needs a build of MkDocs's."""
        if self._state is None or self._craft is None:
            return False
        old = self._state.held
        if state.held.problems != old.problems:
            return False
        known = {page.path for page in old.plan()}
        new = {
            page.path for page in state.held.plan() if page.path not in known and not self._shells.has(page)
        }
        if new:
            return False
        with self._lock:
            self._is_ours = _any
            self._take(state, self._craft, self._shells)
        return True

    def _take(self, state: State, craft: Craft, shells: Shells) -> None:
        held = tracked(state.held, self._recorder.note)
        self.reader.texts.note = self._recorder.note_body
        self._maker = craft.maker(held, shells, self._maker, None)
        self._state, self._craft, self._shells = state, craft, shells
        shape = _shape(state)
        if shape == self._shape and self._made:
            return
        self._shape = shape
        self._by_file = dict(_files(state, self._is_ours, search=craft.search))
        gone = self._made.keys() - {unit.name for unit in self._by_file.values()}
        for name in gone:
            self._remove(self._made.pop(name).files)

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
                message = self._fault or self._ensure(_within(path, server.mount_path))
                if message:
                    return _told(message, server, start)
            return plain(environ, start)

        server.builder = rebuild
        server.build_delay = QUIET
        server.set_app(answer)

    def _ensure(self, file: str) -> str:
        """Have the file made, if it is one of ours and not as it should be; gives what went wrong, or ''."""
        unit = self._by_file.get(file)
        if unit is None and file.startswith("pagefind/"):
            part = "/".join(file.split("/")[:2])
            unit = self._by_file.get(f"{part}/pagefind-entry.json") or self._by_file.get(
                "pagefind/pagefind-entry.json"
            )
        if unit is None and file.startswith("sitemap"):
            unit = self._by_file.get("urls.txt")
        if unit is None:
            return ""
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

    def _is_fresh(self, unit: Unit) -> bool:
        assert self._state is not None
        made = self._made.get(unit.name)
        if made is None:
            return False
        if unit.sort is Sort.SEARCH and len(self._state.held.library.articles) > SEARCH_FOLLOWS:
            return True
        facts = self._state.facts
        return made.shell == self._shell(unit) and all(facts[fact] == digest for fact, digest in made.facts)

    def _shell(self, unit: Unit) -> str:
        return self._shells.of(unit.page).digest if unit.page else ""

    def _make(self, unit: Unit) -> None:
        assert self._state is not None and self._maker is not None and self._site is not None
        made = make_one(unit, self._maker, self._recorder, self._site, self._shells, {})
        before = self._made.get(unit.name)
        if before is not None:
            present = {written.path for written in made.files}
            self._remove(written for written in before.files if written.path not in present)
        facts = self._state.facts
        self._made[unit.name] = Fresh(
            tuple((fact, facts[fact]) for fact in made.facts), made.files, made.shell
        )

    def _remove(self, files: Iterable[Written]) -> None:
        if self._site is not None:
            self._site.remove([written.path for written in files])


def _worded(fault: Exception) -> str:
    """The fault with its place, for a template's too."""
    if isinstance(fault, jinja2.TemplateSyntaxError):
        return f"{fault.filename or fault.name}:{fault.lineno}: {fault.message}"
    return str(fault) or type(fault).__name__


def _any(path: str) -> bool:
    """Once the server runs, a page that appears is ours."""
    return True


def _within(path: str, mount: str) -> str:
    """The file that a request is for, from the root of the site."""
    file = path[len(mount) :] if path.startswith(mount) else path.lstrip("/")
    return f"{file}index.html" if not file or file.endswith("/") else file


def _files(state: State, is_ours: Callable[[str], bool], *, search: bool) -> Iterator[tuple[str, Unit]]:
    """Every file that a unit may make, with the unit."""
    library = state.held.library
    for unit in units(state.held, is_ours, search=search):
        if unit.page is not None:
            yield page_file(unit.page), unit
        match unit.sort:
            case Sort.ARTICLE:
                article = library.articles[unit.key[0]]
                yield f"{unquote(addresses.permalink(article.id))}index.html", unit
                yield f"{unquote(addresses.address(article.path))}index.json", unit
            case Sort.STORY:
                yield from _beside(library.stories[unit.key[0]].url, unit)
            case Sort.SOURCE:
                yield from _beside(library.sources[unit.key[0]].url, unit)
            case Sort.FEED:
                yield "feed.xml", unit
                yield "feed.json", unit
            case Sort.FORMER:
                for redirect in library.redirects:
                    yield f"{redirect.path.removesuffix('.md')}/index.html", unit
            case Sort.DOWNLOAD:
                yield unit.key[0], unit
            case Sort.WHOLE:
                yield "urls.txt", unit
            case Sort.SEARCH:
                yield f"pagefind/{unit.key[0]}pagefind-entry.json", unit
            case Sort.SHARDS:
                yield searching.LIST, unit
    for entity in library.entities.values():
        yield from _beside(entity.url, Unit(Sort.ENTITY, (entity.key.type.value, entity.key.name)))


def _beside(address: str, unit: Unit) -> Iterator[tuple[str, Unit]]:
    for name in ("index.json", "feed.xml", "feed.json"):
        yield f"{unquote(address)}{name}", unit


def _told(message: str, server: LiveReloadServer, start: Callable[..., object]) -> Iterable[bytes]:
    """A page that says what is broken, and reloads when that is mended."""
    page = (
        "<!doctype html><html><head><meta charset='utf-8'><title>Broken</title></head><body>"
        f"<h1>This cannot be shown</h1><pre>{html.escape(message)}</pre></body></html>"
    ).encode()
    page = server._inject_js_into_html(page, server._visible_epoch)  # type: ignore[no-untyped-call]
    start("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
    return [page]
