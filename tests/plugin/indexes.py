"""Records for tests of the search index, and what two indexes say."""

import random
from collections.abc import Iterable, Sequence

from builder.plugin import pagefind, part
from builder.plugin.drafts import Draft
from builder.plugin.packed import IndexFile
from builder.plugin.pagefind import Record
from builder.plugin.partmemory import Forgetful
from builder.plugin.vocabulary import Told, Vocabulary

WORDS = [
    "café",
    "cafe",
    "cafés",
    "run",
    "running",
    "naïve",
    "naive",
    "résumé",
    "port",
    "ports",
    "中",
    "文",
    "bridge",
    "opens",
    "élan",
    "elan",
    "Élan",
    "wi-fi",
    "ThreeAntelopes",
    "the",
    "of",
    "a",
]


def records(count: int) -> list[Record]:
    """Texts with words in several forms, filters that few have, and days in no order."""
    dice = random.Random(count)
    return [
        Record(
            f"/{n}/",
            " ".join(dice.choices(WORDS, k=dice.randint(0, 40))),
            "fr",
            {"title": dice.choice(WORDS).title(), "more": f"m{n}"},
            {
                "kind": dice.sample(["report", "chronique", "élégie"], dice.randint(0, 2)),
                "year": [str(2000 + n % 3)],
            },
            {"date": f"20{dice.randint(10, 20)}-01-01"},
        )
        for n in range(count)
    ]


def written(given: Iterable[Record], language: str, sample: Sequence[Record] = ()) -> list[IndexFile]:
    """The index that is written here."""
    return list(part.indexed(map(Draft.of, given), Forgetful(Vocabulary(language)), sample))


def pagefinds(given: Iterable[Record], language: str) -> Told:
    """What Pagefind's own index says."""
    return Told.of(pagefind.indexed(iter(list(given)), language=language))
