"""Cleaning many captures on every core; a site's pages are compared with one another wherever they are cleaned."""

from __future__ import annotations

import datetime
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from builder.clean import clean, clean_all, site_group
from builder.ingest.limits import MOST_SECONDS
from builder.model.capture import Capture, Form
from builder.model.cleaned import CleanText
from builder.pipeline.processes import (
    MEGABYTE,
    MOST_PROCESSES,
    WORTH_A_PROCESS,
    Begin,
    Lost,
    cores,
    done_apart,
    why_lost,
)

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

    def without(self, step: int) -> Sequence[_Share]:
        """The share without the capture at which its process was ended (the `step`th, those beside counted on), and
        that capture by itself, to be tried once more. None of a capture that was by itself."""
        own = len(self.places)
        if step >= own:
            return [_Share(self.places, self.beside[: step - own] + self.beside[step - own + 1 :])]
        if own + len(self.beside) == 1:
            return []
        guilty = self.places[step]
        rest = self.places[:step] + self.places[step + 1 :]
        return [*([_Share(rest, self.beside)] if rest else []), _Share((guilty,))]


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
        if sizes[site] <= part or len(places) < WORTH_A_PROCESS:
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
    lost: Callable[[Capture, str], Kept] | None = None,
    known: Sequence[Capture] = (),
    processes: int | None = None,
    came: Callable[[int], None] = lambda count: None,
    limit: float = MOST_SECONDS,
) -> list[Kept]:
    """What `then` makes of each capture and its clean text, in the captures' order; see `clean_all`.

    Done in other processes (`processes` of them at most, else one a core; few captures by one), with the same results. A
    capture whose process was ended even when it was cleaned alone counts as refused, and says so (or gives what `lost`
    makes of it and the reason); so does one that takes more than `limit` seconds of processor time for each megabyte begun
    (0: as long as it takes). The others go on. `then` must change nothing: what it changes in another process is lost.
    `came` is told how many more are done.

    Where processes cannot be forked (any system but Linux) all is done in this one, without a limit.
    """
    if sys.platform != "linux" or not captures:
        kept: list[Kept] = []
        for capture, text in zip(captures, clean_all(captures, today=today, known=known), strict=True):
            kept.append(then(capture, text))
            came(1)
        return kept
    processes = min(cores(), MOST_PROCESSES) if processes is None else processes
    if len(captures) < WORTH_A_PROCESS:
        processes = 1
    every = (*captures, *known)
    held: dict[str, list[int]] = defaultdict(list)
    for place in range(len(captures), len(every)):
        held[site_group(every[place])].append(place)

    def do(share: _Share, begin: Begin) -> list[Kept]:
        shown = (*share.places, *share.beside)

        def at(step: int) -> None:
            begin(step, limit * (1 + len(every[shown[step]].content) // MEGABYTE))

        own, others = [every[p] for p in share.places], [every[p] for p in share.beside]
        made: list[Kept] = []
        for step, text in enumerate(clean_all(own, today=today, known=others, begin=at)):
            at(step)
            made.append(then(own[step], text))
        return made

    if processes > 1:
        for first in _WARMING:
            then(first, clean(first, today=today))
    shares = [
        replace(share, beside=(*share.beside, *held[site_group(every[share.places[0]])]))
        for share in _shares(captures, processes)
    ]
    done: dict[int, Kept] = {}
    for result in done_apart(shares, do, processes, _Share.without):
        places = result.task.places
        if isinstance(result, Lost):
            why = why_lost("cleaning it", "cleaned it", result.how, limit)
            for place in places:
                one = captures[place]
                done[place] = lost(one, why) if lost else then(one, CleanText(refused=why))
        else:
            done.update(zip(places, result.answer, strict=True))
        came(len(places))
    return [done[place] for place in range(len(captures))]
