"""The processes that the tests' own process has started."""

from pathlib import Path


def children() -> set[int]:
    """Those that run or were not waited for yet, a browser among them where there is one; Linux, elsewhere none is
    seen."""
    return {
        int(pid)
        for file in Path("/proc/self/task").glob("*/children")
        for pid in file.read_text("ascii").split()
    }
