"""The whole of relating: from witnesses to relations and stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from builder.model.relation import Constraints, Related, Relation, Witness
from builder.relate.anchors import anchors
from builder.relate.candidates import candidates
from builder.relate.documents import Document, document
from builder.relate.furniture import furniture
from builder.relate.kinds import earlier_first, identical, relation
from builder.relate.languages import language
from builder.relate.likeness import likeness
from builder.relate.profiles import Profile, own_features, profile
from builder.relate.stories import place, stories
from builder.relate.translations import pairs_across, parallel, translation


def relate(witnesses: Sequence[Witness], constraints: Constraints | None = None) -> Related:
    """Every verified relation among `witnesses` and the stories that they make, whatever the order given.

    Ids are distinct; of two witnesses with one id the first in sorted order stands.
    """
    constraints = constraints or Constraints()
    by_id = {w.id: w for w in sorted(witnesses, key=_contents, reverse=True)}
    ordered = sorted(by_id.values(), key=place)
    profiles = {w.id: profile(w.text) for w in ordered}
    copies: defaultdict[str, list[Witness]] = defaultdict(list)
    for w in ordered:
        copies[profiles[w.id].key].append(w)
    distinct = [group[0] for group in copies.values() if len(profiles[group[0].id].features)]
    found = [identical(*earlier_first(group[0], copy)) for group in copies.values() for copy in group[1:]]
    found += _compared(distinct, [profiles[w.id] for w in distinct])
    found += _translated(distinct)
    apart = {frozenset(p) for p in constraints.apart}
    kept = sorted((r for r in found if frozenset((r.a, r.b)) not in apart), key=lambda r: (r.a, r.b))
    return Related(tuple(kept), stories(by_id, kept, constraints))


def _translated(distinct: Sequence[Witness]) -> Iterable[Relation]:
    """The translation relations among witnesses of distinct texts."""
    languages = [language(w.text, w.language) for w in distinct]
    if len({tag for tag in languages if tag}) < 2:
        return
    signs = [anchors(w.text) for w in distinct]
    for i, j in pairs_across(signs, languages):
        a, b = earlier_first(distinct[i], distinct[j])
        link = translation(a, b, parallel(signs[i], signs[j]))
        if link is not None:
            yield link


def _contents(witness: Witness) -> tuple[str, ...]:
    return (
        witness.id,
        witness.text,
        witness.title,
        witness.date or "",
        witness.source or "",
        witness.language or "",
    )


def _compared(distinct: Sequence[Witness], profiles: Sequence[Profile]) -> Iterable[Relation]:
    """The relations among witnesses of distinct texts, in the order of `place`."""
    pairs = candidates([p.features for p in profiles])
    by_content = sorted(range(len(distinct)), key=lambda i: profiles[i].key)
    left_out = furniture(
        [profiles[i].sentences for i in by_content],
        lambda i, repeated: own_features(distinct[by_content[i]].text, repeated),
    )

    @lru_cache(maxsize=4096)
    def prepared(i: int) -> Document:
        here = left_out.intersection(profiles[i].sentences.keys.tolist())
        return document(distinct[i].text, here)

    for i, j in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True):
        a, b = earlier_first(distinct[i], distinct[j])
        text_a, text_b = (prepared(i), prepared(j)) if a is distinct[i] else (prepared(j), prepared(i))
        link = relation(a, b, text_a, text_b, likeness(text_a, text_b))
        if link is not None:
            yield link
