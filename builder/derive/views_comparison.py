"""What a comparison page shows: two versions, their sentences side by side, and what changed in substance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from builder.derive.compare import Comparison, Side, compare
from builder.derive.library import Library
from builder.derive.rights import capped, is_shown
from builder.derive.substance import Difference, Outcome, substance
from builder.derive.views import Card, card
from builder.model.article import Article
from builder.model.relation import RelationType

#: Pairs whose comparison is kept at hand: a pair is asked for by two article pages, its story's page and its own.
_KEPT = 4_000


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two versions side by side, the earlier first. `relation` is what the second is to the first (None: no direct
    link). `comparison.rows` is empty and `hidden` set where one of them is withheld or removed."""

    first: Card
    second: Card
    relation: RelationType | None
    comparison: Comparison
    differences: tuple[Difference, ...]
    hidden: bool


class Comparisons:
    """Comparisons of a library's articles, each computed once. Not shared between processes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._compared = lru_cache(maxsize=_KEPT)(self._compare)
        self._substance = lru_cache(maxsize=_KEPT)(
            lambda a, b: substance(self._compared(a, b), library.authority)
        )

    def view(self, a: str, b: str) -> ComparisonView:
        first, second = self._ordered(a, b)
        articles = self._library.articles
        hidden = self._hidden(first, second)
        return ComparisonView(
            first=card(self._library, articles[first]),
            second=card(self._library, articles[second]),
            relation=self._library.tie(first, second),
            comparison=Comparison(Side(first), Side(second), ()) if hidden else self._compared(first, second),
            differences=() if hidden else self._substance(first, second),
            hidden=hidden,
        )

    def share(self, a: str, b: str) -> float | None:
        """The share of a's words in passages that b answers, 0..1; None across languages and for unshown texts."""
        first, second = self._ordered(a, b)
        if self._hidden(first, second):
            return None
        compared = self._compared(first, second)
        if compared.across_languages:
            return None
        return compared.a.coverage if first == a else compared.b.coverage

    def disputed(self, a: str, b: str) -> tuple[tuple[str, str, str], ...]:
        """The facts on which a and b differ outright: (kind, what a says, what b says)."""
        first, second = self._ordered(a, b)
        if self._hidden(first, second):
            return ()
        found = (d for d in self._substance(first, second) if d.outcome is Outcome.DIFFER)
        if first == a:
            return tuple((d.kind.value, d.a, d.b) for d in found)
        return tuple((d.kind.value, d.b, d.a) for d in found)

    def _ordered(self, a: str, b: str) -> tuple[str, str]:
        """The earlier first; by id where the days do not tell."""
        articles = self._library.articles
        first, second = sorted((a, b), key=lambda i: (articles[i].date or "9999", i))
        return first, second

    def _hidden(self, a: str, b: str) -> bool:
        articles = self._library.articles
        return not (is_shown(articles[a]) and is_shown(articles[b]))

    def _compare(self, a: str, b: str) -> Comparison:
        return compare(self._capped(a), self._capped(b))

    def _capped(self, identity: str) -> Article:
        """The article with no more of its text than its source's rights allow to show."""
        article = self._library.articles[identity]
        source = self._library.sources.get(article.source) if article.source else None
        return capped(article, source.record if source else None)
