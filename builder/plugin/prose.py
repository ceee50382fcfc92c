"""The short way for bodies of plain paragraphs, which most are: nothing in them for Markdown to interpret.

That the outcome is Python-Markdown's to the letter is a property test's to say (tests/plugin/test_prose.py). Whatever
is in doubt takes the long way.
"""

from __future__ import annotations

import re

#: A line that begins a paragraph or goes on with one and is nothing else in Markdown: it begins with a letter, a
#: quotation mark, a bracket or a number that opens no list, and ends in neither a space (two make a line break) nor
#: has in it a character that Markdown's inline patterns or HTML give a meaning: \\ ` * _ [ ] < > & # ~ | ^ { } and
#: the control characters.
_LINE = r"(?:[^\W\d_]|[\"'“”‘’«»„(¿¡]|\d+(?![\d.)]))(?:[^\\`*_\[\]<>&#~|^{}\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s\\`*_\[\]<>&#~|^{}\x00-\x1f\x7f-\x9f])?"
_PARAGRAPH = rf"{_LINE}(?:\n{_LINE})*"
_BODY = re.compile(rf"{_PARAGRAPH}(?:\n\n{_PARAGRAPH})*")


def paragraphs(body: str) -> list[str] | None:
    """The body's paragraphs, where they are plain; else None."""
    text = body.strip("\n")
    return text.split("\n\n") if _BODY.fullmatch(text) else None
