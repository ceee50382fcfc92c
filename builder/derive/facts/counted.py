"""What a figure counts, where two passages say it in the same words: 'homes' of '18 homes' and '20 homes'."""

from __future__ import annotations

import re

from builder.derive.facts import lexicon
from builder.derive.facts.fact import Fact

_WORD = re.compile(r"[ \u00a0]([^\W\d_]+(?:['’-][^\W\d_]+)*)")

#: The longest such wording, in words: 'years old', 'square metres', 'metric tonnes'.
_MOST = 3

#: Letters of a word that may say what is counted: lists lack some shorter ones (French 'à'), and units are read with figures.
_LEAST = 3


def counted(text_a: str, a: Fact, text_b: str, b: Fact, language: str | None) -> str:
    """The words right after both figures, as the first passage prints them; '' where they are not the same.

    They end before a closed-class word or a sign in one passage at least: of 'new homes' and 'new houses' the word 'new'
    alone says nothing. '' too in a language whose closed-class words are not listed.
    """
    closed = lexicon.opening_words(language)
    shared: list[str] = []
    at_a, at_b = a.end, b.end
    while closed:
        next_a, next_b = _WORD.match(text_a, at_a), _WORD.match(text_b, at_b)
        ends = [
            found is None or len(found[1]) < _LEAST or found[1].casefold() in closed
            for found in (next_a, next_b)
        ]
        if any(ends):
            return " ".join(shared)
        if len(shared) == _MOST or next_a is None or next_b is None:
            break
        if next_a[1].casefold() != next_b[1].casefold():
            break
        shared.append(next_a[1])
        at_a, at_b = next_a.end(), next_b.end()
    return ""
