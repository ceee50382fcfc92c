"""What relating reads off one text, whatever else the archive holds: a pure function of the text, fit for caching."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from builder.relate.documents import sentence_key
from builder.relate.furniture import Sentences
from builder.relate.shingles import Hashes, shingles
from builder.text.sentences import split
from builder.text.words import words

#: Raised whenever a profile or a judgement would come out otherwise: what a cache holds of an older method is ignored.
METHOD = 1
_STOPS = tuple(".!?。！？؟۔।።…:;\"'”’»)")


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One text's `key` (digest of its words), its `sentences` and its candidate `features`."""

    key: str
    sentences: Sentences
    features: Hashes


def text_key(text: str) -> str:
    """A digest of the words of `text`: equal for texts that differ in case, punctuation and white space only."""
    return hashlib.blake2b(" ".join(words(text)).encode("utf-8", "replace"), digest_size=16).hexdigest()


def profile(text: str) -> Profile:
    """The profile of `text`."""
    lines: dict[int, bool] = {}
    for span in split(text):
        lines.setdefault(sentence_key(span.text), is_line(span.text))
    return Profile(
        key=text_key(text),
        sentences=Sentences(
            np.fromiter(lines.keys(), dtype=np.int64, count=len(lines)),
            np.fromiter(lines.values(), dtype=np.bool_, count=len(lines)),
        ),
        features=shingles(text),
    )


def own_features(text: str, left_out: frozenset[int]) -> Hashes:
    """The features of `text` without the sentences whose keys are in `left_out`."""
    return shingles("\n".join(s.text for s in split(text) if sentence_key(s.text) not in left_out))


def is_line(sentence: str) -> bool:
    """Whether `sentence` is a line (a headline, a label) and not prose: no stop at its end, or hardly any words."""
    return not sentence.endswith(_STOPS) or (sentence.count(" ") < 4 and not _unspaced_prose(sentence))


def _unspaced_prose(sentence: str) -> bool:
    return len(sentence) >= 12 and not sentence.isascii() and " " not in sentence
