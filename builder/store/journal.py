"""What a run is about to write, kept so that a run cut short leaves no doubt about whose values a file holds.

Files are written first and the ledger after them. Were builder killed in between, its own values would look like a
person's for good. So each file's new bytes are put into archive/.machine/pending/ first, with a note of the ledger
records that go with them. A file is written by moving its bytes out of that folder, which the file system does wholly
or not at all. Bytes still there were never written; bytes gone were, whatever people have since done to the file:
edited it, moved it, deleted it. Nothing is inferred from what the file says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from builder.store import atomic
from builder.store.applying import Change
from builder.store.captures import CaptureStore
from builder.store.ledger import Written, json_lines, written_of

_WORDS = ("old_path", "path", "before", "after", "held", "origin")


@dataclass(frozen=True, slots=True)
class _Intent:
    """One file's write. `before` and `after` are digests of its bytes ('' for no file), `held` of the ledger record
    that `record` replaces ('' for none), `origin` the provenance record that goes with it ('' for none)."""

    old_path: str
    path: str
    before: str
    after: str
    held: str
    record: Written
    origin: str = ""

    @classmethod
    def of(cls, change: Change, held: str, origin: str) -> _Intent:
        before = _digest(change.old) if change.old is not None else ""
        return cls(change.old_path, change.path, before, _digest(change.new), held, change.record, origin)

    def line(self) -> str:
        named = {key: getattr(self, key) for key in _WORDS}
        return json.dumps({**named, "record": json.loads(self.record.line())}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a run that was cut short did write: ledger records and lines of provenance by article id."""

    records: Mapping[str, Written] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)


class Journal:
    """The pending writes of one archive; `docs` is its archive/ folder."""

    def __init__(self, docs: Path, captures: CaptureStore) -> None:
        self._docs = docs
        self._captures = captures
        self._folder = docs / ".machine" / "pending"
        self._file = self._folder / "intents.jsonl"
        self._intents: dict[str, _Intent] = {}

    def begin(
        self, changes: Iterable[Change], ledger: Mapping[str, Written], origins: Mapping[str, str]
    ) -> None:
        """Put every new file's bytes and the note of them on the disk, before any file is written."""
        changes = list(changes)
        if not changes:
            return
        # The note comes last: where it is, all the bytes were there.
        atomic.flush((self.staged(change), change.new) for change in changes)
        atomic.flush_folders({self._folder})
        for change in changes:
            identity = change.record.id
            held, origin = _lines(ledger.get(identity)), origins.get(identity, "")
            self._intents[identity] = _Intent.of(change, held, origin)
        self._save()

    def staged(self, change: Change) -> Path:
        """Where a file's new bytes wait to be moved into place."""
        return self._folder / f"{change.record.id}.md"

    def amend(self, change: Change) -> None:
        """One file changed meanwhile and is to be written otherwise; its bytes have not been moved yet."""
        atomic.flush([(self.staged(change), change.new)])
        noted = self._intents[change.record.id]
        self._intents[change.record.id] = _Intent.of(change, noted.held, noted.origin)
        self._save()

    def drop(self, identity: str) -> None:
        """One file is left alone after all."""
        self._intents.pop(identity, None)
        self._save()

    def end(self) -> None:
        """Everything is written, the ledger too."""
        self._intents = {}
        # Without the note, what is left in the folder means nothing.
        self._file.unlink(missing_ok=True)
        self.clear()

    def pending(self) -> bool:
        """Whether a run was cut short."""
        return self._file.exists()

    def clear(self) -> None:
        """Delete bytes that no note speaks of."""
        if self._folder.is_dir() and not self.pending():
            for leftover in self._folder.iterdir():
                leftover.unlink(missing_ok=True)
            self._folder.rmdir()

    def settled(self, ledger: Mapping[str, Written]) -> Settled:
        """The records of the files that were written before the run was cut short.

        Nothing where the run was undone as a whole since (`git restore`): people took back what it did, and did not
        decide about each value. Where the ledger itself changed meanwhile (`git pull`), both records are kept, and
        the merge weighs them for the person.
        """
        done = [intent for intent in self._read() if self._was_written(intent)]
        if self._undone(done):
            return Settled()
        records: dict[str, Written] = {}
        for intent in done:
            held, fresh = ledger.get(intent.record.id), self._record(intent)
            if held is None or _lines(held) in (intent.held, _lines(fresh)):
                records[fresh.id] = fresh
            elif all(one.line() != fresh.line() for one in (held, *held.others)):
                records[fresh.id] = replace(held, others=(*held.others, fresh))
        origins = {intent.record.id: intent.origin for intent in done if intent.origin}
        return Settled(records, origins)

    def _was_written(self, intent: _Intent) -> bool:
        # A file on another disk than the folder is copied, not moved, so that its bytes may be in both places.
        staged = self._folder / f"{intent.record.id}.md"
        return not staged.exists() or self._now(intent) == intent.after

    def _record(self, intent: _Intent) -> Written:
        """The record, with the path at which the run left the file: it may have been cut short before the move."""
        moved = (self._docs / intent.path).exists() or not (self._docs / intent.old_path).exists()
        return intent.record if moved else replace(intent.record, path=intent.old_path)

    def _undone(self, done: list[_Intent]) -> bool:
        """Whether every file that was written is as it was before. A single changed file may be a person's own hand
        taking one value back, which is to stand; a created one is undone only where its capture is gone too."""
        if sum(1 for intent in done if intent.before) == 1:
            return False
        return bool(done) and all(
            self._now(intent) == intent.before if intent.before else self._never_was(intent)
            for intent in done
        )

    def _never_was(self, intent: _Intent) -> bool:
        return not self._now(intent) and not self._captures.holds(intent.record.id)

    def _now(self, intent: _Intent) -> str:
        """The digest of what lies where a file was or was to be; '' for nothing."""
        for path in (intent.path, intent.old_path):
            try:
                return _digest((self._docs / path).read_bytes())
            except FileNotFoundError:
                continue
        return ""

    def _save(self) -> None:
        text = "".join(intent.line() + "\n" for intent in self._intents.values())
        atomic.replace(self._file, text.encode())
        atomic.flush_folders({self._folder})

    def _read(self) -> Iterable[_Intent]:
        name = "archive/.machine/pending/intents.jsonl"
        for number, found in json_lines(self._file, name):
            record = written_of(cast("Mapping[str, object]", found["record"]), name, number)
            old_path, path, before, after, held, origin = (str(found.get(key, "")) for key in _WORDS)
            yield _Intent(old_path, path, before, after, held, record, origin)


def _lines(written: Written | None) -> str:
    """A digest of a ledger record with its variants; '' for none."""
    if written is None:
        return ""
    return _digest("\n".join(one.line() for one in (written, *written.others)).encode())


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
