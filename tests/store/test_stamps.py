"""A file whose last change was a moment ago is not trusted by its size and times."""

import pytest

from builder.store.stamps import SETTLED, Stamp

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("modified", "changed", "settled"),
    [
        (60, 60, True),
        (60, SETTLED - 0.5, False),
        (SETTLED - 0.5, 60, False),
        (60, -3_600, False),
        (-3_600, 60, False),
    ],
)
def test_a_file_is_at_rest_when_neither_of_its_times_is_recent_or_to_come(
    modified: float, changed: float, settled: bool
) -> None:
    """A copy keeps an old time of its text; its other time says when it came."""
    times = [int((NOW - ago) * 1e9) for ago in (modified, changed)]
    assert Stamp(10, *times, 1).settled(NOW) is settled
