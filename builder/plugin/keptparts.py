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
from builder.plugin.part import Draft, Memories, Taken
from builder.plugin.vocabulary import Forms, Learnt, Numbers, Vocabulary

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class KeptPart:
    """The records of one part as they were taken apart, in `file`; `vocabulary` serves where nothing is kept."""

    def __init__(self, file: Path, vocabulary: Vocabulary, program: str) -> None:
        self._file = file
        self._program = program
        self.vocabulary = vocabulary
        self._before: dict[str, Taken] = {}
        self._now: dict[str, Taken] = {}
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

    def settle(self) -> None:
        """Keep what was remembered, and nothing else. That it cannot be kept is no fault."""
        if _named(self._now) == _named(self._before):
            return
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._sealed(self._packed()))
            temporary.replace(self._file)
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
        head = {
            "words": learnt.words,
            "places": learnt.places,
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
        arrays = (learnt.forms.counts, learnt.forms.filed, learnt.forms.weights, own[numbers])
        sizes = _JSON.encode([len(array) for array in arrays]).encode()
        return b"\n".join(
            (sizes, _JSON.encode(head).encode(), b"".join(array.astype("<i4").tobytes() for array in arrays))
        )

    def _sealed(self, packed: bytes) -> bytes:
        of = (self._program, self.vocabulary.language, digests.of_bytes(packed))
        return digests.of_all(of).encode() + b"\n" + packed

    def _read(self) -> None:
        """Take over what is kept, if it is whole and of this program and language."""
        try:
            raw = self._file.read_bytes()
        except OSError:
            return
        packed = raw.partition(b"\n")[2]
        if raw != self._sealed(packed):
            return
        sizes, head, body = packed.split(b"\n", 2)
        numbers = np.frombuffer(body, "<i4").astype(np.int32)
        counts, filed, weights, own = np.split(numbers, np.cumsum(json.loads(sizes))[:-1])
        held = json.loads(head)
        places = [(stem, form) for stem, form in held["places"]]
        learnt = Learnt(held["words"], Forms(counts, filed, weights), places)
        self.vocabulary = Vocabulary(self.vocabulary.language, learnt)
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
        return KeptPart(self._folder / _file(name), self._vocabulary(language), self._program)

    def leave(self, names: Iterable[str]) -> None:
        """Take away what is kept of all other parts."""
        wanted = {_file(name) for name in names}
        if self._folder.is_dir():
            for found in self._folder.iterdir():
                if found.is_dir():
                    shutil.rmtree(found, ignore_errors=True)
                elif found.name not in wanted:
                    found.unlink(missing_ok=True)


def _named(records: Mapping[str, Taken]) -> dict[str, str]:
    return {digest: taken.name for digest, taken in records.items()}


def _file(name: str) -> str:
    return f"{digests.of_text(name)}.part"


def _digest(draft: Draft) -> str:
    """A record's fingerprint: two that say the same have the same."""
    bare = draft.bare
    about = _JSON.encode([bare.url, dict(bare.meta), dict(bare.filters), dict(bare.sort)])
    return digests.of_all((about, draft.source))
