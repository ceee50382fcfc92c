"""Candidate pairs: rare features join all their texts, frequent ones their earliest."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.relate import candidates as module
from builder.relate.candidates import LEAST_SHARED, candidates
from builder.relate.shingles import Hashes, shingles


def found(features: list[Hashes]) -> set[tuple[int, int]]:
    pairs = candidates(features)
    return set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))


def span(start: int, stop: int) -> Hashes:
    return np.arange(start, stop, dtype=np.uint32)


def test_texts_that_share_enough_are_a_pair() -> None:
    assert found([span(0, 100), span(50, 150), span(500, 600)]) == {(0, 1)}


def test_texts_that_share_too_little_are_none() -> None:
    assert found([span(0, 100), span(101 - LEAST_SHARED, 200)]) == set()


def test_a_passage_that_all_share_joins_each_to_the_earliest() -> None:
    texts = [np.concatenate([span(0, 40), span(1000 * n, 1000 * n + 40)]) for n in range(1, 60)]
    assert found(texts) == {(0, n) for n in range(1, 59)}


@settings(deadline=None)
@given(
    st.lists(st.frozensets(st.integers(0, 60), max_size=40), max_size=12),
    st.integers(1, 50),
    st.integers(1, 50),
)
def test_blocks_do_not_change_the_pairs(sets: list[frozenset[int]], features: int, pairs: int) -> None:
    texts = [np.array(sorted(s), dtype=np.uint32) * np.uint32(70_000_000) for s in sets]
    whole = found(texts)
    before = module.FEATURES_AT_ONCE, module.PAIRS_AT_ONCE
    try:
        module.FEATURES_AT_ONCE, module.PAIRS_AT_ONCE = features, pairs
        assert found(texts) == whole
    finally:
        module.FEATURES_AT_ONCE, module.PAIRS_AT_ONCE = before


def test_shingles_are_the_same_in_every_process_and_release() -> None:
    assert shingles(["seven", "brown", "foxes"]).tolist() == [571559567, 1496635282, 1672501264, 2999529781]
