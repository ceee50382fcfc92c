"""Other names that a text itself gives: 'Islamic State (ISIS)', 'the Quay Trust, also known as Harbour Watch'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from builder.derive.facts.name import Name, name_of

_ACRONYM = re.compile(r"\(\s*(?:the\s+)?[\"“'‘]?((?:[^\W\d_]\.?){2,10})[\"”'’]?\s*[),;]")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
#: Words of a name whose initial its acronym may leave out.
_SMALL_WORDS = "of and for the in on at to de del la las los el y e et des du les und der für"
_SMALL = frozenset(_SMALL_WORDS.split())
#: Words looked at before an acronym, beyond its letters: the small ones.
_SPARE = 4
_CAPITALISED = r"[^\W\d_a-z][^\s,;:()\"“”]*"
_NAME = rf"{_CAPITALISED}(?:\s(?:(?:of|de|del|la|and|y|et|the|for|du|des)\s)*{_CAPITALISED}){{0,6}}"
#: A second name in so many words.
_CALLED = re.compile(
    rf"(?<!\w)(?P<name>{_NAME})(?:\s\(|,\s|\s)(?:(?:which is|who is|is)\s)?(?:also|better|commonly|formerly|previously|"
    r"otherwise|sometimes|también|également)?\s?(?:known as|called|a\.k\.a\.|aka|conocid[oa] como|connue? sous le nom de)"
    rf"\s(?:the\s|el\s|la\s|le\s)?[\"“«]?(?P<alias>{_NAME})"
)
#: What it has one of.
_CUES = ("known as", "called", "a.k.a.", " aka ", "conocid", "connu")

Aliases = Mapping[tuple[str, ...], Name]


def stated(passages: Iterable[str]) -> Aliases:
    """What the passages say that names are called too: each alias's words to the name it stands for.

    An alias that is given to two names which cannot be one stands for itself.
    """
    held = list(passages)
    every = "\n".join(held)
    if not any(cue in every for cue in ("(", *_CUES)):
        return {}  # as nearly always
    claims: dict[tuple[str, ...], list[Name]] = {}
    for text in held:
        for alias, name in _stated(text):
            claims.setdefault(alias.words, []).append(name)
    found: dict[tuple[str, ...], Name] = {}
    for words, names in claims.items():
        longest = max(names, key=lambda name: (len(name.words), name.words))
        if words and words != longest.words and all(longest.same_as(name) for name in names):
            found[words] = longest
    return found


@lru_cache(maxsize=1024)
def _stated(text: str) -> tuple[tuple[Name, Name], ...]:
    found = tuple(_acronyms(text)) if "(" in text else ()
    return (*found, *_called(text)) if any(cue in text for cue in _CUES) else found


def _acronyms(text: str) -> Iterator[tuple[Name, Name]]:
    for match in _ACRONYM.finditer(text):
        printed = match[1]
        if not printed.replace(".", "").isupper():
            continue
        letters = printed.replace(".", "").casefold()
        before = text[: match.start()].rstrip()
        words = list(_WORD.finditer(before))[-(len(letters) + _SPARE) :]
        if not words or words[-1].end() != len(before.rstrip("\"”'’")):
            continue
        start = _spelt(words, letters)
        if start is not None:
            yield name_of(printed), name_of(" ".join(w.group() for w in words[start:]))


def _spelt(words: list[re.Match[str]], letters: str) -> int | None:
    """From which of the words on they spell the acronym, or begin to; None where they do not.

    'Islamic State of Iraq and Syria (ISIS)' spells it wholly; 'Islamic State (ISIS)', by two capitals at the least,
    begins to: what follows in brackets is then its acronym, and no agency or party.
    """
    runs = [[word.group() for word in words[start:]] for start in range(len(words))]
    large = ["".join(w[0] for w in run if w.casefold() not in _SMALL).casefold() for run in runs]
    for start in reversed(range(len(runs))):
        every = "".join(word[0] for word in runs[start]).casefold()
        if letters in (large[start], every) and runs[start][0].casefold() not in _SMALL:
            return start
    for start, run in enumerate(runs):
        if all(word[0].isupper() or word.casefold() in _SMALL for word in run) and run[0][0].isupper():
            return start if len(large[start]) >= 2 and letters.startswith(large[start]) else None
    return None


def _called(text: str) -> Iterator[tuple[Name, Name]]:
    for match in _CALLED.finditer(text):
        alias, name = name_of(match["alias"].rstrip(".")), name_of(match["name"])
        if alias.words and name.words:
            yield alias, name
