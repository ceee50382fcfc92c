"""Names that need a person's decision, listed with the reason; nothing here decides."""

from __future__ import annotations

import difflib
import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from builder.annotate.doubt import doubt_of
from builder.annotate.folding import fold_name
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.entities import EntityType

#: A name in fewer articles is not yet worth a person's time.
FREQUENT = 3
#: People who removed one name from this many articles mean all of them.
REMOVALS = 2


#: How likely two spellings in versions of one story are one name: nobody has counted, so even odds.
SAME_NAME = 0.5


class Reason(StrEnum):
    FREQUENT = "new and frequent"
    SPELLINGS = "two spellings in versions of one story"
    REMOVED = "removed by people"


@dataclass(frozen=True, slots=True)
class Decision:
    """A question for a person: `name` of `type`, why it is asked, and the articles (ids, sorted) that show it.

    `other` is the second spelling for SPELLINGS (`name` is the one that the authority holds, else the more frequent,
    else the earlier in the alphabet). Nothing carries `command` out but a person. `doubt` is how likely the archive is
    wrong as it stands, from 0 to 1, and `form` what speaks for that, in words.
    """

    reason: Reason
    type: EntityType
    name: str
    articles: tuple[str, ...]
    other: str = ""
    doubt: float = 1.0
    form: str = ""

    @property
    def weight(self) -> float:
        """In how many articles a decision may be expected to mend something."""
        return len(self.articles) * self.doubt

    @property
    def why(self) -> str:
        """The reason in words."""
        if self.form:
            return f"{self.reason}; {self.form}"
        return f"{self.reason}: '{self.other}'" if self.other else str(self.reason)

    @property
    def command(self) -> str:
        """The command that would carry out what the finding suggests; '' where none is suggested."""
        if self.reason is Reason.SPELLINGS:
            return f"builder entities alias {shlex.quote(self.name)} {shlex.quote(self.other)} --type {self.type}"
        if self.reason is Reason.REMOVED:
            return f"builder entities stop {shlex.quote(self.name)} --type {self.type}"
        return ""

    def record(self) -> dict[str, object]:
        """The question as plain values, for JSON."""
        return {
            "why": self.reason.value,
            "form": self.form,
            "type": self.type.value,
            "name": self.name,
            "other": self.other,
            "articles": list(self.articles),
            "weight": round(self.weight, 2),
            "command": self.command,
        }


def review(
    articles: Sequence[Article],
    authority: Authority,
    written: Mapping[str, Mapping[str, object]],
) -> tuple[Decision, ...]:
    """What needs a decision, that first which may be expected to mend most articles.

    `written` are the values that builder last wrote, by article id (an article's `entities` is a mapping of lists);
    what they hold and the article does not, a person took out. Stopped names and names that the authority holds,
    also as alias, are not asked again.
    """
    decided = _decided(authority)
    rows = (
        *removed(articles, written, decided),
        *spellings(articles, decided),
        *frequent(articles, decided),
    )
    return _sorted(rows)


def frequent(articles: Iterable[Article], decided: frozenset[str] = frozenset()) -> tuple[Decision, ...]:
    """Names in three or more articles that no authority file knows."""
    held: dict[tuple[EntityType, str], set[str]] = defaultdict(set)
    for article in articles:
        for kind in EntityType:
            for name in article.names(kind):
                if fold_name(name) not in decided:
                    held[kind, name].add(article.id)
    types = Counter(name for _, name in held)
    rows: list[Decision] = []
    for (kind, name), ids in held.items():
        if len(ids) >= FREQUENT:
            doubt = doubt_of(name, kind, two_types=types[name] > 1)
            rows.append(
                Decision(
                    Reason.FREQUENT,
                    kind,
                    name,
                    tuple(sorted(ids)),
                    doubt=doubt.share,
                    form=doubt.words,
                )
            )
    return _sorted(rows)


