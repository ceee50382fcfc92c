"""Measure building and serving against stock Material, Hugo and Zensical, on the same articles in one run.

    python -m benchmarks.site --sizes 1000,10000,30000 --folder SCRATCH [--with articles,stock,hugo,hugo-lists,zensical]
        [--peers-up-to 10000] [--no-serve] [--no-memory] [--json FILE] [--table FILE]

For each size: an archive is generated, and each system builds it cold (no site, no cache), first one and then the other;
then each builds again with nothing changed, and again after one front matter edit; then this project and Hugo serve it,
and an edit is timed until the server sends the new page. The built site is then searched in a headless Chromium. At
the end all build once more with their memory watched, which takes time and so is not timed: it is the sum over a system's
processes, pages that they share counted once; `--json` also says it by kind of process, and the seconds of processor. Seconds are of this machine: read the ratios. `--table` writes the README's table. Nothing
outside SCRATCH is written but the modules as Python compiles them, which it does by itself in the first run after a change.

Every run has a fresh folder below SCRATCH, all cold builds come before the builds that take files away, and nothing is
deleted before the last run: on ext4 files deleted a moment ago make new ones slow (`benchmarks.disk`). What creating a
file costs is measured before each cold build, and one that had a slower disk than the others is marked as unfair. With
stock Material, which empties its folder in each build, the later figures are the less fair the larger the archive.

This project is measured without social cards, which it draws without being asked only for small archives. 'articles
alone' is this project with `derived: false`: the same articles' pages without what is made from several of them.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import searching
from benchmarks.disk import Fairness
from benchmarks.generate import write
from benchmarks.memory import run
from benchmarks.peers import ROOT, System, systems

#: Seconds after which a server that does not answer ends the benchmark.
PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured run. `peak_mb` is MiB over all processes of the command, `peak_by_kind` the same by kind of process,
    `processor` seconds of processor; None where it was not measured. `is_fair` says whether the disk was as quick as
    for the others."""

    system: str
    articles: int
    what: str
    seconds: float
    peak_mb: float | None = None
    output_mb: float | None = None
    files: int | None = None
    processor: float | None = None
    peak_by_kind: Mapping[str, float] | None = None
    is_fair: bool = True


