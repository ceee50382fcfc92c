"""Worker processes that make way for fresh ones when they have grown.

A worker forked from a large process shares its memory until it writes to it. What it then needs for one task (a library,
what it remembered, the pages that it looked at) it would hold until the build's end. So each worker has a stem, forked
once, which does nothing but fork it, wait for it, and fork the next, as small as the first was.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import FrameType
from typing import Generic, TypeVar

from builder.errors import BuilderError

#: MiB that a worker may have to itself after a task: what it made, and what it looked at, since Python counts the users of
#: an object in the object. At 10,000 articles all processes together held 690 MiB without a bound, 260 to 275 for most of a
#: build with 56 MiB here; beside a part of the search index 246 to 255 with 48, 241 to 250 with 44, at the same seconds of
#: processor; a fresh worker copies some 20 MiB in 20 ms, and finds again what it remembered.
OWN = 44

#: MiB that a worker may have to itself before a large task, which is better begun by a fresh one: making a part of the search
#: index takes 40 more. Begun by whichever worker was free, such a one had up to 80, and all processes 262 at 10,000 articles.
SMALL = 16

#: Tasks that a worker has before it while more than `_MANY` for each wait: the one it is at, and one more, so that it is
#: not idle until the next is sent. The last are given to whoever is free.
_AHEAD, _MANY = 2, 8

#: Where Linux says which pages a process shares.
_PAGES = Path("/proc/self/smaps_rollup")

#: What a worker ends with: all is done, or another is to follow.
_DONE, _FOLLOWED, _FAILED = 0, 64, 1

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class WorkerLost(BuilderError):
    """A worker ended before its task was done; the text says how."""


@dataclass(frozen=True, slots=True)
class _Back(Generic[Task]):
    """A large task that a worker has grown too much for, and makes way."""

    task: Task


def _is_none(task: object) -> bool:
    return False


class Workers(Generic[Task, Answer]):
    """Processes that do tasks, in any order; what they do them with is what the starting process held when it forked.

    Answers come in `answers`, as many as there are tasks; a WorkerLost among them is the last.
    """

    def __init__(
        self,
        count: int,
        work: Callable[[Task], Answer],
        tasks: Iterable[Task],
        came: Callable[[Answer], Iterable[Task]],
        own: float = OWN,
        is_large: Callable[[Task], bool] = _is_none,
    ) -> None:
        """`came` is told each answer, in a thread of its own, and gives tasks that come before all others. A worker makes
        way when it has more than `own` MiB to itself, or more than `SMALL` when it gets a task that `is_large`."""
        self.answers: SimpleQueue[Answer | WorkerLost] = SimpleQueue()
        self._came = came
        self._tasks = deque(tasks)
        pipes = [multiprocessing.Pipe() for _ in range(count)]
        self._ends: list[Connection] = [ours for ours, _ in pipes]
        context = multiprocessing.get_context("fork")
        self._stems = [
            context.Process(
                target=_stem,
                args=(
                    theirs,
                    [end for pair in pipes for end in pair if end is not theirs],
                    _Bench(work, int(own * 2**20), is_large),
                ),
                daemon=True,
            )
            for _, theirs in pipes
        ]
        for stem in self._stems:
            stem.start()
        for _, theirs in pipes:
            theirs.close()
        self._open = dict.fromkeys(self._ends, 0)
        self._is_large = is_large
        #: Workers at a large task, which have nothing else before them.
        self._alone: set[Connection] = set()
        self._stopped = False
        self._thread = Thread(target=self._tend, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the workers, whether or not they are done."""
        self._stopped = True
        for stem in self._stems:
            stem.terminate()
        for stem in self._stems:
            stem.join()
        self._thread.join()

    def _tend(self) -> None:
        """Hand out tasks and take answers until there are no more of either."""
        try:
            self._give()
            while any(self._open.values()):
                for end in wait(self._ends):
                    assert isinstance(end, Connection)
                    answer = end.recv()
                    self._open[end] -= 1
                    if isinstance(answer, _Back):
                        # The one that follows it has nothing else to begin with.
                        self._send(end, answer.task)
                        continue
                    self._alone.discard(end)
                    self._tasks.extendleft(reversed(list(self._came(answer))))
                    self.answers.put(answer)
                self._give()
        except (EOFError, OSError):
            if not self._stopped:
                self.answers.put(WorkerLost(self._how_lost()))
        finally:
            for end in self._ends:
                end.close()

    def _give(self) -> None:
        """Send waiting tasks to the workers that have the fewest. A large one goes to a worker that has none, and that one
        gets no other with it: where a grown worker made way for a large task and its follower found another before it, it
        had grown again when it came to the large one, and so on, until only large ones were left for one worker."""
        for ahead in range(_AHEAD):
            for end in self._ends:
                enough = len(self._tasks) > ahead * _MANY * len(self._ends)
                if not enough or self._open[end] > ahead or end in self._alone:
                    continue
                if not self._is_large(self._tasks[0]):
                    self._send(end, self._tasks.popleft())
                elif not self._open[end]:
                    self._alone.add(end)
                    self._send(end, self._tasks.popleft())

    def _send(self, end: Connection, task: Task) -> None:
        end.send(task)
        self._open[end] += 1

    def _how_lost(self) -> str:
        for stem in self._stems:
            stem.join(1)
        code = next((stem.exitcode for stem in self._stems if stem.exitcode), None)
        if code is not None and code > 128:
            return f"a worker process was ended by signal {code - 128}; the machine may be short of memory"
        return f"a worker process ended early, with exit code {code}; what it said stands above"


