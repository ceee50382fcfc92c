"""Names of people, organizations, places and works in a text, read without any model.

In scripts with capitals a name is a run of capitalised words; in others, and in languages that capitalise every
noun, the names that the articles list are looked for. Two printings of one name are told from two names by the
order of their words, so that 'Xi' is 'Xi Jinping' but 'Singapore National University' is not the 'National
University of Singapore'.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from builder.derive.facts import lexicon
from builder.derive.facts.fact import Fact
from builder.derive.facts.name import ARTICLES, INNER, POSSESSIVE, Name, name_of, plain

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&][^\W_]+)*['’]?")

#: The same in a text of ASCII, in half the time.
_ASCII_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-z0-9]++(?:[-'.&][A-Za-z0-9]++)*+'?")


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
        sight = _sight(text)
        return Attested(
            self.names & sight.decisive,
            self.common & sight.decisive,
            tuple([name for name in self.listed if name in text]) if self.listed else (),
            self.whole if sight.possessive else frozenset(),
            self.folded & sight.decisive,
        )


def attest(sentences: Iterable[str], listed: Collection[str]) -> Attested:
    """Learn from all sentences of both texts."""
    seen = [_sight(sentence) for sentence in sentences]
    ordered = tuple(sorted(set(listed), key=lambda n: (-len(n), n)))
    return Attested(
        frozenset([plain(w) for name in ordered for w in name.split() if w[:1].isupper()]).union(
            *[sight.names for sight in seen]
        ),
        frozenset().union(*[sight.common for sight in seen]),
        ordered,
        frozenset([" ".join(name_of(name).words) for name in ordered]),
        frozenset([name.casefold() for name in ordered]),
    )


class _Sight(NamedTuple):
    """What one passage shows by itself. `stretches` are the words that may go together as a name, from one with a capital
    on; no name goes over the end of one. `names` and `common` are what it teaches (see `Attested`); `decisive` its words of which
    it matters whether they are attested, since they can stand in a name."""

    stretches: tuple[tuple[re.Match[str], ...], ...]
    headline: bool
    possessive: bool
    decisive: frozenset[str]
    names: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=1024)
def _sight(text: str) -> _Sight:
    tokens = list((_ASCII_WORD if text.isascii() else _WORD).finditer(text))
    words = [match[0] for match in tokens]
    large = [place for place, word in enumerate(words) if not word[0].islower()]
    capitals = {words[place] for place in large}
    small = _plain({*words}.difference(capitals))
    headline = _is_headline(text, words)
    decisive = {plain(word) for word in capitals} | (small & INNER)
    if headline:
        decisive.update(name_of(text).words, *(name_of(word).words for word in words))
    names = [
        plain(words[place])
        for place in large
        if words[place][0].isupper()
        and not _opens(text, tokens[place].start())
        and not _owns(text, tokens[place])
    ]
    return _Sight(
        _stretches(text, tokens, large),
        headline,
        ("'" in text or "’" in text) and any(word[-1] in "'’" or word[-2:-1] in "'’" for word in words),
        frozenset(decisive),
        frozenset() if headline else frozenset(names),
        frozenset() if headline else frozenset(small),
    )


def _plain(words: set[str]) -> set[str]:
    """The words as `plain` has them; words that are nothing but small letters, as nearly all are, are that already."""
    joined = "".join(words)
    if joined.isascii() and joined.isalpha() and joined.islower():
        return words
    return {plain(word) for word in words}


def _stretches(
    text: str, tokens: Sequence[re.Match[str]], large: Sequence[int]
) -> tuple[tuple[re.Match[str], ...], ...]:
    found: list[tuple[re.Match[str], ...]] = []
    done = 0
    for start in large:
        if start < done:
            continue
        end = start + 1
        while (
            end < len(tokens) and _adjoins(text, tokens[end - 1], tokens[end]) and _goes_on(text, tokens[end])
        ):
            end += 1
        found.append(tuple(tokens[start:end]))
        done = end
    return tuple(found)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether the word may stand in a name, after its first."""
    word = match[0]
    return (
        word[0].isupper()
        or (word[0].isdigit() and len(word) < 3)
        or (plain(word) in INNER and _capital_follows(text, match.end()))
    )


