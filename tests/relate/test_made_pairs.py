"""What the thresholds were set for, pinned on texts that are written or made for it (benchmarks/version_templates.py)."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from benchmarks.version_pairs import Maker, Source, live_entries
from benchmarks.version_templates import EVENTS, LIVE_FOOT, REWORDED, SERIALS
from builder.model.relation import Witness
from builder.relate import relate
from builder.relate.documents import document
from builder.relate.judging import SAME, judge
from tests.relate import reports

MENU = "\n".join(
    f"{word} {other}"
    for word in ("Latest", "More", "Watch", "Weekend", "Local")
    for other in (
        "sport and games",
        "from our readers",
        "letters",
        "on the harbour",
        "in pictures",
        "newsletters",
    )
)
OTHER_MENU = "\n".join(
    f"{word} {other}"
    for word in ("Jobs", "Houses", "Cars", "Recipes", "Weather")
    for other in ("near you", "of the week", "under the hammer", "we like", "for subscribers", "for winter")
)


def joined(texts: dict[str, str]) -> set[frozenset[str]]:
    """The pairs that are in one story, each text being of another source."""
    found = relate([Witness(i, text, source=i) for i, text in texts.items()])
    return {frozenset(p) for story in found.stories for p in combinations(story.articles, 2)}


def test_short_reports_of_one_event_by_several_hands_stay_apart() -> None:
    texts = {f"{n:02}{k}": text for n, told in enumerate(EVENTS) for k, text in enumerate(told)}
    assert joined(texts) == set()


@pytest.mark.parametrize("number", range(len(REWORDED)))
def test_a_short_report_reworded_is_a_version(number: int) -> None:
    first, second = REWORDED[number]
    assert joined({"a": first, "b": second}) == {frozenset("ab")}


@pytest.mark.parametrize("make", SERIALS, ids=lambda make: make.__name__.strip("_"))
def test_issues_of_a_serial_piece_are_no_versions_of_each_other(make) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(3)
    assert joined({"a": make(rng), "b": make(rng)}) == set()
    issue = make(rng)
    assert joined({"a": issue, "b": f"{issue} More in tomorrow's paper."}) == {frozenset("ab")}


@pytest.mark.parametrize("make", SERIALS[-2:], ids=lambda make: make.__name__.strip("_"))
def test_two_cases_in_one_form_differ_in_names_and_figures_both(make) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(5)
    issues = [document(make(rng)) for _ in range(12)]
    found = [judge(a, b) for a, b in combinations(issues, 2)]
    assert sum(f.sure >= SAME and not f.vetoed for f in found) <= 1


def test_a_half_reworded_opening_that_keeps_every_sentence_in_its_place_is_a_version() -> None:
    opening = (
        "The ferry to Corran was cancelled on Sunday after its engine failed in heavy seas. Ninety passengers spent the night "
        "in the school gymnasium. The operator promised a relief boat by noon. Islanders complained that the old ship had "
        "broken down six times since Easter. A new one is due in spring."
    )
    reworded = (
        "The ferry at Corran got stopped on Sunday because its motor failed under heavy waves. Ninety travellers passed the "
        "night inside the school hall. The company promised a relief ship before noon. Locals complained that the old ship "
        "had broken off six times since winter. One new vessel is due next spring."
    )
    elsewhere = (
        "Ninety people slept in a school on Corran after Sunday's ferry failed to sail. Heavy seas had put its engine out of "
        "order, the operator said. It is the sixth time since Easter. Passengers were told to expect a boat at noon. The "
        "island has been waiting for a new ship for years."
    )
    assert joined({"a": opening, "b": reworded, "c": elsewhere}) == {frozenset("ab")}


def test_a_report_is_found_under_the_menus_of_two_sites() -> None:
    pages = {
        "a": f"{MENU}\n{reports.LOCK}",
        "b": f"{OTHER_MENU}\n{reports.LOCK_EDITED}\n{MENU.replace('Latest', 'Best')}",
        "c": f"{MENU}\n{reports.ORCHARD}",
    }
    assert joined(pages) == {frozenset("ab")}


def test_two_days_live_pages_under_one_heading_are_two_stories() -> None:
    rng = random.Random(2)
    one = live_entries(reports.LOCK.replace("\n\n", " ").split(". "), rng)
    other = live_entries(reports.ORCHARD.replace("\n\n", " ").split(". "), rng)
    head = EVENTS[0][0]
    assert (
        joined({"a": "\n\n".join([head, *one, LIVE_FOOT]), "b": "\n\n".join([head, *other, LIVE_FOOT])})
        == set()
    )


def test_the_pairs_that_are_made_are_the_same_for_the_same_seed() -> None:
    articles = [
        Source(f"s{n}", f"site{n}", text, "", ())
        for n, text in enumerate((reports.LOCK, reports.ORCHARD, reports.LOCK_ELSEWHERE, reports.LOCK_LATER))
    ]
    kinds = ("noise30", "shuffled", "excerpt", "update", "swapped", "serial", "disclaimed", "live-days")

    def made(seed: int) -> list[object]:
        return [Maker(articles, 3, seed, ()).pairs(kind) for kind in kinds]

    assert made(1) == made(1) != made(2)
