"""Two articles side by side: which sentences answer each other, and word by word what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from builder.derive.wordops import Change, Op, count_words, equal_words, operations
from builder.model.article import Article
from builder.text import align, markdown, sentences


class RowKind(StrEnum):
    """What a row of a comparison shows."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_A = "only-a"
    ONLY_B = "only-b"


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more whole sentences of an article. `paragraph` counts the article's paragraphs from 0."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison, in the reading order of both texts.

    SAME and CHANGED rows have both passages, the others one. SAME is equal but for typography. `moved` says that
    the passage stands elsewhere in the other text. `ops` leads from a to b word by word (one whole-text operation
    in a SAME or one-sided row; none where the two are in different languages). `similarity` is 0..1.
    """

    kind: RowKind
    a: Passage | None
    b: Passage | None
    ops: tuple[Op, ...] = ()
    moved: bool = False
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two articles have in common. `a` and `b` are article ids (or any names given).

    `words_a` and `words_b` count each text's words; `coverage_a` is the share of a's words in passages that the
    other answers, 0..1; `verbatim` the share of these words that stand there to the letter, 0..1 (0 where the
    texts are in different languages: the rows then pair passages by place and length, and `across_languages` is set).
    """

    a: str
    b: str
    rows: tuple[Row, ...]
    words_a: int = 0
    words_b: int = 0
    coverage_a: float = 0.0
    coverage_b: float = 0.0
    verbatim: float = 0.0
    across_languages: bool = False

    @property
    def identical(self) -> bool:
        """Whether the texts are the same but for typography."""
        return all(row.kind is RowKind.SAME and not row.moved for row in self.rows)


def compare(a: Article, b: Article) -> Comparison:
    """Compare the bodies of two articles, as stored (cap withheld words first, see `rights`).

    Pure and deterministic; about linear in the length of the texts. An empty body gives rows of one side only.
    """
    raise NotImplementedError
