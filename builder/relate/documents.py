"""A witness made ready for comparison: its sentences, their sizes and their character 4-grams."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from builder.text.fold import fold
from builder.text.sentences import split
from builder.text.words import words

#: Sentences beyond this are joined to their neighbours, so that a comparison stays bounded for a 1 MB text.
MAX_UNITS = 400
#: What is compared of a text, in characters: 1 MB is some 2,000 news articles' worth of one page.
MAX_LENGTH = 1_000_000
#: Where less than this share of the words stands outside quotations, quotations count as the text's own wording.
LEAST_BARE = 0.4
#: A unit without a stop, of so few words and without a figure is a label: a menu's entry, another article's headline.
#: Rows of tables and results have figures; a sentence that lost its stop is longer, or has its counterpart.
MOST_LABEL_WORDS = 14
_STOPS = tuple(".!?。！？؟۔।॥…:;\"'”’»)]")
_QUOTED = re.compile(r'"[^"]{12,}?"')

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Grams:
    """Character 4-grams of a document's units, as sparse columns.

    `columns` are the distinct hashed grams, sorted; column k has `lengths[k]` entries from `starts[k]` on in `rows`
    (unit numbers) and `counts` (occurrences in the unit).
    """

    columns: npt.NDArray[np.uint32]
    starts: Ints
    lengths: Ints
    rows: Ints
    counts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """The comparable form of one text.

    `printed` are its sentences, folded, in order, without those named as furniture, and `units` the same casefolded;
    `sizes` are their numbers of words and `bare_sizes` those outside quotations, `labels` says which are labels; `grams` is their wording outside
    quotations (inside too where the text is little else, as an interview or a speech). `key` is a digest of the
    units: two documents with one key compare the same with everything.
    """

    key: str
    printed: tuple[str, ...]
    units: tuple[str, ...]
    sizes: Ints
    bare_sizes: Ints
    labels: npt.NDArray[np.bool_]
    grams: Grams

    @property
    def size(self) -> int:
        """Number of words."""
        return int(self.sizes.sum())


def key_of_words(tokens: Sequence[str]) -> int:
    """A 63-bit digest of a sentence's words: equal for printings that differ in case, quotes or punctuation only."""
    digest = hashlib.blake2b(" ".join(tokens).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def document(text: str, furniture: Collection[int] = frozenset()) -> Document:
    """`text` made comparable, without the sentences whose `key_of_words` is in `furniture`."""
    printed = [fold(span.text) for span in split(text[:MAX_LENGTH])]
    if furniture:
        printed = [u for u in printed if key_of_words(words(u)) not in furniture]
    if len(printed) > MAX_UNITS:
        step = -(-len(printed) // MAX_UNITS)
        printed = [" ".join(printed[k : k + step]) for k in range(0, len(printed), step)]
    units = [u.casefold() for u in printed]
    bare = [_QUOTED.sub('""', u) for u in units]
    sizes = [len(words(u)) for u in units]
    bare_sizes = [n if u == b else len(words(b)) for u, b, n in zip(units, bare, sizes, strict=True)]
    if sum(bare_sizes) < LEAST_BARE * sum(sizes):
        bare, bare_sizes = units, sizes
    return Document(
        key=hashlib.blake2b("\n".join(units).encode("utf-8", "replace"), digest_size=16).hexdigest(),
        printed=tuple(printed),
        units=tuple(units),
        sizes=np.array(sizes, dtype=np.int64),
        bare_sizes=np.array(bare_sizes, dtype=np.int64),
        labels=np.array([_is_label(u, n) for u, n in zip(units, sizes, strict=True)], dtype=np.bool_),
        grams=_grams(bare),
    )


def _is_label(unit: str, size: int) -> bool:
    return size <= MOST_LABEL_WORDS and not unit.endswith(_STOPS) and not any(map(str.isdigit, unit))


def _grams(units: list[str]) -> Grams:
    """All 4-grams of ' unit ' for every unit; grams that would cross from one unit to the next are left out."""
    joined = "".join(f" {u} \0\0" for u in units)
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    if len(codes) < 4:
        empty = np.zeros(0, np.int64)
        return Grams(np.zeros(0, np.uint32), empty, empty, empty, np.zeros(0))
    row = np.repeat(np.arange(len(units), dtype=np.int64), [len(u) + 4 for u in units])[:-3]
    inside = (codes[:-3] != 0) & (codes[3:] != 0)
    packed = (_hash4(codes)[inside].astype(np.int64) << 16) | row[inside]
    packed, counts = np.unique(packed, return_counts=True)
    column = (packed >> 16).astype(np.uint32)
    starts = np.flatnonzero(np.r_[True, column[1:] != column[:-1]])
    return Grams(
        columns=column[starts],
        starts=starts,
        lengths=np.diff(np.r_[starts, len(column)]),
        rows=packed & 0xFFFF,
        counts=counts.astype(np.float64),
    )


def _hash4(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Each run of four code points multiplicatively hashed (wrapping 32-bit arithmetic)."""
    mixed = codes[:-3] * np.uint32(0x9E3779B1)
    for k, odd in ((1, 0x85EBCA77), (2, 0xC2B2AE3D), (3, 0x27D4EB2F)):
        mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(odd) + codes[k : len(codes) - 3 + k]
    return (mixed ^ (mixed >> np.uint32(13))) * np.uint32(0x9E3779B1)
