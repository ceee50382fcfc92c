import pytest

from builder.derive.facts.dates import When, dates


def read(text: str, language: str | None = "en", written: str | None = None) -> list[tuple[str, When]]:
    return [(fact.text, fact.key) for fact in dates(text, language, written) if isinstance(fact.key, When)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("25 February 2021", "en"),
        ("Feb. 25, 2021", "en"),
        ("25 de febrero de 2021", "es"),
        ("25 février 2021", "fr"),
        ("25. Februar 2021", "de"),
        ("25 فبراير 2021", "ar"),
        ("٢٥ فبراير ٢٠٢١", "ar"),
        ("25 февраля 2021", "ru"),
        ("2021年2月25日", "zh"),
        ("2021-02-25", None),
    ],
)
def test_a_full_date_is_read_in_many_languages(text: str, language: str | None) -> None:
    assert [(when.year, when.month, when.day) for _, when in read(text, language)] == [(2021, 2, 25)]


def test_a_date_with_its_weekday_is_one_date() -> None:
    assert read("on Thursday, Feb. 25, 2021, in Oslo") == [
        ("Thursday, Feb. 25, 2021", When(2021, 2, 25, weekday=3))
    ]


def test_may_is_a_month_only_where_it_stands_like_one() -> None:
    assert read("May I come in? You may.") == []
    assert read("It closed in May after all.") == [("May", When(month=5))]


def test_a_quantity_is_no_year() -> None:
    assert read("It cost 2000 euros and weighed 1950 million.") == []
    assert read("In 2000 it closed.") == [("2000", When(2000))]


def test_hours_are_equal_on_either_clock() -> None:
    (_, morning), (_, evening) = read("from 10.30am to 7 p.m.")
    assert (morning.hour, evening.hour) == ("10:30", "19:00")


def test_a_numeric_date_is_read_both_ways() -> None:
    either = read("on 3/4/2021 at")[0][1] if read("on 3/4/2021 at") else When()
    assert either.same_as(When(2021, 4, 3))
    assert either.same_as(When(2021, 3, 4))
    assert not either.same_as(When(2021, 5, 3))


def test_relative_words_are_resolved_by_the_articles_own_day() -> None:
    assert read("It closed last month.", written="2021-01-15") == [
        ("last month", When(2020, 12, phrase="month-1"))
    ]
    assert read("It closed yesterday.", written="2021-03-01") == [
        ("yesterday", When(2021, 2, 28, phrase="day-1"))
    ]
    assert read("It closed yesterday.") == [("yesterday", When(phrase="day-1"))]


def test_a_weekday_is_the_full_date_that_falls_on_it() -> None:
    assert When(weekday=3).same_as(When(2021, 2, 25))
    assert not When(weekday=4).same_as(When(2021, 2, 25))
    assert not When(2021).same_as(When(month=3))
