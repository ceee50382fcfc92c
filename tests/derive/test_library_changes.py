"""An updated library is the one that would be built from all articles."""

import random
from dataclasses import replace

import pytest

from builder.derive.library import Library
from builder.derive.library_changes import updated
from builder.derive.plan import about, find, planned
from builder.derive.views_timeline import Years
from builder.model.article import Article, Link
from builder.model.authority import Alias, Authority, EntityRecord, SourceRecord
from builder.model.entities import EntityType
from builder.model.relation import RelationType

AUTHORITY = Authority(
    entities=(
        EntityRecord("Ana Ruiz", EntityType.PERSON, aliases=(Alias("A. Ruiz"),), former=("Ana Prieto",)),
        EntityRecord("Lindhaven", EntityType.PLACE),
    ),
    sources=(SourceRecord("harbour-post", "The Harbour Post"),),
)
PEOPLE = ("Ana Ruiz", "A. Ruiz", "Ana Prieto", "ANA PRIETO", "Bo Lind", "../../x")
RELATIONS = (RelationType.REPRINT, RelationType.EXCERPT, RelationType.REWRITE, RelationType.UNRELATED)


def drawn(dice: random.Random, number: int) -> Article:
    """An article about little, so that articles share stories, names, days and sources."""
    identity = f"a{number:010x}"
    date = dice.choice((None, "2021-02-01", "2021-02-03", "2022-12-31"))
    return Article(
        id=identity,
        path=f"articles/{dice.choice(('2021/02', 'undated'))}/t-{identity}.md",
        title=dice.choice(("One", "Two")),
        date=date,
        source=dice.choice((None, "harbour-post", "al-mina", "al mina")),
        people=tuple(dice.sample(PEOPLE, dice.randrange(4))),
        places=tuple(dice.sample(("Lindhaven", "Ost"), dice.randrange(2))),
        story=dice.choice((None, "crane-falls", "crane falls", "strike")),
        related_versions=tuple(
            Link(f"a{dice.randrange(14):010x}", dice.choice(RELATIONS)) for _ in range(dice.randrange(4))
        ),
        status=dice.choice(("published", "published", "published", "withheld", "removed")),
        body=" and ".join(dice.choices((*PEOPLE, "Ruiz", "Lindhaven"), k=dice.randrange(6))),
    )


@pytest.mark.parametrize("seed", range(40))
def test_after_any_changes_it_is_what_building_gives(seed: int) -> None:
    dice = random.Random(seed)
    held = {number: drawn(dice, number) for number in range(12)}
    library = Library.build(held.values(), AUTHORITY)
    years = Years.of(library)
    for _ in range(6):
        numbers = dice.sample(range(14), dice.randint(1, 3))
        gone = [held.pop(number) for number in numbers if number in held]
        come = [drawn(dice, number) for number in numbers if dice.random() < 0.8]
        held.update((int(article.id[1:], 16), article) for article in come)
        if dice.random() < 0.5:
            assert library.paths
        library = updated(library, gone, come)
        built = Library.build(held.values(), AUTHORITY)
        years = years.updated(library, (*gone, *come))
        assert years == Years.of(built)
        assert list(years.by_year) == list(Years.of(built).by_year)
        assert library == built
        assert [list(library.mentions(one)) for one in library.entities.values()] == [
            list(built.mentions(one)) for one in built.entities.values()
        ]
        for index in ("articles", "stories", "entities", "sources"):
            assert list(getattr(library, index)) == list(getattr(built, index)), index
        assert library.paths == built.paths


def test_what_no_change_touches_is_taken_over_as_it_is() -> None:
    dice = random.Random(7)
    articles = [replace(drawn(dice, number), status="published") for number in range(12)]
    library = Library.build(articles, AUTHORITY)
    after = updated(library, [articles[0]], [replace(articles[0], title="Another")])
    assert after.chronological is library.chronological
    assert all(after.entities[key] is entry for key, entry in library.entities.items())
    assert all(after.stories[key] is entry for key, entry in library.stories.items())
    assert after.redirects is library.redirects


@pytest.mark.parametrize("seed", range(20))
def test_every_page_is_found_by_its_path_and_no_other(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in ("ARTICLES", "VERSIONS", "STORIES", "NAMES"):
        monkeypatch.setattr(f"builder.derive.paging.{size}", 2)
    dice = random.Random(seed)
    library = Library.build([drawn(dice, number) for number in range(14)], AUTHORITY)
    years = Years.of(library)
    pages = list(planned(library, years))
    assert [find(library, years, page.path) for page in pages] == pages
    paths = {page.path for page in pages}
    for page in pages:
        for other in (page.path[:-3] + "/99.md", page.path[:-3] + "/1.md", "x" + page.path, page.path[:-3]):
            assert other in paths or find(library, years, other) is None, other


@pytest.mark.parametrize("seed", range(10))
def test_the_pages_about_an_article_are_pages_of_the_site(seed: int) -> None:
    dice = random.Random(seed)
    library = Library.build([drawn(dice, number) for number in range(14)], AUTHORITY)
    years = Years.of(library)
    pages = set(planned(library, years))
    for identity in library.chronological:
        assert set(about(library, years, library.articles[identity])) <= pages
