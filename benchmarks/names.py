"""How well names are ordered and surnames resolved, on labelled sets that say neither outright.

usage: python benchmarks/names.py BENCH_FOLDER [--limit N] [--weights]

Salience: an article's own headline and the summary in its page's head (`og:description`) are taken as what its editors
held it to be about (as Dunietz and Gillick, 'A new entity salience task', 2014, took abstracts). Of BENCH_FOLDER/clean/naeb
(news pages with title and body) each body is annotated without its title; mean average precision of the order against
the names that headline or summary hold, over the articles with three names or more of which at least one is held and
one is not. `--weights` prints the same for other weights; that of the headline by an order that uses it, of naeb and of
wcxb, against what is independent of it: the summary, and the tags that editors gave the page.

Surnames: of BENCH_FOLDER/entities/train-*, each labelled person of one word whose document holds, among the labelled
persons named before it, exactly one full name with that last word (or, failing that, first word). Right is a mention
with that full name, its titles left off or not. Once for the labelled mentions alone (the resolver), once from the text (engine and all).
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.annotate import annotate, load_engine
from builder.annotate.document import settle
from builder.annotate.salience import WEIGHTS, Weights, rank
from builder.model.entities import EntityType, Mention

SETS = ("wikigold", "gum_by", "re3d")
PAGES = ("naeb", "wcxb")
_SUMMARY = re.compile(
    r"<meta[^>]+(?:property|name)=[\"'](?:og:|twitter:)?description[\"'][^>]+content=\"([^\"]{40,})\"", re.I
)
_TAGS = re.compile(
    r"<meta[^>]+(?:property|name)=[\"'](?:news_keywords|keywords|article:tag|parsely-tags)[\"'][^>]+content=\"([^\"]+)\"",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Held:
    """An annotated article and the words that its editors put above it; `summary` is empty where the page has none.
    `tags` are the subjects that they filed it under, casefolded, words apart by single spaces."""

    text: str
    title: str
    summary: str
    mentions: tuple[Mention, ...]
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Short:
    """A person's one-word mention and the full name that it must stand for."""

    start: int
    end: int
    full: str


