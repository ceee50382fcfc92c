"""The parts of a preview's search index, made one after the other in a thread beside the pages."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress

from builder.plugin.units import Unit

#: How far the thread, and Pagefind with it, steps back behind pages that somebody waits for.
NICE = 10


class Indexing:
    """Makes parts that are wanted, one at a time. `make` gives what went wrong, or ''."""

    def __init__(self, make: Callable[[Unit], str]) -> None:
        self._make = make
        self._turn = threading.Condition()
        self._wanted: dict[str, Unit] = {}
        self._busy = ""
        self._faults: dict[str, str] = {}
        self._is_running = False

    def want(self, units: Iterable[tuple[str, Unit]], *, first: bool = False) -> None:
        """Have units made, by name, before all others or after them. One that is wanted already is made once; one that
        is being made is made again, since it was begun before something changed."""
        with self._turn:
            coming = dict(units)
            self._wanted = {**coming, **self._wanted, **coming} if first else {**self._wanted, **coming}
            if self._wanted and not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, daemon=True).start()

    def wait(self, name: str) -> str:
        """Wait until the unit is made; gives what went wrong with it, or ''."""
        with self._turn:
            self._turn.wait_for(lambda: name not in self._wanted and name != self._busy)
            return self._faults.get(name, "")

    def _run(self) -> None:
        with suppress(AttributeError, OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        while True:
            with self._turn:
                if not self._wanted:
                    self._is_running = False
                    return
                name = next(iter(self._wanted))
                unit = self._wanted.pop(name)
                self._busy = name
            fault = "it could not be made"
            try:
                fault = self._make(unit)
            finally:
                with self._turn:
                    self._busy = ""
                    self._faults[name] = fault
                    self._turn.notify_all()
