"""The short way for bodies of plain paragraphs, which most are: nothing in them for Markdown to interpret.

That the outcome is Python-Markdown's to the letter is a property test's to say (tests/plugin/test_prose.py). Whatever
is in doubt takes the long way.
"""

from __future__ import annotations

import re

#: Characters that Markdown's inline patterns or HTML give a meaning, and the control characters but the line's end.
_MEANT = b"\\`*_[]<>&#~|^{}\x7f" + bytes(range(10)) + bytes(range(11, 32))

#: The control characters beyond ASCII, and what other programs take for a line's end.
_CONTROLS = re.compile("[\x80-\x9f\u2028\u2029]")

#: What a line may begin with that is no letter or digit.
_OPENING = frozenset("\"'“”‘’«»„(¿¡")

#: A number that opens a list.
_LISTED = re.compile(r"\d+[.)]")


def paragraphs(body: str) -> list[str] | None:
    """The body's paragraphs, where they are plain; else None."""
    text = body.strip("\n")
    if not text:
        return None
    raw = text.encode("utf-8", "surrogatepass")
    # Taking characters out of bytes is a fifth of looking for the first of them in a text.
    if len(raw.translate(None, _MEANT)) < len(raw) or not (text.isascii() or _CONTROLS.search(text) is None):
        return None
    lines = text.split("\n")
    found = lines[::2]
    if any(lines[1::2]) or not all(found):
        # Paragraphs of several lines, or more than one empty line between two.
        if "\n\n\n" in text:
            return None
        found = text.split("\n\n")
        lines = list(filter(None, lines))
    else:
        lines = found
    first = {line[:1] for line in lines}
    if not all(map(_may_begin, first)) or any(map(str.isspace, {line[-1:] for line in lines})):
        return None
    return None if any(map(str.isdecimal, first)) and any(map(_LISTED.match, lines)) else found


def _may_begin(character: str) -> bool:
    """Whether a line that begins with it, and has none of those characters, begins a paragraph or goes on with one and is
    nothing else in Markdown, if it does not end in a space (two make a line break)."""
    return character.isalnum() or character in _OPENING