def records(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def articles(bench: Path, limit: int | None, pages: str = "naeb") -> list[Held]:
    """The news pages, annotated without their headlines."""
    engine = load_engine()
    found: list[Held] = []
    for record in records(bench / "clean" / f"{pages}.jsonl.gz"):
        text, title = str(record["body"] or ""), str(record["title"] or "")
        if len(text) < 600 or not title:
            continue
        page = str(record["html"])[:60_000]
        summary = _SUMMARY.search(page)
        shown = html.unescape(summary[1]) if summary else ""
        tags = frozenset(
            _plain(tag) for held in _TAGS.findall(page) for tag in re.split(r"[,;|]", html.unescape(held))
        )
        found.append(Held(text, title, shown, annotate(text, "en", engine=engine).mentions, tags - {""}))
        if limit and len(found) >= limit:
            break
    return found


def is_above(name: str, forms: Sequence[str], above: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", above) for form in (name, *forms))


def is_tag(name: str, forms: Sequence[str], tags: frozenset[str]) -> bool:
    """Whether a tag is the name or a printed form, or holds a name of several words."""
    whole = _plain(name)
    return any(_plain(form) in tags for form in (name, *forms)) or (
        " " in whole and any(f" {whole} " in f" {tag} " for tag in tags)
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def average_precision(relevant: Sequence[bool]) -> float:
    """Mean of the precisions at each relevant place."""
    hits, total = 0, 0.0
    for place, is_relevant in enumerate(relevant, start=1):
        if is_relevant:
            hits += 1
            total += hits / place
    return total / hits


def salience(
    held: Sequence[Held], weights: Weights | None, *, titled: bool = False, tagged: bool = False
) -> tuple[float, int]:
    """Mean average precision and the articles that count; `weights` None is the order of the text. With `titled` the
    order may use the headline and is measured against the summary alone, or with `tagged` against the tags alone."""
    values: list[float] = []
    for article in held:
        above = article.summary if titled else f"{article.title}\n{article.summary}"
        forms: dict[tuple[str, EntityType], set[str]] = {}
        for mention in article.mentions:
            forms.setdefault((mention.name, mention.type), set()).add(mention.text)
        ranked = rank(article.text, article.title if titled else "", article.mentions, weights or WEIGHTS)
        keys = [(entity.name, entity.type) for entity in ranked]
        if weights is None:
            keys = [key for key in forms if key in set(keys)]
        relevant = [
            is_tag(name, sorted(forms[name, kind]), article.tags)
            if tagged
            else is_above(name, sorted(forms[name, kind]), above)
            for name, kind in keys
        ]
        if len(relevant) >= 3 and any(relevant) and not all(relevant):
            values.append(average_precision(relevant))
    return sum(values) / max(1, len(values)), len(values)


def shorts(text: str, people: Sequence[tuple[int, int]]) -> list[Short]:
    """The one-word persons that one full name before them explains."""
    full: list[str] = []
    found: list[Short] = []
    for start, end in sorted(people):
        name = re.sub(r" ?- ?", "-", " ".join(text[start:end].split()))
        if " " in name:
            if name not in full:
                full.append(name)
            continue
        by_last = [f for f in full if f.split()[-1] == name]
        by_first = [f for f in full if f.split()[0] == name]
        fitting = by_last or by_first
        if len(fitting) == 1:
            found.append(Short(start, end, fitting[0]))
    return found


def is_full(name: str, full: str) -> bool:
    """Whether a name is the full one, or that without the titles that some sets label with it."""
    return " " in name and (full == name or full.endswith(" " + name))


def surnames(bench: Path) -> tuple[int, int, int]:
    """One-word persons, those resolved rightly from labelled mentions, those resolved rightly from the text."""
    engine = load_engine()
    kinds = {"PER": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "LOC": EntityType.PLACE}
    total = by_labels = by_text = 0
    for name in SETS:
        for record in records(bench / "entities" / f"train-{name}.jsonl.gz"):
            text = str(record["text"])
            spans = [(int(a), int(b), str(c)) for a, b, c in record["mentions"]]  # type: ignore[attr-defined]
            wanted = shorts(text, [(a, b) for a, b, label in spans if label == "PER"])
            if not wanted:
                continue
            labelled = [Mention(a, b, kinds[c], text[a:b]) for a, b, c in spans if c in kinds]
            for mentions, is_text in (
                (settle(text, labelled), False),
                (annotate(text, "en", engine=engine).mentions, True),
            ):
                got = {(m.start, m.end): m.name for m in mentions if m.type is EntityType.PERSON}
                right = sum(is_full(got.get((s.start, s.end), ""), s.full) for s in wanted)
                by_text += right if is_text else 0
                by_labels += 0 if is_text else right
            total += len(wanted)
    return total, by_labels, by_text


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--limit", type=int, help="articles for salience")
    parser.add_argument("--weights", action="store_true", help="other weights as well")
    arguments = parser.parse_args()
    total, by_labels, by_text = surnames(arguments.bench)
    print(
        f"surnames: {total}; right by labelled mentions {by_labels / total:.3f}, from the text {by_text / total:.3f}"
    )
    held = articles(arguments.bench, arguments.limit)
    order, count = salience(held, None)
    print(
        f"salience, mean average precision over {count} articles: text order {order:.3f}, chosen {salience(held, WEIGHTS)[0]:.3f}"
    )
    if arguments.weights:
        for pages in PAGES:
            shown_pages = held if pages == "naeb" else articles(arguments.bench, arguments.limit, pages)
            for tagged in (False, True):
                shown = " ".join(
                    f"{v}: {salience(shown_pages, replace(WEIGHTS, headline=v), titled=True, tagged=tagged)[0]:.3f}"
                    for v in (0.0, 1.0, 2.0, 3.0, 4.0)
                )
                print(f"  headline ({pages}, against {'tags' if tagged else 'summaries'}) {shown}")
        for key, values in (
            ("early", (0.0, 0.4, 0.8, 1.2)),
            ("count", (0.0, 0.4, 0.7, 1.0)),
            ("spread", (0.0, 0.5, 1.0, 2.0)),
            ("person", (-0.6, -0.3, 0.0, 0.3)),
        ):
            shown = " ".join(f"{v}: {salience(held, replace(WEIGHTS, **{key: v}))[0]:.3f}" for v in values)
            print(f"  {key} {shown}")


if __name__ == "__main__":
    main()
