"""The authority files corrected from the command line: small diffs, and no contradictions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.errors import BuilderError
from builder.model.entities import EntityType
from builder.store import Archive, authority_edits, check

from .conftest import ONE, PEOPLE, Put, proposal


def test_an_alias_is_one_new_line(archive: Archive, people: Path) -> None:
    authority_edits.alias(archive, "Jack Ma", "Ma Yün")
    assert people.read_text() == PEOPLE.replace("  - 马云\n", "  - 马云\n  - Ma Yün\n")


def test_an_alias_goes_into_a_list_in_brackets_too(archive: Archive, people: Path) -> None:
    authority_edits.alias(archive, "Xi Jinping", "Xi, J.")
    assert "aliases: [Xi, President Xi, 'Xi, J.']\n" in people.read_text()


def test_an_alias_for_a_new_name_makes_its_entry_in_order(archive: Archive, people: Path) -> None:
    authority_edits.alias(archive, "Jo Black", "J. Black", EntityType.PERSON)
    assert "- name: Jo Black\n  aliases:\n  - J. Black\n# The president.\n- name: Xi" in people.read_text()


def test_renaming_keeps_the_old_name_as_alias_and_redirect(archive: Archive, people: Path) -> None:
    authority_edits.rename(archive, "Jack Ma", "Ma Yun")
    record = archive.authority().entities[0]
    assert record.name == "Ma Yun"
    assert [a.text for a in record.aliases] == ["Ma", "马云", "Jack Ma"]
    assert record.former == ("Ma, Jack", "Jack Ma")
    assert "# as in Chinese" in people.read_text()
    assert check(archive) == []


def test_merging_makes_one_entry_that_has_all_names(archive: Archive, people: Path) -> None:
    authority_edits.merge(archive, "Jack Ma", "Xi Jinping")
    (record,) = archive.authority().entities
    assert [a.text for a in record.aliases] == ["Ma Yun", "Ma", "马云", "Xi Jinping", "Xi", "President Xi"]
    assert record.former == ("Ma, Jack", "Xi Jinping")
    assert "# The president.\n" in people.read_text()
    assert check(archive) == []


MA = """\
- name: Jack Ma
  note: Founder of a market place
  wikidata: Q1
# How the wires print him.
- name: Ma Yun
  wikidata: {wikidata}
  note: {note}
  not: [Ma Yun Hotel, Jack Ma]
"""


@pytest.mark.parametrize(
    ("wikidata", "note", "merged"),
    [
        ("Q1", "Was a teacher.", "Founder of a market place. Was a teacher."),
        ("Q1", "'#1: rich'", "Founder of a market place. #1: rich."),
        ("Q1", "Founder of a market place", "Founder of a market place"),
        ("Q1", "''", "Founder of a market place"),
        ("Q2", "''", "Founder of a market place. Wikidata: Q2 (Ma Yun)"),
        ("Q1", "|\n    One.\n    Two.", "Founder of a market place.\nOne.\nTwo."),
    ],
)
def test_merging_loses_nothing_that_the_other_entry_says(
    archive: Archive, put: Put, wikidata: str, note: str, merged: str
) -> None:
    people = put("authority/people.yml", MA.format(wikidata=wikidata, note=note))
    authority_edits.merge(archive, "Jack Ma", "Ma Yun")
    (record,) = archive.authority().entities
    assert (record.note, record.wikidata, record.never) == (merged, "Q1", ("Ma Yun Hotel",))
    assert "# How the wires print him.\n" in people.read_text()
    assert check(archive) == []


CONDITIONS = """\
- name: Ant Group
  aliases: {held}
- name: Ant Financial Services
  aliases:
  - {{text: Ant, only_with: none}}   # every paper says so
  - {{text: The Lender, only_with: name}}
  - Alipay
  - Ant Pay
