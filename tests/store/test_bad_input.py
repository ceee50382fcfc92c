"""Files that no archive should hold: `sync` and `add` write around them, and every byte of them stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.model.problem import Severity
from builder.store import Archive, check

from .conftest import ONE, TWO, proposal

HEAD = f"---\nid: {ONE}\ntitle: A title\n"
BOMB = "".join(
    f"{n}: &{n} [{', '.join([f'*{o}'] * 9)}]\n" for o, n in zip("abcdefgh", "bcdefghi", strict=True)
)

UNREADABLE = {
    "a tab for indentation": (
        f"{HEAD}entities:\n\tpeople:\n\t- Ada\n---\n",
        ":5:1: a tab where YAML needs spaces",
    ),
    "front matter never closed": (
        f"{HEAD}\nText.\n",
        ":1:1: the front matter that begins here is never closed",
    ),
    "10 MB of front matter": (f"{HEAD}notes: {'x' * 10_000_000}\n---\n", ":2:1: 10,000,0"),
    "a YAML bomb": (
        f"{HEAD}a: &a [x, x, x, x, x, x, x, x, x]\n{BOMB}---\n",
        ": aliases expand to more values",
    ),
    "a NUL in the front matter": (f"{HEAD}byline: a\x00b\n---\n", ":4:10: "),
    "a NUL in the text": (f"{HEAD}---\n\nA \x00.\n", ":6:3: the text holds a NUL character"),
    "a key twice": (f"{HEAD}title: Another\n---\n", ":4:1: title stands twice; first in line 3"),
    "a Git conflict": (
        f"{HEAD}<<<<<<< HEAD\nbyline: A\n=======\nbyline: B\n>>>>>>> b\n---\n",
        ":4:1: an unresolved Git conflict",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_broken_file_is_named_and_never_written_to(archive: Archive, name: str) -> None:
    text, expected = UNREADABLE[name]
    outcome = archive.apply([proposal(ONE), proposal(TWO)])[0]
    file = archive.docs / outcome.path
    file.write_bytes(text.encode())
    broken, sound = archive.apply([proposal(ONE, byline="Jo"), proposal(TWO, byline="Jo")])
    assert broken.problem is not None and expected in str(broken.problem)
    assert (broken.action, sound.action) == ("unchanged", "updated")
    assert file.read_bytes() == text.encode()
    problem, *_ = [p for p in check(archive) if p.severity is Severity.ERROR and expected in str(p)]
    assert problem.path == f"archive/{outcome.path}"
    assert expected in str(problem)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"", b""),
        (b"\n", b"\r\n"),
        (b"---\nid", b"\xef\xbb\xbf---\nid"),
    ],
    ids=["as written", "Windows line ends", "a byte order mark"],
)
def test_line_ends_and_byte_order_marks_stay_when_a_value_changes(
    archive: Archive, old: bytes, new: bytes
) -> None:
    (outcome,) = archive.apply([proposal(ONE, byline="Jo")])
    file = archive.docs / outcome.path
    raw = file.read_bytes().replace(old, new, 1 if b"-" in old else -1) if old else file.read_bytes()
    file.write_bytes(raw)
    archive.apply([proposal(ONE, byline="Flo")])
    assert file.read_bytes() == raw.replace(b"byline: Jo", b"byline: Flo")


def test_front_matter_with_anchors_is_shown_and_its_edit_refused(archive: Archive) -> None:
    (outcome,) = archive.apply([proposal(ONE, byline="Jo")])
    file = archive.docs / outcome.path
    raw = file.read_bytes().replace(b"byline: Jo", b"byline: &who Jo\nnotes: *who")
    file.write_bytes(raw)
    (again,) = archive.apply([proposal(ONE, byline="Flo")])
    assert "read but never edited; write the value out" in str(again.problem)
    assert file.read_bytes() == raw
    assert archive.load().articles[0].notes == "Jo"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names and guards its links")
def test_nothing_is_written_through_a_link_out_of_the_archive(archive: Archive, tmp_path: Path) -> None:
    (outcome,) = archive.apply([proposal(ONE, byline="Jo")])
    file, outside = archive.docs / outcome.path, tmp_path / "outside.md"
    file.rename(outside)
    file.symlink_to(outside)
    before = outside.read_bytes()
    (again,) = archive.apply([proposal(ONE, byline="Flo")])
    assert again.action == "unchanged"
    assert "a symbolic link is not followed" in str(again.problem)
    assert outside.read_bytes() == before and file.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.timeout(20)
def test_a_pipe_among_the_articles_is_not_waited_for(archive: Archive) -> None:
    os.mkfifo(archive.docs / "articles" / "pipe.md")
    assert [str(p) for p in check(archive)] == ["archive/articles/pipe.md: a device or a pipe, not a file"]


def test_two_swapped_files_keep_what_people_wrote_in_each(archive: Archive) -> None:
    one, two = (archive.docs / o.path for o in archive.apply([proposal(ONE), proposal(TWO)]))
    one.write_text(one.read_text().replace("A title", "The first"))
    two.write_text(two.read_text().replace("A title", "The second"))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second), two.write_bytes(first)
    assert [o.action for o in archive.apply([proposal(ONE), proposal(TWO)])] == ["unchanged", "unchanged"]
    assert (one.read_bytes(), two.read_bytes()) == (second, first)
    assert {p.code for p in check(archive)} == {"id-mismatch"}
