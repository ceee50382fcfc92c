"""Work that a process of its own does while this one goes on: for what is made before the workers are there."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import IO, Generic, TypeVar

from builder.errors import BuilderError

Value = TypeVar("Value")


def cores() -> int:
    """How many processes can compute at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def is_quick_to_fork() -> bool:
    """Whether the system forks a large process in milliseconds, and Python's libraries stand it."""
    return sys.platform.startswith(("linux", "freebsd"))


class Several(Generic[Value]):
    """Values being made, one after the other, by another process from what this one holds now.

    None is started where there is one core, and none beside other threads, as a preview has: the locks that they hold
    would be held for ever in the new process.

    The values come in a file without a name, so that the other process ends, and gives its memory back, when they are
    made: through a pipe it would wait for whoever takes them.
    """

    def __init__(self, make: Callable[[], Iterable[Value]]) -> None:
        """`make` may raise BuilderError; the values then count as not made, and whoever wants them makes them and meets
        the same error."""
        self._end: Connection | None = None
        if cores() < 2 or not is_quick_to_fork() or threading.active_count() > 1:
            return
        try:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `stop`
        except OSError:
            return
        self._end, theirs = multiprocessing.Pipe(duplex=False)
        self._process = multiprocessing.get_context("fork").Process(
            target=_make, args=(self._end, theirs, self._file, make), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def is_under_way(self) -> bool:
        """Whether a process was started, and what it makes not yet taken."""
        return self._end is not None

    def taken(self) -> Iterator[Value]:
        """The values, once; waits for the last. None of them where not all were made."""
        if self._end is None:
            return
        try:
            with suppress(EOFError, OSError):
                count: int = self._end.recv()
                self._file.seek(0)
                for _ in range(count):
                    made: Value = pickle.load(self._file)
                    yield made
        finally:
            self.stop()

    def stop(self) -> None:
        """End the process, whether or not it is done."""
        if self._end is not None:
            self._end.close()
            self._end = None
            self._file.close()
            self._process.terminate()
            self._process.join()


class Meanwhile(Several[Value]):
    """The same of one value."""

    def __init__(self, make: Callable[[], Value]) -> None:
        super().__init__(lambda: (make(),))

    def take(self) -> Value | None:
        """The value, once; waits for it. None where it was not made."""
        return next(iter(tuple(self.taken())), None)


def _make(
    ours: Connection, theirs: Connection, file: IO[bytes], make: Callable[[], Iterable[object]]
) -> None:
    """In the other process, which is too short-lived to look for cycles: that would copy all it was forked with."""
    ours.close()
    gc.disable()
    # An interrupt from the keyboard reaches every process; it is the first one that ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A full disk is no fault: the value then counts as not made.
    with suppress(BuilderError, OSError):
        count = 0
        for made in make():
            pickle.dump(made, file, pickle.HIGHEST_PROTOCOL)
            count += 1
        file.flush()
        theirs.send(count)
