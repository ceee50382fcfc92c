"""The data files beside the pages, written into the built site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.derive import exports
from builder.derive.library import Library
from builder.derive.site import Site
from builder.plugin.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the whole archive; `form` is its ending, or 'feed' or 'schema'."""

    path: str
    form: str


def downloads(library: Library, site: Site) -> tuple[Download, ...]:
    """The files that hold the whole archive, without making them."""
    data = (Download(file.path, _form(file.path)) for file in exports.downloads(library, site, {}))
    return (*data, Download("feed.xml", "feed"), Download("feed.json", "feed"), Download("urls.txt", "txt"))


def _form(path: str) -> str:
    return "schema" if "/schemas/" in path else path.rsplit(".", 1)[-1]


def write(held: Holdings, site: Site, folder: Path) -> int:
    """Write every data file under `folder`; returns how many. The sitemap takes the place of MkDocs's own."""
    count = 0
    for file in exports.files(held.library, site, held.provenances):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            for part in file.parts():
                stream.write(part)
        count += 1
    # MkDocs has compressed the sitemap that was just replaced.
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)
    return count
