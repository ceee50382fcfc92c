"""Cleaning many captures on every core; a site's pages are compared with one another wherever they are cleaned."""

from __future__ import annotations

import datetime
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from builder.clean import clean, clean_all, site_group
from builder.model.capture import Capture, Form
from builder.model.cleaned import CleanText
from builder.pipeline.processes import Lost, done_apart

#: Fewer captures are cleaned sooner than a second process starts.
_WORTH_A_PROCESS = 40
#: Each process holds the models and the pages that it compares: 200 MB at most.
_MOST_PROCESSES = 4

#: Cleaned before the processes are forked, so that they find models loaded and need not each load its own.
_FIRST = "The ferries stayed in port.\n\nThe harbour master said on Monday that the storm had closed the strait between the two islands, and that no ferry would leave before the wind had fallen.\n"
_WARMING = tuple(
    Capture(_FIRST.encode(), f"text/{form}", form, content, "a first page")
    for form, content in ((Form.TEXT, _FIRST), (Form.HTML, f"<html><body><p>{_FIRST}</p></body></html>"))
)

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class _Share:
    """Captures of one site (their places) that one process cleans; `beside` only show what the site repeats."""

    places: tuple[int, ...]
    beside: tuple[int, ...] = ()

    def halves(self) -> Sequence[_Share]:
        """Two shares, each read by itself: what ended the process is in one of them. None of a single capture."""
        middle = len(self.places) // 2
        return [_Share(self.places[:middle]), _Share(self.places[middle:])] if middle else []


def cores() -> int:
    """How many processes may run at a time; forking is safe on Linux alone."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _shares(captures: Sequence[Capture], processes: int) -> list[_Share]:
    """The captures by site, the largest first; a site that is more than one process's part is parted."""
    sites: dict[str, list[int]] = defaultdict(list)
    for place, capture in enumerate(captures):
        sites[site_group(capture)].append(place)
    sizes = {site: sum(len(captures[place].content) for place in places) for site, places in sites.items()}
    part = sum(sizes.values()) / processes
    shares: list[_Share] = []
    for site in sorted(sites, key=lambda site: (-sizes[site], site)):
        places = tuple(sites[site])
        if sizes[site] <= part or len(places) < _WORTH_A_PROCESS:
            shares.append(_Share(places))
            continue
        for first in range(processes):
            own = places[first::processes]
            shares.append(_Share(own, tuple(set(places).difference(own))))
    return shares


def clean_captures(
    captures: Sequence[Capture],
    today: datetime.date,
    then: Callable[[Capture, CleanText], Kept],
    *,
    known: Sequence[Capture] = (),
    processes: int | None = None,
    came: Callable[[int], None] = lambda count: None,
) -> list[Kept]:
    """What `then` makes of each capture and its clean text, in the captures' order; see `clean_all`.

    Done in several processes where that is worth it (`processes` of them at most, else one a core), with the same results.
    A capture whose process was ended even when it was cleaned alone counts as refused, and says so; the others go on.
    `then` must change nothing: what it changes in another process is lost. `came` is told how many more are done.
    """
    processes = min(cores(), _MOST_PROCESSES) if processes is None else processes
    if processes < 2 or len(captures) < _WORTH_A_PROCESS:
        kept: list[Kept] = []
        for capture, text in zip(captures, clean_all(captures, today=today, known=known), strict=True):
            kept.append(then(capture, text))
            came(1)
        return kept
    held: dict[str, list[Capture]] = defaultdict(list)
    for capture in known:
        held[site_group(capture)].append(capture)

    def do(share: _Share) -> list[Kept]:
        own = [captures[place] for place in share.places]
        others = [captures[place] for place in share.beside] + held[site_group(own[0])]
        texts = clean_all(own, today=today, known=others)
        return [then(capture, text) for capture, text in zip(own, texts, strict=True)]

    for first in _WARMING:
        then(first, clean(first, today=today))
    done: dict[int, Kept] = {}
    for result in done_apart(_shares(captures, processes), do, processes, _Share.halves):
        places = result.task.places
        if isinstance(result, Lost):
            why = f"the process that cleaned it was ended {result.how}, twice"
            done.update({place: then(captures[place], CleanText(refused=why)) for place in places})
        else:
            done.update(zip(places, result.answer, strict=True))
        came(len(places))
    return [done[place] for place in range(len(captures))]
