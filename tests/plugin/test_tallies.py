"""Kept counts of mentions are those of the texts as they stand, whatever a person edits between two builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.derive import mentions
from builder.derive.entries import EntityKey
from builder.derive.library import Library
from builder.derive.mentions import Tally, tally
from builder.model.entities import EntityType
from builder.plugin import tallies
from builder.plugin.snapshot import Reader
from builder.plugin.state import States
from builder.store.cachefile import QuickCacheFile

from .building import built, page, words
from .shelf import shelve

ANA = EntityKey(EntityType.PERSON, "Ana Ruiz")
FILE = Path("archive/articles/2023/03/crane-falls-a0000000001.md")


def read(root: Path) -> Library:
    """The library as a new process reads it."""
    return States(root, Reader(root / "archive", root / ".cache")).read().held.library


def counts(library: Library) -> dict[EntityKey, list[int]]:
    library.tally()
    return {key: list(library.mentions(entry)) for key, entry in library.entities.items()}


def plain(library: Library) -> dict[EntityKey, list[int]]:
    found: Tally = tally(library)
    return {key: list(found[key]) for key in library.entities}


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def edit_body(root: Path) -> None:
    replaced(root / FILE, "A crane fell", "Ana Ruiz saw it: a crane fell in Lindhaven, Ruiz said. It fell")


def edit_names(root: Path) -> None:
    replaced(root / FILE, "  - Ana Ruiz\n", "  - Ana Ruiz\n  - Tuesday\n")


def edit_authority(root: Path) -> None:
    replaced(root / "archive/authority/people.yml", "  - A. Ruiz\n", "  - A. Ruiz\n  - nine metres\n")


def withhold(root: Path) -> None:
    replaced(root / FILE, "language: en\n", "language: en\nstatus: withheld\n")


def damage(root: Path) -> None:
    (root / ".cache" / "mentions.tally").write_text("[1, 2", "utf-8")


@pytest.mark.parametrize("edit", [edit_body, edit_names, edit_authority, withhold, damage])
def test_counts_after_an_edit_are_those_of_the_texts(tmp_path: Path, edit) -> None:  # type: ignore[no-untyped-def]
    root = shelve(tmp_path)
    before = read(root)
    assert counts(before) == plain(before)
    edit(root)
    after = read(root)
    assert counts(after) == plain(after)


def test_counts_shared_between_two_processes_are_those_of_the_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallies, "_SHARED", 2)
    root = shelve(tmp_path)
    library = read(root)
    assert counts(library) == plain(library)
    file = QuickCacheFile(root / ".cache" / "mentions.tally", "mentions 3")
    shared = file.read()
    assert shared is not None
    file.remove()
    monkeypatch.setattr(tallies, "_SHARED", 1_000)
    counts(read(root))
    assert file.read() == shared


def test_counts_that_another_process_failed_to_give_are_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallies, "_SHARED", 2)
    monkeypatch.setattr(tallies.Meanwhile, "take", lambda self: self.stop())
    library = read(shelve(tmp_path))
    assert counts(library) == plain(library)


def test_text_is_searched_again_only_where_it_or_its_names_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shelve(tmp_path)
    searched: list[str] = []

    def noting(body: str, names: object) -> tuple[int, ...]:
        searched.append(body)
        return mentions.counted(body, names)  # type: ignore[arg-type]

    monkeypatch.setattr(tallies, "counted", noting)
    counts(read(root))
    everything = len(searched)
    assert everything == len(read(root).chronological)
    for edit, expected in (
        (None, 0),
        (edit_body, 1),
        (edit_authority, len(read(root).entities[ANA].articles)),
    ):
        searched.clear()
        if edit is not None:
            edit(root)
        counts(read(root))
        assert len(searched) == expected


def test_page_of_a_name_counts_anew_after_an_edited_text(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    before = words(page(built(root), "people/ana-ruiz"), "//header[@class='rr-head']")
    edit_body(root)
    after = words(page(built(root), "people/ana-ruiz"), "//header[@class='rr-head']")
    assert before != after
    number = sum(counts(read(root))[ANA])
    assert f"{number} mentions" in after
