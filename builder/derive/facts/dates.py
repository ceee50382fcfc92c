"""Days, months, years, weekdays and hours that a text names, equal where they can mean one moment."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from builder.derive.facts import cues, lexicon
from builder.derive.facts.fact import Fact, Key
from builder.derive.tokens import number_key


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as the text gives it; None for what it leaves out. `weekday` is 0 (Monday)..6.

    `days` holds the readings of a numeric date ('3/4/2021'), `(year, month, day)`. `phrase` is a relative wording
    ('last year'); it stands alone where it could not be resolved, the article's own date being unknown.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: str | None = None
    phrase: str | None = None
    days: frozenset[tuple[int, int, int]] = field(default=frozenset())

    @property
    def resolved(self) -> bool:
        """Whether any part of a calendar date is known."""
        return (self.year, self.month, self.day) != (None, None, None)

    def handles(self) -> Iterable[object]:
        """Its parts, its weekday, and its relative wording; a day of no year may fall on any weekday."""
        found: set[object] = {("phrase", self.phrase)} if self.phrase else set()
        for when in self._readings():
            found.update((part, value) for part in _PARTS if (value := getattr(when, part)) is not None)
            weekday = _weekday(when, when)
            if weekday is not None:
                found.add(("weekday", weekday))
            elif when.month is not None and when.day is not None and when.year is None:
                found.update(("weekday", day) for day in range(7))
        return found

    def same_as(self, other: Key) -> bool:
        """Whether no part contradicts: 'Thursday' is '25 February 2021', 'Feb. 25' is '25 February 2021'."""
        if not isinstance(other, When):
            return False
        return any(_agree(one, two) for one in self._readings() for two in other._readings())

    def undecided(self, other: When) -> bool:
        """Whether nobody can tell if both are one day: 'yesterday' in a text without a date of its own is any day."""
        loose = [when for when in (self, other) if when.phrase and not when.resolved]
        if not loose:
            return False
        if self.phrase and other.phrase:
            return self.phrase != other.phrase and all(when._span in _SHORT_SPANS for when in (self, other))
        return self._span == other._span or {self._span, other._span} == _SHORT_SPANS

    @property
    def _span(self) -> str:
        """How long a time is meant: 'day', 'week', 'month', 'year' or, of an hour, ''."""
        if self.phrase:
            return self.phrase.rstrip("+-0123456789")
        if self.weekday is not None or self.day is not None or self.days:
            return "day"
        return "month" if self.month is not None else "year" if self.year is not None else ""

    def _readings(self) -> Iterable[When]:
        if self.days:
            return [When(*day, hour=self.hour) for day in sorted(self.days)]
        return [self]


_SHORT_SPANS = frozenset({"day", "week"})
_PARTS = ("year", "month", "day", "hour")


def _agree(one: When, two: When) -> bool:
    if one.phrase and two.phrase and not (one.resolved and two.resolved):
        # Of a text without a date of its own nobody knows which year 'last year' was: the words are all there is.
        return one.phrase == two.phrase
    shared = 0
    for part in _PARTS:
        mine, yours = getattr(one, part), getattr(two, part)
        if mine is not None and yours is not None:
            if mine != yours:
                return False
            shared += 1
    weekdays = [_weekday(one, two), _weekday(two, one)]
    if None not in weekdays:
        return weekdays[0] == weekdays[1]
    return shared > 0


def _weekday(when: When, other: When) -> int | None:
    """The weekday named, or that of the full date (its year taken from the other where it has none)."""
    if when.weekday is not None:
        return when.weekday
    year = when.year or other.year
    if when.month is None or when.day is None or year is None:
        return None
    try:
        return datetime.date(year, when.month, when.day).weekday()
    except ValueError:
        return None


_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})\b")
_HAN = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)(?:(\d{1,2})[日号號])?|(\d{4})年")
_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:h.]([0-5]\d))?\s?(a\.?m\.?|p\.?m\.?)(?!\w)|\b(\d{1,2})(?:[:h]|[ \u00a0\u202f]h[ \u00a0\u202f])([0-5]\d)\b",
    re.IGNORECASE,
)
#: A bare number is a year only between these, without a sign, scale or unit beside it; an Arabic 'and' is written on.
_YEAR = re.compile(
    r"(?<![\d$€£¥.,:/])(?<!\D-)(?:\b|(?<=(?<!\w)[وفبلك]))(1[89]\d\d|20\d\d)\b(?![\d%]|[.,:]\d|-(?:year|strong|mile|acre))"
)
#: '1818 GMT' is an hour and no year.
_HOURS = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)(?=\s?(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|hrs|hours)\b)")
_AD = r"(?:de\s+|of\s+|del\s+)?"


def dates(text: str, language: str | None, written: str | None) -> list[Fact]:
    """The dates of a text in order, none overlapping. `written` is the article's own day, which resolves 'last year'."""
    if not cues.has_digits(text) and not cues.has_any(text, cues_of(language)):
        return []
    day = datetime.date.fromisoformat(written) if written else None
    found: list[Fact] = []
    for fact in _candidates(text, language, day):
        if not any(fact.start < other.end and other.start < fact.end for other in found):
            found.append(fact)
    return sorted(found, key=lambda fact: fact.start)


@cache
def cues_of(language: str | None) -> frozenset[str]:
    """What a text without digits must have one of in order to hold a date."""
    return cues.of_calendar(language) | cues.of_relative_days(language)


