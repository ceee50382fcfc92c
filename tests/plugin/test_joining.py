"""Joined indexes are compared with the one that Pagefind makes of all records at once: the same words on the same pages."""

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.plugin import cbor, joining, pagefind, wordfile
from builder.plugin.cbor import CborFault
from builder.plugin.pagefind import Indexed, PagefindFault, Record

WORDS = [
    "café",
    "cafe",
    "cafés",
    "run",
    "running",
    "naïve",
    "naive",
    "résumé",
    "port",
    "ports",
    "中",
    "文",
    "bridge",
    "opens",
    "élan",
    "elan",
    "Élan",
    "the",
    "of",
    "a",
]


def records(count: int) -> list[Record]:
    """Texts with words in several forms, filters that few have, and days in no order."""
    dice = random.Random(count)
    return [
        Record(
            f"/{n}/",
            " ".join(dice.choices(WORDS, k=dice.randint(0, 40))),
            "fr",
            {"title": dice.choice(WORDS).title(), "more": f"m{n}"},
            {
                "kind": dice.sample(["report", "chronique", "élégie"], dice.randint(0, 2)),
                "year": [str(2000 + n % 3)],
            },
            {"date": f"20{dice.randint(10, 20)}-01-01"},
        )
        for n in range(count)
    ]


def unpacked(raw: bytes) -> Any:
    return cbor.unpacked(gzip.decompress(raw).removeprefix(b"pagefind_dcd"))


def numbered(pages: list[list[Any]]) -> list[list[Any]]:
    """Pages with their own numbers in place of distances."""
    last, found = 0, []
    for distance, *places in pages:
        last += distance
        found.append([last, *places])
    return found


def told(files: Iterable[Indexed]) -> dict[str, Any]:
    """What an index says, under whatever names its files have."""
    held = {file.path: file.content for file in files}
    version, pages, chunks, filters, sorts, names = unpacked(
        next(raw for path, raw in held.items() if path.endswith(".pf_meta"))
    )
    words = {}
    for first, last, name in chunks:
        for stem, found, forms in unpacked(held[f"index/{name}.pf_index"])[0]:
            assert first <= stem and (stem <= last or stem.startswith(last))
            words[stem] = numbered(found), {form: numbered(own) for form, own in forms}
    entry = json.loads(held["pagefind-entry.json"])
    (language,) = entry["languages"].values()
    assert f"pagefind.{language.pop('hash')}.pf_meta" in held
    return {
        "version": version,
        "words": words,
        "pages": [(json.loads(_text(held[f"fragment/{name}.pf_fragment"])), count) for name, count in pages],
        "filters": {name: dict(unpacked(held[f"filter/{file}.pf_filter"])[1]) for name, file in filters},
        "sorts": {name: list(found) for name, found in sorts},
        "names": names,
        "entry": entry,
        "programs": {path for path in held if "/" not in path and not path.endswith(".pf_meta")},
    }


def _text(raw: bytes) -> str:
    return gzip.decompress(raw).decode().removeprefix("pagefind_dcd")


@pytest.mark.parametrize("piece", [1, 7, 59])
def test_a_joined_index_says_what_one_made_at_once_says(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "PIECE", piece)
    monkeypatch.setattr(joining, "CHUNK", 30)
    assert told(joining.indexed(records(60), language="fr")) == told(
        pagefind.indexed(iter(records(60)), language="fr")
    )


def test_records_without_a_word_are_left_out_as_pagefind_leaves_them_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(joining, "PIECE", 2)
    empty = [Record(f"/{n}/", "", "fr", {"title": "t"}, {}, {"date": "2020-01-01"}) for n in range(3)]
    files = list(joining.indexed([*empty, *records(5)], language="fr"))
    assert told(files) == told(pagefind.indexed(iter([*empty, *records(5)]), language="fr"))
    wordless = {file.path: file.content for file in joining.indexed(empty, language="fr")}
    assert json.loads(wordless["pagefind-entry.json"])["languages"] == {}


def test_the_same_records_give_the_same_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "PIECE", 20)
    once, again = (list(joining.indexed(records(60), language="fr")) for _ in range(2))
    assert once == again
    assert len({file.path for file in once}) == len(once)


