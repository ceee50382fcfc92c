"""Words for matching."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't STOP, e-mail me", ["don't", "stop", "e", "mail", "me"]),
        ("It’s 1,200.5 metres", ["it's", "1,200.5", "metres"]),
        ("École Straße", ["école", "strasse"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("今天很好 ok", ["今", "天", "很", "好", "ok"]),
        ("الرَّئيس أحمد", ["الرئيس", "احمد"]),
        ("co\u00adop\u200berate", ["cooperate"]),
        ("foo_bar", ["foo", "bar"]),
        ("...", []),
    ],
)
def test_words_are_folded_and_bare(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_word_is_empty_or_holds_white_space(text: str) -> None:
    assert all(w.split() == [w] for w in words(text))
