"""Figures in a text: digits of any script, numerals, scales and units, equal whatever their formatting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from builder.derive.facts import cues, lexicon
from builder.derive.facts.fact import Fact, Key
from builder.derive.tokens import number_key


@dataclass(frozen=True, slots=True)
class Number:
    """A figure. `values` has two members where its separator can be read two ways ('1.234'); `unit` is '' or a sign."""

    values: frozenset[Decimal]
    unit: str = ""

    def handles(self) -> Iterable[object]:
        return self.values

    def same_as(self, other: Key) -> bool:
        """Equal in value; a unit that one side leaves out ('155 billion' for '$155 billion') is no difference."""
        if not isinstance(other, Number) or not self.values & other.values:
            return False
        return self.unit == other.unit or not (self.unit and other.unit)


#: Digits that no letter touches on the left ('G7', 'COVID-19' are names; an Arabic 'and' is written on), with their
#: separators.
_DIGITS = re.compile(
    r"(?:(?<![^\W_])|(?<=(?<!\w)[وفبلك]))(?<![A-Z]-)(?<!\d[.,:])\d+(?:[.,\u066b\u066c'’\u00a0\u202f]\d+|\u0020(?=\d{3}(?!\d))\d{3})*"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_SIGN_BEFORE = re.compile(r"(US\$|[$€£¥₹₽]|USD|EUR|GBP)\s?$")
#: Words that count one before a scale ('a million', 'one thousand') and are articles or pronouns elsewhere.
_ONE = frozenset({"a", "one", "un", "une", "uno", "una", "ein", "eine", "um", "uma"})
_SPACE = re.compile(r"[\s\u00a0-]*")
#: Digits that run on into letters which are neither scale, unit nor ordinal ending ('5G', '4x4') are a name.
_ORDINAL = re.compile(r"(?:st|nd|rd|th|º|ª|er|e|è|ème)\b", re.IGNORECASE)


def numbers(text: str, language: str | None, taken: Sequence[tuple[int, int]] = ()) -> list[Fact]:
    """The figures of a text in order, outside the ranges `taken` (dates, which hold figures of their own)."""
    digits = _DIGITS.finditer(text) if cues.has_digits(text) else ()
    found = [fact for match in digits if (fact := _from_digits(text, match, language)) is not None]
    busy = [*taken, *((fact.start, fact.end) for fact in found)]
    found.extend(_from_words(text, language, busy))
    if taken:
        found = [f for f in found if not any(f.start < end and start < f.end for start, end in taken)]
    return sorted(found, key=lambda fact: fact.start)


def _from_digits(text: str, match: re.Match[str], language: str | None) -> Fact | None:
    start, end = match.span()
    touching = end < len(text) and text[end].isalpha()
    power, scale_end = _scale(text, end, language)
    unit, unit_end = _unit_after(text, scale_end)
    if touching and scale_end == end and unit_end == end:
        ordinal = _ORDINAL.match(text, end)
        if ordinal is None and not _spaceless(text[end]):
            return None
        unit_end = ordinal.end() if ordinal else end
    sign = _SIGN_BEFORE.search(text, 0, start)
    if sign is not None:
        unit, start = lexicon.UNITS.get(sign.group(1).casefold(), sign.group(1)), sign.start()
    factors = {Decimal(10) ** power}
    if scale_end == end + 1 and sign is None and text[end] in "mM":
        factors.add(Decimal(1))  # '10m' may be metres
    values = frozenset(value * factor for value in readings(match.group(), language) for factor in factors)
    stop = max(end, scale_end, unit_end)
    return Fact(text[start:stop], start, stop, Number(values, unit))


def readings(digits: str, language: str | None) -> frozenset[Decimal]:
    """The values that a run of digits with separators can stand for.

    Two kinds of separators, or one kind several times, settle it. A single '.' or ',' before exactly three digits
    is a thousand's in one convention and a decimal point in the other: in English '.' is the decimal point, else both count.
    """
    plain = number_key(digits)
    separators = [c for c in plain if not c.isdigit()]
    if not separators:
        return frozenset({Decimal(plain)})
    whole, _, fraction = plain.rpartition(separators[-1])
    as_decimal = Decimal(re.sub(r"\D", "", whole) + "." + fraction)
    as_whole = Decimal(re.sub(r"\D", "", plain))
    if len(set(separators)) > 1:
        return frozenset({as_decimal})
    if len(separators) > 1:
        return frozenset({as_whole})
    if separators[0] not in ".,":
        return frozenset({as_whole})
    if len(fraction) != 3 or whole == "0":
        return frozenset({as_decimal})
    english = (language or "").casefold().startswith("en")
    if separators[0] == "." and english:
        return frozenset({as_decimal})
    return frozenset({as_whole, as_decimal})


def _scale(text: str, end: int, language: str | None) -> tuple[int, int]:
    """The power of ten of the scale words that follow, and where they end (`end` where none does)."""
    power, stop = 0, end
    table, pattern = lexicon.scales(language), _scale_words(language)
    while pattern is not None and (match := pattern.match(text, _after_space(text, stop))) is not None:
        word = match.group().casefold()
        if len(word) == 1 and (match.start() > stop or not text[match.start()].isalpha()):
            break
        power, stop = power + table[word], match.end()
    return power, stop


def _unit_after(text: str, end: int) -> tuple[str, int]:
    at = _after_space(text, end)
    if text[at : at + 3].casefold() in {"de ", "d’e", "d'e"}:
        at += 3 if text[at + 2] == " " else 2
    match = _UNITS.match(text, at)
    return (lexicon.UNITS[match.group().casefold()], match.end()) if match else ("", end)


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


@cache
def _scale_words(language: str | None) -> re.Pattern[str] | None:
    words = tuple(lexicon.scales(language))
    return _alternatives(words) if words else None


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, longest first; one of letters ends at a word's end, save in Han script."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    parts = [
        re.escape(w) + (r"(?![^\W\d_])" if w[-1].isalpha() and not _spaceless(w[-1]) else "") for w in ordered
    ]
    return re.compile("|".join(parts), re.IGNORECASE)


def _spaceless(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff"


_UNITS = _alternatives(lexicon.UNITS)


def _from_words(text: str, language: str | None, busy: Sequence[tuple[int, int]]) -> list[Fact]:
    """Numerals written out: 'three', 'twenty-five', 'two hundred million'. A scale word alone ('thousands') is none."""
    if not is_counted_in_words(text, language):
        return []
    numerals, tens = lexicon.numerals(language), lexicon.tens(language)
    found: list[Fact] = []
    last_end = 0
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if word not in numerals and word not in _ONE and "-" not in word:
            continue
        value = _numeral(word, numerals, tens)
        if value is None and word not in _ONE:
            continue
        start, end = match.span()
        if start < last_end or any(start < stop and begin < end for begin, stop in busy):
            continue
        power, scale_end = _scale(text, end, language)
        if value is None and power < 3:
            continue
        unit, stop = _unit_after(text, scale_end)
        last_end = max(end, scale_end, stop)
        values = frozenset({Decimal(value or 1) * Decimal(10) ** power})
        found.append(Fact(text[start:last_end], start, last_end, Number(values, unit)))
    return found


def is_counted_in_words(text: str, language: str | None) -> bool:
    """Whether a text may hold a numeral: it has the word for one, or 'a' or 'one' and a scale that may follow it."""
    runs = cues.letter_runs(text)
    if not _of_numerals(language).isdisjoint(runs):
        return True
    if _ONE.isdisjoint(runs):
        return False
    # In scripts without spaces a scale is part of a longer run of letters.
    return not text.isascii() or not _of_scales(language).isdisjoint(runs)


@cache
def cues_of(language: str | None) -> frozenset[str]:
    """What a text without digits must have one of in order to hold a numeral, if it is written with spaces."""
    return _of_numerals(language) | _of_scales(language)


@cache
def _of_numerals(language: str | None) -> frozenset[str]:
    return cues.first_runs((*lexicon.numerals(language), *lexicon.tens(language)))


@cache
def _of_scales(language: str | None) -> frozenset[str]:
    return cues.first_runs(lexicon.scales(language))


def _numeral(word: str, numerals: Mapping[str, int], tens: frozenset[str]) -> int | None:
    if word in numerals:
        return numerals[word]
    ten, dash, unit = word.partition("-")
    small = 1 if unit == "one" else numerals.get(unit, 0)
    return numerals[ten] + small if dash and ten in tens and 0 < small < 10 else None
