"""Which files of the last build's site are not as its record says, looked up while the archive is being read."""

from __future__ import annotations

import marshal
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from builder.plugin.kept import files_below

#: Files by path: path, size, and times, as `Written` has them.
Listed = Mapping[str, tuple[str, int, int, int]]


class Astray(NamedTuple):
    """A folder against a list of its files: `strange` lie there and are not as listed, `lost` are listed and do not lie
    there as listed. A file that changed is in both."""

    strange: tuple[str, ...]
    lost: tuple[str, ...]


def compared(folder: Path, listed: Listed) -> Astray:
    """Every file below the folder, compared by size and times."""
    strange: list[str] = []
    met: set[str] = set()
    for found in files_below(folder):
        if listed.get(found.path) == found:
            met.add(found.path)
        else:
            strange.append(found.path)
    return Astray(tuple(strange), tuple(path for path in listed if path not in met))


class Comparison:
    """The same in a process of its own, where a process can be forked that does no more than this. At 10,000 articles it
    looks at 60,000 files."""

    def __init__(self, folder: Path, listed: Callable[[], Listed] | None) -> None:
        """Begin. `listed` gives the list, in that process; None where there is none."""
        self._folder = folder
        self._listed: Callable[[], Listed] = listed or dict
        self._child = 0
        self._end = -1
        if listed and sys.platform.startswith(("linux", "freebsd")):
            self._fork()

    def _fork(self) -> None:
        ours, theirs = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            # No process to be had: compared here, when the result is asked for.
            os.close(ours)
            os.close(theirs)
            return
        if self._child:
            os.close(theirs)
            self._end = ours
            return
        code = 1
        try:
            # An interrupt from the keyboard reaches every process; it is the first one that ends this one.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            os.close(ours)
            with os.fdopen(theirs, "wb") as stream:
                stream.write(marshal.dumps(tuple(compared(self._folder, self._listed()))))
            code = 0
        finally:
            # Nothing that the first process is to do at its end is done here too.
            os._exit(code)

    def result(self) -> Astray:
        """What was found. To be asked for once, while the folder lies where it lay."""
        if self._child:
            with os.fdopen(self._end, "rb") as stream:
                raw = stream.read()
            _, status = os.waitpid(self._child, 0)
            self._child = 0
            if status == 0:
                return Astray(*marshal.loads(raw))
        return compared(self._folder, self._listed())

    def stop(self) -> None:
        """End it: nobody asks for the result any more."""
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            os.close(self._end)
            self._child = 0
