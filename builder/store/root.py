"""Where an archive is: the folder with mkdocs.yml and archive/ around the current one."""

from __future__ import annotations

from pathlib import Path


def archive_root(start: Path) -> Path | None:
    """The root of the archive that a folder lies in; None where it lies in none."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "archive").is_dir():
            return folder
    return None
