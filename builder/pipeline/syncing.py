"""`builder sync`: the stages run again over all that the archive holds, and people's edits stand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from builder.errors import Changed, FileFault, Refused
from builder.ingest.limits import MOST_SECONDS
from builder.model.article import Article
from builder.model.entities import Engine
from builder.model.provenance import Proposal
from builder.pipeline.at_rest import AtRest, Resting
from builder.pipeline.held import held_proposal, left_alone
from builder.pipeline.naming import Naming
from builder.pipeline.progress import Progress, silent
from builder.pipeline.proposing import Sourced, one_for_each, with_source
from builder.pipeline.recleaning import Recleaned, Recleaning
from builder.pipeline.relating import with_story
from builder.pipeline.stage_memory import StageMemory
from builder.pipeline.standing import MOST_GONE, standing
from builder.store import Archive, Clash, Outcome
from builder.store.applying import in_story


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What `sync` changed; `recorded` are the articles whose files stand as they were and of which archive/.machine/ says
    something else now. `skipped` says which captures could not be read again, and why; their articles stand, as do the
    files that `broken` tells of: they could not be read, or not be written."""

    changed: tuple[Outcome, ...] = ()
    recorded: tuple[Outcome, ...] = ()
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
        authority = archive.authority()
        memory = StageMemory(archive.cache / "stages", engine, authority)
        published = {a.id for a in stored.values() if a.status == "published"}
        shown = published | {one.id for one in unread.values() if one.published}
        cleaning = Recleaning(archive, shown, ledger, authority, memory, today, progress, limit)
        naming = Naming(archive, stored, ledger, engine, authority, memory, limit, progress)

        proposals: dict[str, Proposal] = {}
        articles: dict[str, Article] = {}
        sources: dict[str, Sourced] = {}
        refused: list[Refused] = []

        def cleaned() -> Iterator[Recleaned]:
            for found in cleaning.all():
                if found.id in unread:
                    # Cleaned with its site, whose repeated lines its capture helps to tell; its file is left alone.
                    continue
                if found.proposal is None:
                    refused.append(Refused(found.origin, found.refused))
                    continue
                if found.source.new and found.source.record is not None:
                    sources[found.id] = found.source
                yield found

        for one in naming.each(cleaned()):
            proposals[one.proposal.id] = one.proposal
            articles[one.proposal.id] = one.article
        if len(naming.gone) > MOST_GONE:
            raise naming.gone[0]
        for fault in naming.gone:
            loaded = loaded.without(fault)
        records = one_for_each(sources.values())
        for identity, source in sources.items():
            if source.record is not None and identity in proposals:
                proposals[identity] = with_source(proposals[identity], records[source.record.id])
                del articles[identity]
        for article in loaded.articles:
            identity = article.id
            if identity in ledger and identity in published and identity not in proposals:
                proposals[identity] = held_proposal(article, ledger[identity])
        for identity, proposal in proposals.items():
            merged = articles.get(identity)
            if merged is None:
                try:
                    merged = archive.merged(stored[identity], ledger.get(identity), proposal)
                except (Changed, FileFault) as fault:
                    loaded = loaded.without(fault)
                    continue
            # A story keeps the name it has: its page's address must not follow every corrected title.
            articles[identity] = in_story(merged, stored[identity].story)
        for identity, article in stored.items():
            articles.setdefault(identity, article)

        progress("relate", 0, None)
        stands = standing(archive, loaded, ledger, articles)
        loaded, unread = stands.loaded, stands.unread
        final = [
            with_story(proposal, stands.unsettled.kept(proposal, stands.woven[i].values))
            for i, proposal in proposals.items()
            if i in stands.woven and not stands.unsettled.left_out(i)
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
            recorded=tuple(o for o in outcomes if o.action == "unchanged" and o.recorded),
            unchanged=sum(o.action == "unchanged" for o in outcomes),
            clashes=tuple(clash for o in outcomes for clash in o.clashes),
            skipped=(*cleaning.skipped, *naming.skipped, *refused),
            broken=left_alone(loaded.problems, outcomes),
        )
        if not dry_run and not (report.changed or report.clashes or report.skipped):
            rest.remember(Resting(report.unchanged, report.broken))
    return report
