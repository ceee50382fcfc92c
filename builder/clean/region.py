"""Which lines of a text dump are the article: by the classifiers trained for its script, or by shape where these fail.

Pages in other scripts than Latin have classifiers of their own, of shape alone, taught by labelled pages put into other scripts
letter by letter (train/other_scripts.py), since no labels are at hand. On such pages of sites not seen (a third of all), body F1 by
shape, by the classifiers of English pages, and by these: naeb .892, .913, .933; wcxb .901, .935, .936 (bootstrap over
sites, these against shape: +.028 to +.055, +.022 to +.048). On eight languages' pages see tests/clean/papers.py.

A known loss there: a brief standfirst right below an author's line, without blank lines, on a short page. Of the made-up papers'
(Russian, Arabic, Chinese, Hindi, Persian, each without a day between) it is kept in none, at probabilities of .29 to .41; the
Japanese is. No rule tells it from what else stands there: of twelve such lines on naeb's and wcxb's pages put into another
script (above .1, closed, right below an author or a day) two are the article's, the others offers, notes and 'Link Copied!', as likely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from builder.clean.days import only_day
from builder.clean.features import page_features
from builder.clean.headings import cuts, opens_comments
from builder.clean.lexicon import packaged_lexicon, with_words
from builder.clean.line_facts import LineFacts
from builder.clean.lines import Line
from builder.clean.network import agreed, packaged_network
from builder.clean.residue import read_byline
from builder.clean.selection import DAMPED, DAMPED_DUMPS, copies, select, without_repeated
from builder.clean.shape import densest, ends_sentence, goes_on
from builder.clean.trees import packaged

#: Share of letters outside the Latin script from which the classifiers of other scripts are asked.
_OTHER_SCRIPT = 0.5
_BEYOND_LATIN = re.compile(r"[\u0250-\U0010ffff]")
#: Lines looked at to tell the script.
_SAMPLE = 120
#: The classifier's body is doubted where it holds less than this share of the words of the densest prose.
_DOUBT = 0.35


#: A heading above the text stays where the classifier is as sure of it: some standfirsts end no sentence, and a page of little
#: else than its article has its headline and outlet there. By site naeb and wcxb are the same with and without (.925, .925).
_SURE_OPENING = 0.8
#: Where the trees take so much of all words for the article's, hardly anything stands around it, and the network, which saw
#: whole pages alone, is not asked. Of labelled bodies given as bare texts .992 (naeb) and .972 (wcxb) of the words are kept so,
#: .981 and .966 where it always is; by site body F1 of the dumps is the same (.928 and .929, .930 and .930).
_BARE = 0.85
#: A sentence right below the text's last is its close from here on: short ones are doubted, and to lose the end of an article
#: is worse than to keep a stray line. Of 106 such lines of naeb and wcxb, by site, 52 are the article's; body F1 with and without
#: .929 and .928, .930 and .930; from .2 on 74 of 165 are.
_CLOSING = 0.25
_CLOSING_WORDS = 40
#: A line above the text has so many words, or it is none of a sentence that goes on in the text. Of naeb's and wcxb's dumps one
#: begins earlier by this rule, with two lines of its labelled body.
_VERSE_WORDS = 3
#: The text does not end with a heading: what that stood above has gone. Of 37 such lines of naeb and wcxb, by site, 9 are
#: labelled as body ('More projects:', 'Disclaimer:').
_DANGLING_WORDS = 6
#: Nor with so many lines, a heading and what is set out below it. No dump of naeb and wcxb ends so.
_LEFT_OVER = 4
#: Lines that are kept whatever they are.
_LEAST_KEPT = 3
#: Readers' comments begin below such a heading where so many words of sentences, and such a share of all, are kept above it.
#: By site 11 of naeb's and wcxb's dumps keep lines below one with 100 words or more above: 10 of them nothing of the labelled
#: body (6,000 words of comments), one (a list of headlines above, no sentences) all of it; of 5 with less above 4 keep the body.
_COMMENTS_WORDS = 8
_TOLD = 80
_TOLD_SHARE = 0.1
_HEADING_WORDS = 20
_PARAGRAPH_WORDS = 15


def _heads(line: Line) -> bool:
    return line.words <= _HEADING_WORDS and not ends_sentence(line.text)


def _closes(lines: Sequence[Line], position: int) -> bool:
    """Whether a line may be the last sentence of the text that ends above it."""
    if position >= len(lines) or lines[position].bullet or lines[position].words > _CLOSING_WORDS:
        return False
    return ends_sentence(lines[position].text) and ends_sentence(lines[position - 1].text)


def _opens(lines: Sequence[Line], position: int) -> bool:
    """Whether the text, which begins below that line, goes on in mid-sentence from it: so does a poem's second line."""
    if position < 0:
        return False
    line, below = lines[position], lines[position + 1]
    if line.words < _VERSE_WORDS or not goes_on(line, below):
        return False
    return read_byline(below.text) is None and read_byline(line.text) is None


