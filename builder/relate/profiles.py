"""What relating reads off one text, whatever else the archive holds: a pure function of the text, fit for caching."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from builder.relate.anchors import anchors, telling_signs
from builder.relate.documents import MAX_LENGTH, key_of_words
from builder.relate.furniture import Sentences
from builder.relate.languages import language
from builder.relate.shingles import Hashes, shingles
from builder.text.sentences import split
from builder.text.words import words

_STOPS = tuple(".!?。！？؟۔।።…:;\"'”’»)")


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One text's `key` (digest of its words), `size` (how many), `sentences`, candidate `features`, and for translations the hashed
    `signs` of its telling anchors and its `language` as far as the text shows it ('' for unknown)."""

    key: str
    size: int
    sentences: Sentences
    features: Hashes
    signs: Hashes
    language: str


def profile(text: str) -> Profile:
    """The profile of the first MAX_LENGTH characters of `text`."""
    text = text[:MAX_LENGTH]
    tokens: list[str] = []
    lines: dict[int, bool] = {}
    for span in split(text):
        found = words(span.text)
        tokens += found
        lines.setdefault(key_of_words(found), is_line(span.text))
    return Profile(
        key=hashlib.blake2b(" ".join(tokens).encode("utf-8", "replace"), digest_size=16).hexdigest(),
        size=len(tokens),
        sentences=Sentences(
            np.fromiter(lines.keys(), dtype=np.int64, count=len(lines)),
            np.fromiter(lines.values(), dtype=np.bool_, count=len(lines)),
        ),
        features=shingles(tokens),
        signs=telling_signs(anchors(text)),
        language=language(tokens),
    )


def own_features(text: str, left_out: Collection[int]) -> Hashes:
    """The features of `text` without the sentences whose keys are in `left_out`."""
    tokens: list[str] = []
    for span in split(text[:MAX_LENGTH]):
        found = words(span.text)
        if key_of_words(found) not in left_out:
            tokens += found
    return shingles(tokens)


def is_line(sentence: str) -> bool:
    """Whether `sentence` is a line (a headline, a label) and not prose: no stop at its end, or hardly any words."""
    return not sentence.endswith(_STOPS) or (sentence.count(" ") < 4 and not _unspaced_prose(sentence))


def _unspaced_prose(sentence: str) -> bool:
    return len(sentence) >= 12 and not sentence.isascii() and " " not in sentence
