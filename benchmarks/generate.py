"""Make an archive of any size for measuring: articles of about 500 words, 8 names each, a fifth of them in stories.

The words are made from syllables with a Zipf distribution, so that no text comes from elsewhere and the vocabulary
grows as a real one does; the same seed and size give the same bytes.

    python -m benchmarks.generate 10000 FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "qu",
    "r",
    "s",
    "sh",
    "sl",
    "st",
    "t",
    "tr",
    "v",
    "w",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
CODAS = ["", "", "", "n", "r", "s", "t", "l", "nd", "ck", "m"]
WORDS_AN_ARTICLE = 500
SHARE_IN_STORIES = 0.2
VERSIONS_A_STORY = 4


@dataclass(frozen=True, slots=True)
class Made:
    """One generated article: its file's path under archive/, and the whole file."""

    path: str
    text: str


def syllable(dice: random.Random) -> str:
    return dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS)


def word(dice: random.Random) -> str:
    return "".join(syllable(dice) for _ in range(dice.choice((1, 2, 2, 3))))


def vocabulary(dice: random.Random, size: int) -> list[str]:
    """Distinct words; earlier ones are used more often."""
    return list(dict.fromkeys(word(dice) for _ in range(size)))


def names(dice: random.Random, size: int, parts: int) -> list[str]:
    """Distinct capitalised names of `parts` words."""
    return list(dict.fromkeys(" ".join(word(dice).capitalize() for _ in range(parts)) for _ in range(size)))


class Writer:
    """Draws articles from one vocabulary; `count` sets how many names there are to draw from."""

    def __init__(self, seed: int, count: int) -> None:
        self.dice = random.Random(seed)
        self.words = vocabulary(self.dice, 20_000)
        self.cumulative = self.zipf(len(self.words))
        self.people = names(self.dice, max(50, count // 4), 2)
        self.organizations = names(self.dice, max(30, count // 8), 2)
        self.places = names(self.dice, max(20, min(400, count // 10)), 1)
        self.sources = [f"outlet-{number:02d}" for number in range(1, 41)]

    @staticmethod
    def zipf(size: int) -> list[float]:
        total, cumulative = 0.0, []
        for rank in range(1, size + 1):
            total += 1 / rank
            cumulative.append(total)
        return cumulative

    def draw(self, number: int) -> list[str]:
        return self.dice.choices(self.words, cum_weights=self.cumulative, k=number)

    def skewed(self, pool: list[str], number: int) -> list[str]:
        """Names with a few very frequent ones, as in a real archive."""
        picked = [pool[int(len(pool) * self.dice.random() ** 3)] for _ in range(number)]
        return list(dict.fromkeys(picked))

    def sentence(self, mentioned: list[str]) -> str:
        tokens = self.draw(self.dice.randint(9, 24))
        tokens[0] = tokens[0].capitalize()
        if mentioned and self.dice.random() < 0.4:
            tokens[self.dice.randrange(1, len(tokens))] = self.dice.choice(mentioned)
        return " ".join(tokens) + "."

    def paragraphs(self, mentioned: list[str]) -> list[str]:
        found, total = [], 0
        while total < WORDS_AN_ARTICLE:
            sentences = [self.sentence(mentioned) for _ in range(self.dice.randint(1, 4))]
            found.append(" ".join(sentences))
            total += sum(len(s.split()) for s in sentences)
        return found

    def respun(self, paragraphs: list[str]) -> list[str]:
        """A version of a text: one word in seven replaced, now and then a paragraph dropped."""
        kept = [p for p in paragraphs if self.dice.random() > 0.1] or paragraphs[:1]
        return [
            " ".join(w if self.dice.random() > 1 / 7 else self.draw(1)[0] for w in p.split(" ")) for p in kept
        ]


def identity(number: int) -> str:
    return "a" + hashlib.sha256(f"generated {number}".encode()).hexdigest()[:10]


def articles(count: int, seed: int = 1) -> Iterator[Made]:
    """`count` articles; the versions of a story stand together."""
    writer = Writer(seed, count)
    dice = writer.dice
    number = 0
    while number < count:
        in_story = dice.random() < SHARE_IN_STORIES / (
            VERSIONS_A_STORY * (1 - SHARE_IN_STORIES) + SHARE_IN_STORIES
        )
        size = min(VERSIONS_A_STORY if in_story else 1, count - number)
        people, organizations = writer.skewed(writer.people, 3), writer.skewed(writer.organizations, 3)
        places = writer.skewed(writer.places, 2)
        body = writer.paragraphs([*people, *organizations, *places])
        title = " ".join(writer.draw(dice.randint(6, 11))).capitalize()
        year, month, day = dice.randint(2005, 2024), dice.randint(1, 12), dice.randint(1, 28)
        ids = [identity(number + offset) for offset in range(size)]
        story = f"story-{number}" if size > 1 else None
        for offset, own in enumerate(ids):
            links = [other for other in ids if other != own] if offset == 0 else ids[:1]
            made = body if offset == 0 else writer.respun(body)
            yield Made(
                path=f"articles/{year}/{month:02d}/{title.lower().replace(' ', '-')}-{own}.md",
                text=document(
                    own,
                    title,
                    f"{year}-{month:02d}-{day:02d}",
                    dice.choice(writer.sources),
                    {"people": people, "organizations": organizations, "places": places},
                    story,
                    links if size > 1 else [],
                    made,
                ),
            )
        number += size


def document(
    own: str,
    title: str,
    date: str,
    source: str,
    entities: dict[str, list[str]],
    story: str | None,
    links: list[str],
    paragraphs: list[str],
) -> str:
    """The article file."""
    lines = [
        "---",
        f"id: {own}",
        f"title: {title}",
        f"date: {date}",
        "date_basis: printed",
        f"source: {source}",
    ]
    lines += ["language: en", "entities:"]
    for group, found in entities.items():
        lines += [f"  {group}:", *(f"  - {name}" for name in found)]
    if story:
        lines += [f"story: {story}", "related_versions:"]
        for other in links:
            lines += [f"- article: {other}", "  relation: rewrite"]
    return "\n".join([*lines, "---", "", "\n\n".join(paragraphs), ""])


def write(count: int, archive: Path, seed: int = 1) -> None:
    """Write the articles and the source records under `archive`."""
    for made in articles(count, seed):
        path = archive / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.text, encoding="utf-8")
    authority = archive / "authority"
    authority.mkdir(parents=True, exist_ok=True)
    sources = "".join(f"- id: outlet-{n:02d}\n  name: Outlet {n:02d}\n" for n in range(1, 41))
    (authority / "sources.yml").write_text(sources, encoding="utf-8")
    (archive / "index.md").write_text("# A generated archive\n\nMade for measuring.\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.count, options.folder, options.seed)


if __name__ == "__main__":
    main()
