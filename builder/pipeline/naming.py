"""Names for a sync's proposals: remembered, or found anew in processes that a hanging or crashing text may take along."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.annotate import annotate
from builder.errors import Changed, FileFault, Refused
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.entities import Annotated, Engine
from builder.model.provenance import Proposal
from builder.pipeline.held import stands
from builder.pipeline.processes import (
    MEGABYTE,
    MOST_PROCESSES,
    WORTH_A_PROCESS,
    Begin,
    Lost,
    cores,
    done_apart,
    why_lost,
)
from builder.pipeline.progress import Progress, silent
from builder.pipeline.proposing import entity_values, named, with_names
from builder.pipeline.recleaning import Recleaned
from builder.pipeline.sites import GROUP_CAPTURES
from builder.pipeline.stage_memory import StageMemory
from builder.store import Archive, Written

#: Engines that find names in forked processes. Others bring libraries whose threads do not survive a fork, and models too
#: large to be held more than once.
FORKED_ENGINES = frozenset({"builtin", "authority"})
#: Texts that a process takes at a time: a second's work, so that the processes end together and a bar moves.
_SHARE = 50
#: Annotated before the processes are forked, so that they find the models loaded and need not each load their own.
_FIRST = "The harbour master of Tarn, Ana Ruiz, said on Monday that no ferry would leave before the wind had fallen."


@dataclass(frozen=True, slots=True)
class NamedProposal:
    """A proposal with its names, and the article as it would stand with it, but for the names."""

    proposal: Proposal
    article: Article


@dataclass(frozen=True, slots=True)
class _Step:
    """What cleaning gave for one article, the article as it would stand with that, and its names where they are known."""

    found: Recleaned
    proposal: Proposal
    article: Article
    known: Mapping[str, list[str]] | None


class Naming:
    """Names for one sync's proposals, found anew where a text, its language or its title changed, or something in the
    authority files that can touch it. `skipped` collects articles in which none could be found within the limit, `gone`
    the faults of those whose text can no longer be read."""

    def __init__(
        self,
        archive: Archive,
        stored: Mapping[str, Article],
        ledger: Mapping[str, Written],
        engine: Engine,
        authority: Authority,
        memory: StageMemory,
        limit: float,
        progress: Progress = silent,
    ) -> None:
        self._archive = archive
        self._stored = stored
        self._ledger = ledger
        self._engine = engine
        self._authority = authority
        self._memory = memory
        self._limit = limit
        self._progress = progress
        self._done = 0
        self.skipped: list[Refused] = []
        self.gone: list[Changed | FileFault] = []

    def each(self, cleaned: Iterable[Recleaned]) -> Iterator[NamedProposal]:
        """What was cleaned (each with a proposal, of an article that is stored), in its order, with names."""
        steps: list[_Step] = []
        waiting = 0
        for found in cleaned:
            assert found.proposal is not None
            try:
                step = self._step(found, found.proposal)
            except (Changed, FileFault) as fault:
                self.gone.append(fault)
                continue
            steps.append(step)
            waiting += step.known is None
            if waiting == GROUP_CAPTURES:
                yield from self._named(steps)
                steps, waiting = [], 0
        yield from self._named(steps)

    def _step(self, found: Recleaned, proposal: Proposal) -> _Step:
        stored, written = self._stored[found.id], self._ledger.get(found.id)
        article = (
            stored if stands(stored, written, proposal) else self._archive.merged(stored, written, proposal)
        )
        names = self._memory.entities(article)
        # A whole proposal needs more of what found its names than the names.
        return _Step(found, proposal, article, names if proposal.provenance is None else None)

    def _named(self, steps: Sequence[_Step]) -> Iterator[NamedProposal]:
        anew = [step.article for step in steps if step.known is None]
        answers = iter(
            annotated_apart(anew, self._engine, self._authority, limit=self._limit, came=self._came)
        )
        for step in steps:
            if step.known is not None:
                yield NamedProposal(self._remembered(step, step.known), step.article)
                continue
            answer = next(answers)
            if isinstance(answer, Annotated):
                yield NamedProposal(self._annotated(step, answer), step.article)
            elif isinstance(answer, Changed | FileFault):
                self.gone.append(answer)
            else:
                self.skipped.append(Refused(self._origin(step.found), answer))

    def _remembered(self, step: _Step, names: Mapping[str, list[str]]) -> Proposal:
        """A proposal that came from memory has no provenance; it gets the stored one where a difference waits that only
        a whole proposal settles."""
        written, proposal = self._ledger.get(step.found.id), step.proposal
        if written is not None and written.offers:
            proposal = replace(proposal, provenance=self._archive.provenance(step.found.id))
        return with_names(proposal, names)

    def _annotated(self, step: _Step, annotated: Annotated) -> Proposal:
        """The proposal with names found anew, and the provenance that they bring."""
        fresh = entity_values(annotated)
        self._memory.remember_entities(step.article, fresh, annotated.looked_up)
        held = step.proposal.provenance or self._archive.provenance(step.found.id)
        if held is not None:
            held = replace(held, engine=annotated.engine, notes=(*step.found.notes, *annotated.notes))
        return replace(with_names(step.proposal, fresh), provenance=held)

    def _origin(self, found: Recleaned) -> str:
        kept = None if found.origin else self._archive.capture(found.id)
        return found.origin or (kept.origin if kept is not None else found.id)

    def _came(self, count: int) -> None:
        self._done += count
        self._progress("annotate", self._done, None)


def annotated_apart(
    articles: Sequence[Article],
    engine: Engine,
    authority: Authority,
    *,
    limit: float,
    came: Callable[[int], None] = lambda count: None,
) -> list[Annotated | str | Changed | FileFault]:
    """The names of each article, found in other processes on every core; of one whose process was ended twice, or that
    took more than `limit` seconds of processor time for each megabyte begun (0: as long as it takes), why there are none;
    of one whose text can no longer be read, the fault.

    With an engine that stands no fork, and where processes cannot be forked, all is done in this one, without a limit.
    `came` is told how many more are done.
    """
    if not articles:
        return []
    if sys.platform != "linux" or engine.name not in FORKED_ENGINES:
        made: list[Annotated | str | Changed | FileFault] = []
        for article in articles:
            made.append(_names_of(article, engine, authority))
            came(1)
        return made

    def do(places: tuple[int, ...], begin: Begin) -> list[Annotated | Changed | FileFault]:
        found = []
        for step, place in enumerate(places):
            # Reading its text is a part of the step too.
            begin(step, limit)
            begin(step, limit * (1 + _size(articles[place]) // MEGABYTE))
            found.append(_names_of(articles[place], engine, authority))
        return found

    processes = min(cores(), MOST_PROCESSES) if len(articles) >= WORTH_A_PROCESS else 1
    if processes > 1:
        annotate(_FIRST, "en", engine=engine, authority=authority)
    every = tuple(range(len(articles)))
    shares = [every[first : first + _SHARE] for first in range(0, len(every), _SHARE)]
    answers: dict[int, Annotated | str | Changed | FileFault] = {}
    for result in done_apart(shares, do, processes, _without):
        if isinstance(result, Lost):
            answers.update(
                dict.fromkeys(
                    result.task, why_lost("finding its names", "looked for its names", result.how, limit)
                )
            )
        else:
            answers.update(zip(result.task, result.answer, strict=True))
        came(len(result.task))
    return [answers[place] for place in every]


def _size(article: Article) -> int:
    """The characters of its text; 0 where it can no longer be read."""
    try:
        return len(article.body)
    except (Changed, FileFault):
        return 0


def _names_of(article: Article, engine: Engine, authority: Authority) -> Annotated | Changed | FileFault:
    """Its names, or the fault for which its text can no longer be read."""
    try:
        return named(article, engine, authority)
    except (Changed, FileFault) as fault:
        return fault


def _without(places: tuple[int, ...], step: int) -> Sequence[tuple[int, ...]]:
    """The places of a share but for the one at which its process was ended, and that one by itself, to be tried once
    more; none of a share that was one alone."""
    if len(places) == 1:
        return []
    rest = places[:step] + places[step + 1 :]
    return [rest, places[step : step + 1]]
