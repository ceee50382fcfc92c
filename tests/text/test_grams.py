"""Which sentences are alike: the quick way against the plain one."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text import grams
from builder.text.fold import fold
from builder.text.grams import alike, profile

PIECES = [
    "the ferry ",
    "to Garrane ",
    "was late",
    "Über",
    "“No”, ",
    '"No," ',
    "漢字",
    "𠮷𠮷",
    "a",
    "",
    "x" * 9,
    "\u200b",
]
SENTENCES = st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), max_size=8)


def counted(sentence: str) -> Counter[str]:
    padded = f" {fold(sentence).casefold()} "
    return Counter(padded[k : k + 4] for k in range(max(1, len(padded) - 3)))


def plainly_alike(a: list[str], b: list[str], common: int, least: float) -> dict[tuple[int, int], float]:
    """Every pair of sentences looked at, one after the other."""
    spread = Counter(gram for sentence in b for gram in counted(sentence))
    found: dict[tuple[int, int], float] = {}
    for i, one in enumerate(a):
        for j, two in enumerate(b):
            mine, yours = counted(one), counted(two)
            shared = sum(1 for gram in mine if gram in yours and spread[gram] <= common)
            norms = [math.sqrt(sum(n * n for n in side.values())) for side in (mine, yours)]
            cosine = sum(n * yours[gram] for gram, n in mine.items()) / (norms[0] * norms[1])
            if shared and fold(one).casefold() == fold(two).casefold():
                found[i, j] = 1.0
            elif shared >= max(1, len(mine) // 12) and cosine >= least:
                found[i, j] = min(0.9999, cosine)
    keys = [[fold(sentence).casefold() for sentence in side] for side in (a, b)]
    for key in set(keys[0]):
        places = [[n for n, other in enumerate(side) if other == key] for side in keys]
        found.update(dict.fromkeys(zip(*places, strict=False), 1.0))
    return found


@pytest.mark.parametrize("every", [0, 10**9])
@pytest.mark.parametrize(("at_once", "often"), [(1, 1), (10**6, 1), (10**6, 3), (10**6, 10**6)])
@settings(deadline=None, max_examples=60)
@given(SENTENCES, SENTENCES)
def test_the_quick_way_finds_what_the_plain_one_does(
    every: int, at_once: int, often: int, a: list[str], b: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grams, "_COMMON", 2)
        patch.setattr(grams, "_EVERY", every)
        patch.setattr(grams, "_AT_ONCE", at_once)
        patch.setattr(grams, "_OFTEN", often)
        patch.setattr(grams, "_PRODUCT", 2)
        found = alike(profile(a), profile(b), 0.26)
    places = list(zip(found.a, found.b, strict=True))
    assert places == sorted(places)
    assert dict(zip(places, found.similarity, strict=True)) == pytest.approx(plainly_alike(a, b, 2, 0.26))


def test_typography_and_case_are_not_looked_at() -> None:
    found = alike(profile(["“It’s over,” he said…"]), profile(['"it\'s over,"  he said...']), 0.26)
    assert found.similarity == [1.0]
