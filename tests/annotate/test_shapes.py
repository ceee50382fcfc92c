"""What is no name, and what a name's own words say of its type."""

import pytest

from builder.annotate.document import settle
from builder.annotate.name_types import settled_type
from builder.model.entities import EntityType, Mention
from tests.annotate.marked import settled

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


def kept(text: str, words: str, kind: EntityType = ORGANIZATION) -> list[str]:
    at = text.index(words)
    return [m.text for m in settle(text, [Mention(at, at + len(words), kind, words)])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Several NGOs left.", "NGOs"),
        ("It cost SR 14 billion.", "SR"),
        ("A fine of MNT 3,500 was paid.", "MNT"),
        ("It cost 20 US dollars.", "US"),
        ("The Fisheries Act passed.", "Fisheries Act"),
        ("She won the Harbour Prize.", "Harbour Prize"),
        ("A Southeast Asian port closed.", "Southeast Asian"),
        ("An Arab delegation came.", "Arab"),
    ],
)
def test_kinds_currencies_laws_prizes_and_demonyms_are_no_names(text: str, words: str) -> None:
    assert kept(text, words) == []


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The ZLM signed.", "ZLM", ORGANIZATION),
        ("Flight from the US 3 days later.", "US", PLACE),
        ("Jude Law spoke.", "Jude Law", PERSON),
        ("Life on Earth began.", "Earth", PLACE),
    ],
)
def test_names_that_look_like_them_stay(text: str, words: str, kind: EntityType) -> None:
    assert kept(text, words, kind) == [words]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Banco Meridional", ORGANIZATION),
        ("Universidad de Torrenal", ORGANIZATION),
        ("Garrane Embassy", ORGANIZATION),
        ("Vellan River", PLACE),
        ("Lake Vellan", PLACE),
        ("Ministry of Harbours", ORGANIZATION),
    ],
)
def test_kind_in_a_name_settles_its_type(name: str, kind: EntityType) -> None:
    assert settled_type(Mention(0, len(name), PERSON, name)).type is kind


@pytest.mark.parametrize(
    ("text", "marked", "names"),
    [
        ("Ali bin Salim Al Hajri left.", ["Ali", "bin Salim Al Hajri"], ["Ali bin Salim Al Hajri"]),
        ("Antonia da Santa Rosa died.", ["Antonia", "da Santa Rosa"], ["Antonia da Santa Rosa"]),
        ("Ana Reed Tom Holt left.", ["Ana Reed", "Tom Holt"], ["Ana Reed", "Tom Holt"]),
        ("On Friday B. Kumar left.", ["Kumar"], ["B. Kumar"]),
        ("Here J. R. R. Holt lived.", ["Holt"], ["J. R. R. Holt"]),
        ("He saw Ward B.\nKumar left.", ["Kumar"], ["Kumar"]),
        ("Now Chen teaches law.", ["Chen teaches"], ["Chen"]),
        ("Here Jan van Holt lives.", ["Jan van"], ["Jan van Holt"]),
    ],
)
def test_person_is_named_by_particles_and_initials_and_not_by_what_he_does(
    text: str, marked: list[str], names: list[str]
) -> None:
    assert [words for words, _ in settled(text, *((m, EntityType.PERSON) for m in marked))] == names


def test_two_names_with_an_ampersand_are_a_firm() -> None:
    assert settled("Holt & Reed made pumps.", ("Holt & Reed", EntityType.PERSON)) == [
        ("Holt & Reed", EntityType.ORGANIZATION)
    ]
