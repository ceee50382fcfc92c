"""One builder at a time: a lock that the operating system drops when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from builder.errors import Busy


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file; Busy, naming the holder, where another process has it.

    The file stays behind when the lock is given up, and means nothing by itself: only the system's lock counts, so
    that a killed process blocks nobody.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        if not _take(stream):
            raise Busy(
                f"another builder{_holder(path)} is writing to this archive; try again when it has ended"
            )
        stream.seek(0)
        stream.truncate()
        stream.write(str(os.getpid()).encode())
        stream.flush()
        try:
            yield
        finally:
            stream.seek(0)
            stream.truncate()
            _give_up(stream)


def _holder(path: Path) -> str:
    try:
        text = path.read_bytes()[:20].decode("ascii", "ignore").strip()
    except OSError:
        return ""
    return f" (process {text})" if text.isdigit() else ""


if sys.platform == "win32":
    import msvcrt

    #: Beyond the text, so that others may still read who holds the lock.
    _OFFSET = 1 << 20

    def _take(stream: BinaryIO) -> bool:
        stream.seek(_OFFSET)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give_up(stream: BinaryIO) -> None:
        stream.seek(_OFFSET)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(stream: BinaryIO) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_up(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
