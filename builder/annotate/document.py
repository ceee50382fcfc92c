"""What a whole document says of its names: one type a name, short forms to long, repeats that were not marked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from builder.annotate.adjoining import linked, unlinked
from builder.annotate.capitals import in_capitals
from builder.annotate.evidence import evidence
from builder.annotate.extents import extended, parted, without_role
from builder.annotate.lexicon import lexicon
from builder.annotate.missed import shown
from builder.annotate.name_types import listed_type, settled_type
from builder.annotate.naming import bare, initials, named
from builder.annotate.shapes import cut, is_agency_credit, is_no_name, whole
from builder.annotate.spans import trim
from builder.annotate.tokens import PARTICLES
from builder.model.entities import EntityType, Mention

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE

#: Those after which the short name alone surely means the same company.
_COMPANY = frozenset(
    ["group", "inc", "inc.", "corp", "corp.", "ltd", "ltd.", "holdings", "plc", "llc", "ag", "gmbh"]
)
#: Words that follow a firm's name and hardly a person's: what it is by law and trade, and who sits above it.
_FIRM = _COMPANY | frozenset(
    [
        "board",
        "airlines",
        "airways",
        "technologies",
        "technology",
        "studios",
        "company",
        "corporation",
        "motors",
        "telecom",
    ]
)
#: An acronym in brackets, and the words in lower case before it.
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&]{1,6})\)")
_EXPLAINING = re.compile(r"(?:\b[a-z][\w’'-]* ){1,7}$")
_GIVES_ACRONYM = re.compile(r"\s*\(\s*[\"“']?([A-Z][A-Za-z&]{0,8}[A-Z])[\"”']?\s*\)")


def settle(text: str, mentions: Iterable[Mention], *, in_english: bool = True) -> tuple[Mention, ...]:
    """Mentions trimmed, of one type a name, named by the longest form that the document gives, with the repeats that
    the engine missed. Mentions that already have a name (from the authority files) keep name, place and type.

    Whatever the engine and the language; only where an engine read the text as English (`in_english`) are organizations
    added that it missed (`missed.shown`). The result is in order and non-overlapping.
    """
    trimmed = [m if m.name else trim(text, cut(text, without_role(text, m))) for m in mentions]
    kept = in_capitals(text, _apart(m for m in trimmed if m is not None))
    surnames = frozenset(m.text.split()[-1] for m in kept if m.type is PERSON and " " in m.text)
    plain = _plain_acronyms(text)
    kept = [
        m
        for m in kept
        if m.name or not (m.text in plain or is_no_name(text, m, surnames) or is_agency_credit(text, m))
    ]
    kept = [m if m.name or _is_surname(m, surnames) else settled_type(m) for m in whole(text, kept)]
    kept = linked(text, unlinked(parted(extended(text, kept))))
    if in_english:
        kept = _apart([*kept, *(m for m in shown(text, kept) if not is_agency_credit(text, m))])
    kept = _surnames_as_people(text, kept)
    kept = _of_companies(_one_type(kept), surnames)
    kept = _countries(text, kept, surnames)
    kept = _as_stated(text, kept, surnames)
    kept = _with_acronyms(text, kept)
    kept = _with_repeats(text, kept, surnames)
    return tuple(named(kept))


def _plain_acronyms(text: str) -> frozenset[str]:
    """Acronyms that the text explains by words in lower case, `non-performing loans (NPLs)`: a kind of thing, no name."""
    found: set[str] = set()
    for match in _BRACKETED.finditer(text):
        before = _EXPLAINING.search(text[max(0, match.start() - 150) : match.start()])
        if before is None:
            continue
        words = before.group().split()
        acronym = match[1].removesuffix("s").upper()
        if any(acronym in initials(" ".join(words[-count:])) for count in range(1, len(words) + 1)):
            found |= {match[1], match[1].removesuffix("s"), match[1].removesuffix("s") + "s"}
    return frozenset(found)


def _is_surname(mention: Mention, surnames: frozenset[str]) -> bool:
    """Whether a person goes by the surname of one named in full: `Paris` of Ana Paris, whatever the lists say of it."""
    return mention.type is PERSON and mention.text in surnames


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Without overlaps: resolved ones first, then the longer, then the earlier."""
    ordered = sorted(mentions, key=lambda m: m.start)
    if all(one.end <= other.start for one, other in pairwise(ordered)):
        return ordered
    ranked = sorted(ordered, key=lambda m: (not m.name, m.start - m.end))
    taken: list[Mention] = []
    starts: set[int] = set()
    for mention in ranked:
        span = range(mention.start, mention.end)
        if not starts.isdisjoint(span):
            continue
        starts.update(span)
        taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


