"""Words of whole texts, counted without reading them: as many as reading finds."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.derive.tokens import count_words
from builder.derive.wordcounts import words_of

#: Letters, digits and marks that may begin, end or go on with a word, in scripts with spaces and without.
PIECES = st.sampled_from(
    [*"aZé9٣.,'’`´_-–—“”\n \u00a0\u202f\u00ad\u0301ب中", "word ", "rock'n'roll", "1,000"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
@example("rock'n'roll")
@example("a'b'c'd'e'f")
@example("3rd 1'000 1'a a'1 3.a 1.000,5 don't. 'tis o’clock")
@example("\ud800a \ud800")
def test_a_text_has_as_many_words_as_are_read_in_it(text: str) -> None:
    assert words_of(text) == count_words(text)
    among_words = f"{'plain words ' * 40}{text} {'and others' * 3}"
    assert words_of(among_words) == count_words(among_words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The mayor’s office said “no” to 1,200 of 3.5 million.", 10),
        ("Der Bürgermeister lehnte ab – ohne Gründe.", 6),
        ("市长说不", 4),
        ("قال رئيس البلدية لا", 4),
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert words_of(text) == words
