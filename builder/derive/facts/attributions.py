"""Who a statement is put down to: 'according to X', 'X said', '..., said X'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from builder.derive.facts import cues, lexicon
from builder.derive.facts.fact import Fact, Key
from builder.derive.facts.name import Name


class Voice(StrEnum):
    """How far a speaker is identified."""

    NAMED = "named"
    UNNAMED = "unnamed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. NAMED has `name`; UNNAMED has `group`, the kind of people ('officials', 'witnesses'); UNCLEAR is a
    pronoun, or a verb whose subject was not found."""

    voice: Voice
    name: Name | None = None
    group: str = ""

    def handles(self) -> Iterable[object]:
        return (Speaker,)

    def same_as(self, other: Key) -> bool:
        """Whether both can be one speaker: an unclear one can be anybody."""
        if not isinstance(other, Speaker):
            return False
        if Voice.UNCLEAR in (self.voice, other.voice):
            return True
        if self.name is not None and other.name is not None:
            return self.name.same_as(other.name)
        return self.voice is other.voice and self.group == other.group


#: Unnamed speakers by kind, so that 'media outlets' and 'newspapers' are wording and 'officials' and 'witnesses' are not.
_GROUPS: dict[str, str] = {
    word: group
    for group, words in {
        "officials": "official officials government authorities authority minister ministry spokesman spokeswoman "
        "spokesperson department administration agency regulators regulator mayor funcionarios gobierno autoridades "
        "ministerio portavoz gouvernement autorités ministère autorités مسؤولون الحكومة السلطات الوزارة",
        "police": "police officers investigators prosecutors prosecutor policía fiscalía procureur الشرطة النيابة",
        "witnesses": "witness witnesses residents resident neighbours neighbors locals testigos vecinos témoins شهود",
        "unnamed sources": "source sources people insiders insider fuentes sources مصادر",
        "media": "media outlets newspaper newspapers reports report press broadcaster medios prensa médias presse وسائل",
        "experts": "expert experts analyst analysts researcher researchers economist economists scientists scientist "
        "study studies expertos analistas experts analystes خبراء محللون",
        "company": "company firm companies firms empresa compañía entreprise société الشركة",
        "lawyers": "lawyer lawyers attorney attorneys abogado avocat محامي",
        "opponents": "opposition critics campaigners activists oposición críticos opposants activistes المعارضة",
    }.items()
    for word in words.split()
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BREAK = re.compile(r"[\"“”«»;:!?…。]|\.(?=\s|$)|[—–]")
#: Auxiliaries and adverbs between a subject and its verb.
_BETWEEN = frozenset(
    [
        "has",
        "have",
        "had",
        "also",
        "then",
        "later",
        "earlier",
        "has",
        "since",
        "repeatedly",
        "publicly",
        "recently",
        "ha",
        "había",
        "han",
        "a",
        "ont",
        "avait",
    ]
)
#: Before a verb form that these precede, the subject does not speak: 'was told', 'is said to'.
_PASSIVE = frozenset(
    ["was", "were", "is", "are", "be", "been", "being", "fue", "fueron", "est", "été", "wurde", "foi"]
)
_PREPOSITIONS = frozenset(
    [
        "at",
        "of",
        "in",
        "for",
        "from",
        "with",
        "by",
        "on",
        "about",
        "against",
        "to",
        "de",
        "del",
        "en",
        "du",
        "des",
        "au",
        "von",
        "bei",
    ]
)
#: Behind a name they begin what says where its bearer belongs: 'Ana Ruiz of the police said'.
_BELONGING = frozenset(["of", "from", "at", "de", "del", "du", "des", "von", "bei"])
#: How many words may stand between a verb and the speaker's name ('said the party leader Ana Ruiz').
_REACH = 5


def attributions(text: str, language: str | None, names: Sequence[Fact]) -> list[Fact]:
    """The speakers of a passage in order of the words that introduce them. `names` are the passage's names."""
    found = [*_according(text, language, names), *_verbs(text, language, names)]
    return sorted(found, key=lambda fact: (fact.start, fact.end))


@cache
def cues_of(language: str | None) -> frozenset[str]:
    """What a text must have one of in order to put a statement down to anybody."""
    return cues.of_according(language) | cues.of_speech(language) | {"quoted"}


def _according(text: str, language: str | None, names: Sequence[Fact]) -> list[Fact]:
    pattern = _phrases(lexicon.according(language))
    if pattern is None or not cues.has_any(text, cues.of_according(language)):
        return []
    found: list[Fact] = []
    for match in pattern.finditer(text):
        named = _first_name(text, match.end(), names)
        if named is not None:
            found.append(named)
        else:
            found.append(_unnamed(text, match.end(), _clause_end(text, match.end()), names))
    return found


@cache
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of the phrases as whole words; one that ends in the Arabic 'to' is written on to the next word."""
    if not phrases:
        return None
    parts = [re.escape(p).replace(r"\ ", r"\s+") + ("" if p.endswith(" ل") else r"(?!\w)") for p in phrases]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + ")", re.IGNORECASE)


def _verbs(text: str, language: str | None, names: Sequence[Fact]) -> list[Fact]:
    found = [_speaker(text, match, names) for match in _QUOTED.finditer(text)] if "quoted as" in text else []
    if not cues.has_any(text, cues.of_speech(language)):
        return found
    verbs = lexicon.speech_verbs(language)
    for match in _WORD.finditer(text):
        if match.group().casefold() not in verbs or (match.group()[0].isupper() and match.start() > 0):
            continue
        if any(name.start <= match.start() < name.end for name in names):
            continue
        before = [
            m.group().casefold() for m in _WORD.finditer(text, max(0, match.start() - 40), match.start())
        ]
        if before and before[-1] in _PASSIVE:
            continue
        found.append(_speaker(text, match, names))
    return found


#: 'The minister was quoted as saying' puts it down to the minister.
_QUOTED = re.compile(r"\b(?:is|was|were|been)\s+(?:widely\s+)?quoted\s+as\s+(?:saying|telling)\b")


def _speaker(text: str, verb: re.Match[str], names: Sequence[Fact]) -> Fact:
    """The speaker that goes with a verb: after it where a quotation or comma stands before, else before it."""
    before = text[: verb.start()].rstrip()
    if not before or before[-1] in ",\"”»’'“،":
        named = _first_name(text, verb.end(), names)
        if named is not None:
            return named
    start = _clause_start(text, verb.start())
    inside = [n for n in names if n.start >= start and n.end <= verb.start() and isinstance(n.key, Name)]
    if inside:
        subject = _subject(text, verb.start(), inside)
        if subject is not None:
            return _named(subject)
    return _unnamed(text, start, verb.start(), names, last=True)


def _subject(text: str, verb: int, inside: Sequence[Fact]) -> Fact | None:
    """Of the names before a verb, the one that is its subject, or None where a noun stands nearer."""
    nearest = inside[-1]
    between = text[nearest.end : verb]
    words = [w.casefold() for w in _WORD.findall(between)]
    if text[:verb].rstrip().endswith(","):
        return inside[0]
    if "," in between and len(words) > 1:
        # 'Ana Ruiz, the mayor, has said' is hers; ', a group monitoring the war said' begins with who speaks.
        last = [w.casefold() for w in _WORD.findall(between[between.rindex(",") :])]
        return inside[0] if all(word in _BETWEEN for word in last) else None
    if any(word not in _BETWEEN for word in words) and words[0] not in _BELONGING:
        return None
    for name in reversed(inside):
        lead = [w.casefold() for w in _WORD.findall(text[: name.start])][-1:]
        if not lead or lead[0] not in _PREPOSITIONS:
            return name
    return None


def _first_name(text: str, at: int, names: Sequence[Fact]) -> Fact | None:
    """The first name within reach after a place, no clause's end between."""
    for name in names:
        if name.start >= at:
            between = text[at : name.start]
            near = len(_WORD.findall(between)) <= _REACH and "," not in between and not _BREAK.search(between)
            return _named(name) if near and isinstance(name.key, Name) else None
    return None


def _named(name: Fact) -> Fact:
    assert isinstance(name.key, Name)
    return Fact(name.text, name.start, name.end, Speaker(Voice.NAMED, name.key))


def _unnamed(text: str, start: int, end: int, names: Sequence[Fact], *, last: bool = False) -> Fact:
    """The kind of people that the words there name; UNCLEAR where they name none that is known."""
    found = list(_WORD.finditer(text, start, end))
    for match in reversed(found[-4:]) if last else found[:4]:
        group = _GROUPS.get(match.group().casefold())
        if group and not any(name.start <= match.start() < name.end for name in names):
            return Fact(match.group(), match.start(), match.end(), Speaker(Voice.UNNAMED, group=group))
    return Fact("", start, start, Speaker(Voice.UNCLEAR))


def _clause_start(text: str, at: int) -> int:
    breaks = [m.end() for m in _BREAK.finditer(text, 0, at)]
    return breaks[-1] if breaks else 0


def _clause_end(text: str, at: int) -> int:
    match = _BREAK.search(text, at)
    return match.start() if match else len(text)
