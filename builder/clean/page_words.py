"""The words of a page's lines as numbers, so that what depends on words is worked out for all lines at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, repeat

import numpy as np
from numpy.typing import NDArray

from builder.clean.lines import Line

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The folded words of lines, one line after the other.

    `ids` has a number for each word, the same for the same word, and `line` the line it stands in; `starts` is each
    line's first place in them, and behind the last line's their end. `numbers` gives every word its number, in the
    order of their first occurrence on the page; `long` marks the places of words of more than three letters.
    """

    ids: Numbers
    line: Numbers
    starts: Numbers
    numbers: dict[str, int]
    long: NDArray[np.bool_]

    def part(self, low: int, high: int) -> PageWords:
        """The words of the lines `low` up to `high`, numbered as on the whole page."""
        start, end = int(self.starts[low]), int(self.starts[high])
        return PageWords(
            self.ids[start:end],
            self.line[start:end] - low,
            self.starts[low : high + 1] - start,
            self.numbers,
            self.long[start:end],
        )

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self.starts) - 1

    def looked_up(self, table: Mapping[str, int]) -> Numbers:
        """What a table says of each word, by the word's number; 0 of a word that it does not hold."""
        return np.fromiter(map(table.get, self.numbers, repeat(0)), np.intp, len(self.numbers))

    def each_once(self, marked: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """The marked words' lines and numbers, a word that a line has twice given once."""
        count = max(1, len(self.numbers))
        pairs = self.line[marked] * count + self.ids[marked]
        pairs.sort()
        first = np.ones(len(pairs), np.bool_)
        np.not_equal(pairs[1:], pairs[:-1], out=first[1:])
        pairs = pairs[first]
        return pairs // count, pairs % count

    def per_line(self, marked: NDArray[np.bool_]) -> NDArray[np.int64]:
        """For each line how many of its words are marked (one mark for each place in `ids`)."""
        return np.bincount(self.line[marked], minlength=self.lines)


def page_words(lines: Sequence[Line]) -> PageWords:
    """The words of a page's lines."""
    texts = [line.folded for line in lines]
    words = " ".join(texts).split(" ") if texts else []
    counts = np.array([text.count(" ") + 1 for text in texts], np.intp)
    starts = np.zeros(len(texts) + 1, np.intp)
    np.cumsum(counts, out=starts[1:])
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    ids = np.fromiter(map(numbers.__getitem__, words), np.intp, len(words))
    numbers.default_factory = None
    long = (np.fromiter(map(len, numbers), np.intp, len(numbers)) > 3)[ids]
    return PageWords(ids, np.repeat(np.arange(len(texts)), counts), starts, numbers, long)
