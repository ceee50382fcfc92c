"""The end of a program that holds much: its memory goes back to the system at once, and not object by object."""

from __future__ import annotations

import atexit
import gc
from weakref import WeakSet

_held: WeakSet[object] = WeakSet()


def leave_to_system(held: object) -> None:
    """When the program ends, do not take apart `held`, if it is there still, nor what it refers to: of 10,000 articles
    Python did that for .35 s after a build was over. Nothing that it holds may have anything left to do, as an open file
    has. A program that goes on lets go of it as of anything else."""
    atexit.unregister(_keep)
    atexit.register(_keep)
    _held.add(held)


def _keep() -> None:
    """What refers to itself is let go of by nobody but the search for cycles, which leaves out what is frozen."""
    kept: list[object] = list(_held)
    kept.append(kept)
    gc.freeze()
