"""The words and marks of a text, each as one letter, so that two texts can be compared as strings are.

White space, the style of quotation marks and dashes, invisible characters, the grouping of digits and the
order of a closing quotation mark and its comma are typography: tokens that differ in nothing else have one letter.
Letters' case and every other mark are text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, cycle

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
_SIGN = "$€£¥₹₽₩%"
_MARK = rf"(?:[^\w\s{_SIGN}{SPACELESS}]|_)+"
#: Marks with white space between them are one run: 'said” .' prints what 'said.”' prints.
_RUN = rf"{_MARK}(?:\s+{_MARK})*"
#: A word that is nothing but ASCII letters, found quickly where what follows cannot go on with it.
_PLAIN = r"[A-Za-z]++(?=[\s.,;:!?()\"”“—–-]|\Z)"
_COUNTED = re.compile(f"{_PLAIN}|{_NUMBER}|{_CHARACTER}|{_WORD}")
#: A token with the white space after it.
_PIECE = re.compile(rf"(?:{_PLAIN}|{_NUMBER}|{_CHARACTER}|{_WORD}|[{_SIGN}]|{_RUN})\s*")
_BEGINS_CHARACTER = re.compile(f"[{SPACELESS}]")
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

#: Letters for words and for marks: two blocks of code points each, so that most texts need but two bytes a letter.
_WORD_LETTERS = (range(0x100, 0xD800), range(0x10000, 0x100000))
_MARK_LETTERS = (range(0xE000, 0x10000), range(0x100000, 0x110000))
#: The first letter of a mark; those beyond the first block of either are told apart by the pattern.
FIRST_MARK = chr(_MARK_LETTERS[0][0])
_IS_MARK = re.compile("[\ue000-\uffff\U00100000-\U0010ffff]+")


# Not frozen, which takes three times as long to make.
@dataclass(slots=True, eq=False)
class Tokens:
    """A text's words (numbers, and characters of scripts without spaces, among them) and runs of marks, in order.

    `letters` has one character for each token, the same for tokens that typography alone sets apart; `spoken` has those
    of the words only. Token n begins at `offsets[n]` (code points; 0 for the first, whatever white space comes before
    it) and goes on to `offsets[n + 1]`, the white space after it included. The letters of two texts may be compared
    only where one alphabet gave them.
    """

    text: str
    letters: str
    spoken: str
    offsets: list[int]

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.spoken)

    def slice(self, start: int, end: int) -> str:
        """The text from one token up to another."""
        return self.text[self.offsets[start] : self.offsets[end]]

    def written(self, start: int, end: int) -> int:
        """How many characters the words from one token up to another have."""
        at = self.offsets
        return sum(
            [len(self.text[at[n] : at[n + 1]].strip()) for n in range(start, end) if is_word(self.letters[n])]
        )

    def writes_more(self, than: int, start: int, end: int) -> bool:
        """Whether the words from one token up to another have more characters than so many."""
        text, at, letters = self.text, self.offsets, self.letters
        for n in range(start, end):
            if is_word(letters[n]):
                than -= len(text[at[n] : at[n + 1]].strip())
                if than < 0:
                    return True
        return False


def is_word(letter: str) -> bool:
    """Whether the letter stands for a word."""
    return letter < FIRST_MARK or _IS_MARK.match(letter) is None


def only_words(letters: str) -> str:
    """The letters without those of marks."""
    return _IS_MARK.sub("", letters)


#: Texts held by an alphabet, some 1 kB each: a story's sentences are asked for with every pair of its versions.
_HELD = 2_048
#: Tokens, as printed, beyond which an alphabet is given up for a new one: some 10 MB.
_FULL = 50_000


class Alphabet:
    """Reads texts into tokens and gives each different token a letter of its own.

    (From the 983,000th different word of one alphabet on, which no text has, letters are given a second time.)
    """

    def __init__(self) -> None:
        self._pieces = _Letters()
        self._held: dict[str, Tokens] = {}

    @property
    def is_full(self) -> bool:
        """Whether it is time for a new one. This one goes on to work."""
        return len(self._pieces) > _FULL

    def read(self, text: str) -> Tokens:
        """The text's tokens; those of the texts asked for last are remembered."""
        found = self._held.get(text)
        if found is None:
            if len(self._held) >= _HELD:
                self._held.clear()
            found = self._held[text] = self._read(text)
        return found

    def joined(self, text: str, parts: Sequence[Tokens]) -> Tokens:
        """The tokens of a text that is several joined by a space each, given theirs."""
        if not all(part.text[:1].isalnum() for part in parts):
            return self.read(text)  # marks go together over white space
        offsets = parts[0].offsets
        for part in parts[1:]:
            begin = offsets[-1] + 1
            offsets = [*offsets[:-1], *[begin + offset for offset in part.offsets]]
        letters, spoken = (
            "".join(held) for held in zip(*[(p.letters, p.spoken) for p in parts], strict=True)
        )
        return Tokens(text, letters, spoken, offsets)

    def _read(self, text: str) -> Tokens:
        pieces = _PIECE.findall(text)
        letters = "".join(map(self._pieces.__getitem__, pieces))
        offsets = list(accumulate(map(len, pieces), initial=0))
        before = len(text) - offsets[-1]
        if before and pieces:
            offsets = [0, *(offset + before for offset in offsets[1:])]
        return Tokens(text, letters, only_words(letters), offsets)


class _Letters(dict[str, str]):
    """From a token as printed, with the white space after it, to its letter."""

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._word_letters = cycle(chain(*_WORD_LETTERS))
        self._mark_letters = cycle(chain(*_MARK_LETTERS))

    def __missing__(self, piece: str) -> str:
        token = piece.rstrip()
        first = token[0]
        if token.isascii() and token.isalpha():
            letter = self._word(token)  # as nearly always
        elif first.isdecimal():
            letter = self._word(number_key(token))
        elif _BEGINS_CHARACTER.match(first):
            letter = self._word(_composed(token).translate(_APOSTROPHES))
        elif first.isalnum():
            plain = token.isascii() and "`" not in token
            letter = self._word(token if plain else _composed(token).translate(_APOSTROPHES))
        else:
            marks = "".join(token.split()).translate(_TYPOGRAPHY).translate(_INVISIBLE)
            key = "".join(sorted(marks))
            # Asked for in one step each, so that no two keys get one letter whoever else asks meanwhile.
            letter = self._marks.setdefault(key, chr(next(self._mark_letters)))
        self[piece] = letter
        return letter

    def _word(self, key: str) -> str:
        return self._words.setdefault(key, chr(next(self._word_letters)))


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", word.translate(_INVISIBLE))


def number_key(digits: str) -> str:
    """A run of digits with ASCII digits and without separators of thousands ('١٬٠٠٠', '1,000' -> '1000')."""
    if not digits.isascii():
        digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in digits)
    if _GROUPED.fullmatch(digits):
        return re.sub(r"\D", "", digits)
    return digits.replace("\u066b", ".")


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """How many words, numbers, or characters of scripts without spaces a text has."""
    return len(_COUNTED.findall(text))
