"""What two texts show of each other: aligned sentences, how much of each is covered, marks of a common source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from builder.text.fold import fold
from builder.text.sentences import split
from builder.text.words import words


@dataclass(frozen=True, slots=True)
class Counterparts:
    """A sentence of each text that answer each other, as printed, and how alike they are (0..1; 1: to the letter)."""

    a: str
    b: str
    similarity: float
    moved: bool


class Order(StrEnum):
    """Whether two texts' days tell which is the earlier, and if not, why not."""

    DATED = "dated"
    SAME_DAY = "same-day"
    UNDATED = "undated"


def order_of(a: str | None, b: str | None) -> Order:
    """What two firm days (None: unknown) tell. Nothing else establishes an order: not wording, length or capture."""
    if not (a and b):
        return Order.UNDATED
    return Order.SAME_DAY if a == b else Order.DATED


@dataclass(frozen=True, slots=True)
class SourceMarks:
    """Names of agencies, reporters and outlets that texts credit: in `a` alone, in `b` alone, in `both`.

    What one version keeps and the other lost tells of a common source, never who copied from whom.
    """

    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


def source_marks(
    a: str, b: str, credited_a: Sequence[str] = (), credited_b: Sequence[str] = ()
) -> SourceMarks:
    """The marks of two texts; `credited` are names that stand beside a text (its byline, its credits)."""
    return marks_between(credits_of(a, credited_a), credits_of(b, credited_b))


def credits_of(text: str, credited: Sequence[str] = ()) -> tuple[str, ...]:
    """Whom one text credits, beside it and in it, each name once, typography folded."""
    return tuple(dict.fromkeys((*map(fold, credited), *_marks(text))))


def marks_between(ours: Sequence[str], theirs: Sequence[str]) -> SourceMarks:
    """The marks of two texts whose credits are known (see `credits_of`)."""
    return SourceMarks(
        a=tuple(m for m in ours if m not in theirs),
        b=tuple(m for m in theirs if m not in ours),
        both=tuple(m for m in ours if m in theirs),
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two texts show of each other.

    `coverage_a` and `coverage_b` are the shares of each text's words in sentences that have a counterpart, `verbatim`
    the share of those words in sentences that agree to the letter (typography apart); all 0..1. `marks_a` and `marks_b`
    are lines that name where a text comes from (an agency, a byline, a 'contributed to this report') and stand in that
    text alone; `marks_both` stand in both.
    """

    pairs: tuple[Counterparts, ...]
    coverage_a: float
    coverage_b: float
    verbatim: float
    marks_a: tuple[str, ...]
    marks_b: tuple[str, ...]
    marks_both: tuple[str, ...]


def evidence(a: str, b: str) -> Evidence:
    """The evidence that `a` and `b` are versions of one text. It states likeness, never who copied from whom."""
    ours, theirs = [s.text for s in split(a)], [s.text for s in split(b)]
    sizes_a, sizes_b = [len(words(s)) for s in ours], [len(words(s)) for s in theirs]
    covered_a = covered_b = exact = 0
    pairs: list[Counterparts] = []
    # Loads numpy, which who only names the marks of a common source needs nothing of.
    from builder.text.align import align

    for row in align(ours, theirs):
        if row.a is None or row.b is None:
            continue
        pairs.append(Counterparts(ours[row.a], theirs[row.b], row.similarity, row.moved))
        covered_a += sizes_a[row.a]
        covered_b += sizes_b[row.b]
        exact += sizes_a[row.a] if row.similarity == 1.0 else 0
    marks = source_marks(a, b)
    return Evidence(
        pairs=tuple(pairs),
        coverage_a=covered_a / max(1, sum(sizes_a)),
        coverage_b=covered_b / max(1, sum(sizes_b)),
        verbatim=exact / max(1, covered_a),
        marks_a=marks.a,
        marks_b=marks.b,
        marks_both=marks.both,
    )


_NAME = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: [^\W\d_a-zß-öø-ÿ][\w.'’-]*){0,4}"
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_OUTLET = rf"(?:{_WORD} ){{0,3}}(?:Agency|News|Press|Times|Post|Herald|Gazette|Courier|Tribune|Echo|Reuters|AFP|AP|DPA|EFE)\b"


class _Mark(NamedTuple):
    """A way in which a text credits somebody, and words of which it holds one wherever it does so: most texts have
    none of them, and the pattern need not be tried at every name."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]


_MARKS = (
    # 'PORT SELWIN, March 14 (CPA) -': an agency in brackets before the dash that opens a report.
    _Mark(("(",), re.compile(r"\((?P<mark>[^\W\d_]{2,30})\)\s*[-–—]")),
    _Mark(
        ("By ", "Por ", "Par ", "Von ", "Di "),
        re.compile(rf"(?m)^(?:By|Por|Par|Von|Di) (?P<mark>{_NAME})\s*$"),
    ),
    _Mark(
        (" contributed to this ",),
        re.compile(
            rf"(?P<mark>{_NAME}(?:(?:, | and ){_NAME})*) contributed to this (?:report|story|article)"
        ),
    ),
    _Mark(
        (" contribuyó a", " a contribué à"),
        re.compile(rf"(?P<mark>{_NAME}) (?:contribuyó a|a contribué à)\b"),
    ),
    _Mark(
        ("eported by ", "irst "),
        re.compile(
            rf"(?:[Rr]eported by|[Ff]irst (?:published|appeared|reported) (?:by|in|on)) (?:[Tt]he )?(?P<mark>{_NAME})(?=[.,;])"
        ),
    ),
    # Whom a report cites for a fact is no credit, unless it is an outlet.
    _Mark(("ccording to ",), re.compile(rf"[Aa]ccording to (?:the )?(?P<mark>{_OUTLET})")),
)


def _marks(text: str) -> tuple[str, ...]:
    """Names of agencies, reporters and outlets that the text credits, in order, each once, typography folded."""
    found = [
        (m.start(), fold(m.group("mark")))
        for mark in _MARKS
        if any(word in text for word in mark.words)
        for m in mark.pattern.finditer(text)
    ]
    return tuple(dict.fromkeys(mark for _, mark in sorted(found)))
