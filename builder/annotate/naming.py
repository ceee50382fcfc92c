"""Under which name a mention stands: of a surname the full person, of an acronym its expansion, of a short form the long."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from builder.annotate.bodies import is_of_any_state
from builder.annotate.lexicon import lexicon
from builder.annotate.name_types import listed_type
from builder.annotate.shapes import ORGANIZATION, PERSON
from builder.annotate.spans import printed_name
from builder.annotate.tokens import PARTICLES
from builder.model.entities import EntityType, Mention

PLACE = EntityType.PLACE

#: Words that may follow an organization's short name: `Ant` and `Ant Group`.
_DESIGNATORS = frozenset(
    [
        "group",
        "inc",
        "inc.",
        "corp",
        "corp.",
        "corporation",
        "ltd",
        "ltd.",
        "limited",
        "co",
        "co.",
        "company",
        "companies",
        "plc",
        "llc",
        "holdings",
        "holding",
        "ag",
        "gmbh",
        "sa",
        "party",
        "bank",
        "airlines",
        "airways",
        "motors",
        "motor",
        "electronics",
        "technologies",
        "industries",
        "international",
        "university",
        "foundation",
        "newspaper",
        "news",
        "agency",
    ]
)
#: Small words that an acronym may pass over.
_SMALL = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "in",
        "on",
        "de",
        "la",
        "du",
        "del",
        "des",
        "et",
        "y",
        "e",
        "to",
        "a",
        "an",
        "&",
    ]
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.]{0,8}[A-Z.]s?")


def initials(name: str) -> frozenset[str]:
    """The acronyms that a name of several words may have, upper case, with and without its small words."""
    words = [w for w in re.split(r"[\s\-/]+", name) if w and w[0].isalnum()]
    every = "".join(w[0] for w in words).upper()
    main = "".join(w[0] for w in words if w.lower() not in _SMALL).upper()
    return frozenset(a for a in (every, main) if len(a) > 1)


def bare(acronym: str) -> str:
    return re.sub(r"[.&]", "", acronym.removesuffix("s") if acronym[:-1].isupper() else acronym).upper()


def named(mentions: Sequence[Mention]) -> list[Mention]:
    """Every mention with its name: of a surname the full person, of an acronym its expansion, of a short form the long."""
    full: dict[EntityType, dict[str, str]] = {kind: {} for kind in EntityType}
    for mention in mentions:
        name = mention.name or printed_name(mention.text)
        full[mention.type].setdefault(name, mention.text)
    expansions = _expansions(full)
    calm = {name.upper(): name for names in full.values() for name in names if not name.isupper()}
    people = _People(mentions)
    result: list[Mention] = []
    for mention in mentions:
        if mention.name:
            result.append(mention)
            if mention.type is PERSON:
                people.note(mention.name)
            continue
        name = printed_name(mention.text)
        if name.isupper():
            name = calm.get(name) or _calmed(name)
        if mention.type is PERSON:
            name = people.full(name)
            if " " in name:
                people.note(name)
        else:
            name = expansions.get((mention.type, name), name)
        result.append(replace(mention, name=name))
    return result


def _calmed(name: str) -> str:
    """A place printed in capitals in the form that the lists have; any other name as it is."""
    quiet = name.title()
    return quiet if len(name) > 3 and listed_type(quiet) is PLACE else name


class _People:
    """The people named in full, to be found by the end or the beginning of a name. A person also goes by the full forms
    that the text prints: an editor's `Ana Reës` is printed `Ana Rees`, and `Rees` is she."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._by_end: dict[tuple[str, ...], dict[str, None]] = {}
        self._by_beginning: dict[tuple[str, ...], dict[str, None]] = {}
        #: By the word before a particle, as Spanish names are shortened: `Ruiz` of `Ana Ruiz de la Vega`.
        self._by_inner: dict[tuple[str, ...], dict[str, None]] = {}
        self._last_named: dict[str, int] = {}
        self._named = 0
        for mention in mentions:
            if mention.type is PERSON:
                printed = printed_name(mention.text)
                name = mention.name or printed
                for form in {name: None, printed: None}:
                    self._add(name, _parts(form))

    def _add(self, name: str, form: tuple[str, ...]) -> None:
        for length in range(1, len(form)):
            self._by_end.setdefault(form[-length:], {})[name] = None
            self._by_beginning.setdefault(form[:length], {})[name] = None
        for word, after in pairwise(form[1:]):
            if after in PARTICLES and word not in PARTICLES:
                self._by_inner.setdefault((word,), {})[name] = None
        if form[-1:] and form[-1] in _GENERATIONS:
            for length in range(1, len(form)):
                self._by_end.setdefault(form[-length - 1 : -1], {})[name] = None

    def note(self, name: str) -> None:
        """The text names this person here."""
        self._named += 1
        self._last_named[name] = self._named

    def full(self, name: str) -> str:
        """The fuller name that a short form stands for: of the person named last before it, else after it; by surname
        first, then by given name, then by a word before a particle that only one has. A name that fits none is left as it is."""
        key = _parts(name)
        if len(key) > 2 and key[0] not in PARTICLES:
            return name
        held = [self._by_end.get(key)]
        if key and (key[0] not in PARTICLES or "g" in lexicon().classes.get(key[0].capitalize(), "")):
            held.append(self._by_beginning.get(key))
        for fitting in filter(None, held):
            before = [candidate for candidate in fitting if candidate in self._last_named]
            return max(before, key=self._last_named.__getitem__) if before else next(iter(fitting))
        within = self._by_inner.get(key, {})
        return next(iter(within)) if len(within) == 1 else name


