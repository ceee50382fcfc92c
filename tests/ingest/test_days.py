"""Days in envelopes."""

from __future__ import annotations

import pytest

from builder.errors import Refused
from builder.ingest.days import checked_date, day_of, mail_time


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-02-27", "2021-02-27"),
        ("2021-2-7", "2021-02-07"),
        ("2021-02-27T23:30:00-08:00", "2021-02-27"),
        ("20210227", "2021-02-27"),
        ("20210227101500", "2021-02-27"),
        ("Sat, 27 Feb 2021 09:00:00 +0100", "2021-02-27"),
        ("2021-02-30", None),
        ("27/02/2021", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_from_the_forms_that_envelopes_use(value: str, day: str | None) -> None:
    assert day_of(value) == day


def test_a_mails_time_keeps_its_own_zone() -> None:
    assert mail_time("Sat, 27 Feb 2021 23:30:00 -0800") == "2021-02-27T23:30:00-08:00"
    assert mail_time("no time at all") is None


@pytest.mark.parametrize("value", [None, "", " N/A ", "null", "NaT", "unknown"])
def test_the_usual_words_for_no_value_are_no_date(value: str | None) -> None:
    assert checked_date(value, "date", "x") is None


@pytest.mark.parametrize(
    "value", ["27 February 2021", "27/02/2021 10:00", "1614384000", "٢٧ فبراير ٢٠٢١", "2021-02-27 10:00"]
)
def test_what_may_be_a_date_is_left_to_the_cleaner(value: str) -> None:
    assert checked_date(value, "date", "x") == value


@pytest.mark.parametrize("value", ["2021-31-02", "2021-02-30T00:00:00Z", "yesterday", "???"])
def test_what_can_be_no_date_is_refused(value: str) -> None:
    with pytest.raises(Refused, match="is no date"):
        checked_date(value, "date", "x")
