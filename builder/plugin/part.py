"""One index of Pagefind's, written directly: the same words on the same pages as Pagefind's own, for a fraction of its
time and memory.

Pagefind says what single words are found by (`vocabulary`), brings what a browser runs, and indexes a sample of the
records, which is compared with what is written here for these. What its files hold was read off the files of Pagefind
1.5; a version that differs is noticed by the sample.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice, pairwise

import numpy as np

from builder.plugin import cbor, digests, pagefind, postings
from builder.plugin.drafts import Draft
from builder.plugin.packed import HARDEST, HOW, QUICK, IndexFile, Packed
from builder.plugin.pagefind import Indexed, Record, Unlike
from builder.plugin.partmemory import Forgetful, Memory, Taken
from builder.plugin.postings import Places
from builder.plugin.vocabulary import MARK, Forms, Told, Vocabulary, is_wordy
from builder.plugin.wordnumbers import Numbers, words
from builder.text import jsonlines

#: Letters and digits of a page's name, at least: with 7 hexadecimal digits the list of contents for 4,000 pages had 39.8 kB,
#: with these 30.3.
NAMED = 4

#: Texts whose words are placed at once: some 70 bytes are held for each word.
_AT_ONCE = 100

#: Records taken apart at once, each with its text: some 200 bytes are held for each word.
_TAKEN_AT_ONCE = 50

#: Stands in a word without being seen; Pagefind drops it from texts.
_INVISIBLE = "\u200b"

#: What Pagefind takes out of metadata and filters, as marks of its own.
_PRIVATE = re.compile(r"___PAGEFIND_\S+\s?")

#: A page with one of these has a word to be found by, whatever the language.
_SURE = re.compile("[A-Za-z0-9]")

#: The file that a browser loads first.
_ENTRY = "pagefind-entry.json"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Page:
    """A record that has a page in the index."""

    taken: Taken
    filters: Mapping[str, Sequence[str]]
    sort: Mapping[str, str]


def indexed(
    drafts: Iterable[Draft], memory: Memory, sample: Iterable[Record] = (), mark: str = ""
) -> Iterator[IndexFile]:
    """The files of one index over records: what `pagefind.indexed` gives, under other names and with the words
    spread a little differently over their files. All records have addresses of their own; values to sort by are
    compared as text. The pages' names begin with the language and `mark`. Raises PagefindFault, and Unlike where
    Pagefind would make something else of the `sample` or of a word; files given before are then no part of an index."""
    vocabulary = memory.vocabulary
    compared = [] if memory.is_proved else list(sample)
    programs = (memory.programs() if memory.is_proved else {}) or _programs(compared, vocabulary.language)
    if compared:
        own = _files(map(Draft.of, compared), Forgetful(vocabulary), programs)
        _compare(Told.of(own), Told.of(programs.values()))
    yield from _files(drafts, memory, programs, mark)
    memory.settle()
    memory.keep_programs(
        {path: file for path, file in programs.items() if _is_program(path) or path == _ENTRY}
    )
    yield from (file for path, file in programs.items() if _is_program(path))


def _programs(sample: Sequence[Record], language: str) -> Mapping[str, Indexed]:
    """What Pagefind makes of the sample, by path, and all that a browser runs."""
    given = sample or [Record("/", "a", language)]
    found = {file.path: file for file in pagefind.indexed(iter(given), language=language)}
    if not json.loads(found[_ENTRY].content)["languages"]:
        other = pagefind.indexed(iter([Record("/", "a", language)]), language=language)
        found |= {file.path: file for file in other if _is_program(file.path) or file.path == _ENTRY}
    return found


def _is_program(path: str) -> bool:
    return "/" not in path and path != _ENTRY and not path.endswith(".pf_meta")


def _compare(own: Told, theirs: Told) -> None:
    """Raises Unlike where the two say different things."""
    for name in ("version", "words", "pages", "counts", "filters", "sorts", "names"):
        if getattr(own, name) != getattr(theirs, name):
            raise Unlike(f"Pagefind's index has other {name} than the one that is written here")


def _files(
    drafts: Iterable[Draft], memory: Memory, programs: Mapping[str, Indexed], mark: str = ""
) -> Iterator[IndexFile]:
    """The files of an index without its programs."""
    vocabulary = memory.vocabulary
    pages: list[_Page] = []
    waiting: dict[int, Packed] = {}
    taken: set[str] = set()
    for draft, key, fresh in _told(drafts, memory):
        known = fresh.taken
        plain = partial(_drafted, draft) if fresh.fragment is None else partial(bytes, fresh.fragment)
        name = next(own for own in _names(known.digest) if own not in taken)
        taken.add(name)
        # So short a name may have been another page's: it says what the file holds where this page had it before.
        path = f"fragment/{vocabulary.language}_{mark}{name}.pf_fragment"
        file = Packed(path, plain, is_named=known.name == name, level=QUICK)
        if known.name != name:
            known = replace(known, name=name)
        memory.keep(key, known)
        if known.is_sure:
            yield file
        else:
            waiting[len(pages)] = file
        pages.append(_Page(known, _tidied(draft.bare.filters), draft.bare.sort))
    forms = vocabulary.forms()
    for number, file in waiting.items():
        if forms.counts[pages[number].taken.text].any():
            yield file
    found = [
        page
        for number, page in enumerate(pages)
        if number not in waiting or forms.counts[page.taken.text].any()
    ]
    if found:
        yield from _lists(found, forms, memory, programs, mark)
    else:
        yield Indexed(_ENTRY, _entry(programs[_ENTRY].content, vocabulary.language, "", 0))


def _names(digest: str) -> Iterator[str]:
    """What a page's own file may be called: the shortest first, for a browser loads the names of all. Two of 4,000 pages
    often begin alike."""
    yield from (digest[-size:] for size in range(NAMED, len(digest)))
    yield from (f"{digest}{number}" for number in count())


@dataclass(frozen=True, slots=True)
class _Told:
    """A record taken apart, and its page's own file, if it was made for that."""

    taken: Taken
    fragment: bytes | None = None


