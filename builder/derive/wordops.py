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
from difflib import SequenceMatcher
from enum import StrEnum

#: Characters that belong to a word although Python's `\w` leaves them out: combining marks, joiners, soft hyphen.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0963\u0966-\u0df3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200c\u200d\u2060\ufeff"
)
#: Scripts written without spaces: a character (with its marks) is a token.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_NUMBER = r"\d+(?:[.,\u066b\u066c'’\u00a0\u202f](?=\d)\d+)*"
_CHARACTER = rf"[{SPACELESS}][{MARKS}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b6-\u17d3]*"
_WORD = rf"[^\W\d_{SPACELESS}](?:[^\W_{SPACELESS}]|[{MARKS}]|['’ʼ`´](?=[^\W\d_]))*"
_MARK = r"(?:(?![$€£¥₹₽₩%])[^\w\s])+|[$€£¥₹₽₩%]|_+"
_TOKEN = re.compile(f"(?P<number>{_NUMBER})|(?P<char>{_CHARACTER})|(?P<word>{_WORD})|(?P<mark>{_MARK})")
_COUNTED = re.compile(f"{_NUMBER}|{_CHARACTER}|{_WORD}")
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
#: Beyond this many tokens a side, difflib's exact search would take seconds; its heuristic for popular tokens is
#: let in. A 2,000-token sentence is a text without any full stop, so that lesser care costs a reader nothing.
_EXACT_TOKENS = 2_000


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


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, character of a script without spaces, or run of marks. `key` is equal where typography alone differs."""

    start: int
    end: int
    key: str
    is_word: bool


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order; white space lies between them. Offsets are code points.

    Marks with white space between them are one run: 'said” .' prints what 'said.”' prints.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match)
        if found and _is_mark(token) and _is_mark(found[-1]):
            before = found[-1]
            key = "".join(sorted(before.key + token.key))
            found[-1] = Token(before.start, token.end, key, False)
        else:
            found.append(token)
    return found


def _is_mark(token: Token) -> bool:
    return not token.is_word and token.key not in _SIGNS


def _token(match: re.Match[str]) -> Token:
    found = match.group()
    match match.lastgroup:
        case "number":
            return Token(*match.span(), number_key(found), True)
        case "mark":
            plain = found.translate(_TYPOGRAPHY).translate(_INVISIBLE)
            return Token(*match.span(), "".join(sorted(plain)), False)
        case _:
            key = found if found.isascii() else unicodedata.normalize("NFC", found.translate(_INVISIBLE))
            return Token(*match.span(), key.translate(_APOSTROPHES), True)


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
    left, right = ([t.key for t in tokens(text) if t.is_word] for text in (a, b))
    return sum(i2 - i1 for change, i1, i2, _, _ in _blocks(left, right) if change is Change.EQUAL)


def equal_words(ops: Sequence[Op]) -> int:
    """How many words stand unchanged."""
    return sum(count_words(op.a) for op in ops if op.change is Change.EQUAL)


def count_words(text: str) -> int:
    """How many words, numbers, or characters of scripts without spaces a text has."""
    return len(_COUNTED.findall(text))


_Block = tuple[Change, int, int, int, int]


def _blocks(left: list[str], right: list[str]) -> list[_Block]:
    """Runs as (change, i1, i2, j1, j2); a change that is not EQUAL may have words on both sides."""
    if left == right:
        return [(Change.EQUAL, 0, len(left), 0, len(right))] if left else []
    long = max(len(left), len(right)) > _EXACT_TOKENS
    matcher = SequenceMatcher(None, left, right, autojunk=long)
    return [
        (Change.EQUAL if tag == "equal" else Change.DELETE, i1, i2, j1, j2)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _readable(blocks: list[_Block], left: list[Token], right: list[Token]) -> list[_Block]:
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


def _letters(found: list[Token], start: int, end: int) -> int:
    return sum(t.end - t.start for t in found[start:end] if t.is_word)


def _slice(text: str, found: list[Token], start: int, end: int) -> str:
    """The text from one token up to another, with the white space after it (and before the very first)."""
    if start == end:
        return ""
    first = 0 if start == 0 else found[start].start
    last = len(text) if end == len(found) else found[end].start
    return text[first:last]
