"""Publication, update and capture days of a text dump, each candidate with where it stood.

Tried and left out: abstaining where a day is doubtful. A logistic regression (or trees) over 31 features of the chosen day (basis,
distance from headline, rivals, what the URL says, days printed later, weekday, time, order of day and month, labels) tells naeb's
wrong days from the right ones by site with an area under the curve of .67 to .69, wcxb's with .54 to .59. Precision and recall of
naeb where all days, .97, .91, .80 of them are given: .910 and .771, .919 and .754, .920 and .709, .933 and .632; .95 is
reached nowhere above a recall of .57, and wcxb stays between .945 and .958. The labels bound it: of naeb's 32
wrong days, 15 differ from the label in the year alone, where each page's own address or metadata have ours; with those counted
right it is .952 and .807 without abstaining. Of the others 7 lie a day from the label (mostly universal time), 3 labels are
updates, told apart here, and on all but 3 of the 32 the labelled day stands nowhere on the page. Three are ours: a day among
other articles' (1), a URL's folder and a number in a URL that lie a day before the printed one (1 each, against 57 and 1 that
are right). Right of all days given, by class: printed and labelled .92, URL .93, printed without a label .90.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from builder.clean.calendar_words import MONTHS, WEEKDAYS
from builder.clean.days import DayOrder, printed_days
from builder.clean.line_facts import LineFacts
from builder.clean.lines import Line
from builder.clean.residue import Label, date_label, is_clock, only_dated, read_byline
from builder.model.capture import Given
from builder.model.cleaned import Candidate, DateBasis

_URL_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[/\-_](?P<month>0?[1-9]|1[0-2])[/\-_](?P<day>0?[1-9]|[12]\d|3[01])"
    r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01]))(?!\d)"
)
_TITLED = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_CAPITALS = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}"
_REST = r"\.? \d{1,2}, ?(?:19|20)\d\d"
#: Where a dump has lost the space beside a day: 'Columnist IVDec 22, 2023', 'Dec 20, 20236:46 PM', '6 May 20236 May 2023'.
_GLUED = re.compile(
    rf"(?<=[a-zà-ÿ)\]])(?=(?:{_TITLED}|{_CAPITALS}){_REST})|(?<=[A-Z])(?={_TITLED}{_REST})"
    r"|(?<=[a-zà-ÿ])(?=(?:Last )?(?:Updated|Published|Posted)(?!\w))"
    rf"|(?<=[ /.-](?:19|20)\d\d)(?=\d{{1,2}}(?::\d\d(?!\d)| {_TITLED}\.? (?:19|20)\d\d)|(?<=\d){_TITLED}{_REST})"
)
_PLAIN_NUMERIC = re.compile(r"(?<![\d/.:-])(\d{1,2})[/.-](\d{1,2})[/.-](?:19|20)\d\d(?!\d)")
#: A day in numbers has so many digits at least ('1/2/2020').
_NUMERIC_DIGITS = 6
_DATELINE_DAY = re.compile(
    r"(?:(?P<name>[^\W\d_]{3,10})\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?:de )?(?P<name2>[^\W\d_]{3,10}))(?!\d)"
)
#: Lines below the article that may still say when it was published.
_FOOT = 60
_BAR_BEFORE, _BAR_BEHIND = re.compile(r"[|•·]\s*$"), re.compile(r"\s*(?:[|•·]|$)")
_TIME = re.compile(r"^\W{0,4}(?:at )?\d{1,2}[:.]\d\d(?!\d)")
#: What follows a clock's day: a time, or the weekday where a language sets it there.
_EXACT = re.compile(
    r"^\W{0,4}(?:\d{1,2}[:.h]\d\d(?!\d)|[月火水木金土日월화수목금토일](?=[)）])|(?P<weekday>[^\W\d_]{2,12}))"
)
#: A dateline names no year; only a capture within this many days tells it.
_DATELINE_REACH = 31
#: A masthead's clock stands among the page's first lines.
_MASTHEAD_LINES = 8


def day_order(texts: Iterable[str]) -> DayOrder:
    """Which number comes first in numeric dates, where the page prints dates that can be read in one way only."""
    day_first = month_first = 0
    for text in texts:
        if len(text) > 120 or not ("/" in text or "." in text or "-" in text):
            continue
        for match in _PLAIN_NUMERIC.finditer(text):
            first, second = int(match[1]), int(match[2])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    if bool(day_first) == bool(month_first):
        return DayOrder.UNKNOWN
    return DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST


@dataclass(frozen=True, slots=True)
class Dating:
    """What was found about an article's days; `lines` are positions of lines that hold nothing but such residue.

    `stated` says that the page labels the date as published.
    """

    date: str | None = None
    basis: DateBasis | None = None
    updated: str | None = None
    captured: str | None = None
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()
    stated: bool = False


@dataclass(frozen=True, slots=True)
class UrlDay:
    """The day in a URL's path; `folder` where it is a folder of its own (/2021/02/27/), not a number in a name.

    A folder is made by the publication; a number in a name ('-20231214-p5erly', '2018-12-03-christmas-tree') may be the
    draft's or an older version's: on naeb 5 of 11 such differ from the labelled day, and 5 of 76 folders.
    """

    day: datetime.date
    folder: bool


def url_day(url: str | None, today: datetime.date) -> UrlDay | None:
    """The day in a URL's path, not in the future; None where it has none."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url or "")
    for match in _URL_DAY.finditer(path):
        try:
            day = datetime.date(
                int(match["year"]), int(match["month"] or match["month2"]), int(match["day"] or match["day2"])
            )
        except ValueError:
            continue
        if day <= today:
            whole = path[: match.start()].endswith("/") and path[match.end() :][:1] in ("/", "")
            return UrlDay(day, whole)
    return None


