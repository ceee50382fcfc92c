"""Sentences that stand in many otherwise unrelated texts: sidebars, disclaimers, menus left in the body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from builder.relate.shingles import Hashes

Ints = npt.NDArray[np.int64]

#: A sentence in this many texts that have nothing else in common is furniture where it is a line (a headline, a menu
#: entry: no full stop), for every page prints those; running prose must recur in more, since a passage of a report may
#: be quoted by two others.
LEAST_LINES = 3
LEAST_PROSE = 5
#: How many of the texts that share a sentence are looked at; the count does not grow with the archive.
SAMPLE = 8
#: A text speaks for 'otherwise unrelated' where it has so many features of its own (about 40 words).
OWN = 100
#: A text is related to another where the other has this part of what is its own: an edited sentence of a reprint keeps
#: about half of its features, and unrelated articles share 2 % (development pairs: .053 and more for versions).
ALIKE = 0.06
#: How many of a text's own features are looked for in another text.
LOOKED_AT = 256


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """One text's distinct sentences: their keys, and which are lines rather than prose (parallel arrays)."""

    keys: Ints
    lines: npt.NDArray[np.bool_]


def furniture(
    texts: Sequence[Sentences], whole: Callable[[int], Hashes], own: Callable[[int, frozenset[int]], Hashes]
) -> frozenset[int]:
    """The keys of sentences that are furniture among `texts` (distinct texts, in an order that content alone sets).

    `whole(i)` gives the features of text i, `own(i, repeated)` those without the sentences in `repeated`. A sentence is
    furniture where the texts that hold it fall, by what is their own, into enough unrelated groups.
    """
    repeated = _repeated(texts)
    if not repeated.groups:
        return frozenset()
    everywhere = frozenset(repeated.keys)
    cache: dict[int, Hashes] = {}

    def features(i: int) -> Hashes:
        if i not in cache:
            cache[i] = own(i, everywhere)
        return cache[i]

    verdicts: dict[tuple[int, ...], int] = {}
    found: set[int] = set()
    for key, group, is_line in zip(repeated.keys, repeated.groups, repeated.lines, strict=True):
        if group not in verdicts:
            verdicts[group] = unrelated([(features(i), whole(i)) for i in group])
        if verdicts[group] >= (LEAST_LINES if is_line else LEAST_PROSE):
            found.add(key)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Repeated:
    keys: list[int]
    groups: list[tuple[int, ...]]
    lines: list[bool]


def _repeated(texts: Sequence[Sentences]) -> _Repeated:
    """Sentences in LEAST_LINES texts or more, each with the first SAMPLE of those texts."""
    keys = np.concatenate([t.keys for t in texts]) if texts else np.zeros(0, np.int64)
    lines = np.concatenate([t.lines for t in texts]) if texts else np.zeros(0, np.bool_)
    rows = np.repeat(np.arange(len(texts)), [len(t.keys) for t in texts])
    order = np.argsort(keys, kind="stable")
    keys, rows, lines = keys[order], rows[order], lines[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, np.int64)
    lengths = np.diff(np.r_[starts, len(keys)])
    many = np.flatnonzero(lengths >= LEAST_LINES)
    groups = [tuple(rows[starts[k] : starts[k] + min(SAMPLE, lengths[k])].tolist()) for k in many]
    return _Repeated(keys[starts[many]].tolist(), groups, lines[starts[many]].tolist())


def unrelated(features: Sequence[tuple[Hashes, Hashes]]) -> int:
    """How many mutually unrelated groups the texts (what is their own, the whole) with enough of their own fall into."""
    texts = [(own, whole) for own, whole in features if len(own) >= OWN]
    group = list(range(len(texts)))
    for x, y in combinations(range(len(texts)), 2):
        if group[x] != group[y] and (_within(texts[x][0], texts[y][1]) or _within(texts[y][0], texts[x][1])):
            old, new = group[y], group[x]
            group = [new if g == old else g for g in group]
    return len(set(group))


def _within(own: Hashes, whole: Hashes) -> bool:
    """Whether enough of `own` is in `whole`, told from its least hashes: a sample that chance draws, the same in every
    run. Both are sorted."""
    sample = own[:LOOKED_AT]
    places = np.minimum(np.searchsorted(whole, sample), len(whole) - 1)
    return int((whole[places] == sample).sum()) >= ALIKE * len(sample)