#: What stands before a place and hardly before a person who was named in full already.
_WHERE = re.compile(
    r"\b(?:in|at|from|near|to|across|outside|around|into|through|of|throughout)(?: the)? $", re.IGNORECASE
)


def _surnames_as_people(text: str, mentions: list[Mention]) -> list[Mention]:
    """With a lone surname of somebody named in full before it read as the person, whatever else the word may mean
    (`Dayton` of Scott Dayton), unless it stands where a place stands.

    (Surnames of the train-* sets that find their person from the text: .966, with this .978; F1 of people on
    dev-worldwide-a .852, .853.)
    """
    full: set[str] = set()
    result: list[Mention] = []
    for mention in mentions:
        if mention.type is PERSON and " " in mention.text:
            full.add(mention.text.split()[-1].casefold())
        elif (
            mention.type is not PERSON
            and not mention.name
            and mention.text.casefold() in full
            and not _WHERE.search(text[max(0, mention.start - 16) : mention.start])
            and not re.match(r", [A-Z]", text[mention.end : mention.end + 3])
        ):
            mention = replace(mention, type=PERSON)
        result.append(mention)
    return result


def _one_type(mentions: list[Mention]) -> list[Mention]:
    """Each name's mentions get the type that most of them have, by sum of scores; a resolved mention decides."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for mention in mentions:
        votes[mention.text][mention.type] += 1000.0 if mention.name else mention.score  # type: ignore[assignment]
    return [
        m if m.name or len(votes[m.text]) == 1 else replace(m, type=votes[m.text].most_common(1)[0][0])
        for m in mentions
    ]


def _countries(text: str, mentions: list[Mention], surnames: frozenset[str]) -> list[Mention]:
    """With a country that people are called too (`Jordan`, `Chad`) as a place where the text holds its demonym and names
    nobody with it as surname.

    (Places of dev-worldwide-a: without this .8498, with it .8509; the edited training sets by two folds stay as they are.)
    """
    people = {m.text for m in mentions if m.type is PERSON and not m.name}
    found = {
        country
        for country in people & lexicon().demonyms.keys() - surnames
        if any(demonym in text for demonym in lexicon().demonyms[country])
    }
    return (
        [replace(m, type=PLACE) if m.text in found and not m.name else m for m in mentions]
        if found
        else mentions
    )


def _of_companies(mentions: list[Mention], surnames: frozenset[str]) -> list[Mention]:
    """A company's short name has the company's type: `Kestrel` beside `Kestrel Group`, unless somebody is called so."""
    short = {
        m.text.split()[0]
        for m in mentions
        if m.type is ORGANIZATION and m.text.count(" ") == 1 and m.text.split()[1].lower() in _FIRM
    }
    return [
        replace(m, type=ORGANIZATION)
        if m.text in short and not m.name and m.text not in surnames and listed_type(m.text) is None
        else m
        for m in mentions
    ]


def _as_stated(text: str, mentions: list[Mention], surnames: frozenset[str]) -> list[Mention]:
    """With the type that the text itself states of a name, unless the lists know it, or it has a given name in it, or
    is the surname of somebody named in full.

    (On dev-worldwide-a 94 mentions get their right type by this and 7 lose it.)
    """
    stated = evidence(text, (m for m in mentions if not m.name))
    if not stated:
        return mentions
    return [
        settled_type(replace(m, type=stated[m.text]))
        if m.text in stated
        and not m.name
        and m.type is not stated[m.text]
        and not _is_surname(m, surnames)
        and listed_type(m.text) is None
        and not (m.type is PERSON and " " in m.text and _opens_with_given_name(m.text))
        else m
        for m in mentions
    ]


def _opens_with_given_name(name: str) -> bool:
    """Whether a name begins with a listed given name that is no particle too (`Al` also opens `Al Manara`)."""
    first = name.split()[0]
    return "g" in lexicon().classes.get(first, "") and first.lower() not in PARTICLES


def _with_acronyms(text: str, mentions: list[Mention]) -> list[Mention]:
    """With the acronym that stands in brackets after an organization or place, as a mention of the same type."""
    spans = {m.start for m in mentions}
    added: list[Mention] = []
    types: dict[str, EntityType] = {}
    for mention in mentions:
        if mention.type is PERSON or " " not in mention.text:
            continue
        given = _GIVES_ACRONYM.match(text, mention.end)
        if given and bare(given[1]) in initials(mention.text):
            types[given[1]] = mention.type
            if given.start(1) not in spans:
                added.append(
                    Mention(given.start(1), given.end(1), mention.type, given[1], score=mention.score)
                )
    covered = [(m.start, m.end) for m in (*mentions, *added)]
    for mention in mentions:
        if (
            mention.type is PERSON
            or not mention.text.isupper()
            or text[mention.start - 1 : mention.start] != "("
        ):
            continue
        found = _expansion_before(text, mention)
        if found is not None and not any(a < found.end and found.start < b for a, b in covered):
            added.append(found)
    result = [replace(m, type=types[m.text]) if m.text in types and not m.name else m for m in mentions]
    return _apart([*result, *added]) if added else result


def _expansion_before(text: str, acronym: Mention) -> Mention | None:
    """The words before a bracket whose initials are the acronym inside it, as a mention of the acronym's type."""
    before = re.search(r"((?:\b[\w'’-]+ ){2,8})\($", text[max(0, acronym.start - 120) : acronym.start])
    if before is None:
        return None
    words = before[1].split()
    for count in range(2, len(words) + 1):
        name = " ".join(words[-count:])
        if name[0].isupper() and bare(acronym.text) in initials(name):
            start = acronym.start - 2 - len(name)
            if text[start : acronym.start - 2] == name:
                return replace(acronym, start=start, end=start + len(name), text=name)
    return None


