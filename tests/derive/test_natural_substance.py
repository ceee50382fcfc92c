"""What two outlets' printings of one report differ in without differing in substance, and where they do after all."""

import pytest

from builder.model.authority import Alias, Authority, EntityRecord
from builder.model.entities import EntityType

from .test_substance import found


@pytest.mark.parametrize(
    "introduced",
    [
        "The Front of the Northern Valleys (FNV) took the pass.",
        "The Northern Front (NFV) took the pass.",
        "The Northern Front, also known as the Valley Brigade, took the pass.",
    ],
)
def test_a_second_name_that_a_text_gives_is_the_same_name(introduced: str) -> None:
    long, short = {
        "The Front": ("Front of the Northern Valleys", "FNV"),
        "The North": ("Northern Front", "Valley Brigade" if "known" in introduced else "NFV"),
    }[introduced[:9]]
    a = f"{introduced}\n\nMen of the {short} then burnt the bridge behind them."
    b = f"{introduced}\n\nMen of the {long} then burnt the bridge behind them."
    assert found(a, b) == []


def test_an_acronym_that_no_text_explains_is_another_name_unless_the_authority_says_so() -> None:
    a = "Men of the Northern Front burnt the bridge behind them."
    b = "Men of the VBR burnt the bridge behind them."
    record = EntityRecord("Northern Front", EntityType.ORGANIZATION, (Alias("VBR"),))
    assert found(a, b) == [("name", "differ", "Northern Front", "VBR")]
    assert found(a, b, authority=Authority((record,))) == []


def test_an_agency_or_a_party_in_brackets_is_no_acronym_of_what_stands_before() -> None:
    a = "Ana Ruiz (PRL) met the mayor. Later Ana Ruiz left the hall."
    b = "Ana Ruiz (PRL) met the mayor. Later PRL left the hall."
    assert ("name", "differ", "Ana Ruiz", "PRL") in found(a, b)


STORY = "Pilots of the rebels are flying three captured jets, a group that monitors the war said on Friday."


@pytest.mark.parametrize(
    "dateline",
    [
        "PORT SELWIN, Oct 17 (Reuters) - ",
        "PORT SELWIN (Reuters) – ",
        "(Reuters) - ",
        "Port Selwin (AP) — ",
        "Port Selwin (CNN) ",
        "PORT SELWIN: ",
        "PORT SELWIN/SANTA IRELA (XPA) — ",
    ],
)
@pytest.mark.parametrize("before", ["", "By Olga Nansen\n\n"])
def test_a_dateline_on_one_side_is_neither_name_nor_date_nor_speaker(dateline: str, before: str) -> None:
    assert found(before + dateline + STORY, before + STORY) == []
    assert found(before + STORY, before + dateline + STORY) == []


def test_what_merely_looks_like_a_dateline_keeps_its_facts() -> None:
    assert found("Merck (MRKT) fell by 3 per cent.", "Pfizer (PFZR) fell by 3 per cent.") != []
    assert ("name", "differ", "Ana Ruiz", "Juan Perez") in found(
        "Ana Ruiz — who runs the quay — left.", "Juan Perez — who runs the quay — left."
    )


@pytest.mark.parametrize("command", [("(SET ITAL)", "(END ITAL)"), ("[i]", "[/i]"), ("<em>", "</em>")])
def test_a_typesetters_command_is_no_name(command: tuple[str, str]) -> None:
    begin, end = command
    a = f"The ministry {begin} raised {end} its spending by 4 percent."
    b = "The ministry raised its spending by 4 percent."
    assert found(a, b) == []


