"""Unlabelled news for the teacher and for the classes of words: the openings of the article bodies of BENCH_FOLDER/clean."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from builder.annotate.languages import reads_as_english

#: How much of each page's body is labelled, in characters: of news more, of other pages less. More is not better: with
#: 20000 and 6000 (6.3 million characters) the small model reaches on dev-worldwide-a .7983 in place of .7976, but
#: organizations fall from .691 to .689 and places stay at .823; with 20000 and 1500 (3.2 million) .7973, .692, .823.
OPENINGS = {"naeb": 6000, "wcxb": 1500}


def bodies(bench: Path, sets: Sequence[str] = tuple(OPENINGS)) -> list[tuple[str, str]]:
    """The openings of the article bodies of the two sets of pages, with their ids; each text once."""
    found: dict[str, str] = {}
    for name in sets:
        with gzip.open(bench / "clean" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                found.setdefault(
                    opening(str(record["body"] or "").strip(), OPENINGS[name]), str(record["id"])
                )
    return [
        (identity, text) for text, identity in found.items() if len(text) > 300 and reads_as_english(text)
    ]


def opening(body: str, most: int) -> str:
    """A body, or where it is longer than `most` characters its whole lines within them; of a longer first line its beginning."""
    if len(body) <= most:
        return body
    lines, _, rest = body[: most + 1].rpartition("\n")
    return lines or rest[:most]
