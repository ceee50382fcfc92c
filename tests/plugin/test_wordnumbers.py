"""Words looked up all at once have the numbers that a dict would give them."""

import random
import string

from hypothesis import given
from hypothesis import strategies as st

from builder.plugin.wordnumbers import CODING, WordNumbers, words

#: Letters of one byte to four, one that is none, white space of all kinds, and what Python alone takes for white space.
ODD = "ab\0éж中🌦\u200b \n\t\r\v\f\x1c\x1f\x85\xa0\u1680\u2003\u2028\u3000"

TEXTS = st.lists(
    st.one_of(
        st.text(st.sampled_from(ODD), max_size=12),
        # Of every length up to more than its keys tell, and of few letters, so that some differ in one place alone.
        st.lists(st.text(st.sampled_from("ab\0é"), min_size=1, max_size=45), max_size=4).map(" ".join),
        st.text(max_size=20),
    ),
    max_size=5,
)


def _held(numbers: WordNumbers) -> list[str]:
    return [raw.decode(*CODING) for raw in numbers.since(0)]


@given(st.lists(TEXTS, max_size=4))
def test_each_word_has_one_number_and_each_number_one_word(several: list[list[str]]) -> None:
    numbers = WordNumbers()
    for texts in several:
        found = numbers.of(texts)
        held = _held(numbers)
        assert len(held) == len(set(held)) == len(numbers)
        assert [[held[n] for n in one.numbers.tolist()] for one in found] == [words(text) for text in texts]
        assert [one.text for one in found] == [" ".join(words(text)) for text in texts]


@given(TEXTS, TEXTS)
def test_words_that_were_known_keep_their_numbers(before: list[str], now: list[str]) -> None:
    known = list(dict.fromkeys(word for text in before for word in words(text)))
    numbers = WordNumbers([word.encode(*CODING) for word in known])
    found = [one.numbers.tolist() for one in numbers.of([*before, *now])]
    held = _held(numbers)
    assert held[: len(known)] == known
    places = {word: number for number, word in enumerate(held)}
    assert found == [[places[word] for word in words(text)] for text in [*before, *now]]


def test_many_words_are_told_apart_though_their_places_in_the_table_are_the_same() -> None:
    dice = random.Random(8)
    texts = [
        " ".join("".join(dice.choices(string.ascii_lowercase, k=dice.randint(1, 40))) for _ in range(400))
        for _ in range(40)
    ]
    numbers, places = WordNumbers(), dict[str, int]()
    for begin in range(0, len(texts), 7):
        some = texts[begin : begin + 7]
        expected = [[places.setdefault(word, len(places)) for word in text.split()] for text in some]
        found = [one.numbers for one in numbers.of(some)]
        held = _held(numbers)
        assert [[places[held[n]] for n in one.tolist()] for one in found] == expected
    again = [one.numbers.tolist() for one in numbers.of(texts)]
    assert [[held[n] for n in one] for one in again] == [text.split() for text in texts]


def test_text_without_words_has_no_numbers() -> None:
    assert [(one.text, one.numbers.tolist()) for one in WordNumbers().of(["", " \n ", "a", ""])] == [
        ("", []),
        ("", []),
        ("a", [0]),
        ("", []),
    ]


def test_nothing_is_looked_up_in_no_texts() -> None:
    assert WordNumbers().of([]) == []
