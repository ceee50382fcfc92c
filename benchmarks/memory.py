"""The memory of a command and all its processes while it runs (Linux).

    python -m benchmarks.memory [--json FILE] -- python -m mkdocs build --quiet

Pages that processes share are counted once (PSS). Processes are told apart by kind: the first one; `workers`, which run
the same program; and other programs by their names. Five samples a second: a peak shorter than that may be missed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

#: Seconds between two samples.
PACE = 0.2


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: `seconds` by the clock and of processor (user and system), and MiB at most, in all and, at
    that moment, by kind of process."""

    seconds: float
    processor: float
    peak_mb: float
    by_kind: Mapping[str, float] = field(default_factory=dict)


def by_kind(root: int) -> Counter[str]:
    """Bytes that a process and its descendants hold, by kind; empty where the system is no Linux."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found: Counter[str] = Counter()
    program = _program(root)
    pending = [root]
    while pending:
        pid = pending.pop()
        with contextlib.suppress(OSError, ValueError, IndexError, StopIteration):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            size = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
            own = _program(pid)
            found["first" if pid == root else "workers" if own == program else own] += size
        pending.extend(children.get(pid, []))
    return found


def _program(pid: int) -> str:
    """What the system calls a process; '' for one that is gone."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


class Peak(threading.Thread):
    """Samples the memory of a process tree until stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.most: Counter[str] = Counter()
        self.halt = threading.Event()

    def run(self) -> None:
        while not self.halt.wait(PACE):
            self.most = max(self.most, by_kind(self.pid), key=lambda found: found.total())

    def stop(self) -> None:
        self.halt.set()
        self.join()


def run(command: Sequence[str], folder: Path, *, is_watched: bool = True) -> Run:
    """Run a command and measure it; a failing one ends the program with what it printed.

    Watching memory takes time of the command's (each sample holds up what a process maps), the more the more processes it
    has: where its seconds are to be compared, it is run a second time with `is_watched` off, and then has no peak."""
    before = _processor()
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        peak = Peak(process.pid)
        if is_watched:
            peak.start()
        printed, _ = process.communicate()
        seconds = time.perf_counter() - start
        if is_watched:
            peak.stop()
    if process.returncode:
        sys.exit(f"{' '.join(command)} in {folder}: exit {process.returncode}\n{printed[-3000:]}")
    kinds = {kind: size / 2**20 for kind, size in sorted(peak.most.items())}
    return Run(seconds, _processor() - before, peak.most.total() / 2**20, kinds)


def _processor() -> float:
    """Seconds of processor of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    found = run(options.command, Path.cwd())
    kinds = ", ".join(f"{kind} {size:,.0f}" for kind, size in found.by_kind.items())
    print(
        f"{found.seconds:.1f} s, processor {found.processor:.1f} s, peak {found.peak_mb:,.0f} MiB ({kinds})"
    )
    if options.json:
        options.json.write_text(json.dumps(asdict(found), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
