"""Comparisons taken over from an earlier state of the archive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.derive import views_comparison
from builder.derive.library import Library
from builder.derive.views_comparison import Comparisons
from builder.model.article import Article

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
