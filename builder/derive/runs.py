"""The runs that two sequences have in common, longest first (Ratcliff and Obershelp, as in difflib)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Beyond this many members a side the exact search may take seconds (two texts of few different words, in another
#: order); difflib's heuristic for popular members is let in. A 2,000-token sentence is a text without any full stop,
#: so that lesser care costs a reader nothing.
_EXACT = 2_000


@dataclass(frozen=True, slots=True)
class Run:
    """`size` members from `a` on in one sequence that are those from `b` on in the other."""

    a: int
    b: int
    size: int


def common_runs(left: Sequence[str], right: Sequence[str]) -> list[Run]:
    """The longest run that both have, the first of several, then what the stretches before and after it have in
    common, and so on; in order, none touching the next on both sides.

    Every member becomes one character, so that the search for runs is one in strings.
    """
    if max(len(left), len(right)) > _EXACT:
        matcher = SequenceMatcher(None, left, right, autojunk=True)
        return [Run(*block) for block in matcher.get_matching_blocks() if block.size]
    letters = {member: chr(number) for number, member in enumerate(dict.fromkeys((*left, *right)))}
    a, b = "".join([letters[member] for member in left]), "".join([letters[member] for member in right])
    found: list[tuple[int, int, int]] = []
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        from_a, to_a, from_b, to_b = waiting.pop()
        at_a, size = _longest(a, from_a, to_a, b, from_b, to_b)
        if not size:
            continue
        at_b = b.find(a[at_a : at_a + size], from_b, to_b)
        found.append((at_a, at_b, size))
        if from_a < at_a and from_b < at_b:
            waiting.append((from_a, at_a, from_b, at_b))
        if at_a + size < to_a and at_b + size < to_b:
            waiting.append((at_a + size, to_a, at_b + size, to_b))
    return _joined(sorted(found))


def _longest(a: str, from_a: int, to_a: int, b: str, from_b: int, to_b: int) -> tuple[int, int]:
    """Where in `a` the first longest run begins that stands in that part of `b` too, and its length."""
    at, size = from_a, 0
    within = b[from_b:to_b]
    start = from_a
    while start + size < to_a:
        if a[start : start + size + 1] in within:
            size += 1
            while start + size < to_a and a[start : start + size + 1] in within:
                size += 1
            at = start
        start += 1
    return at, size


def _joined(found: Sequence[tuple[int, int, int]]) -> list[Run]:
    runs: list[Run] = []
    for a, b, size in found:
        if runs and runs[-1].a + runs[-1].size == a and runs[-1].b + runs[-1].size == b:
            runs[-1] = Run(runs[-1].a, runs[-1].b, runs[-1].size + size)
        else:
            runs.append(Run(a, b, size))
    return runs
