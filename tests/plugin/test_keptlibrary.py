"""The archive's index is kept from one build to the next, and is the one that would be made."""

from __future__ import annotations

import random
from dataclasses import fields
from pathlib import Path

import pytest

from builder.model.article import Article
from builder.plugin.keptlibrary import Index, KeptLibrary
from builder.plugin.snapshot import Reader
from builder.plugin.state import States
from builder.store import Archive

from .shelf import shelve
from .test_acceleration import articles, edit


@pytest.fixture(autouse=True)
def at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were written a moment ago count as at rest."""
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)


def read(root: Path) -> States:
    return States(root, Reader(root / "archive", root / ".cache"))


@pytest.mark.parametrize("seed", range(4))
def test_the_kept_index_is_what_would_be_built(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    root = shelve(tmp_path)
    for turn in range(4):
        snapshot = Reader(root / "archive", tmp_path / f"other{turn}").snapshot()
        authority = Archive(root).authority()
        built = Index.of(snapshot.articles(), authority)
        KeptLibrary(root / ".cache").keep(str(turn), built)
        found = KeptLibrary(root / ".cache").find(str(turn), snapshot.articles(), authority)
        assert found == built
        assert list(found.library.entities) == list(built.library.entities)
        assert list(found.library.articles) == list(built.library.articles)
        assert found.library.linking == built.library.linking
        edit(root, dice, f"{seed}{turn}")


def test_the_index_of_another_state_is_not_taken(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    state = read(root).read()
    kept = KeptLibrary(root / ".cache")
    held = state.held.library
    assert kept.find(state.footing().articles, held.articles.values(), held.authority) is not None
    assert kept.find("another", held.articles.values(), held.authority) is None
    assert kept.find("", held.articles.values(), held.authority) is None


def test_lists_that_another_build_has_replaced_are_not_taken_for_those_that_were_kept(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    first = read(root).read()
    held = first.held.library
    lists = (root / ".cache" / "library.lists").read_bytes()
    articles(root)[0].unlink()
    second = read(root).read()
    # As if the first had written its lists when the second had written all.
    (root / ".cache" / "library.lists").write_bytes(lists)
    now = second.held.library
    found = KeptLibrary(root / ".cache").find(second.footing().articles, now.articles.values(), now.authority)
    assert found is None or found.library == now
    assert held != now


def test_an_edit_that_changes_no_list_leaves_the_lists_as_they_are(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    before = read(root).read().footing()
    lists = root / ".cache" / "library.lists"
    was = lists.stat().st_ino
    file = articles(root)[0]
    file.write_text(file.read_text(encoding="utf-8").replace("title: ", "title: Again ", 1), encoding="utf-8")
    state = read(root).read(before)
    assert state.touched
    assert lists.stat().st_ino == was
    held = state.held.library
    found = KeptLibrary(root / ".cache").find(
        state.footing().articles, held.articles.values(), held.authority
    )
    assert found is not None
    assert found.library == held


def test_articles_from_what_was_kept_say_what_their_files_say(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    Reader(root / "archive", tmp_path / "kept").snapshot()
    kept = {a.path: a for a in Reader(root / "archive", tmp_path / "kept").snapshot().articles()}
    anew = {a.path: a for a in Reader(root / "archive", tmp_path / "anew").snapshot().articles()}
    assert kept
    assert all(article.unread is not None for article in kept.values())
    for path, article in anew.items():
        assert article.unread is None
        for one in fields(Article):
            assert getattr(kept[path], one.name) == getattr(article, one.name)
        assert kept[path] == article
        with pytest.raises(AttributeError):
            kept[path].nothing  # noqa: B018 - asking is the test
