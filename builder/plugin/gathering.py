"""MkDocs's list of the files under archive/, without the articles: of 10,000 it took .1 s, and the plugin's first act was to
take each out again.

MkDocs has no event before it lists files, so the function that does is exchanged, once, for one that gives the same list.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import jinja2
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.utils import is_markdown_file

#: Where articles lie under the docs folder.
_ARTICLES = "articles"

#: Names that MkDocs takes for the page of their folder: of two it leaves out one.
_INDEXES = ("index", "README")


class Conflict(Exception):
    """Two files would be one page; MkDocs decides."""


def without_articles(config: MkDocsConfig) -> None:
    """Have the next list of files made here, if it is made for this configuration."""
    plain: Callable[[MkDocsConfig], Files] | None = vars(build).get("get_files")
    if plain is None:
        # Another MkDocs than the one that this was written for lists its own files.
        return

    def once(asked: MkDocsConfig) -> Files:
        vars(build)["get_files"] = plain
        if asked is config:
            try:
                return gathered(config)
            except (Conflict, OSError):
                pass
        return plain(asked)

    vars(build)["get_files"] = once


def gathered(config: MkDocsConfig) -> Files:
    """MkDocs's list without the Markdown files below articles/. Raises Conflict, and OSError."""
    found = [
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        for path in _paths(config.docs_dir, "")
    ]
    if len({file.dest_uri for file in found}) < len(found):
        raise Conflict
    set_exclusions(found, config)
    return _Gathered(found)


def _paths(folder: str, inside: str) -> Iterator[str]:
    """The files below a folder, those of a page's folder first, as MkDocs has them."""
    names: list[str] = []
    folders: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                folders.append(entry)
            else:
                names.append(entry.name)
    for name in sorted(_listed(names, inside), key=lambda name: (not _is_index(name), name)):
        yield f"{inside}{name}"
    for entry in sorted(folders, key=lambda entry: entry.name):
        yield from _paths(entry.path, f"{inside}{entry.name}/")


def _listed(names: Iterable[str], inside: str) -> list[str]:
    """The files of a folder that are no articles. Raises Conflict where it has pages of which MkDocs may leave one out."""
    if not inside.startswith(f"{_ARTICLES}/"):
        return list(names)
    found = []
    for name in names:
        if not is_markdown_file(name):
            found.append(name)
        elif not name.endswith(".md") or _is_index(name):
            raise Conflict
    return found


def _is_index(name: str) -> bool:
    return os.path.splitext(name)[0] in _INDEXES  # noqa: PTH122 - a name, not a path


class _Gathered(Files):
    """Files to which those of the theme are added without a walk through its thousands of icons, which are in a hidden
    folder, and which MkDocs would look through and leave out."""

    def add_files_from_theme(self, env: jinja2.Environment, config: MkDocsConfig) -> None:
        loader = env.loader
        if type(loader) is jinja2.FileSystemLoader and list(loader.searchpath) == list(config.theme.dirs):
            env = _Listing(loader.searchpath)
        super().add_files_from_theme(env, config)


class _Listing(jinja2.Environment):
    """An environment that is asked for nothing but its templates' names."""

    def __init__(self, folders: Iterable[str]) -> None:
        super().__init__()
        self._listed_folders = list(folders)

    def list_templates(
        self, extensions: Any = None, filter_func: Callable[[str], bool] | None = None
    ) -> list[str]:
        found = {name for folder in self._listed_folders for name in _shown(folder, "")}
        return sorted(name for name in found if filter_func is None or filter_func(name))


def _shown(folder: str, inside: str) -> Iterator[str]:
    """The files below a folder of which neither name nor folder is hidden."""
    try:
        with os.scandir(folder) as entries:
            held = list(entries)
    except OSError:
        return
    for entry in held:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _shown(entry.path, f"{inside}{entry.name}/")
        elif not entry.is_dir():
            yield f"{inside}{entry.name}"
