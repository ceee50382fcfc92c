"""The document layer, whatever the engine: edges, types, short forms, repeats."""

import pytest

from builder.annotate.document import settle
from builder.annotate.spans import printed_name, trim
from builder.model.entities import EntityType, Mention

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


def marked(text: str, *names: tuple[str, EntityType]) -> list[Mention]:
    """Mentions of the names, each at its next occurrence after the one before."""
    found, at = [], 0
    for name, kind in names:
        start = text.index(name, at)
        at = start + len(name)
        found.append(Mention(start, at, kind, name))
    return found


def settled(text: str, *names: tuple[str, EntityType]) -> list[tuple[str, str]]:
    return [(m.text, m.name) for m in settle(text, marked(text, *names))]


def test_brackets_quotes_and_possessives_are_trimmed() -> None:
    for printed, name in (
        ("[Party's", "Party"),
        ("“Kestrel”", "Kestrel"),
        ("Holt’s", "Holt"),
        ("Acme Inc.", "Acme Inc."),
        ("U.S.", "U.S."),
        ("Kestrel (Asia)", "Kestrel (Asia)"),
        ("Norhaven),", "Norhaven"),
    ):
        mention = trim(printed, Mention(0, len(printed), ORGANIZATION, printed))
        assert mention is not None and mention.text == name


def test_person_loses_titles() -> None:
    text = "President Dr. Mina Holt"
    mention = trim(text, Mention(0, len(text), PERSON, text))
    assert mention is not None and mention.text == "Mina Holt"


def test_name_of_one_letter_is_none() -> None:
    assert trim("X.", Mention(0, 2, PERSON, "X.")) is None


def test_name_is_printed_with_straight_apostrophes_and_single_spaces() -> None:
    assert printed_name("Mina\u200f  O’Dell") == "Mina O'Dell"


def test_article_before_two_words_is_left_off_and_before_one_stays() -> None:
    assert printed_name("The Harbour’s Daily") == "Harbour's Daily"
    assert printed_name("The Harbour") == "The Harbour"


def test_surname_becomes_the_person_named_before() -> None:
    text = "Mina Holt met Tom Hale. Later Holt left."
    assert settled(text, ("Mina Holt", PERSON), ("Tom Hale", PERSON), ("Holt", PERSON))[-1] == (
        "Holt",
        "Mina Holt",
    )


def test_surname_of_two_people_is_the_one_named_last() -> None:
    text = "Mina Holt spoke. Jack Holt followed. Holt was tired."
    assert settled(text, ("Mina Holt", PERSON), ("Jack Holt", PERSON), ("Holt", PERSON))[-1][1] == "Jack Holt"


def test_surname_that_stands_first_is_a_person_too() -> None:
    text = "Qiao Feilong arrived. Qiao waved."
    assert settled(text, ("Qiao Feilong", PERSON), ("Qiao", PERSON))[-1][1] == "Qiao Feilong"


def test_acronym_in_brackets_becomes_its_expansion_everywhere() -> None:
    text = "The Norhaven Port Authority (NPA) closed. The NPA gave no reason."
    assert settled(text, ("Norhaven Port Authority", ORGANIZATION)) == [
        ("Norhaven Port Authority", "Norhaven Port Authority"),
        ("NPA", "Norhaven Port Authority"),
        ("NPA", "Norhaven Port Authority"),
    ]


def test_bracket_that_is_no_acronym_is_left_alone() -> None:
    text = "The Norhaven Port Authority (XYZ) closed."
    assert len(settled(text, ("Norhaven Port Authority", ORGANIZATION))) == 1


def test_company_is_found_under_its_short_name() -> None:
    text = "Kestrel Group fell. Shares of Kestrel had risen."
    assert settled(text, ("Kestrel Group", ORGANIZATION)) == [
        ("Kestrel Group", "Kestrel Group"),
        ("Kestrel", "Kestrel Group"),
    ]


def test_party_without_its_country_is_the_same_party() -> None:
    text = "The Chinese Communist Party met. The Communist Party decided."
    assert settled(text, ("Chinese Communist Party", ORGANIZATION), ("Communist Party", ORGANIZATION))[1][
        1
    ] == ("Chinese Communist Party")


def test_bank_of_a_country_is_not_the_country() -> None:
    text = "The Bank of China cut rates in China."
    assert settled(text, ("Bank of China", ORGANIZATION), ("China", PLACE)) == [
        ("Bank of China", "Bank of China"),
        ("China", "China"),
    ]


