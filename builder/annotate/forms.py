"""How words are printed: their shapes, and lines in capitals as running text would have them."""

from __future__ import annotations

import re
from collections.abc import Container

from builder.annotate.tokens import Tokens


def shape_of(word: str) -> str:
    """A word's shape in few letters: X all capitals, Xx capitalised, xX inner capital, x lower, d digits, . dotted."""
    if word.isalpha():
        if word.islower():
            return "x"
        if word.isupper():
            return "X1" if len(word) == 1 else ("XX" if len(word) < 6 else "XL")
        if word[0].isupper() and word[1:].islower():
            return "Xx"
        return "CX" if word[0].isupper() else "xC"
    if word.isdigit():
        return "d4" if len(word) == 4 else "d"
    if word[0].isalpha():
        return ("X" if word[0].isupper() else "x") + ("." if "." in word else ("'" if "'" in word else "9"))
    return word[:1] if not word[0].isalnum() else "9x"


_CAPITALS = re.compile(r"[^\W\d_]")


def calm_capitals(tokens: Tokens, common: Container[str]) -> list[str]:
    """The words, those of a line or sentence in capitals as they would be printed in running text.

    A sentence counts as in capitals with four or more words of two or more letters, all upper case. A word that the
    rest of the document prints otherwise takes that form; else a `common` word (lower case) is in lower case, any other
    capitalised.
    """
    words = tokens.words
    loud: list[int] = []
    begin = 0
    size = len(words)
    for index in range(1, size + 1):
        if index == size or (tokens.first[index] and not tokens.first[index - 1]):
            span = range(begin, index)
            letters = [i for i in span if len(words[i]) > 1 and words[i].isalpha()]
            if len(letters) >= 4 and all(words[i].isupper() for i in letters):
                loud.extend(letters)
            begin = index
    if not loud:
        return words
    shouted = set(loud)
    printed: dict[str, str] = {}
    for index, word in enumerate(words):
        if index not in shouted and (not tokens.first[index] or word.islower()):
            printed.setdefault(word.upper(), word)
    calm = list(words)
    for index in loud:
        word, low = words[index], words[index].lower()
        calm[index] = printed.get(word) or (low if low in common else word.capitalize())
    return calm
