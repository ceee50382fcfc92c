"""A page's own clock never dates its article: in any language, wherever it stands, and never once the capture is known."""

from __future__ import annotations

import pytest

from builder.clean import clean
from tests.clean.captures import STORY, TODAY, dump, furnished, page
from tests.clean.test_cleaning_pages import article

DAY = "2025-02-22"

#: With a weekday, a time, or words that say so.
CLOCKS = [
    "Saturday, Feb 22, 2025",
    "22 Feb 2025 14:05",
    "Sat, 22 Feb 2025 14:05:11",
    "02/22/2025 2:05 PM",
    "Today: 22 February 2025",
    "Today is February 22, 2025",
    "Current date: 22.02.2025",
    "Local time: 22 Feb 2025 14:05",
    "Printed on 22 February 2025",
    "Accessed on 22 February 2025",
    "Saved 22/02/2025, 14:05",
    "Today's paper | Saturday, February 22, 2025",
    "Port Eyre 14°C Sat 22 Feb 2025",
    "22 Feb 2025 9°C Cloudy",
    "Last updated Saturday, February 22, 2025 14:05",
    "sábado, 22 de febrero de 2025",
    "samedi 22 février 2025",
    "Samstag, 22. Februar 2025",
    "sabato 22 febbraio 2025",
    "22 февраля 2025, суббота",
    "السبت، ٢٢ فبراير ٢٠٢٥",
    "شنبه 22 فوریه 2025",
    "2025年2月22日 星期六",
    "2025年2月22日(土)",
    "2025년 2월 22일 토요일",
    "शनिवार, 22 फ़रवरी 2025",
    "22 Şubat 2025 Cumartesi",
]
#: As an article's own day is printed too.
BARE = [
    "22 February 2025",
    "Feb 22, 2025",
    DAY,
    "22/02/2025",
    "Date: February 22, 2025",
    "2025年2月22日",
    "© 22 Feb 2025",
]


def _dumps(clock: str) -> list[str]:
    """Dumps with a clock at the very top, under the masthead, above the headline, above it alone, and at the end."""
    bare = f"{clock}\n\nStorm closes the strait\n\nBy Ana Brill\n\n" + "\n\n".join(STORY)
    return [
        f"{clock}\n\n{furnished()}",
        furnished().replace("The Cape Courier\n", f"The Cape Courier\n{clock}\n"),
        furnished(above=clock),
        bare,
        bare.replace("By Ana Brill\n\n", ""),
        f"{furnished()}\n{clock}\n",
    ]


def _pages(clock: str) -> list[str]:
    """Pages with a clock at the top, in the header as a time element, in a widget and in the footer."""
    return [
        article().replace("<body>", f'<body><div class="top-date">{clock}</div>'),
        article().replace("<nav>", f'<header><time datetime="{DAY}T14:05">{clock}</time></header><nav>'),
        article().replace("<h3>Related", f'<div class="widget">{clock}</div><h3>Related'),
        article().replace("<footer>", f"<footer><p>{clock}</p>"),
    ]


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_clock_never_dates_a_page(clock):
    dates = [clean(dump(text), today=TODAY).date for text in _dumps(clock)]
    dates += [clean(page(html), today=TODAY).date for html in _pages(clock)]
    assert set(dates) == {None}


@pytest.mark.parametrize("clock", CLOCKS + BARE)
def test_the_day_of_a_known_capture_dates_no_page_that_does_not_say_published(clock):
    under = furnished().replace("Storm closes the strait\n", f"Storm closes the strait\n{clock}\n")
    texts = [*_dumps(clock), under]
    dates = [clean(dump(text, captured=DAY), today=TODAY).date for text in texts]
    dates += [clean(page(html, captured=DAY), today=TODAY).date for html in _pages(clock)]
    assert set(dates) == {None}


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_clock_never_hides_the_articles_own_day(clock):
    own = "By Ana Brill\nPublished 4 March 2021"
    dates = {
        clean(
            dump(text.replace("By Ana Brill\n\n", "").replace("strait\n", f"strait\n{own}\n", 1)), today=TODAY
        ).date
        for text in _dumps(clock)
    }
    assert dates == {"2021-03-04"}


@pytest.mark.parametrize(
    "above", ["4 March 2021", "By Ana Brill\n4 March 2021 14:05", "Cape Today 4 March 2021"]
)
def test_a_day_above_the_headline_that_no_clock_would_print_dates_the_article(above):
    assert clean(dump(furnished(above=above)), today=TODAY).date == "2021-03-04"


def test_an_article_captured_on_the_day_it_says_it_was_published_has_that_day():
    text = furnished().replace(
        "Storm closes the strait\n", "Storm closes the strait\nPublished 22 Feb 2025\n"
    )
    assert clean(dump(text, captured=DAY), today=TODAY).date == DAY