def test_repeats_that_were_not_marked_are_found() -> None:
    text = "Vellanora slept. Nobody in Vellanora woke; Vellanoran dogs did."
    assert settled(text, ("Vellanora", PLACE)) == [("Vellanora", "Vellanora")] * 2


def test_most_mentions_decide_the_type() -> None:
    text = "Petrel, Petrel and Petrel."
    mentions = marked(text, ("Petrel", PERSON), ("Petrel", ORGANIZATION), ("Petrel", ORGANIZATION))
    assert {m.type for m in settle(text, mentions)} == {ORGANIZATION}


def test_demonyms_weekdays_and_roles_are_no_names() -> None:
    text = "Costa Ricans met the Prime Minister on Monday."
    assert settled(text, ("Costa Ricans", PLACE), ("Prime Minister", PERSON), ("Monday", ORGANIZATION)) == []


def test_hyphens_and_prefixes_belong_to_a_persons_name() -> None:
    text = "Ma Ying-jeou and Abdel Fattah El-Sisi met UK-based traders."
    assert settled(text, ("Ma Ying", PERSON), ("Sisi", PERSON))[0][0] == "Ma Ying-jeou"
    assert settled(text, ("Sisi", PERSON))[0][0] == "El-Sisi"


def test_role_before_an_organization_is_cut() -> None:
    text = "Commander of the Royal Guard"
    assert settled(text, (text, ORGANIZATION)) == [("Royal Guard", "Royal Guard")]


def test_running_text_behind_a_name_is_cut() -> None:
    text = "Holt said Norhaven was ready."
    assert settled(text, ("Holt said Norhaven", PERSON))[0][0] == "Holt"


def test_resolved_mention_keeps_its_name_and_wins_an_overlap() -> None:
    text = "The Harbour Bank Norhaven"
    known = Mention(4, 16, ORGANIZATION, "Harbour Bank", name="HB Holding")
    other = Mention(4, 25, PLACE, "Harbour Bank Norhaven")
    (first,) = settle(text, [other, known])
    assert (first.text, first.name) == ("Harbour Bank", "HB Holding")


def test_expansion_before_an_acronym_in_brackets_is_found() -> None:
    text = "On Thursday the Vellan Securities Commission (VSC) met. The VSC decided."
    assert settled(text, ("VSC", ORGANIZATION)) == [
        ("Vellan Securities Commission", "Vellan Securities Commission"),
        ("VSC", "Vellan Securities Commission"),
        ("VSC", "Vellan Securities Commission"),
    ]


def test_place_in_capitals_is_the_place() -> None:
    text = "LISBON, Monday. It rained in Lisbon. CAIRO stayed dry."
    assert settled(text, ("LISBON", ORGANIZATION), ("Lisbon", PLACE), ("CAIRO", PERSON)) == [
        ("LISBON", "Lisbon"),
        ("Lisbon", "Lisbon"),
        ("CAIRO", "Cairo"),
    ]


def test_surname_with_particles_is_repeated_whole() -> None:
    text = "Jan van der Meer spoke. Then Mr van der Meer left."
    assert settled(text, ("Jan van der Meer", PERSON))[-1] == ("van der Meer", "Jan van der Meer")


def test_given_name_before_a_particle_belongs_to_the_name() -> None:
    text = "Crown Prince Mohammed bin Vellan met Mr van der Meer."
    assert settled(text, ("Vellan", PERSON), ("Meer", PERSON)) == [
        ("Mohammed bin Vellan", "Mohammed bin Vellan"),
        ("van der Meer", "van der Meer"),
    ]


def test_short_name_of_a_company_has_its_type_unless_somebody_is_called_so() -> None:
    text = "Kestrel Group grew. Kestrel hired. Then Ana Holt spoke of Holt Group."
    both = settle(text, marked(text, ("Kestrel Group", ORGANIZATION), ("Kestrel", PERSON)))
    assert [m.type for m in both[:2]] == [ORGANIZATION, ORGANIZATION]
    text = "Ana Holt left Holt Group. Holt smiled."
    people = settle(text, marked(text, ("Ana Holt", PERSON), ("Holt Group", ORGANIZATION), ("Holt", PERSON)))
    assert people[-1].type is PERSON


