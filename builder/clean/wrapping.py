"""Text that was broken at a fixed width (terminals, mail, PDF), put back into one line a paragraph before anything is judged.

A line of such a text is no paragraph: it ends in mid-sentence, and what tells an article from its page (how long its lines are,
whether they close) tells nothing. Of naeb's labelled bodies broken at 45, 60, 72 and 90 characters, below a headline and an author
and among a few lines of furniture, F1 is .98 (line by line it was .66, .74, .82 and .92). Left as they are: texts of a few lines
in which hardly a line opens in lower case (German at 72 letters), and columns of fewer letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.clean.days import printed_days
from builder.clean.lines import Dump, Line, dense_script, fold_line, read_lines, word_count
from builder.clean.paragraphs import joined
from builder.clean.residue import read_byline
from builder.clean.shape import ends_sentence

#: Columns of newspapers have some 28 letters at least (20 in scripts whose letters are twice as wide); typescripts end by 120.
_NARROWEST, _NARROWEST_DENSE, _WIDEST = 28, 20, 120
#: So many lines must go on in the line below, and so many beside another that does: two brief lines of a menu may seem to.
#: Where such lines are this share of all that stand right above another, the text is little else.
_FEWEST, _FEWEST_IN_A_ROW = 5, 3
_MOSTLY = 0.35
#: A line that was broken would be so much of the width with the next one's first word: letters of print differ in width.
_FULL = 0.8
#: So many of the lines that go on must be. Of naeb's 421 dumps, which hold no wrapped text, none is taken for one, and of wcxb's
#: 791 three: an article and a part of one that were wrapped, and three answers beside an order form, wrapped as well.
#: Without letter case the line of an author seems to go on as well.
_EVEN, _EVEN_UNCASED = 0.9, 0.75
#: Pairs of lines on either side that are asked whether text goes on around here, or a list of headlines stands.
_AROUND = 2
_DATE_WORDS = 8
#: Marks of program text, whose lines end where they mean to; lines without a blank one between of which this share has one are
#: such. (A table's definition in SQL on one of wcxb's pages has .14, and was joined.)
_CODE = re.compile(r"[({\[=]$|[}\]];$|^[)}\]]+,?$|\w\(\)|[=!<>]=|=>|->|::|&&|\|\||</|/>")
_MARKED = 0.1
#: Stanzas end about as far out as their other lines do, paragraphs anywhere: a text is verse where it has so many blocks of
#: lines, and the last line of each has this share of the width. Of 3,636 labelled bodies of naeb and wcxb broken at 45 to 72 letters, 4 are
#: taken for it.
_STANZAS = 4
_LAST_LINE = 0.7


def _goes_on(line: Line, below: Line) -> bool:
    """Whether a line's sentence surely goes on in the line below, as far as letters tell."""
    if below.blank_before or below.bullet or ends_sentence(line.text):
        return False
    first = below.text[0]
    return first.islower() or (first.isalpha() and first.lower() == first.upper())


def _reach(line: Line, below: Line) -> int:
    """How long a line would be with the first word of the one below (a letter, where words stand without spaces)."""
    word = below.text.split(" ", 1)[0] if " " in below.text else below.text[:1]
    return len(line.text) + 1 + len(word)


def _width(lines: Sequence[Line], going_on: Sequence[bool]) -> int:
    """The width at which a text was broken; 0 where it was not: lines of verse end where they mean to."""
    pairs = [
        (line, below)
        for (line, below), on in zip(pairwise(lines), going_on, strict=True)
        if on and len(line.text) <= _WIDEST
    ]
    if len(pairs) < _FEWEST_IN_A_ROW:
        return 0
    width = max(len(line.text) for line, _ in pairs)
    dense = dense_script("".join(line.text for line, _ in pairs[:20]))
    if width < (_NARROWEST_DENSE if dense else _NARROWEST):
        return 0
    full = sum(_reach(line, below) >= _FULL * width for line, below in pairs)
    cased = sum(below.text[0].islower() for _, below in pairs)
    return width if full >= (_EVEN if 2 * cased > len(pairs) else _EVEN_UNCASED) * len(pairs) else 0


