from dataclasses import replace

from builder.derive.library import EntityKey, Library
from builder.model.article import Article, Link
from builder.model.authority import Alias, Authority, EntityRecord
from builder.model.entities import EntityType
from builder.model.relation import RelationType

from .holdings import ARABIC, FIRST, UPDATE, WITHHELD, library

ANA = EntityKey(EntityType.PERSON, "Ana Ruiz")


def test_an_alias_counts_as_the_preferred_name() -> None:
    held = library()
    assert held.entities[ANA].articles == (FIRST.id, UPDATE.id)
    assert EntityKey(EntityType.PERSON, "A. Ruiz") not in held.entities


def test_an_alias_of_two_people_stands_for_neither() -> None:
    two = Authority(
        entities=(
            EntityRecord("Ana Ruiz", EntityType.PERSON, (Alias("Ruiz"),)),
            EntityRecord("Bea Ruiz", EntityType.PERSON, (Alias("Ruiz"),)),
        )
    )
    held = Library.build((replace(FIRST, people=("Ruiz",)),), two)
    assert EntityKey(EntityType.PERSON, "Ruiz") in held.entities


def test_a_former_name_redirects_to_the_preferred_ones_page() -> None:
    renamed = Authority(entities=(EntityRecord("Ana Ruiz", EntityType.PERSON, former=("Ana Prieto",)),))
    held = Library.build((replace(FIRST, people=("Ana Prieto",)),), renamed)
    assert held.entities[ANA].articles == (FIRST.id,)
    assert [(r.path, r.url) for r in held.redirects] == [("people/ana-prieto.md", "people/ana-ruiz/")]


def test_a_link_is_seen_from_both_sides() -> None:
    held = library()
    assert held.tie("a0000000001", "a0000000004") is RelationType.EXCERPT
    assert held.tie("a0000000004", "a0000000001") is RelationType.EXPANSION


def test_a_veto_on_one_side_holds_on_both() -> None:
    vetoing = replace(ARABIC, related_versions=(Link(FIRST.id, RelationType.UNRELATED),))
    held = library(FIRST, vetoing)
    assert held.tie(FIRST.id, ARABIC.id) is None
    assert held.tie(ARABIC.id, FIRST.id) is None


def test_a_link_to_an_article_that_is_not_here_is_no_link() -> None:
    held = library(FIRST)
    assert held.ties == {}


def test_a_withheld_article_is_in_no_index_but_keeps_its_place() -> None:
    held = library()
    assert WITHHELD.id in held.articles
    assert WITHHELD.id not in held.chronological
    assert WITHHELD.id not in held.stories["crane-falls"].articles
    assert WITHHELD.id not in held.sources["harbour-post"].articles
    assert EntityKey(EntityType.PERSON, "Quentin Zzyzx") not in held.entities
    assert held.story_of(WITHHELD) is None


def test_neighbours_are_of_the_same_source_by_date() -> None:
    held = library()
    assert held.neighbours(FIRST) == (None, UPDATE)
    assert held.neighbours(UPDATE) == (FIRST, None)
    assert held.neighbours(Article("ax", "articles/x.md")) == (None, None)


def test_all_pairs_of_a_small_story_and_the_linked_ones_of_a_large_one_are_compared() -> None:
    held = library()
    story = held.stories["crane-falls"]
    assert len(held.pairs(story, every_up_to=6)) == 6
    assert len(held.pairs(story, every_up_to=3)) == 3


def test_the_index_does_not_depend_on_the_order_of_reading() -> None:
    assert library(FIRST, UPDATE, ARABIC) == library(ARABIC, FIRST, UPDATE)
