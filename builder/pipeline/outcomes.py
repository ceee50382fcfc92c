"""What relating came to the last time, for a run in which nothing that it looks at has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import cast

from builder.model.relation import Constraints, Related, Relation, RelationType, Story, Witness
from builder.relate.index import method
from builder.store.cachefile import QuickCacheFile

_NAMES = tuple(f.name for f in fields(Relation))
_WORD = _NAMES.index("relation")


class OutcomeMemory:
    """The outcome of relating `witnesses` (of each its text's digest, not the text) under people's `constraints`, in a file
    in `folder` that may be deleted at any time; of the last run only."""

    def __init__(self, folder: Path, witnesses: Iterable[Witness], constraints: Constraints) -> None:
        self._file = QuickCacheFile(
            folder / "outcome.memory", f"outcome {method()} {_NAMES}".replace("\n", " ")
        )
        total = hashlib.blake2b(digest_size=16)
        for one in sorted(witnesses, key=lambda w: w.id):
            said = (one.id, one.title, one.source, one.date, one.captured, one.language, one.digest)
            total.update(repr(said).encode("utf-8", "surrogatepass"))
        total.update(repr((sorted(constraints.together), sorted(constraints.apart))).encode())
        self._asked = total.hexdigest()

    def last(self) -> Related | None:
        """The outcome, if this was asked the last time; None where it must be found."""
        held = self._file.read()
        if not isinstance(held, tuple) or held[0] != self._asked:
            return None
        _, relations, stories = held
        return Related(
            tuple(map(_relation, relations)),
            tuple(Story(articles, tuple(map(_relation, links)), slug) for articles, links, slug in stories),
        )

    def remember(self, found: Related) -> None:
        self._file.write(
            (
                self._asked,
                _packed(found.relations),
                tuple((story.articles, _packed(story.links), story.slug) for story in found.stories),
            )
        )


def _packed(relations: Sequence[Relation]) -> tuple[tuple[object, ...], ...]:
    found = []
    for one in relations:
        record = [getattr(one, name) for name in _NAMES]
        record[_WORD] = one.relation.value
        found.append(tuple(record))
    return tuple(found)


def _relation(record: tuple[object, ...]) -> Relation:
    values = list(record)
    values[_WORD] = RelationType(cast(str, values[_WORD]))
    return Relation(*values)  # type: ignore[arg-type]
