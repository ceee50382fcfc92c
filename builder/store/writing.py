"""Planned changes written to the disk: the files first, then the ledger, with the journal around both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.errors import Changed, FileFault
from builder.model.provenance import Proposal
from builder.store import atomic, provenance
from builder.store.applying import Change, Outcome, guarded, updated
from builder.store.articles import Found, HeadCache
from builder.store.captures import CaptureStore
from builder.store.journal import Journal
from builder.store.ledger import Written, shard_of, shards

#: How often a file that changes while it is being merged is read again before it is left alone.
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to become of one proposal; no `change` where its file is left alone. `written` is the ledger's record
    as it was weighed for the merge."""

    outcome: Outcome
    change: Change | None = None
    written: Written | None = None


class Writer:
    """Writes one archive's articles and what .machine/ says of them. Its caller holds the archive's lock."""

    def __init__(self, docs: Path, captures: CaptureStore, heads: HeadCache) -> None:
        self._docs = docs
        self._machine = docs / ".machine"
        self._heads = heads
        self._journal = Journal(docs, captures)

    def write(
        self, planned: Sequence[Planned], proposals: Mapping[str, Proposal], ledger: Mapping[str, Written]
    ) -> list[Outcome]:
        """Write the changes; the outcomes in the order given. A file that keeps changing meanwhile is left alone."""
        origins = _origins(planned, proposals)
        touched = [one.change for one in planned if one.change is not None and one.change.touched]
        self._journal.begin(touched, ledger, origins)
        outcomes: list[Outcome] = []
        records: dict[str, Written] = {}
        for one in planned:
            if one.change is None:
                outcomes.append(one.outcome)
                continue
            done = self._write_one(one.change, one.written, proposals[one.outcome.id])
            outcomes.append(done.outcome)
            if done.change is not None:
                records[one.outcome.id] = done.change.record
        atomic.flush_folders(
            {(self._docs / o.path).parent for o in outcomes if o.action in {"created", "updated"}}
        )
        renewed = self.save_ledger(ledger, records)
        renewed |= self.save_provenance(_those(origins, records))
        self._journal.end()
        return [_recorded(outcome, renewed) for outcome in outcomes]

    def foreseen(
        self, planned: Sequence[Planned], proposals: Mapping[str, Proposal], ledger: Mapping[str, Written]
    ) -> list[Outcome]:
        """The outcomes that `write` would come to; nothing is written."""
        records = {one.outcome.id: one.change.record for one in planned if one.change is not None}
        renewed = _renewed(ledger, records)
        for _, shard in self._shards(_those(_origins(planned, proposals), records)):
            renewed |= shard.renewed
        return [_recorded(one.outcome, renewed) for one in planned]

    def recover(self, ledger: Callable[[], Mapping[str, Written]]) -> None:
        """Settle what a run that was cut short left half done; may itself be cut short at any point."""
        if self._journal.pending():
            held = ledger()
            settled = self._journal.settled(held)
            self.save_ledger(held, settled.records)
            self.save_provenance(settled.origins)
            self._journal.end()
        else:
            self._journal.clear()

    def save_ledger(
        self, ledger: Mapping[str, Written], changes: Mapping[str, Written | None]
    ) -> frozenset[str]:
        """Put changed records (None: gone) in place of what the ledger held of these articles; the articles whose record
        is another now."""
        renewed = _renewed(ledger, changes)
        changed = {i: changes[i] for i in renewed}
        parts = {shard_of(identity) for identity in changed}
        kept = [r for i, r in ledger.items() if shard_of(i) in parts and i not in changed]
        texts = shards([*kept, *(r for r in changed.values() if r is not None)])
        for name in sorted(f"{part}.jsonl" for part in parts):
            _put(self._machine / "values" / name, texts.get(name, ""))
        return renewed

    def save_provenance(self, lines: Mapping[str, str | None]) -> frozenset[str]:
        """Put changed records of provenance (None: gone) in place of those held; the articles whose record is another
        now."""
        renewed: set[str] = set()
        for file, shard in self._shards(lines):
            _put(file, shard.text)
            renewed |= shard.renewed
        return frozenset(renewed)

    def _shards(self, lines: Mapping[str, str | None]) -> Iterator[tuple[Path, provenance.Shard]]:
        """The files of provenance that hold these records, and each as it is to be."""
        for name, part in sorted(provenance.by_shard(lines).items()):
            file = self._machine / "provenance" / name
            yield file, provenance.shard_after(file, f"archive/.machine/provenance/{name}", part)

    def _write_one(self, change: Change, written: Written | None, proposal: Proposal) -> Planned:
        if not change.touched:
            return Planned(change.outcome, change)
        found = Found(change.old_path, self._docs / change.old_path)
        fault: FileFault | Changed
        for _ in range(ATTEMPTS):
            try:
                self._place(change)
                return Planned(change.outcome, change)
            except Changed as changed:
                # An editor saved, or Git changed it, since it was read: merge again with what it says now.
                fault = changed
            if change.old is None or not found.file.exists():
                break
            try:
                change = updated(found, found.file.read_bytes(), written, proposal, self._heads)
            except FileFault as broken:
                fault = broken
                break
            self._journal.amend(change)
        self._journal.drop(change.record.id)
        return Planned(guarded(found, fault, proposal.id))

    def _place(self, change: Change) -> None:
        old, new = self._docs / change.old_path, self._docs / change.path
        if new != old and new.exists():
            raise Changed(f"archive/{change.path}: is there already; archive/{change.old_path} stays")
        atomic.take(self._journal.staged(change), old, expected=change.old)
        if new != old:
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)


def _origins(planned: Sequence[Planned], proposals: Mapping[str, Proposal]) -> dict[str, str]:
    """By article id, the record of how it came about, of those whose proposal tells."""
    return {
        one.outcome.id: provenance.line_of(one.outcome.id, origin)
        for one in planned
        if (origin := proposals[one.outcome.id].provenance) is not None
    }


def _those(origins: Mapping[str, str], records: Mapping[str, Written]) -> dict[str, str]:
    return {identity: origins[identity] for identity in records if identity in origins}


def _renewed(ledger: Mapping[str, Written], changes: Mapping[str, Written | None]) -> frozenset[str]:
    return frozenset(i for i, r in changes.items() if ledger.get(i) != r)


def _recorded(outcome: Outcome, renewed: frozenset[str]) -> Outcome:
    return replace(outcome, recorded=True) if outcome.id in renewed else outcome


def _put(file: Path, text: str) -> None:
    data = text.encode()
    if not data:
        file.unlink(missing_ok=True)
    elif not file.exists() or file.read_bytes() != data:
        atomic.replace(file, data)
