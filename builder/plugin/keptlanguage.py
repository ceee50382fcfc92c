"""What the parts of the search index that have one language share, kept under .cache/: what Pagefind said of words, and the
files of its own. Each file is sealed: it is good where it is whole, and of this program and language."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from builder.plugin import digests
from builder.plugin.pagefind import Indexed
from builder.plugin.vocabulary import Forms, Learnt

#: How the names of these files end.
WORDS, ENGINE = ".words", ".engine"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class KeptLanguage:
    """What is kept in `folder`. `program` is the fingerprint of what the index is made with."""

    folder: Path
    program: str
    language: str

    def read(self, file: Path) -> bytes:
        """What a file holds; nothing where it is not whole, or another program's."""
        try:
            with file.open("rb") as stream:
                seal, packed = stream.readline(), stream.read()
        except OSError:
            return b""
        return packed if seal == self._seal(file, packed) else b""

    def write(self, file: Path, packed: bytes) -> None:
        """Keep a file. That it cannot be kept is no fault."""
        temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                stream.writelines((self._seal(file, packed), packed))
            temporary.replace(file)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def programs(self) -> dict[str, Indexed]:
        """Pagefind's own files, by path; nothing where they are not kept."""
        body = self.read(self._file(ENGINE))
        if not body:
            return {}
        head, _, content = body.partition(b"\n")
        found, end = {}, 0
        for path, size in json.loads(head):
            end += size
            found[path] = Indexed(path, content[end - size : end])
        return found

    def keep_programs(self, programs: Mapping[str, Indexed]) -> None:
        """Keep Pagefind's own files where they are not kept."""
        if not self.programs():
            head = _JSON.encode([(path, len(file.content)) for path, file in programs.items()]).encode()
            contents = b"".join(file.content for file in programs.values())
            self.write(self._file(ENGINE), head + b"\n" + contents)

    def learnt(self) -> Learnt | None:
        """What Pagefind said of words, for parts of which nothing is kept."""
        return unpacked(self.read(self._file(WORDS)))

    def keep_learnt(self, learnt: Learnt) -> None:
        """Keep what Pagefind said, in place of what was kept."""
        self.write(self._file(WORDS), packed(learnt))

    def _file(self, ending: str) -> Path:
        return self.folder / f"{digests.of_text(self.language)}{ending}"

    def _seal(self, file: Path, packed: bytes) -> bytes:
        of = (self.program, self.language, file.suffix, digests.of_bytes(packed))
        return digests.of_all(of).encode() + b"\n"


def packed(learnt: Learnt) -> bytes:
    """Words, and what each is found by."""
    # No word has white space within, nor has what it is filed under.
    words = b" ".join(learnt.words)
    places = "\n".join(map(" ".join, zip(*learnt.places, strict=True))).encode()
    arrays = (learnt.forms.counts, learnt.forms.filed, learnt.forms.weights)
    sizes = _JSON.encode((len(words), len(places), *map(len, arrays))).encode()
    return b"".join((sizes, b"\n", words, places, *(array.astype("<i4").tobytes() for array in arrays)))


def unpacked(raw: bytes, begin: int = 0) -> Learnt | None:
    """What `packed` gave, from there on to the end; None of nothing."""
    if len(raw) == begin:
        return None
    head, begin = begin, raw.index(b"\n", begin) + 1
    of_words, of_places, *sizes = json.loads(raw[head:begin])
    middle = begin + of_words
    end = middle + of_places
    numbers = np.frombuffer(raw, "<i4", offset=end).astype(np.int32)
    counts, filed, weights = np.split(numbers, np.cumsum(sizes)[:-1])
    words = raw[begin:middle].split(b" ") if of_words else []
    stems, _, shapes = raw[middle:end].decode().partition("\n")
    places = list(zip(stems.split(" "), shapes.split(" "), strict=True)) if of_places else []
    if (len(words), len(places)) != (len(counts), int(filed.max(initial=-1)) + 1):
        return None
    return Learnt(words, Forms(counts, filed, weights), places)
