"""A name's value: what is left of its printed forms, and which of them can mean one bearer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from builder.derive.facts.fact import Key

#: Lower-case words that stand inside a name between two capitalised ones.
INNER = frozenset(
    [
        "of",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "des",
        "d'",
        "der",
        "den",
        "van",
        "von",
        "und",
        "y",
        "e",
        "la",
        "las",
        "los",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "bint",
        "abu",
        "ter",
        "zu",
    ]
)
ARTICLES = frozenset(
    [
        "the",
        "el",
        "la",
        "los",
        "las",
        "le",
        "les",
        "der",
        "die",
        "das",
        "il",
        "lo",
        "gli",
        "o",
        "a",
        "os",
        "as",
        "al",
    ]
)
POSSESSIVE = re.compile(r"['’](?:s)?$")


class Name(NamedTuple):
    """A name's words, casefolded, without articles and inner words. `initials` are its capitals ('national university
    of singapore' -> 'nus')."""

    words: tuple[str, ...]
    initials: str

    def handles(self) -> Iterable[object]:
        """Its words, its initials, and what a demonym has in common with its country."""
        found = stems(self.words[0]) if len(self.words) == 1 else ()
        return (*self.words, self.initials, *found, *called_by_country(self.words))

    def same_as(self, other: Key) -> bool:
        """Whether one is the other, or a shorter form of it with the words in the same order, or its acronym."""
        if not isinstance(other, Name):
            return False
        short, long = (self, other) if len(self.words) <= len(other.words) else (other, self)
        if _in_order(short.words, long.words):
            return True
        if len(long.words) == 1 and stems(short.words[0]) & stems(long.words[0]):
            return True
        if len(short.words) == 1 and len(short.words[0]) > 1 and short.words[0] == long.initials:
            return True
        return called(short.words) == called(long.words)

    def holds(self, other: Key) -> bool:
        """Whether this name is the other or a fuller form of it."""
        return isinstance(other, Name) and (
            _in_order(other.words, self.words) or other.words == (self.initials,)
        )

    def likeness(self, other: Name) -> float:
        """How alike the letters are of the words that two names do not share, 0..1; 1 where they share all."""
        mine = " ".join(word for word in self.words if word not in other.words)
        yours = " ".join(word for word in other.words if word not in self.words)
        if not mine and not yours:
            return 1.0
        return SequenceMatcher(None, mine, yours, autojunk=False).ratio()

    def shares_words(self, other: Name) -> bool:
        """Whether half of the longer name's words stand in the shorter one."""
        common = len(set(self.words) & set(other.words))
        return 2 * common >= max(len(self.words), len(other.words))


#: Endings by which a country and its people differ: 'China' and 'Chinese', 'Iran' and 'Iranian'.
_DEMONYM = ("", "a", "n", "an", "ian", "ean", "ese", "i", "ish", "y", "e", "s")


@lru_cache(maxsize=2048)
def stems(word: str) -> frozenset[str]:
    """What is left of a word without a demonym's ending; at least four letters, so that few words meet by chance."""
    return frozenset(
        word[: len(word) - len(end)] for end in _DEMONYM if word.endswith(end) and len(word) - len(end) >= 4
    )


#: Countries and what they and their people are called too, where no ending tells.
_COUNTRIES = {
    word: country
    for country, called in {
        "usa": "us america american americans",
        "uk": "britain british briton britons",
        "france": "french frenchman",
        "spain": "spanish spaniard spaniards",
        "netherlands": "dutch holland",
        "germany": "german germans",
        "greece": "greek greeks",
        "switzerland": "swiss",
        "sweden": "swedish swede swedes",
        "denmark": "danish dane danes",
        "norway": "norwegian norwegians",
        "finland": "finnish finn finns",
        "poland": "polish pole poles",
        "ireland": "irish",
        "wales": "welsh",
        "turkey": "turkish turk turks turkiye",
        "portugal": "portuguese",
        "philippines": "philippine filipino filipinos",
        "thailand": "thai thais",
        "afghanistan": "afghan afghans",
        "lebanon": "lebanese",
        "peru": "peruvian peruvians",
        "argentina": "argentine argentines",
        "ukraine": "ukrainian ukrainians",
        "congo": "congolese",
        "iraq": "iraqis",
        "israel": "israelis",
        "korea": "korean koreans",
    }.items()
    for word in called.split()
}
_TWO_WORDS = {("united", "states"): "usa", ("united", "kingdom"): "uk", ("great", "britain"): "uk"}


@lru_cache(maxsize=4096)
def called_by_country(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words with each country's adjectives and other names made the country's; () where it has none."""
    if words[:2] in _TWO_WORDS:
        # 'the United States of America' ends in another name of itself.
        rest = words[3:] if words[2:3] == ("america",) else words[2:]
        return (_TWO_WORDS[words[0], words[1]], *(_COUNTRIES.get(word, word) for word in rest))
    if _COUNTRIES.keys().isdisjoint(words):
        return ()
    return tuple(_COUNTRIES.get(word, word) for word in words)


def called(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words, a country and its people by one name."""
    return called_by_country(words) or words


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


@lru_cache(maxsize=4096)
def name_of(text: str) -> Name:
    """The name that some words as printed stand for."""
    found = [_ABBREVIATED.get(bare, bare) for w in re.split(r"[\s-]+", text) if (bare := plain(w))]
    kept = [w for w in found if w and w not in INNER and w not in ARTICLES]
    return Name(tuple(kept or found), "".join(word[0] for word in kept))


#: Words of names that outlets shorten or not.
_ABBREVIATED = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mount",
    "ft": "fort",
    "univ": "university",
    "dept": "department",
}


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Casefolded, without possessive, stops or accents, which outlets keep or drop at will."""
    if word.isalnum() and word.isascii():
        return word.lower()
    bare = POSSESSIVE.sub("", word).replace(".", "").casefold().strip("'’\"")
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
