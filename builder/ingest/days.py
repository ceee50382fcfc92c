"""Days and times in envelopes (records, mail, feeds, WARC headers)."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

from builder.errors import Refused

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?$")

#: What data sets write where they have no date.
_NO_VALUE = frozenset({"", "n/a", "na", "nan", "nat", "none", "null", "unknown", "-", "undefined"})


def day_of(value: str) -> str | None:
    """`YYYY-MM-DD` for a value in ISO 8601, 14 digits (web archives) or RFC 5322; None where it is none of these."""
    text = value.strip()
    found = _ISO_DAY.match(text) or _COMPACT.match(text)
    if found is not None:
        return _day(*found.groups())
    return (stamp := mail_time(text)) and stamp[:10]


def mail_time(value: str) -> str | None:
    """An RFC 5322 time as ISO 8601 in its own zone; None where it cannot be read."""
    try:
        return email.utils.parsedate_to_datetime(value.strip()).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def checked_date(value: str | None, key: str, origin: str) -> str | None:
    """A record's date as received, None for the usual words for 'no value'.

    Raises `Refused` for what can be no date: an ISO day that no calendar has, or words without a digit.
    """
    text = (value or "").strip()
    if text.lower() in _NO_VALUE:
        return None
    found = _ISO_DAY.match(text)
    if (found and _day(*found.groups()) is None) or not any(char.isdigit() for char in text):
        raise Refused(origin, f"{key}: {text[:60]!r} is no date")
    return text


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