def removed(
    articles: Iterable[Article],
    written: Mapping[str, Mapping[str, object]],
    decided: frozenset[str] = frozenset(),
) -> tuple[Decision, ...]:
    """Names that builder wrote and people took out of two or more articles: proposed as stop entries.

    A name that stands under another type of the same article was moved, not removed.
    """
    gone: dict[tuple[EntityType, str], set[str]] = defaultdict(set)
    for article in articles:
        ours = written.get(article.id, {}).get("entities")
        if not isinstance(ours, Mapping):
            continue
        present = {name for kind in EntityType for name in article.names(kind)}
        for kind in EntityType:
            names = ours.get(kind.plural)
            if not isinstance(names, Sequence) or isinstance(names, str):
                continue
            for name in names:
                if isinstance(name, str) and name not in present and fold_name(name) not in decided:
                    gone[kind, name].add(article.id)
    rows = [
        Decision(Reason.REMOVED, kind, name, tuple(sorted(ids)))
        for (kind, name), ids in gone.items()
        if len(ids) >= REMOVALS
    ]
    return _sorted(rows)


def spellings(articles: Iterable[Article], decided: frozenset[str] = frozenset()) -> tuple[Decision, ...]:
    """Pairs of like names of one type, each in a version of a story that lacks the other: proposed as aliases.

    Only proposed: a reworded copy corrupts names, so the rarer one may be no name at all. A pair is left out where
    one version has both (they are then two things), or where the authority decided both.
    """
    stories: dict[str, list[Article]] = defaultdict(list)
    counts: Counter[tuple[EntityType, str]] = Counter()
    for article in articles:
        if article.story:
            stories[article.story].append(article)
        counts.update((kind, name) for kind in EntityType for name in article.names(kind))
    pairs: dict[tuple[EntityType, str, str], set[str]] = defaultdict(set)
    apart: set[tuple[EntityType, str, str]] = set()
    for versions in stories.values():
        for kind in EntityType:
            names = sorted({name for article in versions for name in article.names(kind)})
            for index, first in enumerate(names):
                for second in names[index + 1 :]:
                    if not are_alike(first, second):
                        continue
                    holders = [(a.id, first in a.names(kind), second in a.names(kind)) for a in versions]
                    if any(one and two for _, one, two in holders):
                        apart.add((kind, first, second))
                    pairs[kind, first, second].update(key for key, one, two in holders if one or two)
    rows: list[Decision] = []
    for (kind, first, second), ids in pairs.items():
        if (kind, first, second) in apart or {fold_name(first), fold_name(second)} <= decided:
            continue
        ranked = sorted(
            (first, second), key=lambda name: (fold_name(name) not in decided, -counts[kind, name], name)
        )
        rows.append(
            Decision(Reason.SPELLINGS, kind, ranked[0], tuple(sorted(ids)), other=ranked[1], doubt=SAME_NAME)
        )
    return _sorted(rows)


#: Letters in common, of names in one story, from which two spellings may be one name. `Daily Harbour` and `Harbour
#: Daily` have the same words; `Zelensky` and `Zelenskiy` .94; `Ann Reed` and `Ann Rees` .88; `China` and `Chile` .60.
LIKENESS = 0.8


def are_alike(first: str, second: str) -> bool:
    """Whether two names may be spellings of one: the same words in another order or with small words between, or
    nearly the same letters."""
    one, two = (fold_name(name).casefold() for name in (first, second))
    if one == two:
        return first != second
    small = {"of", "the", "and", "for", "de", "la", "du"}
    words = [frozenset(name.replace("-", " ").split()) - small for name in (one, two)]
    if words[0] and words[0] == words[1]:
        return True
    return difflib.SequenceMatcher(None, one, two, autojunk=False).ratio() >= LIKENESS


def _decided(authority: Authority) -> frozenset[str]:
    names = {fold_name(text) for text in authority.stopped}
    for record in authority.entities:
        names.update(
            fold_name(text) for text in (record.name, *record.former, *(a.text for a in record.aliases))
        )
        names.update(fold_name(text) for text in record.never)
    return frozenset(names)


def _sorted(rows: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.weight, row.type, row.name, row.other)))
