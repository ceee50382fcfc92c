"""What the plugin does in MkDocs's events: each handed to the module that owns the matter."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from builder.derive import cards
from builder.derive.cards import Cards
from builder.derive.site import Site
from builder.errors import BuilderError, FileFault
from builder.plugin import (
    compiled,
    digests,
    exporting,
    holdings,
    listed,
    ordinary,
    redirects,
    searching,
    toggles,
    versions,
)
from builder.plugin.acceleration import Acceleration
from builder.plugin.aside import FilesAside
from builder.plugin.early import Early
from builder.plugin.holdings import Holdings
from builder.plugin.listed import PagesMade, Unlisted
from builder.plugin.opening import Opening
from builder.plugin.options import ArchiveOptions
from builder.plugin.pages import Composer
from builder.plugin.policy import POLICY
from builder.plugin.rendering import Renderer, base_of, plain
from builder.plugin.repository import Repository
from builder.plugin.seal import Inputs
from builder.plugin.shell import Shells
from builder.plugin.snapshot import Reader
from builder.plugin.stage import Craft, Stage
from builder.plugin.state import State, States
from builder.plugin.units import Maker, Runs
from builder.plugin.whitespace import tighten
from builder.plugin.wording import Wording
from builder.store.outgrown import remove_outgrown

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from builder.plugin import admin
    from builder.plugin.live import Live

log = get_plugin_logger("archive")

#: Articles up to which social cards are drawn without being asked for: about 40 s at the first build.
CARDS_UNASKED = 2_000

#: Folders under archive/ that are no part of the site (dotfolders are MkDocs's to leave out).
APART = ("authority/", "inbox/")


class Session:
    """All builds of one `mkdocs build` or `mkdocs serve`. Its methods are called by the plugin's events of like name."""

    def __init__(self, options: ArchiveOptions, root: Path, *, serving: bool) -> None:
        self._options = options
        self._serving = serving
        self._root = root
        self._reader: Reader | None = None
        self._states: States | None = None
        self._state: State | None = None
        self._craft: Craft | None = None
        self._admin: admin.AdminPage | None = None
        self._acceleration: Acceleration | None = None
        self._live: Live | None = None
        self._nav = Navigation([], [])
        self._holdings = Holdings()
        self._planned = PagesMade(self._holdings, derived=True)
        self._called: frozenset[str] = frozenset()
        self._composer: Composer | None = None
        self._site = Site("")
        self._renderer: Renderer | None = None
        self._wording = Wording()

    def begin(
        self, config: MkDocsConfig, *, quick: bool, opening: Opening | None, early: Early | None
    ) -> None:
        """A build begins; `quick` where pages need not go through MkDocs's loops. `opening` and `early` are begun;
        both are None in a preview and where it is not quick."""
        overrides = [folder for folder in config.theme.dirs if folder == config.theme.custom_dir]
        self._wording = Wording(str(config.theme.get("language") or "en"))
        templates = self._root / ".cache" / "templates"
        key = digests.of_all((versions.program(), self._wording.language))
        self._renderer = Renderer(
            self._wording, overrides, compiled.Compiled(templates / "own", key) if quick else None
        )
        toggles.name(config.theme.get("palette"), self._wording)
        self._called = frozenset(listed.called(config.nav))
        self._acceleration = None
        if not quick:
            return
        self._reader = early.reader if early is not None else None
        # What is read of an archive has no cycles and stays: looking for some among it was a fifth of reading it.
        gc.unfreeze()
        gc.disable()
        if opening is None:
            from builder.plugin.live import Live

            self._live = self._live or Live(self._root)
            return
        remove_outgrown(self._root / ".cache")
        self._acceleration = Acceleration(opening)
        self._read(config)
        assert self._state is not None and self._reader is not None and self._craft is not None
        self._acceleration.go_ahead(self._state, self._reader.texts, self._craft)

    def build_error(self, *, error: Exception) -> None:
        gc.enable()
        if self._reader is not None:
            self._reader.settle()
        if self._acceleration is not None:
            self._acceleration.give_up()

    def _read(self, config: MkDocsConfig) -> None:
        """Read the archive, and know what makes pages of it."""
        if self._acceleration is not None or self._live is not None:
            if self._live is not None:
                self._reader = self._live.reader
            assert self._reader is not None
            self._states = States(self._root, self._reader)
            try:
                since = self._acceleration.footing if self._acceleration is not None else None
                # A build puts the index by while its workers make pages.
                self._state = self._states.read(since, mentions=self._all, keep=self._acceleration is None)
            except FileFault as fault:
                raise PluginError(str(fault)) from fault
            self._holdings = self._state.held
        else:
            self._holdings = holdings.read(self._root)
        self._report(config)
        held = self._holdings
        self._site = Site(
            name=config.site_name,
            url=config.site_url or "",
            description=config.site_description or "",
            language=self._wording.language,
            cards=self._cards(config),
            json_feeds=self._options.json_feeds,
        )
        self._admin = self._admin_page(config)
        forms = self._admin.forms if self._admin is not None else None
        repository = Repository.of(config.repo_url, config.edit_uri, self._options.history_uri, forms)
        self._composer = self._compose(held, repository, self._composer)
        self._craft = self._crafted(repository, config)

    def files(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self._acceleration is None:
            self._read(config)
        assert self._craft is not None
        held, site = self._holdings, self._site
        if self._admin is not None:
            try:
                self._admin.add_to(files, config, self._root / ".cache")
            except BuilderError as fault:
                raise PluginError(str(fault)) from fault
        for file in list(files):
            if file.src_uri.startswith(APART) or self._is_article(file):
                files.remove(file)
        self._planned = PagesMade(held, derived=self._all)
        # The archive's own sitemap leaves out what may not be shown; MkDocs's would be made only to be replaced.
        config.theme.static_templates.discard("sitemap.xml")
        if self._acceleration is not None or self._live is not None:
            if self._acceleration is not None:
                self._acceleration.put_back(self._craft.key)
            files = FilesAside(files, Unlisted(self._planned), config)
            self._settle_inclusion(files, config)
            return files
        for page in self._planned.values():
            existing = files.get_file_from_path(page.path)
            if existing is None:
                files.append(File.generated(config, page.path, content=""))
        if self._all:
            for path, html in self._static(site).items():
                files.append(File.generated(config, path, content=html))
        self._settle_inclusion(files, config)
        return files

    @property
    def _all(self) -> bool:
        """Whether all is made that articles give, not their own pages alone. A preview makes only what is asked for."""
        return self._options.derived or self._serving

    @property
    def _searched(self) -> bool:
        return self._options.search and self._all

    def _cards(self, config: MkDocsConfig) -> Cards | None:
        """How social cards are drawn: link previews want absolute addresses, so none without `site_url`."""
        wanted, count = self._options.cards, len(self._holdings.library.articles)
        if self._serving or not config.site_url or wanted is False:
            return None
        if not cards.available():
            if wanted:
                log.warning(cards.MISSING)
            return None
        if wanted is None and count > CARDS_UNASKED:
            log.info("Social cards of %d articles are drawn only with `cards: true`", count)
            return None
        return Cards(tuple(self._options.card_fonts), str(self._root / ".cache" / "cards"))

    def _admin_page(self, config: MkDocsConfig) -> admin.AdminPage | None:
        """The editing page, where mkdocs.yml asks for it."""
        if self._options.admin is False:
            return None
        from builder.plugin import admin

        try:
            settings = admin.Settings.of(self._options.admin, serving=self._serving)
            if settings is None:
                return None
            paths = (article.path for article in self._holdings.library.articles.values())
            return admin.AdminPage(
                settings, config.site_name, config.site_url or "", self._wording.language, admin.years(paths)
            )
        except BuilderError as fault:
            raise PluginError(str(fault)) from fault

    def _settle_inclusion(self, files: Files, config: MkDocsConfig) -> None:
        """Pages of the archive that no navigation lists are none that were forgotten in it."""
        for page in self._planned.listed():
            if files.get_file_from_path(page.path) is None:
                files.append(File.generated(config, page.path, content=""))
        for file in files.documentation_pages():
            found = self._planned.get(file.src_uri)
            shown = file.inclusion in (InclusionLevel.UNDEFINED, InclusionLevel.INCLUDED)
            if found is not None and not listed.is_listed(found) and shown:
                file.inclusion = InclusionLevel.NOT_IN_NAV

    def nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav = nav
        if isinstance(files, FilesAside):
            files.returned()
        return nav

    def page_markdown(self, markdown: str, *, page: Page) -> str:
        planned = self._planned.get(page.file.src_uri)
        if planned is not None and self._composer is not None:
            if page.file.src_uri not in self._called:
                page.title = plain(self._composer.heading(planned))
            page.meta = {"hide": ["navigation", "toc"]}
        return markdown

    def page_content(self, html: str, *, page: Page) -> str:
        if page.file.src_uri in self._planned:
            page.toc = TableOfContents([AnchorLink("", "title", 1)])
        return html

    def env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        tighten(env, [config.theme.custom_dir] if config.theme.custom_dir else [])
        env.globals["archive_policy"] = "" if self._serving or not self._options.policy else POLICY
        own = ("menu", "home", "search", "lost.heading", "lost.note")
        env.globals["archive_words"] = {key: self._wording.t(key) for key in own}
        if isinstance(files, FilesAside):
            assert self._state is not None and self._craft is not None and self._reader is not None
            compiled.keep(
                env, config.plugins, self._root / ".cache" / "templates" / "theme", versions.program()
            )
            stage = Stage(config, files, self._nav, env, self._planned)
            if self._acceleration is not None:
                self._acceleration.make(self._state, self._reader.texts, self._craft, stage)
            elif self._live is not None:
                self._live.open(self._state, self._craft, stage)
        return env

    def serve(self, server: LiveReloadServer, *, builder: Callable[..., object]) -> LiveReloadServer:
        if self._live is not None:
            self._live.attach(server, builder, self._follow)
        return server

    def _follow(self, paths: Iterable[str]) -> bool:
        """Take up edits of articles without a build of MkDocs's; whether that was enough."""
        assert self._live is not None
        assert self._states is not None and self._state is not None
        self._state = self._states.read_again(paths, self._state)
        return self._live.follow(self._state)

    def template_context(self, context: TemplateContext) -> TemplateContext:
        return self._dress(context, str(context["base_url"]).rstrip("/") + "/")

    def page_context(self, context: TemplateContext, *, page: Page) -> TemplateContext:
        self._dress(context, base_of(page.url))
        planned = self._planned.get(page.file.src_uri)
        if planned is not None and self._composer is not None:
            composed = self._composer.compose(planned, page.content or "")
            context["archive"] = composed  # type: ignore[typeddict-unknown-key]
            # MkDocs checks links to places within pages when all are made.
            page.present_anchor_ids = (page.present_anchor_ids or set()) | ordinary.anchors(composed.content)
        return context

    def post_build(self, *, config: MkDocsConfig, sealing: Inputs | None) -> None:
        """All is written but what is being made. `sealing` is what the site may be sealed with, if it may."""
        if self._acceleration is not None:
            assert self._state is not None and self._craft is not None
            self._acceleration.finish(self._state, self._craft.key, sealing)
            return
        if self._live is not None:
            return
        site = Path(config.site_dir)
        if not self._serving and self._all:
            exporting.write(self._holdings, self._site, site)
        if self._searched:
            searching.index(self._holdings.library, site, self._wording)

    def _compose(self, held: Holdings, repository: Repository, before: Composer | None = None) -> Composer:
        assert self._renderer is not None
        return Composer(
            held.library,
            held.years,
            self._renderer,
            self._wording,
            self._site,
            repository,
            held.provenances,
            held.hands,
            before=before,
            compared=self._all,
        )

    def _crafted(self, repository: Repository, config: MkDocsConfig) -> Craft:
        renderer, wording, site = self._renderer, self._wording, self._site
        assert renderer is not None

        parts = searching.Keeping(self._root / ".cache" / "search", versions.program())

        def maker(held: Holdings, shells: Shells, before: Maker | None, runs: Runs | None) -> Maker:
            composer = self._compose(held, repository, before.composer if before else None)
            return Maker(held, composer, renderer, wording, site, shells, runs, parts)

        overrides = config.theme.custom_dir
        key = digests.of_all(
            (
                versions.program(),
                repr((site, repository, wording.language, sorted(self._options.items()))),
                versions.folder(Path(overrides)) if overrides else "",
            )
        )
        return Craft(maker, self._dress, site, key, self._searched, self._called, self._all)

    def _dress(self, context: TemplateContext, base: str) -> TemplateContext:
        """What every page shows around its content: the way to search, and the problems found while serving."""
        assert self._renderer is not None
        dress: dict[str, Any] = {"archive_search": Markup(""), "archive_problems": Markup("")}
        if self._searched:
            dress["archive_search"] = self._renderer.render("archive/search.html", base)
        if self._serving and self._holdings.problems:
            dress["archive_problems"] = self._renderer.render(
                "archive/problems.html", base, problems=[str(p) for p in self._holdings.problems]
            )
        context.update(dress)  # type: ignore[typeddict-item]
        return context

    def _report(self, config: MkDocsConfig) -> None:
        """Broken files stop a build; while serving they are shown on every page, and the server lives."""
        problems = self._holdings.problems
        if not problems:
            return
        if self._serving:
            # At most INFO under --strict, which would otherwise end the server on the first slip of the pen.
            level = logging.INFO if config.strict else logging.ERROR
            for problem in problems:
                log.log(level, "%s", problem)
            return
        raise PluginError("\n".join(str(problem) for problem in problems))

    def _is_article(self, file: File) -> bool:
        return file.src_uri.startswith("articles/") and file.is_documentation_page()

    def _static(self, site: Site) -> dict[str, str]:
        """Files that are no pages: permanent links, former names, the list of addresses."""
        assert self._renderer is not None
        held, renderer = self._holdings.library, self._renderer
        leading = [redirects.permanent(article, renderer, site) for article in held.articles.values()]
        made = {one.path: one.html for one in (*leading, *redirects.former(held, renderer, site))}
        addresses = sorted(page.address for page in self._planned.values())
        made["urls.txt"] = "".join(f"{site.absolute(address)}\n" for address in addresses)
        return made
