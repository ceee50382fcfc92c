"""`ro-crate-metadata.json`: the published site described as a research object (RO-Crate 1.1, JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterable

from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.site import Site

Record = dict[str, object]

#: The file's name and place are the specification's: the root of what it describes.
PATH = "ro-crate-metadata.json"

_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"

#: Media types by ending; those without a registered one have the name that their own documentation uses.
_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xml": "application/atom+xml",
}


def crate(library: Library, site: Site, paths: Iterable[str]) -> Record:
    """The description of the site whose data files lie at `paths`. Its day is the newest that an article names, so that
    the same archive gives the same bytes; what nobody stated (a licence) is not there."""
    shown = [article for article in library.outlines.values() if is_shown(article)]
    stamps = (day for a in shown for day in (a.updated, a.captured, a.date) if day)
    firm = sorted(a.firm_date for a in shown if a.firm_date)
    languages = sorted({a.language for a in shown if a.language})
    files = [_file(path) for path in paths]
    root: Record = {
        "@id": "./",
        "@type": "Dataset",
        "name": site.name,
        "description": site.description
        or f"{len(shown)} news articles with their versions, sources and names.",
        "datePublished": max(stamps, default="1970-01-01"),
        "inLanguage": languages,
        "hasPart": [{"@id": file["@id"]} for file in files],
    }
    if site.url:
        root["url"] = site.absolute("")
    if firm:
        root["temporalCoverage"] = f"{firm[0]}/{firm[-1]}"
    descriptor: Record = {
        "@id": PATH,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _SPECIFICATION},
    }
    return {"@context": _CONTEXT, "@graph": [descriptor, root, *files]}


def _file(path: str) -> Record:
    name = path.rsplit("/", 1)[-1]
    stem, _, ending = name.rpartition(".")
    described: Record = {"@id": path, "@type": "File", "name": name, "encodingFormat": _TYPES.get(ending, "")}
    if "/schemas/" in path:
        described["encodingFormat"] = "application/schema+json"
        described["description"] = f"The schema of the JSON record of one {stem}"
    elif path == "datapackage.json":
        described["conformsTo"] = {"@id": "https://datapackage.org/profiles/2.0/datapackage.json"}
        described["description"] = "The tables' columns, keys and references (Frictionless Data Package)"
    elif ending == "jsonl":
        described["description"] = "One JSON record a line for each article"
    elif ending == "sqlite":
        described["description"] = "All tables as one database"
    elif path.startswith("data/"):
        described["description"] = f"The table '{stem}' (its columns are in datapackage.json)"
    return {key: value for key, value in described.items() if value}