@dataclass(frozen=True, slots=True)
class _Bench(Generic[Task, Answer]):
    """What a worker works with. `own` is in bytes."""

    work: Callable[[Task], Answer]
    own: int
    is_large: Callable[[Task], bool]


def _stem(end: Connection, others: Sequence[Connection], bench: _Bench[Task, Answer]) -> None:
    """In a process of its own: fork a worker, and another whenever one makes way."""
    for other in others:
        other.close()
    # An interrupt from the keyboard reaches every process; it is the first one that ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = 0

    def stop(number: int, frame: FrameType | None) -> None:
        # It may have ended this moment, and been waited for below.
        with suppress(ProcessLookupError, ChildProcessError):
            if child:
                os.kill(child, signal.SIGKILL)
                # Waited for, so that what it used counts as the build's.
                os.waitpid(child, 0)
        os._exit(_DONE)

    signal.signal(signal.SIGTERM, stop)
    while True:
        # Told to stop between the fork and knowing its number, it would leave the worker behind.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        child = os.fork()
        if not child:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
            _worker(end, bench)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        child = 0
        if code != _FOLLOWED:
            os._exit(code if code >= 0 else 128 - code)


def _worker(end: Connection, bench: _Bench[Task, Answer]) -> None:
    """Do tasks until there are no more, or until it has grown; does not return."""
    code = _FAILED
    try:
        code = _serve(end, bench)
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(code)


def _serve(end: Connection, bench: _Bench[Task, Answer]) -> int:
    held, is_fresh = _Held(bench.own), True
    try:
        while not held.is_over():
            task: Task = end.recv()
            if not is_fresh and bench.is_large(task) and held.own() > SMALL * 2**20:
                end.send(_Back(task))
                return _FOLLOWED
            end.send(bench.work(task))
            is_fresh = False
    except (EOFError, ConnectionError):
        return _DONE
    return _FOLLOWED


class _Held:
    """What a forked process shares with no other, against a bound of bytes. Adding its pages up takes milliseconds; but
    each page of its own has cost it a fault, which the system counts, so it is done only where the bound may be passed.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._look = most

    def is_over(self) -> bool:
        used = resource.getrusage(resource.RUSAGE_SELF)
        touched = used.ru_minflt * resource.getpagesize()
        if touched < self._look:
            return False
        own = self.own()
        self._look = touched + max(self._most - own, self._most // 16)
        return own > self._most

    def own(self) -> int:
        """Bytes that it shares with no other process."""
        try:
            with _PAGES.open("rb") as stream:
                return sum(int(line.split()[1]) * 1024 for line in stream if line.startswith(b"Private_"))
        except OSError:
            # No Linux: the most that it had at once since it was forked.
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
