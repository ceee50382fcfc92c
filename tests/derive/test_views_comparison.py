"""Comparisons taken over from an earlier state of the archive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.derive import views_comparison
from builder.derive.library import Library
from builder.derive.views_comparison import Comparisons
from builder.derive.wording import Wording
from builder.model.article import Article, Link
from builder.model.relation import RelationType
from builder.text.evidence import credits_of

BODY = "Ida Brandt met the crew on Friday.\n\nThe ferry to Garrane was late by 20 minutes.\n"
ONE = Article(id="a1", path="a1.md", date="2021-03-01", language="en", body=BODY)
TWO = replace(ONE, id="a2", path="a2.md", date="2021-03-02", body=BODY.replace("20", "40"))


def test_an_edit_of_front_matter_alone_aligns_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Comparisons(Library.build([ONE, TWO]))
    before.view("a1", "a2")
    edited = replace(TWO, people=("Ida Brandt",), title="The ferry", date="2021-03-05")
    fresh = Comparisons(Library.build([ONE, edited])).view("a1", "a2")
    monkeypatch.setattr(views_comparison, "compare", None)
    assert Comparisons(Library.build([ONE, edited]), before).view("a1", "a2") == fresh


def test_an_edited_body_is_compared_anew() -> None:
    before = Comparisons(Library.build([ONE, TWO]))
    before.view("a1", "a2")
    edited = replace(TWO, body=BODY.replace("20", "30"))
    view = Comparisons(Library.build([ONE, edited]), before).view("a1", "a2")
    assert [(d.a, d.b) for d in view.differences] == [("20", "30")]


def test_what_was_let_go_is_compared_again_with_the_same_result() -> None:
    three = replace(ONE, id="a3", path="a3.md", date="2021-03-03", body=BODY.replace("20", "60"))
    pairs = (("a1", "a2"), ("a2", "a3"), ("a1", "a3"), ("a1", "a2"), ("a3", "a1"))
    held = Library.build([ONE, TWO, three])
    tight, ample = Comparisons(held, most=1), Comparisons(held)
    assert [tight.view(*pair) for pair in pairs] == [ample.view(*pair) for pair in pairs]


def test_what_a_story_s_page_shows_of_a_comparison_outlasts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    three = replace(ONE, id="a3", path="a3.md", date="2021-03-03")
    found = Comparisons(Library.build([ONE, TWO, three]), most=1)
    share = found.share("a1", "a2")
    found.view("a2", "a3")
    monkeypatch.setattr(views_comparison, "compare", None)
    assert found.share("a1", "a2") == found.share("a2", "a1") == share == 1.0
    assert found.disputed("a1", "a2") == (("number", "20 minutes", "40 minutes"),)
    assert found.disputed("a2", "a1") == (("number", "40 minutes", "20 minutes"),)


def test_a_comparison_that_nobody_edited_is_there_after_the_next_edit_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = Library.build([ONE, TWO])
    first = Comparisons(library)
    view = first.view("a1", "a2")
    first.share("a1", "a2")
    monkeypatch.setattr(views_comparison, "compare", None)
    second = Comparisons(library, first)
    second.share("a1", "a2")
    assert Comparisons(library, second).view("a1", "a2") == view


def test_an_article_s_credits_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str, credited: tuple[str, ...]) -> tuple[str, ...]:
        read.append(text)
        return credits_of(text, credited)

    monkeypatch.setattr(views_comparison, "credits_of", counted)
    one = replace(ONE, byline="Ida Brandt")
    found = Comparisons(Library.build([one, TWO]))
    assert found.view("a1", "a2").marks == found.view("a2", "a1").marks
    assert (found.view("a1", "a2").marks.a, len(read)) == (("Ida Brandt",), 2)
    signed = replace(TWO, credits=("Per Holm",))
    assert Comparisons(Library.build([one, signed]), found).view("a1", "a2").marks.b == ("Per Holm",)
    assert len(read) == 3


def test_an_update_whose_order_no_day_tells_is_said_of_neither_text() -> None:
    linked = replace(TWO, related_versions=(Link("a1", RelationType.UPDATE),))
    wording = Wording("en")

    def said(earlier: Article) -> str:
        view = Comparisons(Library.build([earlier, linked])).view("a1", "a2")
        return wording.t(f"compare.relation.{view.related}")

    assert said(ONE) == "The second text is an update of the first."
    assert said(replace(ONE, date=None)) == "One text is an update of the other."
    assert said(replace(ONE, date=TWO.date)) == "One text is an update of the other."
