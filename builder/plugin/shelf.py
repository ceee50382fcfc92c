"""Articles as the downloads hold them, kept under .cache/ from one build to the next, a month in a file.

A download is then made by putting these one after the other, whatever article changed.
"""

from __future__ import annotations

import json
import marshal
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from builder.derive.fulltext import Words
from builder.derive.rows import Extent, Measure, Run
from builder.derive.tables import Row
from builder.plugin import digests


class NotKept(Exception):
    """A month's file is gone or damaged."""


class _Part(NamedTuple):
    """A part of a month's file: where it begins and ends, and the fingerprint of its bytes."""

    begin: int
    end: int
    digest: str


#: The parts of a file, in their order.
_PARTS = ("jsonl", "csv", "rows", "words", "listed", "listed_csv")


class KeptRun:
    """A month's articles as they were made. Each part is read, and looked at whether it is what it was, when something
    asks for it: a download wants one or two of them. Raises NotKept then."""

    def __init__(self, file: Path, measure: Measure) -> None:
        """`measure` is what the file's making gave; its token is the fingerprint of the file's head."""
        self._file = file
        self._name = measure.name
        self._digest = measure.token
        self.characters = measure.articles.characters
        self.listed_characters = measure.listed.characters

    @property
    def jsonl(self) -> bytes:
        return self._read("jsonl")

    @property
    def csv(self) -> bytes:
        return self._read("csv")

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(marshal.loads(self._read("rows")))

    @property
    def first_row(self) -> int:
        return self._head[0]

    @property
    def words(self) -> Words:
        return Words.unpacked(self._read("words"))

    @property
    def listed(self) -> tuple[Row, ...]:
        return tuple(marshal.loads(self._read("listed")))

    @property
    def listed_csv(self) -> bytes:
        return self._read("listed_csv")

    @cached_property
    def _head(self) -> tuple[int, dict[str, _Part]]:
        """The number of the first row, and the parts."""
        try:
            with self._file.open("rb") as stream:
                head = stream.readline()
        except OSError as fault:
            raise NotKept(self._name) from fault
        if digests.of_bytes(head) != self._digest:
            self._give_up()
        first, sizes = json.loads(head)
        parts: dict[str, _Part] = {}
        begin = len(head)
        for part, (size, digest) in zip(_PARTS, sizes, strict=True):
            parts[part] = _Part(begin, begin + size, digest)
            begin += size
        return first, parts

    def _read(self, name: str) -> bytes:
        part = self._head[1][name]
        try:
            with self._file.open("rb") as stream:
                stream.seek(part.begin)
                raw = stream.read(part.end - part.begin)
        except OSError as fault:
            raise NotKept(self._name) from fault
        if digests.of_bytes(raw) != part.digest:
            self._give_up()
        return raw

    def _give_up(self) -> None:
        """Take away the file, which is not what it was."""
        self._file.unlink(missing_ok=True)
        raise NotKept(self._name)


def measures(kept: Mapping[str, str]) -> list[Measure]:
    """What months take, by what `Shelf.keep` returned for each."""
    found = []
    for name, said in kept.items():
        token, jsonl, pages, *rest = said.split()
        articles, listed = (Extent(one, *map(int, sizes)) for one, *sizes in (rest[:4], rest[4:]))
        found.append(Measure(name, token, int(jsonl), int(pages), articles, listed))
    return found


class Shelf:
    """The files of one site. What lies in one is believed where its fingerprint is the one that its making gave."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, run: Run) -> str:
        """Keep a month; returns what `measure` reads. That it cannot be written shows when it is asked for."""
        words = run.words
        parts = (
            run.jsonl,
            run.csv,
            marshal.dumps(run.rows, 2),
            words.packed(),
            marshal.dumps(run.listed, 2),
            run.listed_csv,
        )
        described = [(len(part), digests.of_bytes(part)) for part in parts]
        head = json.dumps([run.first_row, described]).encode() + b"\n"
        file = self._file(name)
        temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                stream.writelines((head, *parts))
            temporary.replace(file)
        except OSError:
            temporary.unlink(missing_ok=True)
        tokens = dict(zip(_PARTS, (digest for _, digest in described), strict=True))
        articles = Extent(tokens["rows"], len(parts[1]), len(run.rows), run.characters)
        listed = Extent(tokens["listed"], len(parts[5]), len(run.listed), run.listed_characters)
        said = (digests.of_bytes(head), len(parts[0]), len(words.pages), *articles, *listed)
        return " ".join(map(str, said))

    def beside(self, what: str) -> Path:
        """Where something else lies that the making of the same site keeps."""
        return self._folder.with_suffix(f".{what}")

    def has(self, name: str) -> bool:
        return self._file(name).is_file()

    def runs(self, months: Iterable[Measure]) -> Iterator[KeptRun]:
        """The months that these are of, in the order given."""
        return (KeptRun(self._file(month.name), month) for month in months)

    def leave(self, names: Iterable[str]) -> None:
        """Take away all but these months."""
        wanted = {self._file(name).name for name in names}
        if not self._folder.is_dir():
            return
        for file in self._folder.iterdir():
            if file.name not in wanted:
                file.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{digests.of_text(name)}.rows"
