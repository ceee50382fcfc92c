"""Labelled pages as they would look in another script: what the classifiers learn of languages that no label is in.

A letter stands for a letter (so words keep their lengths and repetitions), capitals go where the script has none, and
so do spaces where it sets none. Layout, figures, marks and the names that pages of all languages print stay. No word
list knows such a page, so its shape alone tells what is the article. The texts are no language and are never kept.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from builder.clean.lines import Line, worded

Script = Callable[[str], str]
"""What writes a text of Latin letters in another script."""

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ARABIC = dict(zip(_LATIN, "ابتثجحخدذرزسشصضطظعغفقكلمنه", strict=True))
_CYRILLIC = dict(zip(_LATIN, "абцдефгхийклмнопярстувжщыз", strict=True))
_WORD = re.compile(r"[A-Za-z]+")
_ARABIC_SIGNS = str.maketrans(",?;", "،؟؛")
#: Printed in Latin letters on pages of all languages.
_EVERYWHERE = frozenset(
    [
        "facebook",
        "twitter",
        "whatsapp",
        "instagram",
        "telegram",
        "youtube",
        "linkedin",
        "google",
        "rss",
        "app",
        "email",
        "cookies",
    ]
)
_HAN = "\u4e00-\u9fff"
_INNER_SPACE = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
#: Letters that a Chinese character stands for.
_LETTERS = 3


def _spelled(alphabet: dict[str, str], capitals: bool) -> Script:
    def letter(one: str) -> str:
        other = alphabet[one.lower()]
        return other.upper() if capitals and one.isupper() else other

    def word(match: re.Match[str]) -> str:
        return match[0] if match[0].lower() in _EVERYWHERE else "".join(map(letter, match[0]))

    return lambda text: _WORD.sub(word, text)


def _character(match: re.Match[str]) -> str:
    word = match[0].lower()
    if word in _EVERYWHERE:
        return match[0]
    parts = range(max(1, round(len(word) / _LETTERS)))
    return "".join(chr(0x4E00 + zlib.crc32(f"{word}{part}".encode()) % 4000) for part in parts)


def _chinese(text: str) -> str:
    text = _INNER_SPACE.sub("", _WORD.sub(_character, text))
    for sign, own in ((r"\.", "。"), (",", "，"), (r"\?", "？"), ("!", "！"), (":", "：")):
        text = re.sub(rf"(?<=[{_HAN}]){sign}(?=[\s\"”’)]|$) ?", own, text)
    return text


_arabic = _spelled(_ARABIC, capitals=False)
SCRIPTS: tuple[Script, ...] = (
    lambda text: _arabic(text).translate(_ARABIC_SIGNS),
    _spelled(_CYRILLIC, capitals=True),
    _chinese,
)


def written(line: Line, script: Script) -> Line:
    """The line in that script; itself where nothing is left of it."""
    other = worded(script(line.text))
    return line._replace(text=other.text, folded=other.folded, words=other.words) if other.folded else line
