"""Cleaning captures of every form, one alone or many with what their sites repeat."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from builder.clean.dump import clean_dump
from builder.clean.page import clean_page
from builder.clean.repeats import SiteContext, site_context, site_key
from builder.model.capture import Capture, Form
from builder.model.cleaned import CleanText


def clean(capture: Capture, *, today: datetime.date, site: SiteContext | None = None) -> CleanText:
    """Clean one capture. Never raises on odd input: `refused` says why it is no article."""
    if capture.form is Form.HTML:
        return clean_page(capture, today=today)
    return clean_dump(capture, today=today, context=site or SiteContext())


def clean_all(
    captures: Sequence[Capture], *, today: datetime.date, known: Sequence[Capture] = ()
) -> list[CleanText]:
    """Clean many captures, in their order; `known` are captures that only show what their sites repeat.

    The result for a capture depends on which captures are given, never on their order.
    """
    groups: dict[str, list[Capture]] = defaultdict(list)
    wanted = {site_key(capture) for capture in captures} - {""}
    for capture in (*captures, *known):
        key = site_key(capture)
        if key in wanted:
            groups[key].append(capture)
    contexts = {key: site_context(group) for key, group in groups.items() if len(group) > 1}
    return [clean(capture, today=today, site=contexts.get(site_key(capture))) for capture in captures]
