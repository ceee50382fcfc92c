"""Shells cut from Material's template, and tried on real pages before any other is put in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page

from builder.derive.entries import EntityKey
from builder.model.entities import EntityType
from builder.plugin import ordinary
from builder.plugin.plan import PageKind, Planned
from builder.plugin.rendering import base_of
from builder.plugin.shell import Own, Parts, Render, Shell, ShellKey, Shells, differs
from builder.plugin.stage import Craft, Stage
from builder.plugin.state import State
from builder.plugin.units import Maker

log = get_plugin_logger("archive")


def give_back(stage: Stage) -> None:
    """MkDocs makes every page itself."""
    for path in stage.files.give_back():
        ordinary.populated(path, stage.config, stage.files)


def cut_shells(
    state: State, craft: Craft, stage: Stage, of_all: Iterable[Planned] | None = None
) -> Shells | None:
    """A shell for every sort of page, and for each page that MkDocs has read; None, with a warning, where filling in
    parts that are hard to get right gives another page than the template would. `of_all` are pages of every sort that
    there is, where somebody knows them without looking through all."""
    files = stage.files
    pages = stage.pages
    read = {file.src_uri: file.page for file in files.have_read(pages)}
    shells = Shells((page.url for page in stage.nav.pages), read)
    first: dict[ShellKey, Planned] = {}
    for page in pages.values() if of_all is None else of_all:
        if files.is_ours(page.path):
            first.setdefault(shells.key(page), page)
    pages.know(first.values())
    for key, page in first.items():
        made = read.get(page.path) or ordinary.populated(page.path, stage.config, files)
        render = _render(made, page, craft, stage)
        called = str(made.title) if page.path in craft.called else ""
        shell = Shell.cut(render, Own(made.content or "", called))
        if differs(shell, render):
            _warn(page)
            return None
        shells.add(key, shell)
    shells.first = tuple(first.values())
    _check_anchors(read.values(), pages, craft.maker(state.held, shells, None, None), stage)
    return shells


def are_sound(shells: Shells, pages: Iterable[Planned], state: State, craft: Craft, stage: Stage) -> bool:
    """Whether real pages come out of the shells as MkDocs and Material make them; if not, that is warned of.

    Of `pages`, those about to be made, one is tried of every sort that shares a shell: a page with a shell of its own
    was the one that the shell was cut from.
    """
    sample: dict[ShellKey, Planned] = {}
    for page in pages:
        key = shells.key(page)
        if key.folder != page.path and (
            key not in sample or _lists(page, state) < _lists(sample[key], state)
        ):
            sample[key] = page
    maker = craft.maker(state.held, shells, None, None)
    stage.pages.know(sample.values())
    for page in sample.values():
        made = ordinary.populated(page.path, stage.config, stage.files)
        whole = ordinary.rendered(made, stage.config, stage.files, stage.nav, stage.env)
        # The parts are the same ones both times: what is tried is the shell.
        if (
            whole.composed is None
            or (made.content or "") != shells.of(page).own.lead
            or maker.filled(page, whole.composed) != whole.html
        ):
            _warn(page)
            return False
    return True


def _lists(page: Planned, state: State) -> int:
    """How many articles a name's page is of: one of few is made quickly."""
    if page.kind is not PageKind.ENTITY:
        return 0
    kind, name = page.key
    return len(state.held.library.entities[EntityKey(EntityType(kind), name)].articles)


def _check_anchors(
    read: Iterable[Page | None], planned: Mapping[str, Planned], maker: Maker, stage: Stage
) -> None:
    """What MkDocs does after it has written all pages: look whether the places that links lead to are there."""
    for file in stage.files.asked():
        file.page = None
    own = [file.page for file in stage.files.documentation_pages() if file.page is not None]
    pages = [page for page in (*own, *read) if page is not None and page.links_to_anchors]
    wanted = {file.src_uri: file for page in pages for file in page.links_to_anchors or {}}
    for path, linked in wanted.items():
        plan = planned.get(path)
        if plan is not None:
            target = linked.page or Page(None, linked, stage.config)
            target.present_anchor_ids = (target.present_anchor_ids or set()) | ordinary.anchors(
                maker.page(plan).decode()
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
