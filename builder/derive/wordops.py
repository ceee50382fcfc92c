"""Word-level operations that turn one passage into another, deaf to typography.

White space, the style of quotation marks and dashes, invisible characters, the grouping of digits and the
order of a closing quotation mark and its comma are typography: they never make an operation. Letters' case
and every other mark are text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from builder.derive.runs import Run, common_runs

#: Characters that belong to a word although Python's `\w` leaves them out: combining marks, joiners, soft hyphen.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0963\u0966-\u0df3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200c\u200d\u2060\ufeff"
)
#: Scripts written without spaces: a character (with its marks) is a token.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_NUMBER = r"\d+(?:[.,\u066b\u066c'’\u00a0\u202f](?=\d)\d+)*"
_CHARACTER = rf"[{SPACELESS}][{MARKS}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b6-\u17d3]*"
_WORD = rf"[^\W\d_{SPACELESS}](?:[^\W_{SPACELESS}]+|[{MARKS}]|['’ʼ`´](?=[^\W\d_]))*"
_MARK = r"(?:(?![$€£¥₹₽₩%])[^\w\s])+|[$€£¥₹₽₩%]|_+"
#: A word that is nothing but ASCII letters, found quickly where what follows cannot go on with it.
_PLAIN = r"[A-Za-z]++(?=[\s.,;:!?()\"”“—–-]|\Z)"
_TOKEN = re.compile(
    f"(?P<plain>{_PLAIN})|(?P<number>{_NUMBER})|(?P<char>{_CHARACTER})|(?P<word>{_WORD})|(?P<mark>{_MARK})"
)
_COUNTED = re.compile(f"{_PLAIN}|{_NUMBER}|{_CHARACTER}|{_WORD}")
_SIGNS = frozenset("$€£¥₹₽₩%")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u0640"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»‹›「」『』＂\"'‘’‚‛`´", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        "…": "...",
        "，": ",",
        "：": ":",
        "；": ";",
        "！": "!",
        "？": "?",
    }
)
_GROUPED = re.compile(r"\d{1,3}(?:[,\u066c'’\u00a0\u202f]\d{3})+(?!\d)")
#: Marks that are their own keys.
_PLAIN_MARKS = frozenset(".,:;!?()[]-/&$€£¥₹₽₩%")


class Change(StrEnum):
    """What an operation does on the way from the first passage to the second."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Op:
    """One run of words. `a` and `b` are its text on either side, white space after it included; '' where it has none.

    The `a`s of all operations joined give the first passage to the letter, the `b`s the second.
    """

    change: Change
    a: str = ""
    b: str = ""


