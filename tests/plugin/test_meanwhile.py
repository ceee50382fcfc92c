"""What another process makes meanwhile arrives whole or counts as not made."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator

import pytest

from builder.errors import BuilderError
from builder.plugin import meanwhile
from builder.plugin.meanwhile import Meanwhile, is_quick_to_fork

forking = pytest.mark.skipif(not is_quick_to_fork(), reason="the system has no quick fork")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, and no threads but the test's, whatever ran before."""
    monkeypatch.setattr(meanwhile, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def held() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@forking
def test_value_comes_from_another_process() -> None:
    made = Meanwhile(lambda: (os.getpid(), "long" * 100_000)).take()
    assert made is not None
    assert made[0] != os.getpid()
    assert made[1] == "long" * 100_000


@forking
def test_what_meets_an_error_counts_as_not_made(capfd: pytest.CaptureFixture[str]) -> None:
    def make() -> str:
        raise BuilderError("gone")

    assert Meanwhile(make).take() is None
    assert capfd.readouterr().err == ""


@forking
def test_process_that_was_ended_leaves_nothing_made() -> None:
    def make() -> str:
        os.kill(os.getpid(), 9)
        return "never"

    assert Meanwhile(make).take() is None


@forking
def test_stopped_it_leaves_no_process(held: threading.Event) -> None:
    made: Meanwhile[bool] = Meanwhile(held.wait)
    process = made._process
    made.stop()
    assert process.exitcode is not None
    assert made.take() is None


def test_beside_other_threads_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert Meanwhile(lambda: "made").take() is None


def test_on_one_core_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanwhile, "cores", lambda: 1)
    assert Meanwhile(lambda: "made").take() is None


@forking
def test_process_ends_when_it_has_made_a_long_value_that_nobody_has_taken() -> None:
    made = Meanwhile(lambda: "long" * 1_000_000)
    made._process.join(20)
    assert made._process.exitcode == 0
    assert made.take() == "long" * 1_000_000


@forking
def test_without_a_place_for_the_value_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    made = Meanwhile(lambda: "made")
    assert not made.is_under_way
    assert made.take() is None
