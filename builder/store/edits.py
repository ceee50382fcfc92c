"""Edits to the archive's files, made as values first and written together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.errors import BuilderError, FileFault
from builder.store.archive import Archive
from builder.store.articles import Found, article_files, read_page
from builder.store.atomic import flush_folders, replace
from builder.store.frontmatter import Page, split
from builder.store.merge import Merged
from builder.store.rewriting import edited
from builder.store.validate import read_table


@dataclass(frozen=True, slots=True)
class FileEdit:
    """One file before and after. `path` is relative to the archive's root; None bytes mean no file."""

    path: str
    before: bytes | None
    after: bytes | None


def write(archive: Archive, edits: Iterable[FileEdit]) -> list[str]:
    """Write edits whose files still hold what they held; the paths changed.

    Raises Changed at the first file that is otherwise; the edits before it are written, each whole.
    """
    changed: list[str] = []
    with archive.lock():
        for edit in edits:
            if edit.before == edit.after:
                continue
            file = archive.root / edit.path
            if edit.after is None:
                file.unlink(missing_ok=True)
            else:
                replace(file, edit.after, expected=edit.before, fresh=edit.before is None)
            changed.append(edit.path)
        flush_folders({(archive.root / path).parent for path in changed})
    return changed


def located(archive: Archive, name: str | Path) -> Found:
    """The article file that a person names: by id, by a path from here, from the root or from archive/.

    Raises BuilderError where there is none.
    """
    text = str(name)
    for candidate in (Path(text), archive.root / text, archive.docs / text):
        full = candidate.absolute()
        if full.is_file() and full.resolve().is_relative_to(archive.docs.resolve()):
            path = full.resolve().relative_to(archive.docs.resolve()).as_posix()
            return Found(path, archive.docs / path)
    written = archive.ledger().get(text)
    if written is not None and (archive.docs / written.path).is_file():
        return Found(written.path, archive.docs / written.path)
    for article in archive.load().articles:
        if article.id == text:
            return Found(article.path, archive.docs / article.path)
    raise BuilderError(f"{name}: no article has this id or path")


def opened(found: Found) -> Page:
    """An article file for editing. Raises FileFault where its front matter is broken."""
    page = read_page(found.file, f"archive/{found.path}")
    reading = read_table(page.table())
    for fault in reading.faults:
        if fault.severity == "error":
            raise FileFault(page.path, *page.head_place(fault.index), fault.message)
    return page


def with_values(page: Page, changes: Mapping[str, object], *, body: str | None = None) -> Page:
    """The page with keys changed (None: dropped), nothing else touched."""
    present = read_table(page.table()).values
    values = {key: value for key, value in {**present, **changes}.items() if value is not None}
    return edited(page, present, Merged(values=values, body=page.body if body is None else body))


def edit_of(found: Found, page: Page, after: Page) -> FileEdit:
    """The edit that writes `after` over `page`."""
    return FileEdit(f"archive/{found.path}", page.raw, after.raw)


def every_page(archive: Archive) -> Iterable[tuple[Found, Page]]:
    """Every article file that can be taken apart; broken ones are passed over."""
    for found in article_files(archive.docs):
        if isinstance(found, Found):
            try:
                yield found, split(found.file.read_bytes(), f"archive/{found.path}")
            except FileFault:
                continue
