"""What the parts of the search index were made from, kept under .cache/: after an edit Pagefind is asked for new words
alone, and only the text that changed is taken apart.

What is kept of a part is good wherever it is found: it says of which program and language it is, and of which records.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import numpy as np

from builder.plugin import digests, keptlanguage
from builder.plugin.drafts import Draft
from builder.plugin.keptlanguage import KeptLanguage
from builder.plugin.pagefind import Indexed
from builder.plugin.partmemory import Memories, Taken
from builder.plugin.vocabulary import Vocabulary
from builder.plugin.wordnumbers import Numbers
from builder.text import jsonlines

#: A part of which nothing was kept does not keep what Pagefind said for the parts after it where it was told of fewer than
#: this share of all words: of 60,000 words to write all takes 25 ms, to ask again for those of 1,000 articles 5.
_FEW = 32


class KeptPart:
    """The records of one part as they were taken apart, in `file`, with the words of these; where nothing is kept, `shared`
    gives a vocabulary."""

    def __init__(self, file: Path, kept: KeptLanguage, shared: Callable[[], Vocabulary]) -> None:
        self._file = file
        self._kept = kept
        self._before: dict[str, Taken] = {}
        self._now: dict[str, Taken] = {}
        self._called: dict[str, str] = {}
        self._calling: dict[str, str] = {}
        self.vocabulary = self._read() or shared()
        self._known = self.vocabulary.size

    @property
    def is_proved(self) -> bool:
        """Whether anything was kept of it or of another part of its language, which is kept only of a part that was made to its
        end."""
        return bool(self._before or self.programs())

    def key(self, draft: Draft) -> str:
        """The record's fingerprint."""
        return _digest(draft)

    def recall(self, key: str) -> Taken | None:
        """The record as it was taken apart, if it was."""
        return self._before.get(key)

    def keep(self, key: str, taken: Taken) -> None:
        """Remember it."""
        self._now[key] = taken

    def called(self, digest: str) -> str:
        """What a file made of the same was called, '' if none was made."""
        return self._called.get(digest, "")

    def call(self, digest: str, name: str) -> None:
        """Remember what a file is called."""
        self._calling[digest] = name

    def programs(self) -> dict[str, Indexed]:
        """Pagefind's own files, by path; nothing where they are not kept."""
        return self._kept.programs()

    def keep_programs(self, programs: Mapping[str, Indexed]) -> None:
        """Keep Pagefind's own files where they are not kept."""
        self._kept.keep_programs(programs)

    def settle(self) -> None:
        """Keep what was remembered, and nothing else; and for parts that come all words, if many are new."""
        if _named(self._now) != _named(self._before) or self._calling != self._called:
            self._kept.write(self._file, self._packed())
        if not self._before and self.vocabulary.size - self._known > self.vocabulary.size // _FEW:
            self._kept.keep_learnt(self.vocabulary.learnt(np.arange(self.vocabulary.size, dtype=np.int32)))

    def _packed(self) -> bytes:
        taken = list(self._now.values())
        lists = [numbers for one in taken for numbers in (one.text, *one.meta.values())]
        numbers = np.concatenate([*lists, np.zeros(0, np.int32)])
        used = np.flatnonzero(np.bincount(numbers)).astype(np.int32)
        own = np.zeros(int(used.max(initial=0)) + 1, np.int32)
        own[used] = np.arange(len(used))
        head = {
            "files": self._calling,
            "words": len(numbers),
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
        learnt = keptlanguage.packed(self.vocabulary.learnt(used))
        return b"".join((jsonlines.octets(head), b"\n", own[numbers].astype("<i4").tobytes(), learnt))

    def _read(self) -> Vocabulary | None:
        """Take over what is kept; gives its words, or None where nothing is."""
        raw = self._kept.read(self._file)
        if not raw:
            return None
        begin = raw.index(b"\n") + 1
        held = json.loads(raw[:begin])
        learnt = keptlanguage.unpacked(raw, begin + 4 * held["words"])
        if learnt is None:
            return None
        own = np.frombuffer(raw, "<i4", held["words"], begin).astype(np.int32)
        end = 0

        def taken(size: int) -> Numbers:
            nonlocal end
            end += size
            return own[end - size : end]

        for key, (digest, name, is_sure), size, sizes in held["pages"]:
            text = taken(size)
            meta = {field: taken(n) for field, n in sizes.items()}
            self._before[key] = Taken(digest, text, meta, is_sure, name)
        self._called = held["files"]
        return Vocabulary(self._kept.language, learnt)


class KeptParts(Memories):
    """All parts of one archive's index. `program` is the fingerprint of what they are made with."""

    def __init__(self, folder: Path, program: str) -> None:
        super().__init__()
        self._folder = folder
        self._program = program

    def part(self, name: str, language: str) -> KeptPart:
        """The part that lies in the folder `name` of the index."""
        kept = KeptLanguage(self._folder, self._program, language)
        return KeptPart(self._folder / _file(name), kept, partial(self._shared, kept))

    def leave(self, names: Iterable[str]) -> None:
        """Take away what is kept of all other parts. What is kept of a language stays, as long as there is a part: which
        languages the other parts have is not known here."""
        wanted = {_file(name) for name in names}
        of_languages = {keptlanguage.WORDS, keptlanguage.ENGINE} if wanted else set()
        if self._folder.is_dir():
            for found in self._folder.iterdir():
                if found.is_dir():
                    shutil.rmtree(found, ignore_errors=True)
                elif found.name not in wanted and found.suffix not in of_languages:
                    found.unlink(missing_ok=True)

    def _shared(self, kept: KeptLanguage) -> Vocabulary:
        """The vocabulary of parts of which nothing is kept; a process that makes its first begins with what others, which
        made way for it, were told."""
        if kept.language not in self._vocabularies:
            self._vocabularies[kept.language] = Vocabulary(kept.language, kept.learnt())
        return self._vocabulary(kept.language)


def _named(records: Mapping[str, Taken]) -> dict[str, str]:
    return {digest: taken.name for digest, taken in records.items()}


def _file(name: str) -> str:
    return f"{digests.of_text(name)}.part"


def _digest(draft: Draft) -> str:
    """A record's fingerprint: two that say the same have the same."""
    bare = draft.bare
    about = jsonlines.line([bare.url, dict(bare.meta), dict(bare.filters), dict(bare.sort)])
    return digests.of_all((about, draft.source))
