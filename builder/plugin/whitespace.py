"""Templates without the white space that is there for whoever reads them: indentation, and lines with nothing but tags.

It was a third of a page: Material's frame took 13.5 kB, 7.5 kB of it indentation and empty lines. It is taken out where
a template is read, not from each page, so that values, which may be preformatted text, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

#: The end of a line with what is indentation before the next one, empty lines included.
_LINE_END = re.compile(r"[ \t]*\n\s*")

#: Elements whose text is kept to the letter, or is no HTML.
_CLOSED = re.compile(r"<(/?)(pre|textarea|script|style)\b", re.IGNORECASE)

#: Tags in whose place something stands, or ends.
_PUTTING = frozenset({"include", "endblock", "endcall", "endfilter"})

#: What an environment calls the folders whose templates are left as they are.
_LEFT = "archive_left"


class Tight(Extension):
    """Takes indentation and empty lines out of templates; a line that has only tags and comments leaves none behind.
    Between two elements some white space stays wherever there was some, since it may part two words. A person's own
    templates, in the folders `left`, stay as they are: an element whose text is kept may be in another of them, around
    an inclusion, a block or a macro."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        folders: Sequence[str] = getattr(self.environment, _LEFT, ())
        file = stream.filename or ""
        return stream if any(Path(folder) in Path(file).parents for folder in folders) else _tightened(stream)


def tighten(environment: jinja2.Environment, left: Sequence[str] = ()) -> None:
    """Have the templates of an environment tightened, but for those in the folders `left`."""
    environment.add_extension(Tight)
    environment.extend(**{_LEFT: tuple(left)})


def _tightened(stream: Iterable[Token]) -> Iterator[Token]:
    kept = before = ""
    # Whether a line was begun that has had nothing but tags, of which none puts something in its place.
    begun = True
    for token in stream:
        if token.type == "variable_begin" or (before == "block_begin" and token.value in _PUTTING):
            begun = False
        before = token.type
        if token.type != "data":
            yield token
            continue
        text = token.value
        if begun and not kept:
            first, end, rest = text.partition("\n")
            if end and not first.strip():
                text = rest.lstrip() if rest.strip() else ""
        text, kept = _tight(text, kept)
        if text.strip(" \t"):
            begun = text.endswith("\n")
        yield Token(token.lineno, token.type, text)


def _tight(text: str, kept: str) -> tuple[str, str]:
    """The text, and the element that it ends within whose text is kept ('' for none). `kept` is the one that it begins
    within."""
    written: list[str] = []
    place = 0
    for tag in _CLOSED.finditer(text):
        name = tag[2].lower()
        if (tag[1] and kept != name) or (not tag[1] and kept):
            continue
        part = text[place : tag.start()]
        written.append(part if kept else _LINE_END.sub("\n", part))
        place, kept = tag.start(), "" if tag[1] else name
    rest = text[place:]
    written.append(rest if kept else _LINE_END.sub("\n", rest))
    return "".join(written), kept
