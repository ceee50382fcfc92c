"""What one text is to another."""

from __future__ import annotations

import pytest

from builder.model.relation import Relation, RelationType, Witness
from builder.relate import relate
from builder.relate.judging import Judgement
from builder.relate.kinds import verdict
from tests.relate import reports


def only_relation(a: Witness, b: Witness) -> Relation:
    (found,) = relate([a, b]).relations
    return found


def lock(**known: str) -> Witness:
    return Witness("a", reports.LOCK, **known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (reports.LOCK, RelationType.IDENTICAL),
        (reports.LOCK_EDITED, RelationType.REPRINT),
        (reports.LOCK_SPUN, RelationType.REWRITE),
        (reports.LOCK_EXCERPT, RelationType.EXCERPT),
        (reports.LOCK + "\n\n" + reports.ORCHARD + "\n\n" + reports.LOCK_ELSEWHERE, RelationType.EXPANSION),
    ],
)
def test_each_kind_of_version_is_found_and_named(text: str, expected: RelationType) -> None:
    found = only_relation(lock(), Witness("b", text))
    assert found.relation is expected
    assert found.same_story


def test_a_later_text_of_the_same_source_is_an_update() -> None:
    later = Witness("b", reports.LOCK_LATER, source="varn-post", date="2020-02-06")
    found = only_relation(lock(source="varn-post", date="2020-02-03"), later)
    assert (found.a, found.relation, found.directed) == ("a", RelationType.UPDATE, True)


def test_the_same_text_of_another_source_is_no_update() -> None:
    later = Witness("b", reports.LOCK_LATER, source="oster-echo", date="2020-02-06")
    assert only_relation(lock(source="varn-post", date="2020-02-03"), later).relation is RelationType.REPRINT


@pytest.mark.parametrize("day", ["2020-02-03", None])
def test_where_no_day_tells_which_came_later_nothing_is_an_update(day: str | None) -> None:
    other = Witness("b", reports.LOCK_LATER, source="varn-post", date=day)
    found = only_relation(lock(source="varn-post", date="2020-02-03"), other)
    assert (found.relation, found.directed) == (RelationType.REPRINT, False)


def test_of_a_passage_in_common_the_shorter_texts_share_counts() -> None:
    """One paragraph of six in the first text is a third of the second: what the second has of it says how much it took."""
    shared = Judgement(0.2, False, False, 0.1, 0.34, 0.1, 0.34, 0.8, 0.3, 60)
    for first, second in ((Witness("a", ""), Witness("b", "")), (Witness("b", ""), Witness("a", ""))):
        found = verdict(first, second, shared).link
        assert found is not None
        assert (found.score, found.same_story) == (0.272, False)
        taken = RelationType.EXCERPT if first.id == "a" else RelationType.EXPANSION
        assert (found.a, found.b, found.relation) == ("a", "b", taken)


def test_typography_and_line_breaks_do_not_hinder_identity() -> None:
    retyped = reports.LOCK.replace('"', "“").replace("\n\n", "\n").replace("'", "’")
    assert only_relation(lock(), Witness("b", retyped)).relation is RelationType.IDENTICAL


def test_another_newsrooms_report_of_the_same_event_is_left_alone() -> None:
    assert relate([lock(), Witness("b", reports.LOCK_ELSEWHERE)]).relations == ()


def test_two_reports_that_quote_one_speaker_alike_are_left_alone() -> None:
    quotation = (
        '"We would rather explain a delay than a collapse, and we will open the gates on the day on which an engineer '
        'signs for them, not an hour before," she told reporters on the quay.'
    )
    found = relate(
        [
            Witness("a", reports.ORCHARD + "\n\n" + quotation),
            Witness("b", reports.LOCK_ELSEWHERE + "\n\n" + quotation),
        ]
    )
    assert found.stories == ()


def test_paragraphs_in_another_order_are_still_one_text() -> None:
    shuffled = "\n\n".join(reversed(reports.LOCK.split("\n\n")))
    found = only_relation(lock(), Witness("b", shuffled))
    assert found.same_story
    assert found.relation is not RelationType.IDENTICAL


def test_a_passage_inside_another_article_is_linked_but_is_no_one_story() -> None:
    passage = "\n\n".join(reports.LOCK.split("\n\n")[3:5])
    host = reports.ORCHARD + "\n\n" + passage + "\n\n" + reports.LOCK_ELSEWHERE
    related = relate([lock(), Witness("b", host)])
    assert [r.same_story for r in related.relations] == [False]
    assert related.stories == ()


def test_the_excerpt_is_named_from_the_side_of_the_whole() -> None:
    found = only_relation(Witness("a", reports.LOCK_EXCERPT), Witness("b", reports.LOCK))
    assert found.relation is RelationType.EXPANSION
    assert found.coverage_a > 0.95 > found.coverage_b


def test_order_is_not_established_without_two_firm_dates() -> None:
    found = only_relation(lock(date="2020-02-03"), Witness("0", reports.LOCK_SPUN))
    assert not found.directed
    assert (found.a, found.b) == ("0", "a")


def test_characters_serve_where_a_script_writes_no_spaces() -> None:
    found = only_relation(Witness("a", reports.LANTERN_ZH), Witness("b", reports.LANTERN_ZH_EDITED))
    assert found.relation is RelationType.REPRINT
