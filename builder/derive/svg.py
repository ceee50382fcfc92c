"""The little of SVG that the drawings share: escaping, numbers, and an accessible frame.

No script, no style element, no style attribute: a strict Content-Security-Policy lets the drawing through. Colours
are `currentColor` and classes; the site's stylesheet says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

#: Characters that XML does not allow, and those that reverse the order of what follows them.
_UNWANTED = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)


def text(content: str) -> str:
    """Character data."""
    return escape(_UNWANTED.sub("", content))


def attributes(**values: object) -> str:
    """Attributes in the order given, each with a space before it. `class_` gives `class`, `_` in a name a hyphen;
    None leaves the attribute out."""
    found = []
    for name, value in values.items():
        if value is not None:
            plain = number(value) if isinstance(value, float) else str(value)
            found.append(f" {name.rstrip('_').replace('_', '-')}={quoteattr(_UNWANTED.sub('', plain))}")
    return "".join(found)


def number(value: float) -> str:
    """A coordinate in user units, at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def frame(
    body: Iterable[str],
    *,
    width: int,
    height: int,
    css: str,
    prefix: str,
    title: str,
    description: str,
    links: bool,
) -> str:
    """The drawing in its svg element, named by its title and described for who does not see it.

    `prefix` makes its two ids unique within a page. A drawing with links is a group, since the content of an image
    is hidden from assistive tools.
    """
    opening = attributes(
        xmlns="http://www.w3.org/2000/svg",
        class_=css,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="group" if links else "img",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-description" if description else None,
        focusable="false",
    )
    described = f'<desc id="{prefix}-description">{text(description)}</desc>' if description else ""
    return f'<svg{opening}><title id="{prefix}-title">{text(title)}</title>{described}{"".join(body)}</svg>'


def cut(label: str, most: int) -> str:
    """The label in at most so many characters, '…' at its end where it was cut."""
    plain = " ".join(label.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
