"""What the timeline shows: every year with its months and counts, and a page of articles for each year."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.derive import addresses
from builder.derive.entries import chronology
from builder.derive.library import Library
from builder.derive.paging import ARTICLES, Paged, pages, part
from builder.derive.rights import is_shown
from builder.derive.views import Card, cards
from builder.derive.views_entity import YearCount, year_counts
from builder.model.article import Article, Outline


@dataclass(frozen=True, slots=True)
class Month:
    """The articles of one month (1 to 12; 0 where only listed as undated)."""

    number: int
    articles: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """A page of one year: its months with articles, in order, and the years before and after that have a page.

    `shown` are the ids on this page.
    """

    year: str
    months: tuple[Month, ...]
    shown: Paged[str]
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year on the timeline: its address and its counts for January to December."""

    year: str
    url: str
    count: int
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """All years, newest first; `years` also has the empty ones between, for the chart."""

    lines: tuple[YearLine, ...]
    years: tuple[YearCount, ...]
    undated: int
    undated_url: str
    total: int


@dataclass(frozen=True)
class Years:
    """The archive's articles by year; built once, read by every timeline page."""

    by_year: dict[str, tuple[str, ...]]
    undated: tuple[str, ...]

    @classmethod
    def of(cls, library: Library) -> Years:
        by_year: dict[str, list[str]] = defaultdict(list)
        undated: list[str] = []
        for identity in library.chronological:
            day = library.articles[identity].date
            (by_year[day[:4]] if day else undated).append(identity)
        return cls({year: tuple(ids) for year, ids in sorted(by_year.items())}, tuple(undated))

    def updated(self, library: Library, changed: Iterable[Article]) -> Years:
        """The years of `library`, of whose articles only those in `changed`, as they were or are, are not where they
        were."""
        moved = {article.id for article in changed}
        touched = {(article.date or "")[:4] for article in changed}
        listed: dict[str, list[str]] = {
            year: [i for i in (self.by_year.get(year, ()) if year else self.undated) if i not in moved]
            for year in touched
        }
        for identity in moved:
            article = library.articles.get(identity)
            if article is not None and is_shown(article):
                insort(
                    listed[(article.date or "")[:4]],
                    identity,
                    key=lambda i: chronology(library.articles[i]),
                )
        undated = tuple(listed.pop("", self.undated))
        made = {year: tuple(ids) for year, ids in listed.items()}
        other = {year: ids for year, ids in made.items() if ids != self.by_year.get(year)}
        by_year = self.by_year | other
        if other.keys() - self.by_year.keys() or not all(other.values()):
            by_year = {year: ids for year, ids in sorted(by_year.items()) if ids}
        return Years(by_year, self.undated if undated == self.undated else undated)


#: The page of articles without a date.
UNDATED = "timeline/undated.md"


def year_path(year: str) -> str:
    return f"timeline/{year}.md"


def timeline_view(library: Library, years: Years) -> TimelineView:
    outlines = library.outlines
    lines = tuple(
        YearLine(year, addresses.address(year_path(year)), len(ids), _by_month(outlines, ids))
        for year, ids in reversed(years.by_year.items())
    )
    return TimelineView(
        lines=lines,
        years=year_counts(outlines[i].date for ids in years.by_year.values() for i in ids),
        undated=len(years.undated),
        undated_url=addresses.address(UNDATED),
        total=len(library.chronological),
    )


def year_view(library: Library, years: Years, year: str, number: int = 1) -> YearView:
    known = list(years.by_year)
    place = known.index(year)
    shown = _shown(years.by_year[year], number, year_path(year))
    months: dict[int, list[str]] = defaultdict(list)
    for identity in shown.items:
        day = library.articles[identity].date or ""
        months[int(day[5:7])].append(identity)
    return YearView(
        year=year,
        months=tuple(Month(month, cards(library, held)) for month, held in sorted(months.items())),
        shown=shown,
        previous=known[place - 1] if place else None,
        following=known[place + 1] if place + 1 < len(known) else None,
    )


def undated_view(library: Library, years: Years, number: int = 1) -> YearView:
    """The page of undated articles, as one unnamed month."""
    shown = _shown(years.undated, number, UNDATED)
    return YearView("", (Month(0, cards(library, shown.items)),) if shown.items else (), shown, None, None)


def _shown(ids: tuple[str, ...], number: int, path: str) -> Paged[str]:
    return Paged(tuple(part(ids, number, ARTICLES)), number, pages(len(ids), ARTICLES), len(ids), path)


def _by_month(outlines: Mapping[str, Outline], ids: tuple[str, ...]) -> tuple[int, ...]:
    counts = [0] * 12
    for identity in ids:
        counts[int((outlines[identity].date or "0000-01")[5:7]) - 1] += 1
    return tuple(counts)