def _candidates(text: str, language: str | None, written: datetime.date | None) -> Iterable[Fact]:
    """Dates by every rule, the fuller ones first."""
    digits = cues.has_digits(text)
    if digits:
        yield from _numeric(text)
    if cues.has_any(text, cues.of_calendar(language)):
        yield from _named(text, language, digits)
    if digits:
        for match in _CLOCK.finditer(text):
            yield _fact(match, When(hour=_hour(match)))
        for match in _HOURS.finditer(text):
            yield _fact(match, When(hour=f"{match[1]}:{match[2]}"))
    if cues.has_any(text, cues.of_relative_days(language)):
        yield from _relative(text, language, written)
    if digits:
        for match in _YEAR.finditer(text):
            if not _counts_something(text, match.end(), language):
                yield _fact(match, When(int(match[1])))


def _numeric(text: str) -> Iterable[Fact]:
    for match in _ISO.finditer(text):
        if (day := _valid(*map(int, match.groups()))) is not None:
            yield _fact(match, When(*day))
    for match in _NUMERIC.finditer(text):
        if days := _both_ways(int(match[1]), int(match[3]), match[4]):
            yield _fact(match, When(days=days))
    for match in _HAN.finditer(text):
        year, month, day_, alone = (int(g) if g else None for g in match.groups())
        yield _fact(match, When(year or alone, month, day_))


def _named(text: str, language: str | None, digits: bool) -> Iterable[Fact]:
    months, weekdays = lexicon.months(language), lexicon.weekdays(language)
    if not months:
        return
    patterns = _named_patterns(language)
    for pattern in patterns if digits else patterns[_WITH_DAY:]:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = months.get(parts["month"].casefold()) if parts.get("month") else None
            if parts.get("month") and not _is_month(text, match, parts):
                continue
            weekday = weekdays.get(parts["weekday"].casefold()) if parts.get("weekday") else None
            day, year = (int(number_key(parts[k])) if parts.get(k) else None for k in ("day", "year"))
            yield _fact(match, When(year, month, day, weekday))


#: How many of the patterns below ask for digits.
_WITH_DAY = 2


@cache
def _named_patterns(language: str | None) -> tuple[re.Pattern[str], ...]:
    """Day and month, month and year, lone weekdays, lone months; the fuller ones first."""
    month = rf"(?P<month>{_any(lexicon.months(language))})\b\.?"
    weekday = rf"(?:(?P<weekday>\b(?:{_any(lexicon.weekdays(language))}))\b\.?,?\s+(?:le\s+|den\s+|dem\s+)?)?"
    year = rf"(?:,?\s+{_AD}(?P<year>\d{{4}})\b)?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
    patterns = (
        rf"{weekday}(?<!\d)\b{day}\s+{_AD}\b{month}{year}",
        rf"{weekday}\b{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d|\s*%){year}",
        rf"\b{month}{year}",
        rf"\b(?P<weekday>{_any(lexicon.weekdays(language))})\b",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _any(words: Mapping[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


#: Before a lone month that is also a common word ('may', 'march', 'mars', 'mart'), one of these must stand.
_MONTH_CUES = re.compile(
    r"\b(?:in|of|since|until|till|by|from|last|next|this|early|late|mid|and|to|en|de|desde|hasta|fin|début|im|seit|bis)[\s-]+$",
    re.IGNORECASE,
)
_ALSO_WORDS = frozenset(
    {"may", "march", "mar", "dec", "sep", "jan", "mars", "mai", "mart", "ocak", "ماي", "آب", "august", "mayo"}
)


def _is_month(text: str, match: re.Match[str], parts: Mapping[str, str | None]) -> bool:
    if parts.get("day") or parts.get("year"):
        return True
    word = parts["month"] or ""
    if word.casefold() not in _ALSO_WORDS:
        return True
    return not word.islower() and _MONTH_CUES.search(text, 0, match.start()) is not None


def _relative(text: str, language: str | None, written: datetime.date | None) -> Iterable[Fact]:
    table = lexicon.relative_days(language)
    if not table:
        return
    for match in _phrases(tuple(table)).finditer(text.replace("’", "'")):
        span, steps = table[re.sub(r"\s+", " ", match.group().casefold())]
        yield Fact(text[match.start() : match.end()], *match.span(), _resolved(span, steps, written))


@cache
def _phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(
        r"\b(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + r")\b", re.IGNORECASE
    )


def _resolved(span: str, steps: int, written: datetime.date | None) -> When:
    phrase = f"{span}{steps:+d}"
    if written is None or span == "week":
        return When(phrase=phrase)
    if span == "year":
        return When(written.year + steps, phrase=phrase)
    if span == "month":
        months = written.year * 12 + written.month - 1 + steps
        return When(months // 12, months % 12 + 1, phrase=phrase)
    day = written + datetime.timedelta(days=steps)
    return When(day.year, day.month, day.day, phrase=phrase)


def _valid(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return None
    return year, month, day


def _both_ways(first: int, second: int, year: str) -> frozenset[tuple[int, int, int]]:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    return frozenset(d for d in (_valid(full, first, second), _valid(full, second, first)) if d is not None)


def _hour(match: re.Match[str]) -> str:
    """Hours and minutes on the 24-hour clock; a time without 'am' or 'pm' is read as it stands."""
    hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3][0] in "pP" else 0)
    return f"{hour:02d}:{minute:02d}"


def _counts_something(text: str, end: int, language: str | None) -> bool:
    """Whether the number goes on as a quantity: '2000 euros', '1950 million'."""
    following = re.match(r"\s+([^\W\d_]+)", text[end : end + 24])
    word = following[1].casefold() if following else ""
    return word in lexicon.scales(language) or word in lexicon.UNITS


def _fact(match: re.Match[str], when: When) -> Fact:
    words = match.group().rstrip(" ,")
    if when.day is None and when.hour is None and len(words) > 5:
        words = words.rstrip(".")
    return Fact(words, match.start(), match.start() + len(words), when)
