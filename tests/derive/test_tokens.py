"""A text's tokens as letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.tokens import Alphabet, Tokens, count_words

PROSE = st.text(alphabet="ab Tz’'\"“”.,-—_$%0123 \n،中文ฯั¯ا\u0301\u00ad ", max_size=60)


def both(a: str, b: str) -> tuple[Tokens, Tokens]:
    alphabet = Alphabet()
    return alphabet.read(a), alphabet.read(b)


@settings(deadline=None)
@given(PROSE)
def test_the_tokens_hold_the_whole_text_in_order(text: str) -> None:
    found = Alphabet().read(text)
    assert len(found.offsets) == len(found.letters) + 1
    assert found.offsets == sorted(found.offsets)
    if text.strip():
        assert "".join(found.slice(n, n + 1) for n in range(len(found.letters))) == text


@settings(deadline=None)
@given(st.lists(PROSE.map(str.strip).filter(bool), min_size=1, max_size=3))
def test_sentences_put_together_are_read_as_one_text(sentences: list[str]) -> None:
    alphabet = Alphabet()
    whole = " ".join(sentences)
    joined, read = alphabet.joined(whole, list(map(alphabet.read, sentences))), alphabet.read(whole)
    assert (joined.letters, joined.spoken, joined.offsets) == (read.letters, read.spoken, read.offsets)


@settings(deadline=None)
@given(PROSE)
def test_its_words_are_those_that_are_counted(text: str) -> None:
    assert Alphabet().read(text).words == count_words(text)


@settings(deadline=None)
@given(PROSE, PROSE)
def test_letters_do_not_depend_on_what_was_read_before(first: str, text: str) -> None:
    alphabet = Alphabet()
    alphabet.read(first)
    again = alphabet.read(text)
    fresh = Alphabet().read(text)
    assert again.offsets == fresh.offsets
    pairs = set(zip(again.letters, fresh.letters, strict=True))
    assert len(pairs) == len(set(again.letters)) == len(set(fresh.letters))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("said” .", 'said."'),
        ("1,000 men", "١٬٠٠٠ men"),
        ("don’t", "don't"),
        ("don`t", "don't"),
        ("caf\u00e9", "cafe\u0301"),
        ("co\u00adoperate", "cooperate"),
        ("a — b", "a - b"),
    ],
)
def test_typography_gives_one_letter(a: str, b: str) -> None:
    one, two = both(a, b)
    assert one.letters == two.letters


@pytest.mark.parametrize(("a", "b"), [("the Party", "the party"), ("$5", "5"), ("5%", "5$"), ("so!", "so?")])
def test_case_and_marks_are_text(a: str, b: str) -> None:
    one, two = both(a, b)
    assert one.letters != two.letters


def test_an_alphabet_is_full_after_many_different_words_and_goes_on_to_work() -> None:
    alphabet = Alphabet()
    assert not alphabet.is_full
    alphabet.read(" ".join(f"w{n}x" for n in range(60_000)))
    assert alphabet.is_full
    assert alphabet.read("w7x").letters == alphabet.read("so w7x").letters[1:]


def test_the_words_between_two_places_are_measured_without_white_space() -> None:
    assert Alphabet().read("  The  end, of it.").written(0, 3) == 6
