"""Lines that a site prints on page after page: its furniture, as far as several of its pages show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from builder.clean.lines import Dump, fold_line, read_lines
from builder.clean.outlet import domain
from builder.model.capture import Capture, Form

#: From this many words on, a line is likely to be the article's own text rather than a menu's.
_LONG = 12
#: Two pages that share this part of the lesser one's long lines are one story printed twice, not furniture.
_SAME_STORY = 0.3


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What several pages of one site have in common.

    `repeated` holds folded lines that stand on two or more pages of different stories; `pages` counts the pages
    seen, `stories` the pages left when reprints of one story count once.
    """

    site: str = ""
    repeated: frozenset[str] = field(default=frozenset())
    pages: int = 0
    stories: int = 0


def site_key(capture: Capture) -> str:
    """What groups captures into sites: the URL's domain, else the source named, else a dump's first line; '' if none."""
    host = domain(capture.given.url)
    if host:
        return host
    if capture.given.source:
        return fold_line(capture.given.source)
    if capture.form is Form.TEXT:
        lines = read_lines(capture.content[:4000]).lines
        if lines and lines[0].words <= 5:
            return "masthead " + fold_line(lines[0].text)
    return ""


def _stories(pages: Sequence[frozenset[str]], long_lines: Sequence[frozenset[str]]) -> list[int]:
    """For each page the number of its story: pages that share much of their long lines are one (union-find)."""
    leader = list(range(len(pages)))

    def find(page: int) -> int:
        while leader[page] != page:
            leader[page] = leader[leader[page]]
            page = leader[page]
        return page

    holders: dict[str, list[int]] = defaultdict(list)
    for number, lines in enumerate(long_lines):
        for line in sorted(lines):
            holders[line].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for holding in holders.values():
        if len(holding) > 50:  # on so many pages a line is furniture whatever its length
            continue
        for place, one in enumerate(holding):
            for other in holding[place + 1 :]:
                shared[one, other] += 1
    for (one, other), count in sorted(shared.items()):
        if count >= 2 and count >= _SAME_STORY * min(len(long_lines[one]), len(long_lines[other])):
            leader[max(find(one), find(other))] = min(find(one), find(other))
    return [find(page) for page in range(len(pages))]


def context_of(site: str, dumps: Sequence[Dump]) -> SiteContext:
    """The context of one site's dumps; the same whatever their order, and a page given twice counts once."""
    pages: list[frozenset[str]] = sorted(
        {frozenset(line.folded for line in dump.lines) for dump in dumps},
        key=lambda page: sorted(page),
    )
    long_lines = [frozenset(line for line in page if line.count(" ") >= _LONG - 1) for page in pages]
    stories = _stories(pages, long_lines)
    seen: dict[str, set[int]] = defaultdict(set)
    for page, story in zip(pages, stories, strict=True):
        for line in page:
            seen[line].add(story)
    repeated = frozenset(line for line, in_stories in seen.items() if len(in_stories) >= 2 and line)
    return SiteContext(site, repeated, len(pages), len(set(stories)))


def site_context(captures: Iterable[Capture]) -> SiteContext:
    """What the captures of one site repeat. Captures in other forms than text dumps are left out."""
    dumps: list[Dump] = []
    site = ""
    for capture in captures:
        if capture.form is Form.TEXT:
            site = site or site_key(capture)
            dumps.append(read_lines(capture.content))
    return context_of(site, dumps)