def _states_fact(line: Line) -> bool:
    return read_byline(line.text) is not None or (line.words <= _DATE_WORDS and bool(printed_days(line.text)))


def _breaks(lines: Sequence[Line], going_on: Sequence[bool], width: int) -> Iterator[bool]:
    """For each line but the last, whether the next one continues it."""
    for place, on in enumerate(going_on):
        line, below = lines[place], lines[place + 1]
        if below.blank_before or below.bullet or len(line.text) > _WIDEST or len(below.text) > _WIDEST:
            yield False
            continue
        full = _reach(line, below) >= _FULL * width
        if on:
            yield full or len(line.text) >= width // 2
            continue
        around = going_on[max(0, place - _AROUND) : place + _AROUND + 1]
        yield full and any(around) and not _states_fact(below) and not _states_fact(line)


def _blocks(lines: Sequence[Line]) -> Iterator[range]:
    """The places of lines with no blank line between them."""
    starts = [place for place, line in enumerate(lines) if place == 0 or line.blank_before]
    return (range(start, end) for start, end in pairwise([*starts, len(lines)]))


def _broken_at(lines: Sequence[Line], going_on: Sequence[bool]) -> int:
    """The width at which a text was broken, if most of it was, or lines in a row were; else 0."""
    count = sum(going_on)
    if count < _FEWEST_IN_A_ROW:
        return 0
    adjacent = sum(not line.blank_before for line in lines[1:])
    if count >= _MOSTLY * adjacent:
        return _width(lines, going_on)
    beside = zip([False, *going_on], [*going_on[1:], False], strict=False)
    in_a_row = [on and (before or after) for on, (before, after) in zip(going_on, beside, strict=False)]
    return _width(lines, in_a_row) if count >= _FEWEST else 0


def _is_code(lines: Sequence[Line]) -> bool:
    return sum(_CODE.search(line.text) is not None for line in lines) >= _MARKED * len(lines)


def _is_verse(lines: Sequence[Line], going_on: Sequence[bool], width: int) -> bool:
    last = [
        len(lines[block[-1]].text)
        for block in _blocks(lines)
        if len(block) > 1 and any(going_on[block[0] : block[-1]])
    ]
    return len(last) >= _STANZAS and min(last) >= _LAST_LINE * width


def unwrapped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a text, those of a paragraph that was broken at a fixed width joined (hyphens mended); any other text's
    lines as they are. A joined line has the number of its first.
    """
    going_on = [_goes_on(line, below) for line, below in pairwise(lines)]
    width = _broken_at(lines, going_on)
    if width:
        for block in _blocks(lines):
            if any(going_on[block[0] : block[-1]]) and _is_code(lines[block[0] : block[-1] + 1]):
                going_on[block[0] : block[-1]] = [False] * (len(block) - 1)
        width = _broken_at(lines, going_on)
    if not width or _is_verse(lines, going_on, width):
        return tuple(lines)
    paragraphs: list[list[Line]] = [[lines[0]]]
    for line, continues in zip(lines[1:], _breaks(lines, going_on, width), strict=True):
        if continues:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return tuple(map(_paragraph, paragraphs))


def _paragraph(lines: Sequence[Line]) -> Line:
    """The lines of one paragraph as one line."""
    if len(lines) == 1:
        return lines[0]
    pieces = [lines[0].text]
    for line in lines[1:]:
        pair = joined(pieces[-1], line.text)
        pieces[-1:] = [pair[: len(pair) - len(line.text)], line.text]
    text = "".join(pieces)
    return lines[0]._replace(text=text, words=word_count(text), folded=fold_line(text))


def read_text(content: str) -> Dump:
    """The lines of a dump, in order, one for a paragraph that was broken at a fixed width (see `unwrapped`)."""
    dump = read_lines(content)
    return Dump(unwrapped(dump.lines), dump.symbols) if len(dump.lines) > _FEWEST else dump
