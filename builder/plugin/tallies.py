"""Counts of mentions kept from one build to the next: a text is searched again only where it or its names changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from builder.derive.entries import EntityEntry
from builder.derive.library import Library
from builder.derive.mentions import Tally, counted, sought, tally
from builder.model.article import Article
from builder.plugin import digests
from builder.plugin.meanwhile import Meanwhile
from builder.store.cachefile import QuickCacheFile

#: An article's record: fingerprints of its front matter, body and names with their forms, and the counts in the order
#: of `Library.entities_of`.
_Record = list[object]

#: Texts to be searched from which on a second process does half: it is ready in 30 ms and searches 5,000 in a second.
_SHARED = 1_000


class KeptTallies:
    """The counts of one state of an archive, of which `heads` and `bodies` are the fingerprints by article id.

    The body is read only where it must be searched. While the authority files stand as they did, the same front matter
    means the same names.
    """

    def __init__(self, file: Path, heads: Mapping[str, str], bodies: Mapping[str, str]) -> None:
        self._file = QuickCacheFile(file, "mentions 3")
        self._heads = heads
        self._bodies = bodies

    def tally(self, library: Library) -> Tally:
        """The counts of every entity."""
        authority = digests.of_value(library.authority.entities)
        before, held = self._read()
        known = {
            identity: record
            for identity, record in held.items()
            if before == authority and self._is_of(identity, record)
        }
        new = [identity for identity in library.chronological if identity not in known]

        def record(identity: str) -> _Record:
            article = library.articles[identity]
            return self._record(article, library.entities_of(article), held.get(identity))

        others = new[len(new) // 2 :] if len(new) >= _SHARED else []
        meanwhile = Meanwhile(lambda: [record(identity) for identity in others]) if others else None
        records: dict[str, _Record] = {}

        def counting(article: Article, entries: Sequence[EntityEntry]) -> Sequence[int]:
            nonlocal meanwhile
            if meanwhile is not None and article.id == others[0]:
                known.update(zip(others, meanwhile.take() or (), strict=False))
                meanwhile = None
            found = known.get(article.id) or self._record(article, entries, held.get(article.id))
            records[article.id] = found
            return cast("list[int]", found[3])

        try:
            found = tally(library, counting)
        finally:
            if meanwhile is not None:
                meanwhile.stop()
        if new or records.keys() != held.keys():
            self._file.write([authority, records])
        return found

    def _is_of(self, identity: str, record: _Record) -> bool:
        """Whether the record is of the article as it stands."""
        head = self._heads.get(identity)
        return head is not None and record[:2] == [head, self._bodies[identity]]

    def _record(self, article: Article, entries: Sequence[EntityEntry], held: _Record | None) -> _Record:
        """The article's record, with the counts of the one `held` where text and names are the same."""
        head, body = self._heads[article.id], self._bodies[article.id]
        names = sought(entries, article.language)
        forms = digests.of_value(names)
        if held is not None and held[1:3] == [body, forms]:
            return [head, body, forms, held[3]]
        return [head, body, forms, list(counted(article.body, names))]

    def _read(self) -> tuple[str, dict[str, _Record]]:
        """What was kept, and the fingerprint of the authority files that it was counted by; nothing of another form."""
        match self._file.read():
            case [str(authority), dict(records)]:
                return authority, cast("dict[str, _Record]", records)
        return "", {}
