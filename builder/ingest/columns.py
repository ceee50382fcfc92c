"""Columns of print: a page that was written line by line across them, put back into the order of reading.

Most programs write one column after the other. Some write by line, and then each line of the text layer holds a line of every
column. Told from the page laid out on a grid of characters: the same gap in line after line, prose on either side.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_GAP = re.compile(r" {2,}")
#: So many lines must show a gap in one place; a heading or a caption beside a picture has fewer.
_LINES = 6
#: Of the lines that have text in the gap's left column, this share has text right of it.
_SHARE = 0.5
#: How far, in characters, a column's lines begin from each other: positions are rounded to a grid.
_AWAY = 2
#: Lines of a column of prose have so many words on average; cells of tables have fewer.
_WORDS = 3.0
#: In prose so many lines go on in the middle of a sentence; cells of tables open with a capital or a figure.
_GOES_ON = 0.4


@dataclass(frozen=True, slots=True)
class _Cell:
    """A stretch of a line without a gap, and where it begins."""

    start: int
    text: str


def _cells(line: str) -> list[_Cell]:
    cells: list[_Cell] = []
    at = 0
    for part in _GAP.split(line.rstrip()):
        at = line.index(part, at) if part else at
        if part:
            cells.append(_Cell(at, part.strip()))
            at += len(part)
    return cells


def _starts(rows: Sequence[Sequence[_Cell]]) -> list[int]:
    """Where the columns right of the first begin."""
    counts = collections.Counter(cell.start for row in rows for cell in row[1:])
    whole = sum(1 for row in rows if row)
    starts: list[int] = []
    for start, _ in counts.most_common():
        near = sum(counts[start + by] for by in range(-_AWAY, _AWAY + 1))
        if near >= max(_LINES, _SHARE * whole) and all(abs(start - other) > 8 for other in starts):
            starts.append(start)
    return sorted(starts)


def _column(cell: _Cell, starts: Sequence[int]) -> int:
    return sum(cell.start >= start - _AWAY for start in starts)


def _crosses(row: Sequence[_Cell], starts: Sequence[int]) -> bool:
    """Whether a line runs over a gap between columns: a headline above them, a line of full width."""
    return any(
        cell.start < start - _AWAY and cell.start + len(cell.text) > start for cell in row for start in starts
    )


def _goes_on(texts: Iterable[str]) -> bool:
    """Whether lines one below the other are prose."""
    lines = list(texts)
    if not lines or sum(len(text.split()) for text in lines) < _WORDS * len(lines):
        return False
    inside = sum(text[0].isalpha() and not text[0].isupper() for text in lines)
    return inside >= _GOES_ON * len(lines)


def in_reading_order(plain: str, grid: str) -> str:
    """A page's text (`plain`), its columns one after the other where its lines hold a line of each of them.

    `grid` is the page laid out on a grid of characters. Anything in doubt stays as it is.
    """
    rows = [_cells(line) for line in grid.split("\n")]
    starts = _starts(rows)
    if not starts:
        return plain
    split = [row for row in rows if len(row) > 1 and not _crosses(row, starts)]
    joined = {" ".join(" ".join(cell.text for cell in row).split()) for row in split}
    printed = {" ".join(line.split()) for line in plain.split("\n")}
    if 2 * len(joined & printed) < len(joined):
        return plain
    columns = range(len(starts) + 1)
    if not all(
        _goes_on(cell.text for row in split for cell in row if _column(cell, starts) == column)
        for column in columns
    ):
        return plain
    out: list[str] = []
    block: list[list[list[str]]] = []

    def flush() -> None:
        for column in columns:
            lines = [" ".join(row[column]) for row in block]
            out.extend(re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip("\n")).split("\n"))
        block.clear()

    for row in rows:
        if row and _crosses(row, starts):
            flush()
            out.append(" ".join(cell.text for cell in row))
        else:
            block.append(
                [[cell.text for cell in row if _column(cell, starts) == column] for column in columns]
            )
    flush()
    ordered = "\n".join(out)
    lost = len(ordered.split()) < len(plain.split())  # turned or overlapping text, which a grid leaves out
    return plain if lost else ordered
