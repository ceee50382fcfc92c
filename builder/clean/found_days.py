"""Days printed among a dump's lines, and what their place and the words beside them say of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.clean.calendar_words import WEEKDAYS
from builder.clean.days import DayOrder, printed_days
from builder.clean.headings import cuts, opens_comments
from builder.clean.lines import Line
from builder.clean.residue import Label, date_label, is_clock, only_dated, read_byline

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
NUMERIC_DIGITS = 6
_BAR_BEFORE, _BAR_BEHIND = re.compile(r"[|•·]\s*$"), re.compile(r"\s*(?:[|•·]|$)")
_TIME = re.compile(r"^\W{0,4}(?:at )?\d{1,2}[:.]\d\d(?!\d)")
#: What follows a clock's day: a time, or the weekday where a language sets it there.
_EXACT = re.compile(
    r"^\W{0,4}(?:\d{1,2}[:.h]\d\d(?!\d)|[月火水木金土日월화수목금토일](?=[)）])|(?P<weekday>[^\W\d_]{2,12}))"
)

#: A label that opens its line ('Posted on', '• Published:'): whatever follows its day, the day is what the line tells.
_OPENING_LABEL = re.compile(r"\W*(?:[^\W\d_]+\W+){1,3}")
_ORIGINALLY = re.compile(
    r"(?<!\w)(?:article|story|post|piece|report|review|column|essay)(?: was| is)? ?(?:originally|first) published(?: on)?\W*$",
    re.IGNORECASE,
)
#: How a page says how to cite it: 'Citation: How jellyfish ... (2023, December 22) retrieved 24 December 2023 from ...'.
_CITED = re.compile(
    r"\((?P<year>(?:19|20)\d\d), (?P<rest>[^\W\d_]{3,10}\.? \d{1,2}|\d{1,2} [^\W\d_]{3,10})\)"
)
#: A masthead's clock stands among the page's first lines.
MASTHEAD_LINES = 8
#: Lines with more words are sentences; those that a label opens may go on with what an article is filed under.
_MOST_WORDS, _MOST_LABELLED = 25, 40
#: Lines below the headline from which on a day right below a longer line is that line's, not the article's.
_OTHERS_FROM = 10
#: A line of so many words may be a headline.
_HEADLINE_WORDS = 5
#: Lines below the article's text among which a signature may stand with its day.
_SIGNED_FOOT = 9


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
class FoundDay:
    """A day printed near the article, and what its line says of it.

    `exact` says that a weekday or a time of day stands with it, as clocks have them; `clock` that its line says that it
    is one; `doubtful` that its label is one that clocks bear too; `original` that its words are those of a first
    publication ('This article was originally published on ...'); `alone` that the line holds little else.
    """

    day: datetime.date
    position: int
    line: int
    label: Label
    exact: bool
    beside_byline: bool
    clock: bool
    doubtful: bool
    original: bool
    alone: bool

    @property
    def basis(self) -> str:
        return f"printed{' as published' if self.label is Label.PUBLISHED else ''}, line {self.line}"


def _bare(line: str, start: int, end: int) -> bool:
    """Whether a line holds little but the date: a clock time, a zone, a label, a name or a place may stand with it.

    Two names and their agency take ten words; a label right before the day, or a time of day behind it, vouches for them;
    a label that opens the line vouches for the whole of it.
    """
    if _OPENING_LABEL.fullmatch(line[:start]) and date_label(line[:start]) is not Label.NONE:
        return True
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


def is_away(position: int, body: range) -> bool:
    """Whether a line stands amid the article's text or well below it, where only its own words make its day count."""
    return body.start + 5 < position < body.stop - 2 or position >= body.stop + 4


def _in_place(lines: Sequence[Line], position: int, body: range, again: frozenset[int]) -> bool:
    """Whether a day in this line may be the article's: it stands by the headline, a copy of it, or right below the text,
    or its line says so in a few words.
    """
    line = lines[position]
    if not is_away(position, body) or position in again or body.stop <= position < body.stop + _SIGNED_FOOT:
        return True
    return line.words <= 8 and date_label(line.text) is Label.PUBLISHED


