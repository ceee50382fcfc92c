"""What the parts of the search index were made from, kept under .cache/: after an edit Pagefind is asked for new words
alone, and only the text that changed is taken apart.

What is kept of a part is good wherever it is found: it says of which program and language it is, and of which records.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from builder.plugin import digests
from builder.plugin.drafts import Draft
from builder.plugin.pagefind import Indexed
from builder.plugin.part import Memories, Taken
from builder.plugin.vocabulary import Forms, Learnt, Numbers, Vocabulary

#: How the names of files end that hold what Pagefind brings for a language.
_ENGINE = ".engine"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class KeptPart:
    """The records of one part as they were taken apart, in `file`; `vocabulary` serves where nothing is kept. Pagefind's own
    files, which all parts of a language share, are in `engine`."""

    def __init__(self, file: Path, engine: Path, vocabulary: Vocabulary, program: str) -> None:
        self._file = file
        self._engine = engine
        self._program = program
        self.vocabulary = vocabulary
        self._before: dict[str, Taken] = {}
        self._now: dict[str, Taken] = {}
        self._called: dict[str, str] = {}
        self._calling: dict[str, str] = {}
        self._asked = ""
        self._read()

    @property
    def is_proved(self) -> bool:
        """Whether anything was kept, which only a part is that was made to its end."""
        return bool(self._before)

    def recall(self, draft: Draft) -> Taken | None:
        """The record as it was taken apart, if it was."""
        self._asked = _digest(draft)
        return self._before.get(self._asked)

    def keep(self, draft: Draft, taken: Taken) -> None:
        """Remember the record that was asked for last."""
        self._now[self._asked] = taken

    def called(self, digest: str) -> str:
        """What a file made of the same was called, '' if none was made."""
        return self._called.get(digest, "")

    def call(self, digest: str, name: str) -> None:
        """Remember what a file is called."""
        self._calling[digest] = name

    def programs(self) -> dict[str, Indexed]:
        """Pagefind's own files, by path; nothing where they are not kept."""
        body = self._unsealed(self._engine)
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
            self._write(self._engine, head + b"\n" + contents)

    def settle(self) -> None:
        """Keep what was remembered, and nothing else. That it cannot be kept is no fault."""
        if _named(self._now) != _named(self._before) or self._calling != self._called:
            self._write(self._file, self._packed())

    def _write(self, file: Path, packed: bytes) -> None:
        temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                stream.writelines((self._seal(file, packed), packed))
            temporary.replace(file)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _packed(self) -> bytes:
        taken = list(self._now.values())
        lists = [numbers for one in taken for numbers in (one.text, *one.meta.values())]
        numbers = np.concatenate([*lists, np.zeros(0, np.int32)])
        used = np.flatnonzero(np.bincount(numbers)).astype(np.int32)
        own = np.zeros(int(used.max(initial=0)) + 1, np.int32)
        own[used] = np.arange(len(used))
        learnt = self.vocabulary.learnt(used)
        # No word has white space within, nor has what it is filed under.
        words = " ".join(learnt.words).encode()
        places = "\n".join(map(" ".join, zip(*learnt.places, strict=True))).encode()
        arrays = (learnt.forms.counts, learnt.forms.filed, learnt.forms.weights, own[numbers])
        head = {
            "sizes": (len(words), len(places), *map(len, arrays)),
            "files": self._calling,
            "pages": [
                (
                    digest,
                    (one.digest, one.name, one.is_sure),
                    len(one.text),
                    {name: len(n) for name, n in one.meta.items()},
                )
                for digest, one in self._now.items()
            ],
        }
        raw = (array.astype("<i4").tobytes() for array in arrays)
        return b"".join((_JSON.encode(head).encode(), b"\n", words, places, *raw))

    def _seal(self, file: Path, packed: bytes) -> bytes:
        of = (self._program, self.vocabulary.language, file.suffix, digests.of_bytes(packed))
        return digests.of_all(of).encode() + b"\n"

    def _unsealed(self, file: Path) -> bytes:
        """What a file holds, if it is whole and of this program and language."""
        try:
            raw = file.read_bytes()
        except OSError:
            return b""
        seal, end, packed = raw.partition(b"\n")
        return packed if seal + end == self._seal(file, packed) else b""

    def _read(self) -> None:
        """Take over what is kept."""
        packed = self._unsealed(self._file)
        if not packed:
            return
        begin = packed.index(b"\n") + 1
        held = json.loads(packed[:begin])
        of_words, of_places, *sizes = held["sizes"]
        middle = begin + of_words
        end = middle + of_places
        numbers = np.frombuffer(packed, "<i4", offset=end).astype(np.int32)
        counts, filed, weights, own = np.split(numbers, np.cumsum(sizes)[:-1])
        stems, _, shapes = packed[middle:end].decode().partition("\n")
        places = list(zip(stems.split(" "), shapes.split(" "), strict=True)) if of_places else []
        words = packed[begin:middle].decode().split(" ") if of_words else []
        if (len(words), len(places)) != (len(counts), int(filed.max(initial=-1)) + 1):
            return
        learnt = Learnt(words, Forms(counts, filed, weights), places)
        self.vocabulary = Vocabulary(self.vocabulary.language, learnt)
        self._called = held["files"]
        end = 0

        def taken(size: int) -> Numbers:
            nonlocal end
            end += size
            return own[end - size : end]

        for key, (digest, name, is_sure), size, sizes in held["pages"]:
            text = taken(size)
            meta = {field: taken(n) for field, n in sizes.items()}
            self._before[key] = Taken(digest, text, meta, is_sure, name)


class KeptParts(Memories):
    """All parts of one archive's index. `program` is the fingerprint of what they are made with."""

    def __init__(self, folder: Path, program: str) -> None:
        super().__init__()
        self._folder = folder
        self._program = program

    def part(self, name: str, language: str) -> KeptPart:
        """The part that lies in the folder `name` of the index."""
        engine = self._folder / _engine(language)
        return KeptPart(self._folder / _file(name), engine, self._vocabulary(language), self._program)

    def leave(self, names: Iterable[str]) -> None:
        """Take away what is kept of all other parts. Pagefind's own files for a language stay, as long as there is a
        part: which languages the other parts have is not known here."""
        wanted = {_file(name) for name in names}
        if self._folder.is_dir():
            for found in self._folder.iterdir():
                if found.is_dir():
                    shutil.rmtree(found, ignore_errors=True)
                elif found.name not in wanted and not (wanted and found.suffix == _ENGINE):
                    found.unlink(missing_ok=True)


def _named(records: Mapping[str, Taken]) -> dict[str, str]:
    return {digest: taken.name for digest, taken in records.items()}


def _file(name: str) -> str:
    return f"{digests.of_text(name)}.part"


def _engine(language: str) -> str:
    return f"{digests.of_text(language)}{_ENGINE}"


def _digest(draft: Draft) -> str:
    """A record's fingerprint: two that say the same have the same."""
    bare = draft.bare
    about = _JSON.encode([bare.url, dict(bare.meta), dict(bare.filters), dict(bare.sort)])
    return digests.of_all((about, draft.source))
