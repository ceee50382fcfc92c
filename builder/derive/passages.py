"""A text made ready for comparing: its sentences, each with its place, and what likeness is told by."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from builder.derive.tokens import Alphabet, Tokens
from builder.text import sentences
from builder.text.markdown import to_plain

if TYPE_CHECKING:
    from builder.text.grams import Profile


class Passage(NamedTuple):
    """One or more whole sentences of an article, one after another. `paragraph` and `place` are those of its first
    sentence, counted from 0 through the article; `sentences` says how many it holds."""

    text: str
    paragraph: int
    place: int = 0
    sentences: int = 1


#: Characters beyond which a sentence is taken for a text without stops. Of 89,477 sentences in the news texts that
#: relating is tuned on, .99 have at most 333, the longest whole one 1,213; one list without stops has 2,373.
_LONG = 2_000
_WORD = re.compile(r"\S+\s*")


class Part(NamedTuple):
    """A passage and its tokens."""

    passage: Passage
    tokens: Tokens

    def follows(self, other: Part) -> bool:
        """Whether the other's last sentence stands right before this one's first in their article."""
        before = other.passage
        return before.place + before.sentences == self.passage.place


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text's sentences in order, and their profile. `alphabet` gave the tokens' letters, `words` counts the words."""

    parts: tuple[Part, ...]
    words: int
    profile: Profile
    alphabet: Alphabet

    @classmethod
    def of(cls, body: str, alphabet: Alphabet) -> Reading:
        """The reading of an article's body, Markdown as stored."""
        return cls.of_paragraphs([block.text for block in to_plain(body)], alphabet)

    @classmethod
    def of_paragraphs(cls, paragraphs: Sequence[str], alphabet: Alphabet) -> Reading:
        """The reading of plain paragraphs."""
        # Loads numpy, which most edits need nothing of.
        from builder.text.grams import profile

        found = [
            (piece, n)
            for n, text in enumerate(paragraphs)
            for s in sentences.split(text)
            for piece in _pieces(s.text)
        ]
        parts = tuple(
            [Part(Passage(text, n, place), alphabet.read(text)) for place, (text, n) in enumerate(found)]
        )
        words = sum([part.tokens.words for part in parts])
        return cls(parts, words, profile([text for text, _ in found]), alphabet)


#: Characters of text whose readings are kept: some 30 reports. A reading takes about 40 bytes a character.
_KEPT = 100_000


class Readings:
    """Readings of the texts asked for last, since a text is compared with several others one after the other."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._alphabet = Alphabet()
        self._held: dict[str, Reading] = {}
        self._size = 0

    def of_both(self, a: str, b: str) -> tuple[Reading, Reading]:
        """The readings of two bodies, Markdown as stored, by one alphabet."""
        if self._alphabet.is_full:
            self._alphabet = Alphabet()
            self._held.clear()
            self._size = 0
        return self._of(a), self._of(b)

    def _of(self, body: str) -> Reading:
        found = self._held.pop(body, None)
        if found is None:
            found = Reading.of(body, self._alphabet)
            self._size += len(body)
        self._held[body] = found
        while self._size > self._most and len(self._held) > 1:
            oldest = next(iter(self._held))
            del self._held[oldest]
            self._size -= len(oldest)
        return found


def _pieces(sentence: str) -> list[str]:
    """The sentence, or where it is no sentence but a text without stops, pieces of it.

    Pieces end after words that a checksum picks, so that a word put in or left out moves no other end.
    """
    if len(sentence) <= _LONG:
        return [sentence]
    pieces: list[str] = []
    start = 0
    for match in _WORD.finditer(sentence):
        size = match.end() - start
        picked = (
            size >= _LONG // 8 and zlib.crc32(match.group().rstrip().encode("utf-8", "replace")) % 32 == 0
        )
        if picked or size >= _LONG:
            pieces.append(sentence[start : match.end()].rstrip())
            start = match.end()
    rest = sentence[start:].rstrip()
    whole = [*pieces, rest] if rest else pieces
    return [piece[at : at + 2 * _LONG] for piece in whole for at in range(0, len(piece), 2 * _LONG)]
