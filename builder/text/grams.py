"""Which sentences of two texts are alike: the cosine of their character 4-grams, for all pairs at once.

Every sentence's 4-grams are counted once for a text; two texts then meet gram by gram, so that time grows with the
grams that both have and not with the product of their sentences.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.text.fold import fold

_GRAM = 4
#: 4-grams found in more of the second text's sentences than this do not nominate pairs (they still count in the cosine).
_COMMON = 60
#: Pairs of grams beyond which those that are too common to nominate are counted for nominated pairs alone. Two texts of
#: 3,000 words meet in about 100,000 pairs, two of 100,000 words in 100 to 200 million.
_EVERY = 4_000_000
#: Pairs of grams, or of sentences, held at a time: about 40 MB.
_AT_ONCE = 1_000_000
#: Odd multipliers (splitmix64's and its like) that make one 64-bit number of four code points.
_MIX = tuple(
    np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
)

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The sentences of one text, made ready for `alike`.

    `keys` are the sentences without typography and case. An entry says that the 4-gram `values[which]` stands `counts`
    times in sentence `places`; entries run by gram, then by sentence, those of `values[v]` from `starts[v]` on
    (`starts` has one more member than `values`). `by_place` are the entries' numbers by sentence, then by gram. `norms` and `distinct` are each sentence's Euclidean norm and number
    of different 4-grams.
    """

    keys: tuple[str, ...]
    values: NDArray[np.uint64]
    starts: _Ints
    which: _Ints
    places: _Ints
    counts: _Ints
    by_place: _Ints
    norms: _Floats
    distinct: _Ints


@dataclass(frozen=True, slots=True)
class Alike:
    """Pairs of sentences: pair n is sentence `a[n]` of one text and `b[n]` of another. `similarity` 0..1 is 1 where
    they differ in typography alone."""

    a: list[int]
    b: list[int]
    similarity: list[float]


def profile(sentences: Sequence[str]) -> Profile:
    """Count the 4-grams of every sentence. A sentence shorter than four characters is one gram."""
    keys = tuple(fold(sentence).casefold() for sentence in sentences)
    grams, places = _grams(keys)
    grams, places = _ordered(grams, places, len(keys))
    fresh = np.ones(len(grams), dtype=bool)
    fresh[1:] = grams[1:] != grams[:-1]
    first = fresh.copy()
    first[1:] |= places[1:] != places[:-1]
    heads = np.flatnonzero(first)
    counts = np.diff(heads, append=len(grams))
    places, fresh = places[heads], fresh[heads]
    starts = np.flatnonzero(fresh)
    squares = np.bincount(places, weights=counts * counts, minlength=len(keys))
    return Profile(
        keys=keys,
        values=grams[heads][starts],
        starts=np.append(starts, len(heads)),
        which=np.cumsum(fresh) - 1,
        places=places,
        counts=counts,
        by_place=np.argsort(places.astype(np.uint16) if len(keys) < _FEW else places, kind="stable"),
        norms=np.sqrt(squares),
        distinct=np.bincount(places, minlength=len(keys)),
    )


#: A gram's number has 48 bits: two of a text's 50,000 are one by chance once in 200,000 texts, and a number goes with its
#: sentence's into 64 bits, which are sorted in one go.
_BITS = 48
#: Fewer sentences than these have a number of 16 bits.
_FEW = 1 << (64 - _BITS)


def _ordered(grams: NDArray[np.uint64], places: _Ints, size: int) -> tuple[NDArray[np.uint64], _Ints]:
    """The grams with their sentences, of which there are `size`, by gram, then by sentence."""
    if size >= _FEW:
        order = np.lexsort((places, grams))
        return grams[order], places[order]
    both = np.sort((grams << np.uint64(64 - _BITS)) | places.astype(np.uint64))
    return both >> np.uint64(64 - _BITS), (both & np.uint64(_FEW - 1)).astype(np.int64)


