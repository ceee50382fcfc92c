"""Organizations that the engine missed are found where only organizations stand, and nothing else is."""

import pytest

from builder.annotate.document import settle
from builder.model.entities import EntityType, Mention

ORGANIZATION = EntityType.ORGANIZATION


def test_body_of_state_without_its_country_is_an_organization() -> None:
    assert [(m.text, m.type) for m in settle("On Friday Parliament met the Cabinet.", [])] == [
        ("Parliament", ORGANIZATION),
        ("Cabinet", ORGANIZATION),
    ]


@pytest.mark.parametrize(
    "text",
    ["The Parliament of Owls is a book.", "Tarquel Assembly Hall is full.", "a new cabinet and its assembly"],
)
def test_word_of_a_longer_name_is_no_body_of_state(text: str) -> None:
    assert settle(text, []) == ()


def test_listed_organization_that_the_engine_missed_is_found() -> None:
    text = "Then Hezbollah said so. The ASEAN Games began. A UN convention was signed."
    found = [m.text for m in settle(text, [])]
    assert found == ["Hezbollah", "UN"]


def test_name_that_ends_as_bodies_do_is_found_behind_its_owner_too() -> None:
    text = (
        "Reed's Vellan People's Front won. The Garrane Ministry said so, but While The Bank slept, nothing."
    )
    found = [m.text for m in settle(text, [Mention(0, 4, EntityType.PERSON, "Reed")])]
    assert found == ["Reed", "Vellan People's Front", "Garrane Ministry"]


def test_nothing_is_added_to_a_text_in_another_language() -> None:
    assert settle("Dann tagte das Parliament mit ASEAN in Wien.", [], in_english=False) == ()


@pytest.mark.parametrize(
    "text",
    [
        "What is a Vellan Marketing Agency? It sells.",
        "Hiring Vellan Marketing Agency\nIt sells.",
        "Photo: Ana Reed/UN, on Monday.",
    ],
)
def test_kind_of_body_heading_and_credit_are_no_organizations(text: str) -> None:
    assert [m.text for m in settle(text, [])] == []
