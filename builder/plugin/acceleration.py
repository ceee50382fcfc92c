"""The quick way from an archive to its site: pages aside of MkDocs's loops, put in shells, made only when stale."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from builder.derive.site import Site
from builder.errors import BuilderError, Busy
from builder.plugin import digests, ordinary
from builder.plugin.aside import FilesAside
from builder.plugin.filed import Texts
from builder.plugin.holdings import Holdings
from builder.plugin.kept import KeptSite, Written
from builder.plugin.making import Making, Workshop
from builder.plugin.plan import Planned
from builder.plugin.record import Made, Record, RecordFile
from builder.plugin.rendering import base_of
from builder.plugin.shell import Own, Parts, Render, Shell, ShellKey, Shells, differs
from builder.plugin.state import State
from builder.plugin.units import Maker, Unit, units
from builder.store.lock import exclusive

log = get_plugin_logger("archive")

#: Seconds between looks at whether another build has ended that writes to the same folder.
_AGAIN = 0.2


@dataclass(frozen=True)
class Craft:
    """What makes files from an archive's holdings, known once MkDocs's configuration is.

    `maker` fills the shells it is given, and takes over what the maker before it compared; `dress` adds to a template's context what every page shows around its own
    part; `key` is the fingerprint of all this. `called` are the paths of pages that the configuration calls by a name.
    """

    maker: Callable[[Holdings, Shells, Maker | None], Maker]
    dress: Callable[[TemplateContext, str], TemplateContext]
    site: Site
    key: str
    search: bool
    called: frozenset[str]


@dataclass(frozen=True)
class Stage:
    """A build's MkDocs side, known when MkDocs begins to render."""

    config: MkDocsConfig
    files: FilesAside
    nav: Navigation
    env: jinja2.Environment


class Acceleration:
    """One build's quick way, from before MkDocs empties the site folder until its last event."""

    def __init__(self, site: Path, cache: Path) -> None:
        name = digests.of_text(str(site))
        self._record = RecordFile(cache / f"{name}.json")
        self._lock = cache / f"{name}.lock"
        self._kept = KeptSite(site, cache / f"{name}.stash")
        self._held = ExitStack()
        self._before = Record()
        self._old: Mapping[str, Written] = {}
        self._reused: dict[str, Made] = {}
        self._changes: frozenset[str] | None = None
        self._making: Making | None = None

    def begin(self) -> None:
        """Before MkDocs empties the folder. Waits for another build that writes to the same one."""
        told = False
        while True:
            try:
                self._held.enter_context(exclusive(self._lock))
                break
            except Busy:
                if not told:
                    log.info("Another build is writing to the same folder; waiting for it to end")
                told = True
                time.sleep(_AGAIN)
        self._kept.put_aside()

    def put_back(self, key: str) -> None:
        """After MkDocs has emptied the folder: what the last build left, as far as its record vouches for it."""
        self._before = self._record.read()
        if self._before.key == key:
            self._old = self._kept.put_back(self._before.files())
        else:
            self._before = Record()
            self._kept.drop()
        self._record.remove()

    def make(
        self, state: State, texts: Texts, craft: Craft, stage: Stage, processes: int | None = None
    ) -> None:
        """Begin to make what is stale."""
        shells = give_back_unless_sound(state, craft, stage) or Shells()
        found = list(units(state.held, stage.files.is_ours, search=craft.search))
        stale = [unit for unit in found if not self._reuse(unit, shells, state)]
        log.debug("%d of %d units are made anew", len(stale), len(found))
        self._drop_gone({unit.name for unit in found})
        workshop = Workshop(
            state.held, texts, self._kept, shells, lambda held: craft.maker(held, shells, None), self._old
        )
        self._making = Making(workshop, stale, processes)

    def finish(self, state: State, key: str) -> None:
        """Wait for what is being made, take away what no unit has any more, and write the record."""
        assert self._making is not None
        made = dict(self._reused)
        try:
            made.update((result.name, result.made) for result in self._making.results())
        except BuilderError as fault:
            raise PluginError(str(fault)) from fault
        finally:
            self._making.stop()
        for name in sorted(made):
            for warned in made[name].warned:
                log.log(warned.level, "%s", warned.text)
        present = {written.path for unit in made.values() for written in unit.files}
        self._kept.remove(
            path for path in self._old if path not in present and self._kept.is_there(self._old[path])
        )
        self._kept.settle()
        looked_at = dict.fromkeys(fact for name in sorted(made) for fact in made[name].facts)
        self._record.write(Record(key, made, {fact: state.facts[fact] for fact in looked_at}))
        self._held.close()

    def give_up(self) -> None:
        """After an error: the next build finds either the old site with its record, or no record."""
        if self._making is not None:
            self._making.stop()
        self._kept.give_up()
        self._held.close()

    def _reuse(self, unit: Unit, shells: Shells, state: State) -> bool:
        """Whether what the last build made of the unit is what this one would."""
        made = self._before.units.get(unit.name)
        if made is None or any(self._old.get(written.path) is None for written in made.files):
            return False
        shell = shells.of(unit.page).digest if unit.page else ""
        if made.shell != shell or not self._changed(state).isdisjoint(made.facts):
            return False
        self._reused[unit.name] = made
        return True

    def _drop_gone(self, names: set[str]) -> None:
        """Take away the files of units that are no more, before MkDocs writes its own pages: a person's page may now
        lie where one of the archive's did."""
        gone = {
            written.path
            for name, made in self._before.units.items()
            if name not in names
            for written in made.files
            if written.path in self._old
        }
        if gone:
            self._kept.remove(gone)
            self._old = {path: written for path, written in self._old.items() if path not in gone}

    def _changed(self, state: State) -> frozenset[str]:
        if self._changes is None:
            facts = self._before.facts
            self._changes = frozenset(fact for fact, digest in facts.items() if state.facts[fact] != digest)
        return self._changes


