"""Days are read as printed in many languages, and refused rather than guessed."""

from __future__ import annotations

import pytest

from builder.clean.days import DayOrder, printed_days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Saturday, Feb 22, 2025", "2025-02-22"),
        ("December 17, 2023, 12:34 PM", "2023-12-17"),
        ("le 1er janvier 2022", "2022-01-01"),
        ("24 de diciembre de 2023", "2023-12-24"),
        ("السبت 27 فبراير 2021", "2021-02-27"),
        ("٢٧ فبراير ٢٠٢١", "2021-02-27"),
        ("20 كانون الثاني 2021", "2021-01-20"),
        ("2021年2月27日", "2021-02-27"),
        ("2023-12-20T10:00:00Z", "2023-12-20"),
        ("25/12/2021", "2021-12-25"),
        ("12/24/23", "2023-12-24"),
    ],
)
def test_a_printed_day_is_read(text, day):
    assert [str(found.day) for found in printed_days(text)] == [day]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31 February 2021", "no such day"),
        ("Friday, Feb 22, 2025", "weekday does not fit"),
        ("3/4/2021", "day and month cannot be told apart"),
        ("3/4/21", "day and month cannot be told apart"),
    ],
)
def test_a_doubtful_day_is_refused_with_the_reason(text, fault):
    assert [(found.day, found.fault) for found in printed_days(text)] == [(None, fault)]


def test_a_weekday_settles_which_number_is_the_day():
    assert [str(found.day) for found in printed_days("Thursday 4/3/2021")] == ["2021-03-04"]


def test_the_order_of_a_page_settles_which_number_is_the_day():
    assert [str(found.day) for found in printed_days("3/4/2021", DayOrder.DAY_FIRST)] == ["2021-04-03"]


@pytest.mark.parametrize(
    "text", ["14 رمضان 1445", "۱۲ اسفند ۱۳۹۹", "2021", "call 555-2021", "in 1999 or 2000"]
)
def test_hijri_dates_and_lone_years_are_left_as_printed(text):
    assert printed_days(text) == []


FORMS = (
    "27 February 2021",
    "February 27th, 2021",
    "Sat., Feb. 27, 2021",
    "27 de febrero de 2021",
    "sábado, 27 de febrero de 2021",
    "27 février 2021",
    "le 27 févr. 2021",
    "27. Februar 2021",
    "Samstag, 27. Februar 2021",
    "27 febbraio 2021",
    "27 de fevereiro de 2021",
    "27 februari 2021",
    "27 февраля 2021 г.",
    "27 Şubat 2021",
    "27 lutego 2021",
    "27 februarie 2021",
    "27. helmikuuta 2021",
    "27 فبراير 2021",
    "السبت 27 شباط 2021",
    "٢٧ فبراير ٢٠٢١",
    "27 فوریه 2021",
    "27 בפברואר 2021",
    "2021年2月27日",
    "2021年2月27日（土）",
    "2021년 2월 27일",
    "27 Februari 2021",
    "27 лютого 2021",
    "27. února 2021",
    "27 Φεβρουαρίου 2021",
    "27. februar 2021",
    "27 februari 2021",
    "27 फ़रवरी 2021",
)


@pytest.mark.parametrize("form", FORMS)
def test_months_are_read_in_many_languages_alone_and_among_other_words(form):
    for line in (form, f"Storm closes the strait | {form} | Ana Brill"):
        assert "2021-02-27" in [str(found.day) for found in printed_days(line)]
