"""How far a name goes."""

import pytest

from builder.model.entities import EntityType
from tests.annotate.marked import settled

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        (
            "the National Commission for Police Reform met",
            "National Commission",
            "National Commission for Police Reform",
        ),
        (
            "the Ministry of Agriculture and Fisheries said",
            "Ministry of Agriculture",
            "Ministry of Agriculture and Fisheries",
        ),
        (
            "the Ministry of Sport, Youth and Culture said",
            "Ministry of Sport",
            "Ministry of Sport, Youth and Culture",
        ),
        ("the Panel on Climate Change met", "Panel", "Panel on Climate Change"),
    ],
)
def test_body_is_named_with_the_whole_of_its_task(text: str, marked: str, whole: str) -> None:
    assert settled(text, (marked, ORGANIZATION)) == [(whole, ORGANIZATION)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("the Ministry of Health and Harrow Motors said", "Ministry of Health"),
        ("the Court in Lisbon ruled", "Court"),
        ("the Commission for Anna Reed", "Commission"),
    ],
)
def test_body_ends_where_another_name_begins(text: str, marked: str) -> None:
    assert (marked, ORGANIZATION) in settled(text, (marked, ORGANIZATION))


def test_body_never_takes_in_a_person() -> None:
    text = "the Board for Grace Hunter said"
    assert settled(text, ("Board", ORGANIZATION), ("Grace Hunter", PERSON)) == [
        ("Board", ORGANIZATION),
        ("Grace Hunter", PERSON),
    ]


def test_two_acronyms_joined_are_two_organizations() -> None:
    assert settled("Both ZLM and QRT signed.", ("ZLM and QRT", ORGANIZATION)) == [
        ("ZLM", ORGANIZATION),
        ("QRT", ORGANIZATION),
    ]


def test_two_names_joined_are_two_where_each_stands_alone_elsewhere() -> None:
    text = "Brennock and Tarquel met. Brennock left, Tarquel stayed."
    assert settled(
        text, ("Brennock and Tarquel", ORGANIZATION), ("Brennock", ORGANIZATION), ("Tarquel", ORGANIZATION)
    )[:2] == [("Brennock", ORGANIZATION), ("Tarquel", ORGANIZATION)]


def test_one_name_with_and_in_it_stays_one() -> None:
    assert settled("Harrow and Tarquel opened a shop.", ("Harrow and Tarquel", ORGANIZATION)) == [
        ("Harrow and Tarquel", ORGANIZATION)
    ]


def test_person_of_an_organization_is_both() -> None:
    text = "Ann Reed of Harbour Post spoke."
    assert settled(text, ("Ann Reed of Harbour Post", ORGANIZATION)) == [
        ("Ann Reed", PERSON),
        ("Harbour Post", ORGANIZATION),
    ]


def test_university_of_a_place_is_no_person() -> None:
    text = "Jordan University of Science opened."
    assert settled(text, ("Jordan University of Science", ORGANIZATION)) == [
        ("Jordan University of Science", ORGANIZATION)
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Portuguese President Ana Reed", PERSON),
        ("House Speaker Ana Reed", ORGANIZATION),
        ("Speaker Ana Reed", PERSON),
    ],
)
def test_role_before_a_name_is_no_part_of_it(name: str, kind: EntityType) -> None:
    assert settled(f"Then {name} spoke.", (name, kind)) == [("Ana Reed", PERSON)]


def test_secretary_of_state_is_no_place_before_a_name() -> None:
    text = "Secretary of State Anthony Reed spoke."
    assert settled(text, ("State Anthony Reed", PLACE)) == [("Anthony Reed", PERSON)]


def test_middle_name_that_is_also_a_title_stays() -> None:
    assert settled("Then Stephen King Harlow spoke.", ("Stephen King Harlow", PERSON)) == [
        ("Stephen King Harlow", PERSON)
    ]


def test_surname_with_an_organization_is_both() -> None:
    text = "Ana Dray won. Then Dray of the Harbour Alliance spoke."
    assert settled(text, ("Ana Dray", PERSON), ("Dray of the Harbour Alliance", ORGANIZATION)) == [
        ("Ana Dray", PERSON),
        ("Dray", PERSON),
        ("Harbour Alliance", ORGANIZATION),
    ]


def test_person_named_by_initials_is_no_part_of_an_organization() -> None:
    text = "Police questioned B. K of the Jadhav Group on Friday."
    assert settled(text, ("B. K of the Jadhav Group", ORGANIZATION)) == [
        ("B. K", PERSON),
        ("Jadhav Group", ORGANIZATION),
    ]


def test_body_of_a_state_and_a_firm_named_elsewhere_are_two() -> None:
    text = "The Central Bank of Ghana and Vellan Finance agreed. Vellan Finance grew."
    marked = (("Central Bank of Ghana and Vellan Finance", ORGANIZATION), ("Vellan Finance", ORGANIZATION))
    assert settled(text, *marked) == [
        ("Central Bank of Ghana", ORGANIZATION),
        ("Vellan Finance", ORGANIZATION),
        ("Vellan Finance", ORGANIZATION),
    ]
    alone = text.replace("Vellan Finance grew", "It grew")
    assert settled(alone, marked[0]) == [marked[0]]


def test_two_people_with_an_ampersand_are_two_where_each_is_named_elsewhere() -> None:
    text = "Ana Reed and Tom Holt left. Reed & Holt had quarrelled."
    found = settled(text, ("Ana Reed", PERSON), ("Tom Holt", PERSON), ("Reed & Holt", PERSON))
    assert found[2:] == [("Reed", PERSON), ("Holt", PERSON)]
