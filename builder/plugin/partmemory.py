"""What a part of the search index remembers of the records that it was made of, and what remembers nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from builder.plugin.drafts import Draft
from builder.plugin.pagefind import Indexed
from builder.plugin.vocabulary import Vocabulary
from builder.plugin.wordnumbers import Numbers


@dataclass(frozen=True, slots=True)
class Taken:
    """A record taken apart: the digest of its page's own file in letters and digits, the numbers of its text's words and
    of those of each field of its metadata, by name; `is_sure` where there is surely a word to find it by. `name` is what
    the file was called before, '' for a record that was not there."""

    digest: str
    text: Numbers
    meta: Mapping[str, Numbers]
    is_sure: bool
    name: str = ""


class Memory(Protocol):
    """Records of one part that were taken apart before, with the vocabulary whose numbers their words have."""

    vocabulary: Vocabulary

    @property
    def is_proved(self) -> bool:
        """Whether it, or another part of its language, was made before by this very program, so that a sample was compared
        then."""

    def key(self, draft: Draft) -> str:
        """What the record is remembered by: those that say the same have the same."""

    def recall(self, key: str) -> Taken | None:
        """The record as it was taken apart, if it was."""

    def keep(self, key: str, taken: Taken) -> None:
        """Remember it."""

    def called(self, digest: str) -> str:
        """What a file of words or of a filter was called when it was made of the same; '' if it was not made."""

    def call(self, digest: str, name: str) -> None:
        """Remember that."""

    def programs(self) -> Mapping[str, Indexed]:
        """What was kept of Pagefind's own files, by path; nothing if it was not."""

    def keep_programs(self, programs: Mapping[str, Indexed]) -> None:
        """Remember them."""

    def settle(self) -> None:
        """All records have come."""


class Forgetful:
    """Remembers nothing."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.is_proved = False

    def key(self, draft: Draft) -> str:
        return ""

    def recall(self, key: str) -> Taken | None:
        return None

    def keep(self, key: str, taken: Taken) -> None:
        pass

    def called(self, digest: str) -> str:
        return ""

    def call(self, digest: str, name: str) -> None:
        pass

    def programs(self) -> Mapping[str, Indexed]:
        return {}

    def keep_programs(self, programs: Mapping[str, Indexed]) -> None:
        pass

    def settle(self) -> None:
        pass


class Memories:
    """The memories of an index's parts: those of one language share a vocabulary."""

    def __init__(self) -> None:
        self._vocabularies: dict[str, Vocabulary] = {}

    def part(self, name: str, language: str) -> Memory:
        """That of the part that lies in the folder `name` of the index."""
        return Forgetful(self._vocabulary(language))

    def _vocabulary(self, language: str) -> Vocabulary:
        shared = self._vocabularies.setdefault(language, Vocabulary(language))
        shared.settle()
        return shared
