"""What the cleaner reads off a capture."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class DateBasis(StrEnum):
    """Where a publication date comes from; the order is that of trust among machine values."""

    PRINTED = "printed"
    METADATA = "metadata"
    URL = "url"
    DATELINE = "dateline"
    RELATED_VERSION = "related-version"
    EDITOR = "editor"


#: A basis that states the article's own date; `related-version` does not.
FIRM_BASES = frozenset(
    {DateBasis.PRINTED, DateBasis.METADATA, DateBasis.URL, DateBasis.DATELINE, DateBasis.EDITOR}
)


@dataclass(frozen=True, slots=True)
class Removal:
    """A passage that the cleaner took out of the body, and the rule that did it.

    `line` counts from 1 in the capture's content (0 where the form has no lines, as HTML).
    """

    text: str
    rule: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that the cleaner considered for a field, where it stood, and whether it was taken."""

    field: str
    value: str
    basis: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class CleanText:
    """An article cleaned of its page. `paragraphs` are plain text (no Markdown), in order, none empty.

    Days are `YYYY-MM-DD`. `title_basis` is '' for a printed title and 'first-words' otherwise. `source_name` is the
    outlet's name as the page, its masthead or its domain gives it; resolving it to a source record comes later.
    `refused` is '' or the reason why this is no article (the paragraphs are then the best that was found).
    `share_removed` is the share of the capture's letters that the body does not hold, 0..1.
    `kinds` runs parallel to `paragraphs`: 'p', 'heading', 'item' (list item), 'quote'.
    """

    paragraphs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    title: str = ""
    title_basis: str = ""
    date: str | None = None
    date_basis: DateBasis | None = None
    updated: str | None = None
    captured: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    byline: str | None = None
    credits: tuple[str, ...] = ()
    dateline: str | None = None
    language: str | None = None
    refused: str = ""
    share_removed: float = 0.0
    removals: tuple[Removal, ...] = field(default=())
    candidates: tuple[Candidate, ...] = field(default=())
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The body, paragraphs separated by a blank line."""
        return "\n\n".join(self.paragraphs)
