"""Organizations that an engine missed, where only such stand: papers, accounts, bodies of state, listed ones, `Vellan Front`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.annotate.lexicon import lexicon
from builder.model.entities import EntityType, Mention

#: Bodies of state that news prints without their country, with a capital, where no other capital stands beside them. (In
#: the five labelled sets and dev-worldwide-a as organizations : without label: Congress 52:3, Parliament 31:11, Cabinet 27:1,
#: Assembly 23:2, Senate 14:4; but Government 10:64, State 1:62, Court 16:13, Council 3:15, which stay out.)
_OF_STATE = ("Congress", "Parliament", "Cabinet", "Assembly", "Senate")
_CAPITAL_BEFORE = re.compile(r"([A-Z][\w’'.-]*)[ -]+$")
_MORE_BEHIND = re.compile(r"\w|[’'-]?[ -]?[A-Z\d]|-| (?:of|for)\b")
#: Papers by their last word, and what people write on: names that a text itself shows to be organizations. (Of 41 papers so
#: found in the edited training sets and dev-worldwide-a 34 are labelled organizations, two something else, five are parts
#: of other names or none; of ten before `account` or `post` five are, four of no type.)
_PAPERS = ("Daily", "Herald", "Tribune", "Gazette", "Times", "Journal", "Weekly", "Telegraph")
_PAPER = re.compile(rf"\b[Tt]he ((?:[A-Z][\w-]+(?: ?['’] ?s)? ){{1,3}}(?:{'|'.join(_PAPERS)}))\b(?! [A-Z])")
_POSTED = ("account", "post", "page", "users", "followers")
_ACCOUNT = re.compile(
    r"\b(?:its|his|her|their|an?) (?:official |verified )?([A-Z]\w{2,}) (?:accounts?|posts?|page|users|followers)\b"
)
#: Last words of bodies. (Names of two words or more that end so, in the labelled sets, where the engine found no name and none
#: stands beside it: seven are labelled organizations, two not at all.)
_ENDING = re.compile(
    r" (?:Party|Front|Union|Movement|Alliance|Congress|Commission|Council|Ministry|Court|Foundation|Institute|University|Agency"
    r"|Authority|Association|Federation|Committee|Bank|Corporation|Airlines|League|Society|Bureau|Board)\b(?! of the [A-Z])"
)
#: What stands before the last word, and how many characters back it is looked for.
_HEAD = re.compile(r"\b(?:[A-Z][\w-]+(?:['’] ?s)? ){0,3}[A-Z][\w-]+(?:['’] ?s)?$")
_LONGEST_HEAD = 80
_POSSESSIVE = re.compile(r"['’] ?s ")
#: `a Marketing Agency`: one of many, no name.
_ONE_OF_MANY = re.compile(r"\b[Aa]n? $")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z]+")
#: How sure such a mention is: enough to be repeated over the document.
_SHOWN = 0.7


@dataclass(frozen=True, slots=True)
class _Place:
    """Half-open span of a text, in code points."""

    start: int
    end: int


def shown(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Organizations that stand where only such stand, away from all mentions, as mentions of moderate certainty."""
    taken = bytearray(len(text))
    for mention in mentions:
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    found: list[Mention] = []
    for places in (_written(text), _single(text), _ending(text, taken)):
        for place in places:
            start, end = place.start, place.end
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(Mention(start, end, EntityType.ORGANIZATION, text[start:end], score=_SHOWN))
    return found


def _written(text: str) -> Iterator[_Place]:
    """Papers, and what people write on."""
    words = lexicon()
    papers = _PAPER.finditer(text) if any(word in text for word in _PAPERS) else ()
    accounts = _ACCOUNT.finditer(text) if any(word in text for word in _POSTED) else ()
    for match in (*papers, *accounts):
        if " " in match[1] or not (match[1].lower() in words.common or words.classes.get(match[1])):
            yield _Place(*match.span(1))


def _single(text: str) -> Iterator[_Place]:
    """Bodies of state and organizations of the lists, of one word. (Of listed organizations that the engine missed and that stand
    alone, in the labelled sets, six are labelled organizations, one not at all.)"""
    classes = lexicon().classes
    listed = dict.fromkeys(word for word in _CAPITALISED.findall(text) if classes.get(word) == "o")
    for word in {**dict.fromkeys(_OF_STATE), **listed}:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            beside = text[start - 1 : start] + text[end : end + 1]  # `Ana Reed/AP` is a credit
            if "/" not in beside and _stands_alone(text, start, end):
                yield _Place(start, end)
            start = text.find(word, end)


def _ending(text: str, taken: bytearray) -> Iterator[_Place]:
    """Names of two words or more that end as bodies do, in sentences: in headings every word has a capital."""
    common = lexicon().common
    for match in _ENDING.finditer(text):
        end = match.end()
        head = _HEAD.search(text, max(0, match.start() - _LONGEST_HEAD), match.start())
        if head is None or taken[end - 1]:
            continue
        start = head.start()
        if taken[start]:
            start = taken.find(0, start, end)
            if start < 0 or (possessive := _POSSESSIVE.match(text, start)) is None:
                continue
            start = possessive.end()  # `Reed's Vellan Front`
        while (space := text.find(" ", start, end)) > 0 and text[start:space].lower() in common:
            start = space + 1
        if (
            " " in text[start:end]
            and not _ONE_OF_MANY.search(text[max(0, start - 3) : start])
            and _in_sentence(text, end)
            and _stands_alone(text, start, end)
        ):
            yield _Place(start, end)


def _in_sentence(text: str, at: int) -> bool:
    """Whether the line around a place ends as sentences do."""
    end = text.find("\n", at)
    line = text[at : end if end >= 0 else len(text)].rstrip()
    return line.endswith((".", "!", "?", "”", '"', ":", ";", "’", "'", ")"))


#: Words with a capital because they open a sentence.
_OPENING = frozenset(
    ["the", "a", "an", "then", "but", "and", "in", "at", "on", "for", "if", "when", "while", "yet"]
)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter and no other name stands beside a word; a day or month before it does no harm."""
    if text[start - 1 : start].isalnum() or _MORE_BEHIND.match(text, end):
        return False
    before = _CAPITAL_BEFORE.search(text[max(0, start - 25) : start])
    return (
        before is None
        or before[1].lower() in _OPENING
        or before[1].endswith(("'s", "’s"))
        or "x" in lexicon().classes.get(before[1], "")
    )
