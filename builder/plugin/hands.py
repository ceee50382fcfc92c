"""Who set each value of an article: builder, or a person since."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hand:
    """Who set a value: `key` of the front matter ('body' for the text), `by` 'machine' or 'person'."""

    key: str
    by: str
