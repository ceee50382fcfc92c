"""Tables of data in an HTML page's article: kept or left out as a whole, and written a row at a time.

A table is one of data where at least two of its rows have two cells with text, no cell is a text of its own, and it
holds no menu of links. Tables by which a page is laid out are none: their cells hold paragraphs.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.blocks import Block, Place
from builder.clean.paragraphs import Paragraph

#: A table with fewer rows of two cells is a frame around something.
_FEWEST_ROWS = 2
#: A longer cell is a text that the table only lays out.
_LONGEST_CELL = 60
#: Of a table whose letters are links for the larger part, the rows lead elsewhere.
_LINKED = 0.5
#: Between two cells of a row; Markdown gives this sign no meaning.
_BETWEEN = " · "
#: Blocks between a table and the text that is kept above and below it: its caption, its source, a heading.
_REACH = 3
#: A table of which the classifier keeps this share, or with so many rows, is the article's where its text surrounds it;
#: the others are boxes of a line or two (a share's price).
_LIKELY, _ROWS = 0.2, 3
#: Where a table is no part of an article whatever surrounds it.
_OUTSIDE = int(
    Place.NAV
    | Place.FOOTER
    | Place.MENU
    | Place.COMMENTS
    | Place.PROMOTION
    | Place.HIDDEN
    | Place.ASIDE
    | Place.FORM
)


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of data: the positions of its blocks, in order, and how many of its rows have two cells with text."""

    positions: tuple[int, ...]
    rows: int


def data_tables(blocks: Sequence[Block]) -> list[DataTable]:
    """The tables of data among a page's blocks, in reading order."""
    tables: dict[int, list[int]] = defaultdict(list)
    for position, block in enumerate(blocks):
        if block.table and block.row and block.column:
            tables[block.table].append(position)
    found: list[DataTable] = []
    for positions in tables.values():
        within = [blocks[position] for position in positions]
        rows = _wide_rows(within)
        if rows >= _FEWEST_ROWS and _is_data(within):
            found.append(DataTable(tuple(positions), rows))
    return found


def _wide_rows(within: Sequence[Block]) -> int:
    """How many rows of a table have two cells with text or more."""
    rows: dict[int, set[int]] = defaultdict(set)
    for block in within:
        rows[block.row].add(block.column)
    return sum(len(row) > 1 for row in rows.values())


def _is_data(within: Sequence[Block]) -> bool:
    """Whether no block of a table is a text of its own, and most of its letters are no links."""
    if max(block.line.words for block in within) > _LONGEST_CELL:
        return False
    letters = [len(block.line.text) for block in within]
    linked = sum(block.linked * size for block, size in zip(within, letters, strict=True))
    return linked <= _LINKED * sum(letters)


def enclosed(blocks: Sequence[Block], keep: NDArray[np.bool_], table: DataTable) -> bool:
    """Whether kept text that is no table's stands close above and close below a table, and nothing says that it is
    none of the article's.
    """
    first, last = table.positions[0], table.positions[-1]
    if any(blocks[position].place & _OUTSIDE for position in table.positions):
        return False
    above = range(max(0, first - _REACH), first)
    below = range(last + 1, min(len(blocks), last + 1 + _REACH))
    return all(any(keep[p] for p in side) for side in (above, below))


def with_whole_tables(blocks: Sequence[Block], keep: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What is kept of a page's blocks once every table within its article is, and every row of any other in whole.

    The classifier leaves out, or tears, 21 of naeb's tables that stand between two paragraphs of their article: naeb's
    labels hold next to no table (a medal table, a season's results are no part of them), wcxb's nearly every one. HTML
    body F1 with tables as the classifier leaves them, without torn ones, and whole: naeb .9568, .9567 and .9565, wcxb
    .9589, .9591 and .9590. What a reader of the article has seen goes before the difference.
    """
    keep = keep.copy()
    for table in data_tables(blocks):
        at = list(table.positions)
        likely = float(keep[at].mean()) >= _LIKELY or table.rows >= _ROWS
        if likely and enclosed(blocks, keep, table):
            keep[at] = True
        else:
            rows = {blocks[position].row for position in at if keep[position]}
            keep[[position for position in at if blocks[position].row in rows]] = True
    return keep


def cells(blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of the blocks in tables of data."""
    return frozenset(position for table in data_tables(blocks) for position in table.positions)


def row_paragraphs(
    blocks: Sequence[Block],
    kept: Sequence[int],
    tabled: frozenset[int],
    paragraph: Callable[[Block], Paragraph],
) -> list[Paragraph]:
    """The kept blocks as paragraphs, in order: a row of a table of data (`tabled`, see `cells`) is one item of a list
    ('Florida · 10.6', and 'Texas · – · 14.3' with a cell left empty), the blocks of one cell joined by a space; each
    other block is what `paragraph` makes of it.
    """
    written: list[Paragraph] = []
    for row, positions in itertools.groupby(kept, lambda p: blocks[p].row if p in tabled else 0):
        members = [blocks[position] for position in positions]
        written += [_row(members)] if row else map(paragraph, members)
    return written


def _row(members: Sequence[Block]) -> Paragraph:
    """A row of a table, given by its blocks."""
    texts: dict[int, str] = dict(members[0].signs)
    for block in members:
        above = texts.get(block.column)
        texts[block.column] = f"{above} {block.line.text}" if above else block.line.text
    row = _BETWEEN.join(texts.get(column, "–") for column in range(1, max(texts) + 1))
    return Paragraph(row, "item", tuple(block.line.number for block in members))
