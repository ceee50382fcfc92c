"""Counts of mentions kept from one build to the next: a text is searched again only where it or its names changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from builder.derive.library import EntityEntry, Library
from builder.derive.mentions import Tally, counted, sought, tally
from builder.model.article import Article
from builder.plugin import digests
from builder.store.cachefile import QuickCacheFile

#: An article's record: fingerprints of its front matter, body and names with their forms, and the counts in the order
#: of `Library.entities_of`.
_Record = list[object]


class KeptTallies:
    """The counts of one state of an archive, of which `heads` and `bodies` are the fingerprints by article id.

    The body is read only where it must be searched. While the authority files stand as they did, the same front matter
    means the same names.
    """

    def __init__(self, file: Path, heads: Mapping[str, str], bodies: Mapping[str, str]) -> None:
        self._file = QuickCacheFile(file, "mentions 2")
        self._heads = heads
        self._bodies = bodies

    def tally(self, library: Library) -> Tally:
        """The counts of every entity."""
        authority = digests.of_value(library.authority.entities)
        before, held = self._read()
        records: dict[str, _Record] = {}
        fresh = before != authority

        def counting(article: Article, entries: Sequence[EntityEntry]) -> Sequence[int]:
            nonlocal fresh
            head, body = self._heads[article.id], self._bodies[article.id]
            record = held.get(article.id)
            if record is not None and before == authority and record[:2] == [head, body]:
                records[article.id] = record
                return cast("list[int]", record[3])
            fresh = True
            names = sought(entries)
            forms = digests.of_value(names)
            if record is not None and record[1:3] == [body, forms]:
                counts = cast("list[int]", record[3])
            else:
                counts = list(counted(article.body, names))
            records[article.id] = [head, body, forms, counts]
            return counts

        found = tally(library, counting)
        if fresh or records.keys() != held.keys():
            self._file.write([authority, records])
        return found

    def _read(self) -> tuple[str, dict[str, _Record]]:
        """What was kept, and the fingerprint of the authority files that it was counted by; nothing of another form."""
        match self._file.read():
            case [str(authority), dict(records)]:
                return authority, cast("dict[str, _Record]", records)
        return "", {}
