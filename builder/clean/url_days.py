"""Days and months in the path of an article's address."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_URL_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[/\-_](?P<month>0?[1-9]|1[0-2])[/\-_](?P<day>0?[1-9]|[12]\d|3[01])"
    r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01]))(?!\d)"
)
#: A folder of a year, alone or with its month's below it.
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?:(?P<month>0?[1-9]|1[0-2])/)?")


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
class UrlMonth:
    """The year (/2022/), or the year and month (/2022/09/), that an address has for a folder; a `month` of 0 is none."""

    year: int
    month: int

    def allows(self, day: datetime.date) -> bool:
        """Whether an article in this folder may be of a day: of the year, or of the month or one beside it.

        Of 1,075 pages of naeb and wcxb with a day of our own, two are of another year or month than their folder, and
        both days are not the article's: an update's, and a book's. A month beside it is left to drafts and time zones.
        """
        if not self.month:
            return day.year == self.year
        return abs((day.year - self.year) * 12 + day.month - self.month) <= 1


def url_month(url: str | None) -> UrlMonth | None:
    """The year, or year and month, that a URL's path has for a folder; None where it has none."""
    match = _URL_MONTH.search(re.sub(r"^[a-z]+://[^/]*", "", url or ""))
    return UrlMonth(int(match["year"]), int(match["month"] or 0)) if match is not None else None
