"""Translations of a text that the archive holds: found and weighed through numbers and names, with modest confidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from builder.model.relation import Relation, RelationType, Witness
from builder.relate.anchors import Anchor, is_telling
from builder.relate.kinds import dated
from builder.relate.shingles import Hashes

Ints = npt.NDArray[np.int64]

#: An anchor in more texts than this tells none from the others ('2019', a president).
RARE = 40
#: Shared rare anchors from which a pair in two languages is weighed.
LEAST_COMMON = 4
#: What a translation must show. On 22 pairs in two languages that are versions (English, French, Spanish, Arabic;
#: texts of 150 to 400 words written for this project's demonstration) 18 pass, the four others being an update or a
#: longer version beside a translation; of 900 other pairs, reports of one event in two languages among them, none:
#: those share at most 3 numbers, or stand .15 and more of the text apart. On 12 further articles with translations into
#: Spanish, French, German, Arabic and Chinese, written afterwards (tests/relate/translated_reports.py): 11 found, the
#: other has two numbers; of 12 reports of the same events by another hand and 252 pairs of unlike events none. Both
#: sets are made up, and their translators kept every number: of real ones that round or spell out, fewer will be found.
_LEAST_SHARED = 5
_LEAST_NUMBERS = 3
_LEAST_OF_MORE = 0.4
_LEAST_ORDER = 0.75
_MOST_GAP = 0.12
_LEAST_LIKE = 0.60
#: Numbers and names alone never make it surer than this.
_CEILING = 0.85


@dataclass(frozen=True, slots=True)
class Parallel:
    """How two texts' anchors run side by side; all shares 0..1.

    `numbers` is the share of the fewer numbers found on the other side, `numbers_of_more` that of the more numerous,
    `names` the share of marked names found there; `order` is the share of shared anchors in one order, `gap` their mean
    distance in place (share of the text), `shared` how many there are, of which `shared_numbers` are numbers.
    """

    numbers: float
    numbers_of_more: float
    names: float
    order: float
    gap: float
    shared: int
    shared_numbers: int

    @property
    def likeness(self) -> float:
        return 0.4 * self.numbers + 0.3 * self.names + 0.3 * self.order * max(0.0, 1 - 5 * self.gap)


def parallel(a: Sequence[Anchor], b: Sequence[Anchor]) -> Parallel:
    """Compare the anchors of two texts."""
    numbers_a, numbers_b = _numbers(a), _numbers(b)
    shared_numbers = len(numbers_a & numbers_b)
    names_a, names_b = _names(a), _names(b)
    all_a, all_b = {x.sign for x in a}, {x.sign for x in b}
    names = [len(own & other) / len(own) for own, other in ((names_a, all_b), (names_b, all_a)) if own]
    first_a, first_b = _first(a), _first(b)
    shared = sorted((s for s in first_a if s in first_b), key=lambda s: (first_a[s], first_b[s]))
    gap = sum(abs(first_a[s] - first_b[s]) for s in shared) / len(shared) if shared else 1.0
    return Parallel(
        numbers=shared_numbers / max(1, min(len(numbers_a), len(numbers_b))),
        numbers_of_more=shared_numbers / max(1, len(numbers_a), len(numbers_b)),
        names=max(names, default=0.0),
        order=_longest_rise([first_b[s] for s in shared]) / max(1, len(shared)),
        gap=gap,
        shared=len(shared),
        shared_numbers=shared_numbers,
    )


def translation(a: Witness, b: Witness, found: Parallel) -> Relation | None:
    """The translation relation of two witnesses in different languages, None where the anchors do not bear it."""
    borne = (
        found.shared >= _LEAST_SHARED
        and found.shared_numbers >= _LEAST_NUMBERS
        and found.numbers_of_more >= _LEAST_OF_MORE
        and found.order >= _LEAST_ORDER
        and found.gap <= _MOST_GAP
        and found.likeness >= _LEAST_LIKE
    )
    if not borne:
        return None
    score = min(_CEILING, found.likeness * found.shared / (found.shared + 2))
    covered = round(min(1.0, found.likeness), 4)
    return Relation(a.id, b.id, RelationType.TRANSLATION, round(score, 4), covered, covered, 0.0, dated(a, b))


def pairs_across(signs: Sequence[Hashes], languages: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of row numbers, the lesser first, sorted: texts in two known languages that share enough rare anchors.

    `signs` are the hashed telling anchors of each text, `languages` primary tags ('' for unknown).
    """
    tags = {tag: k for k, tag in enumerate(sorted({tag for tag in languages if tag}))}
    if len(tags) < 2:
        return []
    tag_of = np.array([tags.get(tag, -1) for tag in languages], dtype=np.int64)
    known = np.flatnonzero(tag_of >= 0)
    sign = np.concatenate([signs[i] for i in known.tolist()])
    text = np.repeat(known, [len(signs[i]) for i in known.tolist()])
    order = np.argsort(sign, kind="stable")
    sign, text = sign[order], text[order]
    starts = np.flatnonzero(np.r_[True, sign[1:] != sign[:-1]]) if len(sign) else np.zeros(0, np.int64)
    keys = _keys(text, starts, np.diff(np.r_[starts, len(sign)]), tag_of)
    if not keys:
        return []
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    first, second = np.divmod(pairs[shared >= LEAST_COMMON], len(signs))
    return list(zip(first.tolist(), second.tolist(), strict=True))


def _keys(text: Ints, starts: Ints, lengths: Ints, tags: Ints) -> list[Ints]:
    keys: list[Ints] = []
    for k in range(2, RARE + 1):
        at = starts[lengths == k]
        if len(at) == 0:
            continue
        group = text[at[:, None] + np.arange(k)]
        x, y = np.triu_indices(k, 1)
        first, second = group[:, x].ravel(), group[:, y].ravel()
        across = tags[first] != tags[second]
        keys.append(np.minimum(first, second)[across] * len(tags) + np.maximum(first, second)[across])
    return keys


def _numbers(anchors: Sequence[Anchor]) -> set[str]:
    return {x.sign for x in anchors if x.sign[0] == "#"}


def _names(anchors: Sequence[Anchor]) -> set[str]:
    return {x.sign for x in anchors if x.cased and x.sign[0] != "#"}


def _first(anchors: Sequence[Anchor]) -> dict[str, float]:
    places: dict[str, float] = {}
    for x in anchors:
        if is_telling(x.sign):
            places.setdefault(x.sign, x.at)
    return places


def _longest_rise(values: Sequence[float]) -> int:
    """The length of the longest non-falling run that can be picked out of `values` in order."""
    ends: list[float] = []
    for value in values:
        at = bisect_left(ends, value + 1e-12)
        ends[at : at + 1] = [value]
    return len(ends)
