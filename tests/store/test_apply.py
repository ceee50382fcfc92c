"""Proposals become files, and files that people changed stay theirs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from builder.errors import Busy
from builder.store import Archive, constraints
from builder.store.lock import exclusive

from .conftest import ONE, THREE, TWO, file_of, link, proposal, replace


def test_a_new_article_is_written_in_the_design_s_style(archive: Archive) -> None:
    archive.apply(
        [
            proposal(
                "a7249c555f6",
                title="Alibaba is back in Beijing's good books for helping to fix poverty",
                date="2021-02-27",
                date_basis="related-version",
                captured="2025-02-22",
                source="arab-press",
                language="en",
                entities={
                    "people": ["Jack Ma", "Xi Jinping"],
                    "organizations": ["Alibaba"],
                    "places": ["China"],
                },
                story="alibaba-is-back-in-beijings-good-books",
                related_versions=[link("ae268cbed05", "rewrite")],
            ),
            proposal("ae268cbed05"),
        ]
    )
    file = archive.docs / "articles/2021/02/alibaba-is-back-in-beijings-good-books-a7249c555f6.md"
    assert file.read_text() == (
        "---\n"
        "id: a7249c555f6\n"
        "title: Alibaba is back in Beijing's good books for helping to fix poverty\n"
        "date: 2021-02-27\n"
        "date_basis: related-version\n"
        "captured: 2025-02-22\n"
        "source: arab-press\n"
        "language: en\n"
        "entities:\n"
        "  people:\n"
        "  - Jack Ma\n"
        "  - Xi Jinping\n"
        "  organizations:\n"
        "  - Alibaba\n"
        "  places:\n"
        "  - China\n"
        "story: alibaba-is-back-in-beijings-good-books\n"
        "related_versions:\n"
        "- article: ae268cbed05\n"
        "  relation: rewrite\n"
        "---\n"
        "\n"
        "Some text.\n"
    )


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("NO", "title: 'NO'"),
        ("12:30:00", "title: '12:30:00'"),
        ("2021", "title: '2021'"),
        ("1e3", "title: '1e3'"),
        ("0o17", "title: '0o17'"),
        ("y", "title: 'y'"),
        ("2021-02-27", "title: '2021-02-27'"),
        ("Who's who: a list", 'title: "Who\'s who: a list"'),
        ('Minister: "talks"', "title: 'Minister: \"talks\"'"),
        ("Plain, with commas - and [brackets] & more!", "title: Plain, with commas - and [brackets] & more!"),
        ("“Quoted” headline", "title: “Quoted” headline"),
        ("- Dash", "title: '- Dash'"),
        ("-Dash", "title: -Dash"),
        ("C# 12", "title: C# 12"),
        ("Part #2", "title: 'Part #2'"),
        ("a\u0085b", 'title: "a\\x85b"'),
    ],
)
def test_titles_are_quoted_only_where_yaml_would_misread_them(
    archive: Archive, title: str, line: str
) -> None:
    archive.apply([proposal(ONE, title=title)])
    assert file_of(archive, ONE).read_text(encoding="utf-8").split("\n")[2] == line
    assert archive.load().articles[0].title == title


def test_the_same_proposal_again_changes_nothing(archive: Archive) -> None:
    archive.apply([proposal(ONE)])
    before = file_of(archive, ONE).read_bytes()
    assert [o.action for o in archive.apply([proposal(ONE)])] == ["unchanged"]
    assert file_of(archive, ONE).read_bytes() == before


def test_a_dry_run_writes_nothing(archive: Archive) -> None:
    assert [o.action for o in archive.apply([proposal(ONE)], dry_run=True)] == ["created"]
    assert archive.load().articles == ()
    assert not archive.machine.exists()


def test_a_deleted_file_is_not_made_again(archive: Archive) -> None:
    archive.apply([proposal(ONE)])
    file_of(archive, ONE).unlink()
    assert [o.action for o in archive.apply([proposal(ONE)])] == ["deleted"]
    assert archive.load().articles == ()


def test_a_file_leaves_undated_when_a_day_is_known(archive: Archive) -> None:
    archive.apply([proposal(ONE)])
    assert file_of(archive, ONE).parent.name == "undated"
    archive.apply([proposal(ONE, date="2021-02-27", date_basis="printed")])
    assert file_of(archive, ONE) == archive.docs / "articles/2021/02/a-title-a0000000001.md"


def test_a_file_that_a_person_put_somewhere_stays_there(archive: Archive) -> None:
    archive.apply([proposal(ONE)])
    target = archive.docs / "articles" / "undated" / "by-hand.md"
    file_of(archive, ONE).rename(target)
    archive.apply([proposal(ONE, date="2021-02-27", date_basis="printed")])
    assert file_of(archive, ONE) == target


def test_a_file_stays_where_it_is_when_its_date_changes(archive: Archive) -> None:
    archive.apply([proposal(ONE, date="2021-02-27", date_basis="url")])
    before = file_of(archive, ONE)
    archive.apply([proposal(ONE, date="2022-02-27", date_basis="url")])
    assert file_of(archive, ONE) == before


def test_a_broken_file_is_left_alone_and_the_rest_is_written(archive: Archive) -> None:
    archive.apply([proposal(ONE), proposal(TWO)])
    file = file_of(archive, ONE)
    replace(file, "title: A title", "title: A: title")
    broken = file.read_bytes()
    one, two = archive.apply([proposal(ONE, title="New"), proposal(TWO, title="New")])
    assert (one.action, two.action) == ("unchanged", "updated")
    assert one.problem is not None and one.problem.line == 3
    assert file.read_bytes() == broken


def test_front_matter_with_anchors_is_read_but_never_edited(archive: Archive) -> None:
    archive.apply([proposal(ONE, byline="Jo")])
    file = file_of(archive, ONE)
    replace(file, "byline: Jo", "byline: &jo Jo\nx: *jo")
    before = file.read_bytes()
    outcome = archive.apply([proposal(ONE, byline="Someone else")])[0]
    assert file.read_bytes() == before
    assert outcome.problem is not None and "anchors" in outcome.problem.message


def test_a_lost_ledger_makes_every_value_a_person_s(archive: Archive) -> None:
    archive.apply([proposal(ONE, byline="Jo")])
    for shard in (archive.machine / "values").iterdir():
        shard.unlink()
    before = file_of(archive, ONE).read_bytes()
    outcome = archive.apply([proposal(ONE, "Other text.\n", title="Other", byline="Flo")])[0]
    assert {c.key for c in outcome.clashes} == {"title", "byline", "body"}
    assert file_of(archive, ONE).read_bytes() == before


def test_a_veto_on_one_side_keeps_the_link_from_the_other(archive: Archive) -> None:
    both = [
        proposal(ONE, related_versions=[link(TWO, "rewrite")]),
        proposal(TWO, related_versions=[link(ONE, "rewrite")]),
    ]
    archive.apply(both)
    replace(file_of(archive, ONE), "relation: rewrite", "relation: unrelated")
    archive.apply(both)
    assert "related_versions" not in file_of(archive, TWO).read_text()
    assert constraints(archive.load().articles, archive.ledger()).apart == {(ONE, TWO)}


def test_a_link_that_a_person_deleted_goes_from_the_other_side_too(archive: Archive) -> None:
    both = [
        proposal(ONE, related_versions=[link(TWO, "rewrite")]),
        proposal(TWO, related_versions=[link(ONE, "rewrite")]),
    ]
    archive.apply(both)
    replace(file_of(archive, ONE), f"related_versions:\n- article: {TWO}\n  relation: rewrite\n", "")
    archive.apply(both)
    assert "related_versions" not in file_of(archive, TWO).read_text()
    archive.apply(both)
    assert "related_versions" not in file_of(archive, ONE).read_text()


def test_a_link_that_a_person_typed_appears_on_the_other_side(archive: Archive) -> None:
    archive.apply([proposal(ONE), proposal(TWO)])
    replace(
        file_of(archive, ONE),
        "title: A title\n",
        f"title: A title\nrelated_versions:\n- article: {TWO}\n  relation: excerpt\n",
    )
    archive.apply([proposal(ONE), proposal(TWO)])
    assert f"- article: {ONE}\n  relation: expansion\n" in file_of(archive, TWO).read_text()
    assert constraints(archive.load().articles, archive.ledger()).together == {(ONE, TWO)}


def test_a_link_to_an_article_that_is_gone_is_dropped(archive: Archive) -> None:
    archive.apply([proposal(ONE, related_versions=[link(TWO, "rewrite")]), proposal(TWO)])
    file_of(archive, TWO).unlink()
    archive.apply([proposal(ONE, related_versions=[link(TWO, "rewrite")])])
    assert "related_versions" not in file_of(archive, ONE).read_text()


def test_only_what_people_set_constrains_relating(archive: Archive) -> None:
    archive.apply([proposal(i, story="s") for i in (ONE, TWO, THREE)])
    assert constraints(archive.load().articles, archive.ledger()).together == frozenset()
    assert constraints(archive.load().articles, archive.ledger()).apart == frozenset()


def test_an_article_taken_out_of_a_story_is_kept_apart_from_it(archive: Archive) -> None:
    archive.apply([proposal(i, story="s") for i in (ONE, TWO, THREE)])
    replace(file_of(archive, THREE), "story: s", "story: another")
    found = constraints(archive.load().articles, archive.ledger())
    assert found.apart == {(ONE, THREE), (TWO, THREE)}
    assert found.together == frozenset()


def test_an_article_taken_out_of_a_story_that_got_another_name_is_kept_apart_from_it(
    archive: Archive,
) -> None:
    archive.apply([proposal(i, story="s") for i in (ONE, TWO, THREE)])
    replace(file_of(archive, ONE), "story: s", "story: better-name")
    replace(file_of(archive, TWO), "story: s", "story: better-name")
    replace(file_of(archive, THREE), "story: s\n", "")
    found = constraints(archive.load().articles, archive.ledger())
    assert found.apart == {(ONE, THREE), (TWO, THREE)}
    assert found.together == {(ONE, TWO)}


def test_an_article_put_into_a_story_is_joined_to_it(archive: Archive) -> None:
    archive.apply([proposal(ONE, story="s"), proposal(TWO, story="s"), proposal(THREE)])
    replace(file_of(archive, THREE), "title: A title\n", "title: A title\nstory: s\n")
    found = constraints(archive.load().articles, archive.ledger())
    assert found.together == {(ONE, THREE)}


def test_a_second_builder_is_told_who_is_first(archive: Archive) -> None:
    with (
        archive.lock(),
        archive.lock(),
        pytest.raises(Busy, match=r"another builder \(process \d+\) is writing"),
    ):
        Archive(archive.root).apply([proposal(ONE)])
    Archive(archive.root).apply([proposal(ONE)])


def test_those_that_a_person_puts_into_a_story_are_joined_to_what_the_machine_has_there(
    archive: Archive,
) -> None:
    archive.apply([proposal(ONE), proposal(TWO), proposal(THREE, story="s")])
    for moved in (ONE, TWO):
        replace(file_of(archive, moved), "title: A title\n", "title: A title\nstory: s\n")
    found = constraints(archive.load().articles, archive.ledger())
    assert found.together == {(ONE, THREE), (TWO, THREE)}
    assert found.apart == frozenset()


def test_a_lock_file_left_behind_blocks_nobody(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("99999")
    with exclusive(tmp_path / "lock"):
        pass


def test_a_killed_builder_blocks_nobody(archive: Archive) -> None:
    script = (
        "import sys, time; from pathlib import Path; from builder.store import Archive\n"
        "with Archive(Path(sys.argv[1])).lock():\n    print('held', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(archive.root)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        with pytest.raises(Busy, match=f"process {other.pid}"):
            archive.apply([proposal(ONE)])
        other.kill()
        other.wait()
    assert archive.apply([proposal(ONE)])[0].action == "created"


def test_a_file_saved_by_an_editor_meanwhile_is_merged_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.apply([proposal(ONE, byline="Jo")])
    file = file_of(archive, ONE)
    from builder.store import archive as module

    planned = module.Archive._planned

    def and_then_someone_saves(self: Archive, proposals: list[object], ledger: object) -> object:
        result = planned(self, proposals, ledger)  # type: ignore[arg-type]
        replace(file, "title: A title", "title: Saved meanwhile")
        return result

    monkeypatch.setattr(module.Archive, "_planned", and_then_someone_saves)
    assert archive.apply([proposal(ONE, byline="Flo")])[0].action == "updated"
    assert "title: Saved meanwhile\nbyline: Flo\n" in file.read_text()


def test_two_branches_ledgers_joined_by_git_lose_nobody_s_edit(archive: Archive) -> None:
    archive.apply([proposal(ONE, byline="Jo", entities={"people": ["Ann", "Ben"]})])
    shard = next((archive.machine / "values").glob("*.jsonl"))
    first = shard.read_text()
    archive.apply([proposal(ONE, byline="Jane", entities={"people": ["Ann"]})])
    shard.write_text(first + shard.read_text())
    replace(file_of(archive, ONE), "byline: Jane", "byline: Jo")
    archive.apply([proposal(ONE, byline="Jim", entities={"people": ["Ann", "Ben"]})])
    text = file_of(archive, ONE).read_text()
    assert "byline: Jo\n" in text
    assert "Ben" not in text
    assert len(shard.read_text().splitlines()) == 1


def test_a_veto_weighs_more_than_a_link_that_one_of_two_joined_ledgers_has(archive: Archive) -> None:
    archive.apply([proposal(ONE), proposal(TWO)])
    shard = archive.machine / "values" / f"{ONE[1:3]}.jsonl"
    held = [line for line in shard.read_text().splitlines() if ONE in line]
    linked = [proposal(ONE, related_versions=[link(TWO, "rewrite")]), proposal(TWO)]
    archive.apply(linked)
    shard.write_text("".join(f"{line}\n" for line in [*shard.read_text().splitlines(), *held]))
    file = file_of(archive, TWO)
    file.write_text(
        file.read_text().replace(
            "\n---\n", f"\nrelated_versions:\n- article: {ONE}\n  relation: unrelated\n---\n"
        )
    )
    archive.apply(linked)
    assert "related_versions" not in file_of(archive, ONE).read_text()
    assert "relation: unrelated" in file.read_text()


def test_a_name_that_a_person_removed_stays_away_under_its_new_name(archive: Archive) -> None:
    archive.apply([proposal(ONE, entities={"people": ["Jack Ma", "Ada"]})])
    replace(file_of(archive, ONE), "  - Jack Ma\n", "")
    (archive.authority_folder / "people.yml").write_text("- name: Ma Yun\n  same_as:\n  - Jack Ma\n")
    archive.apply([proposal(ONE, entities={"people": ["Ma Yun", "Ada"]})])
    assert archive.load().articles[0].people == ("Ada",)
