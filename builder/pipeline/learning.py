"""What `add` learns as it cleans, left where `sync` looks for it: the first sync of the day cleans nothing again."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from builder.clean.repeats import site_key
from builder.errors import FileFault, Refused
from builder.ingest import decode
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.capture import Capture, Given
from builder.model.cleaned import CleanText
from builder.model.entities import Annotated, Engine
from builder.model.provenance import Proposal
from builder.pipeline.proposing import entity_values, own_values
from builder.pipeline.stage_memory import (
    YEAR,
    Names,
    Remembered,
    StageMemory,
    group_digest,
    names_a_day_to_come,
    text_key,
)
from builder.pipeline.touched import statements
from builder.store import Archive, body_digest


@dataclass(frozen=True, slots=True)
class Lesson:
    """What cleaning and annotating gave for one capture. `cleaned` still lacks the digests of what is stored; `text` is the
    key of the annotated text, `given` and `media_type` are what must be stored beside the capture for this to hold."""

    cleaned: Remembered
    text: str
    names: Names
    given: Given
    media_type: str


def lesson(
    capture: Capture,
    text: CleanText,
    proposal: Proposal,
    article: Article,
    annotated: Annotated,
    today: datetime.date,
) -> Lesson | None:
    """What is learnt of a capture; None of one that its stored bytes would not give again as it came in.

    A page that names a day to come is not cleaned for that day too, as `sync` does: it holds for today alone.
    """
    try:
        again = decode(capture.raw, capture.media_type, capture.origin, capture.given)
    except Refused:
        return None
    if again != capture:
        return None
    cleaned = Remembered(
        stamp="",
        site=site_key(capture),
        group="",
        since=today.isoformat(),
        until=(today if names_a_day_to_come(capture, today) else today + YEAR).isoformat(),
        values=own_values(text, None),
        source_name=text.source_name,
        source_url=text.source_url,
        body=body_digest(proposal.body or ""),
        notes=(*capture.notes, *text.notes),
    )
    names = Names(entity_values(annotated), tuple(annotated.looked_up))
    return Lesson(cleaned, text_key(article), names, capture.given, capture.media_type)


class Lessons:
    """What one run of `add` learnt, by the sites whose captures it cleaned together."""

    def __init__(self) -> None:
        self._groups: list[Mapping[str, Lesson]] = []
        self._authority: dict[str, list[str]] | None = None
        self._one_authority = True

    def heard(
        self,
        captures: Sequence[Capture],
        lessons: Sequence[Lesson | None],
        known: Sequence[Capture],
        authority: Authority,
    ) -> None:
        """Captures were cleaned together, beside those `known`. Of a site of which one gave no lesson, or one that is held
        already was beside them, nothing is learnt: `sync` compares its captures with others than these."""
        said = statements(authority)
        self._one_authority = self._one_authority and self._authority in (None, said)
        self._authority = said
        beside = {site_key(capture) for capture in known}
        sites: dict[str, dict[str, Lesson | None]] = defaultdict(dict)
        for capture, found in zip(captures, lessons, strict=True):
            sites[site_key(capture) or capture.article_id][capture.article_id] = found
        for site, members in sites.items():
            learnt = {identity: found for identity, found in members.items() if found is not None}
            if site not in beside and len(learnt) == len(members):
                self._groups.append(learnt)

    def leave(self, archive: Archive, engine: Engine, written: Set[str]) -> None:
        """Put what was learnt beside what is remembered already, as far as those articles were `written`."""
        groups = [
            group
            for group in self._groups
            if group.keys() <= written and all(_stored(archive, i, found) for i, found in group.items())
        ]
        if not groups:
            return
        stamps, records = archive.capture_stamps(), archive.provenance_stamps()
        cleaned: dict[str, Remembered] = {}
        for group in groups:
            members = sorted(group)
            whole = group_digest(stamps[identity] for identity in members)
            for identity in members:
                cleaned[identity] = replace(
                    group[identity].cleaned,
                    stamp=stamps[identity],
                    group=whole,
                    record=records.get(identity, ""),
                )
        memory = StageMemory(archive.cache / "stages", engine, archive.authority())
        one = self._one_authority and self._authority == statements(archive.authority())
        names = {found.text: found.names for group in groups for found in group.values()} if one else {}
        memory.save_more(cleaned, names)


def _stored(archive: Archive, identity: str, found: Lesson) -> bool:
    """Whether the capture is stored with what came with it; an earlier `add` that was cut short may have stored it else."""
    try:
        kept = archive.capture(identity)
    except FileFault:
        return False
    return kept is not None and (kept.given, kept.media_type) == (found.given, found.media_type)
