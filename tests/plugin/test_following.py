"""An edit is followed: what the record tells to be as it was is not looked at, and nothing that changed is missed."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from builder.plugin.acceleration import Acceleration
from builder.plugin.affected import Owners, units_of
from builder.plugin.events import ArchivePlugin
from builder.plugin.holdings import Holdings
from builder.plugin.recordfile import Record
from builder.plugin.snapshot import Reader
from builder.plugin.state import States
from builder.plugin.units import Sort, pages_alone, units

from .building import built
from .shelf import shelve
from .test_acceleration import articles, clean, contents, differing, edit, retitle, shelved

#: Made from many articles: told apart by themselves.
WHOLE = (Sort.SEARCH, Sort.SHARDS, Sort.ROWS, Sort.DOWNLOAD, Sort.WHOLE)


@pytest.fixture(autouse=True)
def at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were written a moment ago count as at rest."""
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)


def every(held: Holdings, *, derived: bool) -> set[str]:
    found = units(held, lambda path: True, search=True) if derived else pages_alone(held, lambda path: True)
    return {unit.name for unit in found if unit.sort not in WHOLE}


@pytest.mark.parametrize("derived", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_units_come_and_go_with_what_an_edit_touches_alone(tmp_path: Path, seed: int, derived: bool) -> None:
    dice = random.Random(seed)
    root = shelve(tmp_path)
    before = States(root, Reader(root / "archive", tmp_path / "cache")).read()
    followed = 0
    for turn in range(8):
        edit(root, dice, f"{seed}{turn}")
        state = States(root, Reader(root / "archive", tmp_path / "cache")).read(before.footing())
        if state.touched is not None and state.before is not None:
            followed += 1
            owners = Owners.of(state.touched, state.before, state.held)
            earlier = units_of(state.before, owners, lambda path: True, derived=derived)
            now = units_of(state.held, owners, lambda path: True, derived=derived)
            was, is_now = every(before.held, derived=derived), every(state.held, derived=derived)
            assert was - is_now == (earlier.keys() - now.keys()) & was
            assert is_now - was == (now.keys() - earlier.keys()) & is_now
            assert now.keys() - {"feed:", "former:"} <= is_now
        before = state
    assert followed >= 3


@pytest.fixture
def followings(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each build followed the last."""
    told: list[bool] = []
    own = Acceleration._choose_all

    def choose(self: Acceleration, *given: object) -> object:
        found = own(self, *given)  # type: ignore[arg-type]
        told.append(self._follows)
        return found

    monkeypatch.setattr(Acceleration, "_choose_all", choose)
    return told


@pytest.mark.parametrize("most", [0, 2_000])
def test_one_edit_after_the_other_is_followed_and_gives_what_a_clean_build_gives(
    tmp_path: Path, followings: list[bool], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    # With 0 every edit has a new base written.
    monkeypatch.setattr("builder.plugin.recordfile._MOST", most)
    root = shelved(tmp_path / "warm")
    built(root)
    path = articles(root)[0]
    for turn in range(3):
        retitle(path, f"Title {turn}")
        site = built(root)
    path.write_text(
        path.read_text(encoding="utf-8").replace("- Lindhaven\n", "- Lindhaven\n  - Nowhere Else\n", 1),
        encoding="utf-8",
    )
    built(root)
    articles(root)[2].unlink()
    built(root)
    added = path.with_name("added.md")
    text = path.read_text(encoding="utf-8")
    added.write_text(re.sub("^id: .*$", "id: a9999999999", text, flags=re.M), encoding="utf-8")
    built(root)
    added.unlink()
    site = built(root)
    # The article that went was one whose page a shell was cut for.
    assert followings == [False, True, True, True, True, False, True, True]
    assert differing(contents(site), clean(root, tmp_path / "clean")) == []


def test_what_an_edit_does_not_touch_is_not_even_read_from_the_record(
    tmp_path: Path, followings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shelved(tmp_path / "warm")
    built(root)
    retitle(articles(root)[0], "Another")
    monkeypatch.setattr(Record, "names", property(lambda record: pytest.fail("all facts were read")))
    monkeypatch.setattr(Record, "units", property(lambda record: pytest.fail("all units were read")))
    # The seal is of all files; without it nobody wants their list.
    monkeypatch.setattr(ArchivePlugin, "_inputs", lambda plugin, config: None)
    built(root)
    assert followings[-1]


def test_a_file_that_somebody_changed_in_the_site_is_put_right_beside_an_edit(
    tmp_path: Path, followings: list[bool]
) -> None:
    root = shelved(tmp_path / "warm")
    site = built(root)
    (site / "sources" / "index.html").write_text("overwritten", encoding="utf-8")
    retitle(articles(root)[0], "Another")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []
    assert followings[-1] is False


def test_a_page_that_the_navigation_calls_otherwise_is_made_anew(
    tmp_path: Path, followings: list[bool]
) -> None:
    root = shelved(tmp_path / "warm")
    built(root)
    lead = root / "archive" / "sources" / "index.md"
    lead.parent.mkdir(exist_ok=True)
    lead.write_text("# Papers\n\nWhat they are.\n", encoding="utf-8")
    retitle(articles(root)[0], "Another")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []
    lead.unlink()
    retitle(articles(root)[0], "A third")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []
