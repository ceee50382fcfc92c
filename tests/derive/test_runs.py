"""The runs that two sequences have in common, against difflib's."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.runs import common_runs

LETTERS = st.text(alphabet="abcdefgh", max_size=30)


@settings(deadline=None, max_examples=300)
@given(LETTERS, LETTERS)
def test_the_runs_are_those_that_difflib_finds(left: str, right: str) -> None:
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    assert common_runs(left, right) == [tuple(block) for block in blocks if block.size]


def test_nothing_has_nothing_in_common() -> None:
    assert common_runs("", "a") == []
    assert common_runs("a", "b") == []
