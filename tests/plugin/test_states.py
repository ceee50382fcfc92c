"""What a preview knows after following edits is what it would know had it read everything anew."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.plugin.finding import Finder
from builder.plugin.snapshot import Reader
from builder.plugin.state import State, States
from builder.plugin.tracking import name_of
from builder.plugin.units import units

from .building import built
from .shelf import shelve
from .test_acceleration import articles, edit


def states(root: Path, cache: Path) -> States:
    return States(root, Reader(root / "archive", cache, lenient=True))


def facts(state: State) -> Iterator[str]:
    """The names of all facts that anything can look at."""
    library = state.held.library
    kinds = {
        "abphnt": library.articles,
        "l": library.chronological,
        "s": library.stories,
        "eEm": library.entities,
        "zZ": library.sources,
        "y": state.held.years.by_year,
    }
    for letters, held in kinds.items():
        yield from (f"{letter}:{name_of(key)}" for letter in letters for key in held)
    yield from ("c#", "x#", "u#", "A#", "a#", "s#", "e#", "z#", "y#", "t#")
    yield from ("a*", "s*", "e*", "z*", "y*", "t*", "o*")


@pytest.mark.parametrize("seed", range(8))
def test_followed_edits_come_to_the_same_as_reading_anew(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    root = shelve(tmp_path)
    followed = states(root, tmp_path / "one")
    state = followed.read()
    for turn in range(6):
        before = {path: path.read_bytes() for path in articles(root)}
        for _ in range(dice.randint(1, 2)):
            edit(root, dice, f"{seed}{turn}")
        after = {path: path.read_bytes() for path in articles(root)}
        changed = [path for path in {*before, *after} if before.get(path) != after.get(path)]
        paths = [path.relative_to(root / "archive").as_posix() for path in changed]
        state = followed.read_again(paths, state)
        anew = states(root, tmp_path / f"other{turn}").read()
        assert state.held.library == anew.held.library
        assert state.held.years == anew.held.years
        assert state.held.problems == anew.held.problems
        assert [f for f in facts(anew) if state.facts[f] != anew.facts[f]] == []
        assert {article.id for article in state.come} <= set(state.held.library.articles)


@pytest.mark.parametrize("seed", range(8))
def test_facts_that_an_edit_is_not_said_to_touch_are_what_they_were_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    # The clock of these file systems is fine enough to tell edits apart that follow one another.
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    dice = random.Random(seed)
    root = shelve(tmp_path)
    before = states(root, tmp_path / "one").read()
    known = {name: before.facts[name] for name in facts(before)}
    followed = 0
    for turn in range(8):
        for _ in range(dice.randint(1, 2)):
            edit(root, dice, f"{seed}{turn}")
        state = states(root, tmp_path / "one").read(before.footing())
        anew = states(root, tmp_path / f"other{turn}").read()
        assert state.held.library == anew.held.library
        assert state.held.years == anew.held.years
        assert state.footing() == anew.footing()
        now = {name: anew.facts[name] for name in {*known, *facts(anew)}}
        assert [name for name in now if state.facts[name] != now[name]] == []
        if state.touched is not None:
            followed += 1
            assert {name for name in known if known[name] != now[name]} - state.touched == set()
        before, known = anew, {name: now[name] for name in facts(anew)}
    assert followed >= 4


def test_edits_are_followed_from_no_other_state_than_the_one_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    root = shelve(tmp_path)
    before = states(root, tmp_path / "one").read().footing()
    articles(root)[0].unlink()
    # Somebody else, as a preview, has read the archive since.
    states(root, tmp_path / "one").read()
    articles(root)[1].unlink()
    assert states(root, tmp_path / "one").read(before).touched is None


def test_another_authority_file_is_a_change_that_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    root = shelve(tmp_path)
    before = states(root, tmp_path / "one").read().footing()
    file = next((root / "archive" / "authority").glob("*.yml"))
    file.write_text(file.read_text(encoding="utf-8") + "# seen\n", encoding="utf-8")
    assert states(root, tmp_path / "one").read(before).touched is None


def test_a_second_file_with_an_articles_id_is_no_change_and_takes_over_when_the_first_goes(
    tmp_path: Path,
) -> None:
    root = shelve(tmp_path)
    followed = states(root, tmp_path / "one")
    state = followed.read()
    first = articles(root)[0]
    second = first.with_name(f"z{first.name}")
    second.write_bytes(first.read_bytes())
    for gone in (None, first):
        if gone is not None:
            gone.unlink()
        paths = [path.relative_to(root / "archive").as_posix() for path in (first, second)]
        state = followed.read_again(paths, state)
        assert state.held.library == states(root, tmp_path / "other").read().held.library


def test_every_file_of_a_site_is_found_by_the_unit_that_makes_it(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    site = built(root)
    state = states(root, tmp_path / "cache").read()
    finder = Finder(state.held, lambda path: True, search=True)
    made = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assets = ("assets/", "stylesheets/", "404.html", "sitemap.xml.gz")
    ours = {file for file in made if not file.startswith(assets) and not file.endswith("card.png")}
    assert sorted(file for file in ours if finder.unit(file) is None) == []
    known = {unit.name for unit in units(state.held, lambda path: True, search=True)}
    found = {unit.name for file in ours if (unit := finder.unit(file)) is not None}
    assert found <= known
    assert {name for name in known - found if not name.startswith(("rows:", "former:"))} == set()


def test_no_unit_is_found_for_what_the_site_does_not_have(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    state = states(root, tmp_path / "cache").read()
    finder = Finder(state.held, lambda path: True, search=False)
    for file in (
        "",
        "nothing",
        "people/nobody/index.html",
        "articles/x/feed.xml",
        "compare/a-b/index.html",
        "timeline/1066/index.html",
        "people/-/9/index.html",
        "pagefind/pagefind.js",
        "id/x/index.html",
    ):
        assert finder.unit(file) is None, file


def test_what_was_remembered_of_a_file_is_what_reading_it_gave_notices_and_unknown_keys_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    root = shelve(tmp_path)
    path = articles(root)[0]
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("language: en\n", "langauge: en\nseen: [1, {at: home}]\n", 1), encoding="utf-8"
    )
    read = Reader(root / "archive", tmp_path / "cache").snapshot()
    monkeypatch.setattr("builder.plugin.snapshot.read_file", None)
    again = Reader(root / "archive", tmp_path / "cache").snapshot()
    assert again == read
    assert read.problems()
    assert any(article.extra.get("seen") == [1, {"at": "home"}] for article in again.articles())


@pytest.mark.parametrize("early", [False, True])
def test_files_shared_between_two_processes_are_read_as_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, early: bool
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    monkeypatch.setattr("builder.plugin.meanwhile.cores", lambda: 2)
    root = shelve(tmp_path)
    broken, dated, unknown = articles(root)[-3:]
    for path, line in (
        (broken, "seen: [en\n"),
        (dated, "seen: 2024-05-01\n"),
        (unknown, "seen: [1, {at: home}]\n"),
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("---\n", f"---\n{line}", 1), encoding="utf-8")
    alone = Reader(root / "archive", tmp_path / "alone").snapshot()
    monkeypatch.setattr("builder.plugin.snapshot._SHARED", 2)
    reader = Reader(root / "archive", tmp_path / "shared")
    if early:
        reader.begin()
    shared = reader.snapshot()
    reader.settle()
    assert list(shared.filed) == list(alone.filed)
    assert shared == alone
    assert [problem.code for problem in shared.problems()] == ["yaml"]
    for file in (tmp_path / "alone" / "articles").iterdir():
        assert (tmp_path / "shared" / "articles" / file.name).exists()


def test_what_changes_after_another_process_has_read_it_is_read_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    monkeypatch.setattr("builder.plugin.meanwhile.cores", lambda: 2)
    monkeypatch.setattr("builder.plugin.snapshot._SHARED", 2)
    root = shelve(tmp_path)
    reader = Reader(root / "archive", tmp_path / "cache")
    reader.begin()
    # Long enough for the other process to have read all.
    time.sleep(1)
    changed, gone = articles(root)[-2:]
    changed.write_text(changed.read_text(encoding="utf-8") + "\nOne line more.\n", encoding="utf-8")
    gone.unlink()
    found = reader.snapshot()
    reader.settle()
    assert found == Reader(root / "archive", tmp_path / "anew").snapshot()
    assert any(article.body.endswith("One line more.") for article in found.articles())


def test_what_another_process_kept_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    monkeypatch.setattr("builder.plugin.meanwhile.cores", lambda: 2)
    monkeypatch.setattr("builder.plugin.snapshot._SHARED", 2)
    root = shelve(tmp_path)
    reader = Reader(root / "archive", tmp_path / "cache")
    before = reader.snapshot()
    reader.settle()
    again = Reader(root / "archive", tmp_path / "cache")
    monkeypatch.setattr(again, "_read", None)
    assert again.snapshot() == before


def test_the_index_is_kept_when_the_state_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    root = shelve(tmp_path)
    state = States(root, Reader(root / "archive", root / ".cache")).read(keep=False)
    assert not list((root / ".cache").glob("library.*"))
    state.keep()
    assert list((root / ".cache").glob("library.*"))


def test_fingerprints_made_ready_are_those_that_are_asked_for(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    state, other = (states(root, tmp_path / name).read() for name in ("one", "two"))
    names = [*facts(state), "R#"]
    state.facts.prepare(names)
    state.facts.rows = other.facts.rows = "made later"
    assert {name: state.facts[name] for name in names} == {name: other.facts[name] for name in names}
