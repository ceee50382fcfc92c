import numpy as np

from builder.clean.selection import DAMPED, DAMPED_DUMPS, select

#: A paragraph each, of thirty words.
WORDS = np.full(6, 30.0)


def test_a_page_that_is_clear_keeps_its_likely_lines_alone():
    probability = np.array([0.01, 0.99, 0.98, 0.99, 0.02, 0.01])
    assert select(probability, WORDS).tolist() == [False, True, True, True, False, False]


def test_a_page_that_is_doubtful_keeps_lines_that_are_less_likely_than_not():
    probability = np.array([0.3, 0.45, 0.5, 0.45, 0.3, 0.01])
    assert select(probability, WORDS).tolist() == [True, True, True, True, True, False]


def doubtful_line_is_kept(probability: float, damped_to: float) -> bool:
    """Whether a line stays that follows three sure ones."""
    return bool(select(np.array([0.02, 0.97, 0.97, 0.97, probability, 0.02]), WORDS, damped_to)[4])


def test_dumps_keep_a_doubtful_line_below_sure_ones_that_html_would_lose():
    assert not doubtful_line_is_kept(0.45, DAMPED)
    assert doubtful_line_is_kept(0.45, DAMPED_DUMPS)
    assert not doubtful_line_is_kept(0.2, DAMPED_DUMPS)


def test_no_line_at_all_is_no_error():
    assert select(np.zeros(0), np.zeros(0)).tolist() == []
