"""The words of a URL's path, and how well a line matches them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

import numpy as np
from numpy.typing import NDArray

from builder.clean.lines import Line
from builder.clean.page_words import PageWords

_TOKEN = re.compile(r"\w+")
#: What stands within a word here, and between the words of a folded line.
_JOINING = "'’_"


def slug_tokens(url: str | None) -> frozenset[str]:
    """Words of the longest hyphenated part of a URL's path; empty where it has none, or is no URL ('http://[x')."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return frozenset()
    parts = [p for p in unquote(path).casefold().split("/") if p]
    slugs = [set(_TOKEN.findall(re.sub(r"\.\w{2,5}$", "", p.replace("_", "-")))) for p in parts]
    best = max(slugs, key=len, default=set())
    return frozenset(w for w in best if not w.isdigit()) if len(best) >= 3 else frozenset()


def overlap(line: str, slug: frozenset[str]) -> float:
    """Share of a slug's words found in a line, times the share of the line's words found in the slug; 0..1."""
    return _overlap(set(_TOKEN.findall(line.casefold().replace("'", "").replace("’", ""))), slug)


def _overlap(words: set[str], slug: frozenset[str]) -> float:
    common = len(words & slug)
    return (common / len(slug)) * math.sqrt(common / len(words)) if common else 0.0


#: A longer line is a paragraph, not the line that the URL was made from.
SLUG_WORDS = 59


def matches(lines: Sequence[Line], words: PageWords, slug: frozenset[str]) -> NDArray[np.float64]:
    """Each line's `overlap`; 0 for a line of one word or more than `SLUG_WORDS`, and for one without a word of the slug."""
    found = np.zeros(len(lines))
    numbers = [words.numbers[word] for word in slug if word in words.numbers]
    if numbers:
        marked = np.zeros(len(words.numbers), np.bool_)
        marked[numbers] = True
        for place in np.flatnonzero(words.per_line(marked[words.ids])).tolist():
            line = lines[place]
            if 1 < line.words <= SLUG_WORDS:
                joined = any(map(line.text.__contains__, _JOINING))
                found[place] = (
                    overlap(line.text, slug) if joined else _overlap(set(line.folded.split()), slug)
                )
    return found
