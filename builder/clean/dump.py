"""Cleaning a text dump: which of its lines are the article."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from builder.clean.credits import read_credit, read_dateline
from builder.clean.dump_dates import read_dates
from builder.clean.headings import cuts
from builder.clean.headline import choose_headline, first_words
from builder.clean.language import identify
from builder.clean.lines import Dump, Line, fold_line, read_lines
from builder.clean.outlet import domain, named_by_domain, printed_name
from builder.clean.paragraphs import Paragraph, to_paragraphs
from builder.clean.repeats import SiteContext
from builder.clean.residue import read_byline
from builder.clean.shape import Span, densest, prose
from builder.model.capture import Capture
from builder.model.cleaned import Candidate, CleanText, Removal


@dataclass(frozen=True, slots=True)
class Region:
    """Which lines were kept as the body, as positions, and why each other line was not (by position)."""

    kept: tuple[int, ...]
    rules: dict[int, str]

    @property
    def span(self) -> range:
        return range(self.kept[0], self.kept[-1] + 1) if self.kept else range(0)


def find_region(lines: Sequence[Line], context: SiteContext) -> Region:
    """The article's lines: the densest run of prose, cut at a heading after which no article comes."""
    rules: dict[int, str] = {}
    values: list[float] = []
    for position, line in enumerate(lines):
        if fold_line(line.text) in context.repeated:
            rules[position] = "repeated-on-site"
            values.append(-2.0)
        else:
            values.append(prose(line))
    span = densest(values)
    stop = span.end
    above = 0.0
    for position in range(span.start, span.end):
        if cuts(lines[position].text) and above > sum(v for v in values[position : span.end] if v > 0):
            stop = position
            break
        above += max(0.0, values[position])
    span = Span(span.start, stop)
    kept = [p for p in range(span.start, span.end) if p not in rules]
    for position in range(len(lines)):
        if position < span.start:
            rules.setdefault(position, "above-article")
        elif position >= span.end:
            rules.setdefault(position, "below-article")
    return Region(tuple(kept), rules)


def _source(capture: Capture, lines: Sequence[Line], headline: int, body: range) -> str | None:
    if capture.given.source:
        return capture.given.source
    host = domain(capture.given.url)
    if host:
        return named_by_domain(host, lines) or host
    return printed_name(lines, headline if headline >= 0 else body.start, body.stop)


def _take_credits(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[str], list[Removal]]:
    """Takes credits off the last four paragraphs; an article is never emptied by it."""
    kept, names, removals = list(paragraphs), [], []
    for place in range(len(kept) - 1, max(-1, len(kept) - 5), -1):
        credit = read_credit(kept[place].text)
        if credit is None:
            continue
        names[:0] = credit.names
        removals.append(Removal(credit.sentence, "credit", kept[place].lines[-1]))
        if credit.before:
            kept[place] = Paragraph(credit.before, kept[place].kind, kept[place].lines)
        else:
            del kept[place]
    return kept, names, removals


def clean_dump(
    capture: Capture, *, today: datetime.date, context: SiteContext, dump: Dump | None = None
) -> CleanText:
    """Clean one text dump."""
    dump = dump or read_lines(capture.content)
    lines = dump.lines
    given = capture.given
    region = find_region(lines, context)
    body = region.span
    headline = choose_headline(lines, body.start, given.url, given.title)
    dating = read_dates(lines, headline.position, body, given, today)
    kept: list[Line] = []
    rules = dict(region.rules)
    byline = given.byline
    title_folded = fold_line(headline.text)
    for position in region.kept:
        line = lines[position]
        if position in dating.lines:
            rules[position] = "date"
        elif title_folded and fold_line(line.text) == title_folded:
            rules[position] = "headline-repeated"
        elif line.words <= 14 and (position - body.start < 4) and read_byline(line.text):
            rules[position] = "byline"
        else:
            kept.append(line)
    top = headline.position if headline.position >= 0 else max(0, body.start - 6)
    for position in range(top, min(len(lines), body.start + 4)):
        found = read_byline(lines[position].text)
        if found is not None and position not in region.kept[4:]:
            byline = byline or found.name
            rules[position] = "byline"
            break
    if headline.position >= 0:
        rules[headline.position] = "headline"
    for position in dating.lines:
        rules.setdefault(position, "date")
        if position < body.start or position >= body.stop:
            rules[position] = "date"
    paragraphs, credits, credit_removals = _take_credits(to_paragraphs(kept))
    removals = [Removal(lines[p].text, rule, lines[p].number) for p, rule in rules.items()]
    removals += [Removal(line.text, "symbols", line.number) for line in dump.symbols] + credit_removals
    text = "\n\n".join(p.text for p in paragraphs)
    title = given.title or headline.text
    basis = ""
    candidates = list(dating.candidates)
    if headline.position >= 0:
        where = f"headline, line {lines[headline.position].number}"
        candidates.append(Candidate("title", headline.text, where, title == headline.text))
    if given.title:
        candidates.append(Candidate("title", given.title, "given", True))
    if not title and paragraphs:
        title, basis = first_words(paragraphs[0].text), "first-words"
        candidates.append(Candidate("title", title, "first words", True))
    letters = sum(map(str.isalnum, capture.content))
    return CleanText(
        paragraphs=tuple(p.text for p in paragraphs),
        kinds=tuple(p.kind for p in paragraphs),
        title=title,
        title_basis=basis,
        date=dating.date,
        date_basis=dating.basis,
        updated=dating.updated,
        captured=dating.captured,
        source_name=_source(capture, lines, headline.position, body),
        source_url=given.url,
        byline=byline,
        credits=tuple(credits),
        dateline=read_dateline(paragraphs[0].text) if paragraphs else None,
        language=identify(text or capture.content, given.language),
        refused="" if paragraphs else "nothing like an article in it",
        share_removed=1 - sum(map(str.isalnum, text)) / letters if letters else 0.0,
        removals=tuple(sorted(removals, key=lambda removal: removal.line)),
        candidates=tuple(candidates),
        notes=dating.notes,
    )
