"""A large search index, put together from small ones that Pagefind made.

Pagefind holds all that it indexes at once, about 0.3 MB an article, and a reader's first query asks every index that
there is. So it is given a few hundred articles at a time, and what it made of them is joined: the words of all in
order, the pages of later ones counted on from those of earlier ones. Its files are CBOR behind a mark, compressed with
gzip; what they hold was read off the files of Pagefind 1.5, and a version not in `KNOWN` indexes all at once.
"""

from __future__ import annotations

import gzip
import hashlib
import heapq
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any

from builder.plugin import cbor, pagefind, wordfile
from builder.plugin.cbor import CborFault
from builder.plugin.pagefind import Indexed, PagefindFault, Record
from builder.plugin.wordfile import Pages, Word

#: Articles given to Pagefind at once, at most, and half of it at least but for the last. On generated articles of 500 words
#: it held 91 MB for 250, 173 MB for 500, 310 MB for 1,000 and 1,100 MB for 4,000, and took 0.5 s of processor for 250 and
#: twice that for 500 on a busy machine, 0.05 s of it to begin. Joining costs 0.6 ms an article, however many pieces there are.
PIECE = 250

#: Versions of Pagefind whose files are known, by their first two numbers.
KNOWN = ("1.5",)

#: Places of words in one file of the index, beyond which the next begins: Pagefind's own measure.
CHUNK = 20_000

#: How hard files are compressed: 9, as Pagefind does it, takes four times as long as 6 for files 2.4 % smaller.
LEVEL = 6

#: What stands before the CBOR in every compressed file.
_MARK = b"pagefind_dcd"

#: The file that a browser loads first.
_ENTRY = "pagefind-entry.json"


