"""Days of an HTML page: what it declares, what it prints beside the headline, and its URL, in a stated order.

1. A day that the page prints and labels as published, or prints without a label beside headline or byline where it
   declares another: by site, the printed one is the labelled day on 17 of 20 such pages of naeb and 20 of 31 of wcxb,
   the declared one on none and 11 (the printed one is mostly earlier, the outlet's local day, or the day of the version at
   hand). So a page gives the same day as its text dump, `candidates` keep what it declares, and a note says so where the
   printed day is the one declared as the last change. Of the pages that print such a day, later than the declared
   publication, it is the labelled one on 9 of naeb's 11 (declared: 0) and on 9 of wcxb's 15 (declared: 6); declared days
   there instead would make it .866 and .862 for .887 and .883 on naeb. No reading of the markup tells the two apart.
2. A declared publication day (JSON-LD of the article, then meta tags and microdata, in the order of `metadata`).
   Where its stamp is in universal time and the page prints, or the URL holds, a day next to it, that one: the reader
   saw the outlet's local day.
3. The day that the URL has for a folder.
4. The day printed beside headline or byline, or a dateline's: its own, or as resolved by the capture.
5. A number in the URL's last part; a time tag; then what htmldate finds.
The day of an update is no publication day: a fallback (5) that the page declares or labels as one is refused (wcxb: 14
of 26 such were wrong).
A day after `today`, or after the capture, is refused. The capture's own day counts only where the page declares it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.clean.days import printed_days
from builder.clean.dump_dates import Dating, read_dates
from builder.clean.lines import Line
from builder.clean.metadata import Declared, Metadata
from builder.clean.url_days import url_day
from builder.model.capture import Given
from builder.model.cleaned import Candidate, DateBasis

_UNIVERSAL = re.compile(r"T?\d\d:\d\d.*(?:Z|\+00:?00)$|T\d\d:\d\d(?::\d\d(?:\.\d+)?)?$")
#: Characters of HTML above which htmldate is not asked: its time grows with the page.
_LARGEST = 3_000_000
_EPOCH = re.compile(r"^(1\d{9})(?:\d{3})?$")


@dataclass(frozen=True, slots=True)
class _Declared:
    day: datetime.date
    universal: bool
    basis: str


def declared_day(value: str) -> datetime.date | None:
    """The day of a declared stamp (ISO 8601, RFC 2822, printed, or seconds since 1970), or None."""
    epoch = _EPOCH.match(value.strip())
    if epoch is not None:
        return datetime.datetime.fromtimestamp(int(epoch[1]), datetime.UTC).date()
    days = [printed.day for printed in printed_days(value) if printed.day is not None]
    if days:
        return days[0]
    compact = re.match(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:T|\D|$)", value)
    if compact is not None:
        try:
            return datetime.date(int(compact[1]), int(compact[2]), int(compact[3]))
        except ValueError:
            return None
    return None


def _usable(
    items: Sequence[Declared], last: datetime.date, field: str, into: list[Candidate]
) -> list[_Declared]:
    usable: list[_Declared] = []
    for item in items:
        day = declared_day(item.value)
        if day is None:
            continue
        if day > last:
            into.append(Candidate(field, day.isoformat(), f"{item.basis} (refused: in the future)"))
            continue
        universal = _UNIVERSAL.search(item.value.strip()) is not None
        usable.append(_Declared(day, universal, item.basis))
    return usable


def _htmldate(html: str, last: datetime.date) -> str | None:
    if len(html) > _LARGEST:
        return None
    from htmldate import find_date  # slow to load, and needed only where a page is silent

    found: str | None = find_date(html, original_date=True, extensive_search=False, max_date=last.isoformat())
    return found


def _near(day: datetime.date, lines: Sequence[Line], headline: int, body: range) -> bool:
    """Whether a day that the page does not label stands near its article, or is printed nowhere (in markup alone).

    One that is printed only in the page's head or foot is a clock's, a copyright line's or another article's.
    """
    top = headline if headline >= 0 else body.start
    places = [
        position
        for position, line in enumerate(lines)
        if line.words <= 25 and any(printed.day == day for printed in printed_days(line.text))
    ]
    return not places or any(top - 3 <= position <= body.stop for position in places)


def page_dates(
    html: str,
    metadata: Metadata,
    lines: Sequence[Line],
    headline: int,
    body: range,
    given: Given,
    today: datetime.date,
    dateline: str | None = None,
) -> Dating:
    """Weigh every day that a page declares or prints; `html` is only searched again where all else is silent."""
    last = today
    if given.captured:
        captured_day = declared_day(given.captured)
        last = min(today, captured_day + datetime.timedelta(days=1)) if captured_day else today
    candidates: list[Candidate] = []
    published = _usable(metadata.published, last, "date", candidates)
    updated = _usable(metadata.updated, last, "updated", candidates)
    printed = read_dates(lines, headline, body, replace(given, url=None, date=None), today, dateline)
    seen = datetime.date.fromisoformat(printed.date) if printed.date else None
    stated = declared_day(given.date) if given.date else None
    if stated is not None and stated <= last:
        published.insert(0, _Declared(stated, False, "given"))
    found_url = url_day(given.url or metadata.url, last)
    in_url = found_url.day if found_url is not None else None
    folder = found_url is not None and found_url.folder
    date: datetime.date | None = None
    basis: DateBasis | None = None
    where = ""
    changed = {item.day for item in updated} | {
        datetime.date.fromisoformat(c.value) for c in printed.candidates if c.field == "updated"
    }
    beside = published and not given.date and printed.beside
    if seen is not None and (printed.stated or beside):
        date, basis, where = seen, DateBasis.PRINTED, "printed"
    elif published:
        best = published[0]
        date, basis, where = best.day, DateBasis.METADATA, best.basis
        neighbours = [item.day for item in published if not item.universal]
        local = seen or in_url or next(iter(neighbours), None)
        if best.universal and local is not None and abs((local - date).days) == 1:
            date = local
            basis = DateBasis.PRINTED if seen else DateBasis.URL if in_url else DateBasis.METADATA
            where = "printed" if seen else "url" if in_url else "declared in local time"
    elif seen is not None and not (folder and in_url is not None):
        date, basis, where = seen, printed.basis, "printed"
    elif in_url is not None:
        date, basis, where = in_url, DateBasis.URL, "url"
    else:
        tags = _usable(metadata.times, last, "date", candidates)
        clocks = {given.captured, printed.captured}
        tags = [
            tag
            for tag in tags
            if tag.day not in changed
            and tag.day.isoformat() not in clocks
            and _near(tag.day, lines, headline, body)
        ]
        if tags:
            date, basis, where = tags[0].day, DateBasis.METADATA, tags[0].basis
        else:
            text = _htmldate(html, last)
            found_day = datetime.date.fromisoformat(text) if text and not text.endswith("-01-01") else None
            if found_day in changed:
                found_day = None
            if found_day is not None and text not in clocks and _near(found_day, lines, headline, body):
                date, basis, where = found_day, DateBasis.METADATA, "htmldate"
    for item in published:
        candidates.append(
            Candidate("date", item.day.isoformat(), item.basis, where == item.basis and item.day == date)
        )
    if where == "htmldate" and date is not None:
        candidates.append(Candidate("date", date.isoformat(), where, True))
    if in_url is not None:
        candidates.append(Candidate("date", in_url.isoformat(), "url", where == "url"))
    for candidate in printed.candidates:
        chosen = candidate.chosen and (candidate.field != "date" or where == "printed")
        candidates.append(replace(candidate, chosen=chosen))
    notes = printed.notes
    if (
        published
        and date is not None
        and where == "printed"
        and not printed.stated
        and date > published[0].day
        and date in {item.day for item in updated}
    ):
        notes = (
            *notes,
            f"the day printed beside the headline, {date}, is declared as the page's last change; "
            f"{published[0].day} is declared as its publication",
        )
    latest = updated[0].day.isoformat() if updated else printed.updated
    candidates += [Candidate("updated", i.day.isoformat(), i.basis, n == 0) for n, i in enumerate(updated)]
    if date is not None and latest is not None and latest <= date.isoformat():
        latest = None
    return Dating(
        date.isoformat() if date else None,
        basis,
        latest,
        printed.captured,
        tuple(candidates),
        notes,
        printed.lines,
    )
