"""Work on many texts in several processes: profiles and judgements, in batches, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from typing import TypeVar

from builder.relate.documents import Document, document
from builder.relate.judging import Judgement, judge
from builder.relate.profiles import Profile, profile

_TEXTS_AT_ONCE = 256
_PAIRS_AT_ONCE = 512
#: Fewer items than this are done before a second process would have started.
_WORTH = 1500

Batch = TypeVar("Batch")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A text and the keys of its sentences that are furniture."""

    text: str
    left_out: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A batch of comparisons: row numbers, and the texts that they name."""

    rows: tuple[tuple[int, int], ...]
    texts: dict[int, Trimmed]


def profiles(texts: Sequence[str], workers: int) -> Iterator[Profile]:
    """The profile of each text, in order."""
    batches = [tuple(texts[k : k + _TEXTS_AT_ONCE]) for k in range(0, len(texts), _TEXTS_AT_ONCE)]
    for done in _each(_profiles, batches, workers if len(texts) >= _WORTH else 1):
        yield from done


def judgements(
    rows: Sequence[tuple[int, int]], text_of: Callable[[int], Trimmed], workers: int
) -> Iterator[Judgement]:
    """The judgement of each pair of rows, in order."""
    batches = (
        Pairs(some, {i: text_of(i) for pair in some for i in pair})
        for some in (tuple(rows[k : k + _PAIRS_AT_ONCE]) for k in range(0, len(rows), _PAIRS_AT_ONCE))
    )
    for done in _each(_judged, batches, workers if len(rows) >= _WORTH else 1):
        yield from done


def _profiles(texts: Sequence[str]) -> list[Profile]:
    return [profile(text) for text in texts]


def _judged(pairs: Pairs) -> list[Judgement]:
    @lru_cache(maxsize=128)
    def prepared(row: int) -> Document:
        trimmed = pairs.texts[row]
        return document(trimmed.text, trimmed.left_out)

    return [judge(prepared(i), prepared(j)) for i, j in pairs.rows]


def _each(
    work: Callable[[Batch], Outcome], batches: Sequence[Batch] | Iterator[Batch], workers: int
) -> Iterator[Outcome]:
    """`work` on every batch, results in order; at most a few batches are under way at once."""
    if workers <= 1:
        yield from map(work, batches)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: list[Future[Outcome]] = []
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > 3 * workers:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()
