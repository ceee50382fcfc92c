"""Which blocks of an HTML page are its article, by the trained classifiers, and why each other block is not.

Trees and a network that reads the blocks in their order (see `network`) are asked alike; both learn from pages in other
scripts too. Body F1 by site, of blocks alone, with trees and with both: naeb .938 and .941, wcxb .945 and .946 (bootstrap over
sites, both sets: .000 to +.004); of pages put into other scripts .943 and .952, .958 and .959.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.agreement import DECLARED, EXTRACTED, leaned, shares_found
from builder.clean.blocks import Block, Place
from builder.clean.lines import Line
from builder.clean.network import agreed, packaged_network
from builder.clean.page_features import block_features
from builder.clean.page_tables import cells, with_whole_tables
from builder.clean.selection import confidence, copies, select, without_repeated
from builder.clean.shape import Span
from builder.clean.trees import packaged

#: Below this expected F1 (7 of 100 pages) the classifier is in doubt and another extractor is worth its 40 ms. By
#: site, naeb and wcxb: .936 and .941 where the 5 least sure of 100 pages ask, .937 and .940 at 10, .936 and .940 at 35.
_DOUBT = 0.86


@dataclass(frozen=True, slots=True)
class PageBody:
    """The chosen blocks as positions, and by position the rule by which each other block was left out.

    `tabled` are the positions of all blocks in tables of data.
    """

    kept: tuple[int, ...]
    rules: dict[int, str]
    tabled: frozenset[int] = frozenset()


_RELATED = int(Place.RELATED)
#: What a block that is not kept is called by, the first place that fits.
_RULES = (
    (int(Place.NAV | Place.FOOTER | Place.MENU), "menu"),
    (int(Place.RELATED), "links"),
    (int(Place.COMMENTS), "comments"),
    (int(Place.PROMOTION | Place.SHARING), "promotion"),
    (int(Place.CAPTION | Place.FIGURE), "caption"),
)


def _rule(block: Block, in_table: bool) -> str:
    place = block.place | (_RELATED if block.linked > 0.6 else 0)
    return next((rule for places, rule in _RULES if place & places), "table" if in_table else "not-article")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely each block of `span` is the article's (one probability each), before anything else is asked; no other is."""

    span: Span
    probability: NDArray[np.float64]


def judge(blocks: Sequence[Block], slug: frozenset[str]) -> Judgement:
    """What the trained classifiers say of a page's blocks; `slug` holds the words of its URL."""
    features = block_features(blocks, slug)
    if not len(features.matrix):
        return Judgement(features.span, np.zeros(0))
    return Judgement(
        features.span,
        agreed(
            packaged("page").probability(features.matrix),
            packaged_network("page").probability(features.matrix),
        ),
    )


def choose_blocks(
    blocks: Sequence[Block],
    judgement: Judgement,
    repeated: frozenset[str] = frozenset(),
    declared: str = "",
    opinion: Callable[[], str] | None = None,
) -> PageBody:
    """The blocks that are taken for the article's.

    `judgement` is what `judge` says of the blocks; `repeated` are folded lines known as the site's furniture; `declared` is the
    article body that the page declares; `opinion` gives another extractor's reading and is asked where in doubt.
    """
    keep = np.zeros(len(blocks), dtype=np.bool_)
    probability = judgement.probability
    if len(probability):
        near = slice(judgement.span.start, judgement.span.end)
        close = [block.line for block in blocks[near]]
        words = np.array([line.words for line in close], dtype=np.float64)
        shares = shares_found(close, declared) if declared else None
        if shares is not None:
            probability = leaned(probability, shares, words, DECLARED)
        known = np.array([line.folded in repeated for line in close])
        probability = without_repeated(probability, words, known)
        if opinion is not None and confidence(probability, words) < _DOUBT:
            shares = shares_found(close, opinion())
            if shares is not None:
                probability = leaned(probability, shares, words, EXTRACTED)
        keep[near] = select(probability, words)
        keep = with_whole_tables(blocks, keep)
    lines = [block.line for block in blocks]
    chosen = np.flatnonzero(keep).tolist()
    tabled = cells(blocks)
    again = copies(lines, chosen) - tabled
    rules = {
        position: "repeated-on-site" if block.line.folded in repeated else _rule(block, position in tabled)
        for position, block in enumerate(blocks)
        if not keep[position]
    }
    return PageBody(
        tuple(position for position in chosen if position not in again),
        rules | dict.fromkeys(again, "said-before"),
        tabled,
    )


def page_lines(blocks: Sequence[Block], judgement: Judgement) -> list[Line]:
    """The lines of the blocks that make the article of a page read alone."""
    return [blocks[position].line for position in choose_blocks(blocks, judgement).kept]
