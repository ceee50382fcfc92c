"""Cleaning captures of every form, one alone or many with what their sites repeat."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Sequence

from builder.clean.dump import clean_dump
from builder.clean.line_facts import ReadDump, read_dump
from builder.clean.page import ReadPage, clean_page, read_page
from builder.clean.repeats import SiteContext, SitePage, block_page, context_of, dump_page, site_key
from builder.model.capture import Capture, Form
from builder.model.cleaned import CleanText

#: Pages of a site for which more than their lines is held in memory (some 300 kB a page) between the two times that they are read.
_KEPT = 100


def clean(capture: Capture, *, today: datetime.date, site: SiteContext | None = None) -> CleanText:
    """Clean one capture. Never raises on odd input: `refused` says why it is no article."""
    return _clean(capture, _read(capture), today, site or SiteContext())


def _read(capture: Capture) -> ReadPage | ReadDump:
    return read_page(capture) if capture.form is Form.HTML else read_dump(capture.content)


def _clean(
    capture: Capture, read: ReadPage | ReadDump, today: datetime.date, context: SiteContext
) -> CleanText:
    if isinstance(read, ReadDump):
        return clean_dump(capture, today=today, context=context, dump=read)
    return clean_page(capture, today=today, context=context, page=read)


def _site_page(capture: Capture, read: ReadPage | ReadDump, keep: bool) -> SitePage:
    """What a page shows of its site; `keep` says to hold what is worked out of its lines until it is cleaned."""
    if isinstance(read, ReadDump):
        return dump_page(read.lines, capture.given.url, read.facts if keep else None)
    return block_page(read.blocks, read.judged)


def clean_all(
    captures: Sequence[Capture],
    *,
    today: datetime.date,
    known: Sequence[Capture] = (),
    begin: Callable[[int], None] = lambda place: None,
) -> list[CleanText]:
    """Clean many captures, in their order; `known` are captures that only show what their sites repeat.

    Pages are compared with pages of their own site and form. The result for a capture depends on which captures are
    given, never on their order. `begin` is told the place of each capture whenever work on it begins, those that are
    `known` counted on.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, capture in enumerate(captures):
        places[site_group(capture)].append(place)
    others: dict[str, list[int]] = defaultdict(list)
    every = (*captures, *known)
    for place in range(len(captures), len(every)):
        if (group := site_group(every[place])) in places:
            others[group].append(place)

    def read_at(place: int) -> ReadPage | ReadDump:
        begin(place)
        return _read(every[place])

    cleaned: dict[int, CleanText] = {}
    for group, members in places.items():
        if not compared(group) or len(members) + len(others[group]) == 1:
            for place in members:
                begin(place)
                cleaned[place] = clean(captures[place], today=today)
            continue
        read = {place: read_at(place) for place in members}
        keep = len(members) <= _KEPT
        pages = [_site_page(captures[place], page, keep) for place, page in read.items()]
        pages += [_site_page(every[place], read_at(place), False) for place in others[group]]
        context = context_of(group, pages)
        for place in members:
            begin(place)
            cleaned[place] = _clean(captures[place], read.pop(place), today, context)
    return [cleaned[place] for place in range(len(captures))]


def site_group(capture: Capture) -> str:
    """The form and site that a capture shares with those it is compared with ('text example.org')."""
    return f"{capture.form} {site_key(capture)}"


def compared(group: str) -> bool:
    """Whether a group of `site_group` names a site, so that its pages are compared with one another."""
    return bool(group.partition(" ")[2])
