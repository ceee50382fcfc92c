"""Three people and a machine in a real Git repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from builder.store import Archive, check, init

from .conftest import ONE, THREE, TWO, link, proposal

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="Git is not installed")


@pytest.fixture
def git(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Run git in a new repository that holds an archive."""
    root = tmp_path / "repository"
    init(root)

    def run(*words: str) -> str:
        names = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *names, *words], cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    run("init", "--quiet", "--initial-branch=main")
    return run


def edit(archive: Archive, identity: str, old: str, new: str) -> None:
    file = next(archive.docs / a.path for a in archive.load().articles if a.id == identity)
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def first_machine() -> list:  # type: ignore[type-arg]
    people = {"people": ["Ada", "Bo", "Cy"]}
    return [
        proposal(ONE, story="harbour", byline="Jo", entities=people, related_versions=[link(TWO, "rewrite")]),
        proposal(TWO, story="harbour", related_versions=[link(ONE, "rewrite"), link(THREE, "reprint")]),
        proposal(THREE, story="harbour", related_versions=[link(TWO, "reprint")]),
    ]


def test_two_branches_edit_the_same_article_and_story_and_both_are_kept(tmp_path: Path, git) -> None:  # type: ignore[no-untyped-def]
    archive = Archive(tmp_path / "repository")
    archive.apply(first_machine())
    git("add", "."), git("commit", "-qm", "add")

    git("switch", "-qc", "anna")
    edit(archive, ONE, "byline: Jo\n", "byline: Joanna Smith\n")
    edit(archive, THREE, "story: harbour\n", "story: harbour-strike\n")
    git("commit", "-qam", "byline; the strike is another story")

    git("switch", "-q", "main"), git("switch", "-qc", "ben")
    edit(archive, ONE, "  - Bo\n", "")
    edit(archive, TWO, "story: harbour\n", "story: the-harbour\n")
    git("commit", "-qam", "Bo is no person; a better name")

    git("switch", "-q", "main"), git("switch", "-qc", "machine")
    newer = first_machine()
    more = {"people": ["Ada", "Bo", "Cy", "Dee"]}
    newer[0] = proposal(
        ONE, story="harbour", byline="Jo", entities=more, related_versions=[link(TWO, "rewrite")]
    )
    archive.apply([*newer, proposal("a1200000004", title="New")])
    git("add", "."), git("commit", "-qm", "sync")

    git("switch", "-q", "main")
    for branch in ("anna", "ben", "machine"):
        git("merge", "-q", "--no-edit", branch)

    archive.apply(newer)
    one, two, three, _ = archive.load().articles
    assert (one.id, two.id, three.id) == (ONE, TWO, THREE)
    assert one.byline == "Joanna Smith"
    assert "Bo" not in one.people and {"Ada", "Cy", "Dee"} <= set(one.people)
    assert (two.story, three.story) == ("the-harbour", "harbour-strike")
    assert not [p for p in check(archive) if p.severity.value == "error"]
    git("add", "."), git("commit", "-qm", "sync", "--allow-empty")
    archive.apply(newer)
    assert git("status", "--porcelain") == ""


def test_captures_come_out_of_git_as_they_went_in(tmp_path: Path, git) -> None:  # type: ignore[no-untyped-def]
    from builder.model.capture import Capture, Form

    archive = Archive(tmp_path / "repository")
    archive.keep(Capture(b"one\r\ntwo\nthree\r\n", "text/plain", Form.TEXT, "", "x.txt"))
    git("config", "core.autocrlf", "true")
    git("add", "."), git("commit", "-qm", "add")
    shutil.rmtree(archive.docs / ".captures")
    git("checkout", "-q", "--", "archive/.captures")
    assert [kept.raw for kept in archive.captures()] == [b"one\r\ntwo\nthree\r\n"]
    assert not [p for p in check(archive) if p.code == "capture"]
