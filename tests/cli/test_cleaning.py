"""Cleaning on several cores gives what one core gives, in the same order."""

from __future__ import annotations

from builder.clean import clean_all
from builder.cli.cleaning import clean_captures
from tests.clean.captures import STORY, TODAY, dump, furnished


def test_several_processes_give_the_results_of_one_in_order():
    captures = [
        dump(
            furnished(
                headline=f"Report {number} from the strait",
                story=(f"Report {number}. {STORY[0]}", *STORY[1:]),
            ),
            url=f"https://{'east' if number % 3 else 'west'}{number % 7}.example/report-{number}-from-the-strait",
        )
        for number in range(60)
    ]
    assert clean_captures(captures, TODAY, processes=3) == clean_all(captures, today=TODAY)
