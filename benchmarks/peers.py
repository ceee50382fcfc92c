"""The systems that building and serving is measured on, and how each is set up over a generated archive."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import hugo_lists

ROOT = Path(__file__).resolve().parent.parent
STOCK_CONFIG = """site_name: Generated
site_url: http://127.0.0.1:8000/
docs_dir: archive
theme:
  name: material
  font: false
plugins:
- search
nav:
- index.md
"""
HUGO_CONFIG = 'baseURL = "http://127.0.0.1:1313/"\ntitle = "Generated"\n[taxonomies]\n'
HUGO_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><p>{{ .Params.source }} {{ .Date.Format "2 January 2006" }} ({{ .Params.date_basis }})</p>
{{ range $group, $names := .Params.entities }}<h2>{{ $group }}</h2><ul>{{ range $names }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}
{{ with .Params.related_versions }}<ul>{{ range . }}<li>{{ .article }}: {{ .relation }}</li>{{ end }}</ul>{{ end }}
{{ .Content }}</body></html>"""
HUGO_HOME = """<!doctype html><html lang="en"><head><title>{{ .Title }}</title></head><body><p>{{ len .Site.RegularPages }}</p></body></html>"""


@dataclass(frozen=True, slots=True)
class System:
    """How one system is set up for an archive, built, and served (None: it is not served here). `articles` is the folder
    of the files that it reads."""

    name: str
    prepare: Callable[[Path], None]
    build: Sequence[str]
    output: str
    serve: Sequence[str] | None = None
    port: int = 0
    articles: str = "archive/articles"


def prepare_own(folder: Path) -> None:
    """This project's configuration and templates, as a clone has them, over the generated archive."""
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "\n  - archive\n" in config
    config = config.replace("\n  - archive\n", "\n  - archive:\n      cards: false\n")
    # The preview serves a site under its address's path; the pages are asked for at the root.
    config = re.sub("^site_url:.*$", "site_url: http://127.0.0.1:8765/", config, flags=re.M)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    if (ROOT / "overrides").is_dir():
        shutil.copytree(ROOT / "overrides", folder / "overrides", dirs_exist_ok=True)


def prepare_alone(folder: Path) -> None:
    """The same without what is made from several articles."""
    prepare_own(folder)
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("      cards: false\n", "      cards: false\n      derived: false\n")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def prepare_stock(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(STOCK_CONFIG, encoding="utf-8")


def prepare_hugo(folder: Path) -> None:
    """A plain theme that shows the same facts. Hugo reads the article files as they are."""
    (folder / "config.toml").write_text(HUGO_CONFIG, encoding="utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    (layouts / "single.html").write_text(HUGO_PAGE, encoding="utf-8")
    (folder / "layouts" / "index.html").write_text(HUGO_HOME, encoding="utf-8")
    shutil.copytree(folder / "archive" / "articles", folder / "content" / "articles", dirs_exist_ok=True)


def systems(wanted: Sequence[str]) -> Iterator[System]:
    python = sys.executable
    yield System(
        "this project",
        prepare_own,
        [python, "-m", "mkdocs", "build", "--quiet"],
        "site",
        [python, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", "127.0.0.1:8765"],
        8765,
    )
    if "articles" in wanted:
        yield System("articles alone", prepare_alone, [python, "-m", "mkdocs", "build", "--quiet"], "site")
    if "stock" in wanted:
        yield System("stock Material", prepare_stock, [python, "-m", "mkdocs", "build", "--quiet"], "site")
    if "hugo" in wanted and shutil.which("hugo"):
        yield System(
            "Hugo",
            prepare_hugo,
            ["hugo", "--quiet"],
            "public",
            ["hugo", "server", "--quiet", "--port", "8766", "--bind", "127.0.0.1"],
            8766,
            "content/articles",
        )
    if "hugo-lists" in wanted and shutil.which("hugo"):
        yield System(
            "Hugo, with lists",
            hugo_lists.prepare,
            ["hugo", "--quiet"],
            "public",
            ["hugo", "server", "--quiet", "--port", "8767", "--bind", "127.0.0.1"],
            8767,
            "content/articles",
        )
    if "zensical" in wanted and shutil.which("zensical"):
        yield System("Zensical", prepare_stock, ["zensical", "build"], "site")
