"""How much of an article may leave the archive: nothing of one withheld, so many words of an excerpts-only source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from builder.model.article import Article, Outline
from builder.model.authority import SourceRecord
from builder.text.markdown import Block, plain_text, to_markdown, to_plain

#: `status` values under which an article is on no list, in no feed, no data file and no comparison.
UNSHOWN = frozenset({"withheld", "removed"})


@dataclass(frozen=True, slots=True)
class Shown:
    """The paragraphs of an article that may be shown. `cut` says that words were left out for its source's rights."""

    blocks: tuple[Block, ...] = ()
    cut: bool = False

    @property
    def text(self) -> str:
        """The paragraphs with blank lines between; '…' ends a text that was cut."""
        return "\n\n".join(block.text for block in self.blocks)


class ShownText(NamedTuple):
    """The same as text alone, for whoever asks for no paragraphs."""

    text: str
    cut: bool = False


def is_shown(article: Outline) -> bool:
    """Whether the article's text may be shown anywhere."""
    return article.status not in UNSHOWN


def shown(article: Article, source: SourceRecord | None) -> Shown:
    """What of the article may be shown: nothing where it is withheld, `excerpt_words` words where its source says so."""
    if not is_shown(article):
        return Shown(cut=True)
    return _of_text(article.body, source)


def text_shown(article: Article, source: SourceRecord | None) -> ShownText:
    """The text of `shown`, made without its paragraphs where the whole of it may be shown."""
    if not is_shown(article) or (source is not None and source.excerpt_words is not None):
        found = shown(article, source)
        return ShownText(found.text, found.cut)
    return ShownText(plain_text(article.body))


def _of_text(body: str, source: SourceRecord | None) -> Shown:
    """What may be shown of a text that is not withheld."""
    blocks = to_plain(body)
    if source is None or source.excerpt_words is None:
        return Shown(blocks)
    return _first_words(blocks, source.excerpt_words)


def opening(article: Article, source: SourceRecord | None, words: int) -> Shown:
    """The first words of what may be shown, without reading the whole of a long body."""
    if not is_shown(article):
        return Shown(cut=True)
    body = article.body
    end = body.find("\n\n", words * _LONG_WORD)
    if end < 0:
        return _of_text(body, source)
    return replace(_of_text(body[:end], source), cut=True)


def capped(article: Article, source: SourceRecord | None) -> Article:
    """The article with only what may be shown as its body, for `compare` and whatever else reads bodies."""
    if is_shown(article) and (source is None or source.excerpt_words is None):
        return article
    blocks = shown(article, source).blocks
    return replace(article, body=to_markdown([b.text for b in blocks], [b.kind for b in blocks]))


#: More characters than nearly any word has, its space and mark-up included.
_LONG_WORD = 20
_WORD = re.compile(r"\S+")
#: In scripts without spaces a run of this many characters is counted as one word, as translators' tariffs do.
_SPACELESS_PER_WORD = 2
_SPACELESS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)


def _first_words(blocks: Sequence[Block], most: int) -> Shown:
    kept: list[Block] = []
    left = most
    for block in blocks:
        ends = list(_word_ends(block.text))
        if len(ends) <= left:
            kept.append(block)
            left -= len(ends)
            continue
        if left > 0:
            kept.append(replace(block, text=block.text[: ends[left - 1]].rstrip(" ,;:") + " …"))
        return Shown(tuple(kept), cut=True)
    return Shown(tuple(kept))


def _word_ends(text: str) -> list[int]:
    ends: list[int] = []
    for match in _WORD.finditer(text):
        characters = [c.end() for c in _SPACELESS.finditer(text, match.start(), match.end())]
        if characters:
            ends.extend(characters[_SPACELESS_PER_WORD - 1 :: _SPACELESS_PER_WORD])
        if not characters or characters[-1] < match.end() or len(characters) % _SPACELESS_PER_WORD:
            ends.append(match.end())
    return ends
