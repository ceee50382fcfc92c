"""A page as MkDocs makes it, step by step, for those few that the quick way is checked against."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from builder.plugin.pages import Composed


def populated(path: str, config: MkDocsConfig, files: Files) -> Page:
    """A page, read and rendered, with all plugins' events."""
    found = files.get_file_from_path(path)
    page = Page(None, found or File.generated(config, path, content=""), config)
    page = config.plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown or "", page=page, config=config, files=files
    )
    page.render(config, files)
    page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)
    return page


_ANCHOR = re.compile(r"""\bid=(?:"([^"]*)"|'([^']*)')""")


def anchors(content: str) -> set[str]:
    """The ids in a page's HTML that a link can lead to."""
    return {html.unescape(double or single) for double, single in _ANCHOR.findall(content)}


def context_of(page: Page, config: MkDocsConfig, files: Files, nav: Navigation) -> TemplateContext:
    """What MkDocs gives a page's template before plugins add to it."""
    return get_context(nav, files.documentation_pages(), config, page)


@dataclass(frozen=True, slots=True)
class Whole:
    """A page as MkDocs and all plugins make it, and the archive's own parts in it: None of a page that has none."""

    html: str
    composed: Composed | None


def rendered(
    page: Page, config: MkDocsConfig, files: Files, nav: Navigation, env: jinja2.Environment
) -> Whole:
    """The page."""
    page.active = True
    try:
        context = context_of(page, config, files, nav)
        template = env.get_template(str(page.meta.get("template", "main.html")))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        whole = config.plugins.on_post_page(template.render(context), page=page, config=config)
        found = context.get("archive")
        return Whole(whole, found if isinstance(found, Composed) else None)
    finally:
        page.active = False
