"""`builder sync`: the stages run again over all that the archive holds, and people's edits stand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from builder.errors import Refused
from builder.ingest.limits import MOST_SECONDS
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.entities import Engine
from builder.model.provenance import Proposal
from builder.pipeline.at_rest import AtRest, Resting
from builder.pipeline.held import held_proposal, left_alone
from builder.pipeline.progress import Progress, silent
from builder.pipeline.proposing import Sourced, entity_values, named, one_for_each, with_names, with_source
from builder.pipeline.recleaning import Recleaning
from builder.pipeline.relating import relate_articles, with_story
from builder.pipeline.stage_memory import StageMemory
from builder.pipeline.unsettled import Unsettled
from builder.pipeline.weaving import weave
from builder.store import Archive, Clash, Outcome, Written, constraints, left_stories


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What `sync` changed. `skipped` says which captures could not be read again, and why; their articles stand, as do
    the files that `broken` tells of: they could not be read, or not be written."""

    changed: tuple[Outcome, ...] = ()
    unchanged: int = 0
    clashes: tuple[Clash, ...] = ()
    skipped: tuple[Refused, ...] = ()
    broken: tuple[str, ...] = ()


def sync(
    archive: Archive,
    *,
    today: datetime.date,
    engine: Engine,
    dry_run: bool = False,
    progress: Progress = silent,
    limit: float = MOST_SECONDS,
) -> SyncReport:
    """Propose every article anew and merge; a second run changes nothing. `limit` is that of `clean_captures`: an article
    whose capture takes longer, or ends the process that cleans it, stands as it is and is told of."""
    with archive.lock():
        rest = AtRest.of(archive, engine, today)
        resting = rest.last()
        if resting is not None:
            return SyncReport(unchanged=resting.unchanged, broken=resting.broken)
        loaded = archive.load()
        stored = {a.id: a for a in loaded.articles}
        ledger = archive.ledger()
        unread = archive.unread(loaded, ledger)
        unsettled = Unsettled(stored, ledger, unread)
        authority = archive.authority()
        memory = StageMemory(archive.cache / "stages", engine, authority)
        published = {a.id for a in stored.values() if a.status == "published"}
        shown = published | {one.id for one in unread.values() if one.published}
        cleaning = Recleaning(archive, shown, ledger, authority, memory, today, progress, limit)
        naming = _Naming(archive, ledger, engine, authority, memory)

        proposals: dict[str, Proposal] = {}
        standing: dict[str, Article] = dict(stored)
        sources: dict[str, Sourced] = {}
        refused: list[Refused] = []
        for found in cleaning.all():
            if found.id in unread:
                # Cleaned with its site, whose repeated lines its capture helps to tell; its file is left alone.
                continue
            if found.proposal is None:
                refused.append(Refused(found.origin, found.refused))
                continue
            if found.source.new and found.source.record is not None:
                sources[found.id] = found.source
            proposals[found.id] = naming.named(found.id, stored[found.id], found.proposal, found.notes)
        records = one_for_each(sources.values())
        for identity, source in sources.items():
            if source.record is not None:
                proposals[identity] = with_source(proposals[identity], records[source.record.id])
        for identity, article in stored.items():
            if identity in ledger and identity in published and identity not in proposals:
                proposals[identity] = held_proposal(article, ledger[identity])
        for identity, proposal in proposals.items():
            merged = archive.merged(stored[identity], ledger.get(identity), proposal)
            # A story keeps the name it has: its page's address must not follow every corrected title.
            standing[identity] = replace(merged, story=stored[identity].story)

        progress("relate", 0, None)
        decided = unsettled.constraints(constraints(stored.values(), ledger))
        left = left_stories(stored.values(), ledger)
        woven = weave(standing, relate_articles(standing.values(), decided, archive.cache), left)
        final = [
            with_story(proposal, unsettled.kept(proposal, woven[i].values))
            for i, proposal in proposals.items()
            if not unsettled.left_out(i)
        ]
        if not dry_run:
            archive.add_sources(records.values())
        outcomes = archive.apply(final, dry_run=dry_run)
        progress("write", len(outcomes), len(outcomes))
        if not dry_run:
            # What was not written leaves the ledger and the provenance behind what was learnt: it is learnt again.
            stamps = archive.provenance_stamps()
            written = [o.id for o in outcomes if o.problem is None]
            memory.save([*written, *(i for i in unread if i in stamps)], stamps)
        report = SyncReport(
            changed=tuple(o for o in outcomes if o.action != "unchanged"),
            unchanged=sum(o.action == "unchanged" for o in outcomes),
            clashes=tuple(clash for o in outcomes for clash in o.clashes),
            skipped=(*cleaning.skipped, *refused),
            broken=left_alone(loaded.problems, outcomes),
        )
        if not dry_run and not (report.changed or report.clashes or report.skipped):
            rest.remember(Resting(report.unchanged, report.broken))
    return report


class _Naming:
    """Names for one sync's proposals, found anew where a text, its language or its title changed, or something in the
    authority files that can touch it."""

    def __init__(
        self,
        archive: Archive,
        ledger: Mapping[str, Written],
        engine: Engine,
        authority: Authority,
        memory: StageMemory,
    ) -> None:
        self._archive = archive
        self._ledger = ledger
        self._engine = engine
        self._authority = authority
        self._memory = memory

    def named(self, identity: str, stored: Article, proposal: Proposal, notes: tuple[str, ...]) -> Proposal:
        """The proposal with its names. One that came from memory has no provenance; it gets the stored one where
        that is no longer right, or where a difference waits that only a whole proposal settles."""
        written = self._ledger.get(identity)
        article = self._archive.merged(stored, written, proposal)
        names = self._memory.entities(article)
        if names is not None and proposal.provenance is None:
            if written is not None and written.offers:
                proposal = replace(proposal, provenance=self._archive.provenance(identity))
            return with_names(proposal, names)
        annotated = named(article, self._engine, self._authority)
        fresh = entity_values(annotated)
        self._memory.remember_entities(article, fresh, annotated.looked_up)
        held = proposal.provenance or self._archive.provenance(identity)
        if held is not None:
            held = replace(held, engine=annotated.engine, notes=(*notes, *annotated.notes))
        return replace(with_names(proposal, fresh), provenance=held)
