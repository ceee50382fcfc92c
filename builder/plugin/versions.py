"""Fingerprints of everything but the archive that a page depends on: this program, what renders, the templates."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from builder.plugin import digests

#: Packages whose version can show in a page's bytes.
RENDERING = (
    "babel",
    "deflate",
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "orjson",
    "pagefind",
    "pagefind_bin",
    "pagefind_bin_extended",
    "pillow",
    "pyarrow",
    "pyyaml",
    "ruamel.yaml",
)

#: The packages of builder from which pages are made.
_PARTS = ("model", "text", "store", "derive", "plugin")


@cache
def program() -> str:
    """This program's own files and the versions of what it renders with. Read once a process."""
    root = Path(str(resources.files("builder")))
    own = [
        file
        for part in _PARTS
        for file in (root / part).rglob("*")
        if file.suffix != ".pyc" and file.is_file()
    ]
    return digests.of_all((sys.version, *map(_version, RENDERING), files((*own, root / "errors.py"), root)))


def _version(package: str) -> str:
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return package


def files(found: Iterable[Path], root: Path) -> str:
    """The fingerprint of files by name and content."""
    return digests.of_all(
        part
        for file in sorted(found)
        for part in (file.relative_to(root).as_posix(), digests.of_bytes(file.read_bytes()))
    )


def folder(root: Path) -> str:
    """The fingerprint of all files below a folder; of one that is not there, that of an empty one."""
    return files((file for file in root.rglob("*") if file.is_file()), root)
