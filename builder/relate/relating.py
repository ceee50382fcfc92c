"""The whole of relating: from witnesses to relations and stories."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model.relation import Constraints, Related, Relation, Witness
from builder.relate.candidates import candidates
from builder.relate.documents import document
from builder.relate.kinds import relation
from builder.relate.likeness import likeness
from builder.relate.shingles import shingles
from builder.relate.stories import place, stories


def relate(witnesses: Sequence[Witness], constraints: Constraints | None = None) -> Related:
    """Every verified relation among `witnesses` and the stories that they make, whatever the order given.

    Ids are distinct; of two witnesses with one id the first in sorted order stands.
    """
    constraints = constraints or Constraints()
    by_id = {w.id: w for w in sorted(witnesses, key=lambda w: (w.id, w.text), reverse=True)}
    ordered = sorted(by_id.values(), key=place)
    pairs = candidates([shingles(w.text) for w in ordered])
    apart = {frozenset(p) for p in constraints.apart}
    documents = {w.id: document(w.text) for w in ordered}
    found: list[Relation] = []
    for i, j in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True):
        a, b = ordered[i], ordered[j]
        if frozenset((a.id, b.id)) in apart:
            continue
        link = relation(a, b, likeness(documents[a.id], documents[b.id]))
        if link is not None:
            found.append(link)
    return Related(tuple(found), stories(by_id, found, constraints))
