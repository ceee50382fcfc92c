"""Word-level operations that turn one passage into another, deaf to typography (see `tokens`)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from builder.derive.runs import Run, common_runs
from builder.derive.tokens import FIRST_MARK, Alphabet, Tokens, only_words


class Change(StrEnum):
    """What an operation does on the way from the first passage to the second."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


#: Members of an enumeration take their time to be looked up.
_EQUAL, _DELETE, _INSERT = Change

#: Makes a named tuple of its fields without a call of Python's in between: a comparison has hundreds.
_new = tuple.__new__


class Op(NamedTuple):
    """One run of words. `a` and `b` are its text on either side, white space after it included; '' where it has none.

    The `a`s of all operations joined give the first passage to the letter, the `b`s the second.
    """

    change: Change
    a: str = ""
    b: str = ""


def operations(a: str, b: str) -> tuple[Op, ...]:
    """The operations from `a` to `b` in reading order; a replacement is a DELETE followed by an INSERT."""
    alphabet = Alphabet()
    left, right = alphabet.read(a), alphabet.read(b)
    return between(left, right, kept_runs(left, right))


def kept_runs(left: Tokens, right: Tokens) -> list[Run]:
    """The runs of tokens that stand unchanged from one passage to the other, in order.

    Longest common runs (Ratcliff and Obershelp, as in difflib), less those that are shorter than the changes around
    them, since a lone 'the' between two rewritten clauses helps no reader.
    """
    if left.letters == right.letters:
        return [Run(0, 0, len(left.letters))] if left.letters else []
    return _readable(common_runs(left.letters, right.letters), left, right)


def between(left: Tokens, right: Tokens, kept: Sequence[Run]) -> tuple[Op, ...]:
    """The operations from one passage to the other, given the runs that are kept."""
    found: list[Op] = []
    text_a, text_b, at_a, at_b = left.text, right.text, left.offsets, right.offsets
    i = j = 0
    for a, b, size in (*kept, Run(len(left.letters), len(right.letters), 0)):
        if i < a:
            found.append(_new(Op, (_DELETE, text_a[at_a[i] : at_a[a]], "")))
        if j < b:
            found.append(_new(Op, (_INSERT, "", text_b[at_b[j] : at_b[b]])))
        i, j = a + size, b + size
        if size:
            found.append(_new(Op, (_EQUAL, text_a[at_a[a] : at_a[i]], text_b[at_b[b] : at_b[j]])))
    return tuple(found)


def common_words(a: str, b: str) -> int:
    """How many words two passages have in common and in order, given the letters of their words (`Tokens.spoken`); lone
    ones that no passage keeps for a reader included."""
    if a == b:
        return len(a)
    return sum([run.size for run in common_runs(a, b)])


def equal_words(left: Tokens, kept: Sequence[Run]) -> int:
    """How many words of the first passage are kept."""
    letters = left.letters
    return len(only_words("".join([letters[run.a : run.a + run.size] for run in kept])))


def over(of_a: Tokens, of_b: Tokens, kept: Sequence[Run]) -> tuple[str, str]:
    """The letters of the words that are not kept, of either passage."""
    a: list[str] = []
    b: list[str] = []
    i = j = 0
    for run in kept:
        a.append(of_a.letters[i : run.a])
        b.append(of_b.letters[j : run.b])
        i, j = run.a + run.size, run.b + run.size
    return only_words("".join((*a, of_a.letters[i:]))), only_words("".join((*b, of_b.letters[j:])))


def _readable(runs: list[Run], left: Tokens, right: Tokens) -> list[Run]:
    """The runs without those of one word or none, between two changes, that have fewer letters than the lesser change."""
    kept: list[Run] = []
    letters = left.letters
    last = Run(len(letters), len(right.letters), 0)
    before = Run(0, 0, 0)
    for index, run in enumerate(runs):
        a, _, size = run
        if size > 1 and letters[a] < FIRST_MARK and letters[a + 1] < FIRST_MARK:
            kept.append(run)  # as nearly always
        else:
            after = runs[index + 1] if index + 1 < len(runs) else last
            if not _is_lost(before, run, after, left, right):
                kept.append(run)
        before = run
    return kept


def _is_lost(before: Run, run: Run, after: Run, left: Tokens, right: Tokens) -> bool:
    """Whether a run is one of those that are left out."""
    from_a, from_b = before.a + before.size, before.b + before.size
    at_a, at_b, size = run
    end_a, end_b = at_a + size, at_b + size
    if not ((from_a < at_a or from_b < at_b) and (end_a < after.a or end_b < after.b)):
        return False
    if size > 1 and len(only_words(left.letters[at_a:end_a])) > 1:
        return False
    own = left.written(at_a, end_a)
    return (left.writes_more(own, from_a, at_a) or right.writes_more(own, from_b, at_b)) and (
        left.writes_more(own, end_a, after.a) or right.writes_more(own, end_b, after.b)
    )
