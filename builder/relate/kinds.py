"""What one text is to the other, told from coverage, wording, source and date."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.relation import Relation, RelationType, Witness
from builder.relate.judging import SAME, Judgement

#: A text that is not one with another still is linked where so many words of it stand there to the letter: three
#: sentences of running text. (Of the passages planted in other articles, 95 of 100 have 88 words and more in whole
#: sentences; the others are found by the next rule.)
PASSAGE_WORDS = 45
#: ... or where this share of it has a counterpart in the same order, this alike on average.
PASSAGE_COVER = 0.30
PASSAGE_MEAN = 0.75
#: Light edits leave counterparts this alike: one word in ten replaced gives .78 to .91, three in ten .53 to .76;
#: independent translations have their 95th percentile at .82.
REPRINT_MEAN = 0.80
#: A later text of the same source is an update while its wording is recognisably the former's.
UPDATE_MEAN = 0.60
#: A text is a part of the other where this share of it is covered, and of the other at most WHOLE times as much.
PART, WHOLE = 0.60, 0.70


def earlier_first(a: Witness, b: Witness) -> tuple[Witness, Witness]:
    """The earlier of the two first where both days are firm and differ, else the lesser id."""
    if dated(a, b):
        return (a, b) if str(a.date) < str(b.date) else (b, a)
    return (a, b) if a.id <= b.id else (b, a)


def dated(a: Witness, b: Witness) -> bool:
    """Whether firm dates establish which of the two came first."""
    return bool(a.date and b.date and a.date != b.date)


def relation(a: Witness, b: Witness, found: Judgement) -> Relation | None:
    """The relation of `b` to `a` (in the order of `earlier_first`); None where they have nothing to be linked for."""
    same = found.sure >= SAME
    if found.vetoed or not (same or _passage(found)):
        return None
    return Relation(
        a=a.id,
        b=b.id,
        relation=_kind(a, b, found, same),
        score=round(found.sure if same else found.mean * max(found.run_a, found.run_b), 4),
        coverage_a=round(found.cover_a, 4),
        coverage_b=round(found.cover_b, 4),
        verbatim=round(found.verbatim, 4),
        directed=dated(a, b),
        same_story=same,
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison of two articles gives the stories: a link, or that the two are `parted` (never both)."""

    a: str
    b: str
    link: Relation | None
    parted: bool


def verdict(a: Witness, b: Witness, found: Judgement) -> Verdict:
    """The verdict on two articles, whichever came first."""
    one, other = earlier_first(a, b)
    link = relation(one, other, found if one is a else found.swapped())
    return Verdict(one.id, other.id, link, found.parted)


def identical(a: Witness, b: Witness) -> Relation:
    """The relation of two witnesses whose texts are equal but for typography."""
    return Relation(a.id, b.id, RelationType.IDENTICAL, 1.0, 1.0, 1.0, 1.0, dated(a, b))


def _passage(found: Judgement) -> bool:
    return found.shared_words >= PASSAGE_WORDS or (
        max(found.run_a, found.run_b) >= PASSAGE_COVER and found.mean >= PASSAGE_MEAN
    )


def _kind(a: Witness, b: Witness, found: Judgement, same: bool) -> RelationType:
    cover_a, cover_b = found.cover_a, found.cover_b
    if not same:
        return RelationType.EXCERPT if cover_b >= cover_a else RelationType.EXPANSION
    if min(found.run_a, found.run_b) >= 0.999 and found.verbatim >= 0.999:
        return RelationType.IDENTICAL
    if a.source and a.source == b.source and dated(a, b) and found.mean >= UPDATE_MEAN:
        return RelationType.UPDATE
    if found.mean < REPRINT_MEAN:
        return RelationType.REWRITE
    if cover_b >= PART and cover_a <= WHOLE * cover_b:
        return RelationType.EXCERPT
    if cover_a >= PART and cover_b <= WHOLE * cover_a:
        return RelationType.EXPANSION
    return RelationType.REPRINT
