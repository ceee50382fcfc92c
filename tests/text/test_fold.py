"""Typography made equal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Yes,” he said", '"Yes," he said'),
        ("« Oui »", '" Oui "'),
        ("it’s", "it's"),
        ("1914–18 — war", "1914-18 - war"),
        ("wait…", "wait..."),
        ("a\u00a0b\n\nc", "a b c"),
        ("zero\u200bwidth", "zerowidth"),
        ("cafe\u0301", "café"),
        ("''Yes''", '"Yes"'),
    ],
)
def test_two_printings_of_one_sentence_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_case_and_accents_stay() -> None:
    assert fold("Élan") == "Élan"


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
