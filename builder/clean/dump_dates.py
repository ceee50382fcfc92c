"""Publication, update and capture days of a text dump, each candidate with where it stood."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.clean.days import DayOrder, printed_days
from builder.clean.lines import Line
from builder.clean.residue import Label, date_label, read_byline
from builder.model.capture import Given
from builder.model.cleaned import Candidate, DateBasis

_URL_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[/\-_](?P<month>0?[1-9]|1[0-2])[/\-_](?P<day>0?[1-9]|[12]\d|3[01])"
    r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01]))(?!\d)"
)
_MONTH_FIRST_HOSTS = re.compile(r"\.(?:com|org|net|us|gov|edu|mil)$")


@dataclass(frozen=True, slots=True)
class Dating:
    """What was found about an article's days; `rest` are lines (positions) that hold nothing but such residue."""

    date: str | None = None
    basis: DateBasis | None = None
    updated: str | None = None
    captured: str | None = None
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()


def url_day(url: str | None, today: datetime.date) -> datetime.date | None:
    """The day in a URL's path (/2021/02/27/, 20210227), not in the future; None where it has none."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url or "")
    for match in _URL_DAY.finditer(path):
        try:
            day = datetime.date(
                int(match["year"]), int(match["month"] or match["month2"]), int(match["day"] or match["day2"])
            )
        except ValueError:
            continue
        if day <= today:
            return day
    return None


@dataclass(frozen=True, slots=True)
class _Found:
    day: datetime.date
    position: int
    label: Label
    weekday: bool
    bare: bool
    beside_byline: bool


def _bare(line: str, start: int, end: int) -> bool:
    """Whether a line holds little but the date: a clock time, a zone, a label, a name or a place may stand with it."""
    rest = line[:start] + " " + line[end:]
    return len(re.findall(r"[^\W\d_]{3,}", rest)) <= 6


def read_dates(
    lines: Sequence[Line],
    headline: int,
    body: range,
    given: Given,
    today: datetime.date,
    order: DayOrder = DayOrder.UNKNOWN,
) -> Dating:
    """Weigh every date printed near the article. `headline` is a position in `lines` or -1; `body` its lines."""
    candidates: list[Candidate] = []
    notes: list[str] = []
    found: list[_Found] = []
    residue: set[int] = set()
    top = headline if headline >= 0 else body.start
    first, last = max(0, top - 12), min(len(lines), body.stop + 4)
    for position in range(first, last):
        line = lines[position]
        inside = body.start <= position < body.stop
        if line.words > 25 or (inside and position - body.start > 3 and position < body.stop - 2):
            continue
        for printed in printed_days(line.text, order):
            if printed.day is None:
                notes.append(
                    f"line {line.number}: date refused, {printed.fault}: {line.text[printed.start : printed.end]}"
                )
                continue
            if printed.day > today:
                notes.append(
                    f"line {line.number}: date refused, in the future: {line.text[printed.start : printed.end]}"
                )
                continue
            if not _bare(line.text, printed.start, printed.end):
                continue
            before = line.text[: printed.start]
            near = lines[max(0, position - 2) : position + 3]
            found.append(
                _Found(
                    printed.day,
                    position,
                    date_label(before)
                    or (
                        date_label(lines[position - 1].text)
                        if position and lines[position - 1].words <= 3
                        else Label.NONE
                    ),
                    printed.weekday,
                    True,
                    any(read_byline(other.text) for other in near),
                )
            )
            residue.add(position)
    captured = given.captured
    chosen: _Found | None = None
    updated: datetime.date | None = None
    for item in found:
        masthead = (
            item.label is Label.NONE
            and not item.beside_byline
            and item.position < top
            and (item.weekday or top - item.position > 3)
        )
        basis = f"printed, line {lines[item.position].number}"
        if masthead or (captured == item.day.isoformat() and item.label is not Label.PUBLISHED):
            if masthead and captured is None and item.weekday:
                captured = item.day.isoformat()
                candidates.append(Candidate("captured", captured, "masthead, " + basis, True))
            else:
                candidates.append(Candidate("captured", item.day.isoformat(), "masthead, " + basis))
        elif item.label is Label.UPDATED:
            candidates.append(Candidate("updated", item.day.isoformat(), basis, updated is None))
            updated = updated or item.day
        elif item.position < body.start + 2 or item.label is Label.PUBLISHED:
            better = chosen is None or (item.label is Label.PUBLISHED and chosen.label is not Label.PUBLISHED)
            candidates.append(Candidate("date", item.day.isoformat(), basis, False))
            if better:
                chosen = item
    date, date_basis = None, None
    from_url = url_day(given.url, today)
    if chosen is not None:
        date, date_basis = chosen.day.isoformat(), DateBasis.PRINTED
        wanted = Candidate("date", date, f"printed, line {lines[chosen.position].number}", False)
        at = candidates.index(wanted)
        candidates[at] = Candidate(wanted.field, wanted.value, wanted.basis, True)
    if from_url is not None:
        candidates.append(Candidate("date", from_url.isoformat(), "url", date is None))
        if date is None:
            date, date_basis = from_url.isoformat(), DateBasis.URL
    return Dating(
        date,
        date_basis,
        updated.isoformat() if updated else None,
        captured,
        tuple(candidates),
        tuple(notes),
        frozenset(residue),
    )
