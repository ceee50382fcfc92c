"""An empty archive, and short ways to put articles into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.model.provenance import Proposal, Provenance
from builder.store import Archive, init

Put = Callable[[str, str], Path]

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
def put(archive: Archive) -> Put:
    """Write a file under archive/, as a person would."""

    def write(path: str, text: str) -> Path:
        file = archive.docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    return write


def file_of(archive: Archive, identity: str) -> Path:
    return next(archive.docs / a.path for a in archive.load().articles if a.id == identity)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


PEOPLE = """\
# People of the archive.
- name: Jack Ma
  aliases:
  - Ma Yun   # as in Chinese
  - {text: Ma, only_with: name}
  - 马云
  wikidata: Q1137062
  not:
  - Jack Ma Foundation
  same_as:
  - Ma, Jack
# The president.
- name: Xi Jinping
  aliases: [Xi, President Xi]
- stop: Big Tech
"""


@pytest.fixture
def people(put: Put) -> Path:
    return put("authority/people.yml", PEOPLE)
