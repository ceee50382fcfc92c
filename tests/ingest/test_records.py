"""JSON records: the contract's keys, the names that data sets use, and everything that can be wrong."""

from __future__ import annotations

import json

import pytest

from builder import ingest
from builder.errors import Refused
from builder.model.capture import Capture, Form, Given


def _capture(**record: object) -> Capture:
    raw = json.dumps(record, ensure_ascii=False).encode()
    capture = ingest.from_record(record, "dump.jsonl:1", raw)
    assert ingest.decode(raw, capture.media_type, "dump.jsonl:1", Given()) == capture
    return capture


def test_the_contracts_keys_are_all_read() -> None:
    capture = _capture(
        id="7", url="https://a.example/7", title="A title", date="2021-02-27", source="The Post",
        captured="2025-02-22T10:00:00Z", text="The text.",
    )  # fmt: skip
    assert capture.form is Form.TEXT
    assert capture.content == "The text."
    assert capture.given == Given(
        id="7",
        url="https://a.example/7",
        title="A title",
        date="2021-02-27",
        source="The Post",
        captured="2025-02-22",
    )


def test_html_is_read_before_text() -> None:
    capture = _capture(text="Text.", html="<p>Page.</p>")
    assert (capture.form, capture.content) == (Form.HTML, "<p>Page.</p>")


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"headline": "H"}, "title", "H"),
        ({"Publish Date": "27/02/2021"}, "date", "27/02/2021"),
        ({"source": {"id": None, "name": "The Post"}}, "source", "The Post"),
        ({"authors": ["Ann Reed", "Bo Lind"]}, "byline", "Ann Reed, Bo Lind"),
        ({"source": "https://a.example/7"}, "url", "https://a.example/7"),
        ({"source": "https://a.example/7", "hostname": "a.example"}, "source", "a.example"),
        ({"lang": "fr"}, "language", "fr"),
        ({"id": 7}, "id", "7"),
        ({"date": "n/a"}, "date", None),
        ({"date": "٢٠٢١-٠٢-٢٧"}, "date", "٢٠٢١-٠٢-٢٧"),
        ({"captured": "20250222101500"}, "captured", "2025-02-22"),
    ],
)
def test_the_names_and_shapes_of_data_sets_are_understood(
    record: dict[str, object], field: str, value: str | None
) -> None:
    assert getattr(_capture(**record, text="x").given, field) == value


def test_the_exact_key_stands_over_its_variant() -> None:
    assert _capture(Title="Variant", title="Exact", text="x").given.title == "Exact"


@pytest.mark.parametrize("key", ["body", "content", "articleBody", "maintext"])
def test_a_body_under_another_name_may_be_html(key: str) -> None:
    assert _capture(**{key: "<p>Page.</p><p>More.</p>"}).form is Form.HTML
    assert _capture(**{key: "A < B and C > D."}).form is Form.TEXT


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"title": "x"}, "a record without text or html"),
        ({"text": ""}, "a record whose text is empty"),
        ({"text": None, "html": None}, "a record without text or html"),
        ({"text": ["a"]}, "text is a list, no text"),
        ({"text": 7}, "text is a number, no text"),
        ({"text": "x", "date": "2021-31-02"}, "date: '2021-31-02' is no date"),
        ({"text": "x", "date": "2021-02-30T10:00:00Z"}, "date: '2021-02-30T10:00:00Z' is no date"),
        ({"text": "x", "date": "yesterday"}, "date: 'yesterday' is no date"),
        ({"text": "x", "captured": "soon"}, "captured: 'soon' is no date"),
    ],
)
def test_a_record_that_is_none_is_refused_with_the_reason(record: dict[str, object], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        ingest.from_record(record, "dump.jsonl:3", b"{}")
    assert str(refused.value) == f"dump.jsonl:3: {reason}"


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(Refused, match="the key 'title' stands twice"):
        ingest.decode(b'{"title": "a", "title": "b", "text": "x"}', "application/json", "x", Given())


def test_half_a_surrogate_pair_is_replaced_and_said() -> None:
    capture = ingest.decode(
        b'{"text": "broken \\ud83d here", "title": "\\udc00"}', "application/json", "x", Given()
    )
    assert capture.content == "broken \N{REPLACEMENT CHARACTER} here"
    assert capture.notes == ("broken characters replaced",)
    capture.given.title.encode("utf-8") if capture.given.title else None


def test_json_nested_ten_thousand_deep_is_refused() -> None:
    raw = b'{"text": "x", "more": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
    with pytest.raises(Refused, match="invalid JSON"):
        ingest.decode(raw, "application/json", "x", Given())
