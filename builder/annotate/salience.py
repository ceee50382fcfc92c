"""Which entities an article is about: their order in front matter, and which are listed at all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from builder.annotate.folding import fold_name
from builder.annotate.lexicon import lexicon
from builder.model.entities import Entity, EntityType, Mention


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of salience adds; see `rank`.

    Fitted by pairs of names of one article (logistic loss); mean average precision of the order (headline not used) against
    the names in headline and summary, of articles that took no part (eight folds): over 311 news pages of naeb .831, over 231
    pages of wcxb .752; with the first four signs after the headline alone .826 and .744. With all articles fitted .839 (.836 where
    a dateline's place counts as first) and .755; of the text's own order .775 and .707. Without the first name's bonus .817 and .740, without demonyms .833 and .753,
    without possessives .831 and .749. The headline's weight, against summaries and against editors' tags, means of naeb and
    wcxb: 1 .707, 2 .711, 3 .712, 4 .708.

    That is about as far as such labels lead: forty signs (first sentence and paragraph, subject of a sentence, in a quotation, beside
    `said`, prepositions, lengths, share of all mentions, the same by type) fitted alike gave .828 and .763, logistic models
    and trees no more. One more sign helps, how sure the engine is of a name, which tells against it (.833 and .760); left
    out, since a name would fall in the order when somebody confirms it. What stays wrong is the labels' doing: a summary
    avoids the headline's names.
    """

    headline: float = 2.0
    early: float = 0.55
    count: float = 0.9
    spread: float = 1.5
    person: float = -0.45
    first: float = 1.4
    demonyms: float = 0.9
    possessives: float = 0.3


WEIGHTS = Weights()
#: Where a name first stands counts by the logarithm of its distance from the beginning, in openings of 50 characters
#: (half a line); beyond e**8 openings, 149,000 characters, nothing is added.
_OPENING = 50
_EARLIEST = 8.0
#: A place in capitals and what stands with it before a dash: where the report comes from, which is not yet what it is about.
_DATELINE = re.compile(r"[A-Z][A-Z’' .-]{2,}(?:,? [^\n]{0,50}?)?(?:\([A-Z][\w ]*\) ?)?(?:[-–—]+ |: )")
_POSSESSIVES = ("'s", "’s", "' s", "’ s")
#: A name is listed where the engine is at least this sure of one of its mentions. Names of dev-worldwide-a listed rightly,
#: precision, recall and F1: from .3 .745 .772 .758; from .4 .757 .763 .760; from .5 .777 .747 .762; from .6 .799 .724 .760.
LEAST_SCORE = 0.5


def rank(
    text: str, title: str, mentions: Iterable[Mention], weights: Weights = WEIGHTS
) -> tuple[Entity, ...]:
    """The entities of an article, most salient first; equal ones in order of appearance.

    Salience is the weighted sum of: whether the headline holds the name or one of its printed forms; how early it first
    stands (8 at the beginning, less by the logarithm of the distance); the logarithm of its mentions; the share of
    the text's tenths that hold it; whether it is a person, since reports quote more people than they are about; its place
    among the names in order of appearance (1 the first, 1/2 the second; a dateline's place has none); for a country the logarithm of its demonyms in
    the text (`Chinese`); and the logarithm of its possessives, which make it the subject of something. Entities of which no mention reaches `LEAST_SCORE` are left out.
    """
    size = max(1, len(text))
    headline = f" {fold_name(title).casefold()} "
    titled = not headline.isspace()
    groups: dict[tuple[str, EntityType], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.name, mention.type), []).append(mention)
    entities: list[Entity] = []
    dateline = _DATELINE.match(text)
    opening, named = dateline.end() if dateline else 0, 0
    for (name, kind), found in groups.items():
        if max(mention.score for mention in found) < LEAST_SCORE:
            continue
        possessives = sum(text.startswith(_POSSESSIVES, mention.end) for mention in found)
        value = weights.headline * (titled and any(_holds(headline, form) for form in _forms(name, found)))
        value += weights.early * max(0.0, _EARLIEST - math.log1p(found[0].start / _OPENING))
        value += weights.count * math.log(len(found))
        value += weights.spread * len({10 * mention.start // size for mention in found}) / 10
        value += weights.person if kind is EntityType.PERSON else 0.0
        if found[-1].start >= opening:
            value += weights.first / (1 + named)
            named += 1
        if kind is EntityType.PLACE:
            value += weights.demonyms * math.log1p(_demonyms(name, text))
        value += weights.possessives * math.log1p(possessives)
        entities.append(Entity(name, kind, round(value, 4), len(found)))
    return tuple(sorted(entities, key=lambda entity: -entity.salience))


def _forms(name: str, mentions: Iterable[Mention]) -> set[str]:
    """A name and its printed forms, as headlines are searched for them."""
    return {fold_name(form).casefold() for form in (name, *(mention.text for mention in mentions))}


def _demonyms(name: str, text: str) -> int:
    """How often a text has the demonyms of a country."""
    if not any(demonym in text for demonym in lexicon().demonyms.get(name, ())):
        return 0
    return len(_demonym(name).findall(text))


@lru_cache(maxsize=500)
def _demonym(name: str) -> re.Pattern[str]:
    demonyms = lexicon().demonyms[name]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, demonyms))})\b")


def _holds(headline: str, form: str) -> bool:
    at = headline.find(form)
    while at >= 0:
        if not headline[at - 1].isalnum() and not headline[at + len(form)].isalnum():
            return True
        at = headline.find(form, at + 1)
    return False
