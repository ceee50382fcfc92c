"""Which entities an article is about: their order in front matter, and which are listed at all."""

from __future__ import annotations

import math
from collections.abc import Iterable

from builder.annotate.folding import fold_name
from builder.model.entities import Entity, EntityType, Mention

#: Weights of the four signs. No labelled salience was at hand; the last three were chosen by how well they alone find
#: the names that the headline has, on 375 of the relate set's articles (mean average precision): text order .561, count
#: .695, early 1 count 1 spread .5 .746, early 2 .752, early 3 .748, count 1.5 .737. A headline's name comes first.
_HEADLINE = 3.0
_EARLY = 2.0
_COUNT = 1.0
_SPREAD = 0.5
#: A name is listed where the engine is at least this sure of one of its mentions. Names of dev-worldwide-a listed rightly,
#: precision, recall and F1: from .3 .710 .716 .713; from .4 .735 .703 .718; from .5 .770 .674 .719; from .6 .810 .642 .717.
LEAST_SCORE = 0.4


def rank(text: str, title: str, mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    """The entities of an article, most salient first; equal ones in order of appearance.

    Salience is the sum of: 3 if the headline holds the name or one of its printed forms; up to 2 for how early it
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
