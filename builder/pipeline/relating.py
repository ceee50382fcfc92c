"""From the articles that will stand in the archive to its stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.model.article import Article
from builder.model.provenance import Proposal
from builder.model.relation import Constraints, Related, Witness
from builder.pipeline.proposing import body_text
from builder.relate import relate


def witness(article: Article) -> Witness:
    """What relating reads of an article. A date borrowed from another version is no evidence of order."""
    return Witness(
        id=article.id,
        text=body_text(article),
        title="" if article.title_basis else article.title,
        source=article.source,
        date=article.firm_date,
        captured=article.captured,
        language=article.language,
    )


def relate_articles(articles: Iterable[Article], constraints: Constraints) -> Related:
    """Stories among the published articles; a withheld or removed one takes no part."""
    return relate([witness(a) for a in articles if a.status == "published"], constraints)


def with_story(proposal: Proposal, values: Mapping[str, object]) -> Proposal:
    """The proposal with its story keys; a borrowed date takes the place of none."""
    return Proposal(
        id=proposal.id,
        values={**proposal.values, **values},
        body=proposal.body,
        provenance=proposal.provenance,
    )
