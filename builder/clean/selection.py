"""From line probabilities to the lines that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.clean.lines import Line

#: No line below this is kept, however little else the page offers. By site, text dumps of naeb: body F1 .924 at .25, .925
#: at .15 and at .08.
_FLOOR = 0.1
#: The trees are surer than they should be of pages from sites that they have not seen: their log-odds are cut to this part.
#: By site, body F1 of naeb's and wcxb's HTML at 1 and here: .932 and .943, .932 and .945.
DAMPED = 0.8
#: To this part where a lexicon and a network are asked beside them, as of text dumps in Latin script: a page's lines are then
#: misjudged together. By site, end to end, naeb's pages with another of their site and wcxb: .9325 and .9384 at .8, .9335 and
#: .9388 at .7, .9343 and .9394 here, .9325 and .9393 at .55 (bootstrap over sites of here less .8, 95 %, lines alone: +.0001 to
#: +.0031, +.0001 to +.0029). On the pages that the models learned from it is .001 less of naeb: there they may be sure. Dumps in
#: other scripts (lines alone, one fold): naeb .8947 at .8, .8903 at .7; wcxb .8896 and .8909.
DAMPED_DUMPS = 0.65
#: What recall counts beside precision, which is the lower of the two and so counts more in their harmonic mean. By site, end
#: to end, text dumps of naeb with another page of their site: .9334 at .43, .9343 here.
_RECALL = 0.45


@dataclass(frozen=True, slots=True)
class _Expected:
    """What keeping a page's likeliest lines is expected to give, for one line, two lines and so on.

    `order` ranks the lines; `hits` are the article's words among those kept, `kept` all their words, `total` the
    article's on the page.
    """

    order: NDArray[np.intp]
    hits: NDArray[np.float64]
    kept: NDArray[np.float64]
    total: float


def _expected(probability: NDArray[np.float64], words: NDArray[np.float64]) -> _Expected:
    order = np.argsort(-probability, kind="stable")
    mass = probability * words
    return _Expected(order, np.cumsum(mass[order]), np.cumsum(words[order]), float(mass.sum()))


def select(
    probability: NDArray[np.float64], words: NDArray[np.float64], damped_to: float = DAMPED
) -> NDArray[np.bool_]:
    """The lines whose keeping gives the largest expected mean of precision and recall of words (one threshold a page).

    `damped_to` is the part of their log-odds that counts.

    The threshold falls where the page is doubtful and rises where it is clear. An archive's pages count alike, and so do a
    page's precision and recall in the benchmark's figure, the harmonic mean of all pages' mean precision and mean recall;
    the best expected F1 of each page is another thing. By site, end to end, body F1 of naeb's text dumps with that .922,
    so .926; of HTML, by blocks alone, .930 and .932; of wcxb's HTML .940 and .944.

    Tried and left out (by site, text dumps, naeb and wcxb, .9309 and .9303 without): lines outside the densest run made less
    likely, as a cost of further runs (.9291, .9299); a line's log-odds mixed with its neighbours' (.9296, .9306; short
    lines' alone .9304, .9300); precision and recall expected over drawn labels of which neighbours' go together (.9303, .9292);
    over shifts of all of a page's log-odds (.9310, .9305).
    """
    if not len(probability):
        return np.zeros(0, dtype=np.bool_)
    inside = np.clip(probability, 1e-6, 1 - 1e-6)
    damped = 1 / (1 + ((1 - inside) / inside) ** damped_to)
    expected = _expected(damped, words)
    precision, recall = expected.hits / (expected.kept + 1e-9), expected.hits / (expected.total + 1e-9)
    gain = (1 - _RECALL) * precision + _RECALL * recall
    ranked = damped[expected.order]
    gain[ranked < _FLOOR] = 0.0
    return np.asarray(damped >= max(float(ranked[int(np.argmax(gain))]), _FLOOR))


def confidence(probability: NDArray[np.float64], words: NDArray[np.float64]) -> float:
    """The F1 of words that the best choice of lines is expected to reach, 0..1."""
    if not len(probability):
        return 0.0
    expected = _expected(probability, words)
    return float((2 * expected.hits / (expected.kept + expected.total + 1e-9)).max())


#: A line of at most so many words that the classifier is sure of stays though the site repeats it: a subhead
#: ('Background'). Without this rule, naeb's figures on pages with another page of their site are the same (.919).
_SUBHEAD_WORDS = 6
_SURE = 0.7


def without_repeated(
    probability: NDArray[np.float64], words: NDArray[np.float64], repeated: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """The probabilities with 0 for the lines that the site repeats, but for likely subheads."""
    subhead = (words <= _SUBHEAD_WORDS) & (probability > _SURE)
    return np.where(repeated & ~subhead, 0.0, probability)


#: From so many words on, a line that the article has already is a copy: a quote set large, a teaser, the text for
#: another width of screen. By site 488 such lines of naeb's and wcxb's dumps are taken, 419 of them no part of the labelled
#: body: F1 of dumps .9288 to .9293 and .9286 to .9300, of HTML .9405 to .9408 and .9458 to .9469 (bootstrap over
#: sites, both sets: +.0003 to +.0019, +.0001 to +.0016); from 8 and from 20 on the same or less.
_COPIED_WORDS = 12


def copies(lines: Sequence[Line], kept: Iterable[int]) -> frozenset[int]:
    """The kept positions, in rising order, whose line is one that was kept above."""
    said: set[str] = set()
    found: set[int] = set()
    for position in kept:
        line = lines[position]
        if line.words >= _COPIED_WORDS:
            if line.folded in said:
                found.add(position)
            said.add(line.folded)
    return frozenset(found)
