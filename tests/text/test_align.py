"""Aligned sentences."""

from __future__ import annotations

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text.align import Row, align

REPORT = [
    "The ferry to Garrane was cancelled on Friday because of high wind.",
    "About two hundred passengers slept in the terminal, the company said.",
    '"We had blankets for half of them," said the harbour master.',
    "The next boat leaves on Saturday at noon.",
]


def test_a_text_beside_itself_runs_in_step() -> None:
    assert align(REPORT, REPORT) == tuple(Row(n, n, 1.0) for n in range(4))


def test_a_reworded_sentence_keeps_its_counterpart() -> None:
    other = [
        REPORT[0],
        "Some two hundred passengers spent the night in the terminal, the company stated.",
        *REPORT[2:],
    ]
    row = align(REPORT, other)[1]
    assert (row.a, row.b, row.moved) == (1, 1, False)
    assert 0.26 < row.similarity < 1.0


def test_a_dropped_and_an_added_sentence_stand_alone_in_place() -> None:
    other = [REPORT[0], "Nothing of the kind has happened since 1998.", REPORT[2], REPORT[3]]
    rows = align(REPORT, other)
    assert [(r.a, r.b) for r in rows] == [(0, 0), (1, None), (None, 1), (2, 2), (3, 3)]


def test_a_moved_sentence_is_marked() -> None:
    rows = align(REPORT, [REPORT[3], *REPORT[:3]])
    assert [(r.a, r.b, r.moved) for r in rows] == [(0, 1, False), (1, 2, False), (2, 3, False), (3, 0, True)]


def test_unlike_texts_have_no_counterparts() -> None:
    rows = align(REPORT, ["Pears are cheap this year.", "Nobody knows why."])
    assert all(r.a is None or r.b is None for r in rows)


def test_nothing_aligns_with_nothing() -> None:
    assert align([], []) == ()
    assert align(["One."], []) == (Row(0, None),)


def test_a_sentence_printed_twice_is_paired_once_each() -> None:
    rows = align(["Yes.", "No.", "Yes."], ["Yes.", "Yes."])
    assert [(r.a, r.b) for r in rows if r.b is not None] == [(0, 0), (2, 1)]


SENTENCES = st.lists(
    st.sampled_from([*REPORT, "Yes.", "", "The next boat leaves on Sunday at noon."]), max_size=9
)


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_every_sentence_stands_in_exactly_one_row(a: list[str], b: list[str]) -> None:
    rows = align(a, b)
    assert [r.a for r in rows if r.a is not None] == list(range(len(a)))
    assert sorted(r.b for r in rows if r.b is not None) == list(range(len(b)))
    thread = [(r.a, r.b) for r in rows if r.a is not None and r.b is not None and not r.moved]
    assert thread == sorted(thread, key=lambda p: p[1])


def test_long_texts_align_in_bounded_time() -> None:
    rng = random.Random(3)
    words = ["".join(rng.choices("abcdefghij", k=6)) for _ in range(3000)]
    long = [" ".join(rng.choices(words, k=15)) for _ in range(1500)]
    start = time.perf_counter()
    assert len(align(long, long[700:] + long[:700])) == 1500
    assert time.perf_counter() - start < 30
