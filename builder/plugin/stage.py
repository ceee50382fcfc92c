"""What a build's pages are made with, and MkDocs's side of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.utils.templates import TemplateContext

from builder.derive.site import Site
from builder.plugin.aside import FilesAside
from builder.plugin.holdings import Holdings
from builder.plugin.listed import PagesMade
from builder.plugin.shell import Shells
from builder.plugin.units import Maker, Runs


@dataclass(frozen=True)
class Craft:
    """What makes files from an archive's holdings, known once MkDocs's configuration is.

    `maker` fills the shells it is given, and takes over what the maker before it compared; `dress` adds to a template's context what every page shows around its own
    part; `key` is the fingerprint of all this. `called` are the paths of pages that the configuration calls by a name.
    Without `derived` only the articles' own pages are made.
    """

    maker: Callable[[Holdings, Shells, Maker | None, Runs | None], Maker]
    dress: Callable[[TemplateContext, str], TemplateContext]
    site: Site
    key: str
    search: bool
    called: frozenset[str]
    derived: bool = True


@dataclass(frozen=True)
class Stage:
    """A build's MkDocs side, known when MkDocs begins to render; `pages` are those of the archive that are made."""

    config: MkDocsConfig
    files: FilesAside
    nav: Navigation
    env: jinja2.Environment
    pages: PagesMade