def _owns(sentence: str, match: re.Match[str]) -> bool:
    """Whether the word is a possessive before a capital: 'People' in 'The People's Daily' is attested by nothing."""
    return bool(POSSESSIVE.search(match.group())) and _capital_follows(sentence, match.end())


def _is_headline(sentence: str, words: Sequence[str]) -> bool:
    """Whether nearly all longer words have capitals, as in an English headline: they then say nothing of names."""
    if sentence.rstrip()[-1:] in _ENDS:
        return False
    longer = [word for word in words if len(word) >= 4 and word[0].isalpha()]
    capitals = sum([word[0].isupper() for word in longer])
    return len(longer) >= 4 and capitals >= 0.8 * len(longer)


#: What a sentence ends in and a headline does not.
_ENDS = frozenset('.!?"”')


def _opens(sentence: str, at: int) -> bool:
    """Whether the word there opens a sentence, a quotation or a clause after a colon."""
    if sentence[at - 2 : at - 1].isalnum() and sentence[at - 1 : at] == " ":
        return False  # as nearly always
    before = sentence[:at].rstrip(" \t\"'“”‘’«»‹›„([¿¡-–—•*\u00a0")
    return not before or before[-1] in ".!?:;…。" or sentence[at - 1] in '"“«„'


def names(
    text: str, language: str | None, attested: Attested, taken: Sequence[tuple[int, int]] = ()
) -> list[Fact]:
    """The names of a passage in order, outside the ranges `taken` (dates)."""
    sight = _sight(text)
    found: list[Fact] = []
    if sight.stretches and not _capitals_say_nothing(language):
        found = _runs(text, sight, language, attested, taken)
    if sight.headline:
        found = [f for f in found if isinstance(f.key, Name) and attested.names.issuperset(f.key.words)]
    if attested.listed:
        found.extend(_listed(text, attested, [(fact.start, fact.end) for fact in found]))
    if taken:
        found = [f for f in found if not any(f.start < end and start < f.end for start, end in taken)]
    return sorted(found, key=lambda fact: fact.start)


def _capitals_say_nothing(language: str | None) -> bool:
    return (language or "").split("-")[0].casefold() in lexicon.CAPITAL_NOUNS


def _runs(
    text: str, sight: _Sight, language: str | None, attested: Attested, taken: Sequence[tuple[int, int]]
) -> list[Fact]:
    found: list[Fact] = []
    for stretch in sight.stretches:
        run: list[re.Match[str]] = []
        for match in stretch:
            if taken and any(start < match.end() and match.start() < end for start, end in taken):
                _close(found, run, text, language, attested)
                run = []
                continue
            if not run and not match[0][0].isupper():
                continue
            run.append(match)
            if POSSESSIVE.search(match[0]) and _stands_alone(run, attested):
                _close(found, run, text, language, attested)
                run = []
        _close(found, run, text, language, attested)
    return found


def _adjoins(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    between = text[before.end() : after.start()]
    if between == " ":
        return True
    initial = (
        between.startswith(".") and len(before.group().split(".")[-1]) == 1
    ) or before.group() in _SHORT
    return between.strip() in ({"", "&", "-"} | ({"."} if initial else set())) and len(between) <= 3


#: Shortened titles whose stop does not end a name.
_SHORT = frozenset(
    {"Dr", "Mr", "Mrs", "Ms", "St", "Gen", "Sen", "Gov", "Rep", "Sgt", "Lt", "Col", "Prof", "Jr", "Sr", "Sra"}
)


def _capital_follows(text: str, at: int) -> bool:
    match = _NEXT.match(text, at)
    return match is not None and match[1].isupper()


_NEXT = re.compile(r"\s(?:(?:la|las|los|le|les|the|der|den|el|al)\s)?([^\W\d_])")


def _stands_alone(run: Sequence[re.Match[str]], attested: Attested) -> bool:
    """Whether the possessive ends a name ('China's Communist Party'), rather than being part of one ('People's Daily')."""
    words = [plain(m.group()) for m in run]
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
    found: list[Fact], run: Sequence[re.Match[str]], text: str, language: str | None, attested: Attested
) -> None:
    """Append the run as names: cut after words for an office, without words at the edges that are no names."""
    if not run:
        return
    start = 0
    for place, match in enumerate(run):
        following = run[place + 1] if place + 1 < len(run) else None
        goes_on = following is not None and (
            following.group()[0].islower() or plain(following.group()) in _ROLES
        )
        if plain(match.group()) in _ROLES and not goes_on:
            _append(found, run[start : place + 1], text, language, attested)
            start = place + 1
    _append(found, run[start:], text, language, attested)


