"""Workers do all tasks, make way for fresh ones when they have grown, and say how one was lost."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from builder.plugin.workers import WorkerLost, Workers

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")

#: What the workers of a test hold from the process that they were forked from, and what they add to it.
HELD: list[bytes] = []


def nothing_more(answer: object) -> Iterable[int]:
    return ()


def answers(
    work: Callable[[int], int],
    tasks: Iterable[int],
    count: int = 2,
    own: float = 1_000,
    came: Callable[[int], Iterable[int]] = nothing_more,
    many: int | None = None,
) -> list[int]:
    tasks = list(tasks)
    workers = Workers(count, work, tasks, came, own)
    try:
        found = []
        for _ in range(many or len(tasks)):
            answer = workers.answers.get(timeout=60)
            if isinstance(answer, WorkerLost):
                raise answer
            found.append(answer)
        return found
    finally:
        workers.stop()


def test_every_task_is_done_once() -> None:
    assert sorted(answers(lambda n: n * n, range(100))) == [n * n for n in range(100)]


def test_tasks_run_in_other_processes_of_which_there_are_as_many_as_asked_for() -> None:
    def work(n: int) -> int:
        time.sleep(0.01)
        return os.getpid()

    found = set(answers(work, range(40), count=3))

    assert len(found) == 3
    assert os.getpid() not in found


def test_a_worker_that_has_grown_makes_way_for_a_fresh_one_and_no_task_is_lost() -> None:
    def work(n: int) -> int:
        HELD.append(b"x" * 12 * 2**20)
        return len(HELD)

    found = answers(work, range(20), count=1, own=40)

    # 12 MiB each: the fourth at the latest goes over 40, and the next worker begins with nothing held.
    assert len(found) == 20
    assert max(found) <= 4
    assert found.count(1) >= 5


def test_a_large_task_is_done_by_a_worker_that_holds_little_and_none_is_lost() -> None:
    def work(n: int) -> int:
        held = len(HELD)
        HELD.append(b"x" * 12 * 2**20)
        return 100 * held + n

    tasks = [1, 2, 3, 50, 4, 51, 52, 5, 6, 53]
    workers = Workers(1, work, tasks, nothing_more, 1_000, is_large=lambda n: n >= 50)
    try:
        found = [workers.answers.get(timeout=60) for _ in tasks]
    finally:
        workers.stop()
    assert all(isinstance(answer, int) for answer in found)
    held = {answer % 100: answer // 100 for answer in found if isinstance(answer, int)}
    assert sorted(held) == sorted(tasks)
    # After two tasks a worker holds more than one that is to begin a large task may.
    assert max(held[task] for task in tasks if task >= 50) <= 1
    assert max(held.values()) >= 2


def test_large_tasks_that_follow_one_another_do_not_wait_until_all_others_are_done() -> None:
    def work(n: int) -> int:
        HELD.append(b"x" * 20 * 2**20)
        time.sleep(0.01)
        return n

    def came(answer: int) -> Iterable[int]:
        return [answer + 1] if 100 <= answer < 106 else ()

    workers = Workers(2, work, [100, *range(80)], came, 50, is_large=lambda n: n >= 100)
    try:
        found = [workers.answers.get(timeout=60) for _ in range(87)]
    finally:
        workers.stop()

    # Each worker has grown after one task; were another sent along with a large one, it would make way for ever.
    assert [n for n in found if isinstance(n, int) and n >= 100] == list(range(100, 107))
    assert found.index(106) < 60


def test_where_even_a_fresh_worker_holds_much_it_does_a_large_task_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("builder.plugin.workers.SMALL", 0)
    workers = Workers(2, lambda n: n, range(6), nothing_more, is_large=lambda n: True)
    try:
        assert sorted(workers.answers.get(timeout=60) for _ in range(6)) == list(range(6))  # type: ignore[type-var]
    finally:
        workers.stop()


def test_memory_that_was_given_back_makes_no_worker_go() -> None:
    def work(n: int) -> int:
        # More than malloc ever keeps for the next time.
        assert len(b"x" * 200 * 2**20) > 0
        return os.getpid()

    assert len(set(answers(work, range(5), count=1, own=150))) == 1


def test_answers_may_bring_further_tasks() -> None:
    def came(answer: int) -> Iterable[int]:
        return range(10, 15) if answer == 2 else ()

    assert sorted(answers(lambda n: n, [1, 2, 3], came=came, many=8)) == [1, 2, 3, 10, 11, 12, 13, 14]


def test_a_worker_that_is_killed_is_told_of_and_not_waited_for() -> None:
    def work(n: int) -> int:
        if n == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    with pytest.raises(WorkerLost, match="signal 9; the machine may be short of memory"):
        answers(work, range(50))


def test_a_fault_in_the_work_is_printed_and_told_of(capfd: pytest.CaptureFixture[str]) -> None:
    def work(n: int) -> int:
        return 1 // (n - 3)

    with pytest.raises(WorkerLost, match="exit code 1"):
        answers(work, range(50))

    assert "ZeroDivisionError" in capfd.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are listed by Linux")
def test_stopping_ends_workers_in_the_middle_of_a_task() -> None:
    workers: Workers[int, int] = Workers(2, lambda n: time.sleep(600) or n, range(4), nothing_more)
    stems = [stem.pid for stem in workers._stems]
    deadline = time.monotonic() + 20
    while (children := children_of(stems)) == [] or len(children) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.02)

    workers.stop()

    while any(is_running(pid) for pid in children):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert not any(stem.is_alive() for stem in workers._stems)


def children_of(stems: Iterable[int | None]) -> list[int]:
    found: list[int] = []
    for stem in stems:
        with Path(f"/proc/{stem}/task/{stem}/children").open(encoding="ascii") as stream:
            found += map(int, stream.read().split())
    return found


def is_running(pid: int) -> bool:
    try:
        with Path(f"/proc/{pid}/stat").open(encoding="ascii") as stream:
            return stream.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
