"""An empty archive, and short ways to put articles into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.model.provenance import Proposal, Provenance
from builder.store import Archive, init

ONE, TWO, THREE = "a0000000001", "a0000000002", "a0000000003"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A new, empty archive."""
    init(tmp_path / "archive")
    return Archive(tmp_path / "archive")


def proposal(identity: str, body: str | None = "Some text.\n", **values: object) -> Proposal:
    """A full proposal, as `builder sync` makes it; `title` is 'A title' unless given."""
    return Proposal(identity, {"title": "A title", **values}, body, Provenance(capture="0" * 64))


def link(article: str, relation: str) -> dict[str, str]:
    return {"article": article, "relation": relation}


@pytest.fixture
def put(archive: Archive) -> Callable[[str, str], Path]:
    """Write a file under archive/, as a person would."""

    def write(path: str, text: str) -> Path:
        file = archive.docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    return write