#: A name is repeated over a document only where the engine was at least this sure of one of its mentions. Exact-span F1
#: on dev-worldwide-a: from 0 .7821, from .3 .7823, from .5 .7841, from .7 .7850, from .9 .7848.
_SURE = 0.7


def _with_repeats(text: str, mentions: list[Mention], surnames: frozenset[str]) -> list[Mention]:
    """With the other occurrences of names already marked, and of the surnames of people named in full."""
    best: dict[str, Mention] = {}
    for mention in mentions:
        if mention.text not in best or best[mention.text].score < mention.score:
            best[mention.text] = mention
    wanted: dict[str, EntityType] = {}
    words = lexicon()
    for name, mention in best.items():
        if mention.score < _SURE or not _may_repeat(name):
            continue
        wanted[name] = mention.type
        parts = name.split()
        if mention.type is PERSON and len(parts) > 1 and len(parts[-1]) > 2 and _may_repeat(parts[-1]):
            wanted.setdefault(parts[-1], PERSON)
            if (first := next((i for i, part in enumerate(parts) if i and part in PARTICLES), 0)) > 0:
                wanted.setdefault(" ".join(parts[first:]), PERSON)
        if (
            mention.type is ORGANIZATION
            and len(parts) == 2
            and parts[1].lower() in _COMPANY
            and _may_repeat(parts[0])
        ):
            wanted.setdefault(parts[0], ORGANIZATION)
    taken = bytearray(len(text))
    for mention in mentions:
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    added: list[Mention] = []
    for name in sorted(wanted, key=lambda n: (-len(n), n)):
        if wanted[name] is PLACE and "d" in words.classes.get(name, ""):
            continue
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(taken[at:end]) and _stands_alone(text, at, end):
                found = Mention(at, end, wanted[name], name, score=_SURE)
                if not is_no_name(text, found, surnames):
                    added.append(found)
                taken[at:end] = b"\x01" * len(name)
            at = text.find(name, end)
    return sorted([*mentions, *added], key=lambda m: m.start) if added else mentions


def _may_repeat(name: str) -> bool:
    """Whether a name's words surely mean it wherever they stand: not a word that is mostly printed in lower case."""
    return " " in name or (name[:1].isupper() and len(name) > 1 and name.lower() not in lexicon().common)


_WORDLIKE = re.compile(r"[\w]")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether an occurrence is the whole name: no letter beside it, no capitalised word that would make it longer."""
    if (start and _WORDLIKE.match(text[start - 1])) or (end < len(text) and _WORDLIKE.match(text[end])):
        return False
    before = re.search(r"(\w+)[ -]$", text[max(0, start - 25) : start])
    after = re.match(r"[ -](\w+)", text[end : end + 25])
    titles = lexicon().titles
    if after and after[1][0].isupper() and text[end] == " ":
        return False
    return not (
        before
        and before[1][0].isupper()
        and before[1].lower() not in titles
        and not _opens(text, start - len(before[0]))
    )


def _opens(text: str, at: int) -> bool:
    return not text[:at].strip() or text[:at].rstrip()[-1:] in '.!?\n"“”:' or text[at - 1 : at] == "\n"
