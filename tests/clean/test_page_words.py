"""The words of a page as numbers say what the lines say."""

from __future__ import annotations

import numpy as np
import pytest

from builder.clean.lexicon import Lexicon, damping, grams, packaged_lexicon
from builder.clean.lines import read_lines
from builder.clean.page_words import page_words
from tests.clean.captures import STORY


def _lines(*texts: str):
    return read_lines("\n".join(texts)).lines


def test_every_word_has_a_number_in_the_order_of_the_page_and_knows_its_line():
    words = page_words(_lines("Sign up, sign in", "Up now"))
    assert words.numbers == {"sign": 0, "up": 1, "in": 2, "now": 3}
    assert words.ids.tolist() == [0, 1, 0, 2, 1, 3]
    assert words.line.tolist() == [0, 0, 0, 0, 1, 1]


def test_a_part_of_a_page_counts_its_own_lines_from_zero_and_keeps_the_numbers():
    part = page_words(_lines("one two", "three two", "four")).part(1, 3)
    assert part.ids.tolist() == [2, 1, 3]
    assert part.line.tolist() == [0, 0, 1]
    assert part.per_line(part.ids == 1).tolist() == [1, 0]


def test_a_word_that_a_line_has_twice_is_given_once_for_it():
    words = page_words(_lines("to be or not to be", "be"))
    line, word = words.each_once(words.ids == words.numbers["be"])
    assert (line.tolist(), word.tolist()) == ([0, 1], [1, 1])


def test_a_page_without_lines_has_no_words():
    words = page_words(())
    assert (words.lines, len(words.ids), len(words.looked_up({"a": 1}))) == (0, 0, 0)


def _added_up(lexicon: Lexicon, line) -> float:
    own = grams(line)
    return lexicon.base + damping(len(own)) * sum(lexicon.weights.get(gram, 0.0) for gram in own)


SMALL = Lexicon({"gate": 1.0, "0": 2.0, "gate 0": -4.0, "0 gate": 0.5, "< gate": 0.125, "0 >": -8.0}, 0.25)
GATES = ("gate 7 gate", "Gate 8b", "4", " ".join(["gate 5"] * 20), "gate of gates", "gate, the 5 gate")


@pytest.mark.parametrize(("lexicon", "texts"), [(SMALL, GATES), (packaged_lexicon("dump"), STORY)])
def test_the_scores_are_the_sums_over_each_lines_grams(lexicon, texts):
    lines = _lines(*texts)
    expected = np.array([_added_up(lexicon, line) for line in lines], np.float32)
    assert expected.any()
    assert lexicon.scores(lines).tolist() == expected.tolist()


def test_the_scores_of_a_page_are_the_same_from_its_words_at_hand():
    lines, lexicon = _lines("Menu", "Search", *STORY), packaged_lexicon("dump")
    words = page_words(lines)
    assert lexicon.scores(lines[1:], words.part(1, len(lines))).tolist() == lexicon.scores(lines[1:]).tolist()
