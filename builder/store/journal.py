"""A note of what is about to be written, so that a run cut short leaves no doubt about whose values a file holds.

Files are written first and the ledger after them. Were builder killed in between, its own values would look like a
person's for good. So the intended records are written down before, in archive/.machine/pending.jsonl, and the next
run settles them by the bytes that it finds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from builder.errors import FileFault
from builder.store import atomic
from builder.store.applying import Change
from builder.store.frontmatter import body_digest, split
from builder.store.ledger import Written, json_lines
from builder.store.merge import shows
from builder.store.validate import read_table


@dataclass(frozen=True, slots=True)
class _Intent:
    old_path: str
    path: str
    before: str
    after: str
    record: Written

    @classmethod
    def of(cls, change: Change) -> _Intent:
        before = _digest(change.old) if change.old is not None else ""
        return cls(change.old_path, change.path, before, _digest(change.new), change.record)

    def line(self) -> str:
        named = {"old_path": self.old_path, "path": self.path, "before": self.before, "after": self.after}
        return json.dumps({**named, "record": json.loads(self.record.line())}, ensure_ascii=False)


class Journal:
    """The pending writes of one archive; `docs` is its archive/ folder."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs
        self._file = docs / ".machine" / "pending.jsonl"
        self._intents: dict[str, _Intent] = {}

    def begin(self, changes: Iterable[Change]) -> None:
        """Note what is about to be written, on the disk, before any of it is."""
        self._intents = {change.record.id: _Intent.of(change) for change in changes}
        self._save()

    def amend(self, change: Change) -> None:
        """Note that one file, which changed meanwhile, is to be written otherwise."""
        self._intents[change.record.id] = _Intent.of(change)
        self._save()

    def end(self) -> None:
        """Everything is written, the ledger too."""
        self._intents = {}
        self._file.unlink(missing_ok=True)

    def pending(self) -> bool:
        """Whether a run was cut short."""
        return self._file.exists()

    def settled(self, ledger: Mapping[str, Written]) -> dict[str, Written]:
        """The ledger records that the files bear out, and temporary files cleared away.

        A file with the new bytes was written: its new record counts. One with the old bytes was not. Any other was
        edited since, before or after the write (`_weighed`).
        """
        records: dict[str, Written] = {}
        for intent in self._read():
            for path in {intent.old_path, intent.path}:
                atomic.temporary_of(self._docs / path).unlink(missing_ok=True)
            held = ledger.get(intent.record.id)
            path = intent.path if (self._docs / intent.path).exists() else intent.old_path
            try:
                now = _digest((self._docs / path).read_bytes())
            except FileNotFoundError:
                continue
            if now == intent.after:
                records[intent.record.id] = replace(intent.record, path=path)
            elif now != intent.before and held != intent.record:
                records[intent.record.id] = self._weighed(path, held, replace(intent.record, path=path))
        return records

    def _weighed(self, path: str, held: Written | None, fresh: Written) -> Written:
        """The record of a file that a person edited between the cut and now: the new one where the file shows a
        value that only the write can have put there, the old one where it shows one that the write would have taken
        away; else both, which the merge weighs for the person."""
        if held is None or held == fresh:
            return fresh
        try:
            page = split((self._docs / path).read_bytes(), path)
            values = read_table(page.table()).values
        except FileFault:
            return replace(held, others=(*held.others, fresh))
        digest = body_digest(page.body)
        if shows(values, digest, fresh.values, fresh.body, held.values, held.body):
            return fresh
        if shows(values, digest, held.values, held.body, fresh.values, fresh.body):
            return held
        return replace(held, others=(*held.others, fresh))

    def _save(self) -> None:
        if self._intents:
            text = "".join(intent.line() + "\n" for intent in self._intents.values())
            atomic.replace(self._file, text.encode())

    def _read(self) -> Iterable[_Intent]:
        for _, found in json_lines(self._file, "archive/.machine/pending.jsonl"):
            record = found["record"]
            assert isinstance(record, dict)
            written = Written(
                str(record["id"]),
                str(record["path"]),
                str(record["body"]),
                record["values"],
                record.get("offers", {}),
            )
            yield _Intent(
                str(found["old_path"]), str(found["path"]), str(found["before"]), str(found["after"]), written
            )


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
