"""JSON on one line: the same as the standard library's without spaces, and no scraped text ends a build."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.entities import EntityType
from builder.text import jsonlines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_again(value: object) -> None:
    assert json.loads(jsonlines.octets(value)) == value
    assert jsonlines.octets(value) == jsonlines.line(value).encode()
    assert b"\n" not in jsonlines.octets(value)


def test_there_are_no_spaces_and_every_letter_is_itself() -> None:
    record = {"a": [1, "é 汉"], "b": {"c": None}, "d": (EntityType.PLACE, 0.5)}
    assert jsonlines.line(record) == '{"a":[1,"é 汉"],"b":{"c":null},"d":["place",0.5]}'


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_half_a_surrogate_pair_is_a_question_mark_in_bytes_and_itself_in_text(text: str) -> None:
    assert json.loads(jsonlines.octets({"text": text})) == {"text": text.encode("utf-8", "replace").decode()}
    assert json.loads(jsonlines.line({"text": text})) == {"text": text}


def test_a_number_of_any_length_is_written() -> None:
    assert jsonlines.octets([2**70]) == b"[1180591620717411303424]"


def test_what_json_does_not_have_is_refused() -> None:
    for write in (jsonlines.octets, jsonlines.line):
        with pytest.raises(TypeError):
            write({"set": {1}})


@pytest.mark.parametrize("behind", [None, {"links": ["\ud800"], "last": 1}])
@pytest.mark.parametrize("items", [[], [{"a": "é"}], [{"a": 1}, {"b": "\udfff"}]])
def test_a_list_of_ready_items_stands_as_if_it_were_written_with_the_record(
    items: list[object], behind: dict[str, object] | None
) -> None:
    head: dict[str, object] = {"name": "Zoë \ud83d", "n": 3}
    whole = head | {"of": items} | (behind or {})
    ready = [jsonlines.octets(item).decode() for item in items]
    assert jsonlines.with_list(head, "of", ready, behind) == jsonlines.octets(whole)