def test_paper_and_account_that_the_engine_missed_are_organizations() -> None:
    text = "The Harbour's Daily said so, and the mayor used her Tarquel account. Tarquel closed. Her bank account did not."
    assert settled(text) == [
        ("Harbour's Daily", "Harbour's Daily"),
        ("Tarquel", "Tarquel"),
        ("Tarquel", "Tarquel"),
    ]


def test_industry_as_a_whole_is_no_name() -> None:
    assert settled("They fear Big Pharma.", ("Big Pharma", ORGANIZATION)) == []


def test_agency_in_a_dateline_is_no_entity_of_the_report() -> None:
    text = "LISBON, May 3 (VPA) — It rained."
    assert settled(text, ("LISBON", PLACE), ("VPA", ORGANIZATION)) == [("LISBON", "Lisbon")]


def test_place_is_known_by_its_first_word() -> None:
    text = "Snow fell on Mount Vellan."
    assert settle(text, marked(text, ("Mount Vellan", PERSON)))[0].type is PLACE


def test_surname_that_is_also_a_place_stays_a_person() -> None:
    text = "Ana Paris spoke. Later Paris left."
    marked = [Mention(0, 9, PERSON, "Ana Paris"), Mention(23, 28, PERSON, "Paris")]
    assert [(m.name, m.type) for m in settle(text, marked)] == [("Ana Paris", PERSON)] * 2


def test_given_name_that_is_also_a_particle_finds_its_person() -> None:
    text = "Ben Harlow rode. Later Ben fell."
    marked = [Mention(0, 10, PERSON, "Ben Harlow"), Mention(23, 26, PERSON, "Ben")]
    assert [m.name for m in settle(text, marked)] == ["Ben Harlow"] * 2


def test_surname_as_printed_finds_a_person_whom_editors_spell_otherwise() -> None:
    text = "Ana Rees spoke. Later Rees left."
    marked = [Mention(0, 8, PERSON, "Ana Rees", "Ana Reës"), Mention(22, 26, PERSON, "Rees")]
    assert [m.name for m in settle(text, marked)] == ["Ana Reës"] * 2


def test_acronym_of_words_in_lower_case_is_no_name() -> None:
    text = "Banks hold non-performing loans (NPLs). An NPL costs money, said the Harbour Bank (HB)."
    marked = [
        Mention(text.index(n), text.index(n) + len(n), ORGANIZATION, n)
        for n in ("NPLs", "NPL ", "Harbour Bank")
    ]
    assert [m.text for m in settle(text, marked)] == ["Harbour Bank", "HB"]


def types(text: str, *names: tuple[str, EntityType]) -> list[tuple[str, EntityType]]:
    return [(m.text, m.type) for m in settle(text, marked(text, *names))]


def test_lone_surname_of_a_person_named_before_is_the_person_whatever_the_engine_took_it_for() -> None:
    text = "Mina Dayton spoke first. Dayton left."
    named = settle(text, marked(text, ("Mina Dayton", PERSON), ("Dayton", PLACE)))
    assert [(m.name, m.type) for m in named] == [("Mina Dayton", PERSON)] * 2


def test_place_that_shares_its_word_with_a_surname_stays_a_place_where_it_stands_as_one() -> None:
    assert types("Mina Dayton was born in Dayton.", ("Mina Dayton", PERSON), ("Dayton", PLACE))[-1] == (
        "Dayton",
        PLACE,
    )
    before = types("Dayton votes. Mina Dayton won.", ("Dayton", PLACE), ("Mina Dayton", PERSON))
    assert before[0] == ("Dayton", PLACE)


@pytest.mark.parametrize("word", ["Republic", "State", "Municipality", "North"])
def test_kind_of_place_or_side_alone_is_no_name(word: str) -> None:
    text = f"People of the {word} met Ana {word}. Then {word} left."
    assert types(text, (word, PLACE)) == []
    people = [Mention(text.index("Ana"), text.index("Ana") + 4 + len(word), PERSON, f"Ana {word}")]
    assert next(m.name for m in settle(text, people)) == f"Ana {word}"


def test_sum_of_money_is_not_found_as_a_repeat_of_the_country() -> None:
    text = "The US agreed to pay. The bridge costs US $3 million."
    assert types(text, ("US", PLACE)) == [("US", PLACE)]


def test_country_whose_name_is_also_a_title_or_given_name_stays_whole() -> None:
    assert types("Talks went on in Sri Lanka.", ("Sri Lanka", PERSON)) == [("Sri Lanka", PLACE)]


