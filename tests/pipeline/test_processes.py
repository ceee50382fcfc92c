"""Tasks in processes of their own, whose starter may end at any moment."""

import subprocess
import sys
import time

import pytest

from builder.pipeline.processes import OUT_OF_TIME, Begin, Done, Lost, done_apart

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks")

#: Ends at once while a task is being done; what that task's process says goes to the same error stream.
STARTER = """
import os, time
from builder.pipeline.processes import done_apart

def do(task, begin):
    if task == 0:
        os.write(ready, b"x")
        time.sleep(0.3)
    return task

seen, ready = os.pipe()
child = os.fork()
if child == 0:
    for _ in done_apart([0, 1], do, 1, lambda task, step: []):
        pass
os.read(seen, 1)
os.kill(child, 9)
"""


def test_a_process_whose_starter_was_killed_ends_without_a_word() -> None:
    # The error stream ends when the last process that holds it has.
    ended = subprocess.run([sys.executable, "-c", STARTER], capture_output=True, text=True, timeout=20)
    assert (ended.returncode, ended.stderr) == (0, "")


def _spin(task: int, begin: Begin) -> int:
    for step in range(3):
        begin(step, 0.2)
        while (task, step) == (7, 1):
            pass
    return task


def test_a_step_that_takes_too_much_time_is_named_and_the_other_tasks_are_done() -> None:
    parted: list[tuple[int, int]] = []

    def smaller(task: int, step: int) -> list[int]:
        parted.append((task, step))
        return []

    results = list(done_apart([5, 7, 9], _spin, 2, smaller))

    assert parted == [(7, 1)]
    assert [found for found in results if isinstance(found, Lost)] == [Lost(7, OUT_OF_TIME)]
    assert sorted(found.answer for found in results if isinstance(found, Done)) == [5, 9]


def _wait(task: int, begin: Begin) -> int:
    begin(0, 0.2)
    time.sleep(0.5)
    return task


def test_time_for_which_a_process_waits_does_not_count() -> None:
    assert list(done_apart([1], _wait, 1, lambda task, step: [])) == [Done(1, 1)]
