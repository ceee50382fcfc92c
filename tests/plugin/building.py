"""Building a site in a test, as `mkdocs build --strict` and `mkdocs serve` do it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig


def configured(root: Path, command: Literal["build", "serve"] = "build", **options: object) -> MkDocsConfig:
    """The configuration of the archive at `root`, its plugins started."""
    # MkDocs keeps started plugins for the life of the process, since a command is one; here each build is its own.
    MkDocsConfig.plugins.plugin_cache.clear()
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), strict=True, **options)
    config.plugins.on_startup(command=command, dirty=False)
    return config


def built(root: Path) -> Path:
    """Build the archive at `root` strictly; returns the site's folder."""
    build(configured(root))
    return root / "site"


def page(site: Path, address: str) -> html.HtmlElement:
    """A built page, parsed."""
    return html.document_fromstring((site / address / "index.html").read_bytes())


def words(element: html.HtmlElement, path: str) -> str:
    """The text of everything that an XPath finds, white space squeezed."""
    return " ".join(" ".join(found.text_content() for found in element.xpath(path)).split())