def test_a_page_that_is_in_two_pieces_keeps_both_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "PIECE", 1)
    same = Record("/a/", "twice the same", "en", {"title": "t"}, {}, {"date": "2020-01-01"})
    found = list(joining.indexed([same, same, same], language="en"))
    assert len([file for file in found if file.path.startswith("fragment/")]) == 3
    assert len({file.path for file in found}) == len(found)


def test_few_records_are_left_as_pagefind_gives_them() -> None:
    assert told(joining.indexed(records(60), language="fr")) == told(
        pagefind.indexed(iter(records(60)), language="fr")
    )
    assert not [file for file in joining.indexed((), language="en") if file.path.startswith("fragment/")]


def test_an_unknown_version_of_pagefind_indexes_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    plainly = pagefind.indexed

    def counted(found: Iterator[Record], *, language: str) -> Iterator[Indexed]:
        held = list(found)
        sent.append(len(held))
        return plainly(iter(held), language=language)

    monkeypatch.setattr(pagefind, "indexed", counted)
    monkeypatch.setattr(joining, "PIECE", 20)
    monkeypatch.setattr(joining, "KNOWN", ("0.9",))
    whole = told(joining.indexed(records(60), language="fr"))
    assert len(sent) == 2 and sent[0] <= 20 and sent[1] == 60
    assert whole == told(plainly(iter(records(60)), language="fr"))


def test_files_of_an_unknown_form_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plainly = pagefind.indexed

    def damaged(found: Iterator[Record], *, language: str) -> Iterator[Indexed]:
        for file in plainly(found, language=language):
            spoilt = gzip.compress(b"pagefind_dcd\x81\x81\x81\x61a")
            yield Indexed(file.path, spoilt if file.path.endswith(".pf_index") else file.content)

    monkeypatch.setattr(pagefind, "indexed", damaged)
    monkeypatch.setattr(joining, "PIECE", 20)
    with pytest.raises(PagefindFault, match="unknown form"):
        list(joining.indexed(records(60), language="fr"))


def test_records_without_the_others_metadata_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "PIECE", 1)
    found = [Record("/a/", "one", "en", {"title": "t"}), Record("/b/", "two", "en", {"source": "s"})]
    with pytest.raises(PagefindFault, match="different names"):
        list(joining.indexed(found, language="en"))


places = st.lists(st.integers(-30, 70_000), max_size=30)
page_lists = st.lists(st.tuples(st.integers(0, 70_000), places, places), max_size=6)
packed_words = st.lists(
    st.tuples(
        st.text(max_size=30), page_lists, st.lists(st.tuples(st.text(max_size=8), page_lists), max_size=3)
    ),
    max_size=5,
)


@given(packed_words)
def test_pages_are_stepped_over_whatever_they_hold(packed: list[Any]) -> None:
    found = list(wordfile.words(cbor.packed([packed])))
    assert [word.stem for word in found] == [stem for stem, _, _ in packed]
    for word, (_, pages, forms) in zip(found, packed, strict=True):
        assert [form for form, _ in word.forms] == [form for form, _ in forms]
        for own, expected in (
            (word.pages, pages),
            *zip([p for _, p in word.forms], [p for _, p in forms], strict=True),
        ):
            assert own.count == len(expected)
            assert own.packed(own.first) == b"".join(cbor.packed(page) for page in expected)
            assert own.last == sum(number for number, _, _ in expected)
            assert own.size == sum(1 + len(a) + len(b) for _, a, b in expected)


items = st.recursive(
    st.integers(-(2**64), 2**64 - 1) | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=30),
    max_leaves=60,
)


@given(items)
def test_what_is_packed_is_unpacked_again(item: Any) -> None:
    assert cbor.unpacked(cbor.packed(item)) == item


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "ends early"),
        (b"\x82\x01", "ends early"),
        (b"\x63ab", "no text"),
        (b"\x19\x01", "no length"),
        (b"\x9f\xff", "no length"),
        (b"\xf5", "another kind"),
        (b"\x01\x01", "goes on"),
    ],
)
def test_what_is_no_item_is_said_to_be_none(raw: bytes, message: str) -> None:
    with pytest.raises(CborFault, match=message):
        cbor.unpacked(raw)
