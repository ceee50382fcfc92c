"""The little of SVG that the drawings share: escaping, numbers, and an accessible frame.

No script, no style element, no style attribute: a strict Content-Security-Policy lets the drawing through. Colours
are `currentColor` and classes; the site's stylesheet says the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

#: Characters that XML does not allow, and those that reverse the order of what follows them.
_UNWANTED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")

#: Average width of a letter as a share of the font size; one of a script with wide letters, or an emoji, is 1.
_LETTER = 0.53


def text(content: str) -> str:
    """Character data. Isolates stay, each closed: such a part changes no order but its own."""
    return escape(_clean(content))


def texts(content: str, at: int) -> tuple[str, str]:
    """The same in two parts, for an element of its own around the second; an isolate may go on from one to the other."""
    plain = _clean(content)
    return escape(plain[:at]), escape(plain[at:])


def isolated(content: str) -> str:
    """A part whose direction, found from its own first letter, leaves the words around it where they are."""
    return f"\u2068{_ISOLATES.sub('', content)}\u2069"


def _clean(content: str) -> str:
    """Without what is not wanted; isolates that stay open are closed, and what closes none is left out."""
    if content.isascii() and content.isprintable():
        return content
    kept, open_ones = [], 0
    for c in _UNWANTED.sub("", content):
        if c == "\u2069" and not open_ones:
            continue
        open_ones += (c in "\u2066\u2067\u2068") - (c == "\u2069")
        kept.append(c)
    return "".join(kept) + "\u2069" * open_ones


def attributes(**values: object) -> str:
    """Attributes in the order given, each with a space before it. `class_` gives `class`, `_` in a name a hyphen;
    None leaves the attribute out."""
    found = []
    for name, value in values.items():
        if value is not None:
            plain = number(value) if isinstance(value, float) else str(value)
            found.append(f" {name.rstrip('_').replace('_', '-')}={quoteattr(_clean(plain))}")
    return "".join(found)


def number(value: float) -> str:
    """A coordinate in user units, at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def frame(
    body: Iterable[str],
    *,
    width: int | None,
    height: int,
    css: str,
    prefix: str,
    title: str,
    description: str,
    links: bool,
    inherited: str = "",
) -> str:
    """The drawing in its svg element, named by its title and described for who does not see it.

    `prefix` makes its two ids unique within a page. `width` None: as wide as its place, everything across it in per
    cent. A narrower place shows less of the drawing and not a smaller one: letters keep their size. A drawing with links
    is a group, since the content of an image is hidden from assistive tools. `inherited` are attributes, each with a
    space before it, that its parts take over.
    """
    opening = _opening(css, width, height, prefix, bool(description), links)
    described = f'<desc id="{prefix}-description">{text(description)}</desc>' if description else ""
    return f'<svg{opening}{inherited}><title id="{prefix}-title">{text(title)}</title>{described}{"".join(body)}</svg>'


@lru_cache(maxsize=1 << 8)
def _opening(
    css: str, width: int | None, height: int, prefix: str, is_described: bool, has_links: bool
) -> str:
    """The attributes of a drawing's element: most drawings of a kind have the same."""
    return attributes(
        xmlns="http://www.w3.org/2000/svg",
        class_=css,
        width="100%" if width is None else width,
        height=height,
        role="group" if has_links else "img",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-description" if is_described else None,
        focusable="false",
    )


def width(label: str, size: float) -> float:
    """How wide the label is drawn in most fonts, user units."""
    return sum(size * _share(c) for c in label)


def _share(letter: str) -> float:
    if unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else _LETTER


def fit(label: str, room: float, size: float) -> str:
    """The label on one line in `room` user units, '…' at its end where it was cut."""
    plain = _clean(" ".join(label.split()))
    if width(plain, size) <= room:
        return plain
    kept, left = 0, room - size
    for letter in plain:
        left -= width(letter, size)
        if left < 0:
            break
        kept += 1
    return _clean(plain[:kept].rstrip() + "…")
