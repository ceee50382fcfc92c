"""Bar charts by year or month, drawn as inline SVG; the same figures stand in a table beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.derive import svg


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


_HEIGHT = 180
_TOP, _BOTTOM = 20, 24
#: The drawing is as wide as its place: across it everything is in per cent, so that letters keep their size. Labels
#: are thinned for the narrowest place (a phone), and again for a wide one, whose other labels a stylesheet hides.
_NARROW, _WIDE = 300, 640
_FONT = 12
#: Average width of a digit or letter at `_FONT`, user units.
_LETTER = 7.2
#: No bar takes more of its column, nor of the drawing: two years are not two walls.
_SHARE, _WIDEST = 0.8, 8.0


def bar_chart(bars: Sequence[Bar], *, title: str, description: str = "", prefix: str = "chart") -> Chart:
    """Draw the bars from left to right in their order, each with its value above and its label below.

    Labels that would touch are thinned; every bar has its label and value as its accessible name. No bars: no svg.
    """
    if not bars:
        return Chart("", ())
    most = max(bar.value for bar in bars)
    longest = max(len(bar.label) for bar in bars)
    narrow = _every(len(bars), longest, _NARROW)
    # Whatever a narrow drawing labels, a wide one labels too.
    wide = next(n for n in range(_every(len(bars), longest, _WIDE), narrow + 1) if narrow % n == 0)
    axis = svg.attributes(
        class_="chart-axis",
        x1=0,
        x2="100%",
        y1=_HEIGHT - _BOTTOM,
        y2=_HEIGHT - _BOTTOM,
        stroke="currentColor",
        stroke_opacity="0.4",
    )
    parts = [f"<line{axis}/>"]
    for place, bar in enumerate(bars):
        parts.append(_bar(bar, place, len(bars), most, narrow, wide))
    drawing = svg.frame(
        parts,
        width=None,
        height=_HEIGHT,
        css="chart",
        prefix=prefix,
        title=title,
        description=description,
        links=any(bar.url for bar in bars),
    )
    return Chart(drawing, tuple(bars))


def _every(count: int, longest: int, room: float) -> int:
    """Every how manieth label is drawn, so that none touches the next."""
    return max(1, math.ceil((longest + 1) * _LETTER * count / room))


@lru_cache(maxsize=1 << 13)
def _bar(bar: Bar, place: int, count: int, most: int, narrow: int, wide: int) -> str:
    """One bar of so many, remembered: most names have a few articles in the same few years."""
    room = _HEIGHT - _TOP - _BOTTOM
    height = max(room * bar.value / most, 1.0) if bar.value else 0.0
    step = 100 / count
    width = min(_WIDEST, step * _SHARE)
    middle, top = (place + 0.5) * step, _HEIGHT - _BOTTOM - height
    drawn = []
    if bar.value:
        rectangle = svg.attributes(
            class_="chart-bar",
            x=_percent(middle - width / 2),
            y=top,
            width=_percent(width),
            height=height,
            fill="currentColor",
        )
        drawn.append(f"<rect{rectangle}><title>{svg.text(f'{bar.label}: {bar.value}')}</title></rect>")
        needed = (len(str(bar.value)) + 0.5) * _LETTER * count
        if needed <= _WIDE:
            drawn.append(_words(str(bar.value), middle, top - 5, "chart-value", only_wide=needed > _NARROW))
    if place % wide == 0:
        drawn.append(_words(bar.label, middle, _HEIGHT - 7, "chart-label", only_wide=place % narrow != 0))
    inner = "".join(drawn)
    if not bar.url or not bar.value:
        return inner
    # The whole column can be hit, not only the bar: a bar of one article is a few pixels high.
    area = svg.attributes(
        x=_percent(place * step),
        y=0,
        width=_percent(step),
        height=_HEIGHT,
        fill="none",
        pointer_events="all",
        class_="chart-area",
    )
    return (
        f"<a{svg.attributes(href=bar.url, aria_label=f'{bar.label}: {bar.value}')}><rect{area}/>{inner}</a>"
    )


def _percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"


def _words(content: str, x: float, y: float, css: str, *, only_wide: bool) -> str:
    placed = svg.attributes(
        class_=f"{css} chart-wide" if only_wide else css,
        x=_percent(x),
        y=y,
        text_anchor="middle",
        direction="ltr",
        font_size=_FONT,
        fill="currentColor",
    )
    return f'<text{placed} aria-hidden="true">{svg.text(content)}</text>'