def _told(drafts: Iterable[Draft], memory: Memory) -> Iterator[tuple[Draft, str, _Told]]:
    """The drafts with their keys, taken apart or remembered so."""
    coming = iter(drafts)
    while some := list(islice(coming, _TAKEN_AT_ONCE)):
        keys = [memory.key(draft) for draft in some]
        known = [memory.recall(key) for key in keys]
        fresh = [draft.record() for draft, taken in zip(some, known, strict=True) if taken is None]
        made = iter(_taken_apart(fresh, memory.vocabulary))
        for draft, key, taken in zip(some, keys, known, strict=True):
            yield draft, key, next(made) if taken is None else _Told(taken)


def _taken_apart(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[_Told]:
    contents = (record.content.replace(_INVISIBLE, "") for record in records)
    # What nothing finds is no word: of what the panel alone reads there is another on each page.
    values = (
        public if is_wordy(public := _public(value)) else ""
        for record in records
        for value in record.meta.values()
    )
    found = iter(vocabulary.of([*contents, *values]))
    for record, text in zip(records, list(islice(found, len(records))), strict=True):
        fragment = _fragment(record, text.text, len(text.numbers))
        letters = np.base_repr(int(_digest(fragment), 16), 36).lower()
        meta = {name: held.numbers for name, held in zip(record.meta, found, strict=False)}
        yield _Told(Taken(letters, text.numbers, meta, _SURE.search(text.text) is not None), fragment)


def _public(value: str) -> str:
    """A value of metadata or of a filter without Pagefind's own marks."""
    return _PRIVATE.sub("", value) if "___PAGEFIND_" in value else value


def _tidied(filters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: list(map(_public, values)) for name, values in sorted(filters.items())}


def _drafted(draft: Draft) -> bytes:
    record = draft.record()
    text = words(record.content.replace(_INVISIBLE, ""))
    return _fragment(record, " ".join(text), len(text))


def _fragment(record: Record, text: str, count: int) -> bytes:
    """A page's own file: what is shown of it among what was found. `text` has so many words, and a space between two."""
    held = {
        "url": record.url,
        "content": text,
        "word_count": count,
        # The index tells them apart from this, and the panel asks for none of a page: a fifteenth of such a file.
        "filters": {},
        "meta": {name: _public(value) for name, value in sorted(record.meta.items())},
        "anchors": [],
    }
    return MARK + jsonlines.octets(held)


def _lists(
    pages: Sequence[_Page], forms: Forms, memory: Memory, programs: Mapping[str, Indexed], mark: str
) -> Iterator[IndexFile]:
    """The files with the words, those with the filters, the list of contents, and the entry."""
    language = memory.vocabulary.language
    fields = sorted({name for page in pages for name in page.taken.meta})
    if len(fields) > postings.MOST or forms.weights.max(initial=0) > postings.MOST:
        raise Unlike("more fields or greater weights than can be told")
    chunks: list[list[str]] = []
    for chunk in postings.chunks(list(_places(pages, forms, fields)), memory.vocabulary.places()):
        made = _called("index", "pf_index", memory, chunk.digest, chunk.packed)
        chunks.append([chunk.first, chunk.last, made.name])
        yield made.file
    for before, after in pairwise(chunks):
        # Between two files, what tells their words apart is enough.
        same = _same(before[1], after[0])
        before[1] = _bound(before[1], same + 1, before[0])
        after[0] = after[0][: same + 1]
    filters: list[tuple[str, str]] = []
    for value in sorted({name for page in pages for name, values in page.filters.items() if values}):
        item = (value, _values(pages, value))
        digest = digests.of_bytes(jsonlines.octets(item))
        made = _called("filter", "pf_filter", memory, digest, partial(cbor.packed, item))
        filters.append((value, made.name))
        yield made.file
    entry = programs[_ENTRY].content
    version = str(json.loads(entry)["version"])
    counted = [(f"{language}_{mark}{page.taken.name}", len(page.taken.text)) for page in pages]
    listed = (version, counted, chunks, filters, _sorts(pages), fields)
    made = _named("", "pf_meta", language, cbor.packed(listed))
    yield replace(made.file, path=f"pagefind.{made.file.path}", level=HARDEST)
    yield Indexed(_ENTRY, _entry(entry, language, made.name, len(counted)))


def _entry(raw: bytes, language: str, name: str, count: int) -> bytes:
    """What leads to a list of contents, after Pagefind's own for other records."""
    entry = json.loads(raw)
    own = entry["languages"][language] | {"hash": name, "page_count": count}
    entry["languages"] = {language: own} if count else {}
    return _JSON.encode(entry).encode()


def _places(pages: Sequence[_Page], forms: Forms, fields: Sequence[str]) -> Iterator[Places]:
    """Where all words stand."""
    texts = [page.taken.text for page in pages]
    for begin in range(0, len(texts), _AT_ONCE):
        found = _spread(dict(enumerate(texts[begin : begin + _AT_ONCE], begin)), forms)
        yield Places(found.filed, found.pages, found.weights.astype(np.uint8), found.places, False)
    for number, name in enumerate(fields):
        held = {n: page.taken.meta[name] for n, page in enumerate(pages) if name in page.taken.meta}
        found = _spread(held, forms)
        own = np.full(len(found.filed), number, np.uint8)
        yield Places(found.filed, found.pages, own, found.places, True)


@dataclass(frozen=True, slots=True)
class _Spread:
    """What each word of some texts is filed under, with its weight there, the text's page and the place in it."""

    filed: Numbers
    weights: Numbers
    pages: Numbers
    places: Numbers


def _spread(texts: Mapping[int, Numbers], forms: Forms) -> _Spread:
    """`texts` are words' numbers, by their page."""
    sizes = np.array([len(text) for text in texts.values()], np.int64)
    numbers = np.concatenate([*texts.values(), np.zeros(0, np.int32)])
    found = forms.of(numbers)
    places = np.arange(len(numbers)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    pages = np.repeat(np.fromiter(texts, np.int32, len(texts)), sizes)
    return _Spread(
        found.filed,
        found.weights,
        np.repeat(pages, found.counts),
        np.repeat(places.astype(np.int32), found.counts),
    )


def _values(pages: Sequence[_Page], name: str) -> list[tuple[str, list[int]]]:
    """A filter's values in order, each with its pages."""
    values: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        for value in page.filters.get(name, ()):
            values.setdefault(value, []).append(number)
    return sorted(values.items())


def _sorts(pages: Sequence[_Page]) -> list[tuple[str, list[int]]]:
    """For each sort the pages in its order; those of one value as they stand."""
    return [
        (
            name,
            sorted(
                (n for n, page in enumerate(pages) if name in page.sort), key=lambda n: pages[n].sort[name]
            ),
        )
        for name in sorted({name for page in pages for name in page.sort})
    ]


def _digest(plain: bytes) -> str:
    """What a file is called by: what it holds and how that is packed, so that one of the same name is the same."""
    return hashlib.sha256(f"{HOW}\0".encode() + plain).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class _Named:
    """A file, and what it is called without folder and ending."""

    name: str
    file: Packed


def _called(folder: str, ending: str, memory: Memory, digest: str, packed: Callable[[], bytes]) -> _Named:
    """The file that holds what `packed` packs: it is packed only if it was not before, as its digest says, or where the
    file is not there."""
    name = memory.called(digest)
    if name:
        made = _Named(name, Packed(f"{folder}/{name}.{ending}", lambda: MARK + packed(), is_named=True))
    else:
        made = _named(folder, ending, memory.vocabulary.language, packed())
    memory.call(digest, made.name)
    return made


def _named(folder: str, ending: str, language: str, packed: bytes) -> _Named:
    plain = MARK + packed
    name = f"{language}_{_digest(plain)[:10]}"
    return _Named(name, Packed(f"{folder}/{name}.{ending}".lstrip("/"), lambda: plain, is_named=True))


def _bound(last: str, size: int, first: str) -> str:
    """What a file's last word begins with, in so many letters at least, and no less than its first word: a browser looks
    for a word in the file if it lies between the two or begins with what is said of the last one."""
    return next(begin for n in range(min(size, len(last)), len(last) + 1) if (begin := last[:n]) >= first)


def _same(a: str, b: str) -> int:
    """How many letters two words have in common at their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