#: Words after a surname that are no part of it: `Reed Jr` is found by `Reed`.
_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(name.casefold().split())


def _expansions(full: dict[EntityType, dict[str, str]]) -> dict[tuple[EntityType, str], str]:
    """For organizations and places: short form to the long form in the same document, never where two would fit."""
    words = lexicon()
    found: dict[tuple[EntityType, str], str] = {}
    for kind in (ORGANIZATION, PLACE):
        names = full[kind]
        by_initials: dict[str, set[str]] = defaultdict(set)
        for name in names:
            if " " in name:
                for acronym in initials(name):
                    by_initials[acronym].add(name)
        for name in names:
            if kind is PLACE and (short := words.countries.get(name) or _of_state(name)):
                found[kind, name] = short
                continue
            if kind is ORGANIZATION and name in words.organizations and " " not in name and name.isupper():
                found[kind, name] = words.organizations[name]
                continue
            longer: set[str] = set()
            if kind is ORGANIZATION and is_of_any_state(name):
                longer = {other for other in names if _is_its_full_name(name, other)}
            elif " " not in name and _ACRONYM.fullmatch(name):
                longer = by_initials.get(bare(name), set())
            elif kind is ORGANIZATION:
                longer = {other for other in names if _is_short_for(name, other)}
            if len(longer) == 1:
                found[kind, name] = next(iter(longer))
    return found


def _is_its_full_name(body: str, other: str) -> bool:
    """Whether a name says whose body it is: of `Parliament` `Parliament of Ghana`, `Ghana Parliament`, `Ghanaian Parliament`."""
    if other.startswith(f"{body} of "):
        return True
    whose = other.removesuffix(f" {body}")
    return whose != other and (listed_type(whose) is PLACE or "d" in lexicon().classes.get(whose, ""))


#: The form of a state before its name.
_STATE = re.compile(r"(?:\w+ ){0,2}(?:Republic|Kingdom|Sultanate|State|Principality) of (?:the )?(.+)")


#: A formal name that means another state than the one whose name it holds. (`Republic of Korea` is in the lists.)
_OTHER_STATES = {"Republic of China": "Taiwan"}


def _of_state(name: str) -> str | None:
    """The listed place of which a name is the formal one: of `Republic of Ghana` `Ghana`."""
    match = _STATE.fullmatch(name)
    if name in _OTHER_STATES:
        return _OTHER_STATES[name]
    if match is None or listed_type(match[1]) is not PLACE:
        return None
    return lexicon().countries.get(match[1], match[1])


def _is_short_for(short: str, long: str) -> bool:
    """`Ant` for `Ant Group`, `Communist Party` for `Chinese Communist Party`; never `China` for `Bank of China`."""
    brief, whole = short.split(), long.split()
    if len(brief) >= len(whole):
        return False
    rest = whole[len(brief) :]
    if whole[: len(brief)] == brief and all(word.lower() in _DESIGNATORS for word in rest):
        return True
    lead = whole[: -len(brief)]
    classes = lexicon().classes
    return (
        len(brief) > 1
        and whole[-len(brief) :] == brief
        and all(word == "of" or set(classes.get(word, "")) & set("dp") for word in lead)
    )
