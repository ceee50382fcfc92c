"""Names of people, organizations, places and works in a text, read without any model.

In scripts with capitals a name is a run of capitalised words; in others, and in languages that capitalise every
noun, the names that the articles list are looked for. Two printings of one name are told from two names by the
order of their words, so that 'Xi' is 'Xi Jinping' but 'Singapore National University' is not the 'National
University of Singapore'.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from builder.derive.facts import lexicon
from builder.derive.facts.fact import Fact
from builder.derive.facts.name import ARTICLES, POSSESSIVE, Name, name_of, plain
from builder.derive.facts.sights import SHORT, Word, opens, sight


class Attested(NamedTuple):
    """What the two texts teach about words: `names` seen with a capital where no sentence begins, `common` seen
    without one (both casefolded), and `listed`, the names in either article's front matter, longest first.

    `whole` are the words of each listed name, joined, and `folded` the listed names casefolded.
    """

    names: frozenset[str]
    common: frozenset[str]
    listed: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()

    def about(self, text: str) -> Attested:
        """What of this can bear on the names in one passage: two of the same are read the same."""
        seen = sight(text)
        weighed = seen.weighed
        return Attested(
            self.names & weighed,
            self.common & weighed,
            tuple([name for name in self.listed if name in text]) if self.listed else (),
            self.whole if seen.possessive else frozenset(),
            self.folded & weighed,
        )


def attest(sentences: Iterable[str], listed: Collection[str]) -> Attested:
    """Learn from all sentences of both texts."""
    seen = list(map(sight, sentences))
    ordered = tuple(sorted(set(listed), key=lambda n: (-len(n), n)))
    return Attested(
        frozenset([plain(w) for name in ordered for w in name.split() if w[:1].isupper()]).union(
            *[sight.names for sight in seen]
        ),
        frozenset().union(*[sight.small for sight in seen if not sight.headline]),
        ordered,
        frozenset([" ".join(name_of(name).words) for name in ordered]),
        frozenset([name.casefold() for name in ordered]),
    )


def names(
    text: str, language: str | None, attested: Attested, taken: Sequence[tuple[int, int]] = ()
) -> list[Fact]:
    """The names of a passage in order, outside the ranges `taken` (dates)."""
    seen = sight(text)
    found: list[Fact] = []
    if (seen.stretches or seen.openers) and not _capitals_say_nothing(language):
        stretches = [*seen.stretches, *(held for word, held in seen.openers if word in attested.names)]
        found = _runs(text, stretches, language, attested, taken)
    if seen.headline:
        found = [f for f in found if isinstance(f.key, Name) and attested.names.issuperset(f.key.words)]
    if attested.listed:
        found.extend(_listed(text, attested, [(fact.start, fact.end) for fact in found]))
    if taken:
        found = [f for f in found if not any(f.start < end and start < f.end for start, end in taken)]
    return sorted(found, key=lambda fact: fact.start)


@cache
def _capitals_say_nothing(language: str | None) -> bool:
    return (language or "").split("-")[0].casefold() in lexicon.CAPITAL_NOUNS


def _runs(
    text: str,
    stretches: Iterable[tuple[Word, ...]],
    language: str | None,
    attested: Attested,
    taken: Sequence[tuple[int, int]],
) -> list[Fact]:
    found: list[Fact] = []
    for stretch in stretches:
        run: list[Word] = []
        for word in stretch:
            printed = word.text
            if taken and any(start < word.end and word.start < end for start, end in taken):
                _close(found, run, text, language, attested)
                run = []
                continue
            if not run and not printed[0].isupper():
                continue
            run.append(word)
            if _may_own(printed) and POSSESSIVE.search(printed) and _stands_alone(run, attested):
                _close(found, run, text, language, attested)
                run = []
        _close(found, run, text, language, attested)
    return found


def _may_own(printed: str) -> bool:
    """Whether there is an apostrophe at all, as there is in few words."""
    return "'" in printed or "’" in printed


def _stands_alone(run: Sequence[Word], attested: Attested) -> bool:
    """Whether the possessive ends a name ('China's Communist Party'), rather than being part of one ('People's Daily')."""
    words = [plain(word.text) for word in run]
    if " ".join(words) in attested.whole:
        return True
    return all(word in attested.names and word not in attested.common for word in words)


#: Words that say what somebody is. A name begins anew after them, so that 'US President Joe Biden' is the US and Joe
#: Biden, and 'Mr. Biden' is the same man.
_ROLE_WORDS = """
president presidents vice premier prime minister chancellor secretary senator senators sen sens rep reps
congressman congresswoman governor gov mayor leader speaker chairman chairwoman chief director commissioner
ambassador spokesman spokeswoman judge professor prof dr mr mrs ms miss sir lord lady dame king queen prince
princess duke duchess pope sheikh ayatollah emir sultan gen col lt sgt capt cpl maj adm officer presidente
ministro ministra señor señora sr sra président présidente ministre monsieur madame mme
"""
_ROLES = frozenset(_ROLE_WORDS.split())


def _close(
    found: list[Fact], run: Sequence[Word], text: str, language: str | None, attested: Attested
) -> None:
    """Append the run as names: cut after words for an office, without words at the edges that are no names."""
    if not run:
        return
    start = 0
    for place, word in enumerate(run):
        if plain(word.text) not in _ROLES:
            continue
        following = run[place + 1].text if place + 1 < len(run) else ""
        if not (following and (following[0].islower() or plain(following) in _ROLES)):
            _append(found, run[start : place + 1], text, language, attested)
            start = place + 1
    _append(found, run[start:], text, language, attested)


def _append(
    found: list[Fact], run: Sequence[Word], text: str, language: str | None, attested: Attested
) -> None:
    first, end = 0, len(run)
    opening = lexicon.opening_words(language)
    while first < end and _is_no_name(run[first], end - first == 1, text, opening, attested):
        first += 1
    while first < end and _ends_no_name(run[end - 1].text):
        end -= 1
    if first == end or (end - first == 1 and _never_alone(run[first].text)):
        return
    start = run[first].start
    if first and end == len(run):
        before = run[first - 1]
        if plain(before.text) in ARTICLES and not opens(text, before.start):
            start = before.start  # as printed: 'The Hague', 'The Economist'
    words = text[start : run[end - 1].end]
    if _may_own(words):
        words = POSSESSIVE.sub("", words)
    key = name_of(words)
    if key.words and any(len(word) > 1 or not word.isascii() for word in key.words):
        found.append(Fact(words, start, start + len(words), key))


def _ends_no_name(word: str) -> bool:
    return word[0].islower() or plain(word) in ARTICLES or plain(word) in _ROLES


def _never_alone(word: str) -> bool:
    """The pronoun 'I', a title whose name was cut off, a degree, a time zone, a share's sign ('MRK.N') and a member's
    party and state ('R-Texas'), which outlets print or not beside a name that stands there anyway."""
    if word == "I" or word[:2] in {"I'", "I’"} or word in SHORT or word in _ZONES or word in _DEGREES:
        return True
    return ("." in word and _SHARE.fullmatch(word) is not None) or (
        "-" in word and _SEAT.fullmatch(word) is not None
    )


_DEGREES = frozenset({"PhD", "Ph.D", "DPhil", "MBA", "MSc", "BSc"})
_SEAT = re.compile(r"[DIRL]-[A-Z][A-Za-z.]*")


_ZONE_WORDS = "GMT UTC BST CET CEST EST EDT CST CDT MST MDT PST PDT AEST AEDT JST IST"
_ZONES = frozenset(_ZONE_WORDS.split())
_SHARE = re.compile(r"[A-Z]{2,5}\.[A-Z]{1,2}")


def _is_no_name(first: Word, alone: bool, text: str, opening: frozenset[str], attested: Attested) -> bool:
    """Whether the first word of a run of capitals, or the only one, is no part of a name."""
    printed = first.text
    word = plain(printed)
    if printed[0].isdigit() or printed[0].islower() or word in ARTICLES:
        return True
    shouted, at_start = printed.isupper(), opens(text, first.start)
    if at_start and "-" in printed and printed.split("-", 1)[1].islower():
        return True
    if word in opening and not shouted and (at_start or alone):
        return True
    if len(word) > 3 and shouted and word in attested.common:
        return True
    if not at_start or (shouted and len(word) > 1):
        return False
    if word in attested.names:
        return alone and word in attested.common and word not in attested.folded
    return alone or word in attested.common


def _listed(text: str, attested: Attested, busy: list[tuple[int, int]]) -> list[Fact]:
    """Names that the articles list, where the capitals did not show them already."""
    found: list[Fact] = []
    for name in attested.listed:
        at = text.find(name)
        if at < 0:
            continue
        end = at + len(name)
        if text.find(name, at + 1) < 0 and any(at < stop and begin < end for begin, stop in busy):
            continue  # as nearly always: the capitals have shown it
        for match in _edged(name).finditer(text):
            start, end = match.span(1)
            if any(start < stop and begin < end for begin, stop in busy):
                continue
            busy.append((start, end))
            found.append(Fact(match[1], start, end, name_of(match[1])))
    return found


@lru_cache(maxsize=1024)
def _edged(name: str) -> re.Pattern[str]:
    """A pattern for the name as a whole word; Arabic conjunctions and prepositions may be written on to it."""
    if re.search(r"[\u3040-\u9fff\u0e00-\u0eff]", name):
        return re.compile(f"({re.escape(name)})")
    prefix = "(?:[وفبلك]|لل)?" if re.search(r"[\u0600-\u06ff]", name) else ""
    return re.compile(rf"(?<!\w){prefix}({re.escape(name)})(?!\w)")
