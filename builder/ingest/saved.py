"""What whoever saved a page left in it or in its address: where it came from, and the day of saving."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from builder.ingest.days import day_of
from builder.ingest.readings import filled
from builder.model.capture import Given

#: Browsers: `<!-- saved from url=(0043)https://example.org/story -->` (Internet Explorer, Chrome, Edge).
_BROWSER = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)\s*(\S+?)\s*-->", re.IGNORECASE)

#: The SingleFile extension: a comment of lines `url:` and `saved date: Sat Feb 27 2021 10:20:30 GMT+0100 (...)`.
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*\w{3}\s+(?P<month>[A-Z][a-z]{2})\s+"
    r"(?P<day>\d{1,2})\s+(?P<year>\d{4})"
)

#: HTTrack: `<!-- Mirrored from example.org/story by HTTrack Website Copier/3.x [..], Sat, 27 Feb 2021 10:20:30 GMT -->`.
_HTTRACK = re.compile(
    r"<!-- Mirrored from (\S+) by HTTrack[^>]{0,80}, \w{3}, (?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})"
)

#: The Wayback Machine, at a page's end: `FILE ARCHIVED ON 10:20:30 Feb 27, 2021 AND RETRIEVED FROM ...`.
_WAYBACK = re.compile(
    r"FILE ARCHIVED ON [\d:]{8} (?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4}) AND RETRIEVED FROM THE"
)

#: `https://web.archive.org/web/20210227102030/https://example.org/story`, and what other archives make alike.
_COPY = re.compile(r"https?://[^/]+/(?:web/|wayback/)?(\d{14})(?:[a-z]{2}_)?/(https?://.+)", re.DOTALL)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: How far from either end of a page such a comment stands.
_NEAR = 8192


def given_by_saver(page: str) -> Given:
    """The address and the day of saving as far as a comment at either end of the page tells them."""
    head, tail = page[:_NEAR], page[-_NEAR:]
    found = [_given(pattern.search(head)) for pattern in (_SINGLE_FILE, _HTTRACK, _BROWSER)]
    return _first([*found, _given(_WAYBACK.search(tail))])


def original_of(given: Given) -> Given:
    """Where the address is a web archive's copy: the address of the page itself, and the day that the archive took it."""
    copy = _COPY.match(given.url or "")
    if copy is None:
        return given
    return replace(given, url=copy.group(2), captured=day_of(copy.group(1)) or given.captured)


def _first(found: Sequence[Given]) -> Given:
    result = Given()
    for given in found:
        result = filled(result, given)
    return result


def _given(comment: re.Match[str] | None) -> Given:
    if comment is None:
        return Given()
    url = comment.group(1) if comment.re.groups - len(comment.re.groupindex) else ""
    if url and comment.re is _HTTRACK and "://" not in url:
        url = f"http://{url}"  # HTTrack leaves out this scheme, and only this one
    return Given(
        url=url if url.startswith(("http://", "https://")) else None, captured=_day(comment.groupdict())
    )


def _day(parts: dict[str, str]) -> str | None:
    try:
        return dt.date(int(parts["year"]), _MONTHS.index(parts["month"]) + 1, int(parts["day"])).isoformat()
    except (KeyError, ValueError):
        return None
