"""Odd texts: bounded time and memory, no false story."""

from __future__ import annotations

import random
import resource
import time
from itertools import permutations

import pytest

from builder.model.relation import RelationType, Witness
from builder.relate import relate, working
from tests.relate import reports


def invented(rng: random.Random, count: int) -> str:
    """`count` words that no other text has."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join("".join(rng.choices(letters, k=rng.randint(3, 9))) for _ in range(count))


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "Watch live.", "This video is no longer available.", "!!! ??? ...", "\x00\ud800", "7"],
)
def test_texts_that_say_nothing_are_related_to_nothing(text: str) -> None:
    assert relate([Witness("a", text), Witness("b", text), Witness("c", reports.LOCK)]).relations == ()


def test_no_witnesses_make_no_stories() -> None:
    assert relate([]).stories == ()


def test_ten_thousand_identical_copies_are_one_story_soon() -> None:
    start = time.process_time()
    related = relate([Witness(f"c{n:05}", reports.LOCK) for n in range(10_000)])
    assert time.process_time() - start < 30
    assert len(related.relations) == 9_999
    assert {r.relation for r in related.relations} == {RelationType.IDENTICAL}
    assert len(related.stories) == 1


def test_many_lightly_edited_copies_find_their_original() -> None:
    rng = random.Random(4)
    words = reports.LOCK.split(" ")
    copies = []
    for n in range(120):
        edited = list(words)
        for _ in range(6):
            edited[rng.randrange(len(edited))] = "indeed"
        copies.append(Witness(f"c{n:03}", " ".join(edited), date="2020-03-01"))
    (story,) = relate([Witness("z", reports.LOCK, date="2020-02-01"), *copies]).stories
    assert len(story.articles) == 121
    assert story.articles[0] == "z"


def test_a_disclaimer_under_a_thousand_articles_joins_none_of_them() -> None:
    rng = random.Random(5)
    disclaimer = (
        "The views in this article are those of its author and not of the publisher, who takes no liability for anything "
        "done in reliance on it. Readers are advised to seek counsel of their own before they act. All rights are kept, and "
        "no part may be printed again without leave in writing from the office named above."
    )
    texts = [
        Witness(f"d{n:04}", f"{invented(rng, 60)}. {invented(rng, 60)}.\n\n{disclaimer}") for n in range(1000)
    ]
    start = time.process_time()
    assert relate(texts).stories == ()
    assert time.process_time() - start < 60


def test_a_megabyte_is_compared_in_bounded_time_and_memory() -> None:
    rng = random.Random(6)
    long = "\n\n".join(f"{invented(rng, 24).capitalize()}." for _ in range(6000))
    start, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (found,) = relate([Witness("a", long), Witness("b", long.replace("e", "a", 2000))]).relations
    assert time.process_time() - start < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < 800_000  # kilobytes
    assert found.same_story


def test_two_tables_of_different_figures_are_no_story() -> None:
    rng = random.Random(7)

    def table() -> str:
        return "\n".join(
            f"2020-01-{day:02} " + " ".join(f"{rng.uniform(1, 99):.2f}" for _ in range(6))
            for day in range(1, 31)
        )

    related = relate([Witness(f"t{n}", table()) for n in range(6)])
    assert related.stories == ()


def test_a_table_of_figures_sent_again_is_the_same_table() -> None:
    rng = random.Random(7)
    table = "\n".join(
        f"{day:02} " + " ".join(f"{rng.uniform(1, 99):.2f}" for _ in range(6)) for day in range(30)
    )
    assert len(relate([Witness("a", table), Witness("b", table + "\n30 1.00 2.00")]).stories) == 1


def test_a_million_pairs_under_one_disclaimer_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """1,500 articles of 150 outlets under one disclaimer are 1.1 million pairs that share it."""
    rng = random.Random(9)
    disclaimer = (
        "Past results are no promise of those to come. The value of a holding may fall as well as rise, and you may get "
        "back less than you put in. This is no offer and no advice, and nobody who wrote it owns what it speaks of. If you "
        "are in doubt, ask somebody who is paid to answer."
    )
    texts = [
        Witness(
            f"d{n:04}", f"{invented(rng, 40)}. {invented(rng, 40)}.\n\n{disclaimer}", source=f"s{n % 150}"
        )
        for n in range(1500)
    ]
    compared: list[object] = []
    monkeypatch.setattr(working, "judge", lambda a, b: compared.append((a, b)))
    assert relate(texts).stories == ()
    assert len(compared) < 10


def test_articles_without_date_or_source_are_related_and_their_order_left_open() -> None:
    related = relate([Witness("b", reports.LOCK), Witness("a", reports.LOCK_SPUN)])
    (found,) = related.relations
    assert (found.a, found.b, found.directed) == ("a", "b", False)
    assert related.stories[0].articles == ("a", "b")


def test_one_line_texts_are_related_to_nothing_but_their_copies() -> None:
    lines = [f"Minister {name} resigns." for name in ("Orr", "Falk", "Kolb", "Dorrit")]
    assert relate([Witness(f"l{n}", text) for n, text in enumerate(lines * 2)]).stories == ()


def test_a_text_in_mixed_scripts_is_compared_like_any_other() -> None:
    mixed = reports.LANTERN_ZH + "\n\n" + reports.ORCHARD_AR + "\n\n" + reports.LOCK
    (found,) = relate([Witness("a", mixed), Witness("b", mixed.replace("Monday", "Sunday"))]).relations
    assert found.relation is RelationType.REPRINT


def test_one_id_given_twice_stands_once() -> None:
    assert relate([Witness("a", reports.LOCK), Witness("a", reports.LOCK)]).relations == ()
    twice = [Witness("a", reports.LOCK), Witness("a", reports.ORCHARD), Witness("b", reports.ORCHARD)]
    for given in permutations(twice):
        # The text that comes first in sorted order stands.
        assert [(r.a, r.b, r.relation) for r in relate(given).relations] == [
            ("a", "b", RelationType.IDENTICAL)
        ]
