"""Tasks in processes of their own, whose starter may end at any moment."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks")

#: Ends at once while a task is being done; what that task's process says goes to the same error stream.
STARTER = """
import os, time
from builder.pipeline.processes import done_apart

def do(task):
    if task == 0:
        os.write(ready, b"x")
        time.sleep(0.3)
    return task

seen, ready = os.pipe()
child = os.fork()
if child == 0:
    for _ in done_apart([0, 1], do, 1, lambda task: []):
        pass
os.read(seen, 1)
os.kill(child, 9)
"""


def test_a_process_whose_starter_was_killed_ends_without_a_word() -> None:
    # The error stream ends when the last process that holds it has.
    ended = subprocess.run([sys.executable, "-c", STARTER], capture_output=True, text=True, timeout=20)
    assert (ended.returncode, ended.stderr) == (0, "")
