"""Where words stand, sorted and packed as Pagefind's index files hold it, for millions of places at once.

A file holds `[[word, ...]]`, a word `[stem, pages, [[form, pages], ...]]`, pages `[[number, places, places in the
metadata], ...]`, where a page's number is told by how far it lies from the one before, and so is a place. Before places
of a word with another weight, and before those in another field of the metadata, -1 less the weight or field stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from builder.plugin import cbor
from builder.plugin.vocabulary import Unlike

Numbers = NDArray[np.int32]
_Wide = NDArray[np.int64]
_Which = NDArray[np.bool_]

#: Places of words in one file of the index, beyond which the next begins: Pagefind's own measure.
CHUNK = 20_000

#: Places packed at once: about 150 bytes are held for each.
_AT_ONCE = 100_000

#: The weight that places have which have no other before them.
_USUAL = 25

#: Bits for a weight or a field, and the one above them that is set for a field.
_SORT = 8


@dataclass(frozen=True, slots=True)
class Places:
    """Places of words, in any order: the number of what the word is filed under, the page, the weight (of a place in
    the text) or the field's number (in the metadata), and the place there. All are below 2**31."""

    filed: Numbers
    pages: Numbers
    sorts: Numbers
    places: Numbers
    is_meta: _Which


@dataclass(frozen=True, slots=True)
class Chunk:
    """The words of one file, packed, with the first and the last of their stems."""

    first: str
    last: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class _Bits:
    """How many bits of a sorting key tell the place and the page."""

    place: int
    page: int


def chunks(found: Places, filed: Sequence[tuple[str, str]]) -> Iterator[Chunk]:
    """The words of an index in files, in the order of their stems. `filed` gives stem and form ('' for the stem itself)
    by number. Raises Unlike for places beyond all measure."""
    if not len(found.filed):
        return
    used = sorted(np.flatnonzero(np.bincount(found.filed)).tolist(), key=filed.__getitem__)
    held = [filed[number] for number in used]
    ranks = np.zeros(len(filed), np.int64)
    ranks[used] = np.arange(len(used))
    keys, bits = _sorted(found, ranks)
    stems = np.cumsum([True, *(a[0] != b[0] for a, b in pairwise(held))]) - 1
    ends = _chunk_ends(keys, bits, stems, np.array([form != "" for _, form in held]))
    begin = first = 0
    for number, end in enumerate(ends):
        if end - begin >= _AT_ONCE or number == len(ends) - 1:
            yield from _packed(
                keys[begin:end], bits, held, stems, [n - begin for n in ends[first : number + 1]]
            )
            begin, first = end, number + 1


def _sorted(found: Places, ranks: _Wide) -> tuple[_Wide, _Bits]:
    """One number for each place, in order: the word's rank, the page, whether it is in the metadata, the weight (the
    usual one first) or field, the place."""
    bits = _Bits(int(found.places.max()).bit_length(), int(found.pages.max()).bit_length())
    if len(ranks).bit_length() + bits.page + bits.place + _SORT + 1 > 62 or found.sorts.max() >> _SORT:
        raise Unlike("more pages, words or fields than can be sorted at once")
    if not np.all(found.sorts[~found.is_meta]):
        raise Unlike("a word without weight")
    keys = ranks[found.filed]
    keys <<= bits.page
    keys |= found.pages
    keys <<= 1 + _SORT
    keys |= found.is_meta.astype(np.int64) << _SORT
    keys |= np.where((found.sorts == _USUAL) & ~found.is_meta, 0, found.sorts)
    keys <<= bits.place
    keys |= found.places
    keys.sort()
    return keys, bits


@dataclass(frozen=True, slots=True)
class _Runs:
    """What begins at each place: one with another word or form, another page, another weight or field, which is said
    (`marked`), or the metadata."""

    word: _Which
    page: _Which
    sort: _Which
    marked: _Which
    meta: _Which
    is_meta: _Which

    @classmethod
    def of(cls, keys: _Wide, bits: _Bits) -> _Runs:
        rest = bits.place + _SORT
        page = _changes(keys >> rest + 1)
        sort = _changes(keys >> bits.place)
        is_meta = (keys >> rest & 1).astype(bool)
        usual = ~is_meta & (keys >> bits.place & (1 << _SORT) - 1 == 0)
        return cls(
            _changes(keys >> rest + 1 + bits.page),
            page,
            sort,
            sort & ~usual,
            is_meta & _changes(keys >> rest),
            is_meta,
        )


def _changes(values: _Wide) -> _Which:
    found = np.empty(len(values), bool)
    found[:1] = True
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def _chunk_ends(keys: _Wide, bits: _Bits, stems: _Wide, has_form: _Which) -> list[int]:
    """How many places lie before the end of each file."""
    runs = _Runs.of(keys, bits)
    own = stems[keys >> bits.page + 1 + _SORT + bits.place]
    sizes = np.bincount(own, weights=1 + runs.page + runs.marked).astype(np.int64)
    sizes += np.bincount(stems, weights=has_form, minlength=len(sizes)).astype(np.int64)
    totals = np.cumsum(sizes)
    places = np.cumsum(np.bincount(own))
    ends: list[int] = []
    before = 0
    while before < totals[-1]:
        word = min(int(np.searchsorted(totals, before + CHUNK)), len(totals) - 1)
        before = int(totals[word])
        ends.append(int(places[word]))
    return ends


