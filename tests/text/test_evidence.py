"""The evidence that two texts are versions of one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text.evidence import _MARKS, Order, evidence, order_of, source_marks

AGENCY = (
    "PORT HOLM, May 3 (Nordvik) - The ferry to Garrane was cancelled on Friday because of high wind.\n\n"
    "About two hundred passengers slept in the terminal, the company said.\n\n"
    "The next boat leaves on Saturday at noon.\n\nIda Brandt contributed to this report."
)
PAPER = (
    "By Lars Eng\n\nThe ferry to Garrane was cancelled on Friday because of high wind.\n\n"
    "Some two hundred passengers spent the night in the terminal, the company stated.\n\n"
    "Nobody was hurt when a lamp fell."
)


def test_counterparts_are_given_as_printed() -> None:
    found = evidence(AGENCY, PAPER)
    assert [(p.a[:9], p.b[:8]) for p in found.pairs] == [("PORT HOLM", "The ferr"), ("About two", "Some two")]


def test_coverage_is_told_for_each_side() -> None:
    found = evidence(
        PAPER, PAPER + "\n\nA second boat was lent by the pilots, who asked for no fare at all that night."
    )
    assert found.coverage_a == 1.0
    assert 0.5 < found.coverage_b < 1.0
    assert found.verbatim == 1.0


def test_a_credit_kept_by_one_version_only_is_listed() -> None:
    found = evidence(AGENCY, PAPER)
    assert found.marks_a == ("Nordvik", "Ida Brandt")
    assert found.marks_b == ("Lars Eng",)
    assert found.marks_both == ()


def test_empty_texts_have_no_evidence() -> None:
    found = evidence("", "")
    assert (found.pairs, found.coverage_a, found.verbatim) == ((), 0.0, 0.0)


def test_a_byline_beside_the_text_counts_as_a_credit() -> None:
    found = source_marks(AGENCY, PAPER, credited_a=["Lars Eng"])
    assert found.both == ("Lars Eng",)
    assert found.a == ("Nordvik", "Ida Brandt")


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        ("2020-01-02", "2020-01-03", Order.DATED),
        ("2020-01-02", "2020-01-02", Order.SAME_DAY),
        ("2020-01-02", None, Order.UNDATED),
        (None, None, Order.UNDATED),
    ],
)
def test_only_two_different_days_establish_an_order(a: str | None, b: str | None, order: Order) -> None:
    assert order_of(a, b) is order


def test_an_outlet_that_is_cited_is_a_mark_and_a_person_is_none() -> None:
    text = "According to the Nordvik Agency, work goes on. According to Ingrid Halloran, it does not."
    assert source_marks(text, "").a == ("Nordvik Agency",)


@settings(deadline=None)
@given(st.data())
def test_a_text_that_credits_somebody_has_one_of_the_words_that_are_looked_for_first(
    data: st.DataObject,
) -> None:
    mark = data.draw(st.sampled_from(_MARKS))
    text = data.draw(st.from_regex(mark.pattern))
    assert any(word in text for word in mark.words)
