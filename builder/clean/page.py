"""Cleaning an HTML page: which of its blocks are the article, and what it declares of itself."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from builder.clean.blocks import Block, Place, parse, walk_blocks
from builder.clean.characters import alphanumeric
from builder.clean.credits import read_dateline, without_dateline
from builder.clean.dump import clean_dump
from builder.clean.headline import first_words
from builder.clean.language import declared, identify
from builder.clean.lines import Line, fold_line, normal, word_count
from builder.clean.metadata import Metadata, read_metadata
from builder.clean.outlet import domain, named_by_domain, printed_name
from builder.clean.page_body import Judgement, choose_blocks, judge
from builder.clean.page_dates import page_dates
from builder.clean.page_tables import row_paragraphs
from builder.clean.page_title import choose_title
from builder.clean.paragraphs import Paragraph
from builder.clean.reading import credits_below, find_byline, residue_rules, take_credits
from builder.clean.refusal import in_frames, refuse
from builder.clean.repeats import SiteContext
from builder.clean.slug import slug_tokens
from builder.model.capture import Capture
from builder.model.cleaned import Candidate, CleanText, Removal

_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]{0,5000}>", re.IGNORECASE | re.DOTALL)
#: Where the blocks chosen hold fewer words than this, trafilatura is asked as well and the longer text is kept.
_FEW_WORDS = 40


_LIST, _QUOTE = int(Place.LIST), int(Place.QUOTE)


def _trafilatura(html: str) -> tuple[str, ...]:
    import trafilatura  # takes half a second to load, and few pages need it

    text = trafilatura.extract(html, favor_precision=True, include_comments=False, include_tables=False)
    return tuple(line for line in map(normal, (text or "").split("\n")) if line)


def _paragraph(block: Block) -> Paragraph:
    if block.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        kind = "heading"
    elif block.tag == "li" or (block.place & _LIST and block.line.bullet):
        kind = "item"
    else:
        kind = "quote" if block.place & _QUOTE else "p"
    return Paragraph(block.line.text, kind, (block.line.number,))


def _position(lines: Sequence[Line], title: str, body_start: int) -> int:
    folded = fold_line(title)
    above = [number for number, line in enumerate(lines) if line.folded == folded and number <= body_start]
    return above[-1] if above else -1


def _site(capture: Capture, metadata: Metadata, lines: Sequence[Line]) -> tuple[str | None, list[Candidate]]:
    host = domain(capture.given.url or metadata.url)
    found = [("given", capture.given.source)] + [(item.basis, item.value) for item in metadata.sites]
    named = [
        (basis, value)
        for basis, value in found
        if value and word_count(value) <= 8 and not value.startswith("http")
    ]
    if host:
        named.append(("domain", named_by_domain(host, lines) or host))
    return (named[0][1] if named else None), [
        Candidate("source", value, basis, place == 0) for place, (basis, value) in enumerate(named)
    ]


def _author(metadata: Metadata) -> str | None:
    names: list[str] = []
    basis = None
    for item in metadata.authors:
        if "http" in item.value or len(item.value) > 80 or (basis and item.basis != basis):
            continue
        basis = item.basis
        if item.value not in names:
            names.append(item.value)
    return ", ".join(names[:6]) or None


@dataclass(frozen=True, slots=True)
class ReadPage:
    """An HTML capture read once: its blocks in reading order (none where there is no text) and what it declares.

    `slug` holds the words of its URL; `judged` gives what the classifiers say of the blocks, worked out when first asked.
    """

    blocks: tuple[Block, ...]
    metadata: Metadata
    slug: frozenset[str]
    judged: Callable[[], Judgement]


def read_page(capture: Capture) -> ReadPage:
    """Parse an HTML capture; broken markup gives what can be read of it."""
    root = parse(capture.content)
    blocks: tuple[Block, ...] = () if root is None else tuple(walk_blocks(root))
    metadata = Metadata() if root is None else read_metadata(root)
    slug = slug_tokens(capture.given.url or metadata.url)
    return ReadPage(blocks, metadata, slug, functools.cache(lambda: judge(blocks, slug)))


def clean_page(
    capture: Capture, *, today: datetime.date, context: SiteContext, page: ReadPage | None = None
) -> CleanText:
    """Clean one HTML page; `context` is what its site repeats, `page` the capture already read.

    Markup too broken or too deep to hold any text is read as a text dump, and said so.
    """
    page = page or read_page(capture)
    blocks, metadata = page.blocks, page.metadata
    if not blocks:
        bare = replace(capture, content=_TAG.sub("\n", capture.content))
        cleaned = clean_dump(bare, today=today, context=SiteContext())
        refused = in_frames(capture.content, sum(map(word_count, cleaned.paragraphs))) or cleaned.refused
        cleaned = replace(cleaned, refused=refused)
        return replace(cleaned, notes=(*cleaned.notes, "the markup could not be read; cleaned as plain text"))
    given = capture.given
    lines = tuple(block.line for block in blocks)
    opinion = functools.cache(lambda: _trafilatura(capture.content))
    body = choose_blocks(
        blocks,
        page.judged(),
        context.repeated,
        max(metadata.bodies, key=len, default=""),
        lambda: "\n".join(opinion()),
    )
    start = body.kept[0] if body.kept else len(blocks)
    source, candidates = _site(capture, metadata, lines)
    host = domain(given.url or metadata.url)
    titles = choose_title(
        blocks, start, metadata, page.slug, [c.value for c in candidates] + ([host] if host else [])
    )
    if given.title:
        titles = [Candidate("title", given.title, "given", True)] + [replace(c, chosen=False) for c in titles]
    title = titles[0].value if titles else ""
    headline = _position(lines, title, start)
    span = range(start, body.kept[-1] + 1) if body.kept else range(start, start)
    if source is None and lines:
        source = printed_name(lines, headline if headline >= 0 else start, span.stop)
        candidates += [Candidate("source", source, "masthead or copyright line", True)] if source else []
    dateline = read_dateline(lines[start].text) if body.kept else None
    dating = page_dates(capture.content, metadata, lines, headline, span, given, today, dateline)
    byline = find_byline(lines, headline, start)
    rules = dict(body.rules)
    author = given.byline or (byline.name if byline else None) or _author(metadata)
    untabled = [position for position in body.kept if position not in body.tabled]
    rules.update(residue_rules(lines, untabled, dating.lines, byline, fold_line(title), author))
    rules.update(dict.fromkeys(dating.lines - set(body.kept), "date"))
    if byline is not None and byline.position not in body.kept:
        rules[byline.position] = "byline"
    if headline >= 0:
        rules[headline] = "headline"
    kept = [position for position in body.kept if position not in rules]
    paragraphs: Sequence[Paragraph] = row_paragraphs(blocks, kept, body.tabled, _paragraph)
    notes = list(dating.notes)
    words = sum(lines[position].words for position in kept)
    if words < _FEW_WORDS:
        found = sum(map(word_count, opinion()))
        if found > max(_FEW_WORDS, 2 * words):
            paragraphs = [Paragraph(text, "p", ()) for text in opinion()]
            words = found
            notes.append("body taken from trafilatura")
    credits = take_credits(paragraphs)
    paragraphs = credits.paragraphs
    below = credits_below(lines, span)
    text = "\n\n".join(paragraph.text for paragraph in paragraphs)
    basis = ""
    if not title and paragraphs:
        title, basis = first_words(without_dateline(paragraphs[0].text)), "first-words"
    tag = next((code for item in metadata.languages if (code := declared(item.value))), None)
    page_text = "\n".join(line.text for line in lines)
    letters = alphanumeric(page_text)
    candidates += [
        Candidate("byline", item.value, item.basis, item.value == author) for item in metadata.authors[:6]
    ]
    removals = [Removal(lines[p].text, rule, 0) for p, rule in sorted(rules.items())]
    teasers = sum(1 for block in blocks if block.linked > 0.6 and 5 <= block.line.words <= 25)
    return CleanText(
        paragraphs=tuple(paragraph.text for paragraph in paragraphs),
        kinds=tuple(paragraph.kind for paragraph in paragraphs),
        title=title,
        title_basis=basis,
        date=dating.date,
        date_basis=dating.basis,
        updated=dating.updated,
        captured=dating.captured,
        source_name=source,
        source_url=given.url or metadata.url,
        byline=author,
        credits=(*credits.names, *(name for name in below.names if name not in credits.names)),
        dateline=read_dateline(paragraphs[0].text) if paragraphs else None,
        language=identify(text, tag or given.language),
        refused=in_frames(capture.content, words)
        or refuse([p.text for p in paragraphs], words, lines, teasers),
        share_removed=max(0.0, 1 - alphanumeric(text) / letters) if letters else 0.0,
        removals=(*removals, *credits.removals),
        candidates=(*titles, *dating.candidates, *candidates),
        notes=tuple(notes),
    )