def test_country_that_people_are_called_too_is_a_place_beside_its_demonym() -> None:
    text = "Ties with Jordan are old, a Jordanian minister said."
    assert types(text, ("Jordan", PERSON)) == [("Jordan", PLACE)]
    assert types("Jordan scored twice.", ("Jordan", PERSON)) == [("Jordan", PERSON)]
    text = "Ann Jordan met a Jordanian minister. Jordan smiled."
    assert types(text, ("Ann Jordan", PERSON), ("Jordan", PERSON))[1] == ("Jordan", PERSON)


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("A hospital in Al-Vellan opened.", "Vellan", "Al-Vellan"),
        ("A hospital in Al - Vellan opened.", "Vellan", "Al - Vellan"),
        ("The road to Kafr El-Vellan opened.", "Kafr El", "Kafr El-Vellan"),
    ],
)
def test_arabic_article_belongs_to_a_places_name(text: str, marked: str, expected: str) -> None:
    assert types(text, (marked, PLACE)) == [(expected, PLACE)]


def test_surname_that_is_also_a_peoples_name_is_a_person() -> None:
    text = "Ana Uyghur spoke. Uyghur left, and an Uyghur song was sung."
    assert types(text, ("Ana Uyghur", PERSON), ("Uyghur", PERSON))[:2] == [
        ("Ana Uyghur", PERSON),
        ("Uyghur", PERSON),
    ]
    assert types("She speaks Uyghur.", ("Uyghur", PLACE)) == []


def test_particle_that_opens_a_sentence_is_of_the_name() -> None:
    text = "Mark van der Berg won. Van der Berg smiled."
    names = [("Mark van der Berg", PERSON), ("Van", PLACE), ("Berg", PERSON)]
    assert [m.name for m in settle(text, marked(text, *names))] == ["Mark van der Berg"] * 2


def test_surname_with_an_article_is_the_person_however_the_article_is_printed() -> None:
    text = "Abu Bakr al-Vellani spoke. Al-Vellani left."
    found = settle(text, marked(text, ("Abu Bakr al-Vellani", PERSON), ("Vellani", PLACE)))
    assert [(m.text, m.name) for m in found] == [
        ("Abu Bakr al-Vellani", "Abu Bakr al-Vellani"),
        ("Al-Vellani", "Abu Bakr al-Vellani"),
    ]


@pytest.mark.parametrize("sign", ["\x00", " \U0001f1f0\U0001f1ea", "\u202c", " \U0001f600", "™"])
def test_signs_at_the_edge_are_no_part_of_a_name(sign: str) -> None:
    text = f"There {sign}Ana Reed{sign} met us."
    name = f"{sign}Ana Reed{sign}".strip()
    (mention,) = settle(text, [Mention(text.index(name), text.index(name) + len(name), PERSON, name)])
    assert mention.text == "Ana Reed"


def test_firm_goes_by_the_name_of_its_board_or_airline() -> None:
    text = "The Kestrel Board met. Workers of Kestrel waited."
    assert types(text, ("Kestrel Board", ORGANIZATION), ("Kestrel", PERSON))[1] == ("Kestrel", ORGANIZATION)


def test_word_before_a_particle_is_the_person_where_only_one_has_it() -> None:
    text = "Ana Ruiz de la Vega won. Ruiz smiled."
    assert settled(text, ("Ana Ruiz de la Vega", PERSON), ("Ruiz", PERSON))[-1] == (
        "Ruiz",
        "Ana Ruiz de la Vega",
    )
    two = "Ana Ruiz de la Vega beat Eva Ruiz del Mar. Ruiz smiled."
    assert settled(two, ("Ana Ruiz de la Vega", PERSON), ("Eva Ruiz del Mar", PERSON), ("Ruiz", PERSON))[
        -1
    ] == ("Ruiz", "Ruiz")


def test_an_upper_or_lower_settlement_is_a_place_and_a_house_of_parliament_is_none() -> None:
    text = "The diversion through Upper Stanning was debated in the Lower House."
    mentions = [
        Mention(text.index(name), text.index(name) + len(name), ORGANIZATION, name, score=0.5)
        for name in ("Upper Stanning", "Lower House")
    ]
    assert [m.type for m in settle(text, mentions)] == [PLACE, ORGANIZATION]
