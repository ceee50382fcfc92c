"""The captures that the archive holds, cleaned again site by site; a site that did not change is remembered."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from builder.annotate.sources import domain_of
from builder.errors import Refused
from builder.ingest.limits import MOST_SECONDS
from builder.model.authority import Authority
from builder.model.capture import Capture
from builder.model.cleaned import CleanText
from builder.model.provenance import Proposal
from builder.pipeline.held import recaptured
from builder.pipeline.progress import Progress, silent
from builder.pipeline.proposing import Sourced, cleaned_proposal, own_values, source_named
from builder.pipeline.sites import GROUP_CAPTURES, GROUP_CHARACTERS, parts
from builder.pipeline.stage_memory import YEAR, Remembered, StageMemory, group_digest, names_a_day_to_come
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


# What cleans is imported where something must be cleaned: a run that remembers all waits for no model.


def _site_of(capture: Capture) -> str:
    from builder.clean.repeats import site_key

    return site_key(capture)


@dataclass(frozen=True, slots=True)
class _Group:
    """Articles of one site that are cleaned together, by id; `whole` is the digest of their captures. `known` is what is
    remembered of them, in the same order, or empty where they must be cleaned: then `captures` are those that can be read.
    """

    site: str
    members: Sequence[str]
    whole: str
    known: Sequence[Remembered] = ()
    captures: Sequence[Capture] = ()


class Recleaning:
    """One pass over the captures of articles, by id. `skipped` collects captures that cannot be read, or not be cleaned
    within `limit` seconds (see `clean_captures`); `progress` is told of the captures that are done."""

    def __init__(
        self,
        archive: Archive,
        identities: Iterable[str],
        ledger: Mapping[str, Written],
        authority: Authority,
        memory: StageMemory,
        today: datetime.date,
        progress: Progress = silent,
        limit: float = MOST_SECONDS,
    ) -> None:
        self._archive = archive
        self._ledger = ledger
        self._authority = authority
        self._memory = memory
        self._today = today
        self._progress = progress
        self._limit = limit
        self._done = 0
        self._sources: dict[tuple[str | None, str | None], Sourced] = {}
        self.skipped: list[Refused] = []
        stamps = archive.capture_stamps()
        self._records = archive.provenance_stamps()
        self._stamps = {i: stamps[i] for i in sorted(identities) if i in stamps}

    def all(self) -> Iterator[Recleaned]:
        """Each article's capture, cleaned or remembered, site by site."""
        batch: list[_Group] = []
        sites: set[str] = set()
        count = size = 0
        for group in self._groups():
            more = sum(len(capture.content) for capture in group.captures)
            # Two parts of one site would be compared with one another, and no longer in parts.
            full = count + len(group.captures) > GROUP_CAPTURES or size + more > GROUP_CHARACTERS
            if count and group.captures and (full or group.site in sites):
                yield from self._batch(batch)
                batch, sites, count, size = [], set(), 0, 0
            batch.append(group)
            if group.captures:
                sites.add(group.site)
            count += len(group.captures)
            size += more
        yield from self._batch(batch)

    def _batch(self, groups: Sequence[_Group]) -> Iterator[Recleaned]:
        """The captures of these groups in their order, all that must be cleaned on every core at once."""
        captures = [capture for group in groups for capture in group.captures]
        texts = dict(zip((c.article_id for c in captures), self._texts(captures, self._today), strict=True))
        lasting = self._lasting(groups, texts)
        for group in groups:
            if group.known:
                self._came(len(group.known))
                yield from map(self._again, group.members, group.known)
            else:
                yield from self._cleaned(group, texts, lasting)

    def _came(self, count: int) -> None:
        self._done += count
        self._progress("clean", self._done, len(self._stamps))

    def _texts(self, captures: Sequence[Capture], day: datetime.date) -> list[CleanText | Refused]:
        """The captures as they are cleaned on a day; `Refused` for one that took its process with it."""
        if not captures:
            return []
        from builder.pipeline.cleaning import clean_captures

        return clean_captures(
            captures,
            day,
            lambda _, text: text,
            lost=lambda capture, why: Refused(capture.origin, why),
            came=self._came if day == self._today else lambda count: None,
            limit=self._limit,
        )

    def _groups(self) -> Iterator[_Group]:
        """Articles by site, a large site in parts."""
        sites: dict[str, list[str]] = defaultdict(list)
        for identity, stamp in self._stamps.items():
            known = self._memory.cleaned(identity)
            if known is not None and known.stamp == stamp:
                site = known.site
            else:
                capture = self._capture(identity, report=False)
                site = _site_of(capture) if capture is not None else ""
            sites[site or identity].append(identity)
        for site, identities in sites.items():
            for members in parts({site: identities}):
                whole = group_digest(self._stamps[identity] for identity in members)
                known_all = [self._remembered(identity, whole) for identity in members]
                held = [one for one in known_all if one is not None]
                if len(held) == len(members):
                    yield _Group(site, members, whole, known=held)
                    continue
                read = (self._capture(identity, report=True) for identity in members)
                yield _Group(site, members, whole, captures=[c for c in read if c is not None])

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

    def _cleaned(
        self, group: _Group, texts: Mapping[str, CleanText | Refused], lasting: Set[str]
    ) -> Iterator[Recleaned]:
        found: dict[str, Remembered] = {}
        for capture in group.captures:
            identity = capture.article_id
            text = texts[identity]
            if isinstance(text, Refused):
                self.skipped.append(text)
                continue
            source = self._source(text.source_name, text.source_url)
            notes = (*capture.notes, *text.notes)
            proposal = None if text.refused else cleaned_proposal(capture, text, source.record)
            found[identity] = Remembered(
                stamp=self._stamps[identity],
                site=_site_of(capture),
                group=group.whole,
                since=self._today.isoformat(),
                until=(self._today + YEAR if identity in lasting else self._today).isoformat(),
                values={} if proposal is None else own_values(text, None),
                source_name=text.source_name,
                source_url=text.source_url,
                body="" if proposal is None else body_digest(proposal.body or ""),
                notes=notes,
                refused=text.refused,
            )
            yield Recleaned(identity, capture.origin, proposal, source, notes, text.refused)
        # A capture that could not be read, or not be cleaned, is missing from its group today and may be back tomorrow.
        if len(found) == len(group.members):
            for identity, known in found.items():
                self._memory.remember(identity, known)

    def _lasting(self, groups: Sequence[_Group], texts: Mapping[str, CleanText | Refused]) -> set[str]:
        """The articles that will be cleaned alike for a year: no day that is still to come makes a difference."""
        may_differ = {
            c.article_id for group in groups for c in group.captures if names_a_day_to_come(c, self._today)
        }
        again = [
            c
            for group in groups
            if any(c.article_id in may_differ for c in group.captures)
            for c in group.captures
        ]
        then = self._texts(again, self._today + YEAR)
        for capture, text in zip(again, then, strict=True):
            if text == texts[capture.article_id]:
                may_differ.discard(capture.article_id)
        return texts.keys() - may_differ

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
                self.skipped.append(fault.bare())
            return None

    def _origin(self, identity: str) -> str:
        kept = self._archive.capture(identity)
        return kept.origin if kept is not None else identity