@dataclass(frozen=True, slots=True)
class _Found:
    """A day printed near the article, and what its line says of it.

    `exact` says that a weekday or a time of day stands with it, as clocks have them; `clock` that its line says that it
    is one; `doubtful` that its label is one that clocks bear too.
    """

    day: datetime.date
    position: int
    line: int
    label: Label
    exact: bool
    beside_byline: bool
    clock: bool
    doubtful: bool

    @property
    def basis(self) -> str:
        return f"printed{' as published' if self.label is Label.PUBLISHED else ''}, line {self.line}"


def _bare(line: str, start: int, end: int) -> bool:
    """Whether a line holds little but the date: a clock time, a zone, a label, a name or a place may stand with it.

    Two names and their agency take ten words; a label right before the day, or a time of day behind it, vouches for them.
    """
    rest = line[:start] + " " + line[end:]
    words = len(re.findall(r"[^\W\d_]{3,}", rest))
    if _BAR_BEFORE.search(line[:start]) and _BAR_BEHIND.match(line[end:]):
        return True
    return words <= 7 or (
        words <= 10
        and (
            date_label(line[max(0, start - 12) : start]) is not Label.NONE
            or _TIME.match(line[end:]) is not None
        )
    )


def _label(lines: Sequence[Line], position: int, before: str) -> Label:
    if label := date_label(before):
        return label
    above = lines[position - 1] if position else None
    return date_label(above.text) if above is not None and above.words <= 3 else Label.NONE


def _is_exact(after: str) -> bool:
    """Whether a time of day or a weekday follows a day."""
    match = _EXACT.match(after)
    return match is not None and (match["weekday"] is None or match["weekday"].casefold() in WEEKDAYS)


def _away(position: int, body: range) -> bool:
    """Whether a line stands amid the article's text or well below it, where only its own words make its day count."""
    return body.start + 5 < position < body.stop - 2 or position >= body.stop + 4


def _find(
    lines: Sequence[Line],
    places: Iterable[int],
    top: int,
    body: range,
    order: DayOrder,
    today: datetime.date,
    notes: list[str],
) -> list[_Found]:
    found: list[_Found] = []
    for position in places:
        line = lines[position]
        if line.words > 25:
            continue
        if _away(position, body) and not (line.words <= 8 and date_label(line.text) is Label.PUBLISHED):
            continue
        text = _GLUED.sub(" ", line.text)
        for printed in printed_days(text, order):
            fault = printed.fault or (
                "in the future" if printed.day is not None and printed.day > today else ""
            )
            if printed.day is None or fault:
                notes.append(
                    f"line {line.number}: date refused, {fault}: {text[printed.start : printed.end]}"
                )
            elif _bare(text, printed.start, printed.end):
                label = _label(lines, position, text[: printed.start])
                # A name below the headline says nothing of a day above it.
                end = min(position + 3, top) if position < top else position + 3
                signed = any(read_byline(other.text) for other in lines[max(0, position - 2) : end])
                before = text[: printed.start]
                exact = printed.weekday or _is_exact(text[printed.end :])
                clock, doubtful = is_clock(before, text), only_dated(before)
                found.append(
                    _Found(printed.day, position, line.number, label, exact, signed, clock, doubtful)
                )
    return found


