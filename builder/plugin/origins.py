"""What the machine wrote down about each article, looked up one at a time: provenance, and who set which value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from builder.model.article import Article
from builder.model.provenance import Provenance
from builder.plugin import digests
from builder.plugin.hands import Hand, hands
from builder.store.ledger import Written, shard_of
from builder.store.provenance import provenance_of, read_shard

_ID = re.compile(rb'\{"id":"([^"\\]+)"')


class Provenances(Mapping[str, Provenance]):
    """Provenance by article id, read from its file each time: the lines that were removed from all captures together
    are longer than the articles."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: dict[str, str] = {}
        for file in sorted(folder.glob("*.jsonl")):
            for identity, line in _lines(file).items():
                self._digests[identity] = digests.of_bytes(line)
        self._shard = lru_cache(maxsize=4)(self._read)

    def digest(self, identity: str) -> str:
        """The fingerprint of an article's record, '' where it has none."""
        return self._digests.get(identity, "")

    def __getitem__(self, identity: str) -> Provenance:
        if identity not in self._digests:
            raise KeyError(identity)
        return provenance_of(json.loads(self._shard(shard_of(identity))[identity]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)

    def _read(self, shard: str) -> dict[str, bytes]:
        return _lines(self._folder / f"{shard}.jsonl")


def _lines(file: Path) -> dict[str, bytes]:
    """The lines of one file by article id; of two records of one id the later. Raises FileFault."""
    found: dict[str, bytes] = {}
    for line in file.read_bytes().split(b"\n"):
        if line.strip():
            known = _ID.match(line)
            if known is None:
                # Not as builder writes it: the reader that names faults by line says what it is.
                return {
                    identity: json.dumps({"id": identity} | asdict(one)).encode()
                    for identity, one in read_shard(file, f"archive/.machine/provenance/{file.name}")
                }
            found[known.group(1).decode("utf-8", "replace")] = line
    return found


class Hands(Mapping[str, tuple[Hand, ...]]):
    """Who set each value, by article id, worked out when asked."""

    def __init__(self, articles: Mapping[str, Article], written: Mapping[str, Written]) -> None:
        self._articles = articles
        self._written = written

    def __getitem__(self, identity: str) -> tuple[Hand, ...]:
        return hands(self._articles[identity], self._written.get(identity))

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


#: The fingerprint of nothing written down: of most articles that no capture was made to.
_NOTHING = digests.of_all(("", ""))


class Origins(Mapping[str, str]):
    """Fingerprints of all that the machine wrote down about an article, by id."""

    def __init__(self, provenances: Provenances, written: Mapping[str, Written]) -> None:
        self._provenances = provenances
        self._written = written

    def __getitem__(self, identity: str) -> str:
        record, made = self._written.get(identity), self._provenances.digest(identity)
        if record is None and not made:
            return _NOTHING
        return digests.of_all((made, digests.of_value(record) if record else ""))

    def __iter__(self) -> Iterator[str]:
        return iter({*self._provenances, *self._written})

    def __len__(self) -> int:
        return len({*self._provenances, *self._written})