def _append(
    found: list[Fact], run: Sequence[re.Match[str]], text: str, language: str | None, attested: Attested
) -> None:
    kept = list(run)
    opening = lexicon.opening_words(language)
    while kept and _is_no_name(kept, text, opening, attested):
        kept.pop(0)
    while kept and _ends_no_name(kept[-1].group()):
        kept.pop()
    if not kept or (len(kept) == 1 and _never_alone(kept[0].group())):
        return
    start = kept[0].start()
    before = run[len(run) - len(kept) - 1] if len(run) > len(kept) and run[-1] is kept[-1] else None
    if before is not None and plain(before.group()) in ARTICLES and not _opens(text, before.start()):
        start = before.start()  # as printed: 'The Hague', 'The Economist'
    words = POSSESSIVE.sub("", text[start : kept[-1].end()])
    key = name_of(words)
    if key.words and any(len(word) > 1 or not word.isascii() for word in key.words):
        found.append(Fact(words, start, start + len(words), key))


def _ends_no_name(word: str) -> bool:
    return word[0].islower() or plain(word) in ARTICLES or plain(word) in _ROLES


def _never_alone(word: str) -> bool:
    """The pronoun 'I', a title whose name was cut off, a degree, a time zone, a share's sign ('MRK.N') and a member's
    party and state ('R-Texas'), which outlets print or not beside a name that stands there anyway."""
    if word == "I" or word[:2] in {"I'", "I’"} or word in _SHORT or word in _ZONES or word in _DEGREES:
        return True
    return _SHARE.fullmatch(word) is not None or _SEAT.fullmatch(word) is not None


_DEGREES = frozenset({"PhD", "Ph.D", "DPhil", "MBA", "MSc", "BSc"})
_SEAT = re.compile(r"[DIRL]-[A-Z][A-Za-z.]*")


_ZONE_WORDS = "GMT UTC BST CET CEST EST EDT CST CDT MST MDT PST PDT AEST AEDT JST IST"
_ZONES = frozenset(_ZONE_WORDS.split())
_SHARE = re.compile(r"[A-Z]{2,5}\.[A-Z]{1,2}")


def _is_no_name(run: Sequence[re.Match[str]], text: str, opening: frozenset[str], attested: Attested) -> bool:
    """Whether the first word of a run of capitals is no part of a name."""
    printed, opens = run[0].group(), _opens(text, run[0].start())
    word, shouted = plain(printed), printed.isupper()
    if printed[0].isdigit() or printed[0].islower() or word in ARTICLES:
        return True
    if "-" in printed and printed.split("-", 1)[1].islower() and opens:
        return True
    if word in opening and not shouted and (opens or len(run) == 1):
        return True
    if len(word) > 3 and shouted and word in attested.common:
        return True
    if not opens or (shouted and len(word) > 1):
        return False
    if word in attested.names:
        return len(run) == 1 and word in attested.common and word not in attested.folded
    return len(run) == 1 or word in attested.common


def _listed(text: str, attested: Attested, busy: list[tuple[int, int]]) -> list[Fact]:
    """Names that the articles list, where the capitals did not show them already."""
    found: list[Fact] = []
    for name in attested.listed:
        if name not in text:
            continue
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