class _Items:
    """Items that are put into their places in a stream, some for each of many things in a row."""

    def __init__(self, counts: _Wide) -> None:
        ends = np.cumsum(counts)
        self.begins = ends - counts
        self._next = self.begins.copy()
        self._kinds = np.empty(int(ends[-1]), np.uint8)
        self._values = np.empty(int(ends[-1]), np.int64)

    def put(self, which: _Which, kind: int, values: _Wide | int) -> None:
        """One item more for each of these."""
        at = self._next[which]
        self._kinds[at] = kind
        self._values[at] = values
        self._next[which] += 1

    def packed(self, texts: bytes) -> tuple[bytes, _Wide]:
        """All, and where in it each thing's own begin."""
        raw, begins = cbor.packed_stream(self._kinds, self._values, texts)
        return raw, begins[self.begins]


def _packed(
    keys: _Wide, bits: _Bits, filed: Sequence[tuple[str, str]], stems: _Wide, ends: Sequence[int]
) -> Iterator[Chunk]:
    """Whole files: those that end before the places `ends`."""
    runs = _Runs.of(keys, bits)
    ranks = keys >> bits.page + 1 + _SORT + bits.place
    pages = keys >> 1 + _SORT + bits.place & (1 << bits.page) - 1
    places = keys & (1 << bits.place) - 1
    sorts = keys >> bits.place & (1 << _SORT) - 1

    own = ranks[runs.word]
    first_rank, names = int(own[0]), filed[int(own[0]) : int(own[-1]) + 1]
    is_form = np.array([form != "" for _, form in names])
    is_stem = _changes(stems[own])
    stem_starts = np.flatnonzero(is_stem)
    form_counts = np.repeat(
        np.add.reduceat(is_form.astype(np.int64), stem_starts), np.diff(np.append(stem_starts, len(own)))
    )
    opened = is_stem[ranks - first_rank] & runs.word
    lone = opened & is_form[ranks - first_rank]
    formed = runs.word & is_form[ranks - first_rank]
    last = np.append(runs.word[1:], True)
    closed = last & ~is_form[ranks - first_rank]

    at_page = np.flatnonzero(runs.page)
    items = 1 + runs.marked.astype(np.int64)
    in_text = np.add.reduceat(np.where(runs.is_meta, 0, items), at_page)
    in_meta = np.add.reduceat(np.where(runs.is_meta, items, 0), at_page)
    ends_page = np.append(runs.page[1:], True) & ~runs.is_meta

    counts = 1 + runs.marked + 3 * runs.page + runs.meta + ends_page
    counts = counts + runs.word + 2 * opened + 2 * lone + 2 * formed + closed
    stream = _Items(counts.astype(np.int64))
    form_count = form_counts[ranks - first_rank]
    stream.put(opened, cbor.LIST, 3)
    stream.put(
        opened,
        cbor.TEXT,
        np.array(
            [len(stem.encode()) for (stem, _), is_first in zip(names, is_stem, strict=True) if is_first],
            np.int64,
        ),
    )
    stream.put(lone, cbor.LIST, 0)
    stream.put(lone, cbor.LIST, form_count[lone])
    stream.put(formed, cbor.LIST, 2)
    stream.put(formed, cbor.TEXT, np.array([len(form.encode()) for _, form in names if form], np.int64))
    stream.put(runs.word, cbor.LIST, np.add.reduceat(runs.page.astype(np.int64), np.flatnonzero(runs.word)))
    stream.put(runs.page, cbor.LIST, 3)
    before = np.append(0, pages[:-1])
    stream.put(runs.page, cbor.NUMBER, np.where(runs.word, pages, pages - before)[runs.page])
    stream.put(runs.page, cbor.LIST, in_text)
    stream.put(runs.meta, cbor.LIST, in_meta[in_meta > 0])
    stream.put(runs.marked, cbor.NEGATIVE, sorts[runs.marked])
    stream.put(
        np.ones(len(keys), bool), cbor.NUMBER, np.where(runs.sort, places, places - np.append(0, places[:-1]))
    )
    stream.put(ends_page, cbor.LIST, 0)
    stream.put(closed, cbor.LIST, form_count[closed])

    texts = b"".join(
        text.encode()
        for (stem, form), is_first in zip(names, is_stem, strict=True)
        for text in ((stem,) if is_first else ()) + ((form,) if form else ())
    )
    raw, begins = stream.packed(texts)
    begin = 0
    for end in ends:
        until = int(begins[end]) if end < len(keys) else len(raw)
        held = names[int(ranks[begin]) - first_rank : int(ranks[end - 1]) - first_rank + 1]
        count = len({stem for stem, _ in held})
        head = cbor.head(cbor.LIST, 1) + cbor.head(cbor.LIST, count)
        yield Chunk(held[0][0], held[-1][0], head + raw[int(begins[begin]) : until])
        begin = end
