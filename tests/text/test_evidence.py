"""The evidence that two texts are versions of one."""

from __future__ import annotations

from builder.text.evidence import evidence

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
