"""Cleaning captures of every form, one alone or many with what their sites repeat."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from builder.clean.dump import clean_dump
from builder.clean.lines import Dump, read_lines
from builder.clean.page import clean_page
from builder.clean.repeats import SiteContext, context_of, site_key
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
    keys = [site_key(capture) for capture in captures]
    wanted = set(keys) - {""}
    dumps = [read_lines(c.content) if c.form is Form.TEXT else None for c in captures]
    groups: dict[str, list[Dump]] = defaultdict(list)
    for key, dump in zip(keys, dumps, strict=True):
        if key and dump is not None:
            groups[key].append(dump)
    for capture in known:
        if capture.form is Form.TEXT and (key := site_key(capture)) in wanted:
            groups[key].append(read_lines(capture.content))
    contexts = {key: context_of(key, group) for key, group in groups.items() if len(group) > 1}
    return [
        clean_page(capture, today=today)
        if dump is None
        else clean_dump(capture, today=today, context=contexts.get(key, SiteContext()), dump=dump)
        for capture, key, dump in zip(captures, keys, dumps, strict=True)
    ]
