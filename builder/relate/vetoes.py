"""Grounds for refusing that two like texts are one: a shared block, a template filled anew."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.relate.documents import Document
from builder.relate.likeness import Likeness
from builder.relate.subjects import told_of_another

#: How much each of two articles around one block has of its own, in words: two sentences.
_OWN_WORDS = 40
#: A block printed in both is taken over to the letter, and leaves room beside it; each article opens with its own.
_BLOCK_MEAN = 0.97
_BLOCK_COVER = 0.80
_OPENING_WORDS = 25
#: A heading and its like: so little of either in all, this close to the letter. Two days' live pages and horoscopes have
#: up to .41 in common; of true versions whose wording is that close none has less than .47.
_HEADING = 0.42
_HEADING_MEAN = 0.80
_REORDERED = 0.75
#: A template shows in wording this much alike along the thread.
_TEMPLATE_MEAN = 0.55
#: Counterpart sentences of true versions agree in at least .5 of their names and .75 of their numbers on 98 of 100
#: development pairs whose wording is that much alike (half-replaced wording: .58 and .91; independent translations:
#: .58 and .62, but those are less alike); a name or a day's figures swapped leave under .3.
_NAMES = 0.4
_NUMBERS = 0.34
#: Where both names and numbers disagree, looser wording and less disagreement will do: reports of two matches in one form
#: have a mean of .48 to .56, names of .00 to .40 and numbers of .09 to .27, earthquakes, quarterly results and agendas of
#: two days names of .40 to .60 and numbers of .25 to .50 in wording .77 to .87 alike. Of 1,335 pairs of versions none has
#: less than .70 of the names and less than .60 of the numbers, four and more seen of each.
_LOOSE_MEAN = 0.40
_LOOSE_NAMES = 0.65
_LOOSE_NUMBERS = 0.55
#: A text with a figure to so many words, and so many of them, is a form: two issues agree in .08 to .45 of the figures
#: (game reports, lottery draws, market reports), two printings of one text in .75 and more.
_WORDS_A_FIGURE = 20
_MANY_NUMBERS = 6
_NUMBERS_OF_MANY = 0.45
#: Of so many names, fewer than this share kept: 100 of 121 reports retold with every name another, and none of 2,000 pairs
#: of versions, whatever sentences stand in both. This share kept: all of the versions whose figures are new (reports
#: brought up to date: .94 to 1.00 of the names), and no form that is not full of figures.
_MANY_NAMES = 10
_NAMES_OF_MANY = 0.3
_SAME_NAMES = 0.9
#: ... beyond doubt, with fewer of them in wording this much alike: 42 of 48 reports retold (likeness .69 and more), and
#: none of 6,160 pairs of versions made of one text each (replaced, cut, brought up to date, against each other; the
#: nearest: .33 of 12 names at .61, .25 of 4 at .69).
_RETOLD_MEAN = 0.65
_RETOLD_NAMES = 6
#: Fewer facts than this prove nothing.
_LEAST_NAMES = 3
#: So many sentences about named people or places kept to the letter show that it is one report.
_KEPT = 2
_LEAST_NUMBERS = 4


def gallery(found: Likeness) -> bool:
    """Whether what they share is a block printed in both, while each has its own at length.

    A photo gallery, a dossier or a firm's description of itself makes up to .72 of either on the development pages; of
    the true versions none opens on both sides with what the other lacks. A smaller block (`_HEADING`) need not stand
    below: a live page's explanation and a horoscope's heading open every issue.
    """
    own_a = (1 - found.coverage_a) * found.words_a
    own_b = (1 - found.coverage_b) * found.words_b
    if min(own_a, own_b) < _OWN_WORDS:
        return False
    covered = max(found.coverage_a, found.coverage_b)
    in_another_order = max(found.moved_a, found.moved_b) >= _REORDERED
    if found.mean >= _HEADING_MEAN and covered < _HEADING and not in_another_order:
        return True
    if found.mean >= _BLOCK_MEAN and covered < _BLOCK_COVER:
        return min(found.opening_a, found.opening_b) >= _OPENING_WORDS
    return found.mean >= 0.9 and max(found.lead_a, found.lead_b) < 0.35


def another_subject(a: Document, b: Document, found: Likeness) -> bool:
    """Whether the wording is one template told of another person, place or day.

    A death hoax with the name swapped, the daily market report, the weather, a horoscope: sentences agree in nearly
    all but the names, or in all but the numbers.
    """
    if found.mean < _LOOSE_MEAN:
        return False
    if found.mean >= _RETOLD_MEAN and told_of_another(a, b, found):
        return True
    agreed = facts(a, b, found)
    figures_differ = agreed.numbers_seen >= _LEAST_NUMBERS and agreed.numbers < _NUMBERS
    if _all_figures(agreed, found) and not _one_report_goes_on(a, b, found):
        return True
    if _both_differ(agreed):
        return True
    if found.mean < _TEMPLATE_MEAN:
        return False
    if agreed.names_seen >= _MANY_NAMES and agreed.names < _NAMES_OF_MANY:
        return True
    names_differ = agreed.names_seen >= _LEAST_NAMES and agreed.names < _NAMES
    figures_differ = figures_differ and not (agreed.names_seen >= _MANY_NAMES and agreed.names >= _SAME_NAMES)
    if not (names_differ or figures_differ) or _kept_sentences(a, b, found) >= _KEPT:
        return False
    return names_differ or not _shares_quotation(a, b)


def retold(a: Document, b: Document, found: Likeness) -> bool:
    """Whether it is beyond doubt that a report's wording is told of others: most of its names are new throughout.

    Such a pair is kept apart even where a third text has too few of the names to tell which of the two it belongs to.
    """
    agreed = facts(a, b, found)
    return found.mean >= _RETOLD_MEAN and agreed.names_seen >= _RETOLD_NAMES and agreed.names < _NAMES_OF_MANY


def _both_differ(agreed: Facts) -> bool:
    """Whether names and numbers are those of another case, each more than versions ever differ in where both do."""
    enough = agreed.names_seen > _LEAST_NAMES and agreed.numbers_seen >= _LEAST_NUMBERS
    return enough and agreed.names < _LOOSE_NAMES and agreed.numbers < _LOOSE_NUMBERS


def _all_figures(agreed: Facts, found: Likeness) -> bool:
    """Whether the texts are little but figures, and half of these differ: a form filled anew, whatever names recur."""
    dense = agreed.numbers_seen * _WORDS_A_FIGURE >= min(found.words_a, found.words_b)
    return dense and agreed.numbers_seen >= _MANY_NUMBERS and agreed.numbers < _NUMBERS_OF_MANY


def _one_report_goes_on(a: Document, b: Document, found: Likeness) -> bool:
    """Whether new figures are one report's own news: it quotes alike and keeps whole sentences about named people.

    A form is filled anew around its set sentences, which name nobody or quote nobody; a raised bid, a count brought up
    to date keep what was said and who will do what.
    """
    return _shares_quotation(a, b) and _kept_sentences(a, b, found) >= _KEPT


def _kept_sentences(a: Document, b: Document, found: Likeness) -> int:
    """How many sentences with a name in them stand in both to the letter: the report goes on, whatever else is new."""
    kept = [a.printed[i] for i, j in found.pairs if a.units[i] == b.units[j] and a.sizes[i] >= 8]
    return sum(bool(_names(sentence)) for sentence in kept)


def _shares_quotation(a: Document, b: Document) -> bool:
    """Whether someone is quoted alike in both: new figures in one report then, not another day's report."""
    return bool(set(_QUOTATION.findall(" ".join(a.units))) & set(_QUOTATION.findall(" ".join(b.units))))


