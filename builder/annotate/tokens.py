"""Words of a text with their places, where sentences start, and the runs of capitalised words worth a look."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

#: A dotted abbreviation (`U.S.`, also torn, `U. S.`), a possessive ending (also torn off, `’ s`, and `Fishers' Guild`), a word with inner apostrophes
#: (`O'Brien`), or one sign. Hyphens part words, so that `Beijing-based` holds `Beijing`. Invisible formatting
#: characters (bidirectional marks, zero-width joiners, soft hyphens) belong to no token.
_TOKEN = re.compile(
    r"[A-Za-z][a-z]++(?![\w'’])"  # nearly every word, told at once
    r"|(?:[^\W\d_]\.){2,}(?!\w)|(?:[A-Z]\. ){1,3}[A-Z]\.(?=\s[A-Za-z(]|['’,;)])"
    r"|['’]\s?s\b"
    r"|(?<=s)['’](?=\s[A-Z])"
    r"|[^\W_]+(?:['’](?!s\b)[^\W\d_]+)*"
    r"|[^\w\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    r"|_"
)
_STOPS = frozenset(".!?…:;•|")
_QUOTES = frozenset("\"“”‘’'«»()[]—–-*")
#: Words after which a full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "maj",
        "cpl",
        "adm",
        "cmdr",
        "rev",
        "hon",
        "fr",
        "st",
        "sen",
        "rep",
        "gov",
        "pres",
        "sr",
        "jr",
        "no",
        "vs",
        "etc",
        "inc",
        "corp",
        "co",
        "ltd",
        "ft",
        "mt",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "ave",
        "blvd",
        "dept",
        "univ",
        "assn",
        "bros",
    ]
)
#: Lower-case words that begin or join a name: `van der Berg`, `bin Salman`, `al-Assad`, `de la Cruz`.
PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "an",
        "as",
        "bin",
        "bint",
        "ben",
        "ibn",
        "abu",
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "das",
        "do",
        "dos",
        "du",
        "des",
        "la",
        "le",
        "las",
        "los",
        "van",
        "von",
        "zu",
        "zur",
        "ter",
        "ten",
        "te",
        "y",
        "e",
        "af",
        "av",
    ]
)
#: Tokens that may stand between two parts of one name; longer gaps part the runs.
_LONGEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenized text: parallel lists of words (apostrophes made straight), starts and ends in code points.

    `first[i]` says that token i opens a sentence, a line or a quotation.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    first: list[bool]

    def __len__(self) -> int:
        return len(self.words)


def tokenize(text: str) -> Tokens:
    """The tokens of a text; a line break always ends a sentence, a full stop unless an abbreviation carries it."""
    words = _TOKEN.findall(text)
    starts: list[int] = []
    ends: list[int] = []
    end = 0
    for word in words:
        # Nothing stands between two tokens with which one could begin: the next place is the token's own.
        start = text.find(word, end)
        end = start + len(word)
        starts.append(start)
        ends.append(end)
    signs = [index for index, word in enumerate(words) if not word.isalnum()]
    for index in signs:
        word = words[index]
        if "’" in word:
            word = words[index] = word.replace("’", "'")
        if word[0] == "'":
            if word[-1] == "s" or text[starts[index] - 1 : starts[index]] == "s":
                words[index] = "'s"
        elif " " in word and "\n" not in text[ends[index - 1] if index else 0 : starts[index]]:
            words[index] = word.replace(" ", "")
    return Tokens(words, starts, ends, _openings(text, words, starts, ends, signs))


def _openings(
    text: str, words: list[str], starts: list[int], ends: list[int], signs: list[int]
) -> list[bool]:
    """Which tokens open a sentence, a line, a quotation or a table's cell (` · ` parts those); `signs` are the tokens that are more than letters and digits."""
    size = len(words)
    opened = [0]
    for index in signs:
        word = words[index]
        if word in _STOPS or (word == "·" and text[starts[index] - 1 : ends[index] + 1] == " · "):
            before = words[index - 1] if index else ""
            if word != "." or not (
                before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper())
            ):
                opened.append(index + 1)
    at = text.find("\n")
    while at >= 0:
        index = bisect_right(starts, at)
        if index and at < ends[index - 1]:
            at = text.find("\n", ends[index - 1])  # a break within a token, as in `’\\ns`
            continue
        opened.append(index)
        at = text.find("\n", starts[index]) if index < size else -1
    first = [False] * size
    for index in opened:
        while index < size:
            first[index] = True
            if words[index] not in _QUOTES:
                break
            index += 1
    return first


def runs(tokens: Tokens) -> list[tuple[int, int]]:
    """Half-open token ranges that may hold names: capitalised words, what joins them, and particles before them.

    A name of these types in edited text always holds a capital or a letter without case, so the rest (four words
    in five) is never looked at closely. Two capitals with up to three tokens between them share a run
    (`Bank of the Islands`), never across a sentence break.
    """
    found: list[tuple[int, int]] = []
    words, first = tokens.words, tokens.first
    begin = last = -1
    for index in [i for i, word in enumerate(words) if word[0].isupper() or word[1:2].isupper()]:
        left = index
        while (
            left > 0
            and not first[left]
            and (
                words[left - 1] in PARTICLES
                or (words[left - 1] in "-'’" and words[left - 2 : left - 1] and words[left - 2] in PARTICLES)
            )
        ):
            left -= 1
        if begin >= 0 and (index - last > _LONGEST_GAP + 1 or any(first[last + 1 : index + 1])):
            found.append((begin, last + 1))
            begin = -1
        if begin < 0:
            begin = max(left, last + 1)
        last = index
    if begin >= 0:
        found.append((begin, last + 1))
    return found
