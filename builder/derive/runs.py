"""The runs that two sequences have in common, longest first (Ratcliff and Obershelp, as in difflib)."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

#: Beyond this many letters a side the exact search may take seconds (two texts of few different words, in another
#: order); difflib's heuristic for popular members is let in. A 2,000-token sentence is a text without any full stop,
#: so that lesser care costs a reader nothing.
_EXACT = 2_000


class Run(NamedTuple):
    """`size` letters from `a` on in one string that are those from `b` on in the other."""

    a: int
    b: int
    size: int


#: Makes a named tuple of its fields without a call of Python's in between.
_new = tuple.__new__


def common_runs(a: str, b: str) -> list[Run]:
    """The longest run of letters that both strings have, the first of several, then what the stretches before and after
    it have in common, and so on; in order, none touching the next on both sides."""
    if max(len(a), len(b)) > _EXACT:
        matcher = SequenceMatcher(None, a, b, autojunk=True)
        return [Run(*block) for block in matcher.get_matching_blocks() if block.size]
    found: list[tuple[int, int, int]] = []
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        from_a, to_a, from_b, to_b = waiting.pop()
        # A single word between two runs is what most changes are.
        if to_a - from_a == 1:
            at_b = b.find(a[from_a], from_b, to_b)
            if at_b >= 0:
                found.append((from_a, at_b, 1))
            continue
        if to_b - from_b == 1:
            at = a.find(b[from_b], from_a, to_a)
            if at >= 0:
                found.append((at, from_b, 1))
            continue
        within = b[from_b:to_b]
        at, size = _longest(a, from_a, to_a, within)
        if not size:
            continue
        at_b = from_b + within.find(a[at : at + size])
        found.append((at, at_b, size))
        if from_a < at and from_b < at_b:
            waiting.append((from_a, at, from_b, at_b))
        if at + size < to_a and at_b + size < to_b:
            waiting.append((at + size, to_a, at_b + size, to_b))
    found.sort()
    return _joined(found)


def _longest(a: str, from_a: int, to_a: int, within: str) -> tuple[int, int]:
    """Where in that part of `a` the first longest run begins that stands in `within` too, and its length."""
    at, size = from_a, 0
    start = from_a
    while (end := start + size) < to_a:
        if a[start : end + 1] in within:
            size += 1
            while (end := start + size) < to_a and a[start : end + 1] in within:
                size += 1
            at = start
            if end == to_a:
                break
        # No run that is longer than this one goes over a letter that is not there at all.
        start = start + 1 if not size or a[end] in within else end + 1
    return at, size


def _joined(found: list[tuple[int, int, int]]) -> list[Run]:
    runs: list[Run] = []
    end_a = end_b = -1
    for a, b, size in found:
        touches = end_a == a and end_b == b
        end_a, end_b = a + size, b + size
        if touches:
            before = runs[-1]
            runs[-1] = Run(before.a, before.b, before.size + size)
            continue
        runs.append(_new(Run, (a, b, size)))
    return runs
