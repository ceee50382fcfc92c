"""Relating at growing sizes, beside datasketch MinHash-LSH: recall on planted versions, time, memory, growth.

usage: python -m benchmarks.relate [--sizes 1000,3000,10000] [--workers 2] [--words 300] [--no-peer] [--add 100]

Texts are generated: each report draws its words from a skewed vocabulary (Zipf) and from a handful of names and numbers
of its own; one text in five is a planted version of another (identical, lightly edited, cut, half reworded). For each
size prints seconds (of the clock and of the processor), articles a second, peak memory of all processes together and, by
kind of version, the share found in one story; at the end the exponent b of time = c * n^b, fitted by least squares on the
logarithms. MinHash-LSH: word 5-grams, 128 permutations, threshold .7 (needs the `bench` extra). With --add so
many articles are then added to an archive of the largest size that the index knows, and the comparisons are counted.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import resource
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.model.relation import Witness
from builder.relate import Index, relate
from builder.relate.judging import Judgement
from builder.relate.profiles import Profile

KINDS = ("identical", "edited", "cut", "reworded")
_VOCABULARY = 30_000
_SPOKEN = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru pla ste tri"
_SYLLABLES = _SPOKEN.split()


@dataclass(frozen=True, slots=True)
class Planted:
    """A version that was planted: the ids of original and version, and its kind."""

    original: str
    version: str
    kind: str


@dataclass(frozen=True, slots=True)
class Corpus:
    witnesses: tuple[Witness, ...]
    planted: tuple[Planted, ...]


def corpus(size: int, length: int, seed: int = 1) -> Corpus:
    """`size` generated texts of about `length` words, the same for the same arguments."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(_VOCABULARY)]
    cumulative: list[float] = []
    total = 0.0
    for rank in range(_VOCABULARY):
        total += 1 / (rank + 2.7)
        cumulative.append(total)

    def report() -> list[list[str]]:
        own = [rng.choice(words).capitalize() + rng.choice(words) for _ in range(12)] + [
            str(rng.randint(10, 99_999)) for _ in range(6)
        ]
        sentences = []
        for _ in range(max(3, length // 20)):
            drawn = rng.choices(words, cum_weights=cumulative, k=rng.randint(12, 28))
            for _ in range(2):
                drawn[rng.randrange(1, len(drawn))] = rng.choice(own)
            sentences.append(drawn)
        return sentences

    reports = [report() for _ in range(size - size // 5)]
    witnesses = [_witness(f"r{k:06}", text, rng) for k, text in enumerate(reports)]
    planted = []
    for k in range(size // 5):
        kind = KINDS[k % len(KINDS)]
        of = rng.randrange(len(reports))
        identity = f"v{k:06}"
        witnesses.append(_witness(identity, _version(reports[of], kind, words, rng), rng))
        planted.append(Planted(f"r{of:06}", identity, kind))
    rng.shuffle(witnesses)
    return Corpus(tuple(witnesses), tuple(planted))


def _version(
    text: Sequence[Sequence[str]], kind: str, words: Sequence[str], rng: random.Random
) -> list[list[str]]:
    if kind == "identical":
        return [list(s) for s in text]
    if kind == "cut":
        return [list(s) for s in text[: max(3, len(text) * 2 // 5)]]
    share = 0.1 if kind == "edited" else 0.5
    return [[rng.choice(words) if rng.random() < share and w.islower() else w for w in s] for s in text]


def _witness(identity: str, text: Sequence[Sequence[str]], rng: random.Random) -> Witness:
    prose = "\n\n".join(" ".join(s).capitalize() + "." for s in text)
    day = f"20{rng.randint(10, 24)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return Witness(identity, prose, date=day, source=f"outlet-{rng.randint(1, 40)}")


def ours(found: Corpus, workers: int) -> dict[str, int]:
    """The story of each article that is in one."""
    related = relate(found.witnesses, workers=workers)
    return {i: n for n, story in enumerate(related.stories) for i in story.articles}


def peer(found: Corpus, _workers: int) -> dict[str, int]:
    """The same by datasketch MinHash-LSH, its matches joined."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.7, num_perm=128)
    parent = {w.id: w.id for w in found.witnesses}

    def root(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for w in found.witnesses:
        tokens = w.text.casefold().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(tokens[k : k + 5]).encode() for k in range(max(1, len(tokens) - 4))])
        for match in lsh.query(sketch):
            parent[root(w.id)] = root(match)
        lsh.insert(w.id, sketch)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for i in parent:
        groups[root(i)].append(i)
    return {i: n for n, ids in enumerate(g for g in groups.values() if len(g) > 1) for i in ids}


@dataclass(frozen=True, slots=True)
class Run:
    """One size: wall-clock seconds, and processor seconds of all processes (the steadier of the two on a busy machine)."""

    size: int
    seconds: float
    processor: float


def measure(name: str, find: Callable[[Corpus, int], dict[str, int]], found: Corpus, workers: int) -> Run:
    """Run `find` and print what it found."""
    start, spent = time.perf_counter(), _processor()
    with Watch() as watch:
        story = find(found, workers)
    seconds, processor = time.perf_counter() - start, _processor() - spent
    hit, seen = Counter[str](), Counter[str]()
    for p in found.planted:
        seen[p.kind] += 1
        hit[p.kind] += p.version in story and story.get(p.original) == story[p.version]
    original = {p.version: p.original for p in found.planted}
    roots: defaultdict[int, set[str]] = defaultdict(set)
    for i, n in story.items():
        roots[n].add(original.get(i, i))
    false = sum(len(r) - 1 for r in roots.values())
    size = len(found.witnesses)
    recall = ", ".join(f"{kind} {hit[kind] / max(1, seen[kind]):.3f}" for kind in KINDS)
    print(
        f"{name:12} n={size:>7}  {seconds:8.1f} s ({processor:.1f} s of processor)  {size / seconds:7.0f} articles/s  peak {watch.peak / 1e9:.2f} GB  "
        f"recall: {recall}; false joins {false}",
        flush=True,
    )
    return Run(size, seconds, processor)


class Watch:
    """The peak of the resident memory of this process and its children together, in bytes, looked at ten times a second.

    (`getrusage` gives each child's own peak, and counts the parent's memory for a child that was just forked.)
    """

    def __init__(self) -> None:
        self.peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.peak = max(self.peak, sum(map(_resident, [os.getpid(), *_children()])))
            if self._done.wait(0.1):
                return


def _children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def _resident(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * resource.getpagesize()


class CountingIndex(Index):
    """An index that counts the texts and pairs that it did not know."""

    texts = 0
    pairs = 0

    def add_profiles(self, found: Mapping[str, Profile]) -> None:
        self.texts += len(found)
        super().add_profiles(found)

    def add_judgements(self, found: Mapping[str, Judgement]) -> None:
        self.pairs += len(found)
        super().add_judgements(found)


def measure_adding(found: Corpus, count: int, workers: int) -> None:
    """Print what adding the last `count` articles to the others costs, and whether the result is that from scratch."""
    with TemporaryDirectory() as folder:
        with Index(Path(folder)) as index:
            relate(found.witnesses[:-count], index=index, workers=workers)
        start, spent = time.perf_counter(), _processor()
        counting = CountingIndex(Path(folder))
        with counting, Watch() as watch:
            related = relate(found.witnesses, index=counting, workers=workers)
        seconds, processor = time.perf_counter() - start, _processor() - spent
    same = related == relate(found.witnesses, workers=workers)
    print(
        f"adding {count:>5} to {len(found.witnesses) - count:>7}: {seconds:.1f} s ({processor:.1f} s of processor), peak "
        f"{watch.peak / 1e9:.2f} GB; {counting.texts} texts profiled, {counting.pairs} pairs compared; "
        f"the same as from scratch: {same}",
        flush=True,
    )


def _processor() -> float:
    """Processor seconds used so far by this process and those that it waited for."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def exponent(runs: Sequence[Run]) -> float:
    """The least-squares slope of log processor seconds on log size."""
    xs, ys = [math.log(r.size) for r in runs], [math.log(r.processor) for r in runs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,3000,10000,30000,100000")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--add", type=int, default=0, metavar="N")
    args = parser.parse_args()
    sizes = [int(s) for s in args.sizes.split(",")]
    finders = {"relate": ours} if args.no_peer else {"relate": ours, "minhash-lsh": peer}
    runs: defaultdict[str, list[Run]] = defaultdict(list)
    for size in sizes:
        found = corpus(size, args.words)
        for name, find in finders.items():
            runs[name].append(measure(name, find, found, args.workers))
    if args.add:
        measure_adding(corpus(max(sizes) + args.add, args.words), args.add, args.workers)
    for name, done in runs.items():
        if len(done) > 1:
            print(f"{name:12} processor time grows as n^{exponent(done):.2f}")


if __name__ == "__main__":
    main()
