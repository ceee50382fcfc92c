"""One side of a row of a comparison as HTML, word by word: what only it has is marked."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from builder.derive.compare import Row, RowKind
from builder.derive.wordops import Change

#: By side: what marks the words that the other side lacks, and the operation that tells of them.
_MARKS = {"a": ("del", Change.DELETE), "b": ("ins", Change.INSERT)}
_SPECIAL = re.compile("[&<>'\"]")
_CHANGED, _SAME, _EQUAL = RowKind.CHANGED, RowKind.SAME, Change.EQUAL


def worded(row: Row, side: str) -> Markup:
    """The row's passage of side 'a' or 'b', which it must have. Words of one side alone stand in `del` or `ins`, the
    white space after them outside."""
    passage = row.a if side == "a" else row.b
    if passage is None:
        raise ValueError(f"the row has no side {side}")
    tag, own = _MARKS[side]
    # Most passages have nothing to escape, which is told sooner than every run of words is escaped.
    safe: Callable[[str], str] = escape if _SPECIAL.search(passage.text) else str
    if row.kind is not _CHANGED:
        text = safe(passage.text)
        return Markup(text if row.kind is _SAME else f"<{tag}>{text}</{tag}>")
    if not row.ops:
        return Markup(safe(passage.text))
    parts: list[str] = []
    for change, of_a, of_b in row.ops:
        words = of_a if side == "a" else of_b
        if change is _EQUAL:
            parts.append(safe(words))
        elif change is own:
            bare = words.rstrip()
            parts.append(f"<{tag}>{safe(bare)}</{tag}>{words[len(bare) :]}")
    return Markup("".join(parts))
