"""What a comparison page shows: two versions, their sentences side by side, and what changed in substance."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.derive.compare import Comparison, Side, compare
from builder.derive.entries import chronology
from builder.derive.library import Library
from builder.derive.passages import Readings
from builder.derive.remembered import Remembered
from builder.derive.rights import capped, is_shown
from builder.derive.substance import Difference, Outcome, Preferred, substance
from builder.derive.views import Card, card
from builder.model.article import Article
from builder.model.relation import RelationType
from builder.text.evidence import Order, SourceMarks, credits_of, marks_between, order_of
from builder.text.markdown import to_plain


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two versions side by side, the earlier first. `relation` is what the second is to the first (None: no direct
    link). `comparison.rows` is empty and `hidden` set where one of them is withheld or removed. `order` says whether
    their days establish which came first, `marks` whom each credits."""

    first: Card
    second: Card
    relation: RelationType | None
    comparison: Comparison
    differences: tuple[Difference, ...]
    hidden: bool
    order: Order
    marks: SourceMarks

    @property
    def related(self) -> str:
        """What to say of the pair: the relation; 'indirect' without one; no direction where days give none."""
        if self.relation is RelationType.UPDATE and self.order is not Order.DATED:
            return "update.undirected"
        return self.relation.value if self.relation else "indirect"


