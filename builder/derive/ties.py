"""Which articles are linked, seen from each: what either side says, without what a person vetoed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.derive.entries import chronology
from builder.derive.rights import is_shown
from builder.model.article import Article
from builder.model.relation import RelationType


@dataclass(frozen=True, slots=True)
class Tie:
    """A direct link seen from one article: `other` is a `relation` of it."""

    other: str
    relation: RelationType


def ties_of(
    identity: str, held: Mapping[str, Article], linking: Mapping[str, Sequence[str]]
) -> tuple[Tie, ...]:
    """An article's links seen from both sides, without those that a person vetoed on either; its own word goes first.
    `linking` is the library's."""
    article = held.get(identity)
    if article is None or not is_shown(article):
        return ()
    ties: dict[str, RelationType] = {}
    for link in article.related_versions:
        other = held.get(link.article)
        if other is not None and is_shown(other) and other is not article and not _vetoed(article, other):
            ties[link.article] = link.relation
    for other_id in linking.get(identity, ()):
        other = held.get(other_id)
        if other is None or not is_shown(other) or other is article or _vetoed(article, other):
            continue
        for link in other.related_versions:
            if link.article == identity:
                ties.setdefault(other_id, link.relation.seen_from_other_side)
    return tuple(Tie(other, relation) for other, relation in ties.items())


def _vetoed(a: Article, b: Article) -> bool:
    """Whether a person said of either that the other has nothing to do with it."""
    return any(
        link.article == other.id and link.relation is RelationType.UNRELATED
        for one, other in ((a, b), (b, a))
        for link in one.related_versions
    )


def linking(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
    """The articles that link to each id, earliest first."""
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for link in article.related_versions:
            found[link.article].append(article)
    return {
        identity: tuple([article.id for article in sorted(linking, key=chronology)])
        for identity, linking in found.items()
    }
