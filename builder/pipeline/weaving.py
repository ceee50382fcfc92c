"""What an article learns from the others: its story, its direct links, and a date where it has none of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from builder.model.article import Article
from builder.model.cleaned import DateBasis
from builder.model.relation import Related, Relation, Story
from builder.store.slugs import slug


@dataclass(frozen=True, slots=True)
class Woven:
    """The front matter keys that its story gives one article; none for an article in no story."""

    values: Mapping[str, object]


def weave(
    articles: Mapping[str, Article], related: Related, left: Set[str] = frozenset()
) -> dict[str, Woven]:
    """Story keys for every article in `articles` (by id), from what relating found.

    `left` are stories that a person took an article out of: who is alone in one by now stays in it.

    An article without a firm date of its own takes the earliest firm date among the versions of its story, marked
    `related-version`. A story keeps the name that most of its versions carry already.
    """
    names = name_stories(articles, related.stories)
    woven: dict[str, dict[str, object]] = {identity: {} for identity in articles}
    for story, name in zip(related.stories, names, strict=True):
        earliest = min((d for d in (articles[i].firm_date for i in story.articles) if d), default=None)
        for identity in story.articles:
            values = woven[identity]
            values["story"] = name
            links = direct_links(identity, story.links, articles)
            if links:
                values["related_versions"] = links
            if earliest and not articles[identity].firm_date:
                values["date"] = earliest
                values["date_basis"] = DateBasis.RELATED_VERSION.value
    for identity, values in woven.items():
        alone = articles[identity].story
        if not values and alone in left and alone not in names:
            values["story"] = alone
    return {identity: Woven(values) for identity, values in woven.items()}


def direct_links(
    identity: str, links: Iterable[Relation], articles: Mapping[str, Article]
) -> list[dict[str, str]]:
    """The `related_versions` of one article, in the order of the linked articles' dates, then ids."""
    found: dict[str, str] = {}
    for link in links:
        if link.a == identity:
            found[link.b] = link.relation.value
        elif link.b == identity:
            found[link.a] = link.relation.seen_from_other_side.value
    ordered = sorted(found, key=lambda other: (articles[other].firm_date or "9999", other))
    return [{"article": other, "relation": found[other]} for other in ordered]


def name_stories(articles: Mapping[str, Article], stories: Sequence[Story]) -> list[str]:
    """A name for each story, parallel to `stories`; no two alike.

    Names already carried by versions are kept: the larger claim first, so that the greater part of a split story
    keeps its name. A new story is named after its earliest version's title.
    """
    names: list[str | None] = [None] * len(stories)
    taken: set[str] = set()
    claims: list[tuple[int, str, int]] = []
    for position, story in enumerate(stories):
        carried = Counter(name for name in (articles[i].story for i in story.articles) if name)
        claims.extend((-count, name, position) for name, count in carried.items())
    # Ties between names within one story fall to the name in alphabetical order: any fixed rule serves.
    for _, name, position in sorted(claims):
        if names[position] is None and name not in taken:
            names[position] = name
            taken.add(name)
    for position, story in enumerate(stories):
        if names[position] is None:
            first = earliest(story.articles, articles)
            name = slug(articles[first].title) or first
            if name in taken:
                name = f"{name}-{first}"
            names[position] = name
            taken.add(name)
    return [name for name in names if name is not None]


def earliest(identities: Iterable[str], articles: Mapping[str, Article]) -> str:
    """The version that names a story: a printed title before first words, then the earliest firm date, then the id."""
    return min(
        identities,
        key=lambda i: (articles[i].title_basis is not None, articles[i].firm_date or "9999", i),
    )
