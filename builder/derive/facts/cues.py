"""Words without which a text can hold no fact of some kind: looked for first, since most sentences have none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from builder.derive.facts import lexicon

_LETTERS = re.compile(r"[^\W\d_]+")
_ASCII_LETTERS = re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=256)
def letter_runs(text: str) -> frozenset[str]:
    """The runs of letters in a text, so folded that two which a pattern deaf to case takes for one are one."""
    if text.isascii():
        return frozenset(_ASCII_LETTERS.findall(text.lower()))
    return frozenset([_folded(run) for run in {*_LETTERS.findall(text)}])


def _folded(run: str) -> str:
    # A pattern deaf to case takes the Turkish letters without and with a dot for an 'i' too.
    return run.casefold() if run.isascii() else run.casefold().replace("ı", "i").replace("\u0307", "")


def has_digits(text: str) -> bool:
    """Whether there is a digit of any script."""
    return _DIGIT.search(text) is not None


def has_any(text: str, cues: frozenset[str]) -> bool:
    """Whether one of the runs of letters is in the text."""
    return not cues.isdisjoint(letter_runs(text))


def first_runs(phrases: Iterable[str]) -> frozenset[str]:
    """What a text must have in order to have one of the phrases: their first runs of letters."""
    firsts = (_LETTERS.search(phrase) for phrase in phrases)
    return frozenset(_folded(first.group()) for first in firsts if first is not None)


@cache
def of_calendar(language: str | None) -> frozenset[str]:
    """Of months and weekdays."""
    return first_runs((*lexicon.months(language), *lexicon.weekdays(language)))


@cache
def of_relative_days(language: str | None) -> frozenset[str]:
    return first_runs(lexicon.relative_days(language))


@cache
def of_speech(language: str | None) -> frozenset[str]:
    return first_runs(lexicon.speech_verbs(language))


@cache
def of_according(language: str | None) -> frozenset[str]:
    return first_runs(lexicon.according(language))
