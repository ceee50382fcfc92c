"""Lines in capitals, as headlines are printed: what the rest of the document calls by name stands there under that name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.model.entities import Mention

#: Fewer words in capitals in a row are a dateline or an acronym, no headline.
_WORDS = 4
#: How sure such a mention is: as sure as one that repeats a name that the text prints elsewhere.
_SURE = 0.7


def in_capitals(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those in lines of capitals replaced where the names that other lines mark say otherwise: of `PORT
    HARLOW ANA REED RESIGNS` the town and the person. A name of one word parts no mention (`ELIZABETH REED` where the text goes
    on with `Reed`), and a name of the authority files stays as it is."""
    lines = [
        line.span()
        for line in re.finditer(r"[^\n]+", text)
        if line.group().isupper() and len(re.findall(r"[^\W\d_]{2,}", line.group())) >= _WORDS
    ]
    if not lines:
        return list(mentions)
    calm = [m for m in mentions if not any(start <= m.start < end for start, end in lines)]
    names = {m.text.upper(): m for m in calm if len(m.text) > 3 and not m.name}
    found: list[Mention] = []
    taken = [(m.start, m.end) for m in mentions if m.name]
    whole = [*taken, *((m.start, m.end) for m in mentions if not m.name)]
    for start, end in lines:
        for name in sorted(names, key=lambda n: (-len(n), n)):
            at = text.find(name, start, end)
            while at >= 0:
                stop = at + len(name)
                barred = taken if " " in name else whole
                if _stands_alone(text, at, stop) and not any(a < stop and at < b for a, b in barred):
                    taken.append((at, stop))
                    found.append(replace(names[name], start=at, end=stop, text=text[at:stop], score=_SURE))
                at = text.find(name, stop, end)
    spans = [(m.start, m.end) for m in found]
    kept = [m for m in mentions if not any(a < m.end and m.start < b for a, b in spans)]
    return sorted([*kept, *found], key=lambda m: m.start)


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
