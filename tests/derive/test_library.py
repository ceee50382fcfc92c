from builder.derive.entries import EntityKey
from builder.model.article import Article
from builder.model.entities import EntityType

from .holdings import ARABIC, FIRST, UPDATE, WITHHELD, library


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
