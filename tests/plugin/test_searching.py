import base64
import gzip
import json
from pathlib import Path

import pytest

from builder.plugin import pagefind, searching
from builder.plugin.pagefind import PagefindFault, Record
from builder.plugin.wording import Wording
from tests.derive.holdings import ARABIC, FIRST, WITHHELD, library

WORDS = Wording("en")


def test_a_record_carries_its_filters_and_its_story() -> None:
    found = {record.url: record for record in searching.records(library(), WORDS)}
    first = found[f"/articles/2023/03/crane-{FIRST.id}/"]
    assert first.filters == {
        "source": ["harbour-post"],
        "year": ["2023"],
        "language": ["en"],
        "entity": ["Ana Ruiz", "Port of Lindhaven", "Lindhaven"],
        "relation": ["update", "translation", "expansion"],
    }
    more = json.loads(base64.b64decode(first.meta["more"]))
    assert more == {"lang": "en", "story": "stories/crane-falls/", "versions": 3}


def test_no_word_of_an_address_can_be_searched_for() -> None:
    for record in searching.records(library(), WORDS):
        assert "crane-falls" not in json.dumps(dict(record.meta))


def test_a_borrowed_date_is_shown_as_one_in_results() -> None:
    found = next(r for r in searching.records(library(), WORDS) if ARABIC.id in r.url)
    assert found.meta["date"] == "c. 1 March 2023"


def test_a_withheld_article_cannot_be_found() -> None:
    assert not [
        r for r in searching.records(library(), WORDS) if WITHHELD.id in r.url or "zebra" in r.content
    ]


def test_undated_articles_sort_before_all_days() -> None:
    found = [r.sort["date"] for r in searching.records(library(), WORDS)]
    assert min(found) == "0000-00-00"


def test_the_filters_offer_what_the_archive_holds() -> None:
    choices = searching.choices(library(), WORDS)
    assert [(c.value, c.count) for c in choices.years] == [("2023", 3), ("-", 1)]
    assert choices.articles == 4
    assert choices.names[0] == "Ana Ruiz"


def test_an_index_is_written(tmp_path: Path) -> None:
    records = (Record(f"/{n}/", f"word{n} in a text", "en", {"title": str(n)}) for n in range(200))
    assert pagefind.build(records, tmp_path / "pagefind", language="en") == 200
    entry = json.loads((tmp_path / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert entry["languages"]["en"]["page_count"] == 200
    assert not (tmp_path / "pagefind/pagefind-ui.js").exists()
    fragment = next((tmp_path / "pagefind/fragment").iterdir())
    assert b'"url":"/' in gzip.decompress(fragment.read_bytes())


def test_without_pagefind_the_message_says_what_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: None)
    with pytest.raises(PagefindFault, match="pip install"):
        pagefind.build(iter(()), tmp_path, language="en")
