"""JSONL, JSON lists of any length, JSON feeds and wrapped lists."""

from __future__ import annotations

import json
from pathlib import Path

from builder.ingest import limits

from .making import BODY, captures_and_reasons, read_one, written


def test_a_lines_bytes_are_kept_without_their_ending(tmp_path: Path) -> None:
    line = '{"text": "Café.",  "title":"T"}'
    capture = read_one(written(tmp_path, "a.jsonl", line + "\r\n"))
    assert capture.raw == line.encode()
    assert capture.origin.endswith("a.jsonl:1")


def test_a_bad_line_is_refused_by_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [json.dumps({"text": "One."}), "", '{"text": "cut', "[1]", json.dumps({"text": "Five."})]
    captures, reasons = captures_and_reasons([written(tmp_path, "a.jsonl", "\n".join(rows))])
    assert [capture.content for capture in captures] == ["One.", "Five."]
    assert reasons == [
        "a.jsonl:3: invalid JSON: Unterminated string starting at at character 10",
        "a.jsonl:4: no JSON object but a list",
    ]


def test_a_bad_first_line_hides_nothing_even_without_the_name(tmp_path: Path) -> None:
    rows = ["# exported", json.dumps({"text": "One."}), json.dumps({"text": "Two."}), ""]
    captures, reasons = captures_and_reasons([written(tmp_path, "export.txt", "\n".join(rows))])
    assert [capture.content for capture in captures] == ["One.", "Two."]
    assert len(reasons) == 1


def test_a_line_of_100_mb_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "first"}\n{"text": "')
        for _ in range(100):
            file.write(b"word " * 200_000)
        file.write(b'"}\n{"text": "third"}\n')
    captures, reasons = captures_and_reasons([str(path)])
    assert [capture.content for capture in captures] == ["first", "third"]
    assert reasons == ["a.jsonl:2: too large: a line of more than 32 MB"]


def test_a_utf_16_jsonl_is_read(tmp_path: Path) -> None:
    data = '{"text": "Café."}\n{"text": "Été."}\n'.encode("utf-16")
    captures, reasons = captures_and_reasons([written(tmp_path, "a.jsonl", data)])
    assert ([capture.content for capture in captures], reasons) == (["Café.", "Été."], [])


def test_a_byte_order_mark_is_no_part_of_the_first_record(tmp_path: Path) -> None:
    assert read_one(written(tmp_path, "a.jsonl", b'\xef\xbb\xbf{"text": "x"}\n')).raw == b'{"text": "x"}'


def test_the_elements_of_a_list_are_cut_by_the_lists_own_syntax(tmp_path: Path) -> None:
    texts = ['a "quoted" ] } , [ text', "back\\slash\\\\", "", "nested"]
    data = json.dumps([{"text": text, "more": [{"a": [1, 2]}]} for text in texts], indent=2)
    captures, reasons = captures_and_reasons([written(tmp_path, "list.json", data)])
    assert [capture.content for capture in captures] == [text for text in texts if text]
    assert reasons == ["list.json#3: a record whose text is empty"]


def test_a_list_longer_than_any_buffer_is_read_element_by_element(tmp_path: Path) -> None:
    texts = [f'{number} "\\ {BODY}' for number in range(2000)]
    data = json.dumps([{"text": text} for text in texts])
    captures, reasons = captures_and_reasons([written(tmp_path, "list.json", data)])
    assert [capture.content for capture in captures] == texts
    assert reasons == []


def test_a_list_that_is_cut_off_gives_its_whole_elements(tmp_path: Path) -> None:
    data = json.dumps([{"text": "One."}, {"text": "Two."}, {"text": "Three."}])[:-6]
    captures, reasons = captures_and_reasons([written(tmp_path, "list.json", data)])
    assert [capture.content for capture in captures] == ["One.", "Two."]
    assert reasons == ["list.json#3: the JSON list is cut off here"]


def test_an_over_size_element_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    data = b'[{"text": "' + b"a" * (limits.MAX_PAGE + 1) + b'"}, {"text": "next"}]'
    captures, reasons = captures_and_reasons([written(tmp_path, "list.json", data)])
    assert [capture.content for capture in captures] == ["next"]
    assert reasons == ["list.json#1: too large: an element of more than 32 MB"]


def test_a_json_feed_gives_an_article_for_each_entry_with_text(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Harbour Post",
        "language": "en",
        "items": [
            {
                "id": "1",
                "url": "https://a.example/1",
                "content_html": "<p>Page.</p>",
                "date_published": "2021-02-27T10:00:00Z",
                "authors": [{"name": "Ann Reed"}],
            },
            {"id": "2", "summary": "A teaser."},
        ],
    }
    for indent in (None, 2):
        captures, reasons = captures_and_reasons([written(tmp_path, "feed", json.dumps(feed, indent=indent))])
        (capture,) = captures
        assert capture.given.source == "The Harbour Post"
        assert capture.given.byline == "Ann Reed"
        assert capture.given.date == "2021-02-27T10:00:00Z"
        assert len(reasons) == 1
        assert reasons[0].endswith("a record with a teaser only; add the page itself")


def test_articles_within_an_answer_are_found(tmp_path: Path) -> None:
    answer = {"status": "ok", "articles": [{"content": "Text.", "source": {"name": "The Post"}}]}
    assert read_one(written(tmp_path, "news.json", json.dumps(answer))).given.source == "The Post"


def test_a_record_over_many_lines_is_one_capture(tmp_path: Path) -> None:
    assert (
        read_one(written(tmp_path, "one.json", json.dumps({"title": "T", "text": "x"}, indent=4))).content
        == "x"
    )


def test_a_text_that_opens_with_a_brace_is_a_text(tmp_path: Path) -> None:
    assert (
        read_one(written(tmp_path, "a.txt", "{Editor's note} The café reopened.\n")).media_type
        == "text/plain"
    )


def test_a_json_text_sequence_is_read_record_by_record(tmp_path: Path) -> None:
    records = "".join(f"\x1e{json.dumps({'title': title, 'text': BODY})}\n" for title in ("A", "B"))
    captures, reasons = captures_and_reasons([written(tmp_path, "a.json-seq", records)])
    assert ([capture.given.title for capture in captures], reasons) == (["A", "B"], [])


def test_a_comma_after_a_record_is_no_fault(tmp_path: Path) -> None:
    rows = ",\r\n".join(json.dumps({"text": f"{n} {BODY}"}) for n in range(3)) + ",\r\n"
    for name in ("a.jsonl", "a.txt"):
        captures, reasons = captures_and_reasons([written(tmp_path, name, rows)])
        assert [capture.content[0] for capture in captures] == ["0", "1", "2"]
        assert reasons == []
