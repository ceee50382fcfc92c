"""What a finished build holds is not taken apart at its end, and is let go of by a program that goes on."""

from __future__ import annotations

import subprocess
import sys
from weakref import ref

import pytest

from builder.plugin.parting import leave_to_system

#: Holds a part that says so when it is let go of; the two refer to each other, as a build's parts do.
_PROGRAM = """
import sys
from builder.plugin.parting import leave_to_system

class Part:
    def __del__(self, write=sys.stdout.write, flush=sys.stdout.flush):
        write("taken apart")
        flush()

class Whole:
    def __init__(self):
        self.part, self.itself = Part(), self

whole = Whole()
"""


@pytest.mark.parametrize(("then", "said"), [("", "taken apart"), ("leave_to_system(whole)", "")])
def test_what_is_left_to_the_system_is_not_taken_apart(then: str, said: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM + then], capture_output=True, text=True, check=True
    )
    assert (ended.stdout, ended.stderr) == (said, "")


def test_exit_status_stays_the_programs_own() -> None:
    program = f"{_PROGRAM}leave_to_system(whole)\nsys.exit(3)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 3


def test_program_that_goes_on_lets_go_of_it() -> None:
    class Whole:
        pass

    whole = Whole()
    gone = ref(whole)
    leave_to_system(whole)
    del whole
    assert gone() is None
