"""The plugin `archive`: MkDocs's events, handed to a session.

What makes pages is loaded when the first build begins, which is after it is known whether there is anything to make.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from builder.plugin import digests, gathering, others, parting, versions
from builder.plugin.opening import Opening
from builder.plugin.options import ArchiveOptions
from builder.plugin.seal import Inputs, Seal, Unsealable, Warnings, inputs_of

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from builder.plugin.early import Early
    from builder.plugin.session import Session

log = get_plugin_logger("archive")

#: The package's templates and assets, laid out as a MkDocs theme folder.
_THEME = Path(__file__).parent / "theme"


class ArchivePlugin(BasePlugin[ArchiveOptions]):  # type: ignore[no-untyped-call]
    """Turns the articles of an archive into its pages. Kept by MkDocs over all builds of one `mkdocs serve`."""

    def __init__(self) -> None:
        self._command = ""
        self._dirty = False
        self._held_session: Session | None = None
        self._opening: Opening | None = None
        self._early: Early | None = None
        self._warnings = Warnings()
        self._sealing: Inputs | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._command = command
        self._dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if not config.use_directory_urls:
            raise PluginError(
                "archive: addresses are folders here; take 'use_directory_urls: false' out of mkdocs.yml"
            )
        overrides = [folder for folder in config.theme.dirs if folder == config.theme.custom_dir]
        if str(_THEME) not in config.theme.dirs:
            config.theme.dirs.insert(len(overrides), str(_THEME))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        serving = self._command == "serve"
        quick = not self._dirty and self.config.accelerate
        named = others.at_every_page(config.plugins, self) if quick else ()
        if named:
            log.info("Every page is rendered in full, which takes longer, for %s", ", ".join(named))
            quick = False
        self._opening = None
        if quick and not serving:
            site = Path(config.site_dir).absolute()
            self._opening = Opening(site, _root(config) / ".cache" / "site", self._seal(config))
            self._opening.look()
        inputs = self._inputs(config) if quick and not serving and self._alone(config) else None
        docs = _root(config) / "archive"
        if inputs is not None and self._opening is not None and self._opening.is_sealed(inputs, docs):
            context = click.get_current_context(silent=True)
            # Who builds from a program of their own, or publishes what was built, gets a build like any other.
            if context is not None and self._command == "build":
                log.info("Nothing has changed: %s is as the last build left it", config.site_dir)
                self._opening.end()
                context.exit(0)
        self._early = None
        if quick:
            # Loading what makes pages would set off several searches for cycles among it, where there are none.
            gc.disable()
            if self._alone(config):
                gathering.without_articles(config)
            if self._opening is not None:
                self._opening.begin()
                from builder.plugin.early import Early

                self._early = Early(_root(config), config, alone=self._alone(config))
        from builder.plugin.session import Session

        if self._held_session is None:
            self._held_session = Session(self.config, _root(config), serving=serving)
        logging.getLogger("mkdocs").addHandler(self._warnings)
        self._warnings.count = 0
        self._session.begin(config, quick=quick, opening=self._opening, early=self._early)
        self._sealing = inputs

    def on_build_error(self, *, error: Exception) -> None:
        gc.enable()
        if self._early is not None:
            self._early.give_up()
        if self._held_session is not None:
            self._session.build_error(error=error)
        if self._opening is not None:
            self._opening.give_up()
        if isinstance(error, OSError) and error.strerror:
            # A full disk, a folder that may not be written: the system's own words are all that a person can use.
            where = error.filename2 or error.filename
            raise Abort(f"{where}: {error.strerror}" if where else error.strerror) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return self._session.files(files, config=config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        return self._session.nav(nav, config=config, files=files)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self._session.page_markdown(markdown, page=page)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self._session.page_content(html, page=page)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        if self._early is not None:
            self._early.compiled()
        return self._session.env(env, config=config, files=files)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        return self._session.serve(server, builder=builder)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        return self._session.template_context(context)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        return self._session.page_context(context, page=page)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        logging.getLogger("mkdocs").removeHandler(self._warnings)
        sealing = self._sealing if not self._warnings.count else None
        self._session.post_build(config=config, sealing=sealing)
        if self._command == "build" and click.get_current_context(silent=True) and self._alone(config):
            # Whoever builds from a program of their own goes on after this.
            parting.leave_to_system(self._session)

    @property
    def _session(self) -> Session:
        assert self._held_session is not None
        return self._held_session

    def _inputs(self, config: MkDocsConfig) -> Inputs | None:
        """What this build is made from; None where that cannot be told without reading it."""
        overrides = config.theme.custom_dir
        key = digests.of_all(
            (
                versions.program(),
                repr(_said(config)),
                versions.folder(Path(overrides)) if overrides else "",
            )
        )
        try:
            return inputs_of(key, _root(config) / "archive")
        except (Unsealable, OSError):
            return None

    def _alone(self, config: MkDocsConfig) -> bool:
        """Whether no other plugin or hook has a part in the build: it might read and write what it likes."""
        heard = (method for methods in config.plugins.events.values() for method in methods)
        return all(getattr(method, "__self__", None) is self for method in heard)

    def _seal(self, config: MkDocsConfig) -> Seal:
        site = Path(config.site_dir).absolute()
        return Seal(_root(config) / ".cache" / "site" / f"{digests.of_text(str(site))}.seal")


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path(config.docs_dir).parent


def _said(config: MkDocsConfig) -> list[object]:
    """Everything that the configuration says, from wherever it comes. What has no text of its own (a function named
    in it) makes every build differ from the one before, which is slow and right."""
    plain = [(key, value) for key, value in config.items() if key not in ("theme", "plugins")]
    plugins = [(name, sorted(plugin.config.items())) for name, plugin in config.plugins.items()]
    return [*plain, plugins, config.theme.dirs, sorted(config.theme.static_templates), dict(config.theme)]