def _dangles(line: Line, above: Line) -> bool:
    """Whether the text's last line is a heading of nothing, or a link: brief, unclosed, below a closed sentence."""
    if line.bullet or line.words > _DANGLING_WORDS or not ends_sentence(above.text):
        return False
    return line.text.endswith((":", "：")) or not ends_sentence(line.text)


def _left_over(lines: Sequence[Line]) -> int:
    """How many of the text's last lines are the heading of an address ('Media contact:') and the brief lines below it."""
    for count in range(2, min(_LEFT_OVER, len(lines) - 1) + 1):
        last = lines[-count:]
        if not all(_dangles(line, lines[-count - 1]) for line in last):
            return 0
        if last[0].text.endswith((":", "：")):
            return count
    return 0


@dataclass(frozen=True, slots=True)
class Region:
    """The kept lines as positions, and by position the rule by which each other line was left out.

    `other_script` says that the page is in another script than Latin.
    """

    kept: tuple[int, ...]
    rules: dict[int, str]
    other_script: bool = False

    @property
    def opening(self) -> int:
        """The first line of the text proper: below a standfirst that other lines (author, day, sharing) part from it.

        Where nothing was kept, 0. Days and authors between the two are the article's: by site, of naeb's and wcxb's dumps 7
        are dated so that were not, 6 of them rightly, and 23 have an author.
        """
        for one, following in pairwise(self.kept[:3]):
            if following > one + 1:
                return following
        return self.kept[0] if self.kept else 0

    @property
    def span(self) -> range:
        """From the first kept line to the last; empty where none was kept."""
        return range(self.kept[0], self.kept[-1] + 1) if self.kept else range(0)


def foreign(lines: Sequence[Line]) -> bool:
    """Whether most letters of the longer lines are in another script than Latin."""
    sample = "".join([line.text[:80] for line in lines if line.words >= 5][:_SAMPLE])
    if sample.isascii():
        return False
    other = sum(map(str.isalpha, _BEYOND_LATIN.findall(sample)))
    return other > _OTHER_SCRIPT * max(1, sum(map(str.isalpha, sample))) if other else False


def by_shape(
    lines: Sequence[Line], known: NDArray[np.bool_], values: NDArray[np.float64]
) -> NDArray[np.intp]:
    """The densest run of prose, cut at a heading after which no article comes: no model, no language.

    `values` are the lines' prose values, `known` marks the site's furniture. Lines at the run's ends that are no prose are
    not taken; within it, short lines are (subheads, items).
    """
    span = densest(values)
    stop = span.end
    for position in range(span.start, span.end):
        if cuts(lines[position]):
            gains = np.maximum(values[span.start : span.end], 0.0)
            above = position - span.start
            if gains[:above].sum() > gains[above:].sum():
                stop = position
                break
    return span.start + np.flatnonzero(~known[span.start : stop])


