"""What kinds of characters lines hold, counted for all lines of a page at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]

DIGIT, COMMA, QUOTE, SYMBOL, STOP, CLOSER = 1, 2, 4, 8, 16, 32
UPPER, LETTER, LOWER, ALPHANUMERIC = 64, 128, 256, 512
_KNOWN, TERMINAL, CLOSING, ODD_LETTER = 1024, 2048, 4096, 8192

#: What a sentence ends with in any script, and what may follow it.
TERMINAL_MARKS = ".!?…。！？｡؟।॥:"
CLOSING_MARKS = "\"'”’»)]」』"

_OF_KIND = (
    (COMMA, ",،，、;؛；"),
    (QUOTE, "\"“”«»„「」『』"),
    (SYMBOL, "|»›>@#[]{}©→…/+=*_~^•"),
    (STOP, ".!?؟。！？।"),
    (CLOSER, "\"')]"),  # in ASCII; closing marks beyond it end a sentence by themselves, as any sign there does
    (TERMINAL, TERMINAL_MARKS),
    (CLOSING, CLOSING_MARKS),
    (ODD_LETTER, "ıİſ"),  # letters that match others where case is ignored, and are not the same in lower case
)  # fmt: skip
#: Between lines: no line holds it, and it is of no kind.
_SEPARATOR = "\0"


def _kinds(character: str) -> int:
    kinds = _KNOWN
    kinds |= DIGIT * character.isdecimal()
    kinds |= UPPER * character.isupper() | LETTER * character.isalpha() | LOWER * character.islower()
    kinds |= ALPHANUMERIC * character.isalnum()
    for kind, members in _OF_KIND:
        kinds |= kind * (character in members)
    return kinds


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint16]:
    """The kinds of each code point; 0 where nobody has asked yet."""
    return np.zeros(0x110000, np.uint16)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.uint16]:
    table = _table()
    kinds = table[codes]
    if not kinds.all():
        for code in set(codes[kinds == 0].tolist()):
            table[code] = _kinds(chr(code))
        kinds = table[codes]
    return kinds


def alphanumeric(text: str) -> int:
    """How many of a text's characters are letters or digits."""
    return int(np.count_nonzero(_kinds_of(_codes(text)) & ALPHANUMERIC))


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page's lines in one row, line after line; `starts` are the lines' first places in it, `ends`
    the places behind their last.

    The lines are normalised (words one space apart) and none is empty.
    """

    codes: NDArray[np.uint32]
    kinds: NDArray[np.uint16]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    @property
    def lengths(self) -> NDArray[np.intp]:
        """How many characters each line has."""
        return self.ends - self.starts

    def part(self, low: int, high: int) -> Characters:
        """The characters of the lines `low` up to `high`."""
        if low == high:
            return characters(())
        start, end = int(self.starts[low]), int(self.ends[high - 1])
        return Characters(
            self.codes[start:end],
            self.kinds[start:end],
            self.starts[low:high] - start,
            self.ends[low:high] - start,
        )

    def count(self, kind: int) -> Counts:
        """For each line how many of its characters are of a kind."""
        return self._per_line((self.kinds & kind) > 0)

    def first(self) -> NDArray[np.uint16]:
        """The kinds of each line's first character."""
        return self.kinds[self.starts]

    def words(self) -> Counts:
        """For each line how many words stand between its spaces."""
        return self._per_line(self.codes == 32) + 1

    def words_opening_with(self, kind: int) -> Counts:
        """For each line how many of its words begin with a character of a kind."""
        opening = (self.kinds & kind) > 0
        opening[1:] &= self.codes[:-1] == 32
        opening[self.starts] = (self.kinds[self.starts] & kind) > 0
        return self._per_line(opening)

    def inner_stops(self) -> Counts:
        """For each line the full stops, closing marks after them, that a space or a sign beyond ASCII follows."""
        stops = np.flatnonzero(self.kinds & STOP)
        if not len(stops):
            return np.zeros(len(self.starts), np.int64)
        places = np.arange(len(self.codes) + 1)
        places[:-1][(self.kinds & CLOSER) > 0] = len(self.codes)
        follower = np.minimum.accumulate(places[::-1])[::-1][stops + 1]
        after = self.codes[np.minimum(follower, len(self.codes) - 1)]
        inner = (follower < len(self.codes)) & ((after == 32) | (after > 127))
        lines = np.searchsorted(self.starts, stops[inner], side="right") - 1
        return np.bincount(lines, minlength=len(self.starts))

    def closed(self) -> NDArray[np.bool_]:
        """Whether each line ends as a sentence does: a terminal mark is its last character but for closing marks."""
        last = self.ends - 1
        closing = np.flatnonzero((self.kinds[last] & CLOSING) > 0)
        while len(closing):
            last[closing] -= 1
            closing = closing[last[closing] >= self.starts[closing]]
            closing = closing[(self.kinds[last[closing]] & CLOSING) > 0]
        return ((self.kinds[last] & TERMINAL) > 0) & (last >= self.starts)

    def _per_line(self, marked: NDArray[np.bool_]) -> Counts:
        return np.add.reduceat(marked, self.starts, dtype=np.int64)


def characters(texts: Sequence[str]) -> Characters:
    """The characters of normalised lines, none of them empty."""
    lengths = np.fromiter(map(len, texts), np.intp, len(texts))
    codes = _codes(_SEPARATOR.join(texts))
    ends = np.cumsum(lengths + 1) - 1
    return Characters(codes, _kinds_of(codes), ends - lengths, ends)