def _is_masthead(item: _Found, top: int) -> bool:
    """A page's own clock: said to be one, or unlabelled, above the headline and not beside an author; at the top (with
    a weekday or a time), or away from the headline.
    """
    if item.clock:
        return True
    if item.label is not Label.NONE or item.beside_byline or item.position >= top:
        return False
    return top - item.position > 3 or (item.exact and item.position < _MASTHEAD_LINES + 4)


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


def _beside(items: Sequence[_Found], top: int) -> list[_Found]:
    """The unlabelled days that stand beside the headline or an author, likeliest first; none where they compete.

    Several different days, none beside an author, are a list of other articles with their days. Of two in one line
    ('21 May 2025 24 April 2025', as some themes print both) the earlier is the publication's.
    """
    signed = [item for item in items if item.beside_byline and item.position >= top]
    below = [item for item in items if item.position >= top]
    best = signed or below or list(items)
    if not signed and len({item.day for item in best}) > 2:
        return []
    if not best:
        return []
    first = min(item.day for item in best if item.position == best[0].position)
    return sorted(best, key=lambda item: item.day != first)


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

    In order: a day labelled as published, the day that the capture's envelope gives, the URL's folders, an unlabelled
    day beside headline or byline, a number in the URL, a dateline's. The day of the capture itself is taken only where
    it is labelled or given.
    """
    candidates: list[Candidate] = []
    notes: list[str] = []
    top = headline if headline >= 0 else body.start
    start = max(top, body.start)  # a headline found within the body: what stands above it is no article
    first, last = max(0, top - 12), min(len(lines), body.stop + 4)
    facts = facts or LineFacts(lines)
    order = day_order(
        facts.texts[place] for place in np.flatnonzero(facts.digits >= _NUMERIC_DIGITS).tolist()
    )
    places = [p for p in facts.dated.tolist() if p < _MASTHEAD_LINES or first <= p < last + _FOOT]
    found = _find(lines, places, top, body, order, today, notes)
    captured = given.captured
    options: list[tuple[datetime.date, DateBasis, str]] = []
    beside: list[_Found] = []
    within: list[_Found] = []
    updated: datetime.date | None = None
    for item in found:
        masthead = _is_masthead(item, top)
        labelled = item.label is Label.PUBLISHED and not item.doubtful
        if masthead or (captured == item.day.isoformat() and not labelled):
            taken = (
                masthead
                and captured is None
                and (item.exact or item.clock or item.position < _MASTHEAD_LINES)
            )
            captured = item.day.isoformat() if taken else captured
            candidates.append(Candidate("captured", item.day.isoformat(), "masthead, " + item.basis, taken))
        elif item.label is Label.UPDATED:
            candidates.append(Candidate("updated", item.day.isoformat(), item.basis, updated is None))
            updated = updated or item.day
        elif item.label is Label.PUBLISHED and _away(item.position, body):
            within += [item] if not item.doubtful else []
        elif item.label is Label.PUBLISHED:
            options.append((item.day, DateBasis.PRINTED, item.basis))
        elif item.position < start + 4:
            beside.append(item)
    stated = [printed.day for printed in printed_days(given.date or "", order) if printed.day is not None]
    if stated and stated[0] <= today:
        options.append((stated[0], DateBasis.METADATA, "given"))
    in_url = url_day(given.url, today)
    if in_url is not None and in_url.folder:
        options.append((in_url.day, DateBasis.URL, "url"))
    options += [(item.day, DateBasis.PRINTED, item.basis) for item in _beside(beside, top)]
    # A body that begins at the headline, or a foot, has the line 'Published on ...' too; a list of others' days has many.
    options += [
        (item.day, DateBasis.PRINTED, item.basis) for item in within if len({i.day for i in within}) == 1
    ]
    if in_url is not None and not in_url.folder:
        options.append((in_url.day, DateBasis.URL, "url, a number in a name"))
    resolved = dateline_day(dateline, captured, today)
    if resolved is not None:
        options.append((resolved.day, DateBasis.DATELINE, resolved.basis))
    candidates += [
        Candidate("date", day.isoformat(), where, n == 0) for n, (day, _, where) in enumerate(options)
    ]
    date, basis = (options[0][0].isoformat(), options[0][1]) if options else (None, None)
    latest = updated.isoformat() if updated else None
    return Dating(
        date,
        basis,
        latest if latest is None or date is None or latest > date else None,
        captured,
        tuple(candidates),
        tuple(notes),
        frozenset(item.position for item in found),
        bool(options) and "as published" in options[0][2],
    )
