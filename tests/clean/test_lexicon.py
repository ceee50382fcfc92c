"""The words of a line are a witness where their language is known, and silent where it is not."""

from __future__ import annotations

import numpy as np
import pytest

from builder.clean.lexicon import Lexicon, grams, lexical_columns, lexicon_from_json, packaged_lexicon
from builder.clean.lines import read_lines
from tests.clean.captures import STORY

SMALL = Lexicon({"sign": -1.0, "up": -0.5, "sign up": -2.0, "harbour": 1.5, "the": 0.5, "for": 0.0}, 0.25)

SPANISH = (
    "Los transbordadores permanecieron en el puerto tras el temporal que cerró el estrecho entre las dos islas.",
    "La capitana del puerto dijo que el viento alcanzó los ciento diez kilómetros por hora antes del alba.",
    "La compañía espera reanudar sus horarios el miércoles, siempre que se cumpla el pronóstico del tiempo.",
)


def _lines(*texts: str):
    return read_lines("\n".join(texts)).lines


def test_a_line_gives_its_words_then_their_pairs_with_marks_at_its_ends_and_numbers_alike():
    (line,) = _lines("Sign up by 5 March!")
    assert grams(line) == [
        "sign", "up", "by", "0", "march", "< sign", "sign up", "up by", "by 0", "0 march", "march >",
    ]  # fmt: skip


def test_of_a_long_line_only_the_first_words_are_read():
    (line,) = _lines(" ".join(f"word{chr(97 + n % 26)}" for n in range(80)))
    assert len(grams(line)) < 60


def test_words_seen_around_articles_weigh_against_a_line_and_words_of_articles_for_it():
    notice, story = SMALL.scores(_lines("Sign up for the", "The harbour"))
    assert notice < SMALL.base < story
    assert story == pytest.approx(0.25 + 2.0 / 5**0.5)


def test_a_page_in_a_language_that_the_lexicon_does_not_know_gets_no_scores():
    assert not SMALL.scores(_lines("Zarpa el vapor", "sign up")).any()


def test_the_packaged_lexicon_speaks_on_english_pages_alone():
    lexicon = packaged_lexicon("dump")
    assert lexicon.scores(_lines(*STORY)).all()
    assert not lexicon.scores(_lines(*SPANISH)).any()


def test_the_packaged_lexicon_tells_notices_from_reports():
    notices = (
        "Sign up for our newsletter",
        "By signing up you agree to our terms of use and privacy policy",
        "Your contribution will go a long way",
    )
    scores = packaged_lexicon("dump").scores(_lines(*notices, *STORY))
    assert scores[: len(notices)].max() < scores[len(notices) :].min()


def test_the_trees_see_a_lines_score_its_neighbours_and_its_surroundings():
    lines = _lines("one", "two words", "three words here", "four", "five")
    scores = np.array([1, 2, 3, 4, 5], np.float32)
    columns = lexical_columns(scores, lines)
    assert columns.shape == (5, 9)
    assert columns[2, :5].tolist() == [3, 1, 2, 4, 5]
    assert columns[2, 5] == pytest.approx(3.0)


def test_a_lexicon_is_read_back_as_it_was_written():
    assert lexicon_from_json('{"base": 0.25, "weights": {"sign up": -2.0}}') == Lexicon(
        {"sign up": -2.0}, 0.25
    )
