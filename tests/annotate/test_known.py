"""Authority names are found in texts of any language, as people wrote them down."""

import time

from builder.annotate.known import AuthorityEngine, KnownNames
from builder.model.authority import Alias, Authority, EntityRecord
from builder.model.entities import EntityType

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


def found(text: str, *records: EntityRecord, stopped: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    mentions = KnownNames(Authority(entities=records, stopped=stopped)).find(text).mentions
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    return [(mention.text, mention.name) for mention in mentions]


NORHAVEN = EntityRecord("Norhaven", PLACE)
KESTREL = EntityRecord(
    "Kestrel Group", ORGANIZATION, aliases=(Alias("Kestrel", only_with_name=True), Alias("KG Works"))
)


def test_one_word_alias_counts_only_beside_the_full_name() -> None:
    assert found("A kestrel flew; Kestrel said no.", KESTREL) == []
    assert found("Kestrel Group fell. Kestrel said no.", KESTREL) == [
        ("Kestrel Group", "Kestrel Group"),
        ("Kestrel", "Kestrel Group"),
    ]


def test_unconditional_alias_counts_alone() -> None:
    assert found("Shares of KG Works rose.", KESTREL) == [("KG Works", "Kestrel Group")]


def test_matching_is_case_sensitive() -> None:
    assert found("They told us.", EntityRecord("US", PLACE)) == []


def test_name_inside_a_word_is_no_match() -> None:
    assert found("The Norhavenites left.", NORHAVEN) == []


def test_line_in_capitals_matches_the_name_in_capitals() -> None:
    assert found("FLOOD WATERS CLOSE NORHAVEN BRIDGE AGAIN", NORHAVEN) == [("NORHAVEN", "Norhaven")]


def test_former_name_resolves_to_the_present_one() -> None:
    assert found("In Oldhaven it rained.", EntityRecord("Norhaven", PLACE, former=("Oldhaven",))) == [
        ("Oldhaven", "Norhaven")
    ]


def test_string_that_never_means_an_entity_is_left_alone() -> None:
    record = EntityRecord(
        "Kestrel Group", ORGANIZATION, aliases=(Alias("Kestrel Club"),), never=("Kestrel Club",)
    )
    assert found("The Kestrel Club met.", record) == []


def test_stopped_string_is_never_found() -> None:
    assert found("Norhaven slept.", NORHAVEN, stopped=frozenset({"Norhaven"})) == []


def test_alias_of_two_records_is_left_undecided_and_said_so() -> None:
    one = EntityRecord("Harbour Bank", ORGANIZATION, aliases=(Alias("HB"),))
    two = EntityRecord("Hill Brewery", ORGANIZATION, aliases=(Alias("HB"),))
    result = KnownNames(Authority(entities=(one, two))).find("HB rose.")
    assert result.mentions == ()
    assert result.unclear == ("HB",)


def test_longest_name_wins() -> None:
    record = EntityRecord("Norhaven Port Authority", ORGANIZATION)
    assert found("Norhaven Port Authority closed.", NORHAVEN, record) == [
        ("Norhaven Port Authority", "Norhaven Port Authority")
    ]


def test_arabic_name_is_found_behind_joined_prepositions_and_with_vowel_marks() -> None:
    record = EntityRecord("القاهرة", PLACE)
    assert [t for t, _ in found("وصل الوزير إلى القاهرة، ثم عاد", record)] == ["القاهرة"]
    assert [t for t, _ in found("المفاوضات بالقاهرة", record)] == ["القاهرة"]
    assert [t for t, _ in found("في القَاهِرَة", record)] == ["القَاهِرَة"]
    assert found("المقاهي", record) == []


def test_name_in_a_script_without_spaces_is_found() -> None:
    assert found("昨日北港市で会議", EntityRecord("北港市", PLACE)) == [("北港市", "北港市")]


def test_typographic_apostrophe_and_decomposed_accent_match() -> None:
    assert [t for t, _ in found("Mina O’Dell sang.", EntityRecord("Mina O'Dell", PERSON))] == ["Mina O’Dell"]
    assert [t for t, _ in found("Jose\u0301 Lima won.", EntityRecord("José Lima", PERSON))] == [
        "Jose\u0301 Lima"
    ]


def test_bidirectional_marks_inside_a_name_do_not_hide_it() -> None:
    assert [t for t, _ in found("\u2067Mina\u200f Holt\u2069 won", EntityRecord("Mina Holt", PERSON))] == [
        "Mina\u200f Holt"
    ]


def test_five_thousand_names_are_found_fast() -> None:
    records = tuple(EntityRecord(f"Person{n} Family{n}", PERSON) for n in range(5000))
    text = " ".join(f"Person{n} Family{n} spoke." for n in range(0, 5000, 5))
    names = KnownNames(Authority(entities=records))
    begun = time.process_time()
    assert len(names.find(text).mentions) == 1000
    assert time.process_time() - begun < 2


def test_engine_covers_every_language() -> None:
    engine = AuthorityEngine(Authority(entities=(NORHAVEN,)))
    assert engine.covers("ar") and engine.covers(None)
    assert [m.name for m in engine.mentions("À Norhaven, hier", "fr")] == ["Norhaven"]
