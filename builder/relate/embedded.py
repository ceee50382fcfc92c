"""Translations found by a model of several languages: each other's likest texts, read sentence by sentence in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from builder.model.relation import Relation, RelationType, Witness
from builder.relate.encoders import Encoder, Vectors, unit
from builder.relate.kinds import dated, earlier_first
from builder.text.sentences import split

#: Sentences of a text that are read. A longer text is known by its beginning.
MOST_SENTENCES = 120
#: Fewer than this and chance puts them in order.
LEAST_SENTENCES = 4
#: This share of the longer text's sentences must have each other as likest, in one order. Not a cosine, since every
#: model has its own scale. Measured through sentence-transformers with a small English model (all-MiniLM-L6-v2) on
#: independent translations of one text into English, which stand for a text and its translation as a model of several
#: languages sees them: 80 of 80 pairs have .56 and more (two humans: .75), reports of one event at most .31 of 40. A
#: model of several languages was not tried.
LEAST_SHARE = 0.5
#: Such a pair is never claimed to be surer than this.
CEILING = 0.85
#: Texts compared with all others at a time.
_ROWS = 1024


def translations(texts: Sequence[Witness], languages: Sequence[str], encoder: Encoder) -> Iterator[Relation]:
    """The translations among `texts` (`languages` are primary tags, '' for unknown), as `translation` gives them.

    Each two languages are compared text by text, so that time grows with the product of their numbers; memory with the
    number of texts.
    """
    whole = np.stack([_whole(encoder, w.text) for w in texts]) if texts else np.zeros((0, 1), np.float32)
    for i, j in _each_others_likest(whole, languages):
        share = _share_in_order(
            encoder.encode(_sentences(texts[i].text)), encoder.encode(_sentences(texts[j].text))
        )
        if share >= LEAST_SHARE:
            a, b = earlier_first(texts[i], texts[j])
            score = round(min(CEILING, share), 4)
            covered = round(share, 4)
            yield Relation(a.id, b.id, RelationType.TRANSLATION, score, covered, covered, 0.0, dated(a, b))


def _sentences(text: str) -> list[str]:
    return [span.text for span in split(text)[:MOST_SENTENCES]]


def _whole(encoder: Encoder, text: str) -> Vectors:
    rows = encoder.encode(_sentences(text) or [""])
    found: Vectors = unit(rows.mean(axis=0, keepdims=True))[0]
    return found


def _each_others_likest(whole: Vectors, languages: Sequence[str]) -> list[tuple[int, int]]:
    rows = {
        tag: np.array([k for k, t in enumerate(languages) if t == tag])
        for tag in sorted(set(languages))
        if tag
    }
    found = []
    for tag, other in ((x, y) for x in rows for y in rows if x < y):
        mine, yours = rows[tag], rows[other]
        there, back = _likest(whole[mine], whole[yours]), _likest(whole[yours], whole[mine])
        found += [
            (int(mine[k]), int(yours[n])) for k, n in enumerate(there.tolist()) if n >= 0 and back[n] == k
        ]
    return sorted((min(p), max(p)) for p in found)


def _likest(mine: Vectors, yours: Vectors) -> npt.NDArray[np.int64]:
    """For each row of `mine` the likest of `yours`; -1 where the model says nothing of it."""
    blocks = range(0, len(mine), _ROWS)
    best = np.concatenate([(mine[k : k + _ROWS] @ yours.T).argmax(axis=1) for k in blocks])
    likest: npt.NDArray[np.int64] = np.where(mine.any(axis=1), best, -1)
    return likest


def _share_in_order(a: Vectors, b: Vectors) -> float:
    """The share of the longer text's sentences in the longest run of sentences that are each other's likest, 0..1."""
    if min(len(a), len(b)) < LEAST_SENTENCES:
        return 0.0
    there, back = _likest(a, b), _likest(b, a)
    met = [int(n) for k, n in enumerate(there.tolist()) if n >= 0 and back[n] == k]
    longest = [0] * (len(met) + 1)
    for k, place in enumerate(met):
        longest[k] = 1 + max((longest[n] for n in range(k) if met[n] < place), default=0)
    return max(longest) / max(len(a), len(b))
