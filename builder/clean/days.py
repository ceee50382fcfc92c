"""Calendar days as they are printed: found in a string, checked, and never guessed.

A printed day is refused, with the reason, where it is impossible (31 February), where its weekday contradicts it, or
where day and month cannot be told apart and nothing says which comes first. Hijri and Solar Hijri dates are not
converted: their years (13xx, 14xx) lie outside the years read here, so they stay as printed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from builder.clean.calendar_words import MONTHS, WEEKDAYS

#: Newspapers in digital archives reach back to about 1700; anything earlier is a number that only looks like a year.
FIRST_YEAR = 1700

#: A search costs a fifth of a translation, and few lines have any.
_OTHER_DIGIT = re.compile("[٠-٩۰-۹०-९０-９]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９", "0123456789" * 4)

_YEAR = r"(?P<year>(?:1[789]|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})"


def _any_of(names: Iterable[str]) -> str:
    """One of the names; in lower case the Turkish dotless i counts as the dotted one, as it does where case is ignored."""
    spelled = {spelling for name in names for spelling in (name, name.replace("ı", "i"))}
    return "|".join(sorted(map(re.escape, spelled), key=lambda name: (-len(name), name)))


_MONTH = rf"(?P<name>{_any_of(MONTHS)})(?!\w)\.?"
_WEEKDAY = rf"(?:(?P<weekday>{_any_of(WEEKDAYS)})(?!\w)[.,،]*\s*)?"
_BEFORE = r"(?<![\w/.:\-])"

_NAMED = (
    _BEFORE
    + _WEEKDAY
    + r"(?:\(?\s*(?:the\s+|le\s+|el\s+|den\s+)?"
    + rf"(?:{_DAY}(?:st|nd|rd|th|º|er|ª|\.)?[\s\-/]*(?:de\s+|of\s+|d['’]\s*)?{_MONTH}[\s,،\-/]*(?:de\s+|del\s+)?{_YEAR}"
    + rf"|{_MONTH.replace('name', 'name2')}[\s\-/]*{_DAY.replace('day', 'day2')}(?:st|nd|rd|th)?(?:\s*,\s*|\s+|\s*[-/،]\s*)(?:de\s+)?{_YEAR.replace('year', 'year2')})"
    + r")(?!\d)"
)
_ISO = _BEFORE + _WEEKDAY + rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep){_DAY}(?=\D|$)"
_NUMERIC = (
    _BEFORE
    + _WEEKDAY
    + r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:1[789]|20)\d\d)(?!\d)"
)
_IDEOGRAPHIC = re.compile(rf"{_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*{_DAY}\s*[日号號일]")
_SHORT_YEAR = re.compile(_BEFORE + r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)(?![\d/])")
#: A year, or a day with a short one; it begins with a digit, so that lines without any are passed over fast.
_WORD = re.compile(r"[^\W\d_]{3,}")
#: 'Wednesday, September 30, 2020 14:05:11 GMT+00:00', with room.
_LONGEST_DAY = 60
_YEARLIKE = re.compile(r"\d(?:(?<=1)[789]\d\d|(?<=2)0\d\d|/\d\d(?!\d))")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The forms in which words may stand in a day."""

    named: re.Pattern[str]
    iso: re.Pattern[str]
    numeric: re.Pattern[str]


#: For a text in lower case: a tenth of the time, since a name whose first letter is another is passed over at once.
_LOWER = _Patterns(*map(re.compile, (_NAMED, _ISO, _NUMERIC)))
_ANY_CASE = _Patterns(*(re.compile(pattern, re.IGNORECASE) for pattern in (_NAMED, _ISO, _NUMERIC)))
#: Letters that match others where case is ignored, and are not the same in lower case.
ODD_CASE = re.compile("[ıİſ]")


class DayOrder(StrEnum):
    """Which number of `3/4/2021` is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day found in a string: `day` is None where it was refused, and `fault` then says why.

    `start` and `end` are offsets into the string given; `weekday` says whether a weekday stood with it (and agreed).
    """

    day: datetime.date | None
    start: int
    end: int
    weekday: bool = False
    fault: str = ""


def western_digits(text: str) -> str:
    """Arabic, Persian, Devanagari and full-width digits as 0-9; same length as `text`."""
    return text if text.isascii() or _OTHER_DIGIT.search(text) is None else text.translate(_DIGITS)


def _checked(year: int, month: int, day: int) -> tuple[datetime.date | None, str]:
    if year < FIRST_YEAR:
        return None, "year out of range"
    try:
        return datetime.date(year, month, day), ""
    except ValueError:
        return None, "no such day"


