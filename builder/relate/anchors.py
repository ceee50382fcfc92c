"""What survives translation: numbers as written, and names by the sound of their consonants."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

#: Consonants by class of sound, so that a name meets itself in another alphabet or spelling: voiced and unvoiced stops
#: are one (Arabic writes p as b, v as f), vowels, h, w and y are left out (many alphabets do not write them).
_LATIN = {
    **dict.fromkeys("bp", "B"),
    **dict.fromkeys("fv", "F"),
    **dict.fromkeys("kqcg", "K"),
    **dict.fromkeys("sz", "S"),
    **dict.fromkeys("td", "T"),
    "j": "J",
    "l": "L",
    "m": "M",
    "n": "N",
    "r": "R",
    "x": "KS",
}
_ARABIC = {
    **dict.fromkeys("بپ", "B"),
    **dict.fromkeys("فڤ", "F"),
    **dict.fromkeys("كقغخگک", "K"),
    **dict.fromkeys("سزصشثظچژ", "S"),
    **dict.fromkeys("تدطضذ", "T"),
    "ج": "J",
    "ل": "L",
    "م": "M",
    "ن": "N",
    "ر": "R",
}
_CYRILLIC = {
    **dict.fromkeys("бп", "B"),
    **dict.fromkeys("фв", "F"),
    **dict.fromkeys("кгхґ", "K"),
    **dict.fromkeys("сзцшщчж", "S"),
    **dict.fromkeys("тдђћ", "T"),
    "л": "L",
    "м": "M",
    "н": "N",
    "р": "R",
}
_GREEK = {
    **dict.fromkeys("βπ", "B"),
    "φ": "F",
    **dict.fromkeys("κγχ", "K"),
    **dict.fromkeys("σςζ", "S"),
    **dict.fromkeys("τδθ", "T"),
    "λ": "L",
    "μ": "M",
    "ν": "N",
    "ρ": "R",
    "ξ": "KS",
    "ψ": "BS",
}
_HEBREW = {
    **dict.fromkeys("בפף", "B"),
    **dict.fromkeys("כךקגח", "K"),
    **dict.fromkeys("סזצץש", "S"),
    **dict.fromkeys("תטד", "T"),
    "ל": "L",
    **dict.fromkeys("מם", "M"),
    **dict.fromkeys("נן", "N"),
    "ר": "R",
}
_CLASSES = {**_LATIN, **_ARABIC, **_CYRILLIC, **_GREEK, **_HEBREW}
_SOFT = re.compile(r"(?:sch|sh|ch|tch|th)|c(?=[eiy])|g(?=[eiy])")
_SOFTENED = {"c": "s", "g": "j", "th": "t"}
#: What Arabic joins to the front of a word: and, so, in, to, as; the article.
_JOINED = re.compile("^[وف]?(?:[بلك]?ال|لل|[بلك](?=...))?")

_DIGITS = re.compile(
    r"\d+(?:[.,\u00a0\u202f\u066b\u066c' ]\d{3}(?!\d))+(?:[.,\u066b]\d+)?|\d+(?:[.,\u066b]\d+)?"
)
_SEPARATED = re.compile(r"[.,\u00a0\u202f\u066b\u066c' ](?=\d{3}(?!\d))")
#: Words that may be names: with a capital, or in Hebrew or Arabic letters (which have none).
_NAMELIKE = re.compile(r"(?<!\w)(?:[^\W\d_a-zß-öø-ÿа-яα-ω][^\W\d_]{2,}|[\u0590-\u06ff]{3,})")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A number (`#410`) or a name's sound (`SLFN`) and where it stands: 0 at the text's beginning, 1 at its end.

    `cased` says that the text itself marks it as a name (a capital inside a sentence); in a script without capitals
    every word may be one.
    """

    sign: str
    at: float
    cased: bool = True


def anchors(text: str) -> tuple[Anchor, ...]:
    """The anchors of `text` in order."""
    length = max(1, len(text))
    found = [
        Anchor("#" + value, m.start() / length)
        for m in _DIGITS.finditer(text)
        if (value := _value(m.group()))
    ]
    for m in _NAMELIKE.finditer(text):
        word = m.group()
        if word[0].isupper():
            opens = _opens_sentence(text, m.start())
            found.extend(Anchor(s, m.start() / length, not opens) for s in sounds(word))
        else:
            found.extend(Anchor(s, m.start() / length, False) for s in sounds(word))
    return tuple(sorted(found, key=lambda a: (a.at, a.sign)))


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" \"'“”«»‘(¿¡")
    return not before or before[-1] in ".!?\n:—-…"


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """The classes of a word's consonants in order, doubled letters once; for Arabic with and without what is joined to
    its front. Empty where fewer than three are left: two consonants say nothing."""
    forms = {word.casefold()}
    if "\u0600" <= word[0] <= "\u06ff":
        forms.add(_JOINED.sub("", word))
    return tuple(sorted({s for form in forms if len(s := _sound(form)) >= 3}))


def _sound(word: str) -> str:
    plain = word
    if not word.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = _SOFT.sub(lambda m: _SOFTENED.get(m.group(), "s"), plain.replace("ph", "f").replace("ck", "k"))
    classes: list[str] = []
    before = ""
    for letter in plain:
        found = _CLASSES.get(letter, "")
        if found and found != before:
            classes.append(found)
        before = found
    return "".join(classes)


def _value(written: str) -> str:
    """The number without separators of thousands and with a point for its decimals; '' for a single digit."""
    plain = _SEPARATED.sub("", written).replace(",", ".").replace("\u066b", ".")
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain)
    return plain if len(plain) > 1 else ""


#: A chance meeting of three consonants is common in a text of 300 words; of four it is not.
_LONG = 4


def is_telling(sign: str) -> bool:
    """Whether an anchor says something of the one text: a number, or a name long enough in sound."""
    return sign[0] == "#" or len(sign) >= _LONG


def telling_signs(found: Sequence[Anchor]) -> npt.NDArray[np.uint32]:
    """Sorted distinct hashes of the telling anchors' signs."""
    signs = {a.sign for a in found if is_telling(a.sign)}
    return np.unique(np.fromiter((zlib.crc32(s.encode()) for s in signs), dtype=np.uint32, count=len(signs)))
