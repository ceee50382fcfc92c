"""Labelled pages with boxes of links set into their text: what the line classifiers learn of articles that go on below one.

In the benchmark's dumps a heading such as 'Related' ends the article on nearly every page, so that classifiers taught by
these alone lose what follows a box within a short one. A box here is such a heading and a few headlines of other pages;
of some pages the text is cut short as well, since short articles are few among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from builder.clean.headings import cuts
from builder.clean.lines import Line, worded
from builder.clean.shape import ends_sentence

#: Headings of boxes on pages that are put into other scripts, where their own are no longer known.
_IN_OTHER_SCRIPTS = (
    "相关阅读", "延伸阅读", "関連記事", "관련 기사", "اقرأ أيضاً", "مقالات ذات صلة", "بیشتر بخوانید", "Читайте также",
    "Материалы по теме", "По теме", "Διαβάστε επίσης", "קראו גם", "यह भी पढ़ें",
)  # fmt: skip
#: Words of a headline in a box.
_FEWEST, _MOST = 4, 14
#: Share of the pages whose text is cut short, and to how many lines.
_SHORTENED = 0.5
_SHORT = (5, 9)
#: Shares of the pages with a second box, and of the boxes without a heading.
_SECOND = 0.35
_BARE = 0.15
_LINKS = 5
#: No page of fewer lines of text is boxed.
_LEAST = 4


@dataclass(frozen=True)
class Whole:
    """All lines of a page: whether each is the article's, and what a lexicon that did not see the page says of it."""

    lines: Sequence[Line]
    body: np.ndarray
    scores: np.ndarray


class Stock:
    """What boxes are made of: the headings and headlines that pages print outside their articles.

    The pages' own headings are no longer such where their letters were exchanged (`other_scripts`).
    """

    def __init__(self, pages: Sequence[Whole], other_scripts: bool) -> None:
        read = [(text, worded(text)) for text in _IN_OTHER_SCRIPTS if other_scripts]
        known = [(Line(0, text, "", 0, 0, line.words, line.folded), 0.0) for text, line in read]
        self._headings: list[list[tuple[Line, float]]] = []
        self._links: list[list[tuple[Line, float]]] = []
        for page in pages:
            outside = [
                (line, float(score))
                for line, body, score in zip(page.lines, page.body, page.scores, strict=True)
                if not body
            ]
            own = [item for item in outside if item[0].words <= 6 and cuts(item[0])]
            self._headings.append(known or own)
            self._links.append([item for item in outside if _is_headline(item[0])])

    def box(self, rng: np.random.Generator) -> list[tuple[Line, float]]:
        """A box's lines and their scores; none where the page that was picked has none."""
        headings = self._headings[int(rng.integers(len(self._headings)))]
        links = self._links[int(rng.integers(len(self._links)))]
        if not headings or len(links) < 3:
            return []
        heading = headings[int(rng.integers(len(headings)))]
        count, start = int(rng.integers(1, _LINKS + 1)), int(rng.integers(len(links)))
        return [heading] * int(rng.random() >= _BARE) + links[start : start + count]


def _is_headline(line: Line) -> bool:
    return _FEWEST <= line.words <= _MOST and not line.bullet and not ends_sentence(line.text)


def boxed(page: Whole, stock: Stock, rng: np.random.Generator) -> Whole | None:
    """The page with a box or two in its text; None where it has too little of it."""
    lines, body, scores = list(page.lines), page.body.tolist(), page.scores.tolist()
    told = np.flatnonzero(page.body).tolist()
    if len(told) > _SHORT[1] and rng.random() < _SHORTENED:
        count, stop = int(rng.integers(*_SHORT)), told[-1] + 1
        for values in (lines, body, scores):
            del values[told[count] : stop]
        told = told[:count]
    if len(told) < _LEAST:
        return None
    for _ in range(1 + int(rng.random() < _SECOND)):
        at = told[int(rng.integers(1, len(told)))]
        box = stock.box(rng)
        lines[at:at] = [line for line, _ in box]
        body[at:at] = [False] * len(box)
        scores[at:at] = [score for _, score in box]
        told = [place if place < at else place + len(box) for place in told]
    return Whole(lines, np.array(body), np.array(scores, np.float32))
