"""Words for matching: casefolded, in every script; single characters where a script writes no spaces."""

from __future__ import annotations

import re
import unicodedata

#: Scripts written without spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer, kana, Bopomofo, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
#: Vowel signs and other marks that Python's `\w` leaves out, in the Indic, Hebrew, Arabic and Ethiopic blocks.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d\u0a81-\u0acd\u0b01-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c4d\u0c81-\u0ccd\u0d00-\u0d4d"

_ASCII_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)+|[a-z0-9]+(?:'[a-z]+)?")
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+|[{_UNSPACED}]|(?:(?![{_UNSPACED}_])[\w{_MARKS}])+(?:'(?:(?![{_UNSPACED}_])[\w{_MARKS}])+)?"
)
#: Arabic vowel points and tatweel, which one outlet prints and another leaves out; Hebrew points likewise.
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
#: Letters that Arabic and Persian outlets spell either way.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"})


def words(text: str) -> list[str]:
    """The words of `text` in order, casefolded and composed, without punctuation.

    A number with its separators is one word (`1,200.5`); an apostrophe inside a word stays. In a script written
    without spaces every character is a word, so that n-grams of words are n-grams of characters there. Arabic and
    Hebrew points are dropped and Arabic letters that are spelled either way made one.
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("ʼ", "'")
    text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = _POINTS.sub("", text).translate(_ARABIC)
    return _WORD.findall(text)