def find_days(
    lines: Sequence[Line],
    places: Iterable[int],
    top: int,
    body: range,
    order: DayOrder,
    today: datetime.date,
    notes: list[str],
    again: frozenset[int] = frozenset(),
) -> list[FoundDay]:
    """The days printed in the lines at `places` that stand by themselves; those refused are added to `notes`.

    `top` is the headline's position, `body` the text's; `again` are positions below a copy of the headline.
    """
    found: list[FoundDay] = []
    for position in places:
        line = lines[position]
        if line.words > _MOST_LABELLED:
            continue
        in_place = _in_place(lines, position, body, again)
        if not in_place and "published" not in line.folded:
            continue
        text = _GLUED.sub(" ", line.text)
        for printed in printed_days(text, order):
            fault = printed.fault or (
                "in the future" if printed.day is not None and printed.day > today else ""
            )
            before = text[: printed.start]
            original = _ORIGINALLY.search(before) is not None
            alone = _bare(text, printed.start, printed.end)
            opened = line.words <= _MOST_WORDS or _OPENING_LABEL.fullmatch(before) is not None
            if not original and not (in_place and opened):
                continue
            if printed.day is None or fault:
                notes.append(
                    f"line {line.number}: date refused, {fault}: {text[printed.start : printed.end]}"
                )
            elif alone or original:
                # A name below the headline says nothing of a day above it.
                end = min(position + 3, top) if position < top else position + 3
                signed = any(read_byline(other.text) for other in lines[max(0, position - 2) : end])
                found.append(
                    FoundDay(
                        day=printed.day,
                        position=position,
                        line=line.number,
                        label=_label(lines, position, before),
                        exact=printed.weekday or _is_exact(text[printed.end :]),
                        beside_byline=signed,
                        clock=is_clock(before, text),
                        doubtful=only_dated(before),
                        original=original,
                        alone=alone,
                    )
                )
    return found


def is_masthead(item: FoundDay, top: int) -> bool:
    """A page's own clock: said to be one, or unlabelled, above the headline and not beside an author; at the top (with
    a weekday or a time), or away from the headline.
    """
    if item.clock:
        return True
    if item.label is not Label.NONE or item.beside_byline or item.position >= top:
        return False
    return top - item.position > 3 or (item.exact and item.position < MASTHEAD_LINES + 4)


def beside_headline(items: Sequence[FoundDay], top: int) -> list[FoundDay]:
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


def is_anothers(lines: Sequence[Line], item: FoundDay, top: int) -> bool:
    """Whether an unlabelled day, far below the headline, stands right below a line that may be another headline.

    Of naeb's days so placed 2 of 2 are another article's; with names above them (5 of 5 right) they are taken.
    """
    above = lines[item.position - 1] if item.position else None
    return (
        item.position - top >= _OTHERS_FROM
        and not item.beside_byline
        and above is not None
        and above.words >= _HEADLINE_WORDS
    )


def below_copies(lines: Sequence[Line], headline: int, body: range, dated: Sequence[int]) -> frozenset[int]:
    """Of the places in `dated`, the first within three lines below each further copy of the headline outside the text; a
    sentence does not count.

    A page prints its headline again above its menu's end, or among the newest of its own articles, with its day.
    """
    if headline < 0 or lines[headline].words < _HEADLINE_WORDS - 1:
        return frozenset()
    folded = lines[headline].folded
    copies = [
        position
        for position, line in enumerate(lines)
        if line.folded == folded and position != headline and position not in body
    ]
    short = [place for place in dated if lines[place].words <= _MOST_WORDS // 2 and place != headline]
    nearest = ([place for place in short if copy < place <= copy + 3] for copy in copies)
    return frozenset(places[0] for places in nearest if places)


def signs_foot(lines: Sequence[Line], item: FoundDay, body: range) -> bool:
    """Whether a day stands with an author's name right below the text, before any heading of others' texts or comments."""
    if not (item.beside_byline and body.stop <= item.position < body.stop + _SIGNED_FOOT):
        return False
    between = lines[max(body.stop - 1, 0) : item.position]
    return not any(cuts(line) or opens_comments(line) for line in between)


def cited_day(lines: Sequence[Line], places: Iterable[int], headline: int) -> FoundDay | None:
    """The day with which a page says how to cite it: in a line with its own headline, in brackets behind it."""
    if headline < 0:
        return None
    folded = lines[headline].folded
    for position in places:
        line = lines[position]
        match = _CITED.search(line.text) if position != headline else None
        if match is None or folded not in line.folded:
            continue
        days = printed_days(f"{match['rest']}, {match['year']}")
        if days and days[0].day is not None:
            return FoundDay(
                day=days[0].day,
                position=position,
                line=line.number,
                label=Label.PUBLISHED,
                exact=False,
                beside_byline=False,
                clock=False,
                doubtful=False,
                original=False,
                alone=False,
            )
    return None
