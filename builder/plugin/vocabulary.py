"""What Pagefind makes of single words: it is asked once for each, whatever the language.

Pagefind cuts a text at white space and looks at each word by itself: letter case, accents, endings, the parts of
'wi-fi' and 'ThreeAntelopes', characters that are pictures. So a text of five million words, of which some fifty
thousand differ, is indexed by what it says of these fifty thousand, and nothing of its rules is known here.
"""

from __future__ import annotations

import gzip
import json
import string
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from builder.plugin import cbor, pagefind
from builder.plugin.cbor import CborFault
from builder.plugin.pagefind import Record, Unlike
from builder.plugin.wordnumbers import CODING, Numbers, Spaced, WordNumbers

#: Words asked for at once: Pagefind holds some 2 kB for each while it answers.
ASKED = 5_000

#: Words known at most from one index to the next; beyond, all are forgotten and asked for again as they come.
KNOWN = 150_000

#: What stands before the CBOR or JSON in Pagefind's compressed files.
MARK = b"pagefind_dcd"

#: Words of these alone have nothing to be found by; a line below a word does.
_NO_WORD = string.punctuation.replace("_", "")

#: Asked for with the others, so that there is a page whatever they are.
_FIRST = "a"


class File(Protocol):
    """A file of an index, by its path from the index's own folder."""

    @property
    def path(self) -> str: ...

    @property
    def content(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Forms:
    """What is found by words, by the words' numbers: `counts` of each word's entries, and the entries, one word's after
    the other's: what it is filed under, and its weight there."""

    counts: Numbers
    filed: Numbers
    weights: Numbers

    def of(self, numbers: Numbers) -> Forms:
        """The same for some words, each as often as it stands there."""
        counts = self.counts[numbers]
        begins = (np.cumsum(self.counts) - self.counts)[numbers]
        ends = np.cumsum(counts)
        entries = np.repeat(begins - (ends - counts), counts) + np.arange(int(counts.sum()))
        return Forms(counts, self.filed[entries], self.weights[entries])


@dataclass(frozen=True, slots=True)
class Learnt:
    """Words as `CODING` says, what each is found by, and the stems and forms by their numbers."""

    words: Sequence[bytes]
    forms: Forms
    places: Sequence[tuple[str, str]]


class Vocabulary:
    """The words of one language. What they are filed under is a stem, or a form of it with other letters ('café' under
    'cafe', for the word 'Café'), and has a number too."""

    def __init__(self, language: str, learnt: Learnt | None = None) -> None:
        """`learnt` is what was known of the language before."""
        self.language = language
        self._forget()
        if learnt is not None:
            self._words = WordNumbers(learnt.words)
            self._asked = len(learnt.words)
            self._counts.frombytes(learnt.forms.counts.tobytes())
            self._filed.frombytes(learnt.forms.filed.tobytes())
            self._weights.frombytes(learnt.forms.weights.tobytes())
            self._places.update(zip(learnt.places, range(len(learnt.places)), strict=True))

    def _forget(self) -> None:
        self._words = WordNumbers()
        self._asked = 0
        self._counts = array("i")
        self._filed = array("i")
        self._weights = array("i")
        self._places: dict[tuple[str, str], int] = {}

    def settle(self) -> None:
        """Between two indexes: forget all if it became too much. Numbers told before mean nothing after."""
        if len(self._words) > KNOWN:
            self._forget()

    @property
    def size(self) -> int:
        """How many words have numbers."""
        return len(self._words)

    def of(self, texts: Sequence[str]) -> list[Spaced]:
        """The texts with their words' numbers."""
        return self._words.of(texts)

    def forms(self) -> Forms:
        """What every word that has a number is found by. Raises Unlike, PagefindFault."""
        coming = self._words.since(self._asked)
        for begin in range(0, len(coming), ASKED):
            self._ask([raw.decode(*CODING) for raw in coming[begin : begin + ASKED]])
        return Forms(*(np.array(held, np.int32) for held in (self._counts, self._filed, self._weights)))

    def learnt(self, numbers: Numbers) -> Learnt:
        """What is known of some words, by their numbers; these, and what they are filed under, are
        numbered anew from 0 on."""
        forms = self.forms().of(numbers)
        words, places = self._words.since(0), self.places()
        used, filed = np.unique(forms.filed, return_inverse=True)
        return Learnt(
            [words[number] for number in numbers.tolist()],
            Forms(forms.counts, filed.astype(np.int32), forms.weights),
            [places[number] for number in used.tolist()],
        )

    def places(self) -> list[tuple[str, str]]:
        """Each stem, with '' or the form, by its number."""
        return list(self._places)

    def _ask(self, words: Sequence[str]) -> None:
        asked = list(filter(is_wordy, words))
        found = iter(self._answer(asked) if asked else ())
        for word in words:
            entries = next(found) if is_wordy(word) else ()
            self._counts.append(len(entries))
            for stem, form, weight in entries:
                self._filed.append(self._places.setdefault((stem, form), len(self._places)))
                self._weights.append(weight)
        self._asked += len(words)

    def _answer(self, words: Sequence[str]) -> list[list[tuple[str, str, int]]]:
        """For each word the stems and forms that it is filed under, and its weights there."""
        content = " ".join((_FIRST, *words))
        record = Record("/", content, self.language)
        held = {file.path: file.content for file in pagefind.indexed(iter((record,)), language=self.language)}
        found: list[list[tuple[str, str, int]]] = [[] for _ in range(len(words) + 1)]
        with _read():
            contents = _contents(held)
            (page,) = contents.pages
            told = json.loads(plain(held[f"fragment/{page[0]}.pf_fragment"]))
            if told["content"] != content or told["word_count"] != len(words) + 1:
                raise Unlike("Pagefind takes some of the words apart")
            for stem, pages, forms in contents.words(held):
                for form, own in (("", pages), *forms):
                    for _, numbers, _ in own:
                        for weight, place in _placed(numbers, 25):
                            found[place].append((stem, form, weight))
        if not found[0]:
            raise Unlike("Pagefind does not say where words stand")
        return [sorted(entries) for entries in found[1:]]


def is_wordy(text: str) -> bool:
    """Whether there may be anything to find the text by. If not, it is a word or none."""
    return bool(text.strip(_NO_WORD))


@contextmanager
def _read() -> Iterator[None]:
    """Raises Unlike where files have another form than the one that is known here."""
    try:
        yield
    except (CborFault, OSError, EOFError, zlib.error, KeyError, IndexError, ValueError, TypeError) as fault:
        raise Unlike(f"Pagefind made files of an unknown form: {fault!r}") from fault


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

    def words(self, held: Mapping[str, bytes]) -> Iterator[Any]:
        """Each word, with its pages and its forms."""
        for first, last, name in self.chunks:
            for word in _item(held[f"index/{name}.pf_index"])[0]:
                if not first <= word[0] or not (word[0] <= last or word[0].startswith(last)):
                    raise ValueError("words in another order")
                yield word


def _contents(held: Mapping[str, bytes]) -> _Contents:
    listed = next((raw for path, raw in held.items() if path.endswith(".pf_meta")), None)
    if listed is None:
        return _Contents("", [], [], [], [], [])
    return _Contents(*_item(listed))


@dataclass(frozen=True, slots=True)
class OnPage:
    """Where a word stands on a page: weights and places in the text, numbers of fields and places in the metadata."""

    places: tuple[tuple[int, int], ...]
    meta: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What an index says, under whatever names its files have: of words by stem and form where they stand, by the
    pages' numbers; what the pages' own files say, but for filters; pages by filter and value; pages in the order of each sort; names of
    metadata."""

    version: str
    words: dict[str, dict[str, dict[int, OnPage]]]
    pages: list[dict[str, Any]]
    counts: list[int]
    filters: dict[str, dict[str, list[int]]]
    sorts: dict[str, list[int]]
    names: list[str]

    @classmethod
    def of(cls, files: Iterable[File]) -> Told:
        """What the files of one index say. Raises Unlike where they have another form."""
        held = {file.path: file.content for file in files}
        with _read():
            contents = _contents(held)
            return cls(
                contents.version,
                {
                    stem: {form: _on_pages(own) for form, own in (("", pages), *forms) if own}
                    for stem, pages, forms in contents.words(held)
                },
                [
                    json.loads(plain(held[f"fragment/{name}.pf_fragment"])) | {"filters": {}}
                    for name, _ in contents.pages
                ],
                [number for _, number in contents.pages],
                {name: dict(_item(held[f"filter/{file}.pf_filter"])[1]) for name, file in contents.filters},
                {name: list(found) for name, found in contents.sorts},
                list(contents.names),
            )


def _on_pages(pages: Sequence[Any]) -> dict[int, OnPage]:
    found: dict[int, OnPage] = {}
    number = 0
    for distance, places, meta in pages:
        number += distance
        found[number] = OnPage(tuple(_placed(places, 25)), tuple(_placed(meta, 0)))
    return found


def _placed(numbers: Iterable[int], sort: int) -> Iterator[tuple[int, int]]:
    """Places told by how far they lie from the one before; a number below 0 changes the weight, or the field, of those
    that follow, and begins at 0 again."""
    place = 0
    for number in numbers:
        if number < 0:
            sort, place = -1 - number, 0
        else:
            place += number
            yield sort, place


def _item(raw: bytes) -> Any:
    return cbor.unpacked(plain(raw))


def plain(raw: bytes) -> bytes:
    """What a compressed file of Pagefind's holds. Raises CborFault, OSError, EOFError, zlib.error."""
    held = gzip.decompress(raw)
    if not held.startswith(MARK):
        raise CborFault("no mark at its beginning")
    return held[len(MARK) :]
