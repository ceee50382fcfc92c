"""The names that a text has, found by what a name asked for must share with one that can mean its bearer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from builder.derive.facts.name import Name, called, stems


class Names:
    """Names by their words, so that a list of thousands who share a first name or their initials is not gone through for
    each of them."""

    def __init__(self, names: Iterable[Name]) -> None:
        held = tuple(names)
        self._by_word: defaultdict[str, list[Name]] = defaultdict(list)
        self._by_rarest: defaultdict[str, list[Name]] = defaultdict(list)
        self._by_initials: defaultdict[str, list[Name]] = defaultdict(list)
        self._by_stem: defaultdict[str, list[Name]] = defaultdict(list)
        self._by_called: defaultdict[tuple[str, ...], list[Name]] = defaultdict(list)
        for name in held:
            for word in set(name.words):
                self._by_word[word].append(name)
        for name in held:
            if name.words:
                self._by_rarest[self._rarest(name)].append(name)
            if len(name.words) == 1:
                for stem in stems(name.words[0]):
                    self._by_stem[stem].append(name)
            self._by_initials[name.initials].append(name)
            self._by_called[called(name.words)].append(name)

    def like(self, key: Name) -> Iterator[Name]:
        """Every name that is the same as `key` or holds it (see `Name`), and others; some more than once."""
        yield from self._by_called.get(called(key.words), ())
        if key.words:
            yield from self._by_word.get(self._rarest(key), ())  # those that have all its words
        for word in {*key.words, key.initials}:
            yield from self._by_rarest.get(word, ())  # those of which it has all words, and its acronym
        if len(key.words) == 1:
            yield from self._by_initials.get(key.words[0], ())
            for stem in stems(key.words[0]):
                yield from self._by_stem.get(stem, ())
        if not key.initials:
            yield from self._by_initials.get("", ())

    def _rarest(self, name: Name) -> str:
        """The word of a name that the fewest names have."""
        by_word = self._by_word
        return min(name.words, key=lambda word: len(by_word.get(word, ())))
