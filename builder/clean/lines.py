"""The lines of a text dump, normalised: what every later step of cleaning a dump looks at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise, repeat
from typing import NamedTuple

from builder.clean.calendar_words import MONTHS

#: Zero-width and byte-order characters, soft hyphens, bidirectional controls: invisible, and in the way of comparing.
#: ZERO WIDTH NON-JOINER and JOINER (200C, 200D) are spelling in Persian and Indic scripts and stay between letters.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc]")
_STRAY_JOINER = re.compile(r"(?<!\w)[\u200c\u200d]+|[\u200c\u200d]+(?!\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_BACKSLASH = re.compile(r"\\+(?=[\"'“”‘’])")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
#: Line breaks beside the usual one.
_OTHER_BREAKS = "\r\v\f\x85\u2028\u2029"
_BULLET = re.compile(r"^(?:[•◦▪▫■□●○‣⁃∙·*►▶▸–—-]|\d{1,2}[.)]|[+o](?= {1,3}\S))\s+")
#: What no list's number stands before: '12. Mai 2022' and '24. 12. 2021' are days.
_AFTER_DAY = re.compile(r"([^\W\d_]+)|\d{1,2}\. ?\d{4}\b")
_IDEOGRAPH = re.compile(
    r"[\u2e80-\u2fdf\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff]"
)
#: Vowel signs and the like of the scripts from Devanagari to Myanmar, and of Khmer, which `\w` leaves out: without them a
#: line of Hindi would fall into single letters.
_SIGNS = "".join(
    character
    for character in map(chr, (*range(0x0900, 0x10A0), *range(0x1780, 0x1800)))
    if unicodedata.category(character) in ("Mn", "Mc")
)
_WORD = re.compile(rf"[^\W_]+(?:[{_SIGNS}]+[\u200c\u200d]*[^\W_]*)*")
#: Signs and spaces of ASCII, each as a space; letters and digits stay.
_ASCII_SIGNS = bytes(
    code if code > 127 or chr(code).isalnum() or chr(code) == "\n" else 32 for code in range(256)
)
#: Signs beyond ASCII that nearly every page prints; a line of no other folds as one of ASCII does.
_PRINTED_SIGNS = "’‘“”—–…•·©«»×"
#: What no bullet begins with in ASCII.
_NO_BULLETS = frozenset(chr(code) for code in range(128)) - frozenset("*-+o0123456789")


class Line(NamedTuple):
    """A line with letters or digits in it. `number` counts from 1 in the capture's content.

    `text` is normalised and without its bullet; `bullet` the mark that was there ('' where none);
    `blank_before` counts the empty lines above; `indent` the spaces before it; `words` see `word_count`;
    `folded` see `fold_line`.
    """

    number: int
    text: str
    bullet: str
    indent: int
    blank_before: int
    words: int
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """A text dump read into lines; `symbols` are the lines that hold no letter or digit, with their numbers."""

    lines: tuple[Line, ...]
    symbols: tuple[Line, ...]


def normal(text: str) -> str:
    """NFC, without invisible characters, stray backslashes before quotes, and runs of white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if (
            not text.isprintable() or "\ufffc" in text
        ):  # of the invisible characters only this one counts as printable
            text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    if "\\" in text:
        text = _BACKSLASH.sub("", text)
    return " ".join(text.split())


def word_count(text: str) -> int:
    """Words between spaces; in scripts that put none, two characters count as one word."""
    count = len(text.split())
    if text.isascii():
        return count
    dense = len(_IDEOGRAPH.findall(text))
    return count if not dense else len(_IDEOGRAPH.sub(" ", text).split()) + (dense + 1) // 2


def dense_script(text: str) -> bool:
    """Whether most letters belong to a script that is written without spaces."""
    return 2 * len(_IDEOGRAPH.findall(text)) > len(text)


@dataclass(frozen=True, slots=True)
class Worded:
    """A text normalised, folded, and its words counted (none where it holds no letter or digit)."""

    text: str
    folded: str
    words: int


