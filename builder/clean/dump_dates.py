"""Publication, update and capture days of a text dump, each candidate with where it stood.

No day is withheld for being doubtful, and why: of naeb's 419 days that are known, 363 are given and 332 equal the label
(precision .915, recall .792; wcxb .951 and .622). The 31 others, each page read by hand:

- 15 differ from the label in the year alone. 415 labels name 2023, also of pages that print and declare 2018 to 2022 or 2024.
- 6 labels contradict all that their pages print, declare and have in their addresses.
- 4 labels are a day later than what the page prints and declares.
- 4 labels are the day that the page prints as its update, beside the day of its publication.
- 2 are ours: a URL's folder and a number in a URL, a day before the printed or declared day (against 57 and 1 right).

So whoever reads each of these pages without fault gets .920. Precision .95 at recall .70 means to withhold 14 of the 29 that
the page confirms, and no more than 38 others. A logistic regression (or trees) over 31 features of the chosen day (basis,
distance from headline, rivals, URL, days printed later, weekday, time, order of day and month, labels) tells wrong from
right by site with an area under the curve of .67 to .69 on naeb, .54 to .59 on wcxb; giving .97, .91 and .80 of all days it
came from .910 to .919, .920 and .933, at recalls of .754, .709 and .632. What would do it is to withhold the days that are
not of 2023: true of the labels, and of no archive.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from builder.clean.calendar_words import MONTHS
from builder.clean.days import printed_days
from builder.clean.found_days import (
    MASTHEAD_LINES,
    NUMERIC_DIGITS,
    FoundDay,
    below_copies,
    beside_headline,
    cited_day,
    day_order,
    find_days,
    is_anothers,
    is_away,
    is_masthead,
    signs_foot,
)
from builder.clean.line_facts import LineFacts
from builder.clean.lines import Line
from builder.clean.residue import Label
from builder.clean.url_days import url_day, url_month
from builder.model.capture import Given
from builder.model.cleaned import Candidate, DateBasis

_DATELINE_DAY = re.compile(
    r"(?:(?P<name>[^\W\d_]{3,10})\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?:de )?(?P<name2>[^\W\d_]{3,10}))(?!\d)"
)
#: Lines below the article that may still say when it was published.
_FOOT = 60
#: A dateline names no year; only a capture within this many days tells it.
_DATELINE_REACH = 31
#: Lines below the headline (or the text's beginning, where that is lower) within which an unlabelled day stands beside
#: it: in any text, and in one that goes on below it.
_BESIDE, _BESIDE_WITHIN = 4, 6


@dataclass(frozen=True, slots=True)
class Dating:
    """What was found about an article's days; `lines` are positions of lines that hold nothing but such residue.

    `stated` says that the page labels the date as published; `beside` that it stands by the headline or its author above
    the text, and not by a copy of the headline, below the text or in a dateline.
    """

    date: str | None = None
    basis: DateBasis | None = None
    updated: str | None = None
    captured: str | None = None
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()
    stated: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class DatelineDay:
    """The day of a dateline, and how it was told."""

    day: datetime.date
    basis: str


def dateline_day(dateline: str | None, captured: str | None, today: datetime.date) -> DatelineDay | None:
    """The day of a dateline: its own where it has a year ('CARROW, Sept. 8, 2021'), not after `today`; else
    ('BEIJING, Feb 25') where the capture came within a month after it.
    """
    whole = [printed.day for printed in printed_days(dateline or "") if printed.day is not None]
    if whole:
        return DatelineDay(whole[0], "dateline") if whole[0] <= today else None
    match = _DATELINE_DAY.search(dateline or "")
    if match is None or not captured:
        return None
    month = MONTHS.get((match["name"] or match["name2"]).casefold().rstrip("."))
    try:
        end = datetime.date.fromisoformat(captured)
        for year in (end.year, end.year - 1) if month else ():
            day = datetime.date(year, month or 1, int(match["day"] or match["day2"]))
            if 0 <= (end - day).days <= _DATELINE_REACH:
                return DatelineDay(day, "dateline, resolved by the capture")
    except ValueError:
        return None
    return None


@dataclass(frozen=True, slots=True)
class _Option:
    """A day that may be the article's, in the order of trust; `beside` as in `Dating`."""

    day: datetime.date
    basis: DateBasis
    where: str
    beside: bool = False

    @property
    def stated(self) -> bool:
        """Whether the page labels it as published."""
        return "as published" in self.where


@dataclass(slots=True)
class _Sorted:
    """The days printed near an article, by what they are; each list in the order of the lines."""

    captured: str | None
    updated: datetime.date | None = None
    original: list[FoundDay] = field(default_factory=list)
    labelled: list[FoundDay] = field(default_factory=list)
    beside: list[FoundDay] = field(default_factory=list)
    within: list[FoundDay] = field(default_factory=list)
    again: list[FoundDay] = field(default_factory=list)
    foot: list[FoundDay] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)


