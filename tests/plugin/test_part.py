"""Indexes that are written here are compared with those that Pagefind makes of the same records: the same words on the
same pages at the same places, the same filters and orders."""

import gzip
import json
import random
import string
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.plugin import pagefind, part, postings, searching, vocabulary
from builder.plugin.drafts import Draft
from builder.plugin.pagefind import Indexed, Record, Unlike
from builder.plugin.partmemory import Forgetful, Memories
from builder.plugin.vocabulary import Told, Vocabulary

from .indexes import pagefinds, records, written

#: Letters that are written in one way and found by another, marks, pictures, digits of all kinds, what joins and parts.
ODD = [
    *"aàáâãäåæçéèêëñöøœßşİıȷÅΣσςΩάЙйЁёŁłĐđÞþ",
    *"ҐґЇїΆΈΉאבגשׁـّ٢٣ﷺएकिमীंনதமிழ்ไทย한국어カタナひら中文々字",
    *"ﬁﬀＡｂ１²½Ⅷ①ǅʰªº",
    *"\u0301\u0308\u0323\u200c\u200d\u2060\u00ad\u0640\u202e\ufeff",
    *"-‐–—'’ʼ´`.,:;!?/\\|@#$%^&*()[]{}<>~+=_°§“”«»·…",
    *"🌦️👩‍🚀🇫🇷👍🏽❤️1️⃣*️⃣©™",
    *"AZaz09",
]
SENTENCES = (
    "The ferries' crews weren't re-elected; iPhones and O'Brien's wi-fi e-mails cost $3.50 each (U.S.A.).",
    "L’élève n'aime-t-il pas la Bête-à-cornes ? Œuvres, naïveté, aujourd’hui.",
    "Straßenbahn­haltestelle Übergröße ÄPFEL Donaudampfschifffahrt",
    "Ένας άνθρωπος περπατούσε ΣΤΟΥΣ δρόμους",
    "Заключённые ели ёлки, ЙОД и подъезд",
    "السيارات الجميلة والمسافرون في القرية",
    "İstanbul'da IĞDIR ılıman çocuklarımızdan",
    "राम पुस्तकें पढ़ता है और लड़कियाँ खेलती हैं",
    "Ciudades españolas; ¿cómo están los niñitos?",
    "Viđeno ЂУРАЂ чаршијама; żółwie wiosłując Łódź",
    "ကျွန်တော် சென்னையில் ไทย 한국어 日本語 中文",
    "snake_case CamelCaseHTTPServer a/b/c x.y.z 10,000.50 1e-9 ___ __init__ -_- @home #tag",
)


def odd(seed: int, count: int) -> str:
    dice = random.Random(seed)
    return " ".join("".join(dice.choices(ODD, k=dice.randint(1, 8))) for _ in range(count))


@pytest.mark.parametrize("language", sorted({*searching.STEMMED, "zh", "ja", "th", "ko", "xx", "pt-BR"}))
def test_words_of_any_language_are_found_by_what_pagefind_finds_them_by(language: str) -> None:
    title = random.Random(language).choice(SENTENCES)
    found = [
        Record("/a/", odd(1, 300), language, {"title": odd(2, 6)}, {}, {"date": "2020-01-02"}),
        Record("/b/", " ".join(SENTENCES), language, {"title": title}, {}, {"date": "2020-01-01"}),
    ]
    assert Told.of(written(found, language)) == pagefinds(found, language)


spaced = st.text(
    st.sampled_from([*ODD, " ", "\n", "\t", "\x1c", "\x85", "\xa0", "\u2009", "\u3000", "\u200b"])
)


@settings(max_examples=15, deadline=None)
@given(st.lists(spaced, min_size=1, max_size=6), spaced)
def test_any_text_is_parted_into_words_as_pagefind_parts_it(texts: list[str], title: str) -> None:
    title = title.replace("\u200b", "")
    found = [Record(f"/{n}/", text, "en", {"title": title}) for n, text in enumerate(texts)]
    assert Told.of(written(found, "en")) == pagefinds(found, "en")


def test_words_of_punctuation_alone_have_nothing_to_be_found_by() -> None:
    marks = vocabulary._NO_WORD
    text = " ".join([*marks, *(a + b for a in marks for b in marks), marks])
    found = pagefinds([Record("/a/", f"word {text}", "en", {"title": "word"})], "en")
    assert list(found.words) == ["word"]
    assert set(string.punctuation) - set(marks) == {"_"}


@pytest.mark.parametrize("chunk", [1, 10, 30, 50, 20_000])
def test_an_index_says_what_pagefinds_own_says_however_it_is_spread(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "CHUNK", chunk)
    monkeypatch.setattr(postings, "LARGE", chunk // 3)
    monkeypatch.setattr(postings, "_AT_ONCE", 7)
    monkeypatch.setattr(part, "_AT_ONCE", 9)
    found = written(records(60), "fr")
    assert Told.of(found) == pagefinds(records(60), "fr")
    entry, theirs = (
        json.loads(next(file.content for file in files if file.path == "pagefind-entry.json"))
        for files in (found, pagefind.indexed(iter(records(60)), language="fr"))
    )
    theirs["languages"]["fr"]["hash"] = entry["languages"]["fr"]["hash"]
    assert entry == theirs
    assert f"pagefind.{entry['languages']['fr']['hash']}.pf_meta" in {file.path for file in found}


def test_a_word_that_all_articles_have_shares_its_file_with_no_word_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postings, "CHUNK", 120)
    monkeypatch.setattr(postings, "LARGE", 80)
    found = written(
        [Record(f"/{n}/", f"quay{n % 7} apple{n} harbor harbor zebra", "en") for n in range(30)], "en"
    )
    files = [vocabulary._item(file.content)[0] for file in found if file.path.startswith("index/")]
    stems = [[word[0] for word in file] for file in files]
    assert next(held for held in stems if "harbor" in held)[0] == "harbor"
    assert stems[0][0] == "apple0"


