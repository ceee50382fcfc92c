"""The words of a URL's path, and how well a line matches them."""

from __future__ import annotations

import math
import re
from urllib.parse import unquote, urlsplit

_TOKEN = re.compile(r"\w+")


def slug_tokens(url: str | None) -> frozenset[str]:
    """Words of the longest hyphenated part of a URL's path; empty where it has none."""
    if not url:
        return frozenset()
    parts = [p for p in unquote(urlsplit(url).path).casefold().split("/") if p]
    slugs = [set(_TOKEN.findall(re.sub(r"\.\w{2,5}$", "", p.replace("_", "-")))) for p in parts]
    best = max(slugs, key=len, default=set())
    return frozenset(w for w in best if not w.isdigit()) if len(best) >= 3 else frozenset()


def overlap(line: str, slug: frozenset[str]) -> float:
    """Share of a slug's words found in a line, times the share of the line's words found in the slug; 0..1."""
    words = set(_TOKEN.findall(line.casefold().replace("'", "").replace("’", "")))
    if not words or not slug:
        return 0.0
    common = len(words & slug)
    return (common / len(slug)) * math.sqrt(common / len(words))
