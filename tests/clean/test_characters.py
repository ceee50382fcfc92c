"""Kinds of characters are counted for all lines at once as a pattern would count them line by line."""

from __future__ import annotations

import re

import pytest

from builder.clean.characters import COMMA, DIGIT, LETTER, QUOTE, UPPER, alphanumeric, characters

LINES = (
    "The council met. It voted, at last: 12 to 3.",
    'Nobody spoke." "Why?" she asked!',
    "end.",
    "“Quoted.” And on…",
    "一。二。三",
    "السعر ٢٥ ريالا، كما قيل.",
    "...",
    "odd.\")'] next",
    'odd.")”x',
    "Été Über ñandú Ⓐ",
    "x.y.z e.g. this",
)
_INNER_STOP = re.compile(r"[.!?؟。！？।][\"'”’»)\]」』]*(?=\s|[^\x00-\x7f])")


def test_stops_within_a_line_are_those_that_a_space_or_a_sign_beyond_ascii_follows() -> None:
    expected = [len(_INNER_STOP.findall(line)) for line in LINES]
    assert characters(LINES).inner_stops().tolist() == expected
    assert sum(expected) >= 8


@pytest.mark.parametrize(
    ("kind", "pattern"), [(DIGIT, r"\d"), (COMMA, "[,،，、;؛；]"), (QUOTE, '["“”«»„「」『』]')]
)
def test_signs_are_counted_line_by_line(kind: int, pattern: str) -> None:
    assert characters(LINES).count(kind).tolist() == [len(re.findall(pattern, line)) for line in LINES]


def test_words_are_told_by_what_they_open_with() -> None:
    capitals = [sum(word[0].isupper() for word in line.split()) for line in LINES]
    letters = [sum(word[0].isalpha() for word in line.split()) for line in LINES]
    signs = characters(LINES)
    assert signs.words_opening_with(UPPER).tolist() == capitals
    assert signs.words_opening_with(LETTER).tolist() == letters
    assert signs.words().tolist() == [len(line.split()) for line in LINES]


def test_letters_and_digits_of_any_script_are_counted() -> None:
    text = "Über 12, 一二 ٣\n – ½ \ud800"
    assert alphanumeric(text) == sum(map(str.isalnum, text))
    assert alphanumeric("") == 0