"""


@pytest.mark.parametrize("held", ["[Ant Holdings]", "\n  - Ant Holdings", "[]"])
def test_merged_aliases_count_under_the_same_conditions_as_before(
    archive: Archive, put: Put, held: str
) -> None:
    file = put("authority/organizations.yml", CONDITIONS.format(held=held))
    authority_edits.merge(archive, "Ant Group", "Ant Financial Services")
    (record,) = archive.authority().entities
    assert {a.text: a.only_with_name for a in record.aliases if a.text != "Ant Holdings"} == {
        "Ant Financial Services": False,
        "Ant": False,
        "The Lender": True,
        "Alipay": True,
        "Ant Pay": False,
    }
    assert "{text: Ant, only_with: none}" in file.read_text()
    assert "every paper says so" in file.read_text()
    assert check(archive) == []


@pytest.mark.parametrize("ending", ["\n", ""], ids=["ended", "without a last line end"])
def test_merging_into_an_entry_that_says_little_brings_the_other_s_note_along(
    archive: Archive, put: Put, ending: str
) -> None:
    other = "- name: Ma Yun\r\n  wikidata: Q1\r\n  note: A teacher\r\n"
    put("authority/people.yml", f"{other}- name: Jack Ma{ending}")
    authority_edits.merge(archive, "Jack Ma", "Ma Yun")
    (record,) = archive.authority().entities
    assert (record.note, record.wikidata, record.former) == ("A teacher.", "Q1", ("Ma Yun",))
    assert check(archive) == []


def test_splitting_makes_an_alias_an_entity_of_its_own(archive: Archive, people: Path) -> None:
    authority_edits.split(archive, "Jack Ma", "Ma Yun")
    names = {r.name: r for r in archive.authority().entities}
    assert set(names) == {"Jack Ma", "Ma Yun", "Xi Jinping"}
    assert names["Jack Ma"].never == ("Jack Ma Foundation", "Ma Yun")
    assert check(archive) == []


def test_a_stop_entry_is_one_new_line(archive: Archive, people: Path) -> None:
    authority_edits.stop(archive, "AI: now", EntityType.PERSON)
    assert people.read_text() == PEOPLE + "- stop: 'AI: now'\n"
    with pytest.raises(BuilderError, match="is a stop entry already"):
        authority_edits.stop(archive, "Big Tech", EntityType.PERSON)


def test_an_unknown_name_is_refused_with_a_near_one(archive: Archive, people: Path) -> None:
    with pytest.raises(
        BuilderError, match=r"no entry and no article has the name 'Jack Maa' \(did you mean Jack Ma\?\)"
    ):
        authority_edits.rename(archive, "Jack Maa", "X")


def listing(archive: Archive, identity: str, **names: list[str]) -> None:
    """An article that lists these names."""
    archive.apply([proposal(identity, entities=names)])


def test_name_that_only_articles_know_gets_an_entry_of_their_type_by_each_command(archive: Archive) -> None:
    listing(archive, ONE, people=["Ana Ruiz", "A. Ruis", "Bo Lind"], places=["Ost"])
    authority_edits.rename(archive, "Ana Ruiz", "Ana Ruíz")
    authority_edits.merge(archive, "Ana Ruíz", "A. Ruis")
    authority_edits.alias(archive, "Ost", "Oost")
    authority_edits.split(archive, "Bo Lind", "Bo")
    told = {r.name: ([a.text for a in r.aliases], r.former, r.never) for r in archive.authority().entities}
    assert told == {
        "Ana Ruíz": (["Ana Ruiz", "A. Ruis"], ("Ana Ruiz", "A. Ruis"), ()),
        "Bo": ([], (), ()),
        "Bo Lind": ([], (), ("Bo",)),
        "Ost": (["Oost"], (), ()),
    }
    assert check(archive) == []


def test_name_that_articles_list_under_two_types_is_not_guessed_at(archive: Archive) -> None:
    listing(archive, ONE, people=["Paris"], places=["Paris"])
    with pytest.raises(BuilderError, match="articles list 'Paris' as person and as place; say of which type"):
        authority_edits.rename(archive, "Paris", "Paris Reed")
    authority_edits.rename(archive, "Paris", "Paris Reed", EntityType.PERSON)
    assert [r.type for r in archive.authority().entities] == [EntityType.PERSON]


def test_merging_takes_back_what_a_split_said(archive: Archive, people: Path) -> None:
    authority_edits.split(archive, "Jack Ma", "Ma Yun")
    authority_edits.merge(archive, "Jack Ma", "Ma Yun")
    (jack, _) = archive.authority().entities
    assert jack.never == ("Jack Ma Foundation",)
    assert "Ma Yun" in [a.text for a in jack.aliases]
    assert check(archive) == []


def test_renaming_there_and_back_leaves_one_redirect(archive: Archive, people: Path) -> None:
    authority_edits.rename(archive, "Jack Ma", "Ma Yun")
    authority_edits.rename(archive, "Ma Yun", "Jack Ma")
    record = archive.authority().entities[0]
    assert (record.name, record.former) == ("Jack Ma", ("Ma, Jack", "Ma Yun"))
    assert check(archive) == []


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda a: authority_edits.alias(a, "Jack Ma", "Xi Jinping"), "'Xi Jinping' has an entry already"),
        (
            lambda a: authority_edits.alias(a, "Jack Ma", "President Xi"),
            "is an alias of 'Xi Jinping' already",
        ),
        (
            lambda a: authority_edits.rename(a, "Jack Ma", "President Xi"),
            r"people.yml:13\); 'builder entities split'",
        ),
        (lambda a: authority_edits.alias(a, "Jack Ma", "Big Tech"), r"is a stop entry \(.*people.yml:15\)"),
        (
            lambda a: authority_edits.stop(a, "Ma Yun", EntityType.PLACE),
            r"stands for an entity in .*people.yml:2",
        ),
        (lambda a: authority_edits.merge(a, "Jack Ma", "Jack  Ma "), "cannot be merged into itself"),
        (lambda a: authority_edits.split(a, "Jack Ma", "Jack Ma"), "cannot be split from itself"),
        (lambda a: authority_edits.alias(a, "Ma Yun", "Ma Jun"), "is another name of 'Jack Ma' "),
        (lambda a: authority_edits.merge(a, "Jack Ma", "Ma Yun"), "is another name of 'Jack Ma' "),
        (lambda a: authority_edits.rename(a, "Jack Ma", "Jack Ma"), "is the name already"),
        (lambda a: authority_edits.rename(a, "Jack Ma", " "), "there is no letter or figure in it"),
        (lambda a: authority_edits.alias(a, "Jack Ma", "\u200e-"), "there is no letter or figure in it"),
    ],
)
def test_edit_that_would_contradict_the_files_is_refused_and_changes_nothing(
    archive: Archive, people: Path, edit: Callable[[Archive], object], told: str
) -> None:
    with pytest.raises(BuilderError, match=told):
        edit(archive)
    assert people.read_text() == PEOPLE


def test_family_name_of_two_people_may_be_an_alias_of_both(archive: Archive, people: Path) -> None:
    authority_edits.alias(archive, "Jack Ma", "Xi")
    assert check(archive) == []


def test_name_is_written_without_line_breaks_and_doubled_spaces(archive: Archive, people: Path) -> None:
    authority_edits.alias(archive, "Jack Ma", " Ma \n Jun ")
    assert "  - Ma Jun\n" in people.read_text()


def test_marks_that_nobody_sees_are_not_written_into_a_name(archive: Archive, people: Path) -> None:
    authority_edits.alias(archive, "Jack Ma", "Ma\u200f Jun\u202c")
    assert "- Ma Jun\n" in people.read_text("utf-8")
    authority_edits.alias(archive, "Jack Ma", "می\u200cخواهد")  # a joiner that Persian spells with
    assert "\u200c" in people.read_text("utf-8")