@dataclass(frozen=True, slots=True)
class _Contents:
    """An index's list of contents: hash and number of words of each page, the words' files in order (beginning of the
    first and of the last word, name), the filters' (filter, name), all pages in the order of each sort, and the names
    of metadata, by whose numbers places in them are told."""

    version: str
    pages: list[tuple[str, int]]
    chunks: list[tuple[str, str, str]]
    filters: list[tuple[str, str]]
    sorts: list[tuple[str, list[int]]]
    names: list[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One small index: its files by path, without its pages' own; the number in the whole of its first page; and for
    each sort the pages with the values that they are sorted by."""

    contents: _Contents
    files: dict[str, bytes]
    begin: int
    sorts: dict[str, list[tuple[str, int]]]

    def words(self) -> Iterator[tuple[Word, int]]:
        """Its words in order, with the number of its first page; one file of them is unpacked at a time."""
        for _, _, name in self.contents.chunks:
            for word in wordfile.words(_plain(self.files[f"index/{name}.pf_index"])):
                yield word, self.begin


#: Has Pagefind index a few records, or knows what it made of them before.
Index = Callable[[Sequence[Record]], Iterable[Indexed]]


def indexed(records: Iterable[Record], *, language: str, index: Index | None = None) -> Iterator[Indexed]:
    """The files of one index over the records in `language`: what `pagefind.indexed` gives, under other names and with
    the words spread a little differently over their files. All records have addresses of their own and metadata of the
    same names; values to sort by are compared as text. Raises PagefindFault."""
    index = index or (lambda few: pagefind.indexed(iter(few), language=language))
    coming = _pieces(records)
    first, second = next(coming, []), next(coming, None)
    made = list(index(first))
    if second is None:
        yield from made
        return
    if not _is_known(made):
        rest = chain.from_iterable(coming)
        yield from pagefind.indexed(chain(first, second, rest), language=language)
        return
    try:
        joiner = _Joiner(language)
        yield from joiner.add(first, made)
        del made
        for few in chain((second,), coming):
            yield from joiner.add(few, index(few))
        yield from joiner.joined()
    except (CborFault, zlib.error, EOFError, KeyError, ValueError) as fault:
        raise PagefindFault(f"search: Pagefind made files of an unknown form: {fault}") from fault


def _pieces(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records in pieces, cut where a month begins if they can be: an article more leaves the pieces after its own
    as they are."""
    held: list[Record] = []
    month = ""
    for record in records:
        own = record.sort.get("date", "")[:7]
        if len(held) >= PIECE or (own != month and 2 * len(held) >= PIECE):
            yield held
            held = []
        month = own
        held.append(record)
    if held:
        yield held


def _is_known(files: Iterable[Indexed]) -> bool:
    entry = next((file.content for file in files if file.path == _ENTRY), b"{}")
    return ".".join(str(json.loads(entry).get("version")).split(".")[:2]) in KNOWN


class _Joiner:
    """Takes small indexes in turn, and gives the files of the whole."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._pieces: list[_Piece] = []
        self._wordless: dict[str, bytes] = {}
        self._pages: list[tuple[str, int]] = []
        self._taken: set[str] = set()

    def add(self, records: Sequence[Record], files: Iterable[Indexed]) -> Iterator[Indexed]:
        """Take the index of these records; gives the files of their pages, which stay as they are."""
        held: dict[str, bytes] = {}
        fragments: dict[str, bytes] = {}
        for file in files:
            folder, _, name = file.path.rpartition("/")
            (fragments if folder == "fragment" else held)[
                name.partition(".")[0] if folder == "fragment" else file.path
            ] = file.content
        listed = next((raw for path, raw in held.items() if path.endswith(".pf_meta")), None)
        if listed is None:
            # Pagefind leaves out records without a single word, and here there are no others.
            self._wordless = held
            return
        contents = _contents(listed)
        if self._pieces and contents.names != self._pieces[0].contents.names:
            raise PagefindFault("search: records with metadata of different names cannot be joined")
        begin = len(self._pages)
        by_url = {record.url: record for record in records}
        own_records = [by_url[_url(fragments[name])] for name, _ in contents.pages]
        sorts = {
            name: [(own_records[page].sort[name], page + begin) for page in pages]
            for name, pages in contents.sorts
        }
        self._pieces.append(_Piece(contents, held, begin, sorts))
        for name, words in contents.pages:
            own = name
            while own in self._taken:
                # Seven hexadecimal digits of a hash: pages of different pieces may have the same.
                own += "x"
            self._taken.add(own)
            self._pages.append((own, words))
            yield Indexed(f"fragment/{own}.pf_fragment", fragments[name])

    def joined(self) -> Iterator[Indexed]:
        """All other files."""
        if not self._pieces:
            yield from (Indexed(path, content) for path, content in self._wordless.items())
            return
        first = self._pieces[0]
        chunks: list[list[str]] = []
        for held in _chunked(self._words()):
            made = self._packed(
                "index", "pf_index", b"\x81" + cbor.head(cbor.LIST, len(held)), *held.values()
            )
            chunks.append([next(iter(held)), next(reversed(held)), _stem(made)])
            yield made
        for before, after in pairwise(chunks):
            # Between two files, what tells their words apart is enough.
            same = _same(before[1], after[0])
            before[1], after[0] = before[1][: same + 1], after[0][: same + 1]
        filters: list[tuple[str, str]] = []
        for name in sorted({name for piece in self._pieces for name, _ in piece.contents.filters}):
            made = self._packed("filter", "pf_filter", cbor.packed((name, self._values(name))))
            filters.append((name, _stem(made)))
            yield made
        listed = (first.contents.version, self._pages, chunks, filters, self._sorts(), first.contents.names)
        made = self._packed("", "pf_meta", cbor.packed(listed))
        yield Indexed(f"pagefind.{made.path}", made.content)
        for path, content in first.files.items():
            if path == _ENTRY:
                entry = json.loads(content)
                entry["languages"][self._language] |= {"hash": _stem(made), "page_count": len(self._pages)}
                yield Indexed(path, json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode())
            elif "/" not in path and not path.endswith(".pf_meta"):
                yield Indexed(path, content)

    def _packed(self, folder: str, ending: str, *parts: bytes) -> Indexed:
        """A file that is called by the hash of what it holds."""
        plain = _MARK + b"".join(parts)
        name = f"{self._language}_{hashlib.sha256(plain).hexdigest()[:10]}.{ending}"
        return Indexed(f"{folder}/{name}" if folder else name, gzip.compress(plain, LEVEL, mtime=0))

    def _words(self) -> Iterator[tuple[str, bytes, int]]:
        """The words of all pieces in order, each once: its stem, itself packed, and how many places and pages it has."""
        streams = [piece.words() for piece in self._pieces]
        for stem, found in groupby(heapq.merge(*streams, key=_by_stem), _by_stem):
            whole: list[tuple[Pages, int]] = []
            forms: dict[str, list[tuple[Pages, int]]] = {}
            for word, begin in found:
                whole.append((word.pages, begin))
                for form, pages in word.forms:
                    forms.setdefault(form, []).append((pages, begin))
            packed = [b"\x83", cbor.packed(stem), _counted_on(whole), cbor.head(cbor.LIST, len(forms))]
            for form, lists in sorted(forms.items()):
                packed += (b"\x82", cbor.packed(form), _counted_on(lists))
            size = sum(pages.size for lists in (whole, *forms.values()) for pages, _ in lists)
            yield stem, b"".join(packed), size

    def _values(self, name: str) -> list[tuple[str, list[int]]]:
        """A filter's values in order, each with its pages."""
        values: dict[str, list[int]] = {}
        for piece in self._pieces:
            for own, file in piece.contents.filters:
                if own == name:
                    unpacked: Any = cbor.unpacked(_plain(piece.files[f"filter/{file}.pf_filter"]))
                    for value, pages in unpacked[1]:
                        values.setdefault(value, []).extend(page + piece.begin for page in pages)
        return sorted(values.items())

    def _sorts(self) -> list[tuple[str, list[int]]]:
        names = dict.fromkeys(name for piece in self._pieces for name in piece.sorts)
        return [
            (
                name,
                [
                    page
                    for _, page in heapq.merge(
                        *(piece.sorts.get(name, []) for piece in self._pieces), key=itemgetter(0)
                    )
                ],
            )
            for name in names
        ]


def _same(a: str, b: str) -> int:
    """How many letters two words have in common at their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _by_stem(placed: tuple[Word, int]) -> str:
    return placed[0].stem


def _stem(file: Indexed) -> str:
    return file.path.rpartition("/")[2].partition(".")[0]


def _url(fragment: bytes) -> str:
    return str(json.loads(_plain(fragment))["url"])


def _contents(raw: bytes) -> _Contents:
    unpacked: Any = cbor.unpacked(_plain(raw))
    if len(unpacked) != 6:
        raise CborFault(f"a list of contents of {len(unpacked)} parts")
    return _Contents(*unpacked)


def _counted_on(lists: Sequence[tuple[Pages, int]]) -> bytes:
    """One packed list of pages from several, and the numbers in the whole of the first pages of their pieces."""
    parts = [cbor.head(cbor.LIST, sum(pages.count for pages, _ in lists))]
    last = 0
    for pages, begin in lists:
        if pages.count:
            parts.append(pages.packed(begin + pages.first - last))
            last = begin + pages.last
    return b"".join(parts)


def _chunked(words: Iterable[tuple[str, bytes, int]]) -> Iterator[dict[str, bytes]]:
    """The words of one file after the other, packed, by their stems."""
    held: dict[str, bytes] = {}
    total = 0
    for stem, packed, size in words:
        held[stem] = packed
        total += size
        if total >= CHUNK:
            yield held
            held, total = {}, 0
    if held:
        yield held


def _plain(raw: bytes) -> bytes:
    plain = gzip.decompress(raw)
    if not plain.startswith(_MARK):
        raise CborFault("no mark at its beginning")
    return plain[len(_MARK) :]
