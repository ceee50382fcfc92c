"""The edges of a mention: brackets, quotation marks, possessives and titles that are no part of the name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from builder.annotate.folding import fold_name
from builder.annotate.lexicon import lexicon
from builder.model.entities import EntityType, Mention

_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_LEFT = " \t\n\r\u00a0\"'“”‘’«»([{<,;:!?*_#@—–-/&|…." + _INVISIBLE
_RIGHT = " \t\n\r\u00a0\"'“”‘’«»([{<>,;:!?*_#—–-/&|…" + _INVISIBLE
_POSSESSIVE = re.compile(r"(?:['’]\s?s|(?<=s)['’])$")
#: Control and format characters, pictures (flags, faces) and modifiers at the edge of a name.
_NO_LETTERS = frozenset(["Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk"])
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LAST_DOT = re.compile(r"(?:\b\w|\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr|St|Dr|Mr))\.$")
#: A person has a word of two letters (`J. K.` alone is nobody); a place may be dotted letters (`U.S.`).
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_TWO_LETTERS_OR_DOTTED = re.compile(r"[^\W\d_](?:[^\W\d_]|[.&]\s?[^\W\d_])")


def trim(text: str, mention: Mention) -> Mention | None:
    """The mention without what does not belong to the name; None where no name of two letters is left.

    A final full stop stays on an initial or abbreviation (`U.S.`, `Acme Inc.`), a closing bracket where it was opened
    inside. A person's name loses the titles before it (`Sri` of `Sri Reed`, never of
    a name that the lists know, as `Sri Lanka`).
    """
    start, end = mention.start, mention.end
    while not mention.text.isalpha():
        while start < end and (text[start] in _LEFT or unicodedata.category(text[start]) in _NO_LETTERS):
            start += 1
        while start < end and _loose_end(text[start:end]):
            end -= 1
        possessive = _POSSESSIVE.search(text, start, end)
        if possessive and possessive.group()[-1:] == "s":
            end = possessive.start()
            continue
        break
    if mention.type is EntityType.PERSON and not is_listed(text[start:end]):
        titles = lexicon().titles
        while (space := re.match(r"\S+\s+", text[start:end])) and space.group().strip().rstrip(
            "."
        ).lower() in titles:
            start += space.end()
    letters = _TWO_LETTERS if mention.type is EntityType.PERSON else _TWO_LETTERS_OR_DOTTED
    if not letters.search(text, start, end):
        return None
    if (start, end) == (mention.start, mention.end):
        return mention
    return replace(mention, start=start, end=end, text=text[start:end])


def _loose_end(span: str) -> bool:
    last = span[-1]
    if last > "\x7f" or last < " ":
        return unicodedata.category(last) in _NO_LETTERS or last in _RIGHT
    if last in _PAIRS:
        return _PAIRS[last] not in span
    if last == ".":
        return not _LAST_DOT.search(span) and not re.search(r"(?:\w\. ?)+\w\.$", span)
    return last in _RIGHT


@lru_cache(maxsize=50_000)
def printed_name(mention_text: str) -> str:
    """A mention's words as a name: straight apostrophes, single spaces, no invisible characters.

    A `The` before two words or more (`The Harbour Post`) is left off, as library catalogues leave off an initial article,
    and before one that the lists know; `The Harbour` keeps it.
    """
    name = fold_name("".join(c for c in mention_text if c not in _INVISIBLE))
    name = re.sub(r"(?<=\w) ?- ?(?=\w)", "-", name) if " - " in name else name
    if name.startswith(("The ", "the ")):
        bare = name[4:]
        if " " in bare or is_listed(bare) or name[0] == "t":
            return bare
    return name


def is_listed(name: str) -> bool:
    """Whether the word lists hold this very name as a place or an organization."""
    from builder.annotate.lexicon import name_tokens

    tokens = name_tokens(name)
    words = lexicon()
    if len(tokens) == 1:
        return any(letter in "po" for letter in words.classes.get(tokens[0], ""))
    return tokens in words.phrases