@dataclass(frozen=True, slots=True)
class Text:
    """All of an article that its comparisons depend on."""

    id: str
    body: str
    language: str | None
    date: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are compared, in order."""

    a: Text
    b: Text

    @property
    def aligned(self) -> tuple[str, str | None, str, str | None]:
        """All that the alignment of their sentences depends on: front matter but for the languages is no part of it."""
        return self.a.body, self.a.language, self.b.body, self.b.language

    @property
    def size(self) -> int:
        """What remembering the pair counts for, in characters."""
        return len(self.a.body) + len(self.b.body) + 1


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a pair gave."""

    comparison: Comparison
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Of what comparing a pair gave, all that pages of articles and stories show: the share of either text's words that
    the other answers (0..1; None across languages), and the facts on which they differ outright: kind, what either says."""

    shares: tuple[float, float] | None
    disputed: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, compared: Compared) -> Outline:
        comparison = compared.comparison
        return cls(
            None if comparison.across_languages else (comparison.a.coverage, comparison.b.coverage),
            tuple(
                (d.kind.value, d.a_says, d.b_says)
                for d in compared.differences
                if d.outcome is Outcome.DIFFER
            ),
        )


@dataclass(frozen=True, slots=True)
class Crediting:
    """All of an article that its credits depend on."""

    body: str
    byline: str | None
    credits: tuple[str, ...]


#: Characters of text whose comparisons are kept: some 45 pairs of reports, 43 kB each. A comparison's page is made next to
#: the article's that asks for it; a comparison that is asked for again much later is computed again.
_COMPARED = 300_000

#: Characters of text of whose comparisons the outlines are kept: some 280 pairs, all of a story but the largest, whose
#: page asks for them last.
_OUTLINED = 2_000_000

#: Characters of text whose credits are kept: some 250 reports.
_CREDITED = 1_000_000


class Comparisons:
    """Comparisons of a library's articles, of which the last are remembered. Not shared between processes.

    `before` is that of an earlier state of the archive: what it remembers and nobody has edited since is taken over,
    and of texts whose front matter alone was edited, which sentences answer each other. How much is remembered (`most`
    characters of compared text) changes no comparison.
    """

    def __init__(self, library: Library, before: Comparisons | None = None, most: int = _COMPARED) -> None:
        self._library = library
        self._known: Remembered[Pair, Compared] = Remembered(most)
        self._outlines: Remembered[Pair, Outline] = Remembered(_OUTLINED)
        self._credits: Remembered[Crediting, tuple[str, ...]] = (
            before._credits if before else Remembered(_CREDITED)
        )
        self._readings = Readings()
        self._preferred = Preferred(library.authority)
        same = before if before and before._library.authority == library.authority else None
        self._before = same._known if same else None
        self._outlined = same._outlines if same else None
        self._aligned = (
            {pair.aligned: found.comparison for pair, found in before._known.items()} if before else {}
        )

    def view(self, a: str, b: str) -> ComparisonView:
        first, second = self._ordered(a, b)
        articles = self._library.articles
        hidden = self._hidden(first, second)
        nothing = Compared(Comparison(Side(first), Side(second), ()), ())
        compared = nothing if hidden else self._pair(first, second)
        return ComparisonView(
            first=card(self._library, articles[first]),
            second=card(self._library, articles[second]),
            relation=self._library.tie(first, second),
            comparison=compared.comparison,
            differences=compared.differences,
            hidden=hidden,
            order=order_of(articles[first].firm_date, articles[second].firm_date),
            marks=SourceMarks() if hidden else marks_between(self._credited(first), self._credited(second)),
        )

    def share(self, a: str, b: str) -> float | None:
        """The share of a's words in passages that b answers, 0..1; None across languages and for unshown texts."""
        first, second = self._ordered(a, b)
        if self._hidden(first, second):
            return None
        shares = self._outline(first, second).shares
        if shares is None:
            return None
        return shares[0] if first == a else shares[1]

    def disputed(self, a: str, b: str) -> tuple[tuple[str, str, str], ...]:
        """The facts on which a and b differ outright: (kind, what a says, what b says)."""
        first, second = self._ordered(a, b)
        if self._hidden(first, second):
            return ()
        found = self._outline(first, second).disputed
        return found if first == a else tuple((kind, yours, mine) for kind, mine, yours in found)

    def _ordered(self, a: str, b: str) -> tuple[str, str]:
        """The earlier first; by id where the days do not tell."""
        articles = self._library.articles
        first, second = sorted((a, b), key=lambda i: chronology(articles[i]))
        return first, second

    def _hidden(self, a: str, b: str) -> bool:
        articles = self._library.articles
        return not (is_shown(articles[a]) and is_shown(articles[b]))

    def _outline(self, a: str, b: str) -> Outline:
        one, two = self._capped(a), self._capped(b)
        pair = Pair(_text(one), _text(two))
        found = self._outlines.get(pair)
        if found is not None:
            return found
        found = self._outlined.get(pair) if self._outlined else None
        if found is None:
            found = Outline.of(self._between(one, two, pair))
        elif self._before and (before := self._before.get(pair)) is not None:
            self._known.keep(pair, before, pair.size)  # for the edit after this one
        return self._outlines.keep(pair, found, pair.size)

    def _pair(self, a: str, b: str) -> Compared:
        one, two = self._capped(a), self._capped(b)
        return self._between(one, two, Pair(_text(one), _text(two)))

    def _between(self, one: Article, two: Article, pair: Pair) -> Compared:
        found = self._known.get(pair)
        if found is not None:
            return found
        found = self._before.get(pair) if self._before else None
        if found is None:
            comparison = self._compared(one, two, pair)
            found = Compared(comparison, substance(comparison, self._preferred))
        return self._known.keep(pair, found, pair.size)

    def _compared(self, one: Article, two: Article, pair: Pair) -> Comparison:
        held = self._aligned.get(pair.aligned)
        if held is None:
            return compare(one, two, self._readings)
        return replace(
            held,
            a=replace(held.a, id=one.id, date=pair.a.date, names=pair.a.names),
            b=replace(held.b, id=two.id, date=pair.b.date, names=pair.b.names),
        )

    def _credited(self, identity: str) -> tuple[str, ...]:
        """Whom an article credits, in the text that it shows or beside it."""
        article = self._capped(identity)
        asked = Crediting(article.body, article.byline, article.credits)
        found = self._credits.get(asked)
        if found is not None:
            return found
        text = "\n\n".join(block.text for block in to_plain(article.body))
        beside = (*((article.byline,) if article.byline else ()), *article.credits)
        return self._credits.keep(asked, credits_of(text, beside), len(article.body) + 1)

    def _capped(self, identity: str) -> Article:
        """The article with no more of its text than its source's rights allow to show."""
        article = self._library.articles[identity]
        source = self._library.sources.get(article.source) if article.source else None
        return capped(article, source.record if source else None)


def _text(article: Article) -> Text:
    names = (*article.people, *article.organizations, *article.places)
    return Text(article.id, article.body, article.language, article.firm_date, names)