class Token(NamedTuple):
    """A word, number, character of a script without spaces, or run of marks. `key` is equal where typography alone differs."""

    start: int
    end: int
    key: str
    is_word: bool


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; white space lies between them. Offsets are code points.

    Marks with white space between them are one run: 'said” .' prints what 'said.”' prints.
    """
    found: list[Token] = []
    marked = False
    for match in _TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        match match.lastgroup:
            case "plain":
                found.append(Token(start, end, word, True))
                marked = False
            case "word":
                key = word if word.isascii() else _composed(word)
                found.append(
                    Token(
                        start,
                        end,
                        key.translate(_APOSTROPHES) if "`" in key or not key.isascii() else key,
                        True,
                    )
                )
                marked = False
            case "mark":
                key = (
                    word
                    if word in _PLAIN_MARKS
                    else "".join(sorted(word.translate(_TYPOGRAPHY).translate(_INVISIBLE)))
                )
                sign = key in _SIGNS
                if marked and not sign:
                    before = found[-1]
                    found[-1] = Token(before.start, end, "".join(sorted(before.key + key)), False)
                else:
                    found.append(Token(start, end, key, False))
                marked = not sign
            case "number":
                found.append(Token(start, end, number_key(word), True))
                marked = False
            case _:
                found.append(Token(start, end, _composed(word).translate(_APOSTROPHES), True))
                marked = False
    return tuple(found)


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", word.translate(_INVISIBLE))


def number_key(digits: str) -> str:
    """A run of digits with ASCII digits and without separators of thousands ('١٬٠٠٠', '1,000' -> '1000')."""
    if not digits.isascii():
        digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in digits)
    if _GROUPED.fullmatch(digits):
        return re.sub(r"\D", "", digits)
    return digits.replace("\u066b", ".")


def operations(a: str, b: str) -> tuple[Op, ...]:
    """The operations from `a` to `b` in reading order; a replacement is a DELETE followed by an INSERT.

    Longest matching blocks (Ratcliff and Obershelp, as in difflib), after which an equal run that is shorter than
    the changes around it is given up, since a lone 'the' between two rewritten clauses helps no reader.
    """
    if a == b:
        return (Op(Change.EQUAL, a, b),) if _TOKEN.search(a) else ()
    left, right = tokens(a), tokens(b)
    blocks = _readable(_blocks([t.key for t in left], [t.key for t in right]), left, right)
    found: list[Op] = []
    for change, i1, i2, j1, j2 in blocks:
        text_a, text_b = _slice(a, left, i1, i2), _slice(b, right, j1, j2)
        if change is Change.EQUAL:
            found.append(Op(change, text_a, text_b))
            continue
        if text_a:
            found.append(Op(Change.DELETE, a=text_a))
        if text_b:
            found.append(Op(Change.INSERT, b=text_b))
    return tuple(found)


def common_words(a: str, b: str) -> int:
    """How many words two passages have in common and in order, the lone ones that `operations` gives up included."""
    blocks = _blocks(word_keys(a), word_keys(b))
    return sum(i2 - i1 for change, i1, i2, _, _ in blocks if change is Change.EQUAL)


@lru_cache(maxsize=4096)
def word_keys(text: str) -> tuple[str, ...]:
    """The keys of a text's words, marks left out."""
    return tuple(token.key for token in tokens(text) if token.is_word)


def equal_words(ops: Sequence[Op]) -> int:
    """How many words stand unchanged."""
    return sum(count_words(op.a) for op in ops if op.change is Change.EQUAL)


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """How many words, numbers, or characters of scripts without spaces a text has."""
    return len(_COUNTED.findall(text))


_Block = tuple[Change, int, int, int, int]


def _blocks(left: Sequence[str], right: Sequence[str]) -> list[_Block]:
    """Runs as (change, i1, i2, j1, j2); a change that is not EQUAL may have words on both sides."""
    if left == right:
        return [(Change.EQUAL, 0, len(left), 0, len(right))] if left else []
    found: list[_Block] = []
    i = j = 0
    for run in (*common_runs(left, right), Run(len(left), len(right), 0)):
        if i < run.a or j < run.b:
            found.append((Change.DELETE, i, run.a, j, run.b))
        i, j = run.a + run.size, run.b + run.size
        if run.size:
            found.append((Change.EQUAL, run.a, i, run.b, j))
    return found


def _readable(blocks: list[_Block], left: Sequence[Token], right: Sequence[Token]) -> list[_Block]:
    """Join changes over an equal run that has fewer letters than the lesser change at either side, then neighbours."""
    kept: list[_Block] = []
    for index, block in enumerate(blocks):
        inner = 0 < index < len(blocks) - 1
        if block[0] is Change.EQUAL and inner:
            letters = _letters(left, block[1], block[2])
            around = [
                max(_letters(left, n[1], n[2]), _letters(right, n[3], n[4]))
                for n in (blocks[index - 1], blocks[index + 1])
            ]
            words = sum(t.is_word for t in left[block[1] : block[2]])
            if words <= 1 and letters < min(around):
                block = (Change.DELETE, *block[1:])
        if kept and kept[-1][0] is not Change.EQUAL and block[0] is not Change.EQUAL:
            kept[-1] = (Change.DELETE, kept[-1][1], block[2], kept[-1][3], block[4])
        else:
            kept.append(block)
    return kept


def _letters(found: Sequence[Token], start: int, end: int) -> int:
    return sum(t.end - t.start for t in found[start:end] if t.is_word)


def _slice(text: str, found: Sequence[Token], start: int, end: int) -> str:
    """The text from one token up to another, with the white space after it (and before the very first)."""
    if start == end:
        return ""
    first = 0 if start == 0 else found[start].start
    last = len(text) if end == len(found) else found[end].start
    return text[first:last]
