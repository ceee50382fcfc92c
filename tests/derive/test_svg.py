from xml.etree import ElementTree

import pytest

from builder.derive import svg


def test_isolates_stay_and_overrides_go() -> None:
    assert svg.text("\u2068مرفأ\u2069 · \u202eabc\u202c") == "\u2068مرفأ\u2069 · abc"


@pytest.mark.parametrize(
    ("scraped", "drawn"),
    [("a\u2069b", "ab"), ("a\u2067b", "a\u2067b\u2069"), ("\u2068a\u2069\u2069b", "\u2068a\u2069b")],
)
def test_an_isolate_ends_with_the_words_that_it_came_with(scraped: str, drawn: str) -> None:
    assert svg.text(scraped) == drawn


def test_what_is_cut_is_closed() -> None:
    cut = svg.fit(svg.isolated("مرفأ الأنباء " * 9), 120, 15)
    assert cut.endswith("…\u2069") and cut.count("\u2068") == 1


def test_wide_letters_take_more_room_and_marks_none() -> None:
    assert len(svg.fit("北" * 40, 150, 15)) < len(svg.fit("n" * 40, 150, 15))
    assert svg.width("e\u0301", 10) == svg.width("e", 10)


def test_two_parts_of_words_are_escaped_each_and_make_the_whole() -> None:
    one, two = svg.texts("a & b < c", 5)
    whole = ElementTree.fromstring(f"<text>{one}<tspan>{two}</tspan></text>")
    assert "".join(whole.itertext()) == "a & b < c"
