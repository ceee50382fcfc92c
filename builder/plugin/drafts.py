"""Records for the search index whose texts are made when they are needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from builder.plugin.pagefind import Record


@dataclass(frozen=True, slots=True)
class Draft:
    """A record whose content is made when it is needed: the record without it, and what it is made from, whole."""

    bare: Record
    source: str
    content: Callable[[], str]

    @classmethod
    def of(cls, record: Record) -> Draft:
        """A record that is there."""
        return cls(replace(record, content=""), record.content, lambda: record.content)

    def record(self) -> Record:
        """The record with its content."""
        return replace(self.bare, content=self.content())
