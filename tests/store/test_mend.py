"""`builder check --fix` mends what has one answer, by the smallest edit, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.store import Archive, check, fixed

from .conftest import ONE, TWO, link, proposal

Put = Callable[[str, str], Path]
HEAD = f"---\nid: {ONE}\ntitle: A title\n"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("byline: NO  # Norway\n", "byline: 'NO'  # Norway\n"),
        ("credits:\n- 1e3\n- B\n", "credits:\n- '1e3'\n- B\n"),
        ("date: 2021-2-7\n", "date: 2021-02-07\n"),
        ("date: '2021/02/07'\n", "date: 2021-02-07\n"),
        ("status: Withheld\n", "status: withheld\n"),
        ("credits: Jane Doe\n", "credits: [Jane Doe]\n"),
        ("entities:\n  people:\n  - A\n  - B\n  - A\n", "entities:\n  people:\n  - A\n  - B\n"),
        ("credits: [A, A, B]\n", "credits: [A, B]\n"),
        ("credits: [1e3, 1e4]  # both\n", "credits: ['1e3', '1e4']  # both\n"),
        ("date_basis: url\n", ""),
        ("byline: NO\ndate: 2021-2-7\ncredits: [y]\n", "byline: 'NO'\ndate: 2021-02-07\ncredits: ['y']\n"),
    ],
)
def test_one_answer_is_written_in_place(archive: Archive, put: Put, wrong: str, right: str) -> None:
    file = put("articles/x.md", f"{HEAD}{wrong}---\n")
    assert fixed(archive, check(archive))
    assert file.read_text() == f"{HEAD}{right}---\n"
    assert check(archive) == []


@pytest.mark.parametrize(
    "doubtful", ["date: 2021-13-02\n", "langauge: en\n", "title: Twice\n", "status: withdrawn\n"]
)
def test_what_only_a_person_can_know_is_left(archive: Archive, put: Put, doubtful: str) -> None:
    file = put("articles/x.md", f"{HEAD}{doubtful}---\n")
    assert fixed(archive, check(archive)) == []
    assert file.read_text() == f"{HEAD}{doubtful}---\n"


def test_a_link_is_answered_on_the_other_side(archive: Archive) -> None:
    archive.apply(
        [proposal(ONE, story="s", related_versions=[link(TWO, "excerpt")]), proposal(TWO, story="s")]
    )
    assert fixed(archive, check(archive)) == [
        f"archive/articles/undated/a-title-{ONE}.md:6: linked back from archive/articles/undated/a-title-{TWO}.md"
    ]
    assert check(archive) == []
    assert archive.load().articles[1].related_versions[0].relation == "expansion"


def test_a_date_changed_by_hand_becomes_an_editors(archive: Archive) -> None:
    outcome = archive.apply([proposal(ONE, date="2021-02-27", date_basis="url")])[0]
    file = archive.docs / outcome.path
    file.write_text(file.read_text().replace("2021-02-27", "2021-02-28"))
    fixed(archive, check(archive))
    assert "date: 2021-02-28\ndate_basis: editor\n" in file.read_text()


def test_an_outgrown_schema_is_written_again(archive: Archive) -> None:
    (archive.docs / "schema.json").write_text("{}")
    assert [p.code for p in check(archive)] == ["old-schema"]
    fixed(archive, check(archive))
    assert check(archive) == []
