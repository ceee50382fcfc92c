"""How well versions are told from other texts, on pairs made anew from articles that no threshold was set on.

usage: python -m benchmarks.versions ARTICLES.jsonl[.gz] ... [--seed N] [--count N] [--half 0|1] [--kinds a,b] [--show KIND]

ARTICLES hold one JSON record a line: id, text (or body), and where known site (or source), title and text_dump (the page
with its furniture, for pairs under other sites' furniture). For each kind of version a corpus of its pairs and of all
that are no versions is related, as `builder relate` would; printed are its recall and the pairs falsely joined, by
kind. With --half only the articles of one half of the sites are used, so that what is set on one half is measured on
the other. --show prints the texts of the pairs of a kind that fail.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.version_pairs import NEGATIVE, POSITIVE, Maker, Pair, Source, closest, furniture_of
from builder.model.relation import Witness
from builder.relate import Index, relate

#: Articles of fewer words make no pairs: the short kinds have texts of their own.
LEAST_WORDS = 120


def articles(paths: Iterable[Path], half: int | None) -> list[Source]:
    """The articles of the files that are long enough, each text once."""
    found: dict[str, Source] = {}
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = str(record.get("text") or record.get("body") or "")
                site = str(record.get("site") or record.get("source") or record["id"])
                if len(text.split()) < LEAST_WORDS or (
                    half is not None and zlib.crc32(site.encode()) % 2 != half
                ):
                    continue
                page = furniture_of(str(record.get("text_dump") or ""), text)
                found.setdefault(
                    text, Source(str(record["id"]), site, text, str(record.get("title") or ""), page)
                )
    return sorted(found.values(), key=lambda s: s.id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The pairs of one kind, whether each was joined."""

    pairs: Sequence[Pair]
    joined: Sequence[bool]


def related(pairs: Sequence[Pair], index: Index, workers: int) -> list[bool]:
    """Whether each pair comes out as one story (or, where that is enough, has a relation)."""
    witnesses = [
        w
        for k, p in enumerate(pairs)
        for w in (Witness(f"{k:05}a", p.a, source=f"{k}a"), Witness(f"{k:05}b", p.b, source=f"{k}b"))
    ]
    found = relate(witnesses, index=index, workers=workers)
    story = {i: n for n, s in enumerate(found.stories) for i in s.articles}
    linked = {(r.a, r.b) for r in found.relations}
    joined = []
    for k, p in enumerate(pairs):
        a, b = f"{k:05}a", f"{k:05}b"
        together = a in story and story.get(a) == story.get(b)
        joined.append(together or (p.linked and bool({(a, b), (b, a)} & linked)))
    return joined


def measure(maker: Maker, kinds: Sequence[str], index: Index, workers: int) -> dict[str, Outcome]:
    """The outcome of each kind; a pair that is no version counts as joined where it is in any corpus."""
    wrong = [p for kind in NEGATIVE if kind in kinds for p in maker.pairs(kind)]
    false = [False] * len(wrong)
    outcomes: dict[str, Outcome] = {}
    for kind in [k for k in POSITIVE if k in kinds] or [""]:
        pairs = maker.pairs(kind) if kind else []
        joined = related([*pairs, *wrong], index, workers)
        outcomes[kind] = Outcome(pairs, joined[: len(pairs)])
        false = [x or y for x, y in zip(false, joined[len(pairs) :], strict=True)]
    for kind in dict.fromkeys(p.kind for p in wrong):
        rows = [(p, hit) for p, hit in zip(wrong, false, strict=True) if p.kind == kind]
        outcomes[kind] = Outcome([p for p, _ in rows], [hit for _, hit in rows])
    outcomes.pop("", None)
    return outcomes


def report(outcomes: dict[str, Outcome], show: str | None) -> None:
    """Print a line for each kind, then precision, recall and F1 over all."""
    total = Counter[str]()
    for kind, found in outcomes.items():
        hits, count = sum(found.joined), len(found.pairs)
        if kind in POSITIVE:
            print(f"{kind:15} recall {hits / max(1, count):.3f} ({hits}/{count})")
            total.update(right=hits, wanted=count)
        else:
            print(f"{kind:15} falsely joined {hits}/{count}")
            total.update(wrong=hits, others=count)
        if kind == show:
            for pair, hit in zip(found.pairs, found.joined, strict=True):
                if hit != pair.same:
                    print("=" * 100, pair.a, "-" * 100, pair.b, sep="\n")
    precision = total["right"] / max(1, total["right"] + total["wrong"])
    recall = total["right"] / max(1, total["wanted"])
    print(
        f"all: precision {precision:.4f}, recall {recall:.4f}, F1 {2 * precision * recall / max(1e-9, precision + recall):.4f}, "
        f"{total['wrong']} of {total['others']} others joined"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--kinds")
    parser.add_argument("--show")
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    read = articles(args.articles, args.half)
    print(f"{len(read)} articles of {len({s.site for s in read})} sites")
    maker = Maker(read, args.count, args.seed, closest(read, args.count))
    kinds = args.kinds.split(",") if args.kinds else [*POSITIVE, *NEGATIVE]
    with TemporaryDirectory() as folder, Index(Path(folder)) as index:
        report(measure(maker, kinds, index, args.workers), args.show)


if __name__ == "__main__":
    main()
