"""The drawings of the pages: charts and trees as inline SVG, their words in the site's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from builder.derive import addresses, svg
from builder.derive.charts import Bar, bar_chart
from builder.derive.entries import StoryEntry
from builder.derive.library import Library
from builder.derive.views_entity import Period, YearCount
from builder.plugin.wording import Wording

if TYPE_CHECKING:
    from builder.derive import stemma

#: Years beyond which a chart of one bar a year would have bars too narrow to hit.
_MOST_BARS = 120


def years(counts: Sequence[YearCount], wording: Wording, urls: Mapping[str, str] | None = None) -> Markup:
    """A bar for each year; '' where there are fewer than two, since one bar says nothing. `urls` leads on by year."""
    if not 1 < len(counts) <= _MOST_BARS:
        return Markup("")
    bars = [Bar(count.year, count.count, (urls or {}).get(count.year, "")) for count in counts]
    return Markup(bar_chart(bars, title=wording.t("chart.years")).svg)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and what stands below it."""

    chart: Markup
    caption: str


def over_time(periods: Sequence[Period], wording: Wording) -> tuple[Drawn, ...]:
    """An entity's mentions and articles, a bar for each year or month; nothing where there are fewer than two, and the
    articles alone where each names it once."""
    if not 1 < len(periods) <= _MOST_BARS:
        return ()
    unit = "months" if "-" in periods[0].label else "years"
    counts = [(wording.t(f"chart.{unit}"), "chart", [Bar(p.label, p.articles) for p in periods])]
    if any(period.mentions != period.articles for period in periods):
        named = [Bar(p.label, p.mentions) for p in periods]
        counts.insert(0, (wording.t(f"chart.mentions.{unit}"), "mentions", named))
    return tuple(
        Drawn(Markup(bar_chart(bars, title=title, prefix=prefix).svg), title)
        for title, prefix, bars in counts
        if any(bar.value for bar in bars)
    )


def tree(library: Library, story: StoryEntry, wording: Wording, base: str) -> Markup:
    """The story's versions over time and their links."""
    from builder.derive import stemma  # loads much, and few edits are of a story

    def label(version: stemma.Version) -> stemma.Label:
        article = library.articles[version.id]
        source = library.sources.get(article.source) if article.source else None
        return stemma.Label(
            main=svg.isolated(article.title or wording.t("title.none")),
            detail=" · ".join(
                (_day(version, wording), svg.isolated(source.name) if source else wording.t("source.unknown"))
            ),
            url=base + addresses.address(article.path),
        )

    return Markup(
        stemma.draw(
            stemma.tree(library, story),
            label,
            title=wording.t("story.tree"),
            description=wording.t("story.tree.caption"),
            right_to_left=wording.right_to_left,
        )
    )


def _day(version: stemma.Version, wording: Wording) -> str:
    if not version.day:
        return wording.t("date.none")
    day = wording.day(version.day)
    return day if version.firm else f"{wording.t('date.circa')} {day}"
