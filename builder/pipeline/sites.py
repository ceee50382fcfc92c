"""Captures in groups that are cleaned together: site by site, so that `add` and `sync` clean a capture among the same."""

from __future__ import annotations

import pickle
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import cast

from builder.model.capture import Capture

#: Captures of one site that are cleaned together: lines that a site repeats show on far fewer, and a group is held
#: in memory as a whole (100 kB a page: 50 MB).
GROUP = 500

#: Captures are cleaned in batches of such groups, so that an archive of any size needs bounded memory: about this many, or
#: this many characters of content.
GROUP_CAPTURES = 1_000
GROUP_CHARACTERS = 64_000_000

#: Bytes that captures which wait may take in memory; more of them wait on disk.
_IN_MEMORY = 32_000_000


def parts(sites: Mapping[str, Sequence[str]]) -> Iterator[Sequence[str]]:
    """The articles of each site together; of a large site in parts, told by the ids so that one more article moves few
    of them."""
    for members in sites.values():
        bits = max(0, ((len(members) - 1) // GROUP).bit_length())
        found: dict[int, list[str]] = defaultdict(list)
        for identity in members:
            found[int(identity[1:], 16) >> (40 - bits)].append(identity)
        yield from found.values()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Where a capture waits, and how many characters it has."""

    begin: int
    characters: int


class Spool:
    """Captures that wait, on disk where they are many, until all have come: only then are a site's known. Used once."""

    def __init__(self) -> None:
        # Closed by `__exit__`; a file in a folder would outlive a killed process.
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - see above
        self._held: dict[str, _Waiting] = {}
        self._sites: dict[str, list[str]] = defaultdict(list)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __contains__(self, identity: str) -> bool:
        return identity in self._held

    def put(self, capture: Capture) -> None:
        """Let a capture wait. Raises OSError where the disk is full."""
        from builder.clean.repeats import site_key  # here: a run without captures waits for no model

        identity = capture.article_id
        self._held[identity] = _Waiting(self._file.tell(), len(capture.content))
        self._sites[site_key(capture) or identity].append(identity)
        pickle.dump(capture, self._file, pickle.HIGHEST_PROTOCOL)

    def groups(self, captures: int, characters: int) -> Iterator[list[Capture]]:
        """All of them in groups: whole parts of sites as long as those are together no more than so many `captures` and
        `characters`, never two parts of one site. A part that has more characters by itself is cut."""
        group: list[str] = []
        size = 0
        sites: set[str] = set()
        for site, members in self._sites.items():
            for part in parts({site: members}):
                for piece in self._cut(part, characters):
                    more = self._size(piece)
                    if group and (
                        len(group) + len(piece) > captures or size + more > characters or site in sites
                    ):
                        yield self._read(group)
                        group, size, sites = [], 0, set()
                    group += piece
                    size += more
                    sites.add(site)
        if group:
            yield self._read(group)

    def _size(self, identities: Iterable[str]) -> int:
        return sum(self._held[identity].characters for identity in identities)

    def _cut(self, part: Sequence[str], characters: int) -> Iterator[list[str]]:
        piece: list[str] = []
        size = 0
        for identity in part:
            size += self._held[identity].characters
            if piece and size > characters:
                yield piece
                piece, size = [], self._held[identity].characters
            piece.append(identity)
        yield piece

    def _read(self, identities: Iterable[str]) -> list[Capture]:
        found = []
        for identity in identities:
            self._file.seek(self._held[identity].begin)
            found.append(cast("Capture", pickle.load(self._file)))
        return found
