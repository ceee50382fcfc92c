"""How far a name goes: names that stop before their end, two names taken for one, roles taken into a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.annotate.adjoining import part
from builder.annotate.lexicon import lexicon
from builder.annotate.name_types import listed_type
from builder.annotate.shapes import ORGANIZATION, PERSON
from builder.model.entities import EntityType, Mention

PLACE = EntityType.PLACE

#: Words that name a body by its task, which may go on over `and` and commas.
_BODIES = frozenset(
    [
        "Academy",
        "Administration",
        "Agency",
        "Association",
        "Authority",
        "Board",
        "Bureau",
        "Center",
        "Centre",
        "Centres",
        "Centers",
        "College",
        "Commission",
        "Committee",
        "Conference",
        "Council",
        "Department",
        "Directorate",
        "Faculty",
        "Federation",
        "Forum",
        "Fund",
        "Group",
        "Institute",
        "Institution",
        "Ministry",
        "Network",
        "Office",
        "Organisation",
        "Organization",
        "Panel",
        "Programme",
        "School",
        "Secretariat",
        "Service",
        "Society",
        "Union",
    ]
)
_WORD = r"[A-Z][\w'’]*(?:[-/] ?[A-Z][\w'’]*)*"
_WORDS = rf"{_WORD}(?: {_WORD}){{0,3}}"
#: The task after a body's word: `Commission` goes on `for Police Reform`.
_TASK = re.compile(rf" (of|for|on) (?:the )?({_WORDS})")
#: More of a task: `, Youth and Sports`, `and Livestock`.
_MORE = re.compile(rf"(?:, {_WORDS}){{0,4}},? and ({_WORDS})")
#: Endings of words for fields of work: `Tourism`, `Fisheries`, `Employment`.
_ABSTRACT = re.compile(
    r"[a-z](?:ment|[ts]ion|ture|ity|ics|ing|[ae]nce|ship|r?ies|ism|logy|omy|ffairs|ources|ports?|vices|uth|are)$"
)
_INITIAL = re.compile(r"[A-Z]\.?")
_JOINED = re.compile(r"(.+?) and (.+)")


def extended(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Organizations named by their task with the whole of it: `Panel on Climate Change`, `Ministry of Youth, Sports
    and Culture`. Never over a mention of a person, of another place, or of another body."""
    result: list[Mention] = []
    reached = 0
    for index, mention in enumerate(mentions):
        if mention.start < reached:
            continue
        if mention.type is ORGANIZATION and not mention.name:
            end = _whole_task(text, mention, mentions[index + 1 : index + 4])
            if end > mention.end:
                mention = replace(mention, end=end, text=text[mention.start : end])
        result.append(mention)
        reached = mention.end
    return result


def _whole_task(text: str, mention: Mention, later: Sequence[Mention]) -> int:
    words = mention.text.split()
    if not _BODIES.intersection(words):
        return mention.end
    end = mention.end
    if words[-1] in _BODIES:
        task = _TASK.match(text, end)
        if task is None or not _is_task(task[2], of=task[1] == "of"):
            return end
        if any(m.start < task.end() and (m.end > task.end() or m.type is PERSON or m.name) for m in later):
            return end
        end = task.end()
    elif not re.search(r" (?:of|for|on) ", mention.text):
        return end
    more = _MORE.match(text, end)
    if more is None or any(m.start < more.end() and (m.type is not ORGANIZATION or m.name) for m in later):
        return end
    parts = [part.strip() for part in re.split(r",| and ", text[end : more.end()]) if part.strip()]
    return more.end() if all(_is_task(part) for part in parts) else end


def _is_task(words: str, *, of: bool = False) -> bool:
    """Whether words name a task: each a common word or abstract by its ending; after `of`, also a place."""
    tokens = words.split()
    if _BODIES.intersection(tokens):
        return False
    common = lexicon().common
    return all(
        part.lower() in common or part.lower().removesuffix("s") in common or _ABSTRACT.search(part)
        for token in tokens
        for part in re.split(r"[-/]", token)
    ) or (of and listed_type(words) is PLACE)


