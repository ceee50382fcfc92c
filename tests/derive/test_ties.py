from dataclasses import replace

from builder.model.article import Link
from builder.model.relation import RelationType

from .holdings import ARABIC, FIRST, library


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
