"""Names of people, organizations, places and works in a text, read without any model.

In scripts with capitals a name is a run of capitalised words; in others, and in languages that capitalise every
noun, the names that the articles list are looked for. Two printings of one name are told from two names by the
order of their words, so that 'Xi' is 'Xi Jinping' but 'Singapore National University' is not the 'National
University of Singapore'.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from builder.derive.facts import lexicon
from builder.derive.facts.fact import Fact, Key

#: Lower-case words that stand inside a name between two capitalised ones.
_INNER = frozenset(
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
_ARTICLES = frozenset(
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
_POSSESSIVE = re.compile(r"['’](?:s)?$")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&][^\W_]+)*['’]?")


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words, casefolded, without articles and inner words. `initials` are its capitals ('national university
    of singapore' -> 'nus')."""

    words: tuple[str, ...]
    initials: str

    def same_as(self, other: Key) -> bool:
        """Whether one is the other, or a shorter form of it with the words in the same order, or its acronym."""
        if not isinstance(other, Name):
            return False
        short, long = sorted((self, other), key=lambda name: len(name.words))
        if _in_order(short.words, long.words):
            return True
        if len(long.words) == 1 and _stems(short.words[0]) & _stems(long.words[0]):
            return True
        return len(short.words) == 1 and len(short.words[0]) > 1 and short.words[0] == long.initials

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


def _stems(word: str) -> frozenset[str]:
    """What is left of a word without a demonym's ending; at least four letters, so that few words meet by chance."""
    return frozenset(
        word[: len(word) - len(end)] for end in _DEMONYM if word.endswith(end) and len(word) - len(end) >= 4
    )


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def name_of(text: str) -> Name:
    """The name that some words as printed stand for."""
    found = [_ABBREVIATED.get(plain, plain) for w in re.split(r"[\s-]+", text) if (plain := _plain(w))]
    kept = [w for w in found if w and w not in _INNER and w not in _ARTICLES]
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
def _plain(word: str) -> str:
    """Casefolded, without possessive, stops or accents, which outlets keep or drop at will."""
    bare = _POSSESSIVE.sub("", word).replace(".", "").casefold().strip("'’\"")
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Attested:
    """What the two texts teach about words: `names` seen with a capital where no sentence begins, `common` seen
    without one (both casefolded), and `listed`, the names in either article's front matter."""

    names: frozenset[str]
    common: frozenset[str]
    listed: tuple[str, ...] = ()


def attest(sentences: Iterable[str], listed: Collection[str]) -> Attested:
    """Learn from all sentences of both texts."""
    names: set[str] = {_plain(w) for name in listed for w in name.split() if w[:1].isupper()}
    common: set[str] = set()
    for sentence in sentences:
        headline = _is_headline(sentence)
        for match in _WORD.finditer(sentence):
            word = match.group()
            if headline:
                continue
            if word[0].islower():
                common.add(_plain(word))
            elif word[0].isupper() and not _opens(sentence, match.start()) and not _owns(sentence, match):
                names.add(_plain(word))
    return Attested(
        frozenset(names), frozenset(common), tuple(sorted(set(listed), key=lambda n: (-len(n), n)))
    )


def _owns(sentence: str, match: re.Match[str]) -> bool:
    """Whether the word is a possessive before a capital: 'People' in 'The People's Daily' is attested by nothing."""
    return bool(_POSSESSIVE.search(match.group())) and _capital_follows(sentence, match.end())


def _is_headline(sentence: str) -> bool:
    """Whether nearly all longer words have capitals, as in an English headline: they then say nothing of names."""
    longer = [m.group() for m in _WORD.finditer(sentence) if len(m.group()) >= 4 and m.group()[0].isalpha()]
    capitals = sum(word[0].isupper() for word in longer)
    return len(longer) >= 4 and capitals >= 0.8 * len(longer) and sentence.rstrip()[-1:] not in '.!?"”'


def _opens(sentence: str, at: int) -> bool:
    """Whether the word there opens a sentence, a quotation or a clause after a colon."""
    before = sentence[:at].rstrip(" \t\"'“”‘’«»‹›„([¿¡-–—•*\u00a0")
    return not before or before[-1] in ".!?:;…。" or sentence[at - 1] in '"“«„'


def names(
    text: str, language: str | None, attested: Attested, taken: Sequence[tuple[int, int]] = ()
) -> list[Fact]:
    """The names of a passage in order, outside the ranges `taken` (dates)."""
    found = [] if _capitals_say_nothing(language) else _runs(text, language, attested, taken)
    if _is_headline(text):
        found = [f for f in found if isinstance(f.key, Name) and attested.names.issuperset(f.key.words)]
    busy = [(fact.start, fact.end) for fact in found]
    found.extend(_listed(text, attested, busy))
    found = [f for f in found if not any(f.start < end and start < f.end for start, end in taken)]
    return sorted(found, key=lambda fact: fact.start)


def _capitals_say_nothing(language: str | None) -> bool:
    return (language or "").split("-")[0].casefold() in lexicon.CAPITAL_NOUNS


