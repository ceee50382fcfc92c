"""The front matter of an article: one table that drives reading, checking, key order and the JSON Schema."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from builder.model.cleaned import DateBasis
from builder.model.entities import EntityType
from builder.model.relation import RelationType


class Kind(StrEnum):
    """What a key holds."""

    ID = "id"
    TEXT = "text"
    DAY = "day"
    WORD = "word"
    SLUG = "slug"
    SOURCE = "source"
    URL = "url"
    LANGUAGE = "language"
    TEXTS = "texts"
    ENTITIES = "entities"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Field:
    """One key: its kind, what it means to an editor, and the words it may hold (kind WORD)."""

    name: str
    kind: Kind
    meaning: str
    words: tuple[str, ...] = ()
    required: bool = False


ID_PATTERN = r"a[0-9a-f]{10}"
#: A slug becomes a file name and part of an address: no white space and nothing that either would misread.
SLUG_PATTERN = r"""[^\s./\\?#%:&*"'<>|][^\s/\\?#%:&*"'<>|]*"""
LANGUAGE_PATTERN = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
ENTITY_KEYS = tuple(kind.plural for kind in EntityType)
RELATIONS = tuple(relation.value for relation in RelationType)
LINK_KEYS = ("article", "relation")

#: In the order in which builder writes them.
FIELDS = (
    Field("id", Kind.ID, "Permanent: 'a' and ten hex digits of the capture's sha256.", required=True),
    Field("title", Kind.TEXT, "As printed by the source.", required=True),
    Field("title_basis", Kind.WORD, "Present where the source printed no title.", ("first-words",)),
    Field("date", Kind.DAY, "Publication day, YYYY-MM-DD; leave the key out where it is unknown."),
    Field(
        "date_basis",
        Kind.WORD,
        "Where the date comes from; 'editor' for one that a person found.",
        tuple(basis.value for basis in DateBasis),
    ),
    Field("updated", Kind.DAY, "The day of the source's last update, as it states it."),
    Field("captured", Kind.DAY, "The day on which the page was fetched."),
    Field("source", Kind.SOURCE, "Id of the publishing outlet in authority/sources.yml."),
    Field("source_url", Kind.URL, "Where the article was published."),
    Field("byline", Kind.TEXT, "The author line, without 'by'."),
    Field("credits", Kind.TEXTS, "Others whom the source names as contributors."),
    Field("dateline", Kind.TEXT, "The place and date that open the report, as printed."),
    Field("kind", Kind.TEXT, "What sort of piece it is: report, live blog, opinion..."),
    Field("language", Kind.LANGUAGE, "The language of the text: en, ar, pt-BR..."),
    Field("entities", Kind.ENTITIES, "Preferred names by type, most important first."),
    Field("story", Kind.SLUG, "One name shared by all versions of a story."),
    Field("related_versions", Kind.LINKS, "Direct links to other versions; 'unrelated' is a veto."),
    Field("derived_from", Kind.ID, "The article that this one was made from; only people set it."),
    Field(
        "status",
        Kind.WORD,
        "Withheld and removed articles leave a tombstone page.",
        ("published", "withheld", "removed"),
    ),
    Field("notes", Kind.TEXT, "For the archive's editors; shown on the page."),
)

BY_NAME = {field.name: field for field in FIELDS}
ORDER = {field.name: position for position, field in enumerate(FIELDS)}


def json_schema() -> dict[str, object]:
    """The front matter as a JSON Schema for editors and other tools.

    Draft 7, which all of them know; remark's checker of front matter, for one, refuses later drafts.
    """
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Front matter of an archived article",
        "type": "object",
        "required": ["id"],
        # A purged article has no title left.
        "anyOf": [
            {"required": [field.name for field in FIELDS if field.required]},
            {"required": ["status"], "properties": {"status": {"const": "removed"}}},
        ],
        "properties": {field.name: _property(field) for field in FIELDS},
        "additionalProperties": True,
    }


def schema_bytes() -> bytes:
    """The schema as the file archive/schema.json holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False).encode() + b"\n"


def _property(field: Field) -> dict[str, object]:
    described: dict[str, object] = {"description": field.meaning}
    names = {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True}
    match field.kind:
        case Kind.ID:
            described |= {"type": "string", "pattern": f"^{ID_PATTERN}$"}
        case Kind.DAY:
            described |= {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case Kind.WORD:
            described |= {"enum": list(field.words)}
        case Kind.URL:
            described |= {"type": "string", "format": "uri", "pattern": "^https?://"}
        case Kind.SLUG:
            described |= {"type": "string", "pattern": f"^{SLUG_PATTERN}$"}
        case Kind.LANGUAGE:
            described |= {"type": "string", "pattern": f"^{LANGUAGE_PATTERN}$"}
        case Kind.TEXTS:
            described |= names
        case Kind.ENTITIES:
            described |= {
                "type": "object",
                "properties": dict.fromkeys(ENTITY_KEYS, names),
                "additionalProperties": False,
            }
        case Kind.LINKS:
            described |= {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": list(LINK_KEYS),
                    "properties": {
                        "article": {"type": "string", "pattern": f"^{ID_PATTERN}$"},
                        "relation": {"enum": list(RELATIONS)},
                    },
                },
            }
        case _:
            described |= {"type": "string", "minLength": 1}
    return described
