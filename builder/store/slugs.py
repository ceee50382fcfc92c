"""Short names for files and stories, from a title in any script."""

from __future__ import annotations

import re
import unicodedata

#: Long enough to recognise a story, short enough for a URL and for Windows paths.
MAX_CHARACTERS = 40
_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h"}
)
#: Device names that Windows reserves whatever the extension.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


def slug(title: str, *, limit: int = MAX_CHARACTERS) -> str:
    """The title's first words in lower case, joined by hyphens, at most `limit` characters; '' where it has none.

    Accents fall from Latin, Greek and Cyrillic letters; letters of other scripts stay as they are (composed, NFC).
    """
    plain = title.casefold().translate(_SPECIAL)
    plain = re.sub(r"(?<=\w)['’ʼ`´](?=\w)", "", plain)
    words = _unaccented(plain).split()
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:limit]
        if len(longer) > limit:
            break
        name = longer
    return f"{name}-story" if name in _RESERVED else name


def _unaccented(text: str) -> str:
    kept: list[str] = []
    base_takes_none = False
    for character in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(character):
            if not base_takes_none:
                kept.append(character)
            continue
        name = unicodedata.name(character, "")
        base_takes_none = name.startswith(("LATIN", "GREEK", "CYRILLIC"))
        kept.append(character)
    joined = unicodedata.normalize("NFC", "".join(kept))
    # Vowel signs of Indic scripts are marks, which `isalnum` does not count; they belong to their word.
    return "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in joined)
