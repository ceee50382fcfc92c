"""Stories, their trees, and what people decided about them."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.relation import Constraints, Relation, RelationType, Witness
from builder.relate import relate
from builder.relate.stories import stories
from tests.relate import reports

GOLDEN = Path(__file__).parents[1] / "golden" / "relate" / "reports.json"


def pair(a: str, b: str) -> frozenset[tuple[str, str]]:
    return frozenset({(a, b)})


def test_the_reports_come_out_as_recorded(request: pytest.FixtureRequest) -> None:
    related = relate(reports.everything())
    found = {
        "relations": [[r.a, r.b, r.relation.value, r.same_story] for r in related.relations],
        "stories": [
            {"articles": s.articles, "links": [[k.a, k.b, k.relation.value] for k in s.links]}
            for s in related.stories
        ],
    }
    assert json.loads(json.dumps(found)) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_a_story_lists_the_earliest_dated_article_first() -> None:
    (story,) = relate([Witness("a", reports.LOCK), Witness("b", reports.LOCK, date="2020-02-03")]).stories
    assert story.articles == ("b", "a")


def test_a_storys_links_are_a_tree_over_all_its_articles() -> None:
    for story in relate(reports.everything()).stories:
        joined = {i for link in story.links for i in (link.a, link.b)}
        assert len(story.links) == len(story.articles) - 1
        assert joined == set(story.articles)


def test_a_vetoed_pair_is_neither_related_nor_in_one_story() -> None:
    related = relate(
        [Witness("a", reports.LOCK), Witness("b", reports.LOCK_SPUN)], Constraints(apart=pair("b", "a"))
    )
    assert related.relations == ()
    assert related.stories == ()


def test_a_veto_holds_across_a_third_version() -> None:
    three = [Witness("a", reports.LOCK), Witness("b", reports.LOCK_SPUN), Witness("c", reports.LOCK_EDITED)]
    related = relate(three, Constraints(apart=pair("a", "b")))
    assert not any({"a", "b"} <= set(s.articles) for s in related.stories)
    assert any({"a", "c"} <= set(s.articles) for s in related.stories)


@pytest.mark.parametrize(("report", "reprint", "spun"), list(permutations("abc")))
@pytest.mark.parametrize("sure", [0.9993, 1.0], ids=["nearly as sure", "as sure"])
def test_the_neighbour_of_two_that_were_parted_stays_with_its_reprint(
    report: str, reprint: str, spun: str, sure: float
) -> None:
    # As sure as confidence can be of a rewrite, and a little less of the reprint, is what real texts give.
    witnesses = {i: Witness(i, "") for i in "abc"}
    relations = [
        Relation(*sorted((report, reprint)), RelationType.REPRINT, sure, 1.0, 1.0, 0.0),
        Relation(*sorted((report, spun)), RelationType.REWRITE, 1.0, 1.0, 0.95, 0.1),
    ]
    (story,) = stories(witnesses, relations, Constraints(apart=pair(*sorted((reprint, spun)))))
    assert set(story.articles) == {report, reprint}
    assert [link.relation for link in story.links] == [RelationType.REPRINT]


def test_a_closer_wording_does_not_outweigh_a_real_doubt() -> None:
    witnesses = {i: Witness(i, "") for i in "abc"}
    relations = [
        Relation("a", "b", RelationType.REPRINT, 0.62, 0.7, 0.7, 0.9),
        Relation("a", "c", RelationType.REWRITE, 0.99, 0.9, 0.9, 0.0),
    ]
    (story,) = stories(witnesses, relations, Constraints(apart=pair("b", "c")))
    assert story.articles == ("a", "c")


def test_what_a_person_put_together_is_one_story() -> None:
    two = [Witness("a", reports.LOCK), Witness("b", reports.ORCHARD)]
    (story,) = relate(two, Constraints(together=pair("a", "b"))).stories
    assert set(story.articles) == {"a", "b"}


def test_a_decision_about_an_article_that_is_gone_is_passed_over() -> None:
    assert (
        relate(
            [Witness("a", reports.LOCK)], Constraints(together=pair("a", "gone"), apart=pair("a", "lost"))
        ).stories
        == ()
    )


IDS = [f"n{k}" for k in range(7)]
PAIRS = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] < p[1])


@settings(deadline=None)
@given(
    edges=st.lists(st.tuples(PAIRS, st.sampled_from([0.6, 0.8, 1.0])), max_size=12, unique_by=lambda e: e[0]),
    together=st.frozensets(PAIRS, max_size=2),
    apart=st.frozensets(PAIRS, max_size=3),
    seed=st.randoms(),
)
def test_stories_do_not_depend_on_the_order_of_relations(edges, together, apart, seed) -> None:  # type: ignore[no-untyped-def]
    witnesses = {i: Witness(i, "") for i in IDS}
    relations = [Relation(a, b, RelationType.REWRITE, score) for (a, b), score in edges]
    shuffled = list(relations)
    seed.shuffle(shuffled)
    decided = Constraints(together=together, apart=apart)
    found = stories(witnesses, relations, decided)
    assert found == stories(witnesses, shuffled, decided)
    for story in found:
        inside = set(story.articles)
        chained = {p for p in together if set(p) <= inside}
        assert all(not set(p) <= inside for p in apart if p not in chained)


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(reports.everything()))
def test_the_order_of_witnesses_does_not_matter(order: list[Witness]) -> None:
    assert relate(order) == relate(reports.everything())
