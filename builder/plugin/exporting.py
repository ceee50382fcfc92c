"""The data files beside the pages, written into the built site."""

from __future__ import annotations

from pathlib import Path

from builder.derive import exports
from builder.derive.site import Site
from builder.plugin.holdings import Holdings


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
