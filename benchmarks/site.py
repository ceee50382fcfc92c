"""Measure building and serving against stock Material, Hugo and Zensical, on the same articles in one run.

    python -m benchmarks.site --sizes 1000,10000 --folder SCRATCH [--with stock,hugo,zensical] [--json FILE]

For each size: an archive is generated, and each system builds it cold (no site, no cache), again with nothing
changed, and again after one front matter edit; then this project and Hugo serve it, and an edit is timed until the
server sends the new page. Peak memory is the sum over a system's processes, sampled ten times a second. Seconds are
of this machine: read the ratios. Nothing outside SCRATCH is written.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.generate import write

ROOT = Path(__file__).resolve().parent.parent
STOCK_CONFIG = """site_name: Generated
site_url: http://127.0.0.1:8000/
docs_dir: archive
theme:
  name: material
  font: false
plugins:
- search
nav:
- index.md
"""
HUGO_CONFIG = 'baseURL = "http://127.0.0.1:1313/"\ntitle = "Generated"\n[taxonomies]\n'
HUGO_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><p>{{ .Params.source }} {{ .Date.Format "2 January 2006" }} ({{ .Params.date_basis }})</p>
{{ range $group, $names := .Params.entities }}<h2>{{ $group }}</h2><ul>{{ range $names }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}
{{ with .Params.related_versions }}<ul>{{ range . }}<li>{{ .article }}: {{ .relation }}</li>{{ end }}</ul>{{ end }}
{{ .Content }}</body></html>"""
HUGO_HOME = """<!doctype html><html lang="en"><head><title>{{ .Title }}</title></head><body><p>{{ len .Site.RegularPages }}</p></body></html>"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured run. `peak_mb` is MiB over all processes of the command; None where it was not measured."""

    system: str
    articles: int
    what: str
    seconds: float
    peak_mb: float | None = None
    output_mb: float | None = None
    files: int | None = None


@dataclass(frozen=True, slots=True)
class System:
    """How one system is set up for an archive, built, and served (None: it is not served here)."""

    name: str
    prepare: Callable[[Path], None]
    build: Sequence[str]
    output: str
    serve: Sequence[str] | None = None
    port: int = 0


def tree_rss(root: int) -> int:
    """Resident bytes of a process and its descendants (Linux; 0 elsewhere)."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            pid = int(entry.name)
            children.setdefault(int(fields[1]), []).append(pid)
            resident[pid] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    total, pending = 0, [root]
    while pending:
        pid = pending.pop()
        total += resident.get(pid, 0)
        pending.extend(children.get(pid, []))
    return total


class Peak(threading.Thread):
    """Samples the memory of a process tree until stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.most = 0
        self.halt = threading.Event()

    def run(self) -> None:
        while not self.halt.wait(0.1):
            self.most = max(self.most, tree_rss(self.pid))

    def stop(self) -> float:
        self.halt.set()
        self.join()
        return self.most / 2**20