def parted(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of which one held two names (`Harbour and Ferry`, both named apart elsewhere or listed) as two, and
    of a person with an organization (`Ann Reed of the Harbour Post`) as both."""
    alone = {m.text for m in mentions}
    bodies = {m.text for m in mentions if m.type is ORGANIZATION}
    people = {word for m in mentions if m.type is PERSON for word in (m.text, m.text.split()[-1])}
    result: list[Mention] = []
    for mention in mentions:
        result += (
            _halves(mention, alone, bodies, people)
            if mention.type is not PERSON and not mention.name
            else [mention]
        )
    return result


def _halves(mention: Mention, alone: set[str], bodies: set[str], people: set[str]) -> list[Mention]:
    words = mention.text.split(" ")
    if "of" in words[1:4]:
        at = words.index("of")
        if _is_person(words[:at], people):
            person = part(mention, 0, len(" ".join(words[:at])), PERSON)
            rest = at + (2 if words[at + 1 : at + 2] == ["the"] else 1)
            if rest < len(words):
                return [
                    person,
                    part(mention, len(" ".join(words[:rest])) + 1, len(mention.text), mention.type),
                ]
    left, _, right = mention.text.partition(" & ")
    if left in people and right in people:
        return [
            part(mention, 0, len(left), PERSON),
            part(mention, len(left) + 3, len(mention.text), PERSON),
        ]
    joined = _JOINED.fullmatch(mention.text)
    if joined is None or listed_type(mention.text) is not None:
        return [mention]
    left, right = joined[1], joined[2]
    if " of " in left and right in bodies and listed_type(left.rpartition(" of ")[2]) is PLACE:
        return [  # `Central Bank of Ghana and Vell Finance`
            part(mention, 0, joined.end(1), mention.type),
            part(mention, joined.start(2), joined.end(2), ORGANIZATION),
        ]
    if " of " in left or " for " in left or " and " in right:
        return [mention]
    if not all(_is_apart(half, alone) for half in (left, right)):
        return [mention]
    return [
        part(mention, 0, joined.end(1), listed_type(left) or mention.type),
        part(mention, joined.start(2), joined.end(2), listed_type(right) or mention.type),
    ]


def _is_person(words: list[str], people: set[str]) -> bool:
    """Whether words are a person whom the text names elsewhere, or begin with a given name and hold no cue, or are the
    initials by which courts name people (`B. K`)."""
    if " ".join(words) in people or (len(words) > 1 and all(map(_INITIAL.fullmatch, words))):
        return True
    return (
        len(words) > 1
        and "g" in lexicon().classes.get(words[0], "")
        and all(word[:1].isupper() and not is_cued(word) for word in words[1:])
    )


def _is_apart(name: str, alone: set[str]) -> bool:
    return name in alone or listed_type(name) is not None or (len(name) > 1 and name.isupper())


def without_role(text: str, mention: Mention) -> Mention:
    """The person alone where a role was taken into the name, whatever type it then was given: `House Speaker Nancy
    Reed`, `Portuguese President Reed`, `State Antony Reed` after `Secretary of`."""
    words = mention.text.split(" ")
    if len(words) < 2 or listed_type(mention.text) is not None:
        return mention
    lists = lexicon()
    last = -1
    for index, word in enumerate(words[:-1]):
        low = word.lower().rstrip(".")
        if low in lists.titles and word[:1].isupper() and "g" not in lists.classes.get(word, ""):
            last = index
    if last >= 0:
        before, name = words[:last], words[last + 1 :]
        is_person = "g" in lists.classes.get(name[0], "") and len(name) > 1
        if mention.type is PERSON:
            fits = all(_is_of_role(word) for word in before) and len(name[0]) > 2
        else:
            fits = is_person and not any(is_cued(word) or not word[:1].isupper() for word in name)
        if fits and name[0][:1].isupper():
            return part(mention, len(" ".join(words[: last + 1])) + 1, len(mention.text), PERSON)
    if (
        words[0] == "State"
        and len(words) > 2
        and text[max(0, mention.start - 13) : mention.start].endswith("ecretary of ")
    ):
        return part(mention, 6, len(mention.text), PERSON)
    return mention


def _is_of_role(word: str) -> bool:
    """Whether a word may stand before a role's word in a role: a demonym, a place, a body, another role, a common word."""
    lists = lexicon()
    classes = set(lists.classes.get(word, ""))
    return (bool(classes & set("dpoc")) and not classes & set("gf")) or word.lower().rstrip(
        "."
    ) in lists.titles


def is_cued(word: str) -> bool:
    """Whether a word is a cue of organizations."""
    return "c" in lexicon().classes.get(word, "")
