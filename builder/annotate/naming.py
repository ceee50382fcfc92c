"""Under which name a mention stands: of a surname the full person, of an acronym its expansion, of a short form the long."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

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
    people = _people(mentions)
    result: list[Mention] = []
    recent: list[str] = []
    for mention in mentions:
        if mention.name:
            result.append(mention)
            if mention.type is PERSON:
                recent.append(mention.name)
            continue
        name = printed_name(mention.text)
        if name.isupper():
            name = calm.get(name) or _calmed(name)
        if mention.type is PERSON:
            name = _full_person(name, recent, people)
            if " " in name:
                recent.append(name)
        else:
            name = expansions.get((mention.type, name), name)
        result.append(replace(mention, name=name))
    return result


def _calmed(name: str) -> str:
    """A place printed in capitals in the form that the lists have; any other name as it is."""
    quiet = name.title()
    return quiet if len(name) > 3 and listed_type(quiet) is PLACE else name


def _people(mentions: Sequence[Mention]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The people named in full, each with the words of the name and of the full forms that the text prints: an editor's
    `Ana Reës` is printed `Ana Rees`, and `Rees` is she."""
    forms: dict[str, dict[str, None]] = {}
    for mention in mentions:
        if mention.type is PERSON:
            printed = printed_name(mention.text)
            name = mention.name or printed
            if " " in name or " " in printed:
                forms.setdefault(name, {}).update(dict.fromkeys(f for f in (name, printed) if " " in f))
    return {name: tuple(_parts(form) for form in held) for name, held in forms.items()}


def _full_person(name: str, recent: Sequence[str], people: Mapping[str, tuple[tuple[str, ...], ...]]) -> str:
    """The fuller name in the document that a short form stands for: the person named last before it, else after it;
    by surname first, then by given name. A name that fits none is left as it is."""
    key = _parts(name)
    if len(key) > 2 and key[0] not in PARTICLES:
        return name
    for fits in (_ends_with, _begins_with):
        for candidates in (reversed(recent), people):
            for candidate in candidates:
                if any(len(form) > len(key) and fits(form, key) for form in people.get(candidate, ())):
                    return candidate
    return name


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(name.casefold().split())


def _ends_with(longer: tuple[str, ...], key: tuple[str, ...]) -> bool:
    if longer[-len(key) :] == key:
        return True
    # `Salman` of `Mohammed bin Salman`, `Jr` left aside.
    return longer[-1] in ("jr", "jr.", "sr", "sr.", "ii", "iii") and longer[-len(key) - 1 : -1] == key


def _begins_with(longer: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return longer[: len(key)] == key and (
        key[0] not in PARTICLES or "g" in lexicon().classes.get(key[0].capitalize(), "")
    )


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
            if kind is PLACE and name in words.countries:
                found[kind, name] = words.countries[name]
                continue
            if kind is ORGANIZATION and name in words.organizations and " " not in name and name.isupper():
                found[kind, name] = words.organizations[name]
                continue
            longer: set[str] = set()
            if " " not in name and _ACRONYM.fullmatch(name):
                longer = by_initials.get(bare(name), set())
            elif kind is ORGANIZATION:
                longer = {other for other in names if _is_short_for(name, other)}
            if len(longer) == 1:
                found[kind, name] = next(iter(longer))
    return found


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
