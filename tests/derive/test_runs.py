"""The runs that two sequences have in common, against difflib's."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.runs import common_runs

MEMBERS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


@settings(deadline=None, max_examples=300)
@given(MEMBERS, MEMBERS)
def test_the_runs_are_those_that_difflib_finds(left: list[str], right: list[str]) -> None:
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    assert [(run.a, run.b, run.size) for run in common_runs(left, right)] == [
        tuple(b) for b in blocks if b.size
    ]


def test_nothing_has_nothing_in_common() -> None:
    assert common_runs([], ["a"]) == []
    assert common_runs(["a"], ["b"]) == []
