"""What a decoder makes of one capture's bytes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from builder.model.capture import Form, Given


@dataclass(frozen=True, slots=True)
class Reading:
    """Decoded content, and what the bytes themselves say of the article (an e-mail's subject, a record's keys)."""

    form: Form
    content: str
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    given: Given = field(default_factory=Given)


def filled(given: Given, more: Given) -> Given:
    """`given`, with its unknown values taken from `more`."""
    both = {f.name: getattr(given, f.name) or getattr(more, f.name) for f in fields(Given)}
    return Given(**both)
