"""Relations between articles, and the stories that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class RelationType(StrEnum):
    IDENTICAL = "identical"
    REPRINT = "reprint"
    EXCERPT = "excerpt"
    EXPANSION = "expansion"
    UPDATE = "update"
    REWRITE = "rewrite"
    TRANSLATION = "translation"
    UNRELATED = "unrelated"

    @property
    def seen_from_other_side(self) -> RelationType:
        """What the first article is to the second, where the second is `self` to the first."""
        if self is RelationType.EXCERPT:
            return RelationType.EXPANSION
        if self is RelationType.EXPANSION:
            return RelationType.EXCERPT
        return self


@dataclass(frozen=True, slots=True)
class Witness:
    """What relating needs of an article. `date` is a firm publication day or None; `captured` a day or None.

    `digest` is one by which the caller knows the text ('' to have it made from the text): no two texts share one.
    """

    id: str
    text: str
    title: str = ""
    source: str | None = None
    date: str | None = None
    captured: str | None = None
    language: str | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """`b` is a `relation` of `a` (an `excerpt`: b's text is part of a's), with `a` the earlier or lesser id.

    `score` 0..1 is the confidence that they are one text; `coverage_a` and `coverage_b` the shares of each text
    that the other covers; `verbatim` the share of the covered words that stand there to the letter.
    `directed` says whether the order of a and b is established (firm dates), not merely conventional.
    `same_story` is False where the pair shares a passage but is not one story (an excerpt quoted in another article).
    """

    a: str
    b: str
    relation: RelationType
    score: float
    coverage_a: float = 0.0
    coverage_b: float = 0.0
    verbatim: float = 0.0
    directed: bool = False
    same_story: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of one report, earliest first (then by id), and the tree of direct links among them.

    `slug` is '' until the pipeline names the story (a stored name always wins over a fresh one).
    """

    articles: tuple[str, ...]
    links: tuple[Relation, ...] = ()
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided: pairs of ids that must be, or must never be, one story; links that a person typed."""

    together: frozenset[tuple[str, str]] = field(default=frozenset())
    apart: frozenset[tuple[str, str]] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Related:
    """The outcome of relating: every verified relation, and the stories of two or more articles."""

    relations: tuple[Relation, ...] = ()
    stories: tuple[Story, ...] = ()
