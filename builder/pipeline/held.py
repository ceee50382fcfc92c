"""What the archive holds already, as the stages need it while something new is added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from builder.errors import Refused
from builder.ingest import decode
from builder.model.article import Article
from builder.model.capture import Capture
from builder.model.cleaned import DateBasis
from builder.model.problem import Problem, Severity
from builder.model.provenance import Proposal
from builder.pipeline.proposing import WOVEN_KEYS
from builder.store import Archive, KeptCapture, Outcome, Written

#: Pages of one site that are read again to see which lines its pages share. More add little: furniture stands on
#: every page, so that a line seen on three of twenty pages is as sure as on thirty of two hundred.
SITE_SAMPLE = 20


def recaptured(kept: KeptCapture) -> Capture:
    """The capture again from its stored bytes; Refused where they can no longer be read."""
    return decode(kept.raw, kept.media_type, kept.origin, kept.given)


def host(url: str | None) -> str:
    """The host of a URL without `www.`, or '' where it has none or is no URL."""
    try:
        name = urlsplit(url).hostname if url else None
    except ValueError:
        return ""
    return (name or "").removeprefix("www.")


def site_captures(archive: Archive, captures: Sequence[Capture], stored: Iterable[Article]) -> list[Capture]:
    """Captures held already from the sites of the new ones, so that a page added alone is cleaned like its siblings.

    A text dump without a URL cannot be told by its host; such dumps are sampled from all that are held without one.
    The sample is the latest ids in alphabetical order, which are as good as random and the same on every machine.
    """
    wanted = {host(capture.given.url) for capture in captures}
    chosen: dict[str, list[str]] = {name: [] for name in wanted}
    for article in sorted(stored, key=lambda a: a.id):
        name = host(article.source_url)
        if name in chosen and len(chosen[name]) < SITE_SAMPLE:
            chosen[name].append(article.id)
    found: list[Capture] = []
    for identities in chosen.values():
        for identity in identities:
            found.extend(readable(archive, identity))
    return found


def readable(archive: Archive, identity: str) -> list[Capture]:
    """An article's capture, or nothing where it is gone or can no longer be read (`sync` reports that)."""
    kept = archive.capture(identity)
    if kept is None:
        return []
    try:
        return [recaptured(kept)]
    except Refused:
        return []


def held_proposal(article: Article, written: Written) -> Proposal:
    """For an article that is not cleaned again: the machine's last values without those its story gives."""
    borrowed = written.values.get("date_basis") == DateBasis.RELATED_VERSION.value
    dropped = WOVEN_KEYS | ({"date", "date_basis"} if borrowed else frozenset())
    values = {key: value for key, value in written.values.items() if key not in dropped}
    return Proposal(id=article.id, values=values, body=None)


def left_alone(unread: Iterable[Problem], outcomes: Iterable[Outcome] = ()) -> tuple[str, ...]:
    """Files that could not be read or were not written, as lines to print; each stands as it was.

    Of what is `unread` only errors count: a warning or a notice is of a file that was read, and `check` tells it.
    """
    faults = [problem for problem in unread if problem.severity is Severity.ERROR]
    unwritten = [outcome.problem for outcome in outcomes if outcome.problem is not None]
    return tuple(dict.fromkeys(str(problem) for problem in (*faults, *unwritten)))
