"""What is drawn on pages of names."""

from builder.derive.views_entity import Period
from builder.derive.wording import Wording
from builder.plugin.drawings import over_time

ENGLISH = Wording("en")


def test_mentions_are_drawn_beside_articles_where_the_two_differ() -> None:
    drawn = over_time([Period("2019", 2, 5), Period("2020", 1, 1)], ENGLISH)
    assert [one.caption for one in drawn] == [
        ENGLISH.t("chart.mentions.years"),
        ENGLISH.t("chart.years"),
    ]


def test_two_equal_charts_are_one() -> None:
    drawn = over_time([Period("2019", 2, 2), Period("2020"), Period("2021", 1, 1)], ENGLISH)
    assert [one.caption for one in drawn] == [ENGLISH.t("chart.years")]
