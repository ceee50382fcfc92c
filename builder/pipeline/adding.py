"""`builder add`: captures become articles, and the articles held already learn of their new versions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from builder.errors import Refused
from builder.ingest.limits import MOST_SECONDS
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.capture import Capture
from builder.model.cleaned import CleanText
from builder.model.entities import Engine
from builder.model.provenance import Proposal
from builder.pipeline.cleaning import clean_captures
from builder.pipeline.held import held_proposal, left_alone, site_captures
from builder.pipeline.learning import Lesson, Lessons, lesson
from builder.pipeline.naming import FORKED_ENGINES
from builder.pipeline.progress import Progress, silent
from builder.pipeline.proposing import (
    Sourced,
    cleaned_proposal,
    named,
    one_for_each,
    source_of,
    with_annotated,
    with_source,
)
from builder.pipeline.relating import with_story
from builder.pipeline.sites import GROUP_CAPTURES, GROUP_CHARACTERS, Spool
from builder.pipeline.standing import standing
from builder.store import Archive, Clash, Outcome

#: An `add` of fewer new articles for each one held than this leaves nothing for `sync` to remember: reading and writing all
#: that is remembered costs .13 ms an article, cleaning and annotating one again 27 ms (1,000 dumps of the bench's naeb and
#: wcxb: the first sync takes 6.9 s of processor time in place of 34.0).
_WORTH_REMEMBERING = 0.01


@dataclass(frozen=True, slots=True)
class Added:
    """A capture that became an article. `engine` is the name and version of what found its names: `authority` where the
    one asked for has no model for the language."""

    id: str
    path: str
    title: str
    origin: str
    story: str | None = None
    relation: str | None = None
    language: str | None = None
    engine: str = ""


@dataclass(frozen=True, slots=True)
class GainedVersion:
    """An article held already that `add` linked with a new one, or dated by it."""

    id: str
    path: str
    title: str
    story: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `add` did, input by input. `held` are origins whose bytes the archive has already; `broken` says which of
    its files could not be read or were not written, and why."""

    added: tuple[Added, ...] = ()
    gained: tuple[GainedVersion, ...] = ()
    held: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    clashes: tuple[Clash, ...] = ()
    broken: tuple[str, ...] = ()


def add(
    archive: Archive,
    inputs: Iterable[Capture | Refused],
    *,
    today: datetime.date,
    engine: Engine,
    dry_run: bool = False,
    progress: Progress = silent,
    limit: float = MOST_SECONDS,
) -> AddReport:
    """Add captures to the archive; the same bytes again change nothing. `limit` is that of `clean_captures`.

    A broken input is reported and the rest goes on. With `dry_run` nothing is written and the report says what
    would be. An article whose file a person deleted is not made again: its capture counts as held. All inputs are read
    before the first is cleaned, so that each is cleaned among its site's others, as `sync` does it.
    """
    with archive.lock(), Spool() as spool:
        adding = _Adding(archive, today, engine, progress, dry_run=dry_run, limit=limit)
        for item in inputs:
            if adding.is_new(item):
                spool.put(item)
        for group in spool.groups(GROUP_CAPTURES, GROUP_CHARACTERS):
            # Of many groups only the last waits for its stories: the archive is compared once, not once a group.
            adding.write_waiting()
            adding.take(group)
        return adding.finished()


@dataclass(slots=True)
class _Fresh:
    """One new article on its way into the archive. Its capture, proposal and text are let go once it is written."""

    capture: Capture | None
    origin: str
    proposal: Proposal | None
    article: Article
    source: Sourced
    engine: str
    lesson: Lesson | None


