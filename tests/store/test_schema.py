"""The JSON Schema says of real articles what checking says, and is the one that is published."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import yaml

from builder.store import Archive, check, json_schema
from builder.store.frontmatter import split
from builder.store.schema import schema_bytes

ROOT = Path(__file__).parents[2]

#: A mistake in each sort of key.
MISTAKES = {
    "date": "27 February 2021",
    "date_basis": "printd",
    "language": "English",
    "source_url": "example.org/x",
    "story": "a story/of two",
    "status": "gone",
    "derived_from": "12345",
    "credits": "A and B",
    "entities": {"persons": ["A"]},
    "related_versions": [{"article": "a0000000001", "relation": "copy"}],
}


def validator() -> jsonschema.Draft7Validator:
    schema = json_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())


def front_matter(path: Path) -> dict[str, object]:
    """As builder reads it: every value a text."""
    head: dict[str, object] = yaml.load(split(path.read_bytes(), path.name).head, yaml.BaseLoader)
    return head


def test_the_demonstration_archive_is_valid_for_a_library_that_knows_only_the_schema() -> None:
    checked = validator()
    files = sorted((ROOT / "archive" / "articles").rglob("*.md"))
    assert len(files) >= 40
    faults = [f"{f.name}: {e.message}" for f in files for e in checked.iter_errors(front_matter(f))]
    assert faults == []
    assert [p for p in check(Archive(ROOT)) if p.severity.value == "error"] == []


def test_a_mistake_in_any_key_is_found_by_the_schema() -> None:
    checked = validator()
    good = front_matter(next(iter(sorted((ROOT / "archive" / "articles").rglob("*.md")))))
    missed = [key for key, wrong in MISTAKES.items() if not list(checked.iter_errors({**good, key: wrong}))]
    assert missed == []


def test_the_published_schema_is_that_of_the_code() -> None:
    assert (ROOT / "archive" / "schema.json").read_bytes() == schema_bytes()
