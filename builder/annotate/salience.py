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
    the names in headline and summary, of articles whose sites took no part (eight folds of sites, mean of four ways to fold):
    over 311 news pages of naeb .839, over 232 pages of wcxb .754; without the sign of names in names .834 and .747. With all
    articles fitted .854 and .760 (.839 and .753 without that sign); of the text's own order .775 and .706; of the first ten
    names alone .874 and .791, where the text's own order has .806 and .757. Without the first name's bonus .817 and .740, without demonyms
    .833 and .753, without possessives .831 and .749 (before names in names). The headline's weight, against summaries and against editors' tags, means of
    naeb and wcxb: 1 .707, 2 .711, 3 .712, 4 .708.

    That is about as far as such labels lead: forty more signs (first sentence and paragraph, subject of a sentence, in a quotation, beside
    `said`, prepositions, lengths, share of all mentions, how common a name is in the news, the outlet's own name, the same by type)
    gave no more than .003 over both sets. How sure the engine is of a name tells against it (.833 and .751 where .835 and .744 were); left
    out, since a name would fall in the order when somebody confirms it. The labels hold a twentieth of names that the text never marks, and
    what stays wrong is mostly their doing: a summary avoids the headline's names, both avoid the victim's.
    """

    headline: float = 2.0
    early: float = 0.55
    count: float = 0.9
    spread: float = 1.5
    person: float = -0.45
    first: float = 1.4
    demonyms: float = 0.9
    possessives: float = 0.3
    within: float = 1.0


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
    the text (`Chinese`); the logarithm of its possessives, which make it the subject of something; and whether it stands in
    another entity's name (`Vell` in `Vell Port Board`), as the name of an article's subject does. Entities of which no
    mention reaches `LEAST_SCORE` are left out.
    """
    size = max(1, len(text))
    headline = f" {fold_name(title).casefold()} "
    titled = not headline.isspace()
    groups: dict[tuple[str, EntityType], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.name, mention.type), []).append(mention)
    listed = {
        key: found for key, found in groups.items() if max(mention.score for mention in found) >= LEAST_SCORE
    }
    parts = _parts(name for name, _ in listed)
    entities: list[Entity] = []
    dateline = _DATELINE.match(text)
    opening, named = dateline.end() if dateline else 0, 0
    for (name, kind), found in listed.items():
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
        value += weights.within * (name in parts)
        entities.append(Entity(name, kind, round(value, 4), len(found)))
    return tuple(sorted(entities, key=lambda entity: -entity.salience))


#: Names of more words hold no names that count: they are texts that were taken for names.
_MOST_WORDS = 12


def _parts(names: Iterable[str]) -> set[str]:
    """What stands in names of two words or more: their words, and their words in a row."""
    found: set[str] = set()
    for words in (name.split(" ") for name in names):
        size = len(words)
        if 1 < size <= _MOST_WORDS:
            found.update(
                " ".join(words[start:end])
                for start in range(size)
                for end in range(start + 1, size + 1)
                if end - start < size
            )
    return found


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
