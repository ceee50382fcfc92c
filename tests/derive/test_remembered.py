"""Values kept within bounds."""

from __future__ import annotations

from builder.derive.remembered import Remembered


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    held: Remembered[str, int] = Remembered(10)
    held.keep("a", 1, 4)
    held.keep("b", 2, 4)
    assert held.get("a") == 1
    held.keep("c", 3, 4)
    assert [held.get(key) for key in "abc"] == [1, None, 3]


def test_one_value_larger_than_all_room_is_held_alone() -> None:
    held: Remembered[str, int] = Remembered(10)
    held.keep("a", 1, 4)
    held.keep("large", 2, 400)
    assert list(held.items()) == [("large", 2)]
    held.keep("b", 3, 4)
    assert list(held.items()) == [("b", 3)]


def test_a_value_kept_anew_counts_once() -> None:
    held: Remembered[str, int] = Remembered(10)
    for value in range(5):
        held.keep("a", value, 4)
    held.keep("b", 9, 4)
    assert list(held.items()) == [("a", 4), ("b", 9)]
