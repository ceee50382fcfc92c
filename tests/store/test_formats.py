"""Problems as pull requests, editors and scripts read them."""

from __future__ import annotations

import json

import pytest

from builder.model.problem import Problem, Severity
from builder.store.formats import FORMATS, render

PROBLEMS = [
    Problem(
        "archive/a b.md", 4, 7, "date", "date: '2021-31-02' is no date\n100%", suggestion="did you mean: x?"
    ),
    Problem("archive/b.md", 0, 0, "symlink", "a link", Severity.WARNING),
    Problem("archive/c,d.md", 1, 1, "edited-text", "edited", Severity.NOTICE),
]


def test_text_is_one_line_a_problem() -> None:
    assert render(PROBLEMS[1:], "text") == (
        "archive/b.md: warning: a link [symlink]\narchive/c,d.md:1:1: notice: edited [edited-text]"
    )


def test_github_commands_are_escaped() -> None:
    assert render(PROBLEMS, "github").split("\n") == [
        "::error file=archive/a b.md,line=4,col=7,title=date::"
        "date: '2021-31-02' is no date%0A100%25 (did you mean: x?)",
        "::warning file=archive/b.md,title=symlink::a link",
        "::notice file=archive/c%2Cd.md,line=1,col=1,title=edited-text::edited",
    ]


def test_json_has_every_field() -> None:
    first = json.loads(render(PROBLEMS, "json"))[0]
    assert first["path"] == "archive/a b.md"
    assert (first["line"], first["column"], first["severity"], first["code"]) == (4, 7, "error", "date")


def test_sarif_has_rules_levels_and_regions() -> None:
    run = json.loads(render(PROBLEMS, "sarif"))["runs"][0]
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note"]
    assert {r["id"] for r in run["tool"]["driver"]["rules"]} == {"date", "symlink", "edited-text"}
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "archive/a%20b.md"},
        "region": {"startLine": 4, "startColumn": 7},
    }


def test_rdjson_has_reviewdogs_severities() -> None:
    found = json.loads(render(PROBLEMS, "rdjson"))["diagnostics"]
    assert [d["severity"] for d in found] == ["ERROR", "WARNING", "INFO"]
    assert found[0]["location"]["range"] == {"start": {"line": 4, "column": 7}}


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_problems_are_a_whole_document_too(form: str) -> None:
    text = render([], form)
    assert form in {"text", "github"} or json.loads(text) is not None


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'xml' is none of"):
        render([], "xml")
