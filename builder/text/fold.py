"""Typography made equal, so that two printings of one sentence compare as the same string."""

from __future__ import annotations

import re
import unicodedata

_DOUBLE = "“”„‟«»″〝〞〟＂『』「」"
_SINGLE = "‘’‚‛‹›′`´ʼʹ＇"
_DASHES = "‐‑‒–—―−﹘﹣－"

#: Characters that print nothing: soft hyphen, zero-width and bidirectional marks, byte order mark, tatweel.
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\u0640"

_TABLE = {
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_INVISIBLE, ""),
    "…": "...",
}
#: Few letters of a text are such: to look for them is quicker than to translate every letter.
_FOLDED = re.compile(f"[{re.escape(''.join(_TABLE))}]")


def fold(text: str) -> str:
    """`text` with quotation marks, dashes, ellipses, white space and invisible characters made equal.

    White-space runs (line ends too) become one space and the ends are stripped; letters are composed (NFC) but keep
    their case and accents. Idempotent. Offsets into the result are not offsets into `text`.
    """
    if not text.isascii():
        text = _FOLDED.sub(_folded, unicodedata.normalize("NFC", text))
    else:
        text = text.replace("`", "'")
    # `''` and ``` `` ``` are how wire copy types a double quotation mark.
    return " ".join(text.replace("''", '"').split())


def _folded(match: re.Match[str]) -> str:
    return _TABLE[match[0]]
