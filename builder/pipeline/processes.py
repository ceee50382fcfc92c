"""Tasks done in forked processes: one that is ended takes with it nothing but the step of a task that it was at."""

from __future__ import annotations

import mmap
import os
import signal
import struct
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Generic, Protocol, TypeVar

#: Fewer captures or texts are done sooner by one process than a second one starts.
WORTH_A_PROCESS = 40
MEGABYTE = 1_000_000
#: Each process holds the models and the pages that it compares: 200 MB at most.
MOST_PROCESSES = 4
#: How a process ended that took too long.
OUT_OF_TIME = "out of time"
_STEP = struct.Struct("<q")

Task = TypeVar("Task")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Done(Generic[Task, Answer]):
    """A task and what came of it."""

    task: Task
    answer: Answer


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task whose process was ended, and how ('by signal 9')."""

    task: Task
    how: str


def cores() -> int:
    """How many processes may run at a time; forking is safe on Linux alone."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Begin(Protocol):
    """Called by a task when one of its steps begins, with the step's number and how many seconds of processor time the
    process may take from here to the next call; more end it. 0 for no limit."""

    def __call__(self, step: int, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class _Fault:
    """What a task raised."""

    fault: Exception


class _Worker(Generic[Task, Answer]):
    """A process that does one task at a time; what it does them with is what its starter held when it forked."""

    def __init__(self, do: Callable[[Task, Begin], Answer], others: Sequence[_Worker[Task, Answer]]) -> None:
        self.end, theirs = Pipe()
        self._step = mmap.mmap(-1, _STEP.size)
        ours = [self.end, *(other.end for other in others)]
        self._process: ForkProcess = get_context("fork").Process(
            target=_work, args=(do, theirs, ours, self._step), daemon=True
        )
        self._process.start()
        theirs.close()
        self.task: Task | None = None

    def give(self, task: Task) -> None:
        self.task = task
        self.end.send(task)

    def step(self) -> int:
        """The step of its task that the process began last."""
        return int(_STEP.unpack_from(self._step)[0])

    def how_ended(self) -> str:
        self._process.join()
        code = self._process.exitcode or 0
        if code == -signal.SIGPROF:
            return OUT_OF_TIME
        return f"by signal {-code}" if code < 0 else f"with exit code {code}"

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.end.close()
        self._step.close()


def _work(
    do: Callable[[Task, Begin], Answer], end: Connection, ours: Sequence[Connection], at: mmap.mmap
) -> None:
    """Do tasks until the starter ends this process, or is gone."""
    # An interrupt from the keyboard reaches every process; the starter ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in ours:
        other.close()

    def begin(step: int, seconds: float) -> None:
        # The system counts the time that the process works, not that it waits for a core, and ends it within any code.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        _STEP.pack_into(at, 0, step)

    while True:
        try:
            task = end.recv()
        except EOFError:
            os._exit(0)
        answer: Answer | _Fault
        try:
            answer = do(task, begin)
        except Exception as fault:  # noqa: BLE001 - the starter raises it
            answer = _Fault(fault)
        signal.setitimer(signal.ITIMER_PROF, 0)
        try:
            end.send(answer)
        except ConnectionError:
            # The starter was killed: nobody is left to hear that.
            os._exit(0)


def done_apart(
    tasks: Sequence[Task],
    do: Callable[[Task, Begin], Answer],
    processes: int,
    smaller: Callable[[Task, int], Sequence[Task]],
) -> Iterator[Done[Task, Answer] | Lost[Task]]:
    """Every task done in one of so many processes, as they come; `do` is inherited, tasks and answers are sent (pickled).

    Where a process is ended, or has taken more time for a step than was said when it began, its task is parted by
    `smaller`, which is told the step that it was at, and the parts are tried; one that has no parts is lost. An exception
    of a task is raised here. The processes are ended when the iterator is, however it ends.
    """
    waiting = deque(tasks)
    workers: list[_Worker[Task, Answer]] = []
    try:
        while waiting or any(worker.task is not None for worker in workers):
            idle = [worker for worker in workers if worker.task is None]
            while waiting and (idle or len(workers) < processes):
                if not idle:
                    idle.append(_Worker(do, workers))
                    workers.append(idle[0])
                idle.pop().give(waiting.popleft())
            ready = wait([worker.end for worker in workers if worker.task is not None])
            for worker in [worker for worker in workers if worker.end in ready]:
                task, worker.task = worker.task, None
                assert task is not None
                try:
                    answer = worker.end.recv()
                except (EOFError, ConnectionError):
                    workers.remove(worker)
                    how = worker.how_ended()
                    parts = smaller(task, worker.step())
                    worker.stop()
                    waiting.extendleft(reversed(parts))
                    if not parts:
                        yield Lost(task, how)
                    continue
                if isinstance(answer, _Fault):
                    raise answer.fault
                yield Done(task, answer)
    finally:
        for worker in workers:
            worker.stop()


def why_lost(doing: str, did: str, how: str, limit: float) -> str:
    """Why what was done ("cleaning it", "cleaned it") came to nothing, from how its processes ended (`processes.Lost`)."""
    if how == OUT_OF_TIME:
        return (
            f"{doing} took more than {limit:g} seconds of processor time for each megabyte, twice "
            "(--time-limit allows more)"
        )
    return f"the process that {did} was ended {how}, twice"
