"""The short way for front matter as builder writes it, which nearly all is: read line by line, without a YAML parser.

That the outcome is the long way's (`validate.read_table`) is a test's to say (tests/store/test_plainhead.py). Whatever is
in doubt, and all that anything is to be said of, takes the long way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from builder.store.scalars import is_plain
from builder.store.schema import (
    BY_NAME,
    ENTITY_KEYS,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    RELATIONS,
    SLUG_PATTERN,
    Kind,
)
from builder.store.validate import URL_PATTERN, day_fault
from builder.store.yamltext import MAX_DEPTH

#: Longer front matter takes the long way, which knows what is too much.
_LONG = 100_000

#: Characters that no text has and a YAML parser refuses, or reads as the end of a line.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


#: Those of them that ASCII has.
_ODD_ASCII = bytes((*range(10), *range(11, 32), 127))


def _is_odd(head: str) -> bool:
    """Whether any of them is in it. Taking characters out of bytes is a fifth of looking for the first of them in a text."""
    if head.isascii():
        raw = head.encode()
        return len(raw.translate(None, _ODD_ASCII)) < len(raw)
    return _ODD.search(head) is not None


class _InDoubt(Exception):
    """Not what this reads."""


def plain_values(head: str) -> dict[str, object] | None:
    """The values of front matter with nothing but known keys and not a fault, as `Reading.values` has them; else None."""
    if len(head) > _LONG or _is_odd(head) or head.count("[") + head.count("{") > MAX_DEPTH:
        return None
    values: dict[str, object] = {}
    lines = iter(head.splitlines())
    line = next(lines, "")
    try:
        while line:
            key, between, text = line.partition(": ")
            known = BY_NAME.get(key if between else key[:-1])
            if known is None or known.name in values or not (between or key[-1] == ":"):
                return None
            if between:
                read = _SCALARS.get(known.kind)
                if read is None:
                    return None
                values[known.name] = read(known.name, text)
                line = next(lines, "")
            else:
                several = _SEVERAL.get(known.kind)
                if several is None:
                    return None
                values[known.name], line = several(lines)
    except _InDoubt:
        return None
    # Nothing may follow an empty line.
    return values if "id" in values and "title" in values and next(lines, None) is None else None


def _text(key: str, text: str) -> str:
    if is_plain(text):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    """What stands between quotation marks, without any escape."""
    mark, bare = text[:1], text[1:-1]
    if mark not in ("'", '"') or len(text) < 3 or text[-1] != mark or mark in bare or "\\" in bare:
        raise _InDoubt
    if bare != bare.strip():
        raise _InDoubt
    return bare


@lru_cache(maxsize=1 << 13)
def _name(text: str) -> str:
    """The same of a name: one stands in some ten articles."""
    return _text("", text)


@lru_cache(maxsize=1 << 13)
def _day(key: str, text: str) -> str:
    if day_fault(text) is not None:
        raise _InDoubt
    return text


@lru_cache(maxsize=1 << 10)
def _word(key: str, text: str) -> str:
    if text not in BY_NAME[key].words:
        raise _InDoubt
    return text


def _matching(pattern: str) -> Callable[[str, str], str]:
    compiled = re.compile(pattern)

    def read(key: str, text: str) -> str:
        if not compiled.fullmatch(text) or not is_plain(text):
            raise _InDoubt
        return text

    return read


#: Gives a value and the line after it.
_Several = Callable[[Iterator[str]], tuple[object, str]]


def _texts(lines: Iterator[str], lead: str = "- ") -> tuple[list[str], str]:
    """The items of a list, each behind `lead`."""
    found: list[str] = []
    behind = len(lead)
    for line in lines:
        if not line.startswith(lead):
            break
        found.append(_name(line[behind:]))
    else:
        line = ""
    if not found or len(set(found)) < len(found):
        raise _InDoubt
    return found, line


def _entities(lines: Iterator[str]) -> tuple[dict[str, list[str]], str]:
    found: dict[str, list[str]] = {}
    line = next(lines, "")
    while line.startswith("  "):
        key = line[2:-1]
        if key not in ENTITY_KEYS or key in found or line[-1] != ":":
            raise _InDoubt
        found[key], line = _texts(lines, "  - ")
    if not found:
        raise _InDoubt
    return found, line


_FIRST, _SECOND = "- article: ", "  relation: "


def _links(lines: Iterator[str]) -> tuple[list[dict[str, str]], str]:
    found: list[dict[str, str]] = []
    line = next(lines, "")
    while line.startswith(_FIRST):
        article, second = line[len(_FIRST) :], next(lines, "")
        relation = second[len(_SECOND) :]
        if not second.startswith(_SECOND) or relation not in RELATIONS or not _ID.fullmatch(article):
            raise _InDoubt
        found.append({"article": article, "relation": relation})
        line = next(lines, "")
    if not found or len({link["article"] for link in found}) < len(found):
        raise _InDoubt
    return found, line


_ID = re.compile(ID_PATTERN)
_SCALARS: dict[Kind, Callable[[str, str], str]] = {
    Kind.TEXT: _text,
    Kind.SOURCE: lambda key, text: _name(text),
    Kind.DAY: _day,
    Kind.WORD: _word,
    Kind.ID: _matching(ID_PATTERN),
    Kind.SLUG: _matching(SLUG_PATTERN),
    Kind.URL: _matching(URL_PATTERN),
    # A few languages are those of all articles.
    Kind.LANGUAGE: lru_cache(maxsize=1 << 10)(_matching(LANGUAGE_PATTERN)),
}
_SEVERAL: dict[Kind, _Several] = {
    Kind.TEXTS: _texts,
    Kind.ENTITIES: _entities,
    Kind.LINKS: _links,
}
