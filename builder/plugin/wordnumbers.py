"""Numbers for words, looked up for all words of many texts at once.

Of a word's first 32 bytes four numbers are made, its keys, and of these its place in a table, which names a word: the same
one where keys and length are equal. What the table does not tell (a longer word, one whose place another has, a new one)
is looked up in a dict. A dict alone took 75 ms for the 519,000 words of 1,000 articles, and parting them 35; this takes
25 for both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
_Keys = NDArray[np.uint64]
_Wide = NDArray[np.int64]

#: Characters that Python takes for white space and Unicode, and so Pagefind, does not.
_CONTROLS = "\x1c\x1d\x1e\x1f"
_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")

#: How words are held, lone surrogates too.
CODING = ("utf-8", "surrogatepass")

#: What parts words, and what parts texts, where many are joined.
_BLANK, _END = 32, 10

#: Bytes of a key.
_SIZE = 8
#: What each of a word's keys is multiplied by to find its place: odd numbers, half of whose bits are set.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)
_KEYS = len(_FACTORS)

#: So many of a key's bytes, by their number.
_LEAST = np.array([(1 << 8 * size) - 1 for size in range(_SIZE + 1)], np.uint64)

#: Places in the table for each word at least: of the 34,000 words of 1,000 articles some find theirs taken, 2 % of what the
#: texts have; with 8 places 1 %, in no less time.
_PLACES = 4


def words(text: str) -> list[str]:
    """A text's words, as Pagefind parts them."""
    if any(control in text for control in _CONTROLS):
        return list(filter(None, _SPACE.split(text)))
    return text.split()


@dataclass(frozen=True, slots=True)
class Spaced:
    """A text with one space between its words and none around them, and the words' numbers."""

    text: str
    numbers: Numbers


class WordNumbers:
    """Numbers for words, from 0 on, in the order in which the words come first."""

    def __init__(self, known: Sequence[bytes] = ()) -> None:
        """`known` are different words that have numbers, in the order of these."""
        self._numbers = dict(zip(known, range(len(known)), strict=True))
        # Of each word: what the table's words are compared by. A size that no word has stands for one of more bytes.
        self._keys = np.zeros((1, _KEYS), np.uint64)
        self._sizes = np.full(1, -1, np.int32)
        self._bits = 1
        self._table = np.zeros(1 << self._bits, np.int32)
        self._entered = 0
        self._enter()

    def __len__(self) -> int:
        return len(self._numbers)

    def since(self, begin: int) -> list[bytes]:
        """The words whose numbers are `begin` and higher, as `CODING` says."""
        last = list(islice(reversed(self._numbers), len(self._numbers) - begin))
        last.reverse()
        return last

    def of(self, texts: Sequence[str]) -> list[Spaced]:
        """The texts' words."""
        plain = [_quickly(text) for text in texts]
        found = _Parted.of(plain)
        if not found.is_plain:
            plain = [" ".join(words(text)) for text in texts]
            found = _Parted.of(plain)
        numbers = self._looked_up(found)
        taken, begin = [], 0
        ends = iter(found.texts)
        for text in plain:
            end = next(ends) if text else begin
            taken.append(Spaced(text, numbers[begin:end]))
            begin = end
        return taken

    def _looked_up(self, found: _Parted) -> Numbers:
        sizes = found.ends - found.begins
        keyed = _Keyed.of(found.raw, found.begins, sizes)
        numbers = self._table[keyed.places(self._bits)]
        same = self._sizes[numbers] == sizes
        same &= self._keys[:, 0][numbers] == keyed.first
        for place, (which, keys) in enumerate(keyed.more, 1):
            same[which] &= self._keys[numbers[which], place] == keys
        rest = np.flatnonzero(~same)
        if len(rest):
            raw, known = found.raw, self._numbers
            spans = zip(found.begins[rest].tolist(), found.ends[rest].tolist(), strict=True)
            numbers[rest] = [known.setdefault(raw[begin:end], len(known)) for begin, end in spans]
            self._enter()
        return numbers

    def _enter(self) -> None:
        """Put the words that are new into the table, where nothing has their places."""
        first, count = self._entered, len(self._numbers)
        if first == count:
            return
        coming = self.since(first)
        sizes = np.fromiter(map(len, coming), np.int64, len(coming))
        begins = np.cumsum(sizes + 1) - sizes - 1
        if count > len(self._sizes):
            more = max(count, 2 * len(self._sizes)) - len(self._sizes)
            self._sizes = np.concatenate([self._sizes, np.full(more, -1, np.int32)])
            self._keys = np.concatenate([self._keys, np.zeros((more, _KEYS), np.uint64)])
        keyed = _Keyed.of(b" ".join(coming), begins, sizes)
        self._sizes[first:count] = np.where(sizes > _SIZE * _KEYS, -1, sizes)
        self._keys[first:count, 0] = keyed.first
        for place, (which, keys) in enumerate(keyed.more, 1):
            self._keys[first + which, place] = keys
        if count * _PLACES > len(self._table):
            self._bits = (count * _PLACES).bit_length()
            self._table = np.zeros(1 << self._bits, np.int32)
            keyed, first = _Keyed.kept(self._keys[:count]), 0
        places = keyed.places(self._bits)
        is_free = (self._table[places] == 0) & (self._sizes[first:count] > 0)
        free = np.flatnonzero(is_free)[::-1]
        # Of two that have one place the word that came first, which is the more frequent one, is put there last.
        self._table[places[free]] = first + free
        self._entered = count


