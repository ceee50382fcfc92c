"""What editors do to stories and articles, as small edits. Such an edit is a person's: every later run leaves it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from builder.errors import BuilderError
from builder.model.cleaned import DateBasis
from builder.store.archive import Archive
from builder.store.edits import FileEdit, edit_of, every_page, located, opened, with_values, write
from builder.store.fresh import fresh_head
from builder.store.schema import SLUG_PATTERN
from builder.store.validate import day_fault, did_you_mean, read_table

#: What a purged article's file still says: enough for a tombstone, nothing of the text.
TOMBSTONE_KEYS = ("id", "date", "date_basis", "captured", "source", "language", "notes")

HISTORY = (
    "Git's history still holds the text and the capture. To rewrite it, everyone's clones included: "
    "'git filter-repo --invert-paths {paths}', then force-push and ask those who host or fork the repository "
    "to drop their caches."
)


@dataclass(frozen=True, slots=True)
class Purged:
    """What `remove --purge` changed and deleted, and what it cannot do."""

    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    warning: str


def name_story(archive: Archive, old: str, new: str) -> list[str]:
    """Give a story another name, in all its articles and its lead; the files changed. Raises BuilderError."""
    _slug(new)
    if _members(archive, new):
        raise BuilderError(f"story {new!r} exists already; 'builder story merge {new} {old}' joins the two")
    edits = _restoried(archive, _known(archive, old), new)
    lead = archive.docs / "stories" / f"{old}.md"
    if lead.is_file():
        raw = lead.read_bytes()
        edits.append(FileEdit(f"archive/stories/{new}.md", None, raw))
        edits.append(FileEdit(f"archive/stories/{old}.md", raw, None))
    return write(archive, edits)


def merge_stories(archive: Archive, into: str, others: Iterable[str]) -> list[str]:
    """Put every article of the other stories into one; the files changed. Leads of the others stay where they are."""
    _known(archive, into)
    edits: list[FileEdit] = []
    for other in others:
        if other != into:
            edits.extend(_restoried(archive, _known(archive, other), into))
    return write(archive, edits)


def split_story(archive: Archive, articles: Iterable[str | Path], new: str | None) -> list[str]:
    """Take articles out of their story: into a story of the name `new`, or (None) into none. The files changed."""
    if new is not None:
        _slug(new)
    edits = []
    for name in articles:
        found = located(archive, name)
        page = opened(found)
        edits.append(edit_of(found, page, with_values(page, {"story": new})))
    return write(archive, edits)


def redate(archive: Archive, article: str | Path, day: str | None) -> list[str]:
    """Set an article's date as its editor's (None: say that it is unknown). Raises BuilderError on no date."""
    fault = day_fault(day) if day is not None else None
    if fault is not None:
        message, hint = fault
        raise BuilderError(f"{message} ({hint})" if hint else message)
    basis = DateBasis.EDITOR.value if day is not None else None
    return _set(archive, article, {"date": day, "date_basis": basis})


def retitle(archive: Archive, article: str | Path, title: str) -> list[str]:
    """Set an article's title."""
    if not title.strip():
        raise BuilderError("a title cannot be empty")
    return _set(archive, article, {"title": title.strip(), "title_basis": None})


def withhold(archive: Archive, article: str | Path) -> list[str]:
    """Show only a tombstone for an article; its file keeps everything."""
    return _set(archive, article, {"status": "withheld"})


def publish(archive: Archive, article: str | Path) -> list[str]:
    """Show a withheld or removed article again."""
    return _set(archive, article, {"status": None})


def remove(archive: Archive, article: str | Path) -> list[str]:
    """Show only a tombstone for an article for good: builder no longer writes to its file."""
    return _set(archive, article, {"status": "removed"})


def purge(archive: Archive, article: str | Path) -> Purged:
    """Delete an article's text, its capture and all that the machine recorded of it.

    The file stays with what a tombstone at the same address needs, and so that the same capture is not added again.
    """
    with archive.lock():
        found = located(archive, article)
        page = opened(found)
        reading = read_table(page.table())
        identity = str(reading.values["id"])
        kept = {key: reading.values[key] for key in TOMBSTONE_KEYS if key in reading.values}
        head = fresh_head({**kept, "status": "removed"}, page.newline)
        text = page.text[: page.head_start] + head + page.text[page.head_end : page.body_start]
        changed = write(archive, [FileEdit(f"archive/{found.path}", page.raw, text.encode())])
        deleted = archive.forget(identity)
        # Caches hold titles and rendered pages; they may go at any time.
        shutil.rmtree(archive.cache, ignore_errors=True)
    return Purged(tuple(changed), tuple(deleted), HISTORY.format(paths=" ".join([*changed, *deleted])))


def _set(archive: Archive, article: str | Path, changes: dict[str, object]) -> list[str]:
    found = located(archive, article)
    page = opened(found)
    return write(archive, [edit_of(found, page, with_values(page, changes))])


def _members(archive: Archive, story: str) -> list[str]:
    return [article.path for article in archive.load().articles if article.story == story]


def _known(archive: Archive, story: str) -> list[str]:
    stories = {article.story for article in archive.load().articles if article.story}
    if story not in stories:
        hint = did_you_mean(story, stories)
        raise BuilderError(f"no article carries the story {story!r}" + (f" ({hint})" if hint else ""))
    return _members(archive, story)


def _restoried(archive: Archive, paths: Iterable[str], new: str) -> list[FileEdit]:
    wanted = set(paths)
    return [
        edit_of(found, page, with_values(page, {"story": new}))
        for found, page in every_page(archive)
        if found.path in wanted
    ]


def _slug(name: str) -> None:
    if not re.fullmatch(SLUG_PATTERN, name):
        raise BuilderError(f"{name!r} is no name for a story (no spaces, slashes or quotes)")
