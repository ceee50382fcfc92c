"""What the block classifier of HTML pages sees: the line's features, and what the markup says of its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from builder.clean.blocks import Block, Place
from builder.clean.features import Matrix, PageFeatures, Windows, joined, page_features
from builder.clean.line_facts import LineFacts

_TAGS = {"p": 1.0, "li": 2.0, "h1": 3.0, "h2": 4.0, "h3": 5.0, "h4": 6.0, "h5": 6.0, "h6": 6.0, "div": 7.0, "td": 8.0,
         "blockquote": 9.0, "figcaption": 10.0, "section": 11.0, "article": 12.0, "dd": 13.0, "dt": 13.0, "pre": 14.0}  # fmt: skip
_LINKED = 0.6
_PLACES = np.array([int(place) for place in Place], np.int64)
_OWN_PLACES = np.array([int(place) for place in Place if place >= Place.CONTENT_CLASS], np.int64)


def block_features(blocks: Sequence[Block], slug: frozenset[str] = frozenset()) -> PageFeatures:
    """Features of the blocks near a page's prose; see `features.page_features`, whose columns come first."""
    linked = np.array([block.linked > _LINKED for block in blocks], np.bool_)
    lines = [block.line for block in blocks]
    facts = LineFacts(lines)
    links = frozenset(line.folded for line, all_link in zip(lines, linked.tolist(), strict=True) if all_link)
    base = page_features(lines, slug, np.where(facts.among(links), -4.0, facts.prose), facts)
    if not len(base.matrix):
        return base
    values = np.maximum(np.where(linked, -4.0, facts.prose).astype(np.float32), 0.0)
    total = max(1.0, float(values.sum()))
    in_parent: Counter[int] = Counter()
    in_grandparent: Counter[int] = Counter()
    size: Counter[int] = Counter()
    for block, value in zip(blocks, values.tolist(), strict=True):
        in_parent[block.parent] += value
        in_grandparent[block.grandparent] += value
        size[block.parent] += 1
    best = max(in_parent.values(), default=0.0)
    best_number = min((number for number, value in in_parent.items() if value == best), default=0)
    span = base.span
    near = blocks[span.start : span.end]
    rows = [
        (
            _TAGS.get(block.tag, 0.0),
            block.linked,
            block.strong,
            block.depth,
            in_parent[block.parent] / total,
            in_grandparent[block.grandparent] / total,
            in_grandparent[block.parent] / total,
            in_parent[block.grandparent] / total,
            min(size[block.parent], 60),
            block.parent == best_number,
            block.grandparent == best_number,
        )
        for block in near
    ]
    own: Matrix = np.array(rows, np.float32)
    places = np.array([int(block.place) for block in near], np.int64)[:, None]
    owned = np.array([int(block.own) for block in near], np.int64)[:, None]
    windows = Windows(own[:, (1, 4)], 10)
    around = [windows.means(width, (column,)) for column, width in ((0, 2), (0, 6), (1, 3), (1, 10))]
    matrix = joined([base.matrix, own, (places & _PLACES) > 0, (owned & _OWN_PLACES) > 0, *around], len(near))
    return PageFeatures(span, matrix)
