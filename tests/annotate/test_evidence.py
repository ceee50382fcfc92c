"""What a text says outright of a name."""

import pytest

from builder.annotate.document import settle
from builder.annotate.evidence import evidence
from builder.model.entities import EntityType, Mention

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


def mention_of(text: str, words: str, kind: EntityType) -> Mention:
    """The first occurrence of words in a text as a mention."""
    start = text.index(words)
    return Mention(start, start + len(words), kind, words)


def stated(text: str, name: str) -> EntityType | None:
    at = text.index(name)
    return evidence(text, [Mention(at, at + len(name), PERSON, name)]).get(name)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tarquel was one of hundreds of companies that gave.", ORGANIZATION),
        ("Tarquel, a maker of ropes, closed.", ORGANIZATION),
        ("He works for the shipping company Tarquel now.", ORGANIZATION),
        ("The Tarquel newspaper printed it.", ORGANIZATION),
        ("She has many fans on Tarquel and elsewhere.", ORGANIZATION),
        ("On Tarquel, Vellan’s sister app, it was seen.", ORGANIZATION),
        ("On Tarquel, the Vellanese version of Harbour, it was seen.", ORGANIZATION),
        ("They live in the town of Tarquel now.", PLACE),
        ("Tarquel, a fishing village on the west coast, flooded.", PLACE),
        ("The Tarquel district was dry.", PLACE),
    ],
)
def test_type_that_the_text_states_is_seen(text: str, kind: EntityType) -> None:
    assert stated(text, "Tarquel") is kind


@pytest.mark.parametrize(
    "text",
    [
        "Tarquel, a spokesman for the airline, left.",
        "Tarquel, a farmer from a village in the hills, left.",
        "These are companies Tarquel praised.",
        "The secretary of state Tarquel left.",
        "Tarquel, the company's director, left.",
        "Tarquel, a city official, left.",
        "Tarquel, Vellan's mayor, left.",
        "Tarquel, the Vellanese minister of Trade, left.",
    ],
)
def test_noun_that_speaks_of_something_else_states_nothing(text: str) -> None:
    assert stated(text, "Tarquel") is None


@pytest.mark.parametrize(
    "text",
    [
        "She wrote on Tarquel that it was late.",
        "The post drew thousands of comments from users on Tarquel.",
        "A video went viral on Tarquel.",
        "He posted a note on his Tarquel page.",
        "Tarquel users disagreed.",
    ],
)
def test_where_people_write_is_an_organization(text: str) -> None:
    assert stated(text, "Tarquel") is ORGANIZATION


@pytest.mark.parametrize("text", ["A bridge on Tarquel closed.", "He wrote on Monday from Tarquel."])
def test_where_things_stand_is_not_where_people_write(text: str) -> None:
    assert stated(text, "Tarquel") is None


def test_text_that_states_two_types_states_none() -> None:
    text = "The town of Tarquel is old. The company Tarquel is new."
    second = text.index("Tarquel", 20)
    assert (
        evidence(text, [Mention(12, 19, PLACE, "Tarquel"), Mention(second, second + 7, PLACE, "Tarquel")])
        == {}
    )


def test_statement_settles_the_type_of_every_mention() -> None:
    text = "Tarquel is a retailer. Tarquel grew."
    marked = [Mention(0, 7, PERSON, "Tarquel"), Mention(23, 30, PERSON, "Tarquel")]
    assert [m.type for m in settle(text, marked)] == [ORGANIZATION, ORGANIZATION]


def test_statement_never_outweighs_a_surname_of_somebody_named_in_full() -> None:
    text = "Ana Tarquel spoke. Of the company Tarquel said little."
    at = text.rindex("Tarquel")
    marked = [Mention(0, 11, PERSON, "Ana Tarquel"), Mention(at, at + 7, PERSON, "Tarquel")]
    assert [(m.name, m.type) for m in settle(text, marked)] == [("Ana Tarquel", PERSON)] * 2


def test_who_is_told_something_twice_is_an_organization() -> None:
    text = "An officer told Tarquel that it was late. A nurse told Tarquel on Friday that it was early."
    marked = [
        Mention(at, at + 7, PERSON, "Tarquel") for at in (text.index("Tarquel"), text.rindex("Tarquel"))
    ]
    assert [m.type for m in settle(text, marked)] == [ORGANIZATION] * 2
    assert [m.type for m in settle(text, marked[:1])] == [PERSON] * 2


def test_name_after_a_particle_that_is_also_a_given_name_may_be_a_paper() -> None:
    text = "An officer told Al Tarquel that it was late. A nurse told Al Tarquel that it was early."
    marked = [Mention(at, at + 10, PERSON, "Al Tarquel") for at in (16, text.rindex("Al Tarquel"))]
    assert [m.type for m in settle(text, marked)] == [ORGANIZATION] * 2


@pytest.mark.parametrize("had", ["employees", "website", "spokesman", "flight", "headquarters"])
def test_what_only_organizations_have_tells_against_a_person(had: str) -> None:
    text = f"They saw Tarquel {had} there."
    assert stated(text, "Tarquel") is ORGANIZATION
    assert evidence(text, [Mention(9, 16, PLACE, "Tarquel")]) == {}


def test_member_of_parliament_is_no_name_but_parliament_is() -> None:
    text = "As Member of Parliament he left."
    assert [m.text for m in settle(text, [Mention(3, 23, ORGANIZATION, "Member of Parliament")])] == [
        "Parliament"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It rained in northern Tarquel today.",
        "A road west of Tarquel was closed.",
        "Tarquel residents were asked to stay.",
        "The Tarquel airport was closed.",
    ],
)
def test_what_only_places_have_around_them_makes_a_place(text: str) -> None:
    assert stated(text, "Tarquel") is PLACE


@pytest.mark.parametrize("text", ["Two of Tarquel's ships sank.", "Shells fell near Tarquel police."])
def test_what_bodies_have_around_them_too_makes_no_place(text: str) -> None:
    assert stated(text, "Tarquel") is None


@pytest.mark.parametrize("head", ["CEO", "chief executive", "coach", "boss", "chairwoman", "goalkeeper"])
def test_what_somebody_heads_or_plays_for_is_an_organization(head: str) -> None:
    text = f"Ana Reed, {head} of Vellan, spoke."
    (kind,) = evidence(text, [mention_of(text, "Vellan", EntityType.PERSON)]).values()
    assert kind is EntityType.ORGANIZATION
