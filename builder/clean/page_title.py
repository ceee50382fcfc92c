"""The headline of an HTML page, from its headings and what it declares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.clean.blocks import Block
from builder.clean.lines import fold_line
from builder.clean.metadata import Declared, Metadata
from builder.clean.slug import overlap
from builder.model.cleaned import Candidate

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::|»|·|•|/)\s+|\s*\|\s*|(?<=\w): (?=[A-Z])")
_LAST = re.compile(r"^(?P<title>.*\S)\s*(?:\s[-–—»·•/]\s|\s?\|\s?|\s::\s)\s*(?P<suffix>[^|]{1,60})$")


def _words(text: str) -> frozenset[str]:
    return frozenset(fold_line(text).split())


def _alike(one: str, other: str) -> float:
    a, b = _words(one), _words(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def without_site(title: str, names: Sequence[str]) -> str:
    """A title tag without the outlet's name that many sites append to it.

    Cut is a last segment that is the site's name, or that is short while what stands before it is a whole title.
    """
    squeezed = {re.sub(r"\W", "", name.casefold()) for name in names if name}
    while match := _LAST.match(title):
        suffix = re.sub(r"\W", "", match["suffix"].casefold())
        named = any(
            suffix == name or (len(suffix) > 3 and (suffix in name or name in suffix)) for name in squeezed
        )
        if named or (len(match["suffix"].split()) <= 4 and len(match["title"].split()) >= 4 and "|" in title):
            title = match["title"]
        else:
            break
    return title


def choose_title(
    blocks: Sequence[Block], body_start: int, metadata: Metadata, slug: frozenset[str], names: Sequence[str]
) -> list[Candidate]:
    """Title candidates, best first and that one chosen; `names` are names of the outlet.

    Headings (h1, then h2 above the body) and declared titles vote: a candidate counts by where it stands, by how many
    others say the same, and by the URL's words. On naeb an h1 is the labelled title in 400 of 413 pages, the
    og:title in 364 of 417.
    """
    pool: list[tuple[Declared, float]] = []
    seen_h1 = 0
    for position, block in enumerate(blocks):
        if block.tag == "h1" and block.line.words <= 50:
            pool.append(
                (Declared(block.line.text, "h1"), 1.2 - 0.1 * min(seen_h1, 5) - 0.3 * (block.linked > 0.6))
            )
            seen_h1 += 1
        elif block.tag == "h2" and position <= body_start and block.line.words >= 4 and block.linked < 0.5:
            pool.append((Declared(block.line.text, "h2"), 0.2))
    for declared in metadata.titles:
        if declared.basis != "h1":
            value = without_site(declared.value, names)
            weight = {"json-ld headline": 0.9, "meta og:title": 0.8, "title tag": 0.5}.get(
                declared.basis, 0.4
            )
            pool.append((Declared(value, declared.basis), weight))
    squeezed = {re.sub(r"\W", "", name.casefold()) for name in names if name}
    scored: list[tuple[float, int, Declared]] = []
    for number, (declared, weight) in enumerate(pool):
        if not fold_line(declared.value) or re.sub(r"\W", "", declared.value.casefold()) in squeezed:
            continue
        groups = {
            other.basis: max(_alike(declared.value, o.value) for o, _ in pool if o.basis == other.basis)
            for other, _ in pool
        }
        support = sum(value for basis, value in groups.items() if basis != declared.basis and value >= 0.5)
        score = (
            weight
            + 0.6 * min(support, 3.0)
            + 1.5 * overlap(declared.value, slug)
            + 0.3 * (len(declared.value.split()) >= 3)
        )
        scored.append((score, -number, declared))
    scored.sort(key=lambda item: item[:2], reverse=True)
    return [
        Candidate("title", declared.value, declared.basis, place == 0)
        for place, (_, _, declared) in enumerate(scored[:8])
    ]
