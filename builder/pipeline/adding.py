"""`builder add`: captures become articles, and the articles held already learn of their new versions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from builder.clean import clean_all
from builder.errors import Refused
from builder.model.article import Article
from builder.model.capture import Capture
from builder.model.entities import Engine
from builder.model.provenance import Proposal
from builder.pipeline.held import held_proposal, left_alone, site_captures
from builder.pipeline.progress import Progress, silent
from builder.pipeline.proposing import Sourced, cleaned_proposal, source_of, with_entities
from builder.pipeline.relating import relate_articles, with_story
from builder.pipeline.weaving import weave
from builder.store import Archive, Clash, Outcome, constraints

#: Captures are taken in groups, so that a file of any size needs bounded memory: at most this many, or this many
#: characters of content. A group is what `clean_all` compares for repeated lines (with the pages held already).
GROUP_CAPTURES = 1_000
GROUP_CHARACTERS = 64_000_000


@dataclass(frozen=True, slots=True)
class Added:
    """A capture that became an article."""

    id: str
    path: str
    title: str
    origin: str
    story: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class GainedVersion:
    """An article held already that `add` linked with a new one, or dated by it."""

    id: str
    path: str
    title: str
    story: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `add` did, input by input. `held` are origins whose bytes the archive has already."""

    added: tuple[Added, ...] = ()
    gained: tuple[GainedVersion, ...] = ()
    held: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    clashes: tuple[Clash, ...] = ()
    broken: tuple[str, ...] = field(default=())


def groups(inputs: Iterable[Capture | Refused]) -> Iterator[list[Capture | Refused]]:
    """The inputs in lists of bounded size, in order."""
    group: list[Capture | Refused] = []
    size = 0
    for item in inputs:
        group.append(item)
        size += len(item.content) if isinstance(item, Capture) else 0
        if len(group) >= GROUP_CAPTURES or size >= GROUP_CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group


def add(
    archive: Archive,
    inputs: Iterable[Capture | Refused],
    *,
    today: datetime.date,
    engine: Engine,
    dry_run: bool = False,
    progress: Progress = silent,
) -> AddReport:
    """Add captures to the archive; the same bytes again change nothing.

    A broken input is reported and the rest goes on. With `dry_run` nothing is written and the report says what
    would be. An article whose file a person deleted is not made again: its capture counts as held.
    """
    report = AddReport()
    with archive.lock():
        for group in groups(inputs):
            part = add_group(archive, group, today=today, engine=engine, dry_run=dry_run, progress=progress)
            report = AddReport(
                added=report.added + part.added,
                gained=report.gained + part.gained,
                held=report.held + part.held,
                refused=report.refused + part.refused,
                clashes=report.clashes + part.clashes,
                broken=tuple(dict.fromkeys(report.broken + part.broken)),
            )
    return report


def add_group(
    archive: Archive,
    group: list[Capture | Refused],
    *,
    today: datetime.date,
    engine: Engine,
    dry_run: bool,
    progress: Progress,
) -> AddReport:
    """`add` for inputs that fit into memory together."""
    loaded = archive.load()
    stored = {article.id: article for article in loaded.articles}
    ledger = archive.ledger()
    refused = [item for item in group if isinstance(item, Refused)]
    fresh: dict[str, Capture] = {}
    held: list[str] = []
    for item in group:
        if isinstance(item, Capture):
            if item.article_id in stored or item.article_id in ledger or item.article_id in fresh:
                held.append(item.origin)
            else:
                fresh[item.article_id] = item

    if not fresh:
        return AddReport(held=tuple(held), refused=tuple(refused), broken=left_alone(loaded.problems))

    authority = archive.authority()
    captures = list(fresh.values())
    progress("clean", 0, len(captures))
    cleaned = clean_all(captures, today=today, known=site_captures(archive, captures, stored.values()))
    progress("clean", len(captures), len(captures))

    proposals: dict[str, Proposal] = {}
    sources: dict[str, Sourced] = {}
    for capture, text in zip(captures, cleaned, strict=True):
        if text.refused:
            refused.append(Refused(capture.origin, text.refused))
            del fresh[capture.article_id]
            continue
        sourced = source_of(text, authority)
        sources[capture.article_id] = sourced
        proposals[capture.article_id] = cleaned_proposal(capture, text, sourced.record)

    coming: dict[str, Article] = {}
    for done, (identity, proposal) in enumerate(proposals.items(), start=1):
        bare = archive.merged(None, None, proposal)
        proposals[identity] = with_entities(proposal, bare, engine, authority)
        coming[identity] = archive.merged(None, None, proposals[identity])
        progress("annotate", done, len(proposals))

    everything = {**stored, **coming}
    progress("relate", 0, None)
    related = relate_articles(everything.values(), constraints(stored.values(), ledger), archive.cache)
    woven = weave(everything, related)
    for identity, article in stored.items():
        if identity in ledger:
            proposals[identity] = held_proposal(article, ledger[identity])
    final = {i: with_story(p, woven[i].values) for i, p in proposals.items() if i in woven}

    if not dry_run:
        for capture in fresh.values():
            archive.keep(capture)
        archive.add_sources([s.record for s in sources.values() if s.new and s.record is not None])
    outcomes = archive.apply(final.values(), dry_run=dry_run)
    progress("write", len(outcomes), len(outcomes))
    return report_of(outcomes, fresh, stored, final, held, refused, left_alone(loaded.problems, outcomes))


def report_of(
    outcomes: Iterable[Outcome],
    fresh: dict[str, Capture],
    stored: dict[str, Article],
    final: dict[str, Proposal],
    held: list[str],
    refused: list[Refused],
    broken: tuple[str, ...],
) -> AddReport:
    """The report of one group, from what was written."""
    added: list[Added] = []
    gained: list[GainedVersion] = []
    clashes: list[Clash] = []
    for outcome in outcomes:
        clashes.extend(outcome.clashes)
        values = final[outcome.id].values
        story = values.get("story")
        name = story if isinstance(story, str) else None
        title = str(values.get("title", ""))
        if outcome.id in fresh:
            added.append(
                Added(outcome.id, outcome.path, title, fresh[outcome.id].origin, name, first_relation(values))
            )
        elif outcome.action == "updated" and name is not None:
            gained.append(GainedVersion(outcome.id, outcome.path, stored[outcome.id].title, name))
    return AddReport(tuple(added), tuple(gained), tuple(held), tuple(refused), tuple(clashes), broken)


def first_relation(values: object) -> str | None:
    """The relation word of an article's first direct link."""
    links = values.get("related_versions") if isinstance(values, dict) else None
    return str(links[0]["relation"]) if links else None
