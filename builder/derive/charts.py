"""Bar charts by year or month, drawn as inline SVG; the same figures stand in a table beside them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.derive import svg
from builder.derive.library import Library
from builder.derive.rights import is_shown


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `label` stands under it; `url` is where it leads, '' for nowhere. `value` counts from 0."""

    label: str
    value: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and its figures: `svg` for the page as it is, `bars` for the table that says the same."""

    svg: str
    bars: tuple[Bar, ...]


_WIDTH, _HEIGHT = 640, 180
_TOP, _BOTTOM, _SIDE = 20, 24, 12
_FONT = 12
#: Average width of a digit or letter at `_FONT`, user units.
_LETTER = 7.2
#: No bar is wider, so that two years do not make two walls.
_WIDEST = 48.0


def by_year(library: Library, ids: Iterable[str]) -> tuple[Bar, ...]:
    """Articles a year, the years between without any at 0; undated articles are in no bar."""
    years = Counter(day[:4] for day in _days(library, ids))
    if not years:
        return ()
    return tuple(
        Bar(f"{year:04d}", years[f"{year:04d}"]) for year in range(int(min(years)), int(max(years)) + 1)
    )


def by_month(library: Library, ids: Iterable[str], year: str) -> tuple[Bar, ...]:
    """Articles in each of the year's twelve months; labels are '01'..'12'."""
    months = Counter(day[5:7] for day in _days(library, ids) if day[:4] == year)
    return tuple(Bar(f"{month:02d}", months[f"{month:02d}"]) for month in range(1, 13))


def _days(library: Library, ids: Iterable[str]) -> Iterable[str]:
    """The days, inferred ones too: a chart is about when the archive thinks that things appeared."""
    for identity in ids:
        article = library.articles[identity]
        if article.date and is_shown(article):
            yield article.date


def bar_chart(bars: Sequence[Bar], *, title: str, description: str = "", prefix: str = "chart") -> Chart:
    """Draw the bars from left to right in their order, each with its value above and its label below.

    Labels that would touch are thinned; every bar has its label and value as its accessible name. No bars: no svg.
    """
    if not bars:
        return Chart("", ())
    step = (_WIDTH - 2 * _SIDE) / len(bars)
    most = max(bar.value for bar in bars)
    every = max(1, math.ceil(max(len(bar.label) for bar in bars) * _LETTER / step + 0.2))
    parts = [
        f"<line{svg.attributes(class_='chart-axis', x1=0, x2=_WIDTH, y1=_HEIGHT - _BOTTOM, y2=_HEIGHT - _BOTTOM, stroke='currentColor', stroke_opacity='0.4')}/>"
    ]
    for place, bar in enumerate(bars):
        parts.append(_bar(bar, place, step, most, labelled=place % every == 0))
    drawing = svg.frame(
        parts,
        width=_WIDTH,
        height=_HEIGHT,
        css="chart",
        prefix=prefix,
        title=title,
        description=description,
        links=any(bar.url for bar in bars),
    )
    return Chart(drawing, tuple(bars))


def _bar(bar: Bar, place: int, step: float, most: int, *, labelled: bool) -> str:
    room = _HEIGHT - _TOP - _BOTTOM
    height = room * bar.value / most if most else 0.0
    width = min(_WIDEST, max(1.0, step * 0.8))
    middle = _SIDE + (place + 0.5) * step
    top = _HEIGHT - _BOTTOM - height
    drawn = []
    if bar.value:
        rectangle = svg.attributes(
            class_="chart-bar",
            x=middle - width / 2,
            y=top,
            width=width,
            height=max(height, 1.0),
            fill="currentColor",
        )
        drawn.append(f"<rect{rectangle}><title>{svg.text(f'{bar.label}: {bar.value}')}</title></rect>")
    if bar.value and len(str(bar.value)) * _LETTER <= step:
        drawn.append(_words(str(bar.value), middle, top - 5, "chart-value"))
    if labelled:
        drawn.append(_words(bar.label, middle, _HEIGHT - 7, "chart-label"))
    inner = "".join(drawn)
    if not bar.url or not bar.value:
        return inner
    # The whole column can be hit, not only the bar: a bar of one article is a few pixels high.
    area = svg.attributes(
        x=place * step,
        y=0,
        width=step,
        height=_HEIGHT,
        fill="none",
        pointer_events="all",
        class_="chart-area",
    )
    return (
        f"<a{svg.attributes(href=bar.url, aria_label=f'{bar.label}: {bar.value}')}><rect{area}/>{inner}</a>"
    )


def _words(content: str, x: float, y: float, css: str) -> str:
    placed = svg.attributes(
        class_=css, x=x, y=y, text_anchor="middle", direction="ltr", font_size=_FONT, fill="currentColor"
    )
    return f'<text{placed} aria-hidden="true">{svg.text(content)}</text>'
