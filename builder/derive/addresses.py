"""Where each page of the site lies: safe, stable paths for articles, stories, entities, sources and comparisons.

A path is what MkDocs calls `src_uri` (`people/jack-ma.md`); an address is the site-relative URL of the page
(`people/jack-ma/`), percent-encoded. Names come from scraped pages, so nothing of them but letters, digits and
combining marks reaches a path: `../../x` becomes `x`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

#: Longest slug in UTF-8 bytes: file systems stop at 255 for one name, and some copy tools add suffixes.
LONGEST = 120

#: Slugs that would collide with a listing page, or that Windows refuses as file names.
RESERVED = frozenset(
    {"index", "readme", "con", "prn", "aux", "nul"}
    | {f"com{n}" for n in range(1, 10)}
    | {f"lpt{n}" for n in range(1, 10)}
)

#: General categories that a slug keeps: letters, digits and the marks that belong to a letter.
_KEPT = frozenset("LNM")


@lru_cache(maxsize=1 << 17)
def slug(name: str) -> str:
    """A path segment for `name`, of its own script; never empty, never a dot segment, never over `LONGEST` bytes.

    A name without any letter or digit, a reserved one and a cut one get six hex digits of the name's sha256.
    """
    plain = _spelled(name)
    if len(plain.encode()) > LONGEST:
        short = plain.encode()[:LONGEST].decode(errors="ignore").strip("-")
        return f"{short}-{_digest(name)}"
    if not plain or plain in RESERVED:
        return f"{plain}-{_digest(name)}".lstrip("-")
    return plain


#: What parts the words of an ASCII slug.
_APART = re.compile("[^a-z0-9]+")


def _spelled(name: str) -> str:
    """The letters, digits and marks of a name of any script, parted by hyphens."""
    if name.isascii():
        # The same for most names of Latin script, in one pass in place of one step for each character.
        return _APART.sub("-", name.lower().replace("'", "")).strip("-")
    letters: list[str] = []
    for character in unicodedata.normalize("NFKC", name).casefold():
        if unicodedata.category(character)[0] in _KEPT:
            letters.append(character)
        elif letters and letters[-1] != "-" and character not in "'’ʼ":
            letters.append("-")
    return unicodedata.normalize("NFC", "".join(letters)).strip("-")


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A slug for each of `names`, all different: of names that share one, the first in code-point order keeps it."""
    taken: set[str] = set()
    given: dict[str, str] = {}
    for name in sorted(set(names)):
        wanted = slug(name)
        if wanted in taken:
            wanted = f"{wanted}-{_digest(name)}"
        taken.add(wanted)
        given[name] = wanted
    return given


@lru_cache(maxsize=1 << 15)
def address(path: str) -> str:
    """The site-relative URL of the page at `path` (`index.md` is '')."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    stem = stem.removesuffix("/index")
    return f"{stem if _UNQUOTED.fullmatch(stem) else quote(stem)}/"


#: An address that percent-encoding leaves as it is: asking this is quicker than encoding.
_UNQUOTED = re.compile(r"[A-Za-z0-9_.~/-]*")


def comparison_path(a: str, b: str) -> str:
    """The page that compares two articles, the same whichever is named first."""
    first, second = sorted((a, b))
    return f"compare/{slug(first)}-{slug(second)}.md"


@lru_cache(maxsize=1 << 10)
def permalink(article: str) -> str:
    """The address that stays: it redirects to the article's page wherever its file moves."""
    return f"id/{quote(slug(article))}/"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