def test_what_a_browser_runs_is_pagefinds_own() -> None:
    theirs = {f.path: f.content for f in pagefind.indexed(iter(records(3)), language="fr") if "." in f.path}
    programs = {path: raw for path, raw in theirs.items() if path.endswith((".js", ".pagefind"))}
    assert len(programs) == 4
    own = {file.path: file.content for file in written(records(60), "fr")}
    assert programs.items() <= own.items()


def test_records_without_a_word_are_left_out_as_pagefind_leaves_them_out() -> None:
    empty = [
        Record(f"/empty-{n}/", text, "fr", {"title": "t"}, {"kind": ["x"]}, {"date": "2020-01-01"})
        for n, text in enumerate(["", " ", "- – —", "\u200b", "…"])
    ]
    for given_records in ([*empty, *records(5)], [*records(2), *empty], empty, []):
        found = written(given_records, "fr")
        assert Told.of(found) == pagefinds(given_records, "fr")
        assert len(found) == len({file.path for file in found})
    wordless = {file.path: file.content for file in written(empty, "fr")}
    assert json.loads(wordless["pagefind-entry.json"])["languages"] == {}


def test_a_text_in_a_script_of_pictures_alone_has_a_page() -> None:
    found = [Record("/a/", "🌦️ 👍", "en", {"title": "t"}), Record("/b/", "word", "en", {"title": "t"})]
    assert [page["url"] for page in Told.of(written(found, "en")).pages] == ["/a/", "/b/"]


def test_the_same_records_give_the_same_files_whatever_was_indexed_before() -> None:
    words = Vocabulary("fr")
    list(part.indexed(map(Draft.of, reversed(records(40))), Forgetful(words)))
    again = list(part.indexed(map(Draft.of, records(60)), Forgetful(words)))
    once = written(records(60), "fr")
    assert [(file.path, file.content) for file in once] == [(file.path, file.content) for file in again]
    assert len({file.path for file in once}) == len(once)


def test_forgotten_words_are_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "KNOWN", 5)
    monkeypatch.setattr(vocabulary, "ASKED", 3)
    memories = Memories()
    for count in (20, 60):
        found = part.indexed(map(Draft.of, records(count)), memories.part("", "fr"))
        assert Told.of(found) == pagefinds(records(count), "fr")


def test_pages_whose_names_begin_alike_keep_both_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    plainly = part._digest
    monkeypatch.setattr(part, "_digest", lambda plain: "0123456789" if b'"url"' in plain else plainly(plain))
    found = written(records(9), "fr")
    assert Told.of(found) == pagefinds(records(9), "fr")


def test_a_file_of_another_content_has_another_name() -> None:
    before, after = (
        {file.path: file.content for file in written([record], "en")}
        for record in (Record("/a/", "one text", "en"), Record("/a/", "one test", "en"))
    )
    same = before.keys() & after.keys()
    assert not [path for path in same if path.endswith((".pf_fragment", ".pf_index", ".pf_meta"))]
    assert all(before[path] == after[path] for path in same if not path.endswith("-entry.json"))


@pytest.mark.parametrize(
    "given_record",
    [
        Record("/a/", "___PAGEFIND_WEIGHT___2 heavy words ___END_PAGEFIND_WEIGHT___ light", "en"),
        Record("/a/", "words", "en", {"title": "in\u200bvisible"}),
    ],
)
def test_what_is_no_single_word_to_pagefind_is_refused(given_record: Record) -> None:
    with pytest.raises(Unlike):
        written([given_record], "en")


def spoilt(monkeypatch: pytest.MonkeyPatch, ending: str, plain: bytes) -> None:
    """Have Pagefind make other files of this ending from now on."""
    plainly = pagefind.indexed

    def indexed(found: Iterator[Record], *, language: str) -> Iterator[Indexed]:
        for file in plainly(found, language=language):
            other = gzip.compress(b"pagefind_dcd" + plain)
            yield Indexed(file.path, other if file.path.endswith(ending) else file.content)

    monkeypatch.setattr(pagefind, "indexed", indexed)


@pytest.mark.parametrize(
    ("ending", "plain"),
    [
        (".pf_index", b"\x81\x81\x81\x61a"),
        (".pf_index", b"\x81\x80"),
        (".pf_meta", b"\x87\x61\x31\x80\x80\x80\x80\x80\x80"),
        (".pf_meta", b"nothing"),
        (".pf_fragment", b'{"content":"a b","word_count":2}'),
    ],
)
def test_files_of_an_unknown_form_are_refused(
    monkeypatch: pytest.MonkeyPatch, ending: str, plain: bytes
) -> None:
    spoilt(monkeypatch, ending, plain)
    with pytest.raises(Unlike):
        written(records(20), "fr", records(20)[:3])


def test_a_sample_that_pagefind_indexes_otherwise_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    plainly = postings.chunks

    def displaced(found: list[postings.Places], filed: list[tuple[str, str]]) -> Iterator[postings.Chunk]:
        found[0].places[-1] += 1
        return plainly(found, filed)

    assert written(records(20), "fr", records(20)[:3])
    monkeypatch.setattr(postings, "chunks", displaced)
    with pytest.raises(Unlike, match="other words"):
        written(records(20), "fr", records(20)[:3])