def _sort(
    found: Sequence[FoundDay],
    lines: Sequence[Line],
    top: int,
    body: range,
    captured: str | None,
    again: frozenset[int],
) -> _Sorted:
    """Tell the found days apart: the page's clock, updates, days labelled as published and days without a label."""
    result = _Sorted(captured)
    start = max(top, body.start)  # a headline found within the body: what stands above it is no article
    end = max(start + _BESIDE, min(start + _BESIDE_WITHIN, body.stop - 1))
    for item in found:
        day, copied = item.day.isoformat(), item.position in again
        above = copied and (item.beside_byline or not item.exact) and item.position >= MASTHEAD_LINES + 4
        masthead = is_masthead(item, top) and not (above and not item.clock)
        labelled = item.label is Label.PUBLISHED and not item.doubtful
        if masthead or (result.captured == day and not labelled):
            taken = (
                masthead
                and result.captured is None
                and (item.exact or item.clock or item.position < MASTHEAD_LINES)
            )
            result.captured = day if taken else result.captured
            result.candidates.append(Candidate("captured", day, "masthead, " + item.basis, taken))
        elif item.label is Label.UPDATED:
            if is_away(item.position, body) and not copied:
                continue
            result.candidates.append(Candidate("updated", day, item.basis, result.updated is None))
            result.updated = result.updated or item.day
        elif item.label is Label.PUBLISHED and item.original:
            result.original.append(item)
        elif item.label is Label.PUBLISHED and is_away(item.position, body):
            result.within += [item] if not item.doubtful else []
        elif item.label is Label.PUBLISHED:
            result.labelled.append(item)
        elif is_anothers(lines, item, top) and not copied:
            result.candidates.append(Candidate("date", day, f"below another line, {item.basis}"))
        elif item.position < end and not copied:
            result.beside.append(item)
        elif copied:
            result.again.append(item)
        elif signs_foot(lines, item, body):
            result.foot.append(item)
    return result


def _sole(items: Sequence[FoundDay]) -> list[FoundDay]:
    """The items, where all are of one day; a list of others' days has many."""
    return list(items) if len({item.day for item in items}) == 1 else []


def _printed(items: Sequence[FoundDay], where: str = "", *, beside: bool = False) -> list[_Option]:
    return [_Option(item.day, DateBasis.PRINTED, where + item.basis, beside) for item in items]


def _within_folder(options: Sequence[_Option], url: str | None) -> tuple[list[_Option], list[_Option]]:
    """The options that the year or month for which the URL has a folder allows, then those labelled as published; and
    the others, which are an update's day or another text's.
    """
    month = url_month(url)
    if month is None:
        return list(options), []
    allowed = [option for option in options if month.allows(option.day)]
    others = [option for option in options if not month.allows(option.day)]
    return (
        allowed + [option for option in others if option.stated],
        [option for option in others if not option.stated],
    )


def read_dates(
    lines: Sequence[Line],
    headline: int,
    body: range,
    given: Given,
    today: datetime.date,
    dateline: str | None = None,
    facts: LineFacts | None = None,
) -> Dating:
    """Weigh every date printed near the article. `headline` is a position in `lines` or -1; `body` its lines; `facts` are
    those of the lines where they are at hand.

    In order: a day labelled as published, the day that the capture's envelope gives, the URL's folders, the day on which
    the page says that it was originally published, an unlabelled day beside headline or byline, a day labelled as
    published further away, the page's own citation, a number in the URL, a day beside a copy of the headline, one beside
    an author right below the text, a dateline's. A day of another year or month than the URL's folders comes last, and
    without a label is only a candidate. The day of the capture itself is taken only where it is labelled or given.
    """
    notes: list[str] = []
    top = headline if headline >= 0 else body.start
    first, last = max(0, top - 12), min(len(lines), body.stop + 4)
    facts = facts or LineFacts(lines)
    order = day_order(facts.texts[place] for place in np.flatnonzero(facts.digits >= NUMERIC_DIGITS).tolist())
    dated = facts.dated.tolist()
    again = below_copies(lines, headline, body, dated) if dated else frozenset()
    places = [p for p in dated if p < MASTHEAD_LINES or first <= p < last + _FOOT or p in again]
    found = find_days(lines, places, top, body, order, today, notes, again)
    days = _sort(found, lines, top, body, given.captured, again)
    cited = cited_day(lines, dated, headline)
    options = _printed(days.labelled)
    stated = [printed.day for printed in printed_days(given.date or "", order) if printed.day is not None]
    if stated and stated[0] <= today:
        options.append(_Option(stated[0], DateBasis.METADATA, "given"))
    in_url = url_day(given.url, today)
    if in_url is not None and in_url.folder:
        options.append(_Option(in_url.day, DateBasis.URL, "url"))
    options += _printed(_sole(days.original) if not days.within else [])
    options += _printed(beside_headline(days.beside, top), beside=True)
    # A body that begins at the headline, or a foot, has the line 'Published on ...' too.
    options += _printed(_sole(days.within))
    if cited is not None and cited.day <= today and cited.day.isoformat() != days.captured:
        options += _printed([cited], "citation, ")
    if in_url is not None and not in_url.folder:
        options.append(_Option(in_url.day, DateBasis.URL, "url, a number in a name"))
    options += _printed(_sole(days.again), "beside the headline's copy, ")
    options += _printed(_sole(days.foot), "signed, below the text, ")
    resolved = dateline_day(dateline, days.captured, today)
    if resolved is not None:
        options.append(_Option(resolved.day, DateBasis.DATELINE, resolved.basis))
    options, others = _within_folder(options, given.url)
    candidates = [
        *days.candidates,
        *(Candidate("date", o.day.isoformat(), o.where, n == 0) for n, o in enumerate(options)),
        *(Candidate("date", o.day.isoformat(), f"not of the URL's month, {o.where}") for o in others),
    ]
    best = options[0] if options else None
    date = best.day.isoformat() if best is not None else None
    latest = days.updated.isoformat() if days.updated else None
    return Dating(
        date,
        best.basis if best is not None else None,
        latest if latest is None or date is None or latest > date else None,
        days.captured,
        tuple(candidates),
        tuple(notes),
        frozenset(item.position for item in found if item.alone),
        best is not None and best.stated,
        best is not None and best.beside,
    )
