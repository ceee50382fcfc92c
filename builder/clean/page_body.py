"""Which blocks of an HTML page are its article, by the trained classifier, and why each other block is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from builder.clean.blocks import Block, Place
from builder.clean.lines import Line
from builder.clean.page_features import block_features
from builder.clean.selection import select, without_repeated
from builder.clean.trees import packaged


@dataclass(frozen=True, slots=True)
class PageBody:
    """The chosen blocks as positions, and by position the rule by which each other block was left out."""

    kept: tuple[int, ...]
    rules: dict[int, str]


def _rule(block: Block) -> str:
    place = block.place
    if place & (Place.NAV | Place.FOOTER | Place.MENU):
        return "menu"
    if block.linked > 0.6 or place & Place.RELATED:
        return "links"
    if place & Place.COMMENTS:
        return "comments"
    if place & (Place.PROMOTION | Place.SHARING):
        return "promotion"
    return "caption" if place & (Place.CAPTION | Place.FIGURE) else "not-article"


def choose_blocks(
    blocks: Sequence[Block], slug: frozenset[str], repeated: frozenset[str] = frozenset()
) -> PageBody:
    """The blocks that the trained classifier takes for the article's.

    `slug` holds the words of the page's URL; `repeated` folded lines known as the site's furniture.
    """
    features = block_features(blocks, slug)
    keep = np.zeros(len(blocks), dtype=np.bool_)
    if len(features.matrix):
        near = slice(features.span.start, features.span.end)
        words = np.array([block.line.words for block in blocks[near]], dtype=np.float64)
        probability = packaged("page").probability(features.matrix)
        known = np.array([block.line.folded in repeated for block in blocks[near]])
        keep[near] = select(without_repeated(probability, words, known), words)
    kept = tuple(int(position) for position in np.flatnonzero(keep))
    return PageBody(
        kept,
        {
            position: "repeated-on-site" if block.line.folded in repeated else _rule(block)
            for position, block in enumerate(blocks)
            if not keep[position]
        },
    )


def page_lines(blocks: Sequence[Block], slug: frozenset[str]) -> list[Line]:
    """The lines of the blocks that make the article of a page read alone."""
    return [blocks[position].line for position in choose_blocks(blocks, slug).kept]