def give_back_unless_sound(state: State, craft: Craft, stage: Stage) -> Shells | None:
    """The shells; None where they are not sound, and MkDocs has every page back."""
    shells = sound_shells(state, craft, stage)
    if shells is None:
        for path in stage.files.give_back():
            ordinary.populated(path, stage.config, stage.files)
    return shells


def sound_shells(state: State, craft: Craft, stage: Stage) -> Shells | None:
    """A shell for every sort of page and for each that MkDocs has read; None, with a warning, where filling one in
    gives another page than MkDocs and Material would, seen from a trial of every shell and from real pages made both
    ways."""
    files, planned = stage.files, list(state.held.plan())
    read = {file.src_uri: file.page for file in files.have_read(page.path for page in planned)}
    shells = Shells((page.url for page in stage.nav.pages), read)
    first: dict[ShellKey, Planned] = {}
    last: dict[ShellKey, Planned] = {}
    for page in planned:
        if files.is_ours(page.path):
            key = shells.key(page)
            first.setdefault(key, page)
            last[key] = page
    for key, page in first.items():
        made = read.get(page.path) or ordinary.populated(page.path, stage.config, files)
        render = _render(made, page, craft, stage)
        called = str(made.title) if page.path in craft.called else ""
        shell = Shell.cut(render, Own(made.content or "", called))
        if differs(shell, render):
            _warn(page)
            return None
        shells.add(key, shell)
    maker = craft.maker(state.held, shells, None)
    for page in last.values():
        made = read.get(page.path) or ordinary.populated(page.path, stage.config, files)
        if maker.page(page) != ordinary.rendered(made, stage.config, files, stage.nav, stage.env):
            _warn(page)
            return None
    _check_anchors(read.values(), planned, maker, stage)
    return shells


def _check_anchors(
    read: Iterable[Page | None], planned: Sequence[Planned], maker: Maker, stage: Stage
) -> None:
    """What MkDocs does after it has written all pages: look whether the places that links lead to are there."""
    for file in stage.files.asked():
        file.page = None
    own = [file.page for file in stage.files.documentation_pages() if file.page is not None]
    pages = [page for page in (*own, *read) if page is not None and page.links_to_anchors]
    wanted = {file.src_uri: file for page in pages for file in page.links_to_anchors or {}}
    for plan in planned:
        linked = wanted.get(plan.path)
        if linked is not None:
            target = linked.page or Page(None, linked, stage.config)
            target.present_anchor_ids = (target.present_anchor_ids or set()) | ordinary.anchors(
                maker.page(plan)
            )
    for page in read:
        if page is not None:
            page.validate_anchor_links(files=stage.files, log_level=stage.config.validation.links.anchors)


def _warn(page: Planned) -> None:
    log.warning(
        "The templates make '%s' otherwise than its parts put in place; every page is rendered in full, which takes "
        "longer. A template that does more with a title or an address than print it is the usual cause",
        page.path,
    )


def _render(made: Page, page: Planned, craft: Craft, stage: Stage) -> Render:
    """Material's template around given parts, at the place of `page`."""

    def render(parts: Parts) -> str:
        title, canonical = made.title, made.canonical_url
        if page.path not in craft.called:
            made.title = parts.name
        made.canonical_url = parts.canonical if stage.config.site_url else None
        made.active = True
        try:
            context = ordinary.context_of(made, stage.config, stage.files, stage.nav)
            craft.dress(context, base_of(page.address))
            context["archive"] = parts.composed  # type: ignore[typeddict-unknown-key]
            return stage.env.get_template("main.html").render(context)
        finally:
            made.title, made.canonical_url, made.active = title, canonical, False

    return render
