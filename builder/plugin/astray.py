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

from builder.plugin.kept import listed_below
from builder.plugin.seal import Outputs

#: Files by path: path, size, and times, as `Written` has them.
Listed = Mapping[str, tuple[str, int, int, int]]


class Astray(NamedTuple):
    """A folder against a list of its files: `strange` lie there and are not as listed, `lost` are listed and do not lie
    there as listed. A file that changed is in both. `is_sealed` where the folder is as a seal says."""

    strange: tuple[str, ...]
    lost: tuple[str, ...]
    is_sealed: bool = False


def compared(folder: Path, listed: Callable[[], Listed], sealed: Outputs | None = None) -> Astray:
    """Every file below the folder, compared by size and times. The list is not asked for where the folder is as it was
    `sealed`: with the files of the list, and MkDocs's own."""
    there = list(listed_below(folder))
    if sealed is not None and sealed.fits(there):
        return Astray(tuple(path for path, one in sealed.own.items() if one is not None), (), is_sealed=True)
    held = listed()
    strange: list[str] = []
    met: set[str] = set()
    for found in there:
        path = found[0]
        if held.get(path) == found:
            met.add(path)
        else:
            strange.append(path)
    return Astray(tuple(strange), tuple(path for path in held if path not in met))


class Comparison:
    """The same in a process of its own, where a process can be forked that does no more than this. At 10,000 articles it
    looks at 60,000 files."""

    def __init__(self, folder: Path, listed: Callable[[], Listed], sealed: Outputs | None = None) -> None:
        """Begin. `listed` gives the list, in that process. The folder may be moved from now on."""
        self._folder = folder
        self._listed = listed
        self._sealed = sealed
        self._child = 0
        self._end = -1
        if sys.platform.startswith(("linux", "freebsd")):
            with suppress(OSError):
                opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
                try:
                    self._fork(opened)
                finally:
                    os.close(opened)

    def _fork(self, opened: int) -> None:
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
            os.fchdir(opened)
            with os.fdopen(theirs, "wb") as stream:
                stream.write(marshal.dumps(tuple(compared(Path(), self._listed, self._sealed))))
            code = 0
        finally:
            # Nothing that the first process is to do at its end is done here too.
            os._exit(code)

    def result(self, folder: Path | None = None) -> Astray:
        """What was found. To be asked for once; `folder` is where the folder lies by now, if it was moved."""
        if self._child:
            with os.fdopen(self._end, "rb") as stream:
                raw = stream.read()
            _, status = os.waitpid(self._child, 0)
            self._child = 0
            if status == 0:
                return Astray(*marshal.loads(raw))
        return compared(folder or self._folder, self._listed, self._sealed)

    def stop(self) -> None:
        """End it: nobody asks for the result any more."""
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            os.close(self._end)
            self._child = 0
