"""Which entities an article is about: their order in front matter, and which are listed at all."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from builder.annotate.folding import fold_name
from builder.model.entities import Entity, EntityType, Mention


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of salience adds; see `rank`.

    Chosen by `benchmarks/names.py`: over 320 news pages of naeb, mean average precision of the order (headline not used)
    against the names in headline and summary is .826; of the text's own order .768 (on wcxb, where nothing was chosen,
    .752 and .712). Either side: early .4 .815, 1.2 .817; count .4 .819, 1 .821; spread .5 .821, 2 .824; person -.6
    .821, 0 .819. The headline's, against summaries and against editors' tags, means of naeb and wcxb: 1 .718, 2 .720, 3
    .715, 4 .715.

    That is as far as such labels lead. Fifty more signs in a logistic model (first sentence, paragraphs, subject of a
    sentence, in a quotation, beside `said`, prepositions, scores, lengths, share of all mentions) gave, by site left
    out, .820 where these four fitted alike gave .825, and trees .809; set from one collection and read on the other
    they lost .00 to .05. What stays wrong is the labels' doing: a summary avoids the headline's names.
    """

    headline: float = 2.0
    early: float = 0.8
    count: float = 0.7
    spread: float = 1.0
    person: float = -0.3


WEIGHTS = Weights()
#: Where a name first stands counts by the logarithm of its distance from the beginning, in openings of 50 characters
#: (half a line); beyond e**8 openings, 149,000 characters, nothing is added.
_OPENING = 50
_EARLIEST = 8.0
#: A name is listed where the engine is at least this sure of one of its mentions. Names of dev-worldwide-a listed rightly,
#: precision, recall and F1: from .3 .745 .772 .758; from .4 .757 .763 .760; from .5 .777 .747 .762; from .6 .799 .724 .760.
LEAST_SCORE = 0.5


def rank(
    text: str, title: str, mentions: Iterable[Mention], weights: Weights = WEIGHTS
) -> tuple[Entity, ...]:
    """The entities of an article, most salient first; equal ones in order of appearance.

    Salience is the weighted sum of: whether the headline holds the name or one of its printed forms; how early it first
    stands (8 at the beginning, less by the logarithm of the distance); the logarithm of its mentions; the share of
    the text's tenths that hold it; and whether it is a person, since reports quote more people than they are about.
    Entities of which no mention reaches `LEAST_SCORE` are left out.
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
        value = weights.headline * any(_holds(headline, form) for form in forms)
        value += weights.early * max(0.0, _EARLIEST - math.log1p(found[0].start / _OPENING))
        value += weights.count * math.log(len(found))
        value += weights.spread * len({10 * mention.start // size for mention in found}) / 10
        value += weights.person if kind is EntityType.PERSON else 0.0
        entities.append(Entity(name, kind, round(value, 4), len(found)))
    return tuple(sorted(entities, key=lambda entity: -entity.salience))


def _holds(headline: str, form: str) -> bool:
    at = headline.find(form)
    while at >= 0:
        if not headline[at - 1].isalnum() and not headline[at + len(form)].isalnum():
            return True
        at = headline.find(form, at + 1)
    return False
