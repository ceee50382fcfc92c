"""The captures that the archive holds, cleaned again site by site; a site that did not change is remembered."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from builder.annotate.sources import domain_of
from builder.clean import clean_all
from builder.clean.repeats import site_key
from builder.errors import Refused
from builder.model.authority import Authority
from builder.model.capture import Capture
from builder.model.cleaned import CleanText
from builder.model.provenance import Proposal
from builder.pipeline.held import recaptured
from builder.pipeline.proposing import Sourced, cleaned_proposal, own_values, source_named
from builder.pipeline.sites import parts
from builder.pipeline.stage_memory import YEAR, Remembered, StageMemory, digest, names_a_day_to_come
from builder.store import Archive, Written, body_digest


@dataclass(frozen=True, slots=True)
class Recleaned:
    """What cleaning says today of one article's capture; `notes` are the doubts of reading and cleaning it.

    A remembered `proposal` has neither text nor provenance: the ledger has the text, and its record of provenance is
    still there as it was written.
    """

    id: str
    origin: str
    proposal: Proposal | None = None
    source: Sourced = field(default_factory=lambda: Sourced(None))
    notes: tuple[str, ...] = ()
    refused: str = ""


class Recleaning:
    """One pass over the captures of articles, by id. `skipped` collects captures that cannot be read."""

    def __init__(
        self,
        archive: Archive,
        identities: Iterable[str],
        ledger: Mapping[str, Written],
        authority: Authority,
        memory: StageMemory,
        today: datetime.date,
    ) -> None:
        self._archive = archive
        self._ledger = ledger
        self._authority = authority
        self._memory = memory
        self._today = today
        self._sources: dict[tuple[str | None, str | None], Sourced] = {}
        self.skipped: list[Refused] = []
        stamps = archive.capture_stamps()
        self._records = archive.provenance_stamps()
        self._stamps = {i: stamps[i] for i in sorted(identities) if i in stamps}

    def __len__(self) -> int:
        """How many captures there are to go through."""
        return len(self._stamps)

    def all(self) -> Iterator[Recleaned]:
        """Each article's capture, cleaned or remembered, site by site."""
        for group in self._groups():
            whole = digest(" ".join(self._stamps[identity] for identity in group))
            known = [self._remembered(identity, whole) for identity in group]
            if all(one is not None for one in known):
                yield from (self._again(i, one) for i, one in zip(group, known, strict=True) if one)
            else:
                yield from self._cleaned(group, whole)

    def _groups(self) -> Iterator[Sequence[str]]:
        """Articles by site, a large site in parts."""
        sites: dict[str, list[str]] = defaultdict(list)
        for identity, stamp in self._stamps.items():
            known = self._memory.cleaned(identity)
            if known is not None and known.stamp == stamp:
                site = known.site
            else:
                capture = self._capture(identity, report=False)
                site = site_key(capture) if capture is not None else ""
            sites[site or identity].append(identity)
        yield from parts(sites)

    def _remembered(self, identity: str, whole: str) -> Remembered | None:
        known, written = self._memory.cleaned(identity), self._ledger.get(identity)
        if known is None or known.stamp != self._stamps[identity] or known.group != whole:
            return None
        # A record that is gone (or another's, after a merge) can only be made again by cleaning.
        if known.record != self._records.get(identity, ""):
            return None
        if not known.since <= self._today.isoformat() <= known.until:
            return None
        # Only a text that the ledger has already may be left out of the proposal.
        same_text = written is not None and not written.others and written.body == known.body
        return known if same_text or known.refused else None

    def _again(self, identity: str, known: Remembered) -> Recleaned:
        if known.refused:
            return Recleaned(identity, self._origin(identity), refused=known.refused)
        source = self._source(known.source_name, known.source_url)
        values = dict(known.values)
        if source.record is not None:
            values["source"] = source.record.id
        return Recleaned(identity, "", Proposal(identity, values, None), source, known.notes)

    def _cleaned(self, group: Sequence[str], whole: str) -> Iterator[Recleaned]:
        captures = [c for identity in group if (c := self._capture(identity, report=True)) is not None]
        texts = clean_all(captures, today=self._today)
        lasting = self._lasting(captures, texts)
        for capture, text in zip(captures, texts, strict=True):
            identity = capture.article_id
            source = self._source(text.source_name, text.source_url)
            notes = (*capture.notes, *text.notes)
            proposal = None if text.refused else cleaned_proposal(capture, text, source.record)
            known = Remembered(
                stamp=self._stamps[identity],
                site=site_key(capture),
                group=whole,
                since=self._today.isoformat(),
                until=(self._today + YEAR if identity in lasting else self._today).isoformat(),
                values={} if proposal is None else own_values(text, None),
                source_name=text.source_name,
                source_url=text.source_url,
                body="" if proposal is None else body_digest(proposal.body or ""),
                notes=notes,
                refused=text.refused,
            )
            # A capture that could not be read is missing from its group today and may be back tomorrow.
            if len(captures) == len(group):
                self._memory.remember(identity, known)
            yield Recleaned(identity, capture.origin, proposal, source, notes, text.refused)

    def _lasting(self, captures: Sequence[Capture], texts: Sequence[CleanText]) -> set[str]:
        """The articles that will be cleaned alike for a year: no day that is still to come makes a difference."""
        given = [" ".join(v for v in (c.given.date, c.given.url, c.given.captured) if v) for c in captures]
        to_come = [
            names_a_day_to_come(f"{more} {c.content}", self._today)
            for c, more in zip(captures, given, strict=True)
        ]
        later = clean_all(captures, today=self._today + YEAR) if any(to_come) else texts
        return {
            c.article_id
            for c, text, then, may_differ in zip(captures, texts, later, to_come, strict=True)
            if not may_differ or text == then
        }

    def _source(self, name: str | None, url: str | None) -> Sourced:
        outlet = (name, domain_of(url))
        if outlet not in self._sources:
            self._sources[outlet] = source_named(name, url, self._authority)
        return self._sources[outlet]

    def _capture(self, identity: str, *, report: bool) -> Capture | None:
        kept = self._archive.capture(identity)
        if kept is None:
            return None
        try:
            return recaptured(kept)
        except Refused as fault:
            if report:
                self.skipped.append(fault)
            return None

    def _origin(self, identity: str) -> str:
        kept = self._archive.capture(identity)
        return kept.origin if kept is not None else identity
