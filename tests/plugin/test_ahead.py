"""What takes long is begun before the site lies in its place, and written when it does."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from builder.errors import BuilderError
from builder.plugin import ahead, meanwhile
from builder.plugin.ahead import Ahead, Gate, Turn
from builder.plugin.making import Result, Workshop, is_parquet
from builder.plugin.meanwhile import Meanwhile, is_quick_to_fork
from builder.plugin.units import Sort, Unit

from .building import built
from .shelf import shelve
from .test_acceleration import articles, clean, contents, differing, edit, retitle, shelved

pytestmark = pytest.mark.skipif(not is_quick_to_fork(), reason="the system has no quick fork")

#: Builds a site and is killed by the system when it has come to a moment of what is made ahead, or some time after. Its error
#: stream ends when the last process of the build has ended.
KILLED = """
import os, signal, sys, threading
from pathlib import Path
from typing import Any
from builder.plugin import ahead, meanwhile
from builder.plugin.ahead import Ahead
from builder.store import stamps
from tests.plugin.building import built

root, moment, when, seconds = Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])
stamps.SETTLED = -3600.0
meanwhile.cores = ahead.cores = lambda: 3
does = getattr(Ahead, moment)

def kill():
    os.kill(os.getpid(), signal.SIGKILL)

def doing(self, *others):
    if moment != "__init__" and not self.names:
        return does(self, *others)
    if when == "before":
        kill()
    found = does(self, *others)
    if self.names:
        kill() if seconds == 0 else threading.Timer(seconds, kill).start()
    return found

setattr(Ahead, moment, doing)
built(root)
"""

LISTED = {"a": ("a", 1, 2, 3), "b": ("b", 4, 5, 6)}


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, and no threads but the test's, whatever ran before; files are at rest as soon as they are read."""
    monkeypatch.setattr(meanwhile, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)


def behind(gate: Gate) -> Meanwhile[list[str]]:
    """A process that asks which files lie there."""

    def ask() -> list[str]:
        gate.enter()
        return sorted(gate)

    asking = Meanwhile(ask)
    gate.leave()
    return asking


@pytest.mark.parametrize(("lost", "seen"), [((), ["a", "b"]), (("b",), ["a"]), (None, [])])
def test_another_process_sees_the_files_that_lie_there_once_it_is_let_in(
    lost: Sequence[str] | None, seen: list[str]
) -> None:
    gate = Gate(LISTED)
    asking = behind(gate)
    gate.open(lost)
    assert asking.take() == seen


def test_a_process_that_is_never_let_in_makes_nothing() -> None:
    gate = Gate(LISTED)
    asking = behind(gate)
    gate.shut()
    assert asking.take() is None


def test_more_lost_files_than_a_pipe_holds_are_told_too() -> None:
    many = {f"{n:0100}": (f"{n:0100}", 1, 2, 3) for n in range(2_000)}
    gate = Gate(many)
    asking = behind(gate)
    gate.open(list(many)[1:])
    assert asking.take() == list(many)[:1]


def test_after_an_edit_the_downloads_are_made_ahead_of_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shelve(tmp_path)
    built(root)
    begun: list[frozenset[str]] = []

    def opened(self: Ahead, lost: Sequence[str] | None) -> None:
        begun.append(self.names)
        open_(self, lost)

    open_ = Ahead.open
    monkeypatch.setattr(Ahead, "open", opened)
    retitle(articles(root)[0], "Told ahead")
    site = built(root)
    assert {"download:data/articles.csv", "download:data/archive.sqlite"} <= begun[0]
    assert "whole:" not in begun[0], "no list of all pages tells a title"
    assert "Told ahead" in (site / "data" / "articles.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", range(10, 13))
