"""Annotation as the pipeline calls it: engine, people's decisions, the document, names, order."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.annotate import annotate, load_engine
from builder.annotate.builtin import BuiltinEngine
from builder.model.authority import Alias, Authority, EntityRecord
from builder.model.entities import Annotated, EntityType

ENGINE = BuiltinEngine()
SHARED = Path(__file__).resolve().parents[3] / "shared"
REPORT = (
    "President Maria Fernandez told reporters in Lisbon on Tuesday that Portugal would join the programme. "
    "Fernandez, a former lawyer, was speaking after talks with the World Health Organization (WHO).\n\n"
    'The WHO said it welcomed the decision. "It is a good day for Portugal," said Fernandez’s spokesman, '
    "John Keller. He added that the University of Lisbon would take part."
)


def names(result: Annotated, kind: EntityType) -> list[str]:
    return [entity.name for entity in result.entities if entity.type is kind]


def test_english_report_gives_its_people_organizations_and_places() -> None:
    result = annotate(REPORT, "en", title="Portugal joins health programme", engine=ENGINE)
    assert names(result, EntityType.PERSON) == ["Maria Fernandez", "John Keller"]
    assert names(result, EntityType.ORGANIZATION) == ["World Health Organization", "University of Lisbon"]
    assert names(result, EntityType.PLACE) == ["Portugal", "Lisbon"]
    assert result.engine == f"builtin {ENGINE.version}"
    assert result.notes == ()


@pytest.mark.parametrize("language", ["ar", "es", "fr", "de", "zh"])
def test_language_without_a_model_gets_the_authority_alone_and_says_so(language: str) -> None:
    held = Authority(entities=(EntityRecord("Lisbon", EntityType.PLACE),))
    result = annotate(REPORT, language, engine=ENGINE, authority=held)
    assert {mention.name for mention in result.mentions} == {"Lisbon"}
    assert result.engine.startswith("authority ")
    assert f"no model for {language}" in result.notes[0]


def test_regional_tag_of_english_is_covered() -> None:
    assert annotate(REPORT, "en-GB", engine=ENGINE).engine.startswith("builtin")


def test_unknown_language_is_english_only_where_the_text_plainly_is() -> None:
    assert "annotated as English" in annotate(REPORT, None, engine=ENGINE).notes[0]
    spanish = "El presidente Juan Pérez llegó a Madrid el lunes para una reunión con la prensa de España."
    result = annotate(spanish, None, engine=ENGINE)
    assert result.mentions == ()
    assert "unknown language" in result.notes[0]


def test_alias_of_the_authority_gives_the_preferred_name() -> None:
    record = EntityRecord(
        "Universidade de Lisboa", EntityType.ORGANIZATION, aliases=(Alias("University of Lisbon"),)
    )
    result = annotate(REPORT, "en", engine=ENGINE, authority=Authority(entities=(record,)))
    assert "Universidade de Lisboa" in names(result, EntityType.ORGANIZATION)
    assert "University of Lisbon" not in names(result, EntityType.ORGANIZATION)


def test_authority_decides_the_type() -> None:
    record = EntityRecord("John Keller", EntityType.ORGANIZATION)
    result = annotate(REPORT, "en", engine=ENGINE, authority=Authority(entities=(record,)))
    assert "John Keller" in names(result, EntityType.ORGANIZATION)


def test_stopped_string_is_no_entity() -> None:
    result = annotate(
        REPORT, "en", engine=ENGINE, authority=Authority(stopped=frozenset({"University of Lisbon"}))
    )
    assert "University of Lisbon" not in names(result, EntityType.ORGANIZATION)


def test_string_that_never_means_a_record_keeps_its_printed_name() -> None:
    record = EntityRecord(
        "Juan Fernandez", EntityType.PERSON, aliases=(Alias("Maria Fernandez"),), never=("Maria Fernandez",)
    )
    result = annotate(REPORT, "en", engine=ENGINE, authority=Authority(entities=(record,)))
    assert "Maria Fernandez" in names(result, EntityType.PERSON)
    assert "Juan Fernandez" not in names(result, EntityType.PERSON)


def test_place_inside_an_organizations_name_stays_part_of_it() -> None:
    held = Authority(entities=(EntityRecord("Lisbon", EntityType.PLACE),))
    result = annotate(REPORT, "en", engine=ENGINE, authority=held)
    assert "University of Lisbon" in names(result, EntityType.ORGANIZATION)


def test_two_records_of_one_alias_are_noted_and_left_undecided() -> None:
    held = Authority(
        entities=(
            EntityRecord("Harbour Bank", EntityType.ORGANIZATION, aliases=(Alias("HB"),)),
            EntityRecord("Hill Brewery", EntityType.ORGANIZATION, aliases=(Alias("HB"),)),
        )
    )
    result = annotate("The council said that HB had not paid.", "en", engine=ENGINE, authority=held)
    assert any("'HB' stands for two entries" in note for note in result.notes)
    assert not {"Harbour Bank", "Hill Brewery"} & {mention.name for mention in result.mentions}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_ordered_mentions_that_stand_where_they_say(text: str) -> None:
    reached = 0
    for mention in annotate(text, "en", engine=ENGINE).mentions:
        assert reached <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.name
        reached = mention.end


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "A", "A. B.", "\u200f\u202b", "I", "X said Y. Z left.", "é" * 50]
)
def test_texts_without_a_name_of_two_letters_give_none(text: str) -> None:
    assert annotate(text, "en", engine=ENGINE).mentions == ()


def test_emoji_and_astral_letters_before_a_name_leave_its_place_right() -> None:
    text = "😀😀 𝒳 — President Maria Fernandez spoke in Lisbon."
    for mention in annotate(text, "en", engine=ENGINE).mentions:
        assert text[mention.start : mention.end] == mention.text
    assert "Lisbon" in [mention.text for mention in annotate(text, "en", engine=ENGINE).mentions]


def test_headline_in_capitals_is_read_as_running_text() -> None:
    text = "MINISTER WARNS OF FLOODS IN PORTUGAL AFTER STORM\n\nOfficials in Portugal were alarmed on Monday."
    found = [m.text for m in annotate(text, "en", engine=ENGINE).mentions]
    assert "PORTUGAL" in found
    assert not {"MINISTER", "WARNS", "FLOODS", "STORM"} & set(found)


def test_particles_stay_in_names() -> None:
    text = "Prime Minister Mark van der Berg met Crown Prince Mohammed bin Salman on Friday. Mr van der Berg smiled."
    people = names(annotate(text, "en", engine=ENGINE), EntityType.PERSON)
    assert people == ["Mark van der Berg", "Mohammed bin Salman"]


def test_five_thousand_names_in_a_list_are_annotated_without_harm() -> None:
    text = ", ".join(
        f"Anna Smith{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(5000)
    )
    result = annotate(text, "en", engine=ENGINE)
    assert all(text[m.start : m.end] == m.text for m in result.mentions)
    assert len(result.mentions) > 2500


SEEDS = {
    "people": {"Jack Ma", "Xi Jinping", "Alex Capri"},
    "organizations": {
        "Alibaba",
        "Ant Group",
        "Chinese Communist Party",
        "Weibo",
        "China Youth Daily",
        "Shanghai Securities Journal",
        "Hinrich Foundation",
    },
    "places": {"China", "Beijing"},
}
PRINTED = {
    "000": {"People's Daily", "National University of Singapore"},
    "001": {"Daily Daily", "Singapore National University"},
}


@pytest.mark.parametrize("seed", sorted(PRINTED))
def test_seeds_entities_are_those_of_a_careful_reader(seed: str) -> None:
    paths = sorted((SHARED / "seeds").glob(f"{seed}_*.txt")) if SHARED.is_dir() else []
    if not paths:
        pytest.skip("the seeds are not beside the repository (../shared/seeds)")
    raw = paths[0].read_text("utf-8")
    text = raw[raw.index("Jack Ma") :]
    for end in ("\nNewsletter", "Jill Disis"):
        text = text.split(end)[0]
    got = annotate(text, "en", engine=ENGINE)
    expected = {(kind, name) for kind, held in SEEDS.items() for name in held}
    expected |= {("organizations", name) for name in PRINTED[seed]}
    found = {(entity.type.plural, entity.name) for entity in got.entities}
    assert 2 * len(found & expected) / (len(found) + len(expected)) >= 0.95


def test_newswire_score_holds_its_floor() -> None:
    path = SHARED / "bench" / "entities" / "dev-worldwide-a.jsonl.gz"
    if not path.is_file():
        pytest.skip("the labelled texts are not beside the repository (../shared/bench)")
    types = {"PER": "person", "ORG": "organization", "LOC": "place"}
    right = marked = labelled = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 4:
                continue
            record = json.loads(line)
            gold = {(a, b, types[t]) for a, b, t in record["mentions"] if t in types}
            got = {
                (m.start, m.end, str(m.type)) for m in annotate(record["text"], "en", engine=ENGINE).mentions
            }
            right, marked, labelled = right + len(gold & got), marked + len(got), labelled + len(gold)
    assert 2 * right / (marked + labelled) >= 0.77


def test_same_text_gives_the_same_annotation() -> None:
    engine = load_engine("builtin")
    once = annotate(REPORT, "en", engine=engine)
    annotate("Quite another text about Harold Wilson in Leeds.", "en", engine=engine)
    assert annotate(REPORT, "en", engine=engine) == once


def test_model_and_lists_stay_within_six_megabytes() -> None:
    import builder.annotate

    folder = Path(builder.annotate.__file__).parent
    sizes = Counter(
        {p.name: p.stat().st_size for p in folder.rglob("*") if p.suffix in (".crfsuite", ".txt")}
    )
    assert sizes["entities.crfsuite"] > 0
    assert sizes.total() <= 6_000_000


def test_parliament_of_no_state_is_a_mention_and_no_entity() -> None:
    result = annotate("Ana Reed told Parliament on Monday that it would rain.", "en", engine=ENGINE)
    assert "Parliament" in [mention.text for mention in result.mentions]
    assert names(result, EntityType.ORGANIZATION) == []


def test_parliament_is_the_one_that_the_text_names() -> None:
    text = "The Ghanaian Parliament met on Monday. Ana Reed told Parliament that it would rain."
    assert names(annotate(text, "en", engine=ENGINE), EntityType.ORGANIZATION) == ["Ghanaian Parliament"]
    text = "The Parliament of Ghana met on Monday. Ana Reed told Parliament that it would rain."
    result = annotate(text, "en", engine=ENGINE)
    assert names(result, EntityType.ORGANIZATION) == ["Parliament of Ghana"]
    two = text + " The Parliament of Kenya had heard the same."
    assert names(annotate(two, "en", engine=ENGINE), EntityType.ORGANIZATION) == [
        "Parliament of Ghana",
        "Parliament of Kenya",
    ]


def test_people_may_decide_whose_parliament_is_meant() -> None:
    record = EntityRecord(
        "Parliament of Ghana", EntityType.ORGANIZATION, aliases=(Alias("Parliament", only_with_name=False),)
    )
    text = "Ana Reed told Parliament on Monday that it would rain."
    result = annotate(text, "en", engine=ENGINE, authority=Authority(entities=(record,)))
    assert names(result, EntityType.ORGANIZATION) == ["Parliament of Ghana"]
