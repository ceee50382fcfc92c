"""Progress bars for who waits at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.filesize import decimal
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from builder.cli.output import console

#: Words for the stages, as a person waiting reads them.
STAGE_WORDS = {
    "read": "reading captures",
    "clean": "cleaning",
    "annotate": "finding names",
    "relate": "finding versions",
    "write": "writing",
}


class Done(ProgressColumn):
    """How much of a stage is done: items, or bytes where the stage's total is known in bytes only."""

    def render(self, task: Task) -> Text:
        done, total = int(task.completed), task.total
        if task.fields.get("in_bytes"):
            read = f"{task.fields.get('items', 0):,} read, {decimal(done)}"
            return Text(f"{read} of {decimal(int(total))}" if total else read)
        return Text(f"{done:,} of {int(total):,}" if total else f"{done:,}")


class Bars:
    """Progress bars on standard error where it is a terminal; silent elsewhere. A `pipeline.Progress`."""

    def __init__(self) -> None:
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            Done(),
            TimeElapsedColumn(),
            console=console(stderr=True),
            transient=True,
            disable=not console(stderr=True).is_terminal,
        )
        self.tasks: dict[str, TaskID] = {}

    @property
    def visible(self) -> bool:
        """Whether anybody sees the bars; working out a total is for them alone."""
        return not self.progress.disable

    def __enter__(self) -> Bars:
        self.progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.progress.stop()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        self.progress.update(self._task(stage), completed=done, total=total)

    def read_bytes(self, done: int, total: int) -> None:
        """How far reading the inputs has come, in bytes as they lie on the disk."""
        # Standard input and addresses have no size: nothing to be a part of.
        self.progress.update(self._task("read"), completed=done, total=total or None, in_bytes=total > 0)

    def read_items(self, items: int) -> None:
        """How many captures have been read."""
        task = self._task("read")
        if self.progress.tasks[task].fields.get("in_bytes"):
            self.progress.update(task, items=items)
        else:
            self.progress.update(task, completed=items)

    def _task(self, stage: str) -> TaskID:
        if stage not in self.tasks:
            self.tasks[stage] = self.progress.add_task(STAGE_WORDS.get(stage, stage), total=None)
        return self.tasks[stage]


@contextmanager
def bars(*, quiet: bool = False) -> Iterator[Bars]:
    """Bars for the length of a block."""
    with Bars() as shown:
        if quiet:
            shown.progress.disable = True
        yield shown
