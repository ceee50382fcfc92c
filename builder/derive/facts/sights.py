"""What one passage shows of its words by itself: which may go together as a name, and which teach of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from builder.derive.facts.name import INNER, POSSESSIVE, name_of, plain

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&][^\W_]+)*['’]?")

#: The same in a text of ASCII, in half the time.
_ASCII_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-z0-9]++(?:[-'.&][A-Za-z0-9]++)*+'?")

#: A word that does not begin with a small letter, and all that stands before it. At the text's end, nothing.
_ASCII_LARGE = re.compile(
    r"(?:[^A-Za-z0-9]++|[a-z]\.(?:[A-Za-z]\.)++|[a-z][A-Za-z0-9]*+(?:[-'.&][A-Za-z0-9]++)*+'?)*+"
    r"(?:([A-Z]\.(?:[A-Za-z]\.)++|[A-Z0-9][A-Za-z0-9]*+(?:[-'.&][A-Za-z0-9]++)*+'?)|\Z)"
)


class Word(NamedTuple):
    """A word as printed, and where it stands in its passage (code points)."""

    text: str
    start: int
    end: int


class Sight(NamedTuple):
    """What one passage shows by itself. `stretches` are the words that may go together as a name, from one with a capital
    on; no name goes over the end of one. `openers` are lone words that open a sentence, each with its stretch: names only
    where they are attested. `small` are the words that begin with a small letter, plain, `names` those that the passage
    teaches to be names; `weighed` its words of which it matters whether they are attested. Where there are `only_letters`
    all words are nothing but ASCII letters, and `large` those that are not small, casefolded."""

    stretches: tuple[tuple[Word, ...], ...]
    openers: tuple[tuple[str, tuple[Word, ...]], ...]
    headline: bool
    possessive: bool
    weighed: frozenset[str]
    names: frozenset[str]
    small: frozenset[str]
    only_letters: bool = False
    large: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def sight(text: str) -> Sight:
    """What is seen of a passage before anything else is known."""
    if not text.isascii():
        every = [Word(found[0], *found.span()) for found in _WORD.finditer(text)]
        large = [word for word in every if not word.text[0].islower()]
        return _seen(text, [word.text for word in every], large)
    bare = text.rstrip(_FINAL).replace(", ", " ")
    if not bare.replace(" ", "").isalpha():
        words = _ASCII_WORD.findall(text)
        large = [Word(found[1], *found.span(1)) for found in _ASCII_LARGE.finditer(text) if found[1]]
        return _seen(text, words, large)
    words = bare.split()  # as the pattern finds them, in a fraction of the time
    first = words[0]
    if bare[1:].islower() and text[0].isupper() and len(first) > 1:
        # As of many sentences: nothing but the capital that it opens with.
        plainly = first.lower()
        openers = ((plainly, (_new(Word, (first, 0, len(first))),)),)
        weighed = frozenset((plainly,))
        small = frozenset(words[1:])
        return _new(Sight, ((), openers, False, False, weighed, _NONE, small, True, (plainly,)))
    return _seen(text, words, [_new(Word, (found[0], *found.span())) for found in _CAPITAL.finditer(text)])


#: Makes a named tuple of its fields without a call of Python's in between.
_new = tuple.__new__

#: Marks after a sentence's last word.
_FINAL = '.!?"'

#: A word with a capital, in a text whose words are nothing but ASCII letters, with nothing but spaces and marks between.
_CAPITAL = re.compile(r"(?<![a-zA-Z])[A-Z][a-zA-Z]*")


def _seen(text: str, words: Sequence[str], large: Sequence[Word]) -> Sight:
    capitals = {word.text for word in large}
    lower = {*words}.difference(capitals)
    only_letters = text.isascii() and "".join(words).isalpha()
    # Words that are nothing but small letters are plain already; with others among them, each is asked.
    small = lower if only_letters else _plain(lower)
    headline = _is_headline(text, words)
    possessive = ("'" in text or "’" in text) and any(
        word[-1] in "'’" or word[-2:-1] in "'’" for word in words
    )
    opening = {word.start for word in large if opens(text, word.start)}
    stretches: list[tuple[Word, ...]] = []
    openers: list[tuple[str, tuple[Word, ...]]] = []
    weighed: set[str] = set()
    for stretch in _stretches(text, large):
        first = stretch[0]
        if len(stretch) == 1:
            if not first.text[0].isupper():
                continue  # a figure by itself
            bare = plain(first.text)
            if first.start in opening and not (len(bare) > 1 and first.text.isupper()):
                weighed.add(bare)
                openers.append((bare, stretch))
                continue
        stretches.append(stretch)
        owned = possessive and any(POSSESSIVE.search(word.text) for word in stretch)
        weighed.update(
            [plain(word.text) for word in stretch if owned or word.start in opening or word.text.isupper()]
        )
    names: list[str] = []
    if headline:
        weighed.update(map(plain, capitals), small & INNER)
        weighed.update(name_of(text).words, *(name_of(word).words for word in words))
    else:
        names = [
            plain(word.text)
            for word in large
            if word.start not in opening and word.text[0].isupper() and not (possessive and _owns(text, word))
        ]
    return Sight(
        tuple(stretches),
        tuple(openers),
        headline,
        possessive,
        frozenset(weighed),
        frozenset(names),
        frozenset(small),
        only_letters,
        tuple(map(str.lower, capitals)) if only_letters else (),
    )


_NONE: frozenset[str] = frozenset()


def _plain(words: set[str]) -> set[str]:
    """The words as `plain` has them; words that are nothing but small letters, as nearly all are, are that already."""
    joined = "".join(words)
    if joined.isascii() and joined.isalpha() and joined.islower():
        return words
    return {plain(word) for word in words}


def _stretches(text: str, large: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words that may go together as a name, from each of those given on that is not in one already."""
    done = 0
    for first in large:
        if first.start < done:
            continue
        stretch = [first]
        last = first
        while (after := _after(text, last.end)) and _adjoins(text, last, after) and _goes_on(text, after):
            stretch.append(after)
            last = after
        yield tuple(stretch)
        done = last.end


