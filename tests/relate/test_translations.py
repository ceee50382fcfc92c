"""Translations are found through numbers and names, and never claimed to be sure."""

from __future__ import annotations

import pytest

from builder.model.relation import RelationType, Witness
from builder.relate import relate
from builder.relate.anchors import anchors, sounds
from tests.relate import reports
from tests.relate.translated_reports import EVENTS


@pytest.mark.parametrize("text", [reports.ORCHARD_ES, reports.ORCHARD_AR])
def test_a_translation_is_found_with_modest_confidence(text: str) -> None:
    (found,) = relate([Witness("a", reports.ORCHARD), Witness("b", text)]).relations
    assert found.relation is RelationType.TRANSLATION
    assert found.same_story
    assert 0.4 < found.score <= 0.85


def test_a_report_in_another_language_on_something_else_is_no_translation() -> None:
    assert relate([Witness("a", reports.LOCK), Witness("b", reports.ORCHARD_ES)]).relations == ()


def test_the_facts_of_a_report_told_in_another_order_are_no_translation() -> None:
    turned = "\n\n".join(reversed(reports.ORCHARD_ES.split("\n\n")))
    assert relate([Witness("a", reports.ORCHARD), Witness("b", turned)]).relations == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mohammed", "محمد"), ("Putin", "Путин"), ("Calverra", "كالفيرا"), ("García", "Garcia")],
)
def test_a_name_sounds_the_same_in_another_alphabet(one: str, other: str) -> None:
    assert set(sounds(one)) & set(sounds(other))


def test_numbers_are_read_whatever_separates_thousands_and_decimals() -> None:
    signs = [
        {a.sign for a in anchors(text) if a.sign[0] == "#"}
        for text in ("1,150 and 0.46", "1.150 y 0,46", "1 150 et 0,46")
    ]
    assert signs[0] == signs[1] == signs[2] == {"#1150", "#0.46"}


def event_witnesses(tagged: bool) -> list[Witness]:
    """All reports of the events: `e` in English, `t` its translation, `o` another newsroom's in that language."""
    return [
        Witness(f"{n:02}{mark}", text, language=tag if tagged else None)
        for n, event in enumerate(EVENTS)
        for mark, text, tag in (
            ("e", event.english, "en"),
            ("t", event.translated, event.language),
            ("o", event.otherwise, event.language),
        )
    ]


@pytest.mark.parametrize("tagged", [True, False], ids=["languages known", "languages guessed"])
def test_translations_are_told_from_reports_of_the_same_event(tagged: bool) -> None:
    """11 of 12 are found, all but the one with two numbers; of 24 pairs of reports of one event in two hands, and of
    some 600 of different events, none."""
    related = relate(event_witnesses(tagged)).relations
    found = {(r.a, r.b) for r in related}
    right = {(f"{n:02}e", f"{n:02}t") for n in range(len(EVENTS))}
    assert found <= right
    assert len(found & right) >= 11
    assert {r.relation for r in related} == {RelationType.TRANSLATION}
