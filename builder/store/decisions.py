"""What people decided, read off the difference between the files and what builder last wrote.

Only a person's values count: a machine's own story or link is no evidence for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.entities import EntityType
from builder.model.relation import Constraints, RelationType
from builder.store.articles import values_of
from builder.store.ledger import Written
from builder.store.merge import collapse, group, links, strings, unlinks
from builder.store.schema import ENTITY_KEYS

Pair = tuple[str, str]
_VETO = RelationType.UNRELATED.value


@dataclass(slots=True)
class Decisions:
    """Links that people typed (`typed[a][b]` and `typed_to[b][a]` are what b is to a) and pairs they parted: by the word `unrelated`
    (`vetoed`) or by deleting a link that builder had written (`removed`)."""

    typed: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    typed_to: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    vetoed: set[Pair] = field(default_factory=set)
    removed: set[Pair] = field(default_factory=set)

    def parted(self, a: str, b: str) -> bool:
        """Whether people said that two articles are not versions of each other. A link typed on either side weighs
        more than one deleted on the other; `unrelated` weighs more than both."""
        pair = pair_of(a, b)
        if pair in self.vetoed:
            return True
        return pair in self.removed and b not in self.typed.get(a, {}) and a not in self.typed.get(b, {})


def pair_of(a: str, b: str) -> Pair:
    """A pair of ids in alphabetical order."""
    return (a, b) if a < b else (b, a)


def base_of(article: Article, written: Written | None) -> Mapping[str, object]:
    """The machine's last values of an article, several records weighed into one."""
    if written is None:
        return {}
    if not written.others:
        return written.values
    return collapse(values_of(article), [written.values, *(other.values for other in written.others)])


def decisions(articles: Iterable[Article], ledger: Mapping[str, Written]) -> Decisions:
    """People's decisions on links, also with articles that are not in the archive, or not yet."""
    found = Decisions()
    for article in articles:
        base = links(base_of(article, ledger.get(article.id)))
        theirs = {link.article: link.relation.value for link in article.related_versions}
        for other, word in theirs.items():
            if other == article.id:
                continue
            if word == _VETO:
                found.vetoed.add(pair_of(article.id, other))
            elif base.get(other) != word:
                found.typed[article.id][other] = found.typed_to[other][article.id] = word
        for other in base:
            if other not in theirs and other != article.id:
                found.removed.add(pair_of(article.id, other))
    return found


def with_vetoes(written: Written, article: Article, found: Decisions) -> Written:
    """An article's variants of the record (two branches merged), minded of vetoes in other articles' files.

    Of a link that only one branch's builder wrote nobody can tell whether a person on the other branch typed it too,
    and so it stands; but not against a person who wrote `unrelated`.
    """
    records = [written, *written.others]
    doubtful = {
        link.article: link.relation.value
        for link in article.related_versions
        if link.relation is not RelationType.UNRELATED
        and pair_of(article.id, link.article) in found.vetoed
        and any(links(one.values).get(link.article) == link.relation.value for one in records)
    }
    if len(records) == 1 or not doubtful:
        return written
    minded = [
        replace(one, values={**one.values, "related_versions": unlinks({**links(one.values), **doubtful})})
        for one in records
    ]
    return replace(minded[0], others=tuple(replace(one, others=()) for one in minded[1:]))


def constraints(articles: Iterable[Article], ledger: Mapping[str, Written]) -> Constraints:
    """Pairs that people joined or parted, for relating.

    Joined: a typed link; a `story:` that a person set, with another article that carries the same story. Parted: a
    veto; a deleted link; a `story:` that a person changed or deleted, with the articles that stayed in the old story.
    """
    articles = list(articles)
    found = decisions(articles, ledger)
    apart = set(found.vetoed) | {pair for pair in found.removed if found.parted(*pair)}
    together = {
        pair_of(a, b) for a, others in found.typed.items() for b in others if pair_of(a, b) not in apart
    }
    members: dict[str, list[str]] = defaultdict(list)
    were: dict[object, list[Article]] = defaultdict(list)
    last: dict[str, object] = {}
    for article in sorted(articles, key=lambda a: a.id):
        last[article.id] = base_of(article, ledger.get(article.id)).get("story")
        were[last[article.id]].append(article)
        if article.story:
            members[article.story].append(article.id)
    for article in articles:
        old = last[article.id]
        if article.story == old:
            continue
        if article.story:
            # One link to the story is enough to belong to it; the others are reached through it. A machine's member
            # is the better anchor, since it stands for the story as builder sees it.
            others = [i for i in members[article.story] if i != article.id]
            anchor = next((i for i in others if last[i] == article.story), others[0] if others else None)
            if anchor is not None and pair_of(article.id, anchor) not in apart:
                together.add(pair_of(article.id, anchor))
        if isinstance(old, str):
            apart.update(pair_of(article.id, other) for other in members[old])
            # Those that left it too, as when the story got another name, belong to this one only where they carry its name.
            apart.update(
                pair_of(article.id, other.id)
                for other in were[old]
                if other is not article and not (article.story and other.story == article.story)
            )
    return Constraints(frozenset(together - apart), frozenset(apart))


def left_stories(articles: Iterable[Article], ledger: Mapping[str, Written]) -> frozenset[str]:
    """The names of stories that an article carried until a person changed or deleted its `story`.

    Whoever stays in one keeps its name, be it alone: with the name would go who was parted from whom.
    """
    last = ((article, base_of(article, ledger.get(article.id)).get("story")) for article in articles)
    return frozenset(old for article, old in last if isinstance(old, str) and article.story != old)


def _names(article: Article) -> tuple[tuple[str, ...], ...]:
    return tuple(article.names(kind) for kind in EntityType)


def adjusted_names(
    entities: object, article: Article, base: Mapping[str, object], authority: Authority
) -> dict[str, list[str]]:
    """An article's proposed names without those that a person removed from it under a former name.

    A name that the authority files have since replaced (`same_as:`) is still the same name to the person who took it
    out.
    """
    proposed = entities if isinstance(entities, Mapping) else {}
    found: dict[str, list[str]] = {}
    for kind, key, present in zip(EntityType, ENTITY_KEYS, _names(article), strict=True):
        names = strings(proposed.get(key))
        # Of nearly every article nobody removed a name, and an archive may control thousands.
        removed = set(group(base, key)).difference(present)
        if removed:
            denied = {
                record.name
                for record in authority.entities
                if record.type is kind and removed.intersection(record.former)
            }
            names = [name for name in names if name in present or name not in denied]
        if names:
            found[key] = names
    return found


def adjusted_links(
    identity: str, proposed: object, found: Decisions, present: frozenset[str]
) -> list[dict[str, str]]:
    """An article's proposed links, minded of what people wrote in other articles.

    A link to an article that is gone, or from which people parted this one, is left out; a link typed on the other
    side is mirrored here.
    """
    wanted = links({"related_versions": proposed})
    # In the order of ids, not of paths: a file that moves must not change what is proposed.
    for other, word in sorted(found.typed_to.get(identity, {}).items()):
        wanted[other] = RelationType(word).seen_from_other_side.value
    return [
        {"article": other, "relation": word}
        for other, word in wanted.items()
        if other in present and other != identity and not found.parted(identity, other)
    ]
