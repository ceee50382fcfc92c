"""A text made comparable without losing its places: typographic variants made equal, invisible marks dropped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: One character for one, so that offsets stay: apostrophes, quotes, dashes, spaces, Arabic letter variants that
#: keyboards mix (alef maqsura is left alone: it tells words apart).
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’ʼʹ′`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑‒–—", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\n\r", " "),
    }
)
#: What may call for the slow way: combining marks, tatweel, invisible formatting characters.
_SLOW = re.compile(
    r"[\u00ad\u0300-\u036f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded text; `places[i]` the offset in the original of its character i, with one more at the
    end for the original's length. `places` is None where the offsets are the same."""

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's half-open span of a folded span."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def fold_places(text: str) -> Folded:
    """The text with look-alikes made equal: composed letters, straight quotes, no vowel marks or invisible characters.

    A letter with combining marks becomes the composed letter where there is one. Arabic vowel marks and tatweel go,
    because names are printed with and without them.
    """
    plain = text.translate(_SAME_LENGTH)
    if plain.isascii() or not _SLOW.search(plain):
        return Folded(plain)
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(plain):
        if not _SLOW.match(character):
            kept.append(character)
            places.append(place)
        elif "\u0300" <= character <= "\u036f" and kept:
            composed = unicodedata.normalize("NFC", kept[-1] + character)
            if len(composed) == 1:
                kept[-1] = composed
            else:
                kept.append(character)
                places.append(place)
    places.append(len(text))
    return Folded("".join(kept), tuple(places))


def folds_by_letters(text: str) -> bool:
    """Whether the text's folded form is that of its characters one by one, so that what stands in it stands there folded."""
    return text.isascii() or not _SLOW.search(text)


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """A name in the same form as the texts it is looked up in, inner white space made single."""
    return " ".join(fold_places(name).text.split())
