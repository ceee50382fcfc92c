"""A build with nothing to do says so at once, and only then."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli
from mkdocs.config.defaults import MkDocsConfig

from builder.plugin.seal import Outputs, Sealed, inputs_of

from .building import built
from .shelf import shelve
from .test_acceleration import articles, clean, contents, differing, edit, retitle

DONE = "Nothing has changed"


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as at rest as soon as they are read: a test does not wait until they are trusted."""
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)


def shelved(folder: Path) -> Path:
    folder.mkdir()
    return shelve(folder)


def command(root: Path, *options: str) -> str:
    """`mkdocs build` in the archive; gives what it says."""
    MkDocsConfig.plugins.plugin_cache.clear()
    done = CliRunner().invoke(cli, ["build", "-f", str(root / "mkdocs.yml"), *options])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_second_build_has_nothing_to_do_and_touches_nothing(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    assert DONE not in command(root)
    before = {file: file.stat() for file in (root / "site").rglob("*")}
    assert DONE in command(root)
    assert {file: file.stat().st_mtime_ns for file in (root / "site").rglob("*")} == {
        file: found.st_mtime_ns for file, found in before.items()
    }


def _retitled(root: Path) -> None:
    retitle(articles(root)[0], "Another title")


def _new_authority(root: Path) -> None:
    (root / "archive/authority/places.yml").write_text(
        "- name: Lindhaven\n  note: A port.\n", encoding="utf-8"
    )


def _renamed(root: Path) -> None:
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("The Quay Archive", "The Pier Archive"), "utf-8")


def _deleted_page(root: Path) -> None:
    (root / "site/people/index.html").unlink()


def _changed_page(root: Path) -> None:
    (root / "site/people/index.html").write_text("changed", encoding="utf-8")


def _foreign_file(root: Path) -> None:
    (root / "site/people/notes.txt").write_text("left here", encoding="utf-8")


@pytest.mark.parametrize(
    "change", [_retitled, _new_authority, _renamed, _deleted_page, _changed_page, _foreign_file]
)
def test_whatever_changed_is_built(tmp_path: Path, change: Callable[[Path], None]) -> None:
    root = shelved(tmp_path / "warm")
    command(root)
    assert DONE in command(root)
    change(root)
    assert DONE not in command(root)
    assert differing(contents(root / "site"), clean(root, tmp_path / "clean")) == []
    assert DONE in command(root)


def test_a_build_that_warned_warns_again(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    index = root / "archive" / "index.md"
    index.write_text("[Nowhere](articles/no-such.md)\n", encoding="utf-8")
    for _ in range(2):
        said = command(root)
        assert "no-such.md" in said
        assert DONE not in said


def test_a_hook_is_run_in_every_build(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    (root / "hook.py").write_text(
        "def on_post_build(config, **kwargs):\n    print('hooked')\n", encoding="utf-8"
    )
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "hooks:\n  - hook.py\n", encoding="utf-8")
    for _ in range(2):
        assert "hooked" in command(root)


def test_files_that_just_changed_are_told_by_what_they_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", 3600.0)
    root = shelve(tmp_path)
    docs = root / "archive"
    article = articles(root)[0]
    inputs = inputs_of("key", docs)
    assert article.relative_to(docs).as_posix() in dict(inputs.recent)
    sealed = Sealed(inputs, Outputs.of((), {}, ()), "")
    assert sealed.is_of(inputs, docs)
    # As if it had changed within one tick of the clock: what tells files by their times has not noticed.
    article.write_text(article.read_text("utf-8").replace("title: ", "title: 1", 1), encoding="utf-8")
    assert not sealed.is_of(inputs, docs)
    article.unlink()
    assert not sealed.is_of(inputs, docs)


def test_a_build_a_moment_after_an_edit_leaves_the_next_one_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shelved(tmp_path / "warm")
    command(root)
    monkeypatch.setattr("builder.store.stamps.SETTLED", 3600.0)
    _retitled(root)
    assert DONE not in command(root)
    assert DONE in command(root)
    retitle(articles(root)[0], "Another once more")
    assert DONE not in command(root)
    assert differing(contents(root / "site"), clean(root, tmp_path / "clean")) == []


def test_many_files_that_just_changed_are_all_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", 3600.0)
    monkeypatch.setattr("builder.plugin.seal._RECENT", 2)
    root = shelve(tmp_path)
    command(root)
    assert DONE not in command(root)


def test_very_many_files_that_just_changed_are_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", 1.5)
    monkeypatch.setattr("builder.plugin.seal._RECENT", 2)
    monkeypatch.setattr("builder.plugin.seal._MANY", 2)
    root = shelve(tmp_path)
    assert "waiting until later changes would show" in command(root)
    assert DONE in command(root)


@pytest.mark.parametrize("most", [-1, 4_000])
def test_what_was_sealed_is_followed_from_edit_to_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    # Below 0 all files are listed anew in every build.
    monkeypatch.setattr("builder.plugin.seal._LATER", most)
    root = shelved(tmp_path / "warm")
    listing = Counter[bool]()
    own = Outputs.after

    def after(self: Outputs, *given: Any) -> Outputs | None:
        found = own(self, *given)
        listing[found is None] += 1
        return found

    monkeypatch.setattr(Outputs, "after", after)
    dice = random.Random(1)
    command(root)
    for turn in range(5):
        edit(root, dice, str(turn))
        assert DONE not in command(root)
        assert DONE in command(root)
    assert differing(contents(root / "site"), clean(root, tmp_path / "clean")) == []
    assert listing[most < 0] >= 2 and not listing[most > 0]
    _changed_page(root)
    assert DONE not in command(root)
    assert differing(contents(root / "site"), clean(root, tmp_path / "clean")) == []


def test_a_seal_of_another_record_is_no_word_for_the_site(tmp_path: Path) -> None:
    root = shelved(tmp_path / "warm")
    command(root)
    kept = {file: file.read_bytes() for file in (root / ".cache/site").glob("*.record")}
    _retitled(root)
    command(root)
    for file, raw in kept.items():
        file.write_bytes(raw)
    retitle(articles(root)[1], "And another")
    command(root)
    assert differing(contents(root / "site"), clean(root, tmp_path / "clean")) == []


def test_a_damaged_month_of_rows_is_made_again(tmp_path: Path) -> None:
    root = shelved(tmp_path / "warm")
    command(root)
    kept = list((root / ".cache/site").rglob("*.rows/*.rows"))
    assert kept
    for file in kept:
        file.write_bytes(b"[1, 1]\nnothing of the kind")
    retitle(articles(root)[0], "Told by the downloads")
    for _ in range(2):
        command(root)
        assert differing(contents(root / "site"), clean(root, tmp_path / "clean")) == []


def test_workers_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.plugin.making.WORTH", 1)
    monkeypatch.setattr("builder.plugin.making.cores", lambda: 2)
    root = shelved(tmp_path / "warm")
    built(root)
    retitle(articles(root)[0], "Made by two at once")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []
