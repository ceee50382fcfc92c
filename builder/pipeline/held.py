"""What the archive holds already, as the stages need it while something new is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from builder.errors import Refused
from builder.model.article import Article
from builder.model.capture import Capture
from builder.model.cleaned import DateBasis
from builder.model.problem import Problem, Severity
from builder.model.provenance import Proposal
from builder.pipeline.proposing import WOVEN_KEYS
from builder.store import Archive, KeptCapture, Outcome, Written
from builder.store.articles import values_of

#: Pages of one site that are read again to see which lines its pages share. More add little: furniture stands on
#: every page, so that a line seen on three of twenty pages is as sure as on thirty of two hundred.
SITE_SAMPLE = 20


_BORROWED = WOVEN_KEYS | {"date", "date_basis"}


def recaptured(kept: KeptCapture) -> Capture:
    """The capture again from its stored bytes; Refused where they can no longer be read."""
    from builder.ingest import decode  # here: most runs read no capture again

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
    return Proposal(id=article.id, values=_own(written.values), body=None)


def stands(article: Article, written: Written | None, proposal: Proposal) -> bool:
    """Whether a proposal without names or text says of an article what builder last said, and nobody has said else: but for
    what its names and its story give, it stays as it is."""
    if proposal.body is not None or written is None or written.others:
        return False
    own = _own(written.values)
    own.pop("entities", None)
    return own == proposal.values and {**values_of(article), "id": None} == {**written.values, "id": None}


def _own(written: Mapping[str, object]) -> dict[str, object]:
    """The machine's values without those that the article's story gave."""
    borrowed = written.get("date_basis") == DateBasis.RELATED_VERSION.value
    dropped = _BORROWED if borrowed else WOVEN_KEYS
    return {key: value for key, value in written.items() if key not in dropped}


def left_alone(unread: Iterable[Problem], outcomes: Iterable[Outcome] = ()) -> tuple[str, ...]:
    """Files that could not be read or were not written, as lines to print; each stands as it was.

    Of what is `unread` only errors count: a warning or a notice is of a file that was read, and `check` tells it.
    """
    faults = [problem for problem in unread if problem.severity is Severity.ERROR]
    unwritten = [outcome.problem for outcome in outcomes if outcome.problem is not None]
    return tuple(dict.fromkeys(str(problem) for problem in (*faults, *unwritten)))
