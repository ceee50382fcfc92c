"""Tasks done in forked processes: one that is ended takes with it nothing but the task that it was at."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

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


@dataclass(frozen=True, slots=True)
class _Fault:
    """What a task raised."""

    fault: Exception


class _Worker(Generic[Task, Answer]):
    """A process that does one task at a time; what it does them with is what its starter held when it forked."""

    def __init__(self, do: Callable[[Task], Answer], others: Sequence[_Worker[Task, Answer]]) -> None:
        self.end, theirs = Pipe()
        ours = [self.end, *(other.end for other in others)]
        self._process: ForkProcess = get_context("fork").Process(
            target=_work, args=(do, theirs, ours), daemon=True
        )
        self._process.start()
        theirs.close()
        self.task: Task | None = None

    def give(self, task: Task) -> None:
        self.task = task
        self.end.send(task)

    def how_ended(self) -> str:
        self._process.join()
        code = self._process.exitcode or 0
        return f"by signal {-code}" if code < 0 else f"with exit code {code}"

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.end.close()


def _work(do: Callable[[Task], Answer], end: Connection, ours: Sequence[Connection]) -> None:
    """Do tasks until the starter ends this process, or is gone."""
    # An interrupt from the keyboard reaches every process; the starter ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in ours:
        other.close()
    while True:
        try:
            task = end.recv()
        except EOFError:
            os._exit(0)
        answer: Answer | _Fault
        try:
            answer = do(task)
        except Exception as fault:  # noqa: BLE001 - the starter raises it
            answer = _Fault(fault)
        try:
            end.send(answer)
        except ConnectionError:
            # The starter was killed: nobody is left to hear that.
            os._exit(0)


def done_apart(
    tasks: Sequence[Task],
    do: Callable[[Task], Answer],
    processes: int,
    smaller: Callable[[Task], Sequence[Task]],
) -> Iterator[Done[Task, Answer] | Lost[Task]]:
    """Every task done in one of so many processes, as they come; `do` is inherited, tasks and answers are sent (pickled).

    Where a process is ended, its task is parted by `smaller` and the parts are tried; one that has no parts is lost. An
    exception of a task is raised here. The processes are ended when the iterator is, however it ends.
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
                    worker.stop()
                    parts = smaller(task)
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