def _with_weekday(
    day: datetime.date | None, fault: str, weekday: str | None, start: int, end: int
) -> PrintedDay:
    if (
        day is not None
        and weekday is not None
        and WEEKDAYS.get(weekday.casefold(), day.weekday()) != day.weekday()
    ):
        return PrintedDay(None, start, end, True, "weekday does not fit")
    return PrintedDay(day, start, end, weekday is not None, fault)


def _numeric(match: re.Match[str], order: DayOrder) -> PrintedDay:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    start, end = match.span()
    readings = [
        day
        for reading, (d, m) in (
            (DayOrder.DAY_FIRST, (first, second)),
            (DayOrder.MONTH_FIRST, (second, first)),
        )
        if (day := _checked(year, m, d)[0]) is not None
        and (order is DayOrder.UNKNOWN or reading is order or max(first, second) > 12)
        and (match["weekday"] is None or WEEKDAYS.get(match["weekday"].casefold()) == day.weekday())
    ]
    if not readings:
        return PrintedDay(None, start, end, match["weekday"] is not None, "no such day")
    if len(set(readings)) > 1:
        return PrintedDay(None, start, end, False, "day and month cannot be told apart")
    return PrintedDay(readings[0], start, end, match["weekday"] is not None)


def _short_year(match: re.Match[str], order: DayOrder) -> PrintedDay:
    """A day like `12/22/23`: this century, and refused where day and month could be exchanged."""
    first, second, year = int(match["first"]), int(match["second"]), 2000 + int(match["year"])
    day_first = order is DayOrder.DAY_FIRST or first > 12
    if order is DayOrder.UNKNOWN and first <= 12 and second <= 12 and first != second:
        return PrintedDay(None, *match.span(), False, "day and month cannot be told apart")
    day, fault = _checked(year, second if day_first else first, first if day_first else second)
    return PrintedDay(day, *match.span(), False, fault)


def may_print_day(text: str) -> bool:
    """Whether a text has anything like a year or a numeric day in it; without, `printed_days` finds none."""
    return _YEARLIKE.search(western_digits(text)) is not None


def printed_days(text: str, order: DayOrder = DayOrder.UNKNOWN) -> list[PrintedDay]:
    """Every full date (day, month and year) printed in `text`, in order, refused ones included."""
    plain = western_digits(text)
    return list(_printed_days(plain, order)) if _YEARLIKE.search(plain) else []


@lru_cache(maxsize=1_024)  # headline, byline, dates and refusal each ask of the same few lines of a page
def _printed_days(plain: str, order: DayOrder) -> tuple[PrintedDay, ...]:
    found: list[PrintedDay] = []

    def free(start: int, end: int) -> bool:
        return all(end <= other.start or start >= other.end for other in found)

    lower = plain.lower()
    patterns = _LOWER
    if len(lower) != len(plain) or ODD_CASE.search(plain):
        lower, patterns = plain, _ANY_CASE
    for match in patterns.named.finditer(lower):
        month = MONTHS.get((match["name"] or match["name2"]).casefold())
        if month is None:  # a capital dotless i folds to another letter than the one that matched
            continue
        year, day = int(match["year"] or match["year2"]), int(match["day"] or match["day2"])
        value, fault = _checked(year, month, day)
        found.append(_with_weekday(value, fault, match["weekday"], *match.span()))
    for pattern in (patterns.iso, _IDEOGRAPHIC):
        for match in pattern.finditer(lower):
            if free(*match.span()):
                value, fault = _checked(int(match["year"]), int(match["month"]), int(match["day"]))
                weekday = match["weekday"] if pattern is patterns.iso else None
                found.append(_with_weekday(value, fault, weekday, *match.span()))
    for match in patterns.numeric.finditer(lower):
        if free(*match.span()):
            found.append(_numeric(match, order))
    for match in _SHORT_YEAR.finditer(lower):
        if free(*match.span()):
            found.append(_short_year(match, order))
    return tuple(sorted(found, key=lambda day: day.start))


def only_day(text: str) -> bool:
    """Whether a text is nothing but a day, with at most its weekday and a time: no word stands beside it."""
    days = printed_days(text) if len(text) <= _LONGEST_DAY else []
    if not days:
        return False
    rest = text[: days[0].start] + " " + text[days[-1].end :]
    return all(word.casefold() in WEEKDAYS for word in _WORD.findall(rest))
