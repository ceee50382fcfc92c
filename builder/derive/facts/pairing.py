"""Which fact on one side of a row answers which on the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from builder.derive.compare import Row
from builder.derive.facts.fact import Fact
from builder.derive.tokens import count_words
from builder.derive.wordops import Change

#: Two different facts in one changed segment are one fact changed only where the segment has no more words than this;
#: in a clause rewritten from end to end they merely keep company. In 80 independent translations, names so paired that
#: are alike neither in words nor in letters were 7 of 151 at 3 words, 23 of 170 at 8, 42 of 186 at 20; of 100 planted
#: changes in reworded copies 71, 80 and 81 were paired.
_SMALL = 8

#: Members of an enumeration take their time to be looked up.
_EQUAL, _INSERT = Change.EQUAL, Change.INSERT

Fits = Callable[[Fact, Fact], bool]


class Segment(NamedTuple):
    """A stretch of both passages: unchanged, or a deletion with the insertion that takes its place (code points).

    `words` counts the longer side's words where it is changed.
    """

    a: tuple[int, int]
    b: tuple[int, int]
    equal: bool
    words: int = 0


#: Makes a named tuple of its fields without a call of Python's in between.
_new = tuple.__new__


class Pairs(NamedTuple):
    """`same` facts of either side, `differing` ones that stand in one place, and those left alone on each side."""

    same: tuple[tuple[Fact, Fact], ...]
    differing: tuple[tuple[Fact, Fact], ...]
    alone_a: tuple[Fact, ...]
    alone_b: tuple[Fact, ...]


def segments(row: Row) -> tuple[Segment, ...]:
    """The row's passages cut where they part and meet. A row without operations is one changed segment."""
    if not row.ops:
        texts = [passage.text if passage else "" for passage in (row.a, row.b)]
        words = max(map(count_words, texts))
        return (Segment((0, len(texts[0])), (0, len(texts[1])), False, words),)
    found: list[Segment] = []
    at_a = at_b = 0
    for op in row.ops:
        to_a, to_b = at_a + len(op.a), at_b + len(op.b)
        if op.change is _INSERT and found and not found[-1].equal:
            words = max(found[-1].words, count_words(op.b))
            found[-1] = Segment(found[-1].a, (found[-1].b[0], to_b), False, words)
        else:
            equal = op.change is _EQUAL
            words = 0 if equal else count_words(op.a or op.b)
            found.append(_new(Segment, ((at_a, to_a), (at_b, to_b), equal, words)))
        at_a, at_b = to_a, to_b
    return tuple(found)


def pair(row: Row, a: Sequence[Fact], b: Sequence[Fact]) -> Pairs:
    """Pair facts of a row one to one: the same in the same place first, then the same anywhere in the row, then
    differing ones in the same place, nearest first."""
    if not a or not b:
        return Pairs((), (), tuple(a), tuple(b))
    if [fact.key for fact in a] == [fact.key for fact in b]:
        return Pairs(tuple(zip(a, b, strict=True)), (), (), ())
    cuts = segments(row)
    left, right = list(a), list(b)
    same = _take(left, right, lambda x, y: x.key.same_as(y.key) and shares_place(cuts, x, y))
    same += _take(left, right, lambda x, y: x.key.same_as(y.key))
    small = [cut for cut in cuts if cut.words <= _SMALL]
    differing = _take(left, right, lambda x, y: shares_place(small, x, y))
    return Pairs(tuple(same), tuple(differing), tuple(left), tuple(right))


def _take(left: list[Fact], right: list[Fact], fits: Fits) -> list[tuple[Fact, Fact]]:
    """Take pairs that fit out of both lists, in the order of the first."""
    taken: list[tuple[Fact, Fact]] = []
    for fact in list(left):
        other = next((candidate for candidate in right if fits(fact, candidate)), None)
        if other is not None:
            left.remove(fact)
            right.remove(other)
            taken.append((fact, other))
    return taken


def shares_place(cuts: Sequence[Segment], one: Fact, two: Fact) -> bool:
    """Whether the facts lie in one changed segment, or over the same words of an unchanged one."""
    for cut in cuts:
        mine = _overlap(cut.a, (one.start, one.end))
        yours = _overlap(cut.b, (two.start, two.end))
        if mine is None or yours is None:
            continue
        if not cut.equal or (mine[0] < yours[1] and yours[0] < mine[1]):
            return True
    return False


def _overlap(outer: tuple[int, int], inner: tuple[int, int]) -> tuple[int, int] | None:
    """The part of `inner` within `outer`, counted from where `outer` begins; None where they do not meet."""
    start, end = max(outer[0], inner[0]), min(outer[1], inner[1])
    return (start - outer[0], end - outer[0]) if start < end else None
