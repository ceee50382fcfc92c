"""Where words stand, sorted and packed as Pagefind's index files hold it, for millions of places at once.

A file holds `[[word, ...]]`, a word `[stem, pages, [[form, pages], ...]]`, pages `[[number, places, places in the
metadata], ...]`, where a page's number is told by how far it lies from the one before, and so is a place. Before places
of a word with another weight, and before those in another field of the metadata, -1 less the weight or field stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, compress
from operator import ne

import numpy as np
from numpy.typing import NDArray

from builder.plugin import cbor, digests
from builder.plugin.pagefind import Unlike

Numbers = NDArray[np.int32]
_Wide = NDArray[np.int64]
_Which = NDArray[np.bool_]

#: Places of words in one file of the index, beyond which the next begins. A query loads a file for each word from each
#: part. At Pagefind's own 20,000 a part of 1,000 generated articles of 500 words has 57 files of 26 kB and a list of
#: contents of 10.5 kB; at 6,000 it has 165 files of 9 kB and a list of 12.1 kB; at 4,000 234 of 7 kB and 13.2 kB.
CHUNK = 6_000

#: Items of a word from which on it begins a file if it would end one: whoever looks for it, or for a word before it, has
#: the other to fetch too. In the same part a file that a query loads has 8.0 kB in the mean and not 9.0, that of the most
#: frequent word 36.9 and not 41.1; the list of contents has .3 kB more.
LARGE = 2_000

#: The weight that places have which have no other before them.
_USUAL = 25

#: Bits for a weight or a field, below the one that is set for a field; and the greatest that they tell.
_SORT = 8
MOST = (1 << _SORT) - 1

#: Places looked through at once: some 100 bytes are held for each.
_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Places:
    """Places of words in texts or, if `is_meta`, in metadata, in any order: the number of what the word is filed under,
    the page, the weight or the field's number, and the place there."""

    filed: Numbers
    pages: Numbers
    sorts: NDArray[np.uint8]
    places: Numbers
    is_meta: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """The words of one file: the first and the last of their stems, and `packed`, which packs them. Two of one `digest` are
    the same."""

    first: str
    last: str
    digest: str
    packed: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class _Bits:
    """How many bits of a sorting key tell the place and the page."""

    place: int
    page: int


def chunks(found: list[Places], filed: Sequence[tuple[str, str]]) -> Iterator[Chunk]:
    """The words of an index in files, in the order of their stems. `filed` gives stem and form ('' for the stem itself)
    by number; `found` is emptied. Raises Unlike for places beyond all measure."""
    is_used = np.zeros(len(filed), bool)
    for places in found:
        is_used[places.filed] = True
    used = sorted(np.flatnonzero(is_used).tolist(), key=filed.__getitem__)
    if not used:
        return
    names = _Names([filed[number] for number in used])
    ranks = np.zeros(len(filed), np.int64)
    ranks[used] = np.arange(len(used))
    keys, bits = _sorted(found, ranks)
    begin = 0
    for end in _chunk_ends(keys, bits, names.stems, names.is_form):
        # One file at a time: 540,000 places take 0.13 s, five files at a time 0.15, and all at once 0.29.
        shift = bits.page + 1 + _SORT + bits.place
        first, last = int(keys[begin]) >> shift, int(keys[end - 1]) >> shift
        held = names.held[first : last + 1]
        own = keys[begin:end] - (first << shift)
        said = "\n".join(chain((f"{bits.place} {bits.page}",), chain.from_iterable(held)))
        digest = digests.of_bytes(own.tobytes() + said.encode())
        yield Chunk(held[0][0], held[-1][0], digest, partial(_packed, own, bits, names, first, last + 1))
        begin = end


def _sorted(found: list[Places], ranks: _Wide) -> tuple[_Wide, _Bits]:
    """One number for each place, in order: the word's rank, the page, whether it is in the metadata, the weight (the
    usual one first) or field, the place."""
    bits = _Bits(
        max(int(own.places.max(initial=0)).bit_length() for own in found),
        max(int(own.pages.max(initial=0)).bit_length() for own in found),
    )
    if len(ranks).bit_length() + bits.page + bits.place + _SORT + 1 > 62:
        raise Unlike("more pages or words than can be sorted at once")
    keys = np.empty(sum(len(own.filed) for own in found), np.int64)
    end = 0
    while found:
        own = found.pop()
        if not own.is_meta and not np.all(own.sorts):
            raise Unlike("a word without weight")
        held = keys[end : end + len(own.filed)]
        end += len(own.filed)
        held[:] = ranks[own.filed]
        held <<= bits.page
        held |= own.pages
        held <<= 1 + _SORT
        held |= own.is_meta << _SORT
        held |= own.sorts if own.is_meta else np.where(own.sorts == _USUAL, 0, own.sorts)
        held <<= bits.place
        held |= own.places
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
    count = int(stems[-1]) + 1
    sizes = np.bincount(stems, weights=has_form, minlength=count).astype(np.int64)
    places = np.zeros(count, np.int64)
    for begin in range(0, len(keys), _AT_ONCE):
        # With the place before them, which tells whether the first one begins anything.
        before = min(begin, 1)
        held = keys[begin - before : begin + _AT_ONCE]
        runs = _Runs.of(held, bits)
        own = stems[held >> bits.page + 1 + _SORT + bits.place][before:]
        items = 1 + runs.page.astype(np.int64)[before:] + runs.marked[before:]
        sizes += np.bincount(own, weights=items, minlength=count).astype(np.int64)
        places += np.bincount(own, minlength=count)
    totals = np.cumsum(sizes)
    places = np.cumsum(places)
    ends: list[int] = []
    before = 0
    while before < totals[-1]:
        word = min(int(np.searchsorted(totals, before + CHUNK)), len(totals) - 1)
        if word and totals[word - 1] > before and totals[word] - totals[word - 1] >= LARGE:
            word -= 1
        before = int(totals[word])
        ends.append(int(places[word]))
    return ends


