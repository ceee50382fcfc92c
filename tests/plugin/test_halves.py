"""Two processes that read towards each other read every file once, or leave it to whoever asks."""

from __future__ import annotations

import os
import threading
import time

import pytest

from builder.plugin import meanwhile
from builder.plugin.halves import Halves
from builder.plugin.meanwhile import is_quick_to_fork

pytestmark = pytest.mark.skipif(not is_quick_to_fork(), reason="the system has no quick fork")

FILES = list(range(2_000))


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, and no threads but the test's, whatever ran before."""
    monkeypatch.setattr(meanwhile, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def named(file: int) -> tuple[int, int]:
    return file, os.getpid()


def test_both_read_some_of_the_files_and_together_all_of_them() -> None:
    halves = Halves(lambda: FILES, named)
    here = []
    for file in halves.here(FILES):
        time.sleep(0.0005)
        here.append(file)
    there = list(halves.there())
    assert here == FILES[: len(here)]
    assert [file for file, _ in there] == FILES[: -len(there) - 1 : -1]
    assert len(FILES) - 1 <= len(here) + len(there) <= len(FILES) + 1
    assert there
    assert os.getpid() not in {process for _, process in there}


def test_files_that_cannot_be_sent_are_left_out() -> None:
    halves = Halves(lambda: FILES, lambda file: None if file % 2 else file)
    time.sleep(0.2)
    assert list(halves.here(FILES))[:1] in ([], [0])
    assert not [file for file in halves.there() if file % 2]


def test_where_the_other_process_is_ended_its_files_are_missing_and_nothing_is_said_of_them() -> None:
    def read(file: int) -> int:
        if file == 1_500:
            os._exit(1)
        return file

    halves = Halves(lambda: FILES, read)
    here = []
    for file in halves.here(FILES):
        time.sleep(0.0005)
        here.append(file)
    assert list(halves.there()) == []
    assert here == FILES[: len(here)]


def test_on_one_core_this_process_reads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanwhile, "cores", lambda: 1)
    halves = Halves(lambda: FILES, named)
    assert list(halves.here(FILES)) == FILES
    assert list(halves.there()) == []


def test_stopped_it_leaves_no_process() -> None:
    halves = Halves(lambda: FILES, lambda file: time.sleep(60))
    halves.stop()
    assert list(halves.there()) == []