def _grams(keys: Sequence[str]) -> tuple[NDArray[np.uint64], _Ints]:
    """Every 4-gram of every key (with a space at either end) as a number, and the key that it is of."""
    if not keys:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    padded = [f" {key} ".ljust(_GRAM, "\0") for key in keys]
    raw = "".join(padded).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(raw, dtype="<u4").astype(np.uint64)
    size = len(codes) - _GRAM + 1
    mixed = codes[:size] * _MIX[0]
    for offset in range(1, _GRAM):
        mixed += codes[offset : offset + size] * _MIX[offset]
    lengths = np.fromiter(map(len, padded), np.int64, len(padded))
    ends = np.cumsum(lengths)
    whole = np.ones(len(codes), dtype=bool)
    for back in range(1, _GRAM):
        whole[ends - back] = False  # a window that begins here runs on into the next sentence
    mixed >>= np.uint64(64 - _BITS)
    return mixed[whole[:size]], np.repeat(np.arange(len(keys)), lengths - (_GRAM - 1))


def alike(a: Profile, b: Profile, least: float) -> Alike:
    """The pairs of sentences whose similarity is at least `least` (above 0), by their places in a, then in b.

    A pair is looked at where the two share a twelfth of a's sentence in 4-grams that are not all over b. Equal
    sentences made of nothing but such grams are paired in the order in which they occur.
    """
    found = Alike([], [], [])
    if a.keys and b.keys:
        for i, j, similarity in _candidates(a, b, least):
            found.a.extend(i.tolist())
            found.b.extend(j.tolist())
            found.similarity.extend(similarity.tolist())
    equal = set(_equal(a.keys, b.keys))
    missing = equal.difference(zip(found.a, found.b, strict=True)) if equal else equal
    if not missing:
        return found
    pairs = sorted(
        [*zip(found.a, found.b, found.similarity, strict=True), *((i, j, 1.0) for i, j in missing)]
    )
    return Alike(
        [i for i, _, _ in pairs], [j for _, j, _ in pairs], [similarity for _, _, similarity in pairs]
    )


