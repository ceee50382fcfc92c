"""The data files beside the pages, written into the built site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.derive import exports
from builder.derive.library import Library
from builder.derive.site import Site
from builder.plugin import scratch
from builder.plugin.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the whole archive; `name` is the form it has ('CSV') or, where that says nothing, its own name."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class DownloadGroup:
    """Files that hold the same thing in different forms; `of` names it in the catalogue ('data.of.articles')."""

    of: str
    files: tuple[Download, ...]


_FORMS = {"jsonl": "JSONL", "csv": "CSV", "parquet": "Parquet", "sqlite": "SQLite"}


def downloads(library: Library, site: Site) -> tuple[DownloadGroup, ...]:
    """The files that hold the whole archive, without making them."""
    groups: dict[str, list[Download]] = {}
    for file in exports.downloads(library, site, {}):
        stem, _, ending = file.path.rsplit("/", 1)[-1].rpartition(".")
        if "/schemas/" in file.path:
            groups.setdefault("schemas", []).append(Download(file.path, stem))
        elif ending in _FORMS:
            groups.setdefault(stem, []).append(Download(file.path, _FORMS[ending]))
        else:
            groups.setdefault("description", []).append(Download(file.path, file.path))
    groups["feed"] = [Download("feed.xml", "Atom"), Download("feed.json", "JSON Feed")]
    groups["urls"] = [Download("urls.txt", "urls.txt")]
    order = sorted(groups, key=_ORDER.index)
    return tuple(DownloadGroup(of, tuple(groups[of])) for of in order)


#: What readers come for first.
_ORDER = (
    "articles",
    "sources",
    "entities",
    "article_entities",
    "relations",
    "archive",
    "feed",
    "description",
    "schemas",
    "urls",
)


def write(held: Holdings, site: Site, folder: Path) -> int:
    """Write every data file under `folder`; returns how many. The sitemap takes the place of MkDocs's own."""
    count = 0
    for file in exports.files(held.library, site, held.provenances, scratch.on_disk):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            for part in file.parts():
                stream.write(part)
        count += 1
    # MkDocs has compressed the sitemap that was just replaced.
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)
    return count
