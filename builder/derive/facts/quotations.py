"""Quotations: the words between quotation marks, whatever their style, and whether another text keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from builder.derive.facts.fact import Fact, Key
from builder.text.words import words

_OPENING = {
    "“": "double",
    "„": "double",
    "‟": "double",
    "«": "double",
    "「": "double",
    "『": "double",
    "‹": "double",
}
_CLOSING = {"”": "double", "»": "double", "」": "double", "』": "double", "›": "double"}
_STRAIGHT = frozenset('"＂')
_SINGLE_OPEN, _SINGLE_CLOSE = "‘‚", "’'"
#: What a text without quotations has none of.
MARKS = re.compile("[" + "".join((*_OPENING, *_CLOSING, *_STRAIGHT, _SINGLE_OPEN, _SINGLE_CLOSE)) + "]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation's words, casefolded, without punctuation or brackets."""

    words: tuple[str, ...]

    def handles(self) -> Iterable[object]:
        return self.words[:1]

    def same_as(self, other: Key) -> bool:
        return isinstance(other, Quoted) and self.words == other.words

    @property
    def run(self) -> str:
        """The words with a space around each, so that one run can be looked for in another."""
        return f" {' '.join(self.words)} "

    def stands_in(self, run: str) -> bool:
        """Whether the words stand in a run of words one after another."""
        return self.run in run

    def likeness(self, other: Quoted) -> float:
        """The share of words in common and in order, 0..1."""
        matcher = SequenceMatcher(None, self.words, other.words, autojunk=False)
        return 0.0 if matcher.real_quick_ratio() < 0.3 else matcher.ratio()


def quotations(paragraph: str) -> list[Fact]:
    """The quotations of one paragraph in order, outermost only; offsets are of the words within the marks.

    A quotation that the paragraph leaves open goes on to its end, as where a speech runs over several paragraphs.
    Apostrophes are told from single quotation marks by the letters around them.
    """
    return [
        Fact(paragraph[start:end].strip().rstrip(",،，").rstrip(), start, end, Quoted(key))
        for start, end in _ranges(paragraph)
        if (key := tuple(words(paragraph[start:end])))
    ]


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    opened: tuple[int, str] | None = None
    for match in MARKS.finditer(text):
        at, mark = match.start(), match.group()
        style = "single" if mark in _SINGLE_OPEN or mark in _SINGLE_CLOSE else "double"
        if style == "single" and _is_apostrophe(text, at, opened):
            continue
        if opened is None:
            if _may_open(text, at, mark):
                opened = (at + 1, style)
        elif style == opened[1]:
            if _only_opens(text, at, mark):
                # The earlier one was never closed: what it holds is no quotation, what follows this one is.
                opened = (at + 1, style)
                continue
            yield opened[0], at
            opened = None
    if opened is not None and opened[1] == "double":
        yield opened[0], len(text)


def _may_open(text: str, at: int, mark: str) -> bool:
    if mark in _SINGLE_CLOSE and mark != "'":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _STRAIGHT and before and before in ".,!?":
        return False
    if mark in "«‹" and after.isspace():
        # French sets its quotation marks off by spaces: '« Non », dit-il'.
        return not before.strip() or before in "(["
    if mark in _CLOSING:
        return after.isalnum() and (not before.strip() or before in "([")
    return bool(after.strip()) and not before.isalnum()


def _only_opens(text: str, at: int, mark: str) -> bool:
    """Whether a mark within an open quotation can only begin another. An opening mark that nothing but punctuation
    follows ('punishment “.') is one of the wrong hand and closes."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    begins = bool(after) and (after.isalnum() or after in "[($")
    if mark in _OPENING:
        return begins or (mark in "«‹" and after.isspace() and before.isspace())
    return mark in _STRAIGHT and begins and before.isspace()


def _is_apostrophe(text: str, at: int, opened: tuple[int, str] | None) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if after.isalnum():
        return before.isalnum() or opened is not None or after.isdigit() or text[at] == "’"
    return opened is None or opened[1] != "single" or before.isspace()
