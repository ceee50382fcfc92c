"""Cleaning an HTML page."""

from __future__ import annotations

import datetime

import trafilatura

from builder.clean.credits import read_credit, read_dateline
from builder.clean.dump_dates import url_day
from builder.clean.headline import first_words
from builder.clean.language import identify
from builder.clean.outlet import domain
from builder.model.capture import Capture
from builder.model.cleaned import Candidate, CleanText, DateBasis


def clean_page(capture: Capture, *, today: datetime.date) -> CleanText:
    """Clean one HTML page."""
    given = capture.given
    found = trafilatura.bare_extraction(
        capture.content, url=given.url, favor_precision=True, with_metadata=True, include_comments=False
    )
    if found is None:
        return CleanText(
            refused="nothing like an article in it", source_url=given.url, captured=given.captured
        )
    data = found.as_dict()
    paragraphs = [p.strip() for p in (data.get("text") or "").split("\n") if p.strip()]
    credits: list[str] = []
    if paragraphs:
        credit = read_credit(paragraphs[-1])
        if credit is not None:
            credits = list(credit.names)
            paragraphs[-1:] = [credit.before] if credit.before else []
    day = data.get("date")
    candidates: list[Candidate] = []
    basis: DateBasis | None = None
    if day:
        basis = (
            DateBasis.URL
            if url_day(given.url, today) == datetime.date.fromisoformat(day)
            else DateBasis.METADATA
        )
        if day > today.isoformat() or day == given.captured:
            candidates.append(Candidate("date", day, basis.value))
            day, basis = None, None
        else:
            candidates.append(Candidate("date", day, basis.value, True))
    title = given.title or data.get("title") or ""
    text = "\n\n".join(paragraphs)
    return CleanText(
        paragraphs=tuple(paragraphs),
        kinds=("p",) * len(paragraphs),
        title=title or (first_words(paragraphs[0]) if paragraphs else ""),
        title_basis="" if title or not paragraphs else "first-words",
        date=day,
        date_basis=basis,
        captured=given.captured,
        source_name=given.source or data.get("sitename") or domain(given.url),
        source_url=given.url or data.get("url"),
        byline=given.byline or data.get("author"),
        credits=tuple(credits),
        dateline=read_dateline(paragraphs[0]) if paragraphs else None,
        language=identify(text, given.language),
        refused="" if paragraphs else "nothing like an article in it",
        candidates=tuple(candidates),
    )
