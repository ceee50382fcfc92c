"""Cleaning many captures on every core; a site's pages stay together, so that what they repeat is seen."""

from __future__ import annotations

import datetime
import os
import sys
from collections import defaultdict
from collections.abc import Sequence

from builder.model.capture import Capture
from builder.model.cleaned import CleanText

#: Fewer captures are cleaned sooner than a second process starts.
_WORTH_A_PROCESS = 40

#: What the processes forked for a group find in the memory that they share with this one: nothing is sent to them.
_shared: Sequence[Capture] = ()


def _clean_share(places: Sequence[int], today: datetime.date) -> list[CleanText]:
    from builder.clean import clean_all

    return clean_all([_shared[place] for place in places], today=today)


def _shares(captures: Sequence[Capture], processes: int) -> list[list[int]]:
    """Places of the captures in shares of about one size in characters, each site's pages in one."""
    from builder.clean import site_group

    sites: dict[str, list[int]] = defaultdict(list)
    for place, capture in enumerate(captures):
        sites[site_group(capture)].append(place)
    sizes = {site: sum(len(captures[place].content) for place in places) for site, places in sites.items()}
    shares: list[list[int]] = [[] for _ in range(processes)]
    filled = [0] * processes
    for site in sorted(sites, key=lambda site: (-sizes[site], site)):
        least = filled.index(min(filled))
        shares[least] += sites[site]
        filled[least] += sizes[site]
    return [share for share in shares if share]


def clean_captures(
    captures: Sequence[Capture], today: datetime.date, processes: int | None = None
) -> list[CleanText]:
    """`clean_all` in several processes (one a core where not given), in the captures' order and with its results.

    Only Linux forks safely; elsewhere, and for a few captures, everything is done in this process.
    """
    from builder.clean import clean_all

    global _shared
    processes = (os.cpu_count() or 1) if processes is None else processes
    forks = sys.platform == "linux" and processes > 1 and len(captures) >= _WORTH_A_PROCESS
    shares = _shares(captures, processes) if forks else []
    if len(shares) < 2:
        return clean_all(captures, today=today)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    _shared = captures
    try:
        with ProcessPoolExecutor(len(shares), mp_context=get_context("fork")) as pool:
            parts = list(pool.map(_clean_share, shares, [today] * len(shares)))
    finally:
        _shared = ()
    done = {
        place: text
        for share, part in zip(shares, parts, strict=True)
        for place, text in zip(share, part, strict=True)
    }
    return [done[place] for place in range(len(captures))]