def _quickly(text: str) -> str:
    """The text spaced, if there is nothing odd about it."""
    if text.isascii():
        return text.replace("\n\n", " ").replace("\n", " ")
    return " ".join(words(text))


@dataclass(frozen=True, slots=True)
class _Parted:
    """The words of texts in a row of bytes, with where each begins and ends; how many words come before the end of each
    text that has any; and whether no word is empty or has anything in it that is lower than a space."""

    raw: bytes
    begins: _Wide
    ends: _Wide
    texts: list[int]
    is_plain: bool

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Parted:
        """`texts` have a space between words."""
        raw = "\n".join(filter(None, texts)).encode(*CODING)
        if not raw:
            return cls(raw, np.zeros(0, np.int64), np.zeros(0, np.int64), [], True)
        octets = np.frombuffer(raw, np.uint8)
        low = np.flatnonzero(octets <= _BLANK)
        kinds = octets[low]
        is_end = kinds == _END
        is_parting = is_end | (kinds == _BLANK)
        is_plain = bool(is_parting.all())
        if not is_plain:
            low, is_end = low[is_parting], is_end[is_parting]
        ends = np.append(low, len(raw))
        begins = np.empty_like(ends)
        begins[0] = 0
        np.add(low, 1, out=begins[1:])
        texts_end = [*(np.flatnonzero(is_end) + 1).tolist(), len(ends)]
        return cls(raw, begins, ends, texts_end, is_plain and bool((ends > begins).all()))


@dataclass(frozen=True, slots=True)
class _Keyed:
    """The keys of words: the first of each; of the second, the third and the fourth, which words have one, and theirs."""

    first: _Keys
    more: Sequence[tuple[_Wide, _Keys]]

    @classmethod
    def of(cls, raw: bytes, begins: _Wide, sizes: _Wide) -> _Keyed:
        """Those of words that lie in `raw`."""
        # Every eight bytes in a row as a number; a word's key may reach beyond the word, and so the end.
        runs: _Keys = np.ndarray((len(raw) + 1,), "<u8", raw + bytes(_SIZE), 0, (1,))
        more = []
        which = np.flatnonzero(sizes > _SIZE)
        for place in range(_SIZE, _SIZE * _KEYS, _SIZE):
            left = sizes[which] - place
            more.append((which, runs[begins[which] + place] & _LEAST[np.minimum(left, _SIZE)]))
            which = which[left > _SIZE]
        return cls(runs[begins] & _LEAST[np.minimum(sizes, _SIZE)], more)

    @classmethod
    def kept(cls, keys: _Keys) -> _Keyed:
        """Those of words of each of which all keys are given, 0 for none."""
        return cls(keys[:, 0], [(np.flatnonzero(own), own[np.flatnonzero(own)]) for own in keys.T[1:]])

    def places(self, bits: int) -> _Wide:
        """Each word's place in a table of 2**bits."""
        mixed = self.first * _FACTORS[0]
        for (which, keys), factor in zip(self.more, _FACTORS[1:], strict=True):
            mixed[which] ^= keys * factor
        places: _Wide = (mixed >> np.uint64(64 - bits)).view(np.int64)
        return places
