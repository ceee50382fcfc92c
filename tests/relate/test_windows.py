"""Windows of days: what is compared where an archive is too large for all with all."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.relation import RelationType, Witness
from builder.relate import relate
from builder.relate.windows import windowed
from tests.relate import reports

DATES = st.lists(
    st.one_of(st.none(), st.integers(0, 60).map(lambda n: str(date(2020, 1, 1) + timedelta(n)))), max_size=12
)


def everyone(rows: list[int]) -> list[tuple[int, int]]:
    return list(combinations(range(len(rows)), 2))


@given(dates=DATES, window=st.integers(1, 30))
def test_pairs_within_the_window_and_those_without_a_date_are_met(
    dates: list[str | None], window: int
) -> None:
    def apart(i: int, j: int) -> int:
        a, b = dates[i], dates[j]
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) if a and b else 0

    wanted = [(i, j) for i, j in everyone([0] * len(dates)) if apart(i, j) <= window]
    assert windowed(dates, window, everyone) == wanted


def test_a_rewrite_years_later_is_found_without_a_window_only() -> None:
    two = [Witness("a", reports.LOCK, date="2010-01-01"), Witness("b", reports.LOCK_SPUN, date="2020-01-01")]
    assert len(relate(two).stories) == 1
    assert relate(two, window=30).stories == ()


def test_a_copy_to_the_letter_is_found_whatever_the_window() -> None:
    two = [Witness("a", reports.LOCK, date="2010-01-01"), Witness("b", reports.LOCK, date="2020-01-01")]
    assert [r.relation for r in relate(two, window=30).relations] == [RelationType.IDENTICAL]


@pytest.mark.parametrize("unread", ["2020-13-45", "spring"])
def test_a_day_that_is_none_counts_as_no_day(unread: str) -> None:
    two = [Witness("a", reports.LOCK, date=unread), Witness("b", reports.LOCK_SPUN, date="2020-01-01")]
    assert len(relate(two, window=30).stories) == 1
