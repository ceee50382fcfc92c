"""What two names beside each other are: two, or one."""

import pytest

from builder.annotate.document import settle
from builder.annotate.known import KnownNames
from builder.model.authority import Authority, EntityRecord
from builder.model.entities import EntityType, Mention
from tests.annotate.marked import Marked, settled

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        (
            "as Ghana's Harrow Trust said",
            ("Ghana's Harrow Trust", ORGANIZATION),
            [("Ghana", PLACE), ("Harrow Trust", ORGANIZATION)],
        ),
        (
            "as Ghana’ s Harrow River rose",
            ("Ghana’ s Harrow River", ORGANIZATION),
            [("Ghana", PLACE), ("Harrow River", PLACE)],
        ),
        ("on India-Pakistan talks", ("India-Pakistan", PLACE), [("India", PLACE), ("Pakistan", PLACE)]),
        (
            "at Harrow National Park – Sector Vale today",
            ("Harrow National Park – Sector Vale", PLACE),
            [("Harrow National Park", PLACE), ("Sector Vale", PLACE)],
        ),
        (
            "at Harrow State University - Hanoi today",
            ("Harrow State University - Hanoi", ORGANIZATION),
            [("Harrow State University", ORGANIZATION), ("Hanoi", PLACE)],
        ),
        (
            "both Tarquel Bank and Vane Savings Bank said",
            ("Tarquel Bank and Vane Savings Bank", ORGANIZATION),
            [("Tarquel Bank", ORGANIZATION), ("Vane Savings Bank", ORGANIZATION)],
        ),
        ("in Accra Wednesday", ("Accra Wednesday", ORGANIZATION), [("Accra", PLACE)]),
        (
            "the ambassador to Ghana Anna Reed spoke",
            ("Ghana Anna Reed", PERSON),
            [("Ghana", PLACE), ("Anna Reed", PERSON)],
        ),
        ("as UAE President he spoke", ("UAE President", PERSON), [("UAE", PLACE)]),
    ],
)
def test_two_names_taken_for_one_are_two(text: str, marked: Marked, expected: list[Marked]) -> None:
    assert settled(text, marked) == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("the People's Harrow Bank said", ("People's Harrow Bank", ORGANIZATION)),
        ("the Ministry of Food and Health Agency", ("Ministry of Food and Health Agency", ORGANIZATION)),
        ("near Stratford-upon-Avon today", ("Stratford-upon-Avon", PLACE)),
        ("where Jordan Reed lives", ("Jordan Reed", PERSON)),
        ("where Jean-Paul Reed lives", ("Jean-Paul Reed", PERSON)),
        ("the show Tarquel Friday began", ("Tarquel Friday", ORGANIZATION)),
    ],
)
def test_one_name_stays_one(text: str, marked: Marked) -> None:
    assert settled(text, marked) == [marked]


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("the Government of India said", [("India", PLACE)], [("Government of India", ORGANIZATION)]),
        (
            "the Harrow Party of India said",
            [("Harrow Party", ORGANIZATION), ("India", PLACE)],
            [("Harrow Party of India", ORGANIZATION)],
        ),
        ("in the Islamic Republic of Iran", [("Iran", PLACE)], [("Islamic Republic of Iran", PLACE)]),
        ("in the Sultanate of Oman", [("Sultanate", PLACE), ("Oman", PLACE)], [("Sultanate of Oman", PLACE)]),
        ("said Dubai Police today", [("Dubai", PLACE)], [("Dubai Police", ORGANIZATION)]),
        ("at Dubai Airport today", [("Dubai", PLACE)], [("Dubai Airport", PLACE)]),
    ],
)
def test_name_goes_on_over_the_place_that_it_is_named_after(
    text: str, marked: list[Marked], expected: list[Marked]
) -> None:
    assert settled(text, *marked) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the President of Ghana said", "Ghana"),
        ("the Secretary of State of Ghana said", "Ghana"),
        ("the Mayor of London said", "London"),
        ("a Dubai Police Academy opened", "Dubai"),
    ],
)
def test_office_or_longer_name_takes_no_place_in(text: str, place: str) -> None:
    assert settled(text, (place, PLACE)) == [(place, PLACE)]


def test_name_of_the_authority_files_is_neither_parted_nor_joined() -> None:
    record = EntityRecord("India", PLACE)
    text = "the Government of India said"
    found = KnownNames(Authority(entities=(record,))).find(text).mentions
    assert [(m.text, m.name) for m in settle(text, found)] == [("India", "India")]


def test_formal_name_of_a_state_stands_under_its_plain_name() -> None:
    text = "The Republic of Ghana signed."
    (mention,) = settle(text, [Mention(16, 21, PLACE, "Ghana")])
    assert (mention.text, mention.name) == ("Republic of Ghana", "Ghana")


@pytest.mark.parametrize(("of", "name"), [("Korea", "South Korea"), ("China", "Taiwan")])
def test_formal_name_that_means_another_state_does_not_stand_under_its_last_word(of: str, name: str) -> None:
    (mention,) = settle(f"The Republic of {of} signed.", [Mention(16, 16 + len(of), PLACE, of)])
    assert (mention.text, mention.name) == (f"Republic of {of}", name)


@pytest.mark.parametrize("name", ["Harrow Hotel", "Harrow Museum", "Harrow Road", "Harrow Hospital"])
def test_what_is_built_is_a_place(name: str) -> None:
    assert settled(f"near the {name} today", (name, ORGANIZATION)) == [(name, PLACE)]


def test_body_for_a_building_is_no_place_and_neither_is_a_person() -> None:
    name = "Friends of the Harrow Museum"
    assert settled(f"the {name} met", (name, ORGANIZATION)) == [(name, ORGANIZATION)]
    assert settled("where Chris Park lives", ("Chris Park", PERSON)) == [("Chris Park", PERSON)]


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("A court in The Hague ruled.", ("Hague", PLACE), "The Hague"),
        ("Trade in sub-Saharan Africa grew.", ("Africa", PLACE), "sub-Saharan Africa"),
        ("Trade in sub - Saharan Africa grew.", ("Saharan Africa", PLACE), "sub - Saharan Africa"),
    ],
)
def test_name_takes_in_the_words_before_it_that_make_a_listed_name(
    text: str, marked: Marked, expected: str
) -> None:
    assert settled(text, marked) == [(expected, PLACE)]


def test_adjective_in_lower_case_is_no_part_of_a_listed_name() -> None:
    assert settled("Ports of mainland China closed.", ("China", PLACE)) == [("China", PLACE)]


@pytest.mark.parametrize("form", ["Côte d'Ivoire", "Côte d’Ivoire"])
def test_name_goes_on_to_the_end_that_the_lists_know(form: str) -> None:
    assert settled(f"They met {form}’s team.", ("Côte", PERSON)) == [(form, PLACE)]


def test_two_listed_places_with_and_between_them_stay_two() -> None:
    text = "Snow fell in Jammu and Kashmir."
    assert settled(text, ("Jammu", PLACE), ("Kashmir", PLACE)) == [("Jammu", PLACE), ("Kashmir", PLACE)]
