"""Bar charts by year or month, drawn as inline SVG; the same figures stand in a table beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from builder.derive import svg


class Bar(NamedTuple):
    """One bar. `label` stands under it; `url` is where it leads, '' for nowhere. `value` counts from 0."""

    label: str
    value: int
    url: str = ""


#: A bar's fields: pages of names have a hundred thousand bars in an archive of 10,000 articles.
_LABEL, _VALUE, _URL = map(itemgetter, range(3))


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
    most = max(map(_VALUE, bars))
    columns = _columns(tuple(map(_LABEL, bars)))
    drawing = svg.frame(
        [_FLOOR_LINE, *[_bar(bar, column, most) for bar, column in zip(bars, columns, strict=True)]],
        width=None,
        height=_HEIGHT,
        css="chart",
        prefix=prefix,
        title=title,
        description=description,
        links=any(map(_URL, bars)),
        inherited=_INHERITED,
    )
    return Chart(drawing, tuple(bars))


_FLOOR_LINE = f'<line x2="100%" y1="{_FLOOR}" y2="{_FLOOR}" stroke="currentColor" stroke-opacity="0.4"/>'


class _Column(NamedTuple):
    """A bar's place among `bars`: where its column and its bar begin and where its middle is, its label, and the element
    of the label below it in two parts, between which attributes may stand, both '' where none is drawn."""

    bars: int
    begin: str
    left: str
    middle: str
    label: str
    opening: str
    closing: str


@lru_cache(maxsize=1 << 9)
def _columns(labels: tuple[str, ...]) -> tuple[_Column, ...]:
    """The columns of bars with these labels, remembered: most names lie in the same few years."""
    count, longest = len(labels), max(map(len, labels))
    narrow = _every(count, longest, _NARROW)
    # Whatever a narrow drawing labels, a wide one labels too.
    wide = next(n for n in range(_every(count, longest, _WIDE), narrow + 1) if narrow % n == 0)
    step = 100 / count
    found: list[_Column] = []
    for place, label in enumerate(map(svg.text, labels)):
        middle, opening, closing = _percent((place + 0.5) * step), "", ""
        if place % wide == 0:
            css = _ONLY_WIDE if place % narrow else ""
            opening, closing = f'<text{css} x="{middle}" y="{_HEIGHT - 7}"', f">{label}</text>"
        left = _percent((place + 0.5) * step - _width(count) / 2)
        found.append(_Column(count, _percent(place * step), left, middle, label, opening, closing))
    return tuple(found)


def _every(count: int, longest: int, room: float) -> int:
    """Every how manieth label is drawn, so that none touches the next."""
    return max(1, math.ceil((longest + 1) * _LETTER * count / room))


def _width(count: int) -> float:
    """How wide each of so many bars is, per cent."""
    return min(_WIDEST, 100 / count * _SHARE)


class _Rise(NamedTuple):
    """A bar's elements but for what its column says: between `before` and `after` stands the label, after that the middle,
    `above` and what hides the value, `value`; `after` alone where the value is not drawn."""

    before: str
    after: str
    above: str
    value: str


@lru_cache(maxsize=1 << 13)
def _rise(value: int, most: int, count: int) -> _Rise:
    """One bar of so many, remembered: most names have a few articles in a year."""
    height = max((_FLOOR - _TOP) * value / most, 1.0)
    top = _FLOOR - height
    before = (
        f'" y="{svg.number(top)}" width="{_percent(_width(count))}" height="{svg.number(height)}"><title>'
    )
    after = f": {value}</title></rect>"
    needed = (len(str(value)) + 0.5) * _LETTER * count
    if needed > _WIDE:
        return _Rise(before, after, "", "")
    css = _ONLY_WIDE if needed > _NARROW else ""
    return _Rise(before, f'{after}<text{css} x="', f'" y="{svg.number(top - 5)}"', f">{value}</text>")


def _bar(bar: Bar, column: _Column, most: int) -> str:
    label, value, url = bar
    count, begin, left, middle, text, opening, closing = column
    hidden = ' aria-hidden="true"' if url and value else ""
    drawn = f"{opening}{hidden}{closing}" if opening else ""
    if value:
        rise = _rise(value, most, count)
        number = f"{middle}{rise.above}{hidden}{rise.value}" if rise.value else ""
        drawn = f'<rect x="{left}{rise.before}{text}{rise.after}{number}{drawn}'
    if not hidden:
        return drawn
    # The whole column can be hit, not only the bar: a bar of one article is a few pixels high.
    named = svg.attributes(href=url, aria_label=f"{label}: {value}")
    return (
        f'<a{named}><rect x="{begin}" width="{_percent(100 / count)}" height="{_HEIGHT}" fill="none" '
        f'pointer-events="all"/>{drawn}</a>'
    )


def _percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"