def test_an_address_on_the_net_is_no_name() -> None:
    assert found("Write to Olga@NorthQuay.example or ring.", "Write or ring.") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("We will strike (the Northern Front) again", "We will strike again"),
        ("We will strike [the rebels] again", "We will strike (Northern Front) again"),
        ("[W]e will strike again", "We will strike again"),
        ("Those who spread rumours have no honour", "Those who spread rumors have no honor"),
        (
            "We recognise the centre and have cancelled the talks",
            "We recognize the center and have canceled the talks",
        ),
        (
            "The defence of the U.S. market is on the programme",
            "The defense of the US market is on the program",
        ),
        ("They hold him at Zúñiga", "They hold him at Zuniga"),
    ],
)
def test_a_gloss_and_a_nations_spelling_alter_no_quotation(a: str, b: str) -> None:
    told = found(f'"{a}," she said.', f'"{b}," she said.')
    assert [row for row in told if row[0] == "quotation"] == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("We will strike (the Northern Front) again", "We will march (the Northern Front) again"),
        ("He filled the form for an hour", "He filed the form for an hour"),
        ("We have four prizes for you", "We have for prizes for you"),
        (
            "We shall go on (and nobody in this whole wide country will stop us) to the end",
            "We shall go on to the end",
        ),
    ],
)
def test_other_words_and_long_asides_alter_a_quotation(a: str, b: str) -> None:
    assert ("quotation", "differ", a, b) in found(f'"{a}," she said.', f'"{b}," she said.')


def test_spelling_is_folded_in_english_alone() -> None:
    assert found("« Le centre est fermé », dit-il.", "« Le center est fermé », dit-il.", "fr") == [
        ("quotation", "differ", "Le centre est fermé", "Le center est fermé")
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Yesterday", "On Tuesday"),
        ("Last week", "On Tuesday"),
        ("Last year", "In 2019"),
        ("Today", "Yesterday"),
    ],
)
def test_a_day_counted_from_an_unknown_one_cannot_be_told_from_another(a: str, b: str) -> None:
    rest = " the council closed the ferry line to the island."
    assert found(a + rest, b + rest) == []
    assert found(b + rest, a + rest) == []


def test_a_day_counted_from_a_known_one_can() -> None:
    rest = " the council closed the ferry line to the island."
    told = found("Yesterday" + rest, "On Tuesday" + rest, date="2021-02-27")
    assert told == [("date", "differ", "Yesterday", "Tuesday")]


def test_last_year_and_this_year_differ_even_in_texts_without_dates() -> None:
    assert found("The line was closed last year.", "The line was closed this year.") == [
        ("date", "differ", "last year", "this year")
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("American troops left the base on foot.", "U.S. troops left the base on foot."),
        ("A British ship sank off the cape.", "A ship of the United Kingdom sank off the cape."),
        ("Guards of the U.S. Embassy fled the town.", "Guards of the American embassy fled the town."),
        ("The Attorney General met the Administration.", "The attorney general met the administration."),
        ("Then Ana Ruiz (D-Calif.) left the hall.", "Then Ana Ruiz left the hall."),
        ("Then Ana Ruiz, PhD, left the hall.", "Then Ana Ruiz left the hall."),
    ],
)
def test_adjectives_of_countries_offices_without_capitals_seats_and_degrees_are_wording(
    a: str, b: str
) -> None:
    assert found(a, b) == []


def test_a_surname_goes_with_its_full_name_in_one_line() -> None:
    a = "The ferry sank off the cape. Nobody asked Nuno Pescaral about it. The guild knew Pescaral well."
    b = "The ferry sank off the cape. Nobody asked him about it. The guild knew him well."
    assert found(a, b) == [("name", "dropped", "Nuno Pescaral", "")]


def test_who_was_quoted_as_saying_something_has_said_it() -> None:
    a = '"The quay will hold for years," the engineer Olga Nansen said.'
    b = '"The quay will hold for years," Olga Nansen was quoted as saying.'
    assert found(a, b) == []


def test_hours_of_four_digits_are_no_year() -> None:
    assert found("It passed at 1818 GMT over the cape.", "It passed at 18:18 GMT over the cape.") == []


def test_what_stands_after_a_french_quotation_is_none() -> None:
    a = "« Nous avions un plan et des listes », a-t-il déclaré."
    b = "« Nous avions un plan et des listes », a-t-il déclaré samedi."
    assert found(a, b, "fr") == [("date", "added", "", "samedi")]


def test_an_arabic_and_is_written_on_to_a_figure_or_a_year() -> None:
    a = "طالبت المدينة به عامي 1988 و2009 وتتراوح أعمارهم بين 67 و91 عاما."
    b = "طالبت المدينة به عامي 1988 و2010 وتتراوح أعمارهم بين 67 و95 عاما."
    assert found(a, b, "ar") == [("number", "differ", "91", "95"), ("date", "differ", "2009", "2010")]
