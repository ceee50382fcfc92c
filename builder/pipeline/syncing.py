"""`builder sync`: the stages run again over all that the archive holds, and people's edits stand."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from builder.clean import clean_all
from builder.errors import Refused
from builder.model.article import Article
from builder.model.capture import Capture
from builder.model.entities import Engine
from builder.model.provenance import Proposal
from builder.pipeline.held import held_proposal, left_alone, recaptured
from builder.pipeline.progress import Progress, silent
from builder.pipeline.proposing import cleaned_proposal, source_of, with_entities
from builder.pipeline.relating import relate_articles, with_story
from builder.pipeline.weaving import weave
from builder.store import Archive, Clash, Outcome, constraints


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What `sync` changed. `skipped` says which captures could not be read again, and why; their articles stand."""

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
) -> SyncReport:
    """Propose every article anew and merge; a second run changes nothing."""
    with archive.lock():
        loaded = archive.load()
        stored = {a.id: a for a in loaded.articles}
        ledger = archive.ledger()
        authority = archive.authority()
        captures, skipped = held_captures(archive, stored)

        progress("clean", 0, len(captures))
        cleaned = clean_all(captures, today=today)
        progress("clean", len(captures), len(captures))
        proposals: dict[str, Proposal] = {
            identity: held_proposal(article, ledger[identity])
            for identity, article in stored.items()
            if identity in ledger and article.status == "published"
        }
        sources = []
        for capture, text in zip(captures, cleaned, strict=True):
            if text.refused:
                skipped.append(Refused(capture.origin, text.refused))
                continue
            sourced = source_of(text, authority)
            if sourced.new and sourced.record is not None:
                sources.append(sourced.record)
            proposals[capture.article_id] = cleaned_proposal(capture, text, sourced.record)

        standing: dict[str, Article] = dict(stored)
        for done, (identity, proposal) in enumerate(proposals.items(), start=1):
            article = archive.merged(stored[identity], ledger.get(identity), proposal)
            if proposal.provenance is not None:
                proposals[identity] = with_entities(proposal, article, engine, authority)
            merged = archive.merged(stored[identity], ledger.get(identity), proposals[identity])
            # A story keeps the name it has: its page's address must not follow every corrected title.
            standing[identity] = replace(merged, story=stored[identity].story)
            progress("annotate", done, len(proposals))

        progress("relate", 0, None)
        related = relate_articles(standing.values(), constraints(stored.values(), ledger), archive.cache)
        woven = weave(standing, related)
        final = [with_story(proposal, woven[i].values) for i, proposal in proposals.items()]
        if not dry_run:
            archive.add_sources(sources)
        outcomes = archive.apply(final, dry_run=dry_run)
        progress("write", len(outcomes), len(outcomes))
    return SyncReport(
        changed=tuple(o for o in outcomes if o.action != "unchanged"),
        unchanged=sum(o.action == "unchanged" for o in outcomes),
        clashes=tuple(clash for o in outcomes for clash in o.clashes),
        skipped=tuple(skipped),
        broken=left_alone(loaded.problems, outcomes),
    )


def held_captures(archive: Archive, stored: dict[str, Article]) -> tuple[list[Capture], list[Refused]]:
    """The captures of the published articles, decoded again, in the order of their ids; and those that fail."""
    captures: list[Capture] = []
    skipped: list[Refused] = []
    for identity in sorted(stored):
        if stored[identity].status != "published":
            continue
        kept = archive.capture(identity)
        if kept is None:
            continue
        try:
            captures.append(recaptured(kept))
        except Refused as fault:
            skipped.append(fault)
    return captures, skipped
