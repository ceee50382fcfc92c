"""Lines that a site prints on page after page: its furniture, as far as several of its pages show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from builder.clean.blocks import Block
from builder.clean.line_facts import LineFacts
from builder.clean.lines import Line, fold_line
from builder.clean.outlet import domain
from builder.clean.page_body import Judgement, page_lines
from builder.clean.region import find_region
from builder.clean.shape import ends_sentence
from builder.clean.slug import slug_tokens
from builder.clean.wrapping import read_text
from builder.model.capture import Capture, Form

#: From this many words on, a line is likely to be the article's own text rather than a menu's.
_LONG = 12
#: Two pages are looked at more closely where they share this part of the lesser one's long lines.
_SUSPECT = 0.3
#: Sentences at an article's opening: reprints open alike, and what a page's reading alone wrongly holds (teasers, sidebars
#: that every page of the site prints) mostly follows the article's own text.
_OPENING = 5
#: Two pages that share this part of the lesser one's opening, each read alone, are one story printed twice. On naeb's 204
#: sites of two pages, which print 204 pairs of different stories, none shares .3 of its words; told by all sentences
#: of the reading, two such sites were taken for reprints and kept all their furniture (four pages, F1 .4 each lost).
_SAME_STORY = 0.4


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
        lines = read_text(capture.content[:4000]).lines
        if lines and lines[0].words <= 5:
            return "masthead " + fold_line(lines[0].text)
    return ""


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page as its site's context sees it.

    `lines` are its folded lines, `long` those of twelve words or more; `article` works out, when asked, which of
    those it takes for the article's first sentences when the page is read alone, `sentences` which of them end as
    sentences do, and so may be among these.
    """

    lines: frozenset[str]
    long: frozenset[str]
    article: Callable[[], frozenset[str]]
    sentences: Callable[[], frozenset[str]]


def _page(lines: Sequence[Line], article: Callable[[], Sequence[Line]]) -> SitePage:
    def sentences() -> frozenset[str]:
        told = [line.folded for line in article() if line.words >= _LONG and ends_sentence(line.text)]
        return frozenset(told[:_OPENING])

    long = [line for line in lines if line.words >= _LONG]
    return SitePage(
        frozenset([line.folded for line in lines]),
        frozenset([line.folded for line in long]),
        cache(sentences),
        cache(lambda: frozenset([line.folded for line in long if ends_sentence(line.text)])),
    )


def dump_page(lines: Sequence[Line], url: str | None, facts: LineFacts | None = None) -> SitePage:
    """A text dump as its site's context sees it; `facts` are those of its lines, where they are kept."""

    def article() -> list[Line]:
        return [lines[position] for position in find_region(lines, slug_tokens(url), frozenset(), facts).kept]

    return _page(lines, article)


def block_page(blocks: Sequence[Block], judged: Callable[[], Judgement]) -> SitePage:
    """An HTML page as its site's context sees it; `judged` gives what the classifiers say of its blocks."""
    return _page([block.line for block in blocks], lambda: page_lines(blocks, judged()))


def _words(lines: Iterable[str]) -> int:
    return sum(line.count(" ") + 1 for line in lines)


def _one_story(one: SitePage, other: SitePage) -> bool:
    """Whether two pages, each read alone, share much of the lesser one's opening."""
    if not one.sentences() & other.sentences():  # before either is read, which takes a millisecond
        return False
    if len(other.lines) < len(one.lines):  # the shorter is read sooner, and may settle it
        one, other = other, one
    opening = one.article()
    if not opening & other.sentences():
        return False
    common = _words(opening & other.article())
    return common > 0 and common >= _SAME_STORY * min(_words(opening), _words(other.article()))


def _stories(pages: Sequence[SitePage]) -> list[int]:
    """For each page the number of its story: pages that share much of their article are one (union-find)."""
    leader = list(range(len(pages)))

    def find(page: int) -> int:
        while leader[page] != page:
            leader[page] = leader[leader[page]]
            page = leader[page]
        return page

    holders: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in page.long:
            holders[line].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for holding in holders.values():
        if len(holding) > 50:  # on so many pages a line is furniture whatever its length
            continue
        for place, one in enumerate(holding):
            for other in holding[place + 1 :]:
                shared[one, other] += 1
    for (one, other), count in sorted(shared.items()):
        if count >= _SUSPECT * min(len(pages[one].long), len(pages[other].long)) and _one_story(
            pages[one], pages[other]
        ):
            leader[max(find(one), find(other))] = min(find(one), find(other))
    return [find(page) for page in range(len(pages))]


def context_of(site: str, given: Sequence[SitePage]) -> SiteContext:
    """The context of one site's pages; the same whatever their order, and a page given twice counts once."""
    different = {page.lines: page for page in given}
    pages = [different[lines] for lines in sorted(different, key=sorted)]
    stories = _stories(pages)
    seen: dict[str, set[int]] = defaultdict(set)
    for page, story in zip(pages, stories, strict=True):
        for line in page.lines:
            seen[line].add(story)
    repeated = frozenset(line for line, in_stories in seen.items() if len(in_stories) >= 2 and line)
    return SiteContext(site, repeated, len(pages), len(set(stories)))


def site_context(captures: Iterable[Capture]) -> SiteContext:
    """What the captures of one site repeat; text dumps only, as their lines are no HTML page's blocks."""
    pages: list[SitePage] = []
    site = ""
    for capture in captures:
        if capture.form is Form.TEXT:
            site = site or site_key(capture)
            pages.append(dump_page(read_text(capture.content).lines, capture.given.url))
    return context_of(site, pages)
