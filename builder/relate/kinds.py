"""Whether two compared texts are one text, and what the one is to the other."""

from __future__ import annotations

from builder.model.relation import Relation, RelationType, Witness
from builder.relate.likeness import Likeness

#: A text half of which stands in the other is one with it.
HALF = 0.5


def relation(a: Witness, b: Witness, found: Likeness) -> Relation | None:
    """The relation of `b` to `a`, None where they are not one text nor share a passage worth a link."""
    low, high = sorted((found.weight_a, found.weight_b))
    moved_low, moved_high = sorted((found.moved_a, found.moved_b))
    same = low >= 0.20 or (high >= HALF and low >= 0.1) or (moved_high >= 0.6 and moved_low >= 0.35)
    passage = found.shared_words >= 50 or high >= 0.25
    if not same and not passage:
        return None
    kind = _kind(a, b, found)
    return Relation(
        a=a.id,
        b=b.id,
        relation=kind,
        score=round(min(1.0, max(high, moved_high)), 4),
        coverage_a=round(found.coverage_a, 4),
        coverage_b=round(found.coverage_b, 4),
        verbatim=round(found.verbatim, 4),
        directed=bool(a.date and b.date and a.date != b.date),
        same_story=same,
    )


def _kind(a: Witness, b: Witness, found: Likeness) -> RelationType:
    cov_a, cov_b = max(found.coverage_a, found.moved_a), max(found.coverage_b, found.moved_b)
    if cov_a < 0.7 <= cov_b:
        return RelationType.EXCERPT
    if cov_b < 0.7 <= cov_a:
        return RelationType.EXPANSION
    if cov_a < 0.5 and cov_b < 0.5:
        return RelationType.EXCERPT if cov_b >= cov_a else RelationType.EXPANSION
    if found.verbatim >= 0.999 and min(cov_a, cov_b) >= 0.999:
        return RelationType.IDENTICAL
    if a.source and a.source == b.source and a.date and b.date and a.date != b.date:
        return RelationType.UPDATE
    if found.mean >= 0.85:
        return RelationType.REPRINT
    return RelationType.REWRITE