@dataclass(frozen=True, slots=True)
class Facts:
    """How names and numbers of counterpart sentences agree: shares 0..1 and the numbers of facts that they rest on."""

    names: float
    names_seen: int
    numbers: float
    numbers_seen: int


_QUOTATION = re.compile(r'"[^"]{24,}"')
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(
    r"(?<=[\w,;:\"')\]] )[^\W\d_a-zß-öø-ÿ][^\W\d_]{2,}|(?<=^)[^\W\d_][^\W\d_]{2,}(?= [^\W\d_a-zß-öø-ÿ][^\W\d_]{2,})"
)


def facts(a: Document, b: Document, found: Likeness) -> Facts:
    """Compare the names (words with a capital inside a sentence) and the numbers of counterparts.

    Names of equal sentences are left out: they belong to a template as much as to a report. Their numbers count: an
    update keeps most figures of the text that it brings up to date, tomorrow's market report none.
    """
    names = names_seen = numbers = numbers_seen = 0
    for i, j in found.pairs:
        shared, seen = _agreement(set(_NUMBER.findall(a.units[i])), set(_NUMBER.findall(b.units[j])))
        numbers, numbers_seen = numbers + shared, numbers_seen + seen
        if a.units[i] != b.units[j]:
            shared, seen = _agreement(_names(a.printed[i]), _names(b.printed[j]))
            names, names_seen = names + shared, names_seen + seen
    return Facts(names / max(1, names_seen), names_seen, numbers / max(1, numbers_seen), numbers_seen)


def _names(sentence: str) -> set[str]:
    return {m.casefold() for m in _NAME.findall(sentence) if m[0].isupper()}


def _agreement(x: set[str], y: set[str]) -> tuple[int, int]:
    return len(x & y), min(len(x), len(y))
