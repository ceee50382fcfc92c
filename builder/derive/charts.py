"""Bar charts by year or month, drawn as inline SVG; the same figures stand in a table beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from builder.derive import svg


class Bar(NamedTuple):
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
_FLOOR = _HEIGHT - _BOTTOM
#: The drawing is as wide as its place: across it everything is in per cent, so that letters keep their size. Labels
#: are thinned for the narrowest place (a phone), and again for a wide one, whose other labels a stylesheet hides.
_NARROW, _WIDE = 300, 640
_FONT = 12
#: What the drawing's parts have in common: half of what an entity's page weighed was this, said of each bar.
_INHERITED = f' fill="currentColor" font-size="{_FONT}" text-anchor="middle" direction="ltr"'
_ONLY_WIDE = ' class="chart-wide"'
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
    parts = [f'<line x2="100%" y1="{_FLOOR}" y2="{_FLOOR}" stroke="currentColor" stroke-opacity="0.4"/>']
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
        inherited=_INHERITED,
    )
    return Chart(drawing, tuple(bars))


def _every(count: int, longest: int, room: float) -> int:
    """Every how manieth label is drawn, so that none touches the next."""
    return max(1, math.ceil((longest + 1) * _LETTER * count / room))


@lru_cache(maxsize=1 << 13)
def _bar(bar: Bar, place: int, count: int, most: int, narrow: int, wide: int) -> str:
    """One bar of so many, remembered: most names have a few articles in the same few years."""
    step = 100 / count
    middle, drawn = _percent((place + 0.5) * step), ""
    hidden = ' aria-hidden="true"' if bar.url and bar.value else ""
    if bar.value:
        height = max((_FLOOR - _TOP) * bar.value / most, 1.0)
        width = min(_WIDEST, step * _SHARE)
        left, top = _percent((place + 0.5) * step - width / 2), _FLOOR - height
        drawn = (
            f'<rect x="{left}" y="{svg.number(top)}" width="{_percent(width)}" height="{svg.number(height)}">'
            f"<title>{svg.text(bar.label)}: {bar.value}</title></rect>"
        )
        needed = (len(str(bar.value)) + 0.5) * _LETTER * count
        if needed <= _WIDE:
            css = _ONLY_WIDE if needed > _NARROW else ""
            drawn += f'<text{css} x="{middle}" y="{svg.number(top - 5)}"{hidden}>{bar.value}</text>'
    if place % wide == 0:
        css = _ONLY_WIDE if place % narrow else ""
        drawn += f'<text{css} x="{middle}" y="{_HEIGHT - 7}"{hidden}>{svg.text(bar.label)}</text>'
    if not hidden:
        return drawn
    # The whole column can be hit, not only the bar: a bar of one article is a few pixels high.
    named = svg.attributes(href=bar.url, aria_label=f"{bar.label}: {bar.value}")
    return (
        f'<a{named}><rect x="{_percent(place * step)}" width="{_percent(step)}" height="{_HEIGHT}" fill="none" '
        f'pointer-events="all"/>{drawn}</a>'
    )


def _percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"
