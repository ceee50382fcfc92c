"""Reading what may never end, or may end the process that reads it, in a process of its own."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextvars import ContextVar
from typing import NoReturn, TypeVar

from builder.errors import Refused
from builder.ingest.limits import MOST_SECONDS

#: Seconds of processor time for each megabyte begun of what is read; 0 for no limit. Set by the command that reads.
TIME_LIMIT: ContextVar[float] = ContextVar("TIME_LIMIT", default=MOST_SECONDS)
_MEGABYTE = 1_000_000

Answer = TypeVar("Answer")


def read_apart(read: Callable[[], Answer], origin: str, size: int) -> Answer:
    """What `read` gives of an input of so many bytes, done in a forked process; a `Refused` of it is raised here.

    Raises `Refused`: the process took more processor time than TIME_LIMIT allows (that of others, for which it waits,
    does not count), or was ended. Where processes cannot be forked (any system but Linux) `read` is called as it is.
    """
    if sys.platform != "linux":
        return read()
    seconds = TIME_LIMIT.get()
    end, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        _answer(read, theirs, seconds * (1 + size // _MEGABYTE))
    os.close(theirs)
    with os.fdopen(end, "rb") as stream:
        raw = stream.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGPROF:
        why = f"reading it took more than {seconds:g} seconds of processor time for each megabyte"
        raise Refused(origin, f"{why} (--time-limit allows more)")
    if code:
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        raise Refused(origin, f"the process that read it was ended {how}")
    found: Answer | Refused = pickle.loads(raw)
    if isinstance(found, Refused):
        raise found
    return found


def _answer(read: Callable[[], Answer], end: int, seconds: float) -> NoReturn:
    """Read in this process, say what came of it, and end."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        # Looking for garbage among what the starter holds would copy all of it.
        gc.freeze()
        try:
            said = pickle.dumps(read())
        except Refused as refused:
            said = pickle.dumps(refused)
        with os.fdopen(end, "wb") as stream:
            stream.write(said)
        code = 0
    finally:
        # Nothing of the starter's is to be flushed or closed here a second time.
        os._exit(code)