class _Adding:
    """One run of `add`: what the archive holds already, what is new, and what became of it."""

    def __init__(
        self,
        archive: Archive,
        today: datetime.date,
        engine: Engine,
        progress: Progress,
        *,
        dry_run: bool,
        limit: float,
    ) -> None:
        self._archive = archive
        self._today = today
        self._engine = engine
        self._progress = progress
        self._dry_run = dry_run
        self._limit = limit
        self._loaded = archive.load()
        self._stored = {article.id: article for article in self._loaded.articles}
        self._ledger = archive.ledger()
        self._unread = archive.unread(self._loaded, self._ledger)
        self._order: dict[str, int] = {}
        self._fresh: dict[str, _Fresh] = {}
        self._waiting: dict[str, _Fresh] = {}
        self._held: list[str] = []
        self._refused: list[Refused] = []
        self._broken: list[Outcome] = []
        self._annotated = 0
        self._lessons = Lessons()

    def is_new(self, item: Capture | Refused) -> TypeGuard[Capture]:
        """Whether the input is a capture that neither the archive nor this run has had; what it is else, is noted."""
        if isinstance(item, Refused):
            self._refused.append(item)
            return False
        identity = item.article_id
        if any(identity in known for known in (self._stored, self._ledger, self._unread, self._order)):
            self._held.append(item.origin)
            return False
        self._order[identity] = len(self._order)
        return True

    def take(self, captures: Sequence[Capture]) -> None:
        """Clean captures that fit into memory together and find their names; they wait to be written."""
        known = site_captures(self._archive, captures, self._stored.values())
        authority = self._archive.authority()

        def prepared(capture: Capture, text: CleanText) -> _Fresh | Refused:
            if text.refused:
                return Refused(capture.origin, text.refused)
            return self._prepared(capture, text, authority)

        def came(count: int) -> None:
            self._annotated += count
            self._progress("annotate", self._annotated, None)

        made: list[_Fresh | Refused]
        if self._engine.name in FORKED_ENGINES:
            made = clean_captures(captures, self._today, prepared, known=known, came=came, limit=self._limit)
        else:
            texts = clean_captures(
                captures, self._today, lambda _, text: text, known=known, limit=self._limit
            )
            made = []
            for capture, text in zip(captures, texts, strict=True):
                made.append(prepared(capture, text))
                came(1)
        lessons = [None if isinstance(found, Refused) else found.lesson for found in made]
        self._lessons.heard(captures, lessons, known, authority)
        for capture, found in zip(captures, made, strict=True):
            if isinstance(found, Refused):
                self._refused.append(found)
                continue
            found.capture = None if self._dry_run else capture
            self._fresh[capture.article_id] = self._waiting[capture.article_id] = found
        self._name_outlets_once([found for found in made if not isinstance(found, Refused)])

    def _name_outlets_once(self, fresh: Sequence[_Fresh]) -> None:
        records = one_for_each(found.source for found in fresh)
        for found in fresh:
            if found.source.new and found.source.record is not None and found.proposal is not None:
                record = records[found.source.record.id]
                found.source = Sourced(record, new=True)
                found.proposal = with_source(found.proposal, record)
                found.article = replace(found.article, source=record.id)

    def write_waiting(self) -> None:
        """Write the new articles that wait, without stories yet. A dry run lets them wait."""
        if self._dry_run or not self._waiting:
            return
        self._keep()
        for outcome in self._archive.create([f.proposal for f in self._waiting.values() if f.proposal]):
            if outcome.problem is not None:
                self._broken.append(outcome)
                del self._fresh[outcome.id]
        for found in self._waiting.values():
            found.capture = found.proposal = None
            found.article = replace(found.article, body="")
        self._waiting = {}

    def finished(self) -> AddReport:
        """Compare all that the archive holds and write what that changes; the report of the whole run."""
        broken = left_alone(self._loaded.problems, self._broken)
        if not self._fresh:
            return AddReport(held=tuple(self._held), refused=tuple(self._refused), broken=broken)
        if not self._dry_run and len(self._waiting) < len(self._fresh):
            # Some are written already: they are articles like any other by now.
            self._loaded = self._archive.load()
            self._stored = {article.id: article for article in self._loaded.articles}
            self._ledger = self._archive.ledger()
        everything = {**self._stored, **{i: found.article for i, found in self._waiting.items()}}
        self._progress("relate", 0, None)
        stands = standing(self._archive, self._loaded, self._ledger, everything)
        self._loaded, woven, unsettled = stands.loaded, stands.woven, stands.unsettled
        proposals = {i: found.proposal for i, found in self._waiting.items() if found.proposal is not None}
        for identity, article in self._stored.items():
            if identity in self._ledger and identity in woven and not unsettled.left_out(identity):
                proposals[identity] = held_proposal(article, self._ledger[identity])
        final = {
            i: with_story(p, unsettled.kept(p, woven[i].values)) for i, p in proposals.items() if i in woven
        }
        if not self._dry_run:
            self._keep()
        outcomes = self._archive.apply(final.values(), dry_run=self._dry_run)
        self._progress("write", len(outcomes), len(outcomes))
        if not self._dry_run and len(self._fresh) >= _WORTH_REMEMBERING * len(self._stored):
            written = {outcome.id for outcome in outcomes if outcome.problem is None}
            self._lessons.leave(self._archive, self._engine, self._fresh.keys() & written)
        return self._report(outcomes, final)

    def _prepared(self, capture: Capture, text: CleanText, authority: Authority) -> _Fresh:
        source = source_of(text, authority)
        proposal = cleaned_proposal(capture, text, source.record)
        bare = self._archive.merged(None, None, proposal)
        annotated = named(bare, self._engine, authority)
        proposal = with_annotated(proposal, annotated)
        article = self._archive.merged(None, None, proposal)
        learnt = None
        if not self._dry_run:
            learnt = lesson(capture, text, proposal, article, annotated, self._today)
        else:
            # Nothing of it is written, so the raw page and what was taken out of it need not wait in memory.
            proposal = replace(proposal, provenance=None)
        return _Fresh(None, capture.origin, proposal, article, source, annotated.engine, learnt)

    def _keep(self) -> None:
        """Store the captures and the new sources of the articles that are about to be written."""
        for found in self._waiting.values():
            if found.capture is not None:
                self._archive.keep(found.capture)
        sources = [f.source for f in self._waiting.values()]
        self._archive.add_sources([s.record for s in sources if s.new and s.record is not None])

    def _report(self, outcomes: Sequence[Outcome], final: Mapping[str, Proposal]) -> AddReport:
        added: list[Added] = []
        gained: list[GainedVersion] = []
        clashes: list[Clash] = []
        places = {outcome.id: outcome for outcome in outcomes}
        for identity, found in sorted(self._fresh.items(), key=lambda fresh: self._order[fresh[0]]):
            outcome = places.get(identity)
            if outcome is None:
                continue
            values = final[identity].values
            title = str(values.get("title", ""))
            story = story_of(values)
            added.append(
                Added(
                    identity,
                    outcome.path,
                    title,
                    found.origin,
                    story,
                    first_relation(values),
                    found.article.language,
                    found.engine,
                )
            )
        for outcome in outcomes:
            clashes.extend(outcome.clashes)
            story = story_of(final[outcome.id].values)
            if outcome.id not in self._fresh and outcome.action == "updated" and story is not None:
                gained.append(GainedVersion(outcome.id, outcome.path, self._stored[outcome.id].title, story))
        broken = left_alone(self._loaded.problems, [*self._broken, *outcomes])
        return AddReport(
            tuple(added), tuple(gained), tuple(self._held), tuple(self._refused), tuple(clashes), broken
        )


def story_of(values: Mapping[str, object]) -> str | None:
    """The story that a proposal names."""
    story = values.get("story")
    return story if isinstance(story, str) else None


def first_relation(values: Mapping[str, object]) -> str | None:
    """The relation word of an article's first direct link."""
    links = values.get("related_versions")
    return str(links[0]["relation"]) if isinstance(links, list) and links else None
