"""`builder entities review`: how much of the list is shown, and that the rest is not passed over in silence."""

import json

import pytest
from click.testing import CliRunner

from builder.cli import commands, entities
from builder.store import init

NAMES = ("Qorvan Tarquel", "Marl Vane", "Dorin Ashgrove")


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """An archive of three articles that all list three unknown people; the review's output and errors."""
    desk = tmp_path / "desk"
    init(desk)
    monkeypatch.chdir(desk)
    for number in range(3):
        head = [f"id: a0000000{number}01", f"title: Report {number}", "entities:", "  people:"]
        body = ["---", *head, *(f"  - {name}" for name in NAMES), "---", "", "A report.", ""]
        file = desk / "archive/articles/undated" / f"report-a0000000{number}01.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(body), encoding="utf-8")

    def ask(*options):
        result = CliRunner().invoke(commands, ["entities", "review", *options])
        assert result.exit_code == 0, result.output
        return result

    return ask


def test_names_that_are_left_out_are_counted_and_how_to_see_them_is_said(asked, monkeypatch):
    monkeypatch.setattr(entities, "SHOWN", 2)
    result = asked()
    assert sum(name in result.output for name in NAMES) == 2
    assert "2 of 3 names to decide on" in result.output and "--limit 0" in result.output


@pytest.mark.parametrize("limit", ["0", "3", "500"])
def test_all_are_shown_where_the_limit_allows(asked, limit):
    result = asked("--limit", limit)
    assert all(name in result.output for name in NAMES)
    assert "3 names to decide on." in result.output


def test_json_holds_all_unless_limited(asked):
    assert len(json.loads(asked("--json").stdout)) == 3
    limited = asked("--json", "--limit", "1")
    assert len(json.loads(limited.stdout)) == 1
    assert "2 more are left out" in limited.stderr


def test_an_archive_without_names_to_decide_on_says_so(tmp_path, monkeypatch):
    init(tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    assert CliRunner().invoke(commands, ["entities", "review"]).output == "No name needs a decision.\n"
