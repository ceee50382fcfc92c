"""What several steps of cleaning ask of all of a page's lines, worked out when first asked, for all lines at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from builder.clean.characters import DIGIT, ODD_LETTER, SYMBOL, UPPER, Characters, characters
from builder.clean.days import may_print_day
from builder.clean.furniture import WordCounts, count_words
from builder.clean.lines import Line
from builder.clean.page_words import PageWords, page_words
from builder.clean.residue import BYLINE_WORDS
from builder.clean.shape import prose_values
from builder.clean.slug import matches
from builder.clean.wrapping import read_text

#: No day is printed with fewer digits.
_DAY_DIGITS = 3


class LineFacts:
    """A page's lines and what is the same of them whoever asks; each array has a value for each line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._matches: dict[frozenset[str], NDArray[np.float64]] = {}

    @cached_property
    def texts(self) -> list[str]:
        """The lines as printed."""
        return [line.text for line in self.lines]

    @cached_property
    def folded(self) -> list[str]:
        """The lines as they are compared."""
        return [line.folded for line in self.lines]

    @cached_property
    def words(self) -> NDArray[np.int64]:
        """How many words each line has (see `Line`)."""
        return np.array([line.words for line in self.lines], np.int64)

    @cached_property
    def page_words(self) -> PageWords:
        """The folded words of all lines."""
        return page_words(self.lines)

    @cached_property
    def signs(self) -> Characters:
        """The characters of all lines."""
        return characters(self.texts)

    @cached_property
    def digits(self) -> NDArray[np.int64]:
        """How many digits each line has."""
        return self.signs.count(DIGIT)

    @cached_property
    def symbols(self) -> NDArray[np.int64]:
        """How many signs each line has that menus and lists are printed with."""
        return self.signs.count(SYMBOL)

    @cached_property
    def spelled(self) -> NDArray[np.int64]:
        """How many words stand between each line's spaces."""
        return self.signs.words()

    @cached_property
    def capitals(self) -> NDArray[np.int64]:
        """How many of these begin with a capital."""
        return self.signs.words_opening_with(UPPER)

    @cached_property
    def told(self) -> WordCounts:
        """How many words of each line are of the kinds that pages print around articles."""
        return count_words(self.page_words, self.texts)

    @cached_property
    def closed(self) -> NDArray[np.bool_]:
        """Whether each line ends as a sentence does (`shape.ends_sentence`)."""
        return self.signs.closed()

    @cached_property
    def prose(self) -> NDArray[np.float64]:
        """How much each line looks like prose (`shape.prose`)."""
        return prose_values(self.lines, self.words, self.closed)

    @cached_property
    def copies(self) -> NDArray[np.int64]:
        """How many of the page's lines say the same, letter case and signs aside."""
        numbers: dict[str, int] = {}
        ids = np.fromiter(
            (numbers.setdefault(text, len(numbers)) for text in self.folded), np.intp, len(self.folded)
        )
        return np.bincount(ids)[ids] if len(ids) else np.zeros(0, np.int64)

    @cached_property
    def dated(self) -> NDArray[np.intp]:
        """The places of the lines that may print a day; no other does (`days.may_print_day`)."""
        places = np.flatnonzero(self.digits >= _DAY_DIGITS).tolist()
        return np.array([place for place in places if may_print_day(self.texts[place])], np.intp)

    @cached_property
    def signed(self) -> NDArray[np.intp]:
        """The places of the lines that open as those that name an author do; no other is one (`residue.read_byline`)."""
        words = self.page_words
        known = np.zeros(len(words.numbers) + 1, np.bool_)
        known[[words.numbers[word] for word in BYLINE_WORDS if word in words.numbers]] = True
        opening = known[words.ids[words.starts[:-1]]]
        opening |= np.array([text.startswith("By") for text in self.texts], np.bool_)
        if (
            self.signs.kinds & ODD_LETTER
        ).any():  # letters that a pattern takes for others, and folding does not
            opening[:] = True
        return np.flatnonzero(opening)

    def matches(self, slug: frozenset[str]) -> NDArray[np.float64]:
        """How well each line matches the words of a URL (`slug.matches`)."""
        if slug not in self._matches:
            self._matches[slug] = matches(self.lines, self.page_words, slug)
        return self._matches[slug]

    def among(self, known: Collection[str]) -> NDArray[np.bool_]:
        """Whether each folded line is one of those known."""
        return np.fromiter(map(known.__contains__, self.folded), np.bool_, len(self.folded))


@dataclass(frozen=True, slots=True)
class ReadDump:
    """A text dump read into `lines` and `symbols` (see `lines.Dump`), with the facts of its lines."""

    lines: tuple[Line, ...]
    symbols: tuple[Line, ...]
    facts: LineFacts


def read_dump(content: str) -> ReadDump:
    """A text dump read; its lines' facts are worked out when they are asked for."""
    dump = read_text(content)
    return ReadDump(dump.lines, dump.symbols, LineFacts(dump.lines))
