"""Where names stand in a text: as words of their own, the longest where they overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

#: Scripts without spaces between words, where a name needs no boundary: from and to.
_SPACELESS = (
    ("\u0e00", "\u0eff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
)

#: Arabic writes 'and', 'in', 'to', 'as', 'so' as one letter at the front of the next word; two of them may meet.
_ARABIC_PREFIX = frozenset("\u0648\u0641\u0628\u0644\u0643")
_PREFIXES = 2


#: What most words stand between.
_PLAINLY_APART = frozenset(" \n\"'“”‘’(),.;:!?-–—/")


class Occurrence(NamedTuple):
    """A form in a text, from its first character to the one after its last."""

    form: str
    start: int
    end: int


def occurrences(text: str, forms: Iterable[str]) -> list[Occurrence]:
    """Where any of `forms` stands as a word, in order, none within another: of two that overlap the one that begins
    earlier, prefixes counted; of two that begin together the longer.

    A search for each form is many times cheaper than a pattern of all, which would have to be compiled for each
    article: 0.1 ms against 4 ms at a dozen names.
    """
    found: list[tuple[int, int, int, str]] = []
    find = text.find
    for form in forms:
        start = find(form)
        length = len(form)
        while start >= 0:
            if _is_edge(text, start + length):
                if start == 0 or text[start - 1] in _PLAINLY_APART:
                    # Nearly all: no letter of Arabic stands before it.
                    found.append((start, 0, -length, form))
                else:
                    found.extend((begin, begin - start, -length, form) for begin in _beginnings(text, start))
            start = find(form, start + 1)
    found.sort()
    kept: list[Occurrence] = []
    end = 0
    for begin, back, _, form in found:
        if begin >= end:
            start = begin - back
            end = start + len(form)
            kept.append(Occurrence(form, start, end))
    return kept


def _beginnings(text: str, start: int) -> Iterable[int]:
    """Where the word may begin whose name begins at `start`: there, or before letters that Arabic joins to it."""
    if start == 0 or _is_apart(text[start - 1]):
        yield start
    begin = start
    while start - begin < _PREFIXES and begin > 0 and text[begin - 1] in _ARABIC_PREFIX:
        begin -= 1
        if begin == 0 or _is_apart(text[begin - 1]):
            yield begin


def _is_edge(text: str, end: int) -> bool:
    return end == len(text) or text[end] in _PLAINLY_APART or _is_apart(text[end])


def _is_apart(character: str) -> bool:
    """Whether a word may begin or end beside the character."""
    if character.isascii() or not character.isalnum():
        return not (character.isalnum() or character == "_")
    return any(first <= character <= last for first, last in _SPACELESS)
