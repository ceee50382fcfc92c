"""What one text is to the other, told from coverage, wording, source and date."""

from __future__ import annotations

from builder.model.relation import Relation, RelationType, Witness
from builder.relate.documents import Document
from builder.relate.judging import SAME, confidence
from builder.relate.likeness import Likeness

#: A text that is not one with another still is linked where so many words of it stand there to the letter: three
#: sentences of running text. (Passages quoted on purpose are 90 words and more in the development pairs.)
PASSAGE_WORDS = 45
#: ... or where this share of it has a counterpart in the same order, this alike on average.
PASSAGE_COVER = 0.30
PASSAGE_MEAN = 0.75
#: Light edits leave counterparts this alike: one word in ten replaced gives .79 to .91, independent translations .37
#: to .80 at their 95th percentile.
REPRINT_MEAN = 0.80
#: A part is an excerpt where this share of it, and at most that share of the whole, is covered.
PART, WHOLE = 0.75, 0.70


def earlier_first(a: Witness, b: Witness) -> tuple[Witness, Witness]:
    """The earlier of the two first where both days are firm and differ, else the lesser id."""
    if dated(a, b):
        return (a, b) if str(a.date) < str(b.date) else (b, a)
    return (a, b) if a.id <= b.id else (b, a)


def dated(a: Witness, b: Witness) -> bool:
    """Whether firm dates establish which of the two came first."""
    return bool(a.date and b.date and a.date != b.date)


def relation(a: Witness, b: Witness, text_a: Document, text_b: Document, found: Likeness) -> Relation | None:
    """The relation of `b` to `a` (in the order of `earlier_first`); None where they have nothing to be linked for."""
    sure = confidence(text_a, text_b, found)
    same = sure >= SAME
    if not same and not _passage(found):
        return None
    return Relation(
        a=a.id,
        b=b.id,
        relation=_kind(a, b, found, same),
        score=round(
            sure if same else max(found.best_a * found.coverage_a, found.best_b * found.coverage_b), 4
        ),
        coverage_a=round(_cover(found.coverage_a, found.moved_a), 4),
        coverage_b=round(_cover(found.coverage_b, found.moved_b), 4),
        verbatim=round(found.verbatim, 4),
        directed=dated(a, b),
        same_story=same,
    )


def identical(a: Witness, b: Witness) -> Relation:
    """The relation of two witnesses whose texts are equal but for typography."""
    return Relation(a.id, b.id, RelationType.IDENTICAL, 1.0, 1.0, 1.0, 1.0, dated(a, b))


def _passage(found: Likeness) -> bool:
    return found.shared_words >= PASSAGE_WORDS or (
        max(found.coverage_a, found.coverage_b) >= PASSAGE_COVER and found.mean >= PASSAGE_MEAN
    )


def _cover(thread: float, moved: float) -> float:
    """A text put in another order is covered though its thread is short."""
    return min(1.0, max(thread, moved))


def _kind(a: Witness, b: Witness, found: Likeness, same: bool) -> RelationType:
    cover_a, cover_b = _cover(found.coverage_a, found.moved_a), _cover(found.coverage_b, found.moved_b)
    if not same:
        return RelationType.EXCERPT if cover_b >= cover_a else RelationType.EXPANSION
    if min(found.coverage_a, found.coverage_b) >= 0.999 and found.verbatim >= 0.999:
        return RelationType.IDENTICAL
    if found.mean < REPRINT_MEAN:
        return RelationType.REWRITE
    if a.source and a.source == b.source and dated(a, b):
        return RelationType.UPDATE
    if cover_b >= PART and cover_a <= WHOLE:
        return RelationType.EXCERPT
    if cover_a >= PART and cover_b <= WHOLE:
        return RelationType.EXPANSION
    return RelationType.REPRINT
