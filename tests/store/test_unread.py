"""Whose file it is that cannot be read, and what it still says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.store import Archive, Unread

from .conftest import ONE, THREE, TWO, link, proposal

Put = Callable[[str, str], Path]

CONFLICT = f"""\
---
id: {ONE}
<<<<<<< HEAD
story: the-harbour
related_versions:
- article: {TWO}
  relation: rewrite
=======
story: 'the-basin'
related_versions:
- article: {THREE}
  relation: unrelated
>>>>>>> theirs
---

Some text.
"""


def unread(archive: Archive) -> dict[str, Unread]:
    return dict(archive.unread(archive.load(), archive.ledger()))


def moved(archive: Archive, name: str) -> Path:
    """The one article's file under another name, as a person gives it."""
    (article,) = archive.load().articles
    file = archive.docs / article.path
    return file.rename(file.with_name(name))


def test_in_a_sound_archive_nothing_is_unread(archive: Archive) -> None:
    archive.apply([proposal(ONE), proposal(TWO)])
    assert unread(archive) == {}


def test_both_sides_of_a_conflict_are_heard(archive: Archive, put: Put) -> None:
    put("articles/2021/anything.md", CONFLICT)
    (found,) = unread(archive).values()
    assert found == Unread(
        ONE, "articles/2021/anything.md", frozenset({TWO, THREE}), frozenset({"the-harbour", "the-basin"})
    )


def test_what_builder_wrote_last_is_heard_too(archive: Archive) -> None:
    archive.apply(
        [proposal(ONE, story="the-harbour", related_versions=[link(TWO, "rewrite")]), proposal(TWO)]
    )
    file = next(archive.docs / a.path for a in archive.load().articles if a.id == ONE)
    file.write_bytes(b"\xff\xfe")
    assert unread(archive)[ONE].mentions == {TWO}
    assert unread(archive)[ONE].stories == {"the-harbour"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (f"a-title-{ONE}.md", ""),
        (f"{ONE}.md", "---\ntitle: [\n---\n"),
        ("renamed.md", f"---\nid: '{ONE}'\ntitle: [\n---\n"),
        ("renamed.md", f"---\r\ntitle: [\r\nid: {ONE}\r\n---\r\n"),
    ],
)
def test_its_name_or_its_id_line_tells_whose_it_is(archive: Archive, name: str, text: str) -> None:
    archive.apply([proposal(ONE)])
    moved(archive, name).write_bytes(text.encode())
    assert list(unread(archive)) == [ONE]


def test_a_symbolic_link_in_the_place_of_a_file_stands_for_it(archive: Archive, tmp_path: Path) -> None:
    archive.apply([proposal(ONE)])
    (article,) = archive.load().articles
    file = archive.docs / article.path
    file.rename(tmp_path / "elsewhere.md")
    file.symlink_to(tmp_path / "elsewhere.md")
    assert list(unread(archive)) == [ONE]


def test_a_broken_file_that_tells_of_no_article_is_none(archive: Archive, put: Put) -> None:
    archive.apply([proposal(ONE)])
    moved(archive, "x.md").unlink()
    put("articles/notes.md", "no front matter, and no id\n")
    assert unread(archive) == {}


def test_a_broken_copy_of_an_article_that_is_read_is_not_it(archive: Archive, put: Put) -> None:
    archive.apply([proposal(ONE)])
    put("articles/copy.md", CONFLICT)
    assert unread(archive) == {}


def test_where_the_system_gives_nothing_it_may_be_any_article_that_no_file_holds(
    archive: Archive, put: Put
) -> None:
    archive.apply([proposal(ONE), proposal(TWO)])
    file = next(archive.docs / a.path for a in archive.load().articles if a.id == ONE)
    file.unlink()
    (archive.docs / "articles" / "shared.md").symlink_to(archive.root / "gone")
    assert list(unread(archive)) == [ONE]


@pytest.mark.parametrize(("status", "shown"), [("withheld", False), ("removed", False), ("published", True)])
def test_an_article_that_readers_did_not_see_is_told_by_its_line(
    archive: Archive, put: Put, status: str, shown: bool
) -> None:
    put(f"articles/x-{ONE}.md", f"---\nid: {ONE}\ntitle: [\nstatus: {status}\n---\n")
    assert unread(archive)[ONE].published is shown