def _equal(keys_a: Sequence[str], keys_b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Equal sentences, in order of occurrence: the first with the first, the second with the second."""
    both = set(keys_a).intersection(keys_b)
    if not both:
        return
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, key in enumerate(keys_b):
        if key in both:
            places[key].append(j)
    seen: Counter[str] = Counter()
    for i, key in enumerate(keys_a):
        if key in both and seen[key] < len(places[key]):
            yield i, places[key][seen[key]]
            seen[key] += 1


@dataclass(frozen=True, slots=True, eq=False)
class _Meeting:
    """How the grams of one profile meet another's: the v-th value of a is value `at[v]` of b, where it meets `sizes[v]`
    entries, if it is there at all."""

    a: Profile
    b: Profile
    at: _Ints
    sizes: _Ints

    @classmethod
    def of(cls, a: Profile, b: Profile) -> _Meeting:
        at = np.minimum(np.searchsorted(b.values, a.values), len(b.values) - 1)
        return cls(a, b, at, np.where(b.values[at] == a.values, np.diff(b.starts)[at], 0))

    def others(self, entries: _Ints) -> tuple[_Ints, _Ints]:
        """The entries of b that some entries of a meet, those of each one after another, and how many each meets."""
        values = self.a.which[entries]
        sizes = self.sizes[values]
        return _ranges(self.b.starts[self.at[values]], sizes), sizes


def _ranges(begins: _Ints, sizes: _Ints) -> _Ints:
    """So many numbers from each of the beginnings on."""
    ends = np.cumsum(sizes)
    found: _Ints = np.repeat(begins - (ends - sizes), sizes)
    found += np.arange(len(found))
    return found


def _candidates(a: Profile, b: Profile, least: float) -> Iterator[tuple[_Ints, _Ints, _Floats]]:
    """The pairs in blocks: their places in a and b, and how alike they are."""
    meeting = _Meeting.of(a, b)
    rare = meeting.sizes <= _COMMON
    of_a = np.diff(a.starts)
    meetings = int(of_a @ meeting.sizes)
    every = meetings <= _EVERY
    used = meeting.sizes > 0
    if not every:
        used &= rare
    enough = np.maximum(1, a.distinct // 12)
    common = None if every else _Common.of(a, b, np.flatnonzero(~rare[a.which]))
    only_rare = bool(rare.all())
    ids_a, ids_b = _numbered(a.keys, b.keys)
    width = len(b.keys)
    tables: _Tables | None = None
    blocks: Iterable[tuple[int, int, _Ints]]
    if max(meetings, len(a.keys) * width) <= _AT_ONCE:
        if only_rare:
            taken = of_a * meeting.sizes >= _OFTEN
            tables = _Tables.of(meeting, np.flatnonzero(taken), of_a)
            used &= ~taken
        blocks = [(0, len(a.keys), np.flatnonzero(used[a.which]))]
    else:
        met = a.by_place[used[a.which][a.by_place]]
        weights = np.bincount(a.places[met], weights=meeting.sizes[a.which[met]], minlength=len(a.keys))
        ends = np.searchsorted(a.places[met], np.arange(len(a.keys) + 1))
        blocks = ((low, high, met[ends[low] : ends[high]]) for low, high in _blocks(weights, width))
    for low, high, one in blocks:
        two, sizes = meeting.others(one)
        cells = np.repeat((a.places[one] - low) * width, sizes) + b.places[two]
        size = (high - low) * width
        weights = np.repeat(a.counts[one], sizes) * b.counts[two]
        dots = np.bincount(cells, weights=weights, minlength=size)
        shared = np.bincount(
            cells if only_rare else cells[np.repeat(rare[a.which[one]], sizes)], minlength=size
        )
        if tables is not None:
            dots = np.add(dots, tables.dots)
            shared += tables.shared
        cell = np.flatnonzero(shared)
        i, j = np.divmod(cell, width)
        i += low
        same = ids_a[i] == ids_b[j]
        kept = same | (shared[cell] >= enough[i])
        i, j, same, products = i[kept], j[kept], same[kept], dots[cell[kept]]
        norms = a.norms[i] * b.norms[j]
        if common is not None:
            products = common.added(i, j, products, norms * least)
        # .9999: only equal wording is 1.
        cosines = np.where(same, 1.0, np.minimum(0.9999, products / norms))
        found = cosines >= least
        yield i[found], j[found], cosines[found]


#: From so many meetings on a gram is entered into tables of grams and sentences, whose product is quicker than going
#: through the meetings one by one. Two versions of 500 words meet in 14,400 pairs, of which 3,100 are of grams that meet
#: less often: 223 microseconds (6 or 30 in place of 10: 244, 210), 479 without tables, in one run on a busy machine.
_OFTEN = 10
#: Multiplications at a time: from 262,144 on a linear algebra library starts threads, which wait for each other longer.
_PRODUCT = 200_000


class _Tables(NamedTuple):
    """What the grams that meet often add for all pairs of sentences, row by row of a's: to their products and to the
    number of grams that they share."""

    dots: _Floats
    shared: _Ints

    @classmethod
    def of(cls, meeting: _Meeting, values: _Ints, of_a: _Ints) -> _Tables:
        """`values` are a's values that meet often, `of_a` the number of entries of each of a's."""
        a, b = meeting.a, meeting.b
        one = _table(a, a.starts[values], of_a[values])
        two = _table(b, b.starts[meeting.at[values]], meeting.sizes[values])
        dots, shared = np.zeros((2, len(a.keys), len(b.keys)))
        step = max(1, _PRODUCT // dots.size)
        for begin in range(0, len(values), step):
            left, right = one[begin : begin + step], two[begin : begin + step]
            dots += left.T @ right
            shared += np.minimum(left, 1).T @ np.minimum(right, 1)
        return cls(dots.ravel(), shared.ravel().astype(np.int64))


def _table(of: Profile, begins: _Ints, sizes: _Ints) -> _Floats:
    """How often each of some grams, whose entries are so many from `begins` on, stands in each sentence: grams by
    sentences."""
    entries = _ranges(begins, sizes)
    table = np.zeros((len(begins), len(of.keys)))
    table[np.repeat(np.arange(len(begins)), sizes), of.places[entries]] = of.counts[entries]
    return table


def _numbered(keys_a: Sequence[str], keys_b: Sequence[str]) -> tuple[_Ints, _Ints]:
    """A number for each key of either text, the same for those that are equal."""
    numbers: dict[str, int] = {}
    ids_a, ids_b = (
        np.array([numbers.setdefault(k, len(numbers)) for k in keys]) for keys in (keys_a, keys_b)
    )
    return ids_a, ids_b


def _blocks(meetings: NDArray[np.generic], width: int) -> Iterator[tuple[int, int]]:
    """Ranges of a's sentences that hold about `_AT_ONCE` meetings, and as many pairs of sentences, at most."""
    costs = np.cumsum(np.maximum(meetings, width))
    low = 0
    while low < len(costs):
        before = costs[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(costs, before + _AT_ONCE, "right")))
        yield low, high
        low = high


