from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.facts import cues, lexicon
from builder.derive.facts.numbers import _ONE, Number, numbers, readings


def read(text: str, language: str | None = "en") -> list[tuple[str, set[str], str]]:
    return [
        (fact.text, {format(value, "f") for value in fact.key.values}, fact.key.unit)
        for fact in numbers(text, language)
        if isinstance(fact.key, Number)
    ]


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("$155 billion", "en", "155000000000", "$"),
        ("$ 155 billion", "en", "155000000000", "$"),
        ("155bn dollars", "en", "155000000000", "$"),
        ("three million euros", "en", "3000000", "€"),
        ("a million", "en", "1000000", ""),
        ("twenty-five", "en", "25", ""),
        ("3.5 per cent", "en", "3.5", "%"),
        ("3,5 por ciento", "es", "3.5", "%"),
        ("dos mil personas", "es", "2000", ""),
        ("12 000 personnes", "fr", "12000", ""),
        ("1,5 milliard d'euros", "fr", "1500000000.0", "€"),
        ("zwölf Menschen", "de", "12", ""),
        ("١٬٠٠٠ شخص", "ar", "1000", ""),
        ("155 مليار دولار", "ar", "155000000000", "$"),
        ("1550亿美元", "zh", "155000000000", "$"),
    ],
)
def test_a_figure_is_its_value_and_unit_however_it_is_written(
    text: str, language: str, value: str, unit: str
) -> None:
    found = read(text, language)
    assert len(found) == 1
    assert {Decimal(v) for v in found[0][1]} == {Decimal(value)}
    assert found[0][2] == unit


def test_digits_within_names_are_no_figures() -> None:
    assert read("The G7 discussed COVID-19, 5G and the F-16.") == []


def test_an_ordinal_is_a_figure() -> None:
    assert read("the 18th meeting") == [("18th", {"18"}, "")]


def test_a_separator_that_can_be_read_two_ways_is() -> None:
    assert readings("1.234", "es") == {Decimal("1234"), Decimal("1.234")}
    assert readings("1.234", "en") == {Decimal("1.234")}
    assert readings("1,234", "en") == {Decimal("1234")}
    assert readings("1.234.567,89", "de") == {Decimal("1234567.89")}
    assert readings("1,234,567", None) == {Decimal("1234567")}


def test_a_unit_left_out_is_no_difference_and_another_one_is() -> None:
    dollars, plain, euros = (Number(frozenset({Decimal(5)}), unit) for unit in ("$", "", "€"))
    assert dollars.same_as(plain)
    assert plain.same_as(euros)
    assert not dollars.same_as(euros)


WORDS = st.sampled_from(
    [
        "a",
        "one",
        "un",
        "two",
        "twenty",
        "twenty-five",
        "million",
        "m",
        "bn",
        "thousand",
        "hundred",
        "mil",
        "millones",
        "k",
        "the",
        "men",
        "A-MILLION",
        "zwei",
        "Millionen",
        "三百",
        "万",
        "五人",
        "2",
        "$",
        "%",
        "-",
        ";",
        "ثلاثة",
        "مليون",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, max_size=8), st.sampled_from(["en", "es", "de", "zh", "ar", None]), st.data())
def test_no_numeral_is_missed_for_want_of_the_words_that_are_looked_for_first(
    words: list[str], language: str | None, data: st.DataObject
) -> None:
    gaps = [data.draw(st.sampled_from([" ", "-", "\u00a0", ", "])) for _ in words]
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=True))
    # Words that leave the quick check nothing to refuse, after a stop so that they join nothing.
    of_all = cues.first_runs((*lexicon.numerals(language), *lexicon.tens(language), *_ONE))
    if cues.has_any(text, of_all):
        opened = numbers(f"{text} ; 三 zzz two", language)
        assert [f for f in opened if f.end <= len(text)] == numbers(text, language)
