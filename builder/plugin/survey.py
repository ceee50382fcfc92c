"""What looks at all that is held, done by a process of its own while the first workers begin.

Whatever a forked process looks at it copies, since Python counts who uses an object in the object. A worker that made the
sitemap had 28 MiB more at 10,000 articles, beside another at a part of the search index; the first process, if it put the
index by, held 13 MiB twice for as long as workers share them. A process that does both copies once, and has ended before
the workers come to what takes most memory.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.plugin.making import Result, Workshop
from builder.plugin.meanwhile import Meanwhile
from builder.plugin.state import State
from builder.plugin.units import Sort, Unit


class Survey:
    """The state being put by, and what holds something of every page being made."""

    def __init__(self, state: State, workshop: Workshop, units: Sequence[Unit]) -> None:
        """Of the `units` that are to be made, it makes those in `names`: none where no process could be started."""
        own = [unit for unit in units if unit.sort is Sort.WHOLE]
        self._state = state
        self._workshop = workshop
        state.settle()
        self._meanwhile = Meanwhile(lambda: self._all(own))
        self._units = own if self._meanwhile.is_under_way else []
        self.names = frozenset(unit.name for unit in self._units)

    @property
    def is_under_way(self) -> bool:
        """Whether a process was started, and what it made is not yet taken."""
        return self._meanwhile.is_under_way

    def results(self) -> list[Result]:
        """Every unit's result; waits for it. Where the process failed, they are made here. Raises BuilderError where that
        fails too."""
        made = self._meanwhile.take()
        if made is None and self._units:
            made = self._workshop.make(self._units, {})
        return made or []

    def stop(self) -> None:
        """End the process, whether or not it is done."""
        self._meanwhile.stop()

    def _all(self, units: Sequence[Unit]) -> list[Result]:
        self._state.keep()
        return self._workshop.make(units, {})
