"""Captures: raw input as received, and what came with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """How a capture's decoded content is to be read by the cleaner."""

    TEXT = "text"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Given:
    """What the input's envelope says of the article (a JSONL record's keys, a WARC header, a feed entry).

    All values are as received, unverified; the cleaner weighs them as candidates. `captured` is a
    `YYYY-MM-DD` day on which the page was fetched; None where the envelope does not say.
    """

    id: str | None = None
    url: str | None = None
    title: str | None = None
    date: str | None = None
    source: str | None = None
    captured: str | None = None
    language: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One raw input. `raw` are the bytes as received; `content` is what the cleaner reads.

    `media_type` says what `raw` is (`text/plain`, `text/html`, `application/json` for a JSONL record...), so that
    `ingest.decode(raw, media_type, ...)` gives the same capture again from the stored bytes.
    `origin` names it for messages. `notes` are labelled doubts ('decoded as windows-1252', 'mojibake repaired').
    """

    raw: bytes
    media_type: str
    form: Form
    content: str
    origin: str
    given: Given = field(default_factory=Given)
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hex digest of `raw`: the capture's identity."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def article_id(self) -> str:
        """`a` and the first ten hex digits (the letter keeps YAML from reading a number)."""
        return article_id(self.sha256)


def article_id(sha256: str) -> str:
    """The permanent article id of a capture's sha256."""
    return "a" + sha256[:10]
