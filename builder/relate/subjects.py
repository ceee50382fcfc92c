"""Whom a text is about, and whether its wording is told of somebody else in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from builder.relate.documents import Document
from builder.relate.likeness import Likeness

#: A person whom a report is about is named in so many of its sentences, the opening two among them.
_SENTENCES = 3
_OPENING = 2
#: Of the sentences that name one, so many have a counterpart that names the other: a swap is made throughout.
_THROUGHOUT = 0.75
#: Names this much alike are two spellings of one (Peking/Beijing .62, Gaddafi/Qadhafi .71, Kiev/Kyiv .75).
_RESPELT = 0.5
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Overlapping, as a title or a trade may stand before the name: 'Actor Marcus Vane'.
_FULL = re.compile(rf"\b(?=({_CAPITAL.pattern}) ({_CAPITAL.pattern}))")


def told_of_another(a: Document, b: Document, found: Likeness) -> bool:
    """Whether the person of text `a` is somebody else in `b`: given name and family name replaced, everywhere alike.

    A death hoax goes round with the name alone changed and everything else kept to the letter, where a spun copy
    corrupts some names in some places and another spelling or a renamed place changes no given name with it. Only
    scripts with capitals show names; other texts are never told of another by this.
    """
    unequal = [(i, j) for i, j in found.pairs if a.units[i] != b.units[j]]
    if len(unequal) < _SENTENCES:
        return False
    words_a, words_b = set(" ".join(a.units).split()), set(" ".join(b.units).split())
    left, right = _people(a.printed, words_b), _people(b.printed, words_a)
    return any(
        _swapped(family_a, family_b, a, b, unequal)
        for family_a, given_a in left.items()
        for family_b, given_b in right.items()
        if _unlike(family_a, family_b) and _unlike(given_a, given_b)
    )


def _people(sentences: Sequence[str], elsewhere: set[str]) -> dict[str, str]:
    """Family name to given name of those whom the opening names in full and the other text does not know at all."""
    full = Counter(pair for sentence in sentences[:_OPENING] for pair in _FULL.findall(sentence))
    return {
        family: given
        for given, family in full
        if given.casefold() not in elsewhere
        and family.casefold() not in elsewhere
        and sum(family in _CAPITAL.findall(sentence) for sentence in sentences) >= _SENTENCES
    }


def _swapped(x: str, y: str, a: Document, b: Document, unequal: Sequence[tuple[int, int]]) -> bool:
    named_x = {(i, j) for i, j in unequal if x in _CAPITAL.findall(a.printed[i])}
    named_y = {(i, j) for i, j in unequal if y in _CAPITAL.findall(b.printed[j])}
    both = len(named_x & named_y)
    return both >= _SENTENCES and both >= _THROUGHOUT * max(len(named_x), len(named_y))


def _unlike(x: str, y: str) -> bool:
    return SequenceMatcher(None, x.casefold(), y.casefold(), autojunk=False).ratio() < _RESPELT
