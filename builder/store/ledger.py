"""What builder last wrote into each article, in archive/.machine/values/: the third side of every merge.

256 files of one record a line, sorted by id, so that Git merges and shows them. A record that stands twice (Git's
union merge of two branches) is kept with its variants, and `merge.collapse` weighs them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.errors import FileFault


@dataclass(frozen=True, slots=True)
class Written:
    """builder's last word on one article. `body` is the digest of the body it wrote, '' for none.

    `path` is where it put the file, relative to archive/. `offers` are its newer values for keys that a person holds
    (a clash), kept for `builder accept|keep`. `others` are further records of the same id.
    """

    id: str
    path: str = ""
    body: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    offers: Mapping[str, object] = field(default_factory=dict)
    others: tuple[Written, ...] = ()

    def line(self) -> str:
        """The record as it stands in its file, without its variants."""
        record: dict[str, object] = {
            "id": self.id,
            "path": self.path,
            "body": self.body,
            "values": self.values,
        }
        if self.offers:
            record["offers"] = self.offers
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def shard_of(identity: str) -> str:
    """The first two hex digits of an article id name its file."""
    return identity[1:3]


class Ledger:
    """The ledger of one archive, of which a file is parsed again only where it is another one by now.

    Files of it are replaced, never written in place, by builder as by Git: size, times and number tell.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """`name` is what messages call the folder."""
        self._folder, self._name = folder, name
        self._held: dict[str, tuple[tuple[int, ...], list[Written]]] = {}

    def read(self) -> dict[str, Written]:
        """Every record, by id. Raises FileFault, naming the file, where one is broken."""
        held, self._held = self._held, {}
        found: dict[str, Written] = {}
        for path in sorted(self._folder.glob("*.jsonl")):
            status = path.stat()
            stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            known = held.get(path.name)
            if known is None or known[0] != stamp:
                known = (stamp, list(read_shard(path, f"{self._name}/{path.name}")))
            self._held[path.name] = known
            _gather(known[1], found)
        return found


def _gather(records: Iterable[Written], found: dict[str, Written]) -> None:
    """Add one file's records; variants of one id are kept with the first."""
    for record in records:
        held = found.get(record.id)
        if held is None:
            found[record.id] = record
        elif held.line() != record.line():
            found[record.id] = replace(held, others=(*held.others, record))


def read_shard(path: Path, name: str) -> Iterator[Written]:
    """The records of one file, in order. Conflict markers and broken lines are a FileFault."""
    for number, record in json_lines(path, name):
        yield written_of(record, name, number)


def written_of(record: Mapping[str, object], name: str, number: int) -> Written:
    """A record from its JSON object. Raises FileFault, naming the file and the line, where it is none."""
    identity = record.get("id")
    values, offers = record.get("values", {}), record.get("offers", {})
    if not isinstance(identity, str) or not isinstance(values, dict) or not isinstance(offers, dict):
        raise FileFault(name, number, 1, "no record of builder's; restore the file from Git")
    return Written(identity, str(record.get("path", "")), str(record.get("body", "")), values, offers)


def json_lines(path: Path, name: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Line numbers and objects of a JSONL file; nothing where there is none. Raises FileFault with the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    except UnicodeDecodeError as fault:
        raise FileFault(name, 0, 0, "is not UTF-8; restore the file from Git") from fault
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            message = "an unresolved Git conflict; keep the lines of both sides and delete the markers"
            raise FileFault(name, number, 1, message)
        try:
            record = json.loads(line)
        except ValueError as fault:
            raise FileFault(name, number, 1, "not readable as JSON; restore the file from Git") from fault
        if not isinstance(record, dict):
            raise FileFault(name, number, 1, "not a JSON object; restore the file from Git")
        yield number, record


def shards(records: Iterable[Written]) -> dict[str, str]:
    """File name to text, for records that are to share files; variants are written as lines of their own."""
    grouped: dict[str, list[Written]] = {}
    for record in records:
        grouped.setdefault(shard_of(record.id), []).append(record)
    return {
        f"{shard}.jsonl": "".join(
            one.line() + "\n"
            for record in sorted(members, key=lambda r: r.id)
            for one in (record, *record.others)
        )
        for shard, members in grouped.items()
    }
