"""Which texts an edit of the authority files can touch, so that only those are annotated again.

What `annotate` makes of a text depends on the authority files in two ways alone: on the forms of theirs that the text prints,
and on those under which a name of the text is looked up (`Annotated.looked_up`). An entry that changed, came or went can
therefore make a difference only where one of its strings, as it was or as it is, stands in the one or the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import ahocorasick

from builder.annotate.folding import fold_places
from builder.model.authority import Authority


def statements(authority: Authority) -> dict[str, list[str]]:
    """What the authority files say of names: each entry, and each stopped string, with all strings that it holds.

    Where an entry stands in its file, its note and its Wikidata id say nothing of names, nor do sources.
    """
    found: dict[str, list[str]] = {}
    for record in authority.entities:
        strings = [record.name, *record.former, *record.never, *(alias.text for alias in record.aliases)]
        found[repr(replace(record, line=0, note=None, wikidata=None))] = strings
    for text in authority.stopped:
        found[f"stopped {text}"] = [text]
    return found


class Touched:
    """Tells the texts for which two states of the authority files may say different things."""

    def __init__(self, before: Mapping[str, Iterable[str]], now: Mapping[str, Iterable[str]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for changed in before.keys() ^ now.keys():
            for string in before.get(changed, now.get(changed, ())):
                # A line in capitals is matched by names in capitals, which do not always fold back to the name.
                for form in (_folded(string), _folded(_folded(string).upper())):
                    if form:
                        self._automaton.add_word(form, form)
        if self:
            self._automaton.make_automaton()

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return len(self._automaton) > 0

    def __call__(self, text: str, looked_up: Iterable[str]) -> bool:
        """Whether a text, in which names were looked up under these forms too, holds a string of what changed."""
        return bool(self) and any(self._holds(_folded(part)) for part in (text, *looked_up))

    def _holds(self, folded: str) -> bool:
        return next(self._automaton.iter(folded), None) is not None


def _folded(text: str) -> str:
    return " ".join(fold_places(text).text.split()).casefold()