def test_after_random_edits_what_was_made_ahead_is_what_a_clean_build_makes(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    root = shelved(tmp_path / "warm")
    built(root)
    for turn in range(3):
        for _ in range(dice.randint(1, 2)):
            edit(root, dice, f"{seed}{turn}")
        assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


def test_where_a_process_fails_the_first_one_makes_what_it_was_to_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shelved(tmp_path / "warm")
    built(root)
    first, made = os.getpid(), Workshop.make

    def failing(self: Workshop, units: Sequence[Unit], months: dict[str, str]) -> list[Result]:
        if os.getpid() != first and any(unit.sort is Sort.DOWNLOAD for unit in units):
            raise BuilderError("lost")
        return made(self, units, months)

    monkeypatch.setattr(Workshop, "make", failing)
    retitle(articles(root)[0], "Told after all")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


def test_many_parts_of_the_search_index_are_left_to_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "PARTS", -1)
    root = shelved(tmp_path / "warm")
    built(root)
    retitle(articles(root)[0], "Searched for")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


@pytest.mark.parametrize(
    ("moment", "when", "seconds"),
    [
        ("__init__", "after", 0),
        ("open", "before", 0),
        ("open", "after", 0.03),
        ("results", "before", 0),
        ("results", "after", 0),
    ],
)
def test_a_build_killed_while_something_is_made_ahead_leaves_no_process_and_nothing_that_is_trusted(
    tmp_path: Path, moment: str, when: str, seconds: float
) -> None:
    root = shelved(tmp_path / "warm")
    built(root)
    retitle(articles(root)[0], "Half told ahead")
    command = [sys.executable, "-c", KILLED, str(root), moment, when, str(seconds)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[2])
    # Of a build that is killed some time after, a quick machine may have made all by then.
    assert ended.returncode in ((-9, 0) if seconds else (-9,)), ended.stderr
    retitle(articles(root)[1], "Told after the kill")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []
    assert not (root / ".site.kept").exists()


@pytest.mark.parametrize(("told", "known"), [({"2021-03": "token"}, {"2021-03": "token"}), (None, None)])
def test_what_loads_pyarrow_begins_when_others_have_ended_and_knows_what_they_made(
    tmp_path: Path, told: dict[str, str] | None, known: dict[str, str] | None
) -> None:
    turn, ended = Turn(), tmp_path / "ended"

    def first() -> None:
        if told is not None:
            turn.tell(told)

    def second() -> None:
        time.sleep(0.2)
        ended.touch()

    def last() -> dict[str, str]:
        found = turn.wait()
        assert ended.exists()
        return found

    others = [Meanwhile(first), Meanwhile(second)]
    waiting = Meanwhile(last)
    turn.leave()
    assert waiting.take() == known
    for other in others:
        other.stop()


def test_a_process_that_leaves_is_not_waited_for() -> None:
    turn, (theirs, ours) = Turn(), os.pipe()

    def left() -> bytes:
        turn.leave()
        os.close(ours)
        return os.read(theirs, 1)

    others: list[Meanwhile[Any]] = [Meanwhile(left), Meanwhile(lambda: turn.tell({"2021-03": "token"}))]
    waiting = Meanwhile(turn.wait)
    turn.leave()
    assert waiting.take() == {"2021-03": "token"}
    os.write(ours, b"x")
    assert others[0].take() == b"x"
    for other in others:
        other.stop()
    os.close(theirs)
    os.close(ours)


def test_after_an_edit_pyarrow_is_loaded_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    root = shelve(tmp_path)
    built(root)
    where = tmp_path / "where"
    made = Workshop.make

    def noted(self: Workshop, units: Sequence[Unit], months: dict[str, str]) -> list[Result]:
        with where.open("a") as stream:
            stream.writelines(f"{os.getpid()} {is_parquet(unit)}\n" for unit in units)
        return made(self, units, months)

    monkeypatch.setattr(Workshop, "make", noted)
    retitle(articles(root)[0], "Told ahead")
    built(root)
    found = [line.split() for line in where.read_text().splitlines()]
    loading = {process for process, loads in found if loads == "True"}
    assert len(loading) == 1
    assert str(os.getpid()) not in loading
    assert not loading & {process for process, loads in found if loads == "False"}
