"""Cleaning a text dump: its article, headline, dates and facts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from builder.clean.characters import alphanumeric
from builder.clean.credits import read_dateline, without_dateline
from builder.clean.dump_dates import read_dates
from builder.clean.headline import choose_headline, first_words
from builder.clean.language import identify
from builder.clean.line_facts import ReadDump, read_dump
from builder.clean.lines import Line
from builder.clean.outlet import domain, named_by_domain, printed_name
from builder.clean.paragraphs import to_paragraphs
from builder.clean.reading import credits_below, find_byline, residue_rules, take_credits
from builder.clean.refusal import refuse
from builder.clean.region import find_region
from builder.clean.repeats import SiteContext
from builder.clean.slug import slug_tokens
from builder.model.capture import Capture
from builder.model.cleaned import Candidate, CleanText, Removal


def _source(capture: Capture, lines: Sequence[Line], top: int, bottom: int) -> Candidate | None:
    if capture.given.source:
        return Candidate("source", capture.given.source, "given", True)
    host = domain(capture.given.url)
    if host:
        named = named_by_domain(host, lines)
        return Candidate(
            "source", named or host, "a line that spells the domain" if named else "domain", True
        )
    name = printed_name(lines, top, bottom)
    return Candidate("source", name, "masthead or copyright line", True) if name else None


def clean_dump(
    capture: Capture, *, today: datetime.date, context: SiteContext, dump: ReadDump | None = None
) -> CleanText:
    """Clean one text dump; `context` is what its site repeats, `dump` the capture already read into lines."""
    dump = dump or read_dump(capture.content)
    lines, facts, given = dump.lines, dump.facts, capture.given
    slug = slug_tokens(given.url)
    region = find_region(lines, slug, context.repeated, facts)
    body = region.span
    headline = choose_headline(lines, region.kept, given.url, given.title, facts, region.other_script)
    dateline = read_dateline(lines[region.kept[0]].text) if region.kept else None
    text_proper = range(region.opening, body.stop)
    dating = read_dates(lines, headline.position, text_proper, given, today, dateline, facts)
    byline = find_byline(lines, headline.position, text_proper.start)
    rules = dict(region.rules)
    folded = lines[headline.position].folded if headline.position >= 0 else ""
    rules.update(residue_rules(lines, region.kept, dating.lines, byline, folded))
    kept = [position for position in region.kept if position not in rules]
    rules.update(dict.fromkeys(dating.lines - set(kept), "date"))
    if byline is not None and byline.position not in kept:
        rules[byline.position] = "byline"
    if headline.position >= 0 and headline.position not in kept:
        rules[headline.position] = "headline"
    credits = take_credits(to_paragraphs([lines[position] for position in kept]))
    paragraphs = credits.paragraphs
    below = credits_below(lines, body)
    stated = {removal.line for removal in below.removals}
    if stated:
        rules = {p: rule for p, rule in rules.items() if lines[p].number not in stated}
    removals = [Removal(lines[p].text, rule, lines[p].number) for p, rule in rules.items()]
    removals += [Removal(line.text, "symbols", line.number) for line in dump.symbols]
    removals += [*credits.removals, *below.removals]
    text = "\n\n".join(paragraph.text for paragraph in paragraphs)
    candidates = list(dating.candidates)
    title, basis = given.title or headline.text, ""
    if given.title:
        candidates.append(Candidate("title", given.title, "given", True))
    if headline.position >= 0:
        where = f"headline, line {lines[headline.position].number}"
        candidates.append(Candidate("title", headline.text, where, not given.title))
    if not title and paragraphs:
        title, basis = first_words(without_dateline(paragraphs[0].text)), "first-words"
        candidates.append(Candidate("title", title, "first words", True))
    stop = kept[-1] + 1 if kept else body.stop  # a copyright line at the body's end is no longer part of it
    source = _source(capture, lines, headline.position if headline.position >= 0 else body.start, stop)
    if source is not None:
        candidates.append(source)
    words = sum(lines[position].words for position in kept)
    inside = frozenset(region.kept)
    teasers = sum(1 for p, line in enumerate(lines) if 5 <= line.words <= 25 and p not in inside)
    letters = alphanumeric(capture.content)
    cleaned = CleanText(
        paragraphs=tuple(paragraph.text for paragraph in paragraphs),
        kinds=tuple(paragraph.kind for paragraph in paragraphs),
        title=title,
        title_basis=basis,
        date=dating.date,
        date_basis=dating.basis,
        updated=dating.updated,
        captured=dating.captured,
        source_name=source.value if source else None,
        source_url=given.url,
        byline=given.byline or (byline.name if byline else None),
        credits=(*credits.names, *(name for name in below.names if name not in credits.names)),
        dateline=read_dateline(paragraphs[0].text) if paragraphs else None,
        language=identify(text or capture.content, given.language),
        share_removed=max(0.0, 1 - alphanumeric(text) / letters) if letters else 0.0,
        removals=tuple(sorted(removals, key=lambda removal: removal.line)),
        candidates=tuple(candidates),
        notes=dating.notes,
    )
    return replace(cleaned, refused=refuse(cleaned.paragraphs, words, lines, teasers))
