"""Another reading of a page moves the classifier's probabilities, and a poor one does not."""

from __future__ import annotations

import numpy as np

from builder.clean.agreement import DECLARED, leaned, shares_found
from builder.clean.lines import read_lines
from tests.clean.captures import STORY


def test_lines_are_found_in_a_reading_with_other_markup_and_punctuation():
    lines = read_lines("\n".join((*STORY, "Council blames the old dam for it"))).lines
    shares = shares_found(lines, "<p>" + "</p><p>".join(STORY).replace(",", " —") + "</p>")
    assert shares is not None
    assert shares.tolist() == [1.0, 1.0, 1.0, 1.0, 0.0]


def test_a_brief_line_is_found_where_its_words_stand_together():
    lines = read_lines("Ilse Varga\nVarga Ilse\nVarga").lines
    shares = shares_found(lines, " ".join(STORY))
    assert shares is not None
    assert shares.tolist() == [1.0, 0.0, 1.0]


def test_a_summary_is_no_reading():
    assert shares_found(read_lines(STORY[0]).lines, "Ferries stayed in port.") is None


def test_a_line_gains_by_being_found_and_loses_by_being_absent_unless_it_is_short():
    moved = leaned(np.full(3, 0.5), np.array([1.0, 0.0, 0.0]), np.array([20.0, 20.0, 2.0]), DECLARED)
    assert moved[0] > 0.9 and moved[1] < 0.2 and moved[2] == 0.5
