"""Which facts a few changed articles can have changed, told without looking at any other fact.

Two states of an archive, the later made from the earlier (`derive.library_changes`), share every object that did not
change: whatever is the same object in both has the same fingerprint.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from builder.derive.library import Library
from builder.model.article import Article
from builder.plugin.holdings import Holdings
from builder.plugin.tracking import fact

K = TypeVar("K", bound=Hashable)

#: Kinds of facts that are of an entity, or of a source, as a whole.
_ENTITY, _SOURCE = ("e", "E", "m"), ("z", "Z")

#: Kinds of facts that are of an article alone, and those about what the machine wrote down of it.
_ARTICLE, _ORIGINS = ("a", "b", "l", "n"), ("p", "h")


def facts_touched(
    before: Holdings,
    after: Holdings,
    gone: Sequence[Article],
    come: Sequence[Article],
    *,
    origins: bool,
    retold: Container[str] = (),
) -> frozenset[str]:
    """The facts that may not be what they were, by name, those that are no more among them.

    `gone` are the articles of `before` that are not in `after`, `come` those that are new there; one that changed is in
    both, and if it is `retold`, by id, it has the text that it had. With `origins`, what the machine wrote down may have
    changed too, of any article. The authority files are the same in both.
    """
    found = {fact(kind, article.id) for article in (*gone, *come) for kind in _ARTICLE}
    found.update(_of_library(before, after))
    found.update(fact("l", identity) for identity in _listing_otherwise(before.library, after.library))
    earlier = {article.id: article for article in gone if article.id in retold}
    still = {
        a.id for a in come if (was := earlier.get(a.id)) is not None and _mentioning(a) == _mentioning(was)
    }
    named = [entry for a in gone if a.id not in still for entry in before.library.entities_of(a)]
    named += [entry for a in come if a.id not in still for entry in after.library.entities_of(a)]
    found.update(fact("m", entry.key) for entry in named)
    if origins:
        found.update(fact(kind, identity) for kind in _ORIGINS for identity in after.library.articles)
        found.update(f"{kind}{sort}" for kind in _ORIGINS for sort in "#*")
    if gone or come:
        # Of all articles something is told in their order, which changes where one is renamed.
        found.update(f"{kind}{sort}" for kind in ("a", *_ORIGINS) for sort in "#*")
    return frozenset(found)


def _mentioning(article: Article) -> tuple[object, ...]:
    """What it depends on, beside its text, how often an article mentions which name, and which place it has among the
    articles of that name."""
    listed = (article.people, article.organizations, article.places)
    return (listed, article.language, article.date, article.date_basis, article.status)


def _of_library(before: Holdings, after: Holdings) -> Iterator[str]:
    earlier, later = before.library, after.library
    yield from _of_mapping(earlier.stories, later.stories, ("s",))
    yield from _of_mapping(earlier.entities, later.entities, _ENTITY)
    yield from _of_mapping(earlier.ties, later.ties, ("t",))
    yield from _of_mapping(earlier.sources, later.sources, _SOURCE)
    yield from _of_mapping(before.years.by_year, after.years.by_year, ("y",))
    for source in changed(earlier.sources, later.sources):
        for held in (earlier.sources.get(source), later.sources.get(source)):
            yield from (fact("n", identity) for identity in (held.articles if held else ()))
    for name, was, now in (
        ("c#", earlier.chronological, later.chronological),
        ("x#", earlier.redirects, later.redirects),
        ("u#", before.years.undated, after.years.undated),
        ("o*", earlier.outlined, later.outlined),
    ):
        if was is not now:
            yield name


def _listing_otherwise(before: Library, after: Library) -> Iterator[str]:
    """The articles, by id, that list an entity which came, went or got another address."""
    for key in changed(before.entities, after.entities):
        was, now = before.entities.get(key), after.entities.get(key)
        if was is None or now is None or (was.path, was.record) != (now.path, now.record):
            for entry in (was, now):
                yield from entry.articles if entry is not None else ()


def _of_mapping(before: Mapping[K, object], after: Mapping[K, object], kinds: Iterable[str]) -> Iterator[str]:
    """The facts about entries that are not the same object, and those about all entries of such a mapping."""
    differing = changed(before, after)
    for kind in kinds if differing else ():
        yield from (fact(kind, key) for key in differing)
        yield f"{kind}#"
        yield f"{kind}*"


def changed(before: Mapping[K, object], after: Mapping[K, object]) -> set[K]:
    """The keys of entries that are not the same object in both, or in one alone."""
    if before is after:
        return set()
    missing = object()
    differing = {key for key, value in after.items() if before.get(key, missing) is not value}
    return differing.union(before.keys() - after.keys())