def size_of(folder: Path) -> tuple[float, int]:
    """MiB and number of files below a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes) / 2**20, len(sizes)


def edited(folder: Path, system: System, mark: str) -> Path:
    """Change one article's title to end in `mark`; returns the file, relative to the folder of all pages."""
    base = folder / system.articles
    path = min(found for found in base.rglob("*.md") if found.name != "_index.md")
    lines = path.read_text(encoding="utf-8").split("\n")
    row = next(n for n, line in enumerate(lines) if line.startswith("title:"))
    lines[row] = lines[row].split(" EDIT")[0] + f" EDIT{mark}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path.relative_to(base.parent)


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
    page = base + edited(folder, system, "0").with_suffix("").as_posix() + "/"
    start = time.perf_counter()
    with subprocess.Popen(
        system.serve, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while not fetch(page):
                if process.poll() is not None:
                    sys.exit(f"{system.name}: the server ended with {process.returncode}")
                if time.perf_counter() - start > PATIENCE:
                    sys.exit(f"{system.name}: {page} is not answered within {PATIENCE} s")
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
                edited(folder, system, mark)
                begun = time.perf_counter()
                while f"EDIT{mark}" not in fetch(page):
                    if time.perf_counter() - begun > PATIENCE:
                        sys.exit(f"{system.name}: an edit did not show within {PATIENCE} s")
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


def built(system: System, folder: Path, articles: int, what: str, *, is_fair: bool = True) -> Figure:
    """One build, timed. Its memory is another run's (`remembered`), as watching it takes time."""
    done = run(system.build, folder, is_watched=False)
    size, files = size_of(folder / system.output)
    return Figure(
        system.name,
        articles,
        what,
        done.seconds,
        output_mb=size,
        files=files,
        processor=done.processor,
        is_fair=is_fair,
    )


def prepared(system: System, source: Path, scratch: Path) -> Path:
    """A fresh folder with the system's own copy of the archive."""
    folder = scratch / system.name.replace(" ", "-")
    shutil.copytree(source, folder)
    system.prepare(folder)
    return folder


def measure(
    wanted: Sequence[System], source: Path, scratch: Path, articles: int, disk: Fairness, *, serve: bool
) -> Iterator[Figure]:
    """All figures of all systems at one size. `scratch` is a folder that does not exist yet."""
    folders = {system.name: prepared(system, source, scratch) for system in wanted}
    # A build that follows at once cannot tell an edit in the clock's last tick from none, and would not trust any file.
    time.sleep(4)
    for system in wanted:
        is_fair = disk.is_fair(disk.try_out())
        yield built(system, folders[system.name], articles, "cold build", is_fair=is_fair)
    for system in wanted:
        folder = folders[system.name]
        yield built(system, folder, articles, "nothing changed")
        edited(folder, system, "b")
        yield built(system, folder, articles, "one edit")
        if serve:
            yield from searched(system, folder, articles)
        if serve and system.serve is not None:
            yield from served(system, folder, articles)


def remembered(wanted: Sequence[System], source: Path, scratch: Path, articles: int) -> Iterator[Figure]:
    """The most memory that each system has while it builds cold, and again after an edit. One site stands at a time."""
    for system in wanted:
        folder = prepared(system, source, scratch)
        for what in ("cold build", "one edit"):
            if what == "one edit":
                edited(folder, system, "m")
            # As above: files written a moment ago are not trusted.
            time.sleep(4)
            done = run(system.build, folder)
            yield Figure(
                system.name,
                articles,
                f"memory: {what}",
                done.seconds,
                peak_mb=done.peak_mb,
                peak_by_kind=done.by_kind,
            )
        shutil.rmtree(folder)


def searched(system: System, folder: Path, articles: int) -> Iterator[Figure]:
    """What searching the built site costs a reader, in kB."""
    site = folder / system.output
    if system.name == "stock Material":
        yield Figure(system.name, articles, "search: kB on load", searching.stock_on_load(site) / 1000)
    if system.name != "this project":
        return
    article = max((folder / "archive" / "articles").rglob("*.md"))
    word = article.read_text(encoding="utf-8").rsplit("---", 1)[1].split()[3].strip(".")
    found = searching.session(site, word)
    if found is None:
        print("searching is not measured: no Chromium or no Playwright here", flush=True)
        return
    yield Figure(system.name, articles, "search: kB on load", found.on_load / 1000)
    yield Figure(system.name, articles, "search: kB with a first query", found.first_query / 1000)
    yield Figure(system.name, articles, "search: kB with three filters more", found.filtered / 1000)


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
    extra += "" if figure.processor is None else f"  {figure.processor:,.1f} s of processor"
    extra += "" if figure.is_fair else "  UNFAIR: creating files was slower than for the others"
    print(
        f"{figure.articles:>7,}  {figure.system:<15} {figure.what:<34} {figure.seconds:8.2f}{extra}",
        flush=True,
    )


#: The README's rows: their words, and the figures that each shows, '/' between them.
ROWS = (
    ("cold / nothing changed / one edit, s", ("cold build", "nothing changed", "one edit")),
    ("served: ready / edit to page, s", ("serve: ready", "serve: edit to page (median of 5)")),
    ("served, nothing happening: processor, %", ("serve: idle CPU, %",)),
    ("peak memory of all processes: cold / one edit, MiB", ("memory: cold build", "memory: one edit")),
    ("output: MiB / files", ("cold build",)),
    ("search: kB on load / first query / three filters more",
     ("search: kB on load", "search: kB with a first query", "search: kB with three filters more")),
)  # fmt: skip


def table(figures: Sequence[Figure]) -> str:
    """The figures as the README's Markdown table."""
    names = list(dict.fromkeys(f.system for f in figures))
    lines = ["| articles | | " + " | ".join(names) + " |", "|---" * (len(names) + 2) + "|"]
    for articles in dict.fromkeys(f.articles for f in figures):
        for words, wanted in ROWS:
            cells = [
                cell(words, [f for f in figures if (f.system, f.articles) == (name, articles)], wanted)
                for name in names
            ]
            if any(cells):
                lines.append(f"| {articles:,} | {words} | " + " | ".join(c or "-" for c in cells) + " |")
    return "\n".join((*lines, "")) + growth(figures)


def cell(words: str, figures: Sequence[Figure], wanted: Sequence[str]) -> str:
    """One cell; '' where nothing of it was measured."""
    by_what = {f.what: f for f in figures}
    held = [by_what[what] for what in wanted if what in by_what]
    if words.startswith("peak"):
        return " / ".join(f"{f.peak_mb:,.0f}" for f in held if f.peak_mb)
    if words.startswith("output"):
        return " / ".join(f"{f.output_mb:,.0f} / {f.files:,}" for f in held if f.output_mb)
    return " / ".join(f"{f.seconds:,.0f}" if f.seconds >= 100 else f"{f.seconds:.2g}" for f in held)


def growth(figures: Sequence[Figure]) -> str:
    """The fitted exponents, a line each."""
    lines = []
    for name in dict.fromkeys(f.system for f in figures):
        for what in ("cold build", "nothing changed", "one edit"):
            k = exponent([f for f in figures if f.system == name and f.what == what])
            if k is not None:
                lines.append(f"growth of {what}, {name}: articles ** {k:.2f}\n")
    return "\n" + "".join(lines) if lines else ""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--with", dest="peers", default="articles,stock,hugo,hugo-lists,zensical")
    parser.add_argument("--peers-up-to", type=int, default=10_000, metavar="ARTICLES")
    parser.add_argument("--no-serve", action="store_true")
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument("--table", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    # Where PYTHONDONTWRITEBYTECODE is set every start would do it again: .15 s of processor, in no installed package.
    compileall.compile_dir(ROOT / "builder", quiet=1)
    figures: list[Figure] = []
    sizes = [int(size) for size in options.sizes.split(",")]
    runs = options.folder / f"runs-{int(time.time())}"
    disk = Fairness(runs)
    if disk.notice():
        print(disk.notice(), flush=True)
    sources = {articles: options.folder / f"generated-{articles}" for articles in sizes}
    peers = options.peers.split(",")
    wanted = {
        articles: list(systems(peers if articles <= options.peers_up_to else ("articles",)))
        for articles in sizes
    }

    def measured() -> Iterator[Figure]:
        for articles, source in sources.items():
            if not source.exists():
                write(articles, source / "archive")
            scratch = runs / str(articles)
            yield from measure(wanted[articles], source, scratch, articles, disk, serve=not options.no_serve)
        # Only now, as it takes sites away again, and files deleted a moment ago make new ones slow.
        shutil.rmtree(runs, ignore_errors=True)
        for articles in () if options.no_memory else sizes:
            yield from remembered(wanted[articles], sources[articles], runs / str(articles), articles)

    for figure in measured():
        figures.append(figure)
        show(figure)
    shutil.rmtree(runs, ignore_errors=True)
    print(table(figures), flush=True)
    if options.table:
        options.table.write_text(table(figures), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps([asdict(f) for f in figures], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