def _after(text: str, end: int) -> Word | None:
    """The word after the one that ends there; None where there is none, or it is plain that no name goes over to it."""
    if text[end : end + 1] in _ENDING:
        return None
    beginning = text[end + 1 : end + 2 + _LONGEST_INNER].partition(" ")[0]
    if text[end : end + 1] == " " and beginning.islower() and beginning.isalpha() and beginning not in INNER:
        return None  # as nearly always
    found = _WORD.search(text, end)
    return Word(found[0], *found.span()) if found is not None else None


_LONGEST_INNER = max(map(len, INNER))

#: Marks after a word that end a name.
_ENDING = frozenset(',;:!?")”')


def _goes_on(text: str, found: Word) -> bool:
    """Whether the word may stand in a name, after its first."""
    word = found.text
    return (
        word[0].isupper()
        or (word[0].isdigit() and len(word) < 3)
        or (plain(word) in INNER and _capital_follows(text, found.end))
    )


def _owns(sentence: str, found: Word) -> bool:
    """Whether the word is a possessive before a capital: 'People' in 'The People's Daily' is attested by nothing."""
    return bool(POSSESSIVE.search(found.text)) and _capital_follows(sentence, found.end)


def _is_headline(sentence: str, words: Sequence[str]) -> bool:
    """Whether nearly all longer words have capitals, as in an English headline: they then say nothing of names."""
    if sentence.rstrip()[-1:] in _ENDS:
        return False
    longer = [word for word in words if len(word) >= 4 and word[0].isalpha()]
    capitals = sum([word[0].isupper() for word in longer])
    return len(longer) >= 4 and capitals >= 0.8 * len(longer)


#: What a sentence ends in and a headline does not.
_ENDS = frozenset('.!?"”')


def opens(sentence: str, at: int) -> bool:
    """Whether the word there opens a sentence, a quotation or a clause after a colon."""
    if sentence[at - 2 : at - 1].isalnum() and sentence[at - 1 : at] == " ":
        return False  # as nearly always
    before = sentence[:at].rstrip(" \t\"'“”‘’«»‹›„([¿¡-–—•*\u00a0")
    return not before or before[-1] in ".!?:;…。" or sentence[at - 1] in '"“«„'


def _adjoins(text: str, before: Word, after: Word) -> bool:
    between = text[before.end : after.start]
    if between == " ":
        return True
    initial = (between.startswith(".") and len(before.text.split(".")[-1]) == 1) or before.text in SHORT
    return between.strip() in ({"", "&", "-"} | ({"."} if initial else set())) and len(between) <= 3


#: Shortened titles whose stop does not end a name.
SHORT = frozenset(
    {"Dr", "Mr", "Mrs", "Ms", "St", "Gen", "Sen", "Gov", "Rep", "Sgt", "Lt", "Col", "Prof", "Jr", "Sr", "Sra"}
)


def _capital_follows(text: str, at: int) -> bool:
    match = _NEXT.match(text, at)
    return match is not None and match[1].isupper()


_NEXT = re.compile(r"\s(?:(?:la|las|los|le|les|the|der|den|el|al)\s)?([^\W\d_])")
