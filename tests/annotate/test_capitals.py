"""Headlines in capitals hold the names that their text holds."""

from builder.model.entities import EntityType
from tests.annotate.marked import settled

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


def test_names_of_the_text_part_what_was_marked_as_one_in_a_headline_in_capitals() -> None:
    text = "MAYOR OF PORT HARLOW ANA REED RESIGNS\nAna Reed, mayor of Port Harlow, resigned."
    marked = [("PORT HARLOW ANA REED RESIGNS", PERSON), ("Ana Reed", PERSON), ("Port Harlow", PLACE)]
    assert settled(text, *marked) == [
        ("PORT HARLOW", PLACE),
        ("ANA REED", PERSON),
        ("Ana Reed", PERSON),
        ("Port Harlow", PLACE),
    ]


def test_surname_alone_parts_no_full_name_in_capitals() -> None:
    text = "JUDGE ELIZABETH B. HARLOW HEARS THE CASE\nThen Harlow asked for more."
    assert settled(text, ("ELIZABETH B. HARLOW", PERSON), ("Harlow", PERSON))[0] == (
        "ELIZABETH B. HARLOW",
        PERSON,
    )


def test_line_with_small_letters_is_left_as_it_was_marked() -> None:
    text = "NEW PORT HARLOW ANA REED PLANS of old\nAna Reed, of Port Harlow, resigned."
    marked = [("PORT HARLOW ANA REED", ORGANIZATION), ("Ana Reed", PERSON), ("Port Harlow", PLACE)]
    assert settled(text, *marked)[0] == ("PORT HARLOW ANA REED", ORGANIZATION)


def test_name_inside_a_longer_word_in_capitals_is_none() -> None:
    text = "VELLANESE FARMERS WANT MORE WATER\nIn Vellan it rained."
    assert settled(text, ("Vellan", PLACE)) == [("Vellan", PLACE)]
