import itertools
from xml.etree import ElementTree

import pytest

from builder.derive.charts import Bar, bar_chart

SVG = "{http://www.w3.org/2000/svg}"


def test_every_bar_has_its_label_and_value_as_its_name() -> None:
    chart = bar_chart([Bar("2019", 3), Bar("2020", 0), Bar("2021", 12)], title="Articles a year")
    root = ElementTree.fromstring(chart.svg)
    assert [rect.findtext(f"{SVG}title") for rect in root.findall(f"{SVG}rect")] == ["2019: 3", "2021: 12"]
    assert root.get("role") == "img"
    assert chart.bars[1] == Bar("2020", 0)


def test_bars_that_lead_somewhere_are_links_over_their_whole_column() -> None:
    root = ElementTree.fromstring(
        bar_chart([Bar("2019", 1, "2019/"), Bar("2020", 0, "2020/")], title="t").svg
    )
    (link,) = root.findall(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("2019/", "2019: 1")
    assert root.get("role") == "group"


@pytest.mark.parametrize("count", [2, 8, 12, 30, 61, 120])
def test_labels_are_thinned_before_they_touch_on_a_phone_and_on_a_wide_page(count: int) -> None:
    chart = bar_chart([Bar(str(1900 + n), 1) for n in range(count)], title="t")
    every = [t for t in ElementTree.fromstring(chart.svg).iter(f"{SVG}text") if t.text and len(t.text) == 4]
    for room, css in ((300, {None}), (640, {None, "chart-wide"})):
        at = [float(t.get("x", "").rstrip("%")) * room / 100 for t in every if t.get("class") in css]
        assert len(at) >= 2
        assert min(b - a for a, b in itertools.pairwise(at)) >= 4 * 7.2


def test_letters_keep_their_size_in_a_narrow_place() -> None:
    root = ElementTree.fromstring(bar_chart([Bar("2019", 1), Bar("2020", 2)], title="t").svg)
    assert (root.get("width"), root.get("viewBox")) == ("100%", None)


def test_no_bars_no_drawing() -> None:
    assert bar_chart([], title="t").svg == ""
