import gzip
import json
from dataclasses import replace

import pytest

from builder.derive.library import Library
from builder.model.article import Article
from builder.plugin import pagefind, searching, vocabulary
from builder.plugin.cbor import CborFault
from builder.plugin.pagefind import PagefindFault, Record
from builder.plugin.partmemory import Memories
from builder.plugin.vocabulary import Told
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
    digits = {mark: f"{digit:x}" for digit, mark in enumerate("!#$%&'()*+,-./:;")}
    more = json.loads(bytes.fromhex("".join(digits[mark] for mark in first.meta["more"])))
    assert more == {"lang": "en", "day": "2023-03-01", "story": "stories/crane-falls/", "versions": 3}


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


def test_an_index_holds_every_record() -> None:
    records = (Record(f"/{n}/", f"word{n} in a text", "en", {"title": str(n)}) for n in range(200))
    found = {file.path: file.content for file in pagefind.indexed(records, language="en")}
    assert json.loads(found["pagefind-entry.json"])["languages"]["en"]["page_count"] == 200
    assert "pagefind-ui.js" not in found
    fragments = [gzip.decompress(raw) for path, raw in found.items() if path.startswith("fragment/")]
    assert sum(b'"url":"/' in text for text in fragments) == 200


def test_no_file_of_an_index_is_empty() -> None:
    for _ in range(5):
        assert all(file.content for file in pagefind.indexed(iter(()), language="en"))


def test_without_pagefind_the_message_says_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: None)
    with pytest.raises(PagefindFault, match="pip install"):
        list(pagefind.indexed(iter(()), language="en"))


def archive(*languages: str | None) -> Library:
    return Library.build(
        Article(f"a{n:010d}", f"articles/{n}.md", title=f"T{n}", language=tag, date="2020-01-01", body="B.\n")
        for n, tag in enumerate(languages)
    )


def test_each_language_has_parts_of_its_own_and_the_most_frequent_ones_come_first() -> None:
    parts = searching.shards(archive("fr", "en", "en-GB", "ar"))
    assert [(part.language, part.folder, len(part.articles)) for part in parts] == [
        ("en", "", 2),
        ("ar", "ar/", 1),
        ("fr", "fr/", 1),
    ]
    assert json.loads(searching.listed(parts)) == [[""], ["ar/"], ["fr/"]]


def test_a_rare_language_and_one_without_known_endings_stay_with_the_most_frequent() -> None:
    parts = searching.shards(archive(*["en"] * 60, "fr", "zh", None))
    assert [(part.language, len(part.articles)) for part in parts] == [("en", 63)]


def test_no_more_than_five_languages_have_parts_beside_the_most_frequent() -> None:
    parts = searching.shards(archive("en", "en", "fr", "de", "es", "it", "pt", "sv", "da"))
    assert len(parts) == 1 + searching.OTHERS
    assert sum(len(part.articles) for part in parts) == 9


def test_an_archive_without_a_known_language_or_any_article_has_one_part() -> None:
    assert [part.folder for part in searching.shards(archive("zh", None))] == [""]
    assert searching.shards(archive()) == (searching.Shard("", (), ""),)


def test_pagefind_knows_the_endings_of_each_language_that_it_is_asked_for() -> None:
    for language in sorted(searching.STEMMED):
        found = pagefind.indexed(iter([Record("/a", "words of a text", language)]), language=language)
        assert f"wasm.{language}.pagefind" in {file.path for file in found}


def told(found: Library, parts: Memories | None = None) -> dict[str, Told]:
    return {
        shard.language: Told.of(
            replace(file, path=file.path.removeprefix(f"pagefind/{shard.folder}"))
            for file in searching.index_shard(found, shard, WORDS, parts or Memories())
        )
        for shard in searching.shards(found)
    }


def test_a_part_says_what_pagefind_says_of_its_records() -> None:
    found = archive("fr", "en", "en", "ar")
    for shard in searching.shards(found):
        records = searching.records(found, WORDS, shard.articles)
        theirs = Told.of(pagefind.indexed(records, language=shard.language))
        assert told(found)[shard.language] == theirs
        assert theirs.words


def test_a_form_of_files_that_is_not_known_is_left_to_pagefind_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found = archive("en", "en", "en")
    before = told(found)
    monkeypatch.setattr(vocabulary, "_contents", lambda held: (_ for _ in ()).throw(CborFault("unknown")))
    (shard,) = searching.shards(found)
    files = list(searching.index_shard(found, shard, WORDS, Memories()))
    monkeypatch.undo()
    assert "by itself" in caplog.text
    assert before["en"] == Told.of(replace(file, path=file.path.removeprefix("pagefind/")) for file in files)


def test_a_text_that_looks_like_a_mark_of_pagefinds_is_found_by_its_words() -> None:
    article = Article(
        "a0000000000",
        "articles/0.md",
        title="One ___PAGEFIND_ANCHOR___x:y",
        body="Text ______PAGEFIND_WEIGHT___0 of _\u200b__END_PAGEFIND_WEIGHT___ wei\u200bght.\n",
    )
    words = told(Library.build([article]))[""].words
    assert {"pagefind", "weight", "anchor", "text"} <= words.keys()
