"""The authority files: read with their lines, corrected by small diffs, contradictions named."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import FileFault
from builder.model.authority import Alias, SourceRecord
from builder.store import Archive, check

from .conftest import Put


def test_entries_are_read_with_their_lines(archive: Archive, people: Path) -> None:
    authority = archive.authority()
    jack, xi = authority.entities
    assert (jack.name, jack.line, xi.line) == ("Jack Ma", 2, 13)
    assert jack.aliases == (Alias("Ma Yun"), Alias("Ma", only_with_name=True), Alias("马云"))
    assert (jack.wikidata, jack.never, jack.former) == ("Q1137062", ("Jack Ma Foundation",), ("Ma, Jack",))
    assert authority.stopped == {"Big Tech"}


def test_stop_entry_stands_for_its_own_case_alone(archive: Archive, put: Put) -> None:
    put("authority/people.yml", "- name: May Reed\n  aliases: [{text: May, only_with: none}]\n- stop: may\n")
    assert check(archive) == []


def test_one_word_aliases_need_the_full_name_in_the_text(archive: Archive, people: Path) -> None:
    assert archive.authority().entities[1].aliases == (
        Alias("Xi", only_with_name=True),
        Alias("President Xi"),
    )


def test_one_word_places_and_other_scripts_stand_alone(archive: Archive, put: Put) -> None:
    put("authority/places.yml", "- name: Bizerte\n  aliases: [Bizerta, بنزرت]\n")
    put("authority/people.yml", "- name: Fairuz\n  aliases: [فيروز, {text: Nouhad, only_with: none}]\n")
    assert [a.only_with_name for e in archive.authority().entities for a in e.aliases] == [False] * 4


def test_sources_are_read(archive: Archive, put: Put) -> None:
    put(
        "authority/sources.yml",
        "- id: times\n  name: The Times\n  domains: [www.times.example]\n  excerpt_words: 40\n  country: Calverra\n",
    )
    assert archive.authority().sources == (
        SourceRecord(
            "times", "The Times", domains=("times.example",), excerpt_words=40, country="Calverra", line=1
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- name: A\n  wikidata: 1137062\n",
            "people.yml:2:13: wikidata: '1137062' is no item id such as Q42 (did you mean Q1137062?)",
        ),
        ("- nam: A\n", "people.yml:1:3: unknown key 'nam' (did you mean name?)"),
        ("- nam: A\n", "people.yml:1:3: an entry needs a name"),
        ("- A\n", "people.yml:1:3: an entry needs keys: '- name: ...'"),
        ("name: A\n", "people.yml:1:1: an authority file is a list of '- name: ...' entries"),
        ("- name: A\n- name: a\n", "people.yml:2:1: 'a' stands in line 1 already"),
        (
            "- name: A\n  aliases: [B C]\n- name: D\n  aliases: [B C]\n",
            "people.yml:3:1: alias 'B C' is also an alias of 'A' (line 1)",
        ),
        ("- name: A\n  aliases: [D]\n- name: D\n", "people.yml:1:1: alias 'D' is the name of line 3's entry"),
        ("- name: A\n  same_as: [A]\n", "people.yml:1:1: same_as: 'A' would redirect to itself"),
        (
            "- name: A\n  same_as: [B]\n- name: B\n  same_as: [A]\n",
            "people.yml:1:1: same_as: 'B' is still the name of another entry",
        ),
        (
            "- name: A\n  same_as: [X]\n- name: B\n  same_as: [X]\n",
            "people.yml:3:1: same_as: 'X' already redirects to 'A'",
        ),
        ("- name: A\n  not: [A B]\n  aliases: [A B]\n", "people.yml:1:1: alias 'A B' also stands under not:"),
        ("- name: A\n- stop: A\n", "people.yml:1:1: 'A' is also a stop entry, so it is never found"),
        (
            "- name: A B\n  aliases: [Big Tech]\n- stop: Big Tech\n",
            "people.yml:1:1: alias 'Big Tech' is also a stop entry, so it is never found",
        ),
        ("- stop:\n", "people.yml:1:8: stop: a string belongs here"),
        ("- name: A B\n  not: [A B]\n", "people.yml:1:1: its own name 'A B' also stands under not:"),
        (
            "- name: A B\n  aliases:\n  - {only_with: name}\n",
            "people.yml:3:5: an alias with a condition needs its text: {text: ...}",
        ),
        (
            "- name: X\n",
            "people.yml:1:1: name 'X' has one letter: it is found wherever that stands alone",
        ),
        ("- name: '--'\n", "people.yml:1:1: name '--' has no letter or figure in it"),
        (
            '- name: "\\u200fمحمد\\u200e بن سلمان"\n- name: محمد بن سلمان\n',
            "people.yml:2:1: 'محمد بن سلمان' stands in line 1 already",
        ),
        (
            "- name: A B\n  aliases: [C D]\n- name: E F\n  same_as: [C D]\n",
            "people.yml:3:1: same_as: 'C D' is also an alias of 'A B' (line 1)",
        ),
        ("- name: A\n  name: B\n", "people.yml:2:3: name stands twice; first in line 1"),
        (
            "- name: [A\n",
            "people.yml:1:9: the '[' that opens here is never closed, or a comma is missing (put the value in quotes)",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(archive: Archive, put: Put, text: str, expected: str) -> None:
    put("authority/people.yml", text)
    assert expected in [str(p).removeprefix("archive/authority/") for p in check(archive)]


def test_a_broken_authority_file_stops_a_run_with_its_place(archive: Archive, put: Put) -> None:
    put("authority/people.yml", "- name: [A\n")
    with pytest.raises(FileFault, match=r"archive/authority/people.yml:1:9: "):
        archive.authority()


def test_new_sources_are_written_in_order_and_nothing_else_moves(archive: Archive, put: Put) -> None:
    file = put(
        "authority/sources.yml", "# Outlets.\n\n- id: b\n  name: B   # why\n# about d\n- id: d\n  name: D\n"
    )
    archive.add_sources(
        [
            SourceRecord("c", "C: news", domains=("c.example",)),
            SourceRecord("b", "Other"),
            SourceRecord("e", "E"),
        ]
    )
    assert file.read_text() == (
        "# Outlets.\n\n- id: b\n  name: B   # why\n- id: c\n  name: 'C: news'\n  domains:\n  - c.example\n"
        "# about d\n- id: d\n  name: D\n- id: e\n  name: E\n"
    )


def test_sources_are_added_to_a_file_that_is_absent_or_ends_without_a_line_break(archive: Archive) -> None:
    file = archive.authority_folder / "sources.yml"
    file.unlink()
    archive.add_sources([SourceRecord("a", "A")])
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    archive.add_sources([SourceRecord("b", "B")])
    assert file.read_text() == "- id: a\n  name: A\n- id: b\n  name: B\n"
