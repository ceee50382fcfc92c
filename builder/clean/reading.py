"""What a text dump and an HTML page have in common once their lines are classified: from kept lines to CleanText."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.clean.consent import in_consent_notice
from builder.clean.credits import read_credit
from builder.clean.days import DayOrder, printed_days
from builder.clean.lines import Line, fold_line
from builder.clean.outlet import copyright_claim
from builder.clean.paragraphs import Paragraph
from builder.clean.residue import bare_names, name_beside_date, names_in, read_byline, related_link
from builder.model.cleaned import Removal

#: Credits stand at an article's end; farther up, 'contributed to this report' is told of somebody else.
_LAST_PARAGRAPHS = 4
#: A longer line is never residue as a whole, even if a date stands in it.
_RESIDUE_WORDS = 16
#: How a copyright line opens. Of 496 such lines near the prose of naeb's and wcxb's dumps none is labelled as body.
_COPYRIGHT = re.compile(r"\W*(?:©|\(c\) ?\d{4}|copyright\b[\s©(c)]*(?:(?:19|20)\d\d|©))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credits:
    """A body without its credits, their names, and what was taken out."""

    paragraphs: tuple[Paragraph, ...]
    names: tuple[str, ...]
    removals: tuple[Removal, ...]


def take_credits(paragraphs: Sequence[Paragraph]) -> Credits:
    """Takes credits off the last paragraphs; an article is never emptied by it."""
    kept = list(paragraphs)
    names: list[str] = []
    removals: list[Removal] = []
    for place in range(len(kept) - 1, max(-1, len(kept) - 1 - _LAST_PARAGRAPHS), -1):
        credit = read_credit(kept[place].text)
        if credit is None or (len(kept) == 1 and not credit.before):
            continue
        names[:0] = [name for name in credit.names if name not in names]
        removals.append(Removal(credit.sentence, "credit", kept[place].lines[-1] if kept[place].lines else 0))
        if credit.before:
            kept[place] = Paragraph(credit.before, kept[place].kind, kept[place].lines)
        else:
            del kept[place]
    return Credits(tuple(kept), tuple(names), tuple(removals))


@dataclass(frozen=True, slots=True)
class FoundByline:
    """An author line near the headline: its names as printed, and its position among the lines."""

    name: str
    position: int


def find_byline(lines: Sequence[Line], headline: int, body_start: int) -> FoundByline | None:
    """The author line between headline and body, or in the body's first lines."""
    top = headline if headline >= 0 else max(0, body_start - 6)
    for position in range(max(0, top), min(len(lines), body_start + 4)):
        found = read_byline(lines[position].text) or name_beside_date(lines[position].text)
        if found is not None and names_in(found.name):
            return FoundByline(found.name, position)
    for position in range(max(0, headline + 1), min(len(lines), body_start)) if headline >= 0 else ():
        beside = [lines[p] for p in (position - 1, position + 1) if headline < p < len(lines)]
        dated = any(line.words <= 8 and printed_days(line.text, DayOrder.DAY_FIRST) for line in beside)
        if dated and bare_names(lines[position].text):
            return FoundByline(lines[position].text, position)
    return None


def credits_below(lines: Sequence[Line], body: range) -> Credits:
    """Credits on lines of their own that a page sets off below the body (within three lines of it)."""
    names: list[str] = []
    removals: list[Removal] = []
    for line in lines[body.stop : body.stop + 3]:
        credit = read_credit(line.text)
        if credit is not None and not credit.before:
            names += [name for name in credit.names if name not in names]
            removals.append(Removal(line.text, "credit", line.number))
    return Credits((), tuple(names), tuple(removals))


def residue_rules(
    lines: Sequence[Line],
    kept: Sequence[int],
    dated: frozenset[int],
    byline: FoundByline | None,
    title: str,
    author: str | None = None,
) -> dict[int, str]:
    """Which of the kept lines (positions) state facts rather than belong to the text, and by what rule.

    `title` is the headline folded, `author` what the page declares as such.
    """
    rules: dict[int, str] = {}
    names = fold_line(author or "")
    signed = {names, f"by {names}"} if names else set()
    for place, position in enumerate(kept):
        line = lines[position]
        if related_link(line.text):
            rules[position] = "related-link"
        elif position in dated and line.words <= _RESIDUE_WORDS:
            rules[position] = "date"
        elif _COPYRIGHT.match(line.text) and copyright_claim(line) is not None:
            rules[position] = "copyright"
        elif in_consent_notice(line.text):
            rules[position] = "cookie-notice"
        elif title and line.folded == title and place < 6:
            rules[position] = "headline-repeated"
        elif (byline is not None and position == byline.position) or (
            place < 4
            and line.words <= _RESIDUE_WORDS
            and (line.folded in signed or read_byline(line.text) is not None)
        ):
            rules[position] = "byline"
    return rules
