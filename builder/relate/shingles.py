"""Hashed features of a text by which candidate pairs are found."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

#: Features are kept as 32 bits: among 100,000 texts of 1,500 features a chance meeting costs each text some fifty
#: shared features, each with another text, where a pair needs twelve.
Hashes = npt.NDArray[np.uint32]
_Wide = npt.NDArray[np.uint64]

_M2, _M3 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
#: Words up to this long carry no subject on their own in alphabetic scripts ('the', 'that').
_SHORT = 3
#: How many following content words each content word is paired with.
_WINDOW = 3


def shingles(tokens: Sequence[str]) -> Hashes:
    """Sorted distinct hashes of a text's words in order: word 3-grams, and unordered pairs of near content words.

    3-grams find copied passages; the pairs survive rewording and reordering. A script without spaces has one word a
    character (`words`), so that its 3-grams are character shingles. Empty for a text under three words.
    """
    if len(tokens) < 3:
        return np.zeros(0, np.uint32)
    ids = np.fromiter(map(_word_hash, tokens), dtype=np.uint64, count=len(tokens))
    runs = _mix(ids[:-2] + _M2 * _mix(ids[1:-1] + _M3 * ids[2:]))
    content = ids[np.fromiter(map(len, tokens), dtype=np.int32, count=len(tokens)) > _SHORT]
    found = [runs]
    for step in range(1, _WINDOW + 1):
        if len(content) > step:
            found.append(_mix(content[:-step] + content[step:] + _M3))
    found_all = np.concatenate(found) >> np.uint64(32)
    return np.unique(found_all.astype(np.uint32))


@lru_cache(maxsize=1 << 18)
def _word_hash(word: str) -> int:
    """The same in every process and run, unlike `hash`."""
    return int.from_bytes(
        hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


def _mix(x: _Wide) -> _Wide:
    """Finalizer of splitmix64: every input bit reaches every output bit."""
    x = (x ^ (x >> np.uint64(30))) * _M2
    x = (x ^ (x >> np.uint64(27))) * _M3
    return x ^ (x >> np.uint64(31))
