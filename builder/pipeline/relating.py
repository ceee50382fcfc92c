"""From the articles that will stand in the archive to its stories."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from builder.model.article import Article
from builder.model.provenance import Proposal
from builder.model.relation import Constraints, Related, Witness
from builder.pipeline.outcomes import OutcomeMemory
from builder.pipeline.proposing import body_text
from builder.relate import Index, relate
from builder.store import digest_of

#: Below this a second process costs more in starting than it saves: 500 articles take about two seconds in one.
ARTICLES_WORTH_A_SECOND_PROCESS = 500


class StandingWitness(Witness):
    """An article as relating sees it, known by its body's digest; its text is taken from the body where it is wanted."""

    __slots__ = ("_article",)

    _article: Article

    @classmethod
    def of(cls, article: Article) -> StandingWitness:
        """A date borrowed from another version is no evidence of order."""
        made = object.__new__(cls)
        for name, value in (
            ("id", article.id),
            ("title", "" if article.title_basis else article.title),
            ("source", article.source),
            ("date", article.firm_date),
            ("captured", article.captured),
            ("language", article.language),
            # Half of a sha256 tells texts apart as surely, and an index holds it thrice for each pair.
            ("digest", digest_of(article)[:32]),
            ("_article", article),
        ):
            object.__setattr__(made, name, value)
        return made

    @property
    def text(self) -> str:
        return body_text(self._article)


def relate_articles(articles: Iterable[Article], constraints: Constraints, cache: Path) -> Related:
    """Stories among the published articles; a withheld or removed one takes no part.

    What is known of texts and pairs is remembered in `cache`, so that an archive is not compared anew for each
    addition; without it the outcome is the same. Where nothing that relating looks at is another than the last time,
    that outcome stands.
    """
    witnesses = [StandingWitness.of(a) for a in articles if a.status == "published"]
    memory = OutcomeMemory(cache / "relate", witnesses, constraints)
    found = memory.last()
    if found is None:
        workers = (os.cpu_count() or 1) if len(witnesses) >= ARTICLES_WORTH_A_SECOND_PROCESS else 1
        with Index(cache / "relate") as index:
            found = relate(witnesses, constraints, index=index, workers=workers)
        memory.remember(found)
    return found


def with_story(proposal: Proposal, values: Mapping[str, object]) -> Proposal:
    """The proposal with its story keys; a borrowed date takes the place of none."""
    return Proposal(
        id=proposal.id,
        values={**proposal.values, **values},
        body=proposal.body,
        provenance=proposal.provenance,
    )
