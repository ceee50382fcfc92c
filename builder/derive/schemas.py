"""JSON Schemas of the records beside the pages, and the Frictionless description of the data files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.derive.records import SCHEMAS
from builder.derive.site import Site
from builder.derive.tables import Table
from builder.model.cleaned import DateBasis
from builder.model.entities import EntityType
from builder.model.relation import RelationType

Schema = dict[str, object]

_STRING: Schema = {"type": "string"}
_STRINGS: Schema = {"type": "array", "items": _STRING}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_URL: Schema = {"type": "string", "format": "uri-reference"}
_BASIS: Schema = {"enum": [str(basis) for basis in DateBasis]}
_RELATION: Schema = {
    "enum": [str(relation) for relation in RelationType if relation is not RelationType.UNRELATED]
}


def _object(properties: Mapping[str, object], required: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


_NAMED = _object({"name": _STRING, "url": _URL}, ["name", "url"])
_LINE: Mapping[str, object] = {
    "id": _STRING,
    "title": _STRING,
    "date": _DAY,
    "date_basis": _BASIS,
    "source": _STRING,
    "language": _STRING,
    "url": _URL,
}
_BRIEF = _object(_LINE, ["id", "url"])
_MENTIONS = {"type": "integer", "minimum": 0, "description": "How often the article's text names the entity"}
_NAMING = _object({**_LINE, "mentions": _MENTIONS}, ["id", "url", "mentions"])
_PROVENANCE = _object(
    {
        "capture_sha256": {"type": "string", "pattern": "^[0-9a-f]*$"},
        "media_type": _STRING,
        "bytes": {"type": "integer", "minimum": 0},
        "encoding": _STRING,
        "share_removed": {"type": "number", "minimum": 0, "maximum": 1},
        "entity_engine": _STRING,
    },
    ["capture_sha256", "media_type"],
)
_ARTICLE = {
    "id": _STRING,
    "url": _URL,
    "permalink": _URL,
    "title": _STRING,
    "title_basis": _STRING,
    "date": _DAY | {"description": "Publication day; absent where unknown"},
    "date_basis": _BASIS,
    "date_inferred": {"type": "boolean", "description": "Whether the day is borrowed from a related version"},
    "updated": _DAY,
    "captured": _DAY,
    "source": _object({"id": _STRING, "name": _STRING, "url": _URL}, ["id", "name", "url"]),
    "source_url": _STRING,
    "byline": _STRING,
    "credits": _STRINGS,
    "dateline": _STRING,
    "kind": _STRING,
    "language": _STRING,
    "entities": _object({kind.plural: {"type": "array", "items": _NAMED} for kind in EntityType}, []),
    "story": _object({"slug": _STRING, "url": _URL}, ["slug", "url"]),
    "versions": {
        "type": "array",
        "items": _object({"id": _STRING, "relation": _RELATION, "url": _URL}, ["id", "relation", "url"]),
    },
    "derived_from": _STRING,
    "text": _STRING | {"description": "Plain text, paragraphs separated by a blank line"},
    "text_cut": {"type": "boolean", "description": "Whether the source's rights leave words out"},
    "provenance": _PROVENANCE,
}
_STORY = {
    "slug": _STRING,
    "url": _URL,
    "versions": {"type": "array", "items": _BRIEF},
    "links": {
        "type": "array",
        "items": _object({"a": _STRING, "b": _STRING, "relation": _RELATION}, ["a", "b", "relation"]),
    },
}
_ENTITY = {
    "type": {"enum": [str(kind) for kind in EntityType]},
    "name": _STRING,
    "url": _URL,
    "aliases": _STRINGS,
    "former_names": _STRINGS,
    "wikidata": _STRING,
    "note": _STRING,
    "articles": {"type": "array", "items": _NAMING},
}
_SOURCE = {
    "id": _STRING,
    "name": _STRING,
    "url": _URL,
    "aliases": _STRINGS,
    "domains": _STRINGS,
    "country": _STRING,
    "language": _STRING,
    "wikidata": _STRING,
    "note": _STRING,
    "excerpt_words": {"type": "integer", "minimum": 0},
    "articles": {"type": "array", "items": _BRIEF},
}
_RECORDS: Mapping[str, tuple[Mapping[str, object], tuple[str, ...]]] = {
    "article": (_ARTICLE, ("id", "url", "permalink")),
    "story": (_STORY, ("slug", "url", "versions", "links")),
    "entity": (_ENTITY, ("type", "name", "url", "articles")),
    "source": (_SOURCE, ("id", "name", "url", "articles")),
}


def schema(kind: str, site: Site) -> Schema:
    """The JSON Schema (2020-12) of a kind of record: article, story, entity or source."""
    properties, required = _RECORDS[kind]
    address = site.absolute(SCHEMAS[kind])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": f"{kind.capitalize()} of {site.name}",
        **_object({"$schema": _URL, **properties}, ("$schema", *required)),
    }


def data_package(found: Iterable[Table], site: Site) -> Schema:
    """`datapackage.json` (Frictionless Data Package 2.0): the CSV tables with their columns, keys and references.

    It lies at the root of the site; resource paths are relative to it.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "annotated-news-archive",
        "title": site.name,
        **({"description": site.description} if site.description else {}),
        **({"homepage": site.absolute("")} if site.url else {}),
        "resources": [_resource(table) for table in found],
    }


def _resource(table: Table) -> Schema:
    return {
        "name": table.name.replace("_", "-"),
        "path": f"data/{table.name}.csv",
        "description": table.description,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": c.name, "type": c.type, "description": c.description} for c in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
                for column, other in table.refers
            ],
        },
    }
