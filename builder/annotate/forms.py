"""How words are printed: their shapes, and lines in capitals as running text would have them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
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


#: A sentence counts as in capitals with this many words of two or more letters, all upper case.
_LEAST_LOUD = 4


def calm_capitals(tokens: Tokens, common: Container[str]) -> list[str]:
    """The words, those of a line or sentence in capitals as they would be printed in running text.

    A word that the rest of the document prints otherwise takes that form; else a `common` word (lower case) is in lower
    case, any other capitalised.
    """
    words = tokens.words
    loud: list[int] = []
    capitals = [i for i, word in enumerate(words) if word.isupper() and len(word) > 1 and word.isalpha()]
    if len(capitals) < _LEAST_LOUD:
        return words
    opens = [0, *(i for i, first in enumerate(tokens.first) if first and i and not tokens.first[i - 1])]
    sentences = Counter(bisect_right(opens, i) - 1 for i in capitals)
    opens.append(len(words))
    for sentence, count in sentences.items():
        span = range(opens[sentence], opens[sentence + 1])
        if count >= _LEAST_LOUD:
            letters = [i for i in span if len(words[i]) > 1 and words[i].isalpha()]
            if count == len(letters):
                loud.extend(letters)
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
