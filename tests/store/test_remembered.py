"""Articles remembered by their files' size, times and number are those that reading every file gives."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from builder.errors import Changed
from builder.store import Archive
from builder.store.applying import in_story
from builder.store.remembered import RememberedArticle, digest_of

from .conftest import ONE, TWO, proposal
from .world import World


def at_rest(docs: Path) -> None:
    """Let every file look as if nobody had touched it for a while."""
    for file in docs.rglob("*.md"):
        os.utime(file, (time.time() - 100, time.time() - 100))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Change times cannot be forged: files count as at rest as soon as they are written."""
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)


def whole(archive: Archive) -> object:
    loaded = archive.load()
    return [(a, a.body, digest_of(a)) for a in loaded.articles], loaded.problems, loaded.unread


def anew(archive: Archive) -> object:
    """The same with nothing remembered."""
    return whole(Archive.find(archive.root, trust_cache=False))


@pytest.mark.usefixtures("settled")
def test_a_file_that_is_as_it_was_is_not_opened_until_its_text_is_wanted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.apply([proposal(ONE), proposal(TWO)])
    first = whole(archive)
    opened: list[str] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (opened.append(self.suffix), read(self))[1])
    again = Archive(archive.root).load()
    assert ".md" not in opened
    assert [a.title for a in again.articles] == ["A title", "A title"]
    assert whole(Archive(archive.root)) == first


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("seed", range(8))
def test_whatever_people_and_machines_do_what_is_remembered_is_what_reading_gives(
    tmp_path: Path, seed: int
) -> None:
    world = World(tmp_path / "w", seed)
    for step in range(16):
        doing = (lambda: world.add(world.choose()), world.edit, world.sync, world.edit, world.edit)[step % 5]
        doing()
        assert whole(world.archive) == anew(world.archive)
        whole(world.archive)


@pytest.mark.usefixtures("settled")
def test_a_text_that_changed_behind_its_size_and_times_is_not_taken_for_the_former(archive: Archive) -> None:
    (outcome, *_) = archive.apply([proposal(ONE)])
    archive.load()
    (article,) = Archive(archive.root).load().articles
    file = archive.docs / outcome.path
    raw = file.read_bytes()
    file.write_bytes(raw[:-3] + raw[-3:].upper().swapcase().upper().replace(b".", b"!"))
    assert isinstance(article, RememberedArticle)
    with pytest.raises(Changed, match="changed while builder was at it"):
        assert article.body


def test_a_file_just_written_is_read_again(archive: Archive) -> None:
    (outcome, *_) = archive.apply([proposal(ONE)])
    archive.load()
    file = archive.docs / outcome.path
    file.write_bytes(file.read_bytes().replace(b"A title", b"B title"))
    assert [a.title for a in Archive(archive.root).load().articles] == ["B title"]


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(
    "harm", [lambda raw: raw[:50], lambda raw: b"", lambda raw: raw.replace(b"title", b"tjtle")]
)
def test_a_memory_that_was_harmed_counts_as_none(archive: Archive, harm) -> None:  # type: ignore[no-untyped-def]
    archive.apply([proposal(ONE), proposal(TWO)])
    first = whole(archive)
    file = archive.cache / "remembered" / "articles.heads"
    file.write_bytes(harm(file.read_bytes()))
    assert whole(Archive(archive.root)) == first


@pytest.mark.usefixtures("settled")
def test_an_article_under_another_story_leaves_its_text_in_its_file(archive: Archive) -> None:
    archive.apply([proposal(ONE)])
    archive.load()
    (article,) = Archive(archive.root).load().articles
    assert isinstance(article, RememberedArticle)
    held = in_story(article, "a-story")
    assert held == replace(article, story="a-story")
    (archive.docs / article.path).unlink()
    assert in_story(article, "another") is not article
    assert in_story(article, article.story) is article
    whole_text = replace(held, body="Said anew.")
    assert isinstance(whole_text, RememberedArticle)
    assert in_story(whole_text, "third").body == "Said anew."
