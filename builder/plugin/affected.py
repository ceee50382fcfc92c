"""The units that can come or go with the facts that changed, told without walking all units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from builder.derive import plan
from builder.derive.entries import EntityKey
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.model.entities import EntityType
from builder.plugin.holdings import Holdings
from builder.plugin.listed import is_made
from builder.plugin.plan import Planned
from builder.plugin.units import Sort, Unit, of_page


class Owners(NamedTuple):
    """What a page is of, by what the library has it by: a page of anything else is the same before and after. Beside them
    stand the pages that list many."""

    articles: frozenset[str]
    stories: frozenset[str]
    entities: frozenset[EntityKey]
    sources: frozenset[str]
    years: frozenset[str]

    @classmethod
    def of(cls, touched: Iterable[str], *states: Holdings) -> Owners:
        """Those of facts that may not be what they were, in the states before and after."""
        found: dict[str, set[str]] = {kind: set() for kind in "atsezy"}
        for fact in touched:
            if fact[1] == ":":
                held = found.get("e" if fact[0] == "E" else "z" if fact[0] == "Z" else fact[0])
                if held is not None:
                    held.add(fact[2:])
        articles = found["a"] | found["t"]
        stories = found["s"] | {story for state in states for story in _stories(state.library, articles)}
        # Which links lead out of a story depends on what is in it.
        for state in states:
            for slug in stories:
                story = state.library.stories.get(slug)
                articles.update(story.articles if story is not None else ())
        return cls(
            frozenset(articles),
            frozenset(stories),
            frozenset(map(_key, found["e"])),
            frozenset(found["z"]),
            # What has no day is one fact without a name.
            frozenset((*found["y"], "")),
        )


def _stories(library: Library, articles: Iterable[str]) -> Iterator[str]:
    for identity in articles:
        article = library.articles.get(identity)
        if article is not None and article.story:
            yield article.story


def _key(name: str) -> EntityKey:
    kind, _, own = name.partition("|")
    return EntityKey(EntityType(kind), own)


def units_of(
    held: Holdings, owners: Owners, is_ours: Callable[[str], bool], *, derived: bool
) -> dict[str, Unit]:
    """The units of these owners, and those of the pages that list many, by name; but none of those that are made from
    many articles (`units.of_all`). `is_ours` says of a page's path whether it is made here."""
    library = held.library
    found: dict[str, Unit] = {}
    for page in _pages(held, owners):
        if derived:
            unit = of_page(library, page, ours=is_ours(page.path))
        elif is_made(page, derived=False) and is_ours(page.path):
            unit = Unit(Sort.PAGE, page.key, page)
        else:
            unit = None
        if unit is not None:
            found[unit.name] = unit
    for unit in _beside(library, owners) if derived else ():
        found[unit.name] = unit
    return found


def _pages(held: Holdings, owners: Owners) -> Iterator[Planned]:
    library, years = held.library, held.years
    yield from plan.listings(library)
    for identity in owners.articles:
        if identity in library.articles:
            article = library.articles[identity]
            yield Planned(article.path, plan.PageKind.ARTICLE, (identity,))
            # Those within its story are the story's.
            for other in library.elsewhere(article) if is_shown(article) else ():
                yield plan.comparison(*sorted((identity, other)))
    for slug in owners.stories:
        if slug in library.stories:
            yield from plan.of_story(library, library.stories[slug])
    for key in owners.entities:
        if key in library.entities:
            yield from plan.of_entity(library.entities[key])
    for source in owners.sources:
        if source in library.sources:
            yield from plan.of_source(library.sources[source])
    for year in owners.years:
        yield from plan.of_year(years, year)


def _beside(library: Library, owners: Owners) -> Iterator[Unit]:
    for slug in owners.stories:
        if slug in library.stories:
            yield Unit(Sort.STORY, (slug,), together=slug)
    for key in owners.entities:
        if key in library.entities:
            yield Unit(Sort.ENTITY, (key.type.value, key.name))
    for source in owners.sources:
        if source in library.sources:
            yield Unit(Sort.SOURCE, (source,))
