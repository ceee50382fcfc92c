"""One side of a row of a comparison as HTML."""

import pytest

from builder.derive.compare import Row, Side, compare_texts
from builder.plugin.worded import worded


def rows(a: str, b: str) -> tuple[Row, ...]:
    return compare_texts(Side("a", "en"), [a], Side("b", "en"), [b]).rows


def test_what_only_one_side_has_is_marked_and_white_space_is_not() -> None:
    (row,) = rows("The old ferry left the quay at noon.", "The new ferry left the quay at noon.")
    assert worded(row, "a") == "The <del>old</del> ferry left the quay at noon."
    assert worded(row, "b") == "The <ins>new</ins> ferry left the quay at noon."


def test_text_is_escaped_marked_or_not() -> None:
    (row,) = rows(
        'Smith & Sons <b>bought</b> the "old" ferry today.', 'Smith & Sons <i>sold</i> the "old" ferry today.'
    )
    for side, tag in (("a", "del"), ("b", "ins")):
        html = worded(row, side)
        assert "Smith &amp; Sons" in html
        assert "<b>" not in html
        assert "<i>" not in html
        assert html.count(f"<{tag}>") >= 1


def test_a_passage_of_one_side_is_marked_whole_and_one_of_both_is_not() -> None:
    (same,) = rows("The ferry left.", "The ferry left.")
    assert worded(same, "a") == worded(same, "b") == "The ferry left."
    (gone,) = rows("The ferry left.", "")
    assert worded(gone, "a") == "<del>The ferry left.</del>"


def test_a_row_across_languages_is_not_marked() -> None:
    found = compare_texts(Side("a", "en"), ["It's done."], Side("b", "de"), ["Es ist aus."])
    assert [worded(row, "a") for row in found.rows] == ["It&#39;s done."]


def test_a_side_that_the_row_lacks_is_an_error() -> None:
    (gone,) = rows("The ferry left.", "")
    with pytest.raises(ValueError, match="no side b"):
        worded(gone, "b")