def _worded(raw: str) -> Worded:
    text = normal(raw)
    folded = fold_line(text)
    return Worded(text, folded, word_count(text) if folded else 0)


#: Menus stand on every page of a site; longer lines are the article's, and read once.
_SHORT = 120
_short_worded = lru_cache(maxsize=20_000)(_worded)


def worded(raw: str) -> Worded:
    """A text of a page, normalised."""
    return (_short_worded if len(raw) <= _SHORT else _worded)(raw)


def _broken(content: str) -> list[str]:
    """The content cut at its line breaks, of which nearly every dump has one kind."""
    other = any(map(content.__contains__, _OTHER_BREAKS))
    return _LINE_BREAK.split(content) if other else content.split("\n")


def _without_bullet(text: str) -> tuple[str, str]:
    """A line's bullet ('' where it has none, or nothing else) and its text without it."""
    mark = _BULLET.match(text)
    if mark is None or not any(map(str.isalnum, text[mark.end() :])) or _is_day(text, mark.end()):
        return "", text
    return mark.group().strip(), text[mark.end() :]


def _is_day(text: str, end: int) -> bool:
    """Whether a number with a full stop, of which the text goes on at `end`, counts a month's days."""
    if not text[0].isdigit() or ")" in text[:end]:
        return False
    after = _AFTER_DAY.match(text, end)
    return after is not None and (after[1] is None or after[1].casefold() in MONTHS)


def read_lines(content: str) -> Dump:
    """The non-empty lines of a dump, in order."""
    raws = _broken(content)
    numbers = [number for number, raw in enumerate(raws) if raw and not raw.isspace()]
    printed = [raws[number] for number in numbers]
    clear = "\\" not in content  # what `normal` does with most lines, without calling it
    texts = [
        " ".join(raw.split()) if clear and raw.isascii() and raw.isprintable() else normal(raw)
        for raw in printed
    ]
    if "" in texts:  # lines of invisible characters alone
        numbers, printed = list(compress(numbers, texts)), list(compress(printed, texts))
        texts = [text for text in texts if text]
    bullets = [""] * len(texts)
    for place, text in enumerate(texts):
        if text[0] not in _NO_BULLETS:
            bullets[place], texts[place] = _without_bullet(text)
    folded, words = _folded_lines(texts)
    indents = [len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0 for raw in printed]
    blank = [number - above - 1 for above, number in pairwise([-1, *numbers])]
    fields = zip(
        [number + 1 for number in numbers], texts, bullets, indents, blank, words, folded, strict=True
    )
    read = list(map(tuple.__new__, repeat(Line), fields))  # as `_make` does, in a quarter of its time
    return Dump(
        tuple([line for line in read if line.folded]), tuple([line for line in read if not line.folded])
    )


def _folded_lines(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Each normalised line folded, and its words counted (none where it holds no letter or digit).

    The lines of ASCII and common signs are folded in one piece, and none is searched for ideographs on a page that has none.
    """
    if not texts:
        return [], []
    whole = "\n".join(texts)
    other: list[int] = []
    if not whole.isascii():
        for sign in _PRINTED_SIGNS:
            whole = whole.replace(sign, " ")
        if not whole.isascii():
            bare = whole.split("\n")
            other = [place for place, text in enumerate(bare) if not text.isascii()]
            for place in other:
                bare[place] = ""
            whole = "\n".join(bare)
    spaced = whole.lower().encode("ascii").translate(_ASCII_SIGNS).decode("ascii").split("\n")
    folded = [" ".join(line.split()) for line in spaced]
    words = [text.count(" ") + 1 if fold else 0 for text, fold in zip(texts, folded, strict=True)]
    dense = _IDEOGRAPH.search("\n".join([texts[place] for place in other])) is not None
    for place in other:
        text = texts[place]
        folded[place] = fold_line(text)
        if folded[place]:
            words[place] = word_count(text) if dense else text.count(" ") + 1
    return folded, words


def fold_line(text: str) -> str:
    """A line as it is compared with others: casefolded words and nothing else; '' for a line of symbols."""
    return " ".join(_WORD.findall(text.casefold()))
