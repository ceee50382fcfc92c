"""The drawings of the pages: charts and trees as inline SVG, their words in the site's language."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from builder.derive.library import Library, StoryEntry
from builder.derive.views_entity import YearCount
from builder.derive.views_source import Sharing
from builder.plugin.wording import Wording


def years(counts: Sequence[YearCount], wording: Wording) -> Markup:
    """A bar for each year."""
    return Markup("")


def sharing(others: Sequence[Sharing], wording: Wording) -> Markup:
    """A bar for each source with which stories are shared."""
    return Markup("")


def tree(library: Library, story: StoryEntry, wording: Wording, base: str) -> Markup:
    """The story's versions over time and their links."""
    return Markup("")