class _Items:
    """Items that are put into their places in a stream, some for each of many things in a row."""

    def __init__(self, counts: _Wide) -> None:
        ends = np.cumsum(counts)
        self._next = ends - counts
        self._kinds = np.zeros(int(ends[-1]), np.uint8)
        self._values = np.empty(int(ends[-1]), np.int64)

    def put(self, where: _Wide, *items: tuple[int, _Wide | int]) -> None:
        """For each of these things one item more of each kind and value, in this order."""
        at = self._next[where]
        for kind, values in items:
            if kind != cbor.NUMBER:
                self._kinds[at] = kind
            self._values[at] = values
            at += 1
        self._next[where] = at

    def put_numbers(self, values: _Wide) -> None:
        """For each thing one number more."""
        self._values[self._next] = values
        self._next += 1

    def packed(self, texts: bytes) -> bytes:
        """All of them; `texts` is what texts among them say."""
        return cbor.packed_stream(self._kinds, self._values, texts)


class _Names:
    """Stems and forms in order: `stems` numbers each one's stem; `is_first` of each stem, `is_form` ('' is none), `forms`
    how many its stem has."""

    def __init__(self, held: Sequence[tuple[str, str]]) -> None:
        self.held = held
        stems, forms = zip(*held, strict=True)
        self.is_form = np.fromiter(map(bool, forms), bool, len(forms))
        self.is_first = np.ones(len(stems), bool)
        self.is_first[1:] = np.fromiter(map(ne, stems, stems[1:]), bool, len(stems) - 1)
        self.stems: _Wide = np.cumsum(self.is_first) - 1
        self.forms: _Wide = np.bincount(self.stems, self.is_form).astype(np.int64)[self.stems]

    def written(self, begin: int, end: int) -> tuple[bytes, _Wide, _Wide]:
        """Some as they are written, in one row, each stem once; and how many bytes each stem and each form has."""
        stems, forms = (list(map(str.encode, told)) for told in zip(*self.held[begin:end], strict=True))
        is_first = self.is_first[begin:end].tolist()
        texts = chain.from_iterable(
            (stem, form) if first else (form,)
            for stem, form, first in zip(stems, forms, is_first, strict=True)
        )
        firsts, given = compress(stems, is_first), filter(None, forms)
        return (
            b"".join(texts),
            np.array(list(map(len, firsts)), np.int64),
            np.array(list(map(len, given)), np.int64),
        )


def _packed(keys: _Wide, bits: _Bits, names: _Names, begin: int, end: int) -> bytes:
    """One file; `keys` are those of its places, with words' ranks among its names, which are those from `begin` to `end`."""
    texts, stem_sizes, form_sizes = names.written(begin, end)
    runs = _Runs.of(keys, bits)
    pages = keys >> 1 + _SORT + bits.place & (1 << bits.page) - 1
    places = keys & (1 << bits.place) - 1
    at_page, at_word, at_meta = map(np.flatnonzero, (runs.page, runs.word, runs.meta))
    at_sort, at_marked = np.flatnonzero(runs.sort), np.flatnonzero(runs.marked)
    ranks = begin + (keys[at_word] >> bits.page + 1 + _SORT + bits.place)
    is_form, forms, is_first = names.is_form[ranks], names.forms[ranks], names.is_first[ranks]
    at_stem, at_form = at_word[is_first], at_word[is_form]
    # A stem that only forms are filed under has no pages of its own.
    is_bare = is_first & is_form
    at_bare = at_word[is_bare]
    end_page, end_word = (np.append(at[1:], len(keys)) - 1 for at in (at_page, at_word))
    end_text = end_page[~runs.is_meta[end_page]]
    end_forms = end_word[~is_form]
    items = 1 + runs.marked.astype(np.int64)
    in_page = np.add.reduceat(items, at_page)
    in_meta = np.add.reduceat(np.where(runs.is_meta, items, 0), at_page)
    pages_before = np.searchsorted(at_page, at_word)

    counts = items
    counts[at_page] += 3
    counts[at_word] += 1
    for at in (at_stem, at_bare, at_form):
        counts[at] += 2
    for at in (at_meta, end_text, end_forms):
        counts[at] += 1
    stream = _Items(counts)
    stream.put(at_stem, (cbor.LIST, 3), (cbor.TEXT, stem_sizes))
    stream.put(at_bare, (cbor.LIST, 0), (cbor.LIST, forms[is_bare]))
    stream.put(at_form, (cbor.LIST, 2), (cbor.TEXT, form_sizes))
    stream.put(at_word, (cbor.LIST, np.diff(np.append(pages_before, len(at_page)))))
    own = pages[at_page]
    distances = np.diff(own, prepend=0)
    distances[pages_before] = own[pages_before]
    stream.put(at_page, (cbor.LIST, 3), (cbor.NUMBER, distances), (cbor.LIST, in_page - in_meta))
    stream.put(at_meta, (cbor.LIST, in_meta[in_meta > 0]))
    stream.put(at_marked, (cbor.NEGATIVE, keys[at_marked] >> bits.place & (1 << _SORT) - 1))
    steps = np.diff(places, prepend=0)
    steps[at_sort] = places[at_sort]
    stream.put_numbers(steps)
    stream.put(end_text, (cbor.LIST, 0))
    stream.put(end_forms, (cbor.LIST, forms[~is_form]))
    head = cbor.head(cbor.LIST, 1) + cbor.head(cbor.LIST, len(stem_sizes))
    return head + stream.packed(texts)