@dataclass(frozen=True, slots=True, eq=False)
class _Common:
    """The 4-grams that do not nominate, numbered: for every sentence of both texts its entries, from `ends` of it to
    `ends` of the next, the numbers of their grams, and their norm."""

    a: Profile
    b: Profile
    entries_a: _Ints
    entries_b: _Ints
    ends_a: _Ints
    ends_b: _Ints
    numbers_a: _Ints
    numbers_b: _Ints
    norms_a: _Floats
    norms_b: _Floats

    @classmethod
    def of(cls, a: Profile, b: Profile, entries: _Ints) -> _Common:
        values = np.unique(a.values[a.which[entries]])
        number = np.full(len(b.values), -1)
        number[np.searchsorted(b.values, values)] = np.arange(len(values))
        entries_b = np.flatnonzero(number[b.which] >= 0)
        entries_a = entries[np.argsort(a.places[entries], kind="stable")]
        numbers_a = np.searchsorted(values, a.values[a.which[entries_a]])
        entries_b = entries_b[np.argsort(b.places[entries_b], kind="stable")]
        ends = [
            np.concatenate([[0], np.cumsum(np.bincount(one.places[held], minlength=len(one.keys)))])
            for one, held in ((a, entries_a), (b, entries_b))
        ]
        norms = [
            np.sqrt(np.bincount(one.places[held], weights=one.counts[held] ** 2, minlength=len(one.keys)))
            for one, held in ((a, entries_a), (b, entries_b))
        ]
        return cls(
            a,
            b,
            entries_a,
            entries_b,
            ends[0],
            ends[1],
            numbers_a,
            number[b.which[entries_b]],
            norms[0],
            norms[1],
        )

    def added(self, i: _Ints, j: _Ints, products: _Floats, needed: _Floats) -> _Floats:
        """The products with these grams' part, where they can reach what is needed; `i` rises."""
        whole = products.copy()
        worth = np.flatnonzero(products + self.norms_a[i] * self.norms_b[j] >= needed)
        row = np.zeros(int(self.numbers_a.max(initial=-1)) + 1)
        cuts = np.flatnonzero(np.diff(i[worth], prepend=-1, append=-1))
        for low, high in itertools.pairwise(cuts):
            mine = slice(self.ends_a[i[worth[low]]], self.ends_a[i[worth[low]] + 1])
            row[self.numbers_a[mine]] = self.a.counts[self.entries_a[mine]]
            others = j[worth[low:high]]
            begins, ends = self.ends_b[others], self.ends_b[others + 1]
            sizes = ends - begins
            held = np.arange(int(sizes.sum())) + np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
            parts = row[self.numbers_b[held]] * self.b.counts[self.entries_b[held]]
            owner = np.repeat(np.arange(len(others)), sizes)
            whole[worth[low:high]] += np.bincount(owner, weights=parts, minlength=len(others))
            row[self.numbers_a[mine]] = 0
        return whole
