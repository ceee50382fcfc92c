"""What a whole document says of its names: one type a name, short forms to long, repeats that were not marked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from builder.annotate.lexicon import lexicon
from builder.annotate.shapes import cut, is_agency_credit, is_no_name, listed_type, settled_type, whole
from builder.annotate.spans import printed_name, trim
from builder.annotate.tokens import PARTICLES
from builder.model.entities import EntityType, Mention

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE

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
#: Those after which the short name alone surely means the same company.
_COMPANY = frozenset(
    ["group", "inc", "inc.", "corp", "corp.", "ltd", "ltd.", "holdings", "plc", "llc", "ag", "gmbh"]
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
_GIVES_ACRONYM = re.compile(r"\s*\(\s*[\"“']?([A-Z][A-Za-z&]{0,8}[A-Z])[\"”']?\s*\)")


def settle(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions trimmed, of one type a name, named by the longest form that the document gives, with the repeats that
    the engine missed. Mentions that already have a name (from the authority files) keep name, place and type.

    Whatever the engine and the language; the result is in order and non-overlapping.
    """
    trimmed = [m if m.name else trim(text, cut(text, m)) for m in mentions]
    kept = _apart(m for m in trimmed if m is not None)
    surnames = frozenset(m.text.split()[-1] for m in kept if m.type is PERSON and " " in m.text)
    kept = [m for m in kept if m.name or not (is_no_name(text, m, surnames) or is_agency_credit(text, m))]
    kept = [m if m.name else settled_type(m) for m in whole(text, kept)]
    kept = _one_type(kept)
    kept = _with_acronyms(text, kept)
    kept = _with_repeats(text, kept)
    return tuple(_named(kept))


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Without overlaps: resolved ones first, then the longer, then the earlier."""
    ranked = sorted(mentions, key=lambda m: (not m.name, m.start - m.end, m.start))
    taken: list[Mention] = []
    starts: set[int] = set()
    for mention in ranked:
        span = range(mention.start, mention.end)
        if not starts.isdisjoint(span):
            continue
        starts.update(span)
        taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


def _one_type(mentions: list[Mention]) -> list[Mention]:
    """Each name's mentions get the type that most of them have, by sum of scores; a resolved mention decides."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for mention in mentions:
        votes[mention.text][mention.type] += 1000.0 if mention.name else mention.score  # type: ignore[assignment]
    return [
        m if m.name or len(votes[m.text]) == 1 else replace(m, type=votes[m.text].most_common(1)[0][0])
        for m in mentions
    ]


def initials(name: str) -> frozenset[str]:
    """The acronyms that a name of several words may have, upper case, with and without its small words."""
    words = [w for w in re.split(r"[\s\-/]+", name) if w and w[0].isalnum()]
    every = "".join(w[0] for w in words).upper()
    main = "".join(w[0] for w in words if w.lower() not in _SMALL).upper()
    return frozenset(a for a in (every, main) if len(a) > 1)


def _bare(acronym: str) -> str:
    return re.sub(r"[.&]", "", acronym.removesuffix("s") if acronym[:-1].isupper() else acronym).upper()


def _with_acronyms(text: str, mentions: list[Mention]) -> list[Mention]:
    """With the acronym that stands in brackets after an organization or place, as a mention of the same type."""
    spans = {m.start for m in mentions}
    added: list[Mention] = []
    types: dict[str, EntityType] = {}
    for mention in mentions:
        if mention.type is PERSON or " " not in mention.text:
            continue
        given = _GIVES_ACRONYM.match(text, mention.end)
        if given and _bare(given[1]) in initials(mention.text):
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
        if name[0].isupper() and _bare(acronym.text) in initials(name):
            start = acronym.start - 2 - len(name)
            if text[start : acronym.start - 2] == name:
                return replace(acronym, start=start, end=start + len(name), text=name)
    return None


#: A name is repeated over a document only where the engine was at least this sure of one of its mentions: more likely
#: right than wrong. No other value has been measured.
_SURE = 0.5


def _with_repeats(text: str, mentions: list[Mention]) -> list[Mention]:
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
                added.append(Mention(at, end, wanted[name], name, score=_SURE))
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


def _named(mentions: Sequence[Mention]) -> list[Mention]:
    """Every mention with its name: of a surname the full person, of an acronym its expansion, of a short form the long."""
    full: dict[EntityType, dict[str, str]] = {kind: {} for kind in EntityType}
    count: Counter[str] = Counter()
    for mention in mentions:
        name = mention.name or printed_name(mention.text)
        full[mention.type].setdefault(name, mention.text)
        count[name] += 1
    expansions = _expansions(full)
    calm = {name.upper(): name for names in full.values() for name in names if not name.isupper()}
    people = [name for name in full[PERSON] if " " in name]
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


def _full_person(name: str, recent: Sequence[str], people: Sequence[str]) -> str:
    """The fuller name in the document that a short form stands for: the person named last before it, else after it;
    by surname first, then by given name. A name that fits none is left as it is."""
    key = _parts(name)
    if len(key) > 2 and key[0] not in PARTICLES:
        return name
    for fits in (_ends_with, _begins_with):
        for candidates in (list(reversed(recent)), list(people)):
            found = [c for c in candidates if len(_parts(c)) > len(key) and fits(_parts(c), key)]
            if found:
                return found[0]
    return name


def _parts(name: str) -> list[str]:
    return name.casefold().split()


def _ends_with(longer: list[str], key: list[str]) -> bool:
    if longer[-len(key) :] == key:
        return True
    # `Salman` of `Mohammed bin Salman`, `Jr` left aside.
    return longer[-1] in ("jr", "jr.", "sr", "sr.", "ii", "iii") and longer[-len(key) - 1 : -1] == key


def _begins_with(longer: list[str], key: list[str]) -> bool:
    return longer[: len(key)] == key and key[0] not in PARTICLES


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
                longer = by_initials.get(_bare(name), set())
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
