"""A witness made ready for comparison: sentences, their weights and their hashed character 4-grams."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from builder.text.fold import fold
from builder.text.sentences import split
from builder.text.words import words

#: Columns of the hashed 4-gram space. Two sentences of 100 grams collide by chance in about 100*100/8192 = 1.2 places.
GRAM_SPACE = 8192
#: Sentences beyond this are joined to their neighbours, so that a comparison's matrix stays bounded for a 1 MB text.
MAX_UNITS = 400
_QUOTED = re.compile(r'"[^"]{12,}?"')

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """The comparable form of one text.

    `units` are its sentences, folded and casefolded, in order, without those named as furniture; `sizes` their
    numbers of words and `bare_sizes` those outside quotations; `grams` and `rows` run parallel: a hashed 4-gram
    (0..GRAM_SPACE-1) of the unit's wording outside quotations, and the unit that it belongs to. `key` is a digest of
    the units: two documents with one key compare the same with everything.
    """

    key: str
    units: tuple[str, ...]
    sizes: Ints
    bare_sizes: Ints
    grams: Ints
    rows: Ints

    @property
    def size(self) -> int:
        """Number of words."""
        return int(self.sizes.sum())


def sentence_key(sentence: str) -> int:
    """A 63-bit digest of a sentence's words: equal for printings that differ in case, quotes or punctuation only."""
    digest = hashlib.blake2b(" ".join(words(sentence)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def document(text: str, furniture: Collection[int] = frozenset()) -> Document:
    """`text` made comparable, without the sentences whose `sentence_key` is in `furniture`."""
    units = [fold(span.text).casefold() for span in split(text)]
    if furniture:
        units = [u for u in units if sentence_key(u) not in furniture]
    if len(units) > MAX_UNITS:
        step = -(-len(units) // MAX_UNITS)
        units = [" ".join(units[k : k + step]) for k in range(0, len(units), step)]
    return _document(tuple(units))


def _document(units: tuple[str, ...]) -> Document:
    bare = [_QUOTED.sub('""', u) for u in units]
    grams: list[npt.NDArray[np.uint32]] = []
    counts: list[int] = []
    for unit in bare:
        codes = np.frombuffer(f" {unit} ".encode("utf-32-le"), dtype=np.uint32)
        hashed = _hash4(codes)
        grams.append(hashed)
        counts.append(len(hashed))
    flat = np.concatenate(grams).astype(np.int64) if grams else np.zeros(0, np.int64)
    key = hashlib.blake2b("\n".join(units).encode(), digest_size=16).hexdigest()
    return Document(
        key=key,
        units=units,
        sizes=np.array([len(words(u)) for u in units], dtype=np.int64),
        bare_sizes=np.array([len(words(u)) for u in bare], dtype=np.int64),
        grams=flat,
        rows=np.repeat(np.arange(len(units), dtype=np.int64), counts),
    )


def _hash4(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The 4-grams of a run of code points, multiplicatively hashed to GRAM_SPACE (wrapping 32-bit arithmetic)."""
    if len(codes) < 4:
        codes = np.pad(codes, (0, 4 - len(codes)))
    mixed = codes[:-3] * np.uint32(0x9E3779B1)
    for k, odd in ((1, 0x85EBCA77), (2, 0xC2B2AE3D), (3, 0x27D4EB2F)):
        stop = len(codes) - 3 + k
        mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(odd) + codes[k:stop]
    mixed = (mixed ^ (mixed >> np.uint32(13))) * np.uint32(0x9E3779B1)
    return mixed >> np.uint32(19)
