"""Windows of publication days: which texts are looked at together where an archive is too large for all with all."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

#: The block of all texts, in which those without a day are compared.
EVERYWHEN = -1
#: The one block of an archive that is compared without a window.
WHOLE = 0


def day(date: str | None) -> int | None:
    """The number of a day `YYYY-MM-DD`; None for no date, and for one that is none."""
    try:
        return datetime.date.fromisoformat(date).toordinal() if date else None
    except ValueError:
        return None


def blocks(date: str | None, window: int | None) -> tuple[int, ...]:
    """The blocks in which a text of `date` is looked at; two texts `window` days apart or less share one of them.

    Without a `window` all texts are one block. A dated text stands in its own stretch of `window` days and in the next,
    and in EVERYWHEN, where it meets the undated.
    """
    return blocks_of_day(day(date), window)


def blocks_of_day(number: int | None, window: int | None) -> tuple[int, ...]:
    """The same for a day's number."""
    if window is None:
        return (WHOLE,)
    if number is None:
        return (EVERYWHEN,)
    stretch = number // max(1, window) + 1
    return (EVERYWHEN, stretch, stretch + 1)


def is_within(a: str | None, b: str | None, window: int | None, block: int) -> bool:
    """Whether a pair met in `block` is compared: in EVERYWHEN where a side has no date, else within the window."""
    first, second = day(a), day(b)
    if window is None:
        return True
    if first is None or second is None:
        return block == EVERYWHEN
    return block != EVERYWHEN and abs(first - second) <= window


Rows = Sequence[int]
Pairs = Iterable[tuple[int, int]]


def windowed(
    dates: Sequence[str | None], window: int | None, find: Callable[[Rows], Pairs]
) -> list[tuple[int, int]]:
    """What `find` finds in each block, as sorted distinct pairs of row numbers.

    `find` is given the ascending row numbers of a block and returns pairs of places in that list.
    """
    if window is None:
        return sorted(find(range(len(dates))))
    members: defaultdict[int, list[int]] = defaultdict(list)
    for row, date in enumerate(dates):
        for block in blocks(date, window):
            members[block].append(row)
    if all(day(date) is not None for date in dates):
        members.pop(EVERYWHEN, None)
    found: set[tuple[int, int]] = set()
    for block, rows in members.items():
        if len(rows) > 1:
            met = ((rows[i], rows[j]) for i, j in find(rows))
            found.update((i, j) for i, j in met if is_within(dates[i], dates[j], window, block))
    return sorted(found)
