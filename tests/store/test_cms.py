"""The editing forms are made from the tables that checking goes by, so that neither can know a key that the other does not."""

from __future__ import annotations

import re

from builder.store import authority, cms
from builder.store.schema import FIELDS, RELATIONS, json_schema


def by_name(fields: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    return {str(field["name"]): field for field in fields}


def collection(name: str, **given: object) -> dict[str, object]:
    return by_name(cms.collections(**given))[name]  # type: ignore[arg-type]


def test_an_article_has_a_field_for_every_key_in_the_order_in_which_builder_writes_them() -> None:
    names = [field["name"] for field in cms.article_form()]
    assert names == [*(key.name for key in FIELDS), "body"]


def test_words_patterns_and_what_is_required_are_those_of_the_json_schema() -> None:
    form, properties = by_name(cms.article_form()), json_schema()["properties"]
    assert isinstance(properties, dict)
    for name, described in properties.items():
        assert form[name].get("options", []) == described.get("enum", []), name
        if "pattern" in form[name]:
            pattern, _ = form[name]["pattern"]  # type: ignore[misc]
            assert pattern == described["pattern"], name
    assert {name for name, field in form.items() if field.get("required") is True} == {"title"}
    links = by_name(form["related_versions"]["fields"])  # type: ignore[arg-type]
    assert links["relation"]["options"] == list(RELATIONS)


def test_every_key_says_what_it_means() -> None:
    form = by_name(cms.article_form())
    assert all(form[key.name].get("hint") == key.meaning for key in FIELDS if key.name != "id")


def test_no_article_is_begun_or_deleted_in_a_form_since_each_comes_from_a_capture() -> None:
    articles = collection("articles")
    assert (articles["create"], articles["delete"]) == (False, False)


def test_names_with_commas_are_one_value() -> None:
    entities = by_name(cms.article_form())["entities"]
    assert all("field" in names for names in entities["fields"])  # type: ignore[attr-defined]


def test_authority_files_have_their_keys() -> None:
    names, outlets = collection("names"), collection("sources")
    files = [*names["files"], *outlets["files"]]  # type: ignore[misc]
    assert [file["file"] for file in files] == [
        f"archive/authority/{name}" for name in (*authority.FILES, authority.SOURCES)
    ]
    keys = [[field["name"] for field in file["fields"][0]["fields"]] for file in files]
    assert keys == [list(authority.ENTITY_KEYS)] * 3 + [list(authority.SOURCE_KEYS)]


def test_a_large_archive_has_a_list_for_each_folder() -> None:
    path = "articles/2021/02/crane-a0000000001.md"
    assert (cms.collection_of(path), cms.entry_of(path)) == ("articles", "2021/02/crane-a0000000001")
    years = ("2021", "undated")
    assert cms.collection_of(path, years) == "articles-2021"
    assert cms.entry_of(path, years) == "02/crane-a0000000001"
    assert collection("articles-2021", years=years)["folder"] == "archive/articles/2021"
    undated = "articles/undated/bell-a0000000002.md"
    assert (cms.collection_of(undated, years), cms.entry_of(undated, years)) == (
        "articles-undated",
        "bell-a0000000002",
    )


def test_the_patterns_can_be_read_by_a_browser() -> None:
    """None uses what only Python's expressions know, nor an escape that JavaScript's strict mode refuses."""
    patterns = [str(field["pattern"][0]) for field in cms.article_form() if "pattern" in field]  # type: ignore[index]
    assert patterns
    foreign = re.compile(r"""\\[^dDwWsSbB.*+?^$()\[\]{}|\\/nrtfv]|\(\?(?![:=!])""")
    assert [pattern for pattern in patterns if foreign.search(pattern)] == []
    assert foreign.search(r"[\"]")