def _runs(
    text: str, language: str | None, attested: Attested, taken: Sequence[tuple[int, int]]
) -> list[Fact]:
    run: list[re.Match[str]] = []
    found: list[Fact] = []
    for match in _WORD.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            _close(found, run, text, language, attested)
            run = []
            continue
        word = match.group()
        if run and not _adjoins(text, run[-1], match):
            _close(found, run, text, language, attested)
            run = []
        capital = word[0].isupper() or (bool(run) and word[0].isdigit() and len(word) < 3)
        if capital or (run and _plain(word) in _INNER and _capital_follows(text, match.end())):
            run.append(match)
            if _POSSESSIVE.search(word) and _stands_alone(run, attested):
                _close(found, run, text, language, attested)
                run = []
        elif run:
            _close(found, run, text, language, attested)
            run = []
    _close(found, run, text, language, attested)
    return found


def _adjoins(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    between = text[before.end() : after.start()]
    initial = (
        between.startswith(".") and len(before.group().split(".")[-1]) == 1
    ) or before.group() in _SHORT
    return between.strip() in ({"", "&", "-"} | ({"."} if initial else set())) and len(between) <= 3


#: Shortened titles whose stop does not end a name.
_SHORT = frozenset(
    {"Dr", "Mr", "Mrs", "Ms", "St", "Gen", "Sen", "Gov", "Rep", "Sgt", "Lt", "Col", "Prof", "Jr", "Sr", "Sra"}
)


def _capital_follows(text: str, at: int) -> bool:
    match = re.compile(r"\s(?:(?:la|las|los|le|les|the|der|den|el|al)\s)?([^\W\d_])").match(text, at)
    return match is not None and match[1].isupper()


def _stands_alone(run: Sequence[re.Match[str]], attested: Attested) -> bool:
    """Whether the possessive ends a name ('China's Communist Party'), rather than being part of one ('People's Daily')."""
    words = [_plain(m.group()) for m in run]
    listed = {" ".join(name_of(name).words) for name in attested.listed}
    if " ".join(words) in listed:
        return True
    return all(word in attested.names and word not in attested.common for word in words)


def _close(
    found: list[Fact], run: list[re.Match[str]], text: str, language: str | None, attested: Attested
) -> None:
    """Append the run as a name, without the words at its edges that are none."""
    kept = list(run)
    opening = lexicon.opening_words(language)
    while kept and _is_no_name(kept, text, opening, attested):
        kept.pop(0)
    while kept and (kept[-1].group()[0].islower() or _plain(kept[-1].group()) in _ARTICLES):
        kept.pop()
    if not kept or (len(kept) == 1 and _never_alone(kept[0].group())):
        return
    start = kept[0].start()
    before = run[len(run) - len(kept) - 1] if len(run) > len(kept) and run[-1] is kept[-1] else None
    if before is not None and _plain(before.group()) in _ARTICLES and not _opens(text, before.start()):
        start = before.start()  # as printed: 'The Hague', 'The Economist'
    words = _POSSESSIVE.sub("", text[start : kept[-1].end()])
    key = name_of(words)
    if key.words and any(len(word) > 1 or not word.isascii() for word in key.words):
        found.append(Fact(words, start, start + len(words), key))


def _never_alone(word: str) -> bool:
    """The pronoun 'I', and a title whose name was cut off."""
    return word == "I" or word[:2] in {"I'", "I’"} or word in _SHORT


def _is_no_name(run: Sequence[re.Match[str]], text: str, opening: frozenset[str], attested: Attested) -> bool:
    first = run[0]
    plain = _plain(first.group())
    if "-" in first.group() and first.group().split("-", 1)[1].islower() and _opens(text, first.start()):
        return True
    if plain in opening and not first.group().isupper():
        return (
            len(run) > 1
            or plain not in attested.names
            or plain in attested.common
            or _opens(text, first.start())
        )
    if plain in _ARTICLES or first.group()[0].islower():
        return True
    if not _opens(text, first.start()) or (first.group().isupper() and len(plain) > 1):
        return False
    if plain in attested.names:
        return (
            len(run) == 1
            and plain in attested.common
            and not any(plain == n.casefold() for n in attested.listed)
        )
    return len(run) == 1 or plain in attested.common


def _listed(text: str, attested: Attested, busy: list[tuple[int, int]]) -> list[Fact]:
    """Names that the articles list, where the capitals did not show them already."""
    found: list[Fact] = []
    for name in attested.listed:
        for match in re.finditer(_edged(name), text):
            start, end = match.span(1)
            if any(start < stop and begin < end for begin, stop in busy):
                continue
            busy.append((start, end))
            found.append(Fact(match[1], start, end, name_of(match[1])))
    return found


def _edged(name: str) -> str:
    """A pattern for the name as a whole word; Arabic conjunctions and prepositions may be written on to it."""
    if re.search(r"[\u3040-\u9fff\u0e00-\u0eff]", name):
        return f"({re.escape(name)})"
    prefix = "(?:[وفبلك]|لل)?" if re.search(r"[\u0600-\u06ff]", name) else ""
    return rf"(?<!\w){prefix}({re.escape(name)})(?!\w)"
