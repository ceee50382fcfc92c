"""Short names from titles in any script."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.store import slug
from builder.store.schema import SLUG_PATTERN


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Alibaba is back in Beijing's good books for helping to fix poverty",
            "alibaba-is-back-in-beijings-good-books",
        ),
        ("Über Größe: Müller’s Łódź", "uber-grosse-mullers-lodz"),
        ("البنك المركزي يرفع أسعار الفائدة", "البنك-المركزي-يرفع-أسعار-الفائدة"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("Йога ёлка", "иога-елка"),
        ("東京で大きな地震", "東京で大きな地震"),
        ("50% off & more/less", "50-off-more-less"),
        ("Con", "con-story"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_a_title_becomes_its_first_words(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_word_that_is_too_long_is_cut() -> None:
    assert slug("中" * 100) == "中" * 40


@given(st.text())
def test_every_slug_is_a_valid_story_name_and_file_name(title: str) -> None:
    name = slug(title)
    assert len(name) <= 46
    assert name == unicodedata.normalize("NFC", name)
    assert not name or re.fullmatch(SLUG_PATTERN, name)
    assert slug(name) == name or len(slug(name)) <= len(name)
