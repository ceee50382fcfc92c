"""How each article came about, in archive/.machine/provenance/: one record a line, in 256 files by article id."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from builder.model.cleaned import Candidate, Removal
from builder.model.provenance import Provenance
from builder.store.captures import name_only
from builder.store.ledger import json_lines, shard_of

_ID = re.compile(rb'\{"id": ?"(a[0-9a-f]{10})"')


def line_of(identity: str, provenance: Provenance) -> str:
    """The record of one article as it stands in its file. Empty values are left out; folders never get in."""
    record: dict[str, object] = {"id": identity}
    for key, value in asdict(provenance).items():
        if value not in ("", 0, 0.0, (), None):
            record[key] = name_only(str(value)) if key == "origin" else value
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def read_shard(path: Path, name: str) -> Iterator[tuple[str, Provenance]]:
    """Article ids and provenances of one file; of two records of one id the later one counts. Raises FileFault."""
    for _, record in json_lines(path, name):
        yield str(record.get("id", "")), provenance_of(record)


def stamps(folder: Path) -> dict[str, str]:
    """By article id, what changes when its record does. Lines are not parsed, and those of no record are passed over;
    of two records of one id the later one counts."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            identity = _ID.match(line)
            if identity is not None:
                found[identity[1].decode()] = hashlib.blake2b(line, digest_size=8).hexdigest()
    return found


def provenance_of(record: Mapping[str, object]) -> Provenance:
    """A Provenance from its JSON object."""
    removals = cast("list[dict[str, object]]", record.get("removals") or [])
    candidates = cast("list[dict[str, object]]", record.get("candidates") or [])
    return Provenance(
        capture=str(record.get("capture", "")),
        media_type=str(record.get("media_type", "text/plain")),
        origin=str(record.get("origin", "")),
        size=int(cast("int", record.get("size", 0))),
        encoding=str(record.get("encoding", "utf-8")),
        share_removed=float(cast("float", record.get("share_removed", 0.0))),
        removals=tuple(
            Removal(str(r.get("text", "")), str(r.get("rule", "")), int(cast("int", r.get("line", 0))))
            for r in removals
        ),
        candidates=tuple(
            Candidate(
                str(c.get("field", "")),
                str(c.get("value", "")),
                str(c.get("basis", "")),
                bool(c.get("chosen")),
            )
            for c in candidates
        ),
        engine=str(record.get("engine", "")),
        notes=tuple(str(n) for n in cast("list[object]", record.get("notes") or [])),
    )


@dataclass(frozen=True, slots=True)
class Shard:
    """The text that one file is to have, and the articles whose records in it are others than before."""

    text: str
    renewed: frozenset[str]


def shard_after(path: Path, name: str, changes: Mapping[str, str | None]) -> Shard:
    """One file after some records changed (a line) or went (None); other lines stay as they are."""
    lines: dict[str, str] = {}
    for _, record in json_lines(path, name):
        identity = str(record.get("id", ""))
        lines[identity] = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    renewed = frozenset(identity for identity, line in changes.items() if lines.get(identity) != line)
    for identity, line in changes.items():
        if line is None:
            lines.pop(identity, None)
        else:
            lines[identity] = line
    return Shard("".join(lines[identity] + "\n" for identity in sorted(lines)), renewed)


def by_shard(changes: Mapping[str, str | None]) -> dict[str, dict[str, str | None]]:
    """Changes grouped by the name of the file that holds them."""
    grouped: dict[str, dict[str, str | None]] = {}
    for identity, line in changes.items():
        grouped.setdefault(f"{shard_of(identity)}.jsonl", {})[identity] = line
    return grouped
