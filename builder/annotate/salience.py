"""Which entities an article is about: their order in front matter, and which are listed at all."""

from __future__ import annotations

import math
from collections.abc import Iterable

from builder.annotate.folding import fold_name
from builder.model.entities import Entity, EntityType, Mention

#: Weights of the four signs. See the tests for the order that they must give.
_HEADLINE = 2.0
_EARLY = 1.0
_COUNT = 1.0
_SPREAD = 0.5
#: A name is listed where the engine is at least this sure of one of its mentions.
LEAST_SCORE = 0.4


def rank(text: str, title: str, mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    """The entities of an article, most salient first; equal ones in order of appearance.

    Salience is the sum of: 2 if the headline holds the name or one of its printed forms; up to 1 for how early it
    first stands (1 at the beginning, 0 from the end of the first fifth); the logarithm of its mentions; and half
    the share of the text's tenths that hold it. Entities of which no mention reaches `LEAST_SCORE` are left out.
    """
    size = max(1, len(text))
    headline = f" {fold_name(title).casefold()} "
    groups: dict[tuple[str, EntityType], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.name, mention.type), []).append(mention)
    entities: list[Entity] = []
    for (name, kind), found in groups.items():
        if max(mention.score for mention in found) < LEAST_SCORE:
            continue
        forms = {fold_name(form).casefold() for form in (name, *(mention.text for mention in found))}
        value = _HEADLINE * any(_holds(headline, form) for form in forms)
        value += _EARLY * max(0.0, 1 - 5 * found[0].start / size)
        value += _COUNT * math.log(len(found))
        value += _SPREAD * len({10 * mention.start // size for mention in found}) / 10
        entities.append(Entity(name, kind, round(value, 4), len(found)))
    return tuple(sorted(entities, key=lambda entity: -entity.salience))


def _holds(headline: str, form: str) -> bool:
    at = headline.find(form)
    while at >= 0:
        if not headline[at - 1].isalnum() and not headline[at + len(form)].isalnum():
            return True
        at = headline.find(form, at + 1)
    return False