def run(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Seconds and peak MiB of a command; a failing one ends the benchmark with what it printed."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        peak = Peak(process.pid)
        peak.start()
        printed, _ = process.communicate()
        seconds = time.perf_counter() - start
        most = peak.stop()
    if process.returncode:
        sys.exit(f"{' '.join(command)} in {folder}: exit {process.returncode}\n{printed[-3000:]}")
    return seconds, most


def size_of(folder: Path) -> tuple[float, int]:
    """MiB and number of files below a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes) / 2**20, len(sizes)


def prepare_own(folder: Path) -> None:
    """This project's configuration and templates, as a clone has them, over the generated archive."""
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    if (ROOT / "overrides").is_dir():
        shutil.copytree(ROOT / "overrides", folder / "overrides", dirs_exist_ok=True)


def prepare_stock(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(STOCK_CONFIG, encoding="utf-8")


def prepare_hugo(folder: Path) -> None:
    """A plain theme that shows the same facts. Hugo reads the article files as they are."""
    (folder / "config.toml").write_text(HUGO_CONFIG, encoding="utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    (layouts / "single.html").write_text(HUGO_PAGE, encoding="utf-8")
    (folder / "layouts" / "index.html").write_text(HUGO_HOME, encoding="utf-8")
    shutil.copytree(folder / "archive" / "articles", folder / "content" / "articles", dirs_exist_ok=True)


def systems(wanted: Sequence[str]) -> Iterator[System]:
    python = sys.executable
    yield System(
        "this project",
        prepare_own,
        [python, "-m", "mkdocs", "build", "--quiet"],
        "site",
        [python, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", "127.0.0.1:8765"],
        8765,
    )
    if "stock" in wanted:
        yield System("stock Material", prepare_stock, [python, "-m", "mkdocs", "build", "--quiet"], "site")
    if "hugo" in wanted and shutil.which("hugo"):
        yield System(
            "Hugo",
            prepare_hugo,
            ["hugo", "--quiet"],
            "public",
            ["hugo", "server", "--quiet", "--port", "8766", "--bind", "127.0.0.1"],
            8766,
        )
    if "zensical" in wanted and shutil.which("zensical"):
        yield System("Zensical", prepare_stock, ["zensical", "build"], "site")


def edited(folder: Path, system: str, mark: str) -> Path:
    """Change one article's title to end in `mark`; returns the file."""
    base = folder / ("content" if system == "Hugo" else "archive") / "articles"
    path = min(base.rglob("*.md"))
    lines = path.read_text(encoding="utf-8").split("\n")
    row = next(n for n, line in enumerate(lines) if line.startswith("title:"))
    lines[row] = lines[row].split(" EDIT")[0] + f" EDIT{mark}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def fetch(url: str) -> str:
    """The page, or '' where the server does not answer yet."""
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def served(system: System, folder: Path, articles: int) -> Iterator[Figure]:
    """Time until the server answers, its CPU while nothing happens, and the time from an edit to the new page."""
    assert system.serve is not None
    base = f"http://127.0.0.1:{system.port}/"
    path = edited(folder, system.name, "0").relative_to(
        folder / ("content" if system.name == "Hugo" else "archive")
    )
    page = base + path.with_suffix("").as_posix() + "/"
    start = time.perf_counter()
    with subprocess.Popen(
        system.serve, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while not fetch(page):
                if process.poll() is not None:
                    sys.exit(f"{system.name}: the server ended with {process.returncode}")
                time.sleep(0.02)
            yield Figure(system.name, articles, "serve: ready", time.perf_counter() - start)
            time.sleep(2)
            before = cpu_seconds(process.pid)
            time.sleep(10)
            idle = (cpu_seconds(process.pid) - before) / 10 * 100
            yield Figure(system.name, articles, "serve: idle CPU, %", idle)
            times = []
            for turn in range(1, 6):
                mark = f"{turn}x{os.getpid()}"
                edited(folder, system.name, mark)
                begun = time.perf_counter()
                while f"EDIT{mark}" not in fetch(page):
                    if time.perf_counter() - begun > 300:
                        sys.exit(f"{system.name}: an edit did not show within 300 s")
                    time.sleep(0.01)
                times.append(time.perf_counter() - begun)
                time.sleep(0.5)
            yield Figure(system.name, articles, "serve: edit to page (median of 5)", sorted(times)[2])
        finally:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def cpu_seconds(pid: int) -> float:
    """User and system seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(system: System, source: Path, scratch: Path, articles: int, *, serve: bool) -> Iterator[Figure]:
    """All figures of one system at one size."""
    folder = scratch / system.name.replace(" ", "-")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    system.prepare(folder)
    for what in ("cold build", "nothing changed", "one edit"):
        if what == "one edit":
            edited(folder, system.name, "b")
        seconds, peak = run(system.build, folder)
        size, files = size_of(folder / system.output)
        yield Figure(system.name, articles, what, seconds, peak, size, files)
    if serve and system.serve is not None:
        yield from served(system, folder, articles)
    shutil.rmtree(folder, ignore_errors=True)


def exponent(figures: Sequence[Figure]) -> float | None:
    """The exponent of the fitted growth seconds ~ articles**k by least squares; None below two sizes."""
    points = [(math.log(f.articles), math.log(f.seconds)) for f in figures if f.seconds > 0]
    if len({x for x, _ in points}) < 2:
        return None
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def show(figure: Figure) -> None:
    extra = "" if figure.peak_mb is None else f"  peak {figure.peak_mb:,.0f} MiB"
    extra += "" if figure.output_mb is None else f"  {figure.output_mb:,.1f} MiB in {figure.files:,} files"
    print(
        f"{figure.articles:>7,}  {figure.system:<15} {figure.what:<34} {figure.seconds:8.2f}{extra}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--with", dest="peers", default="stock,hugo,zensical")
    parser.add_argument("--no-serve", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures: list[Figure] = []
    for articles in (int(size) for size in options.sizes.split(",")):
        source = options.folder / f"generated-{articles}"
        if not source.exists():
            write(articles, source / "archive")
        for system in systems(options.peers.split(",")):
            for figure in measure(system, source, options.folder, articles, serve=not options.no_serve):
                figures.append(figure)
                show(figure)
    for name in dict.fromkeys(f.system for f in figures):
        for what in ("cold build", "nothing changed"):
            k = exponent([f for f in figures if f.system == name and f.what == what])
            if k is not None:
                print(f"growth of {what}, {name}: articles ** {k:.2f}")
    if options.json:
        options.json.write_text(json.dumps([asdict(f) for f in figures], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