def by_model(
    facts: LineFacts,
    slug: frozenset[str],
    known: NDArray[np.bool_],
    values: NDArray[np.float64],
    other_script: bool,
) -> tuple[int, ...]:
    """The lines that the classifiers trained for the page's script take for the article's; see `by_shape`."""
    name = "other-scripts" if other_script else "dump"
    features = page_features(facts.lines, frozenset() if other_script else slug, values, facts)
    if not len(features.matrix):
        return ()
    span = features.span
    near = facts.lines[span.start : span.end]
    matrix = features.matrix
    if not other_script:
        near_words = facts.page_words.part(span.start, span.end)
        matrix = with_words(matrix, near, packaged_lexicon(name), near_words)
    probability = packaged(name).probability(matrix)
    words = facts.words[span.start : span.end].astype(np.float64)
    if words @ (probability > 0.5) < _BARE * int(facts.words.sum()):
        probability = agreed(probability, packaged_network(name).probability(matrix))
    probability = without_repeated(probability, words, known[span.start : span.end])
    damped_to = DAMPED if other_script else DAMPED_DUMPS
    chosen = [int(p) for p in np.flatnonzero(select(probability, words, damped_to))]
    while chosen and _closes(near, chosen[-1] + 1) and probability[chosen[-1] + 1] >= _CLOSING:
        chosen.append(chosen[-1] + 1)
    while chosen and _opens(near, chosen[0] - 1):
        chosen.insert(0, chosen[0] - 1)
    following = next((n for n, at in enumerate(chosen) if not _heads(near[at])), 0)
    # Above a line that is no whole paragraph they are lines of the text, broken where a column ended.
    if (
        following
        and near[chosen[following]].words >= _PARAGRAPH_WORDS
        and near[chosen[following]].text[0].isupper()
    ):
        chosen = [at for at in chosen[:following] if probability[at] >= _SURE_OPENING] + chosen[following:]
    return tuple(p + span.start for p in chosen)


def _without_comments(facts: LineFacts, kept: tuple[int, ...]) -> tuple[int, ...]:
    """The kept positions, in rising order, without those below the heading of readers' comments.

    The same words stand above an article too, as a link: those count where sentences stand above them.
    """
    if not kept:
        return kept
    told = np.cumsum(facts.words[list(kept)] * facts.closed[list(kept)])
    for position in range(kept[0] + 1, kept[-1]):
        if facts.words[position] <= _COMMENTS_WORDS and opens_comments(facts.lines[position]):
            above = int(np.searchsorted(kept, position))
            if above and told[above - 1] >= max(_TOLD, _TOLD_SHARE * float(told[-1])):
                return kept[:above]
    return kept


def find_region(
    lines: Sequence[Line], slug: frozenset[str], repeated: frozenset[str], facts: LineFacts | None = None
) -> Region:
    """The article's lines. `repeated` are folded lines known as the site's furniture; none is kept but a likely subhead.

    `facts` are those of the lines where they are at hand.
    """
    facts = facts or LineFacts(lines)
    known = facts.among(repeated)
    values = np.where(known, -4.0, facts.prose)
    shape = by_shape(lines, known, values)
    other_script = foreign(lines)
    chosen = by_model(facts, slug, known, values, other_script)
    sentences = facts.words * facts.closed
    doubted = sentences[list(chosen)].sum() < _DOUBT * int(sentences[shape].sum())
    kept = tuple(shape.tolist()) if doubted else chosen
    opening = 0  # a clock or the page's own day above the article, however sure of it the classifier is
    while opening < len(kept) - 1 and only_day(lines[kept[opening]].text):
        opening += 1
    kept = _without_comments(facts, kept)
    again = copies(lines, kept)
    kept = tuple(position for position in kept[opening:] if position not in again)
    while len(kept) > _LEAST_KEPT and _dangles(lines[kept[-1]], lines[kept[-2]]):
        kept = kept[:-1]
    if len(kept) > _LEAST_KEPT:
        kept = kept[: len(kept) - _left_over([lines[position] for position in kept])]
    start, end = (kept[0], kept[-1]) if kept else (len(lines), len(lines))
    taken = again.union(kept)
    rules: dict[int, str] = dict.fromkeys(again, "said-before")
    for position, on_site in enumerate(known.tolist()):
        if position in taken:
            continue
        if on_site:
            rules[position] = "repeated-on-site"
        elif position < start:
            rules[position] = "above-article"
        else:
            rules[position] = "below-article" if position > end else "within-article"
    return Region(kept, rules, other_script)
