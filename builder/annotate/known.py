"""Names that people put into the authority files, found by an automaton in texts of any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from builder.annotate.folding import fold_name, fold_places
from builder.model.authority import Authority, EntityRecord
from builder.model.entities import Mention

#: Scripts that print no spaces between words: no word boundary is asked for beside them.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]"
)
_ARABIC = re.compile(r"[\u0620-\u064a]")
#: Arabic conjunctions and prepositions that are printed joined to the word (`والصين`, 'and China').
_PROCLITICS = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك"})
#: Shorter one-word names in capitals are as likely a common word of a headline in capitals (`IT`, `MAY`).
_SHORTEST_CAPITALS = 4


@dataclass(frozen=True, slots=True)
class Surface:
    """A printed form of a record: `conditional` if it counts only beside the full name, `capitals` if it is the
    form in capital letters, which counts only in a line of capitals."""

    record: EntityRecord
    conditional: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Authority names in a text, in order, non-overlapping. `unclear` are printed forms that stand for two records."""

    mentions: tuple[Mention, ...] = ()
    unclear: tuple[str, ...] = ()


class KnownNames:
    """The names, former names and aliases of an authority, ready to be found and resolved.

    Matching is case-sensitive (`US` is no `us`); a line in capitals also matches the names in capitals.
    """

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self._surfaces: dict[str, list[Surface]] = {}
        for record in authority.entities:
            for form in (record.name, *record.former):
                self._add(form, Surface(record))
            for alias in record.aliases:
                self._add(alias.text, Surface(record, conditional=alias.only_with_name))
        self._never = {
            (record.name, record.type): frozenset(fold_name(text) for text in record.never)
            for record in authority.entities
            if record.never
        }
        self.stopped = frozenset(fold_name(text) for text in authority.stopped)
        self._automaton = ahocorasick.Automaton()
        for form in self._surfaces:
            self._automaton.add_word(form, form)
        if self._surfaces:
            self._automaton.make_automaton()

    def _add(self, form: str, surface: Surface) -> None:
        folded = fold_name(form)
        if not folded:
            return
        held = self._surfaces.setdefault(folded, [])
        if not any(s.record is surface.record and s.conditional == surface.conditional for s in held):
            held.append(surface)
        capitals = folded.upper()
        if (
            capitals != folded
            and not surface.capitals
            and (" " in folded or len(folded) >= _SHORTEST_CAPITALS)
        ):
            self._add(capitals, Surface(surface.record, surface.conditional, capitals=True))

    def is_stopped(self, text: str) -> bool:
        """Whether people decided that this string is never an entity."""
        return bool(self.stopped) and fold_name(text) in self.stopped

    def is_never(self, text: str, record: EntityRecord) -> bool:
        """Whether people decided that this string never means this record."""
        return fold_name(text) in self._never.get((record.name, record.type), ())

    def records(self, text: str, full_names: frozenset[str] = frozenset()) -> tuple[EntityRecord, ...]:
        """The records that a printed form may stand for; conditional aliases only with the record's name in
        `full_names` (preferred names that the text holds). More than one means that nobody decided."""
        if not self._surfaces:
            return ()
        folded = fold_name(text)
        held = [s for s in self._surfaces.get(folded, ()) if not self.is_never(folded, s.record)]
        free = [s for s in held if not s.conditional or s.record.name in full_names]
        exact = [s for s in free if fold_name(s.record.name) == folded]
        unique: list[EntityRecord] = []
        for surface in exact or free:
            if surface.record not in unique:
                unique.append(surface.record)
        return tuple(unique)

    def full_names(self, text: str) -> frozenset[str]:
        """Preferred names of the records whose name, former name or unconditional alias of two words the text holds."""
        return frozenset(
            surface.record.name
            for _, _, form in self._matches(fold_places(text).text)
            for surface in self._surfaces[form]
            if not surface.conditional
            and (
                " " in form
                or form in (fold_name(surface.record.name), *map(fold_name, surface.record.former))
            )
        )

    def find(self, text: str) -> Found:
        """Authority names in the text: the longest at each place, from left to right."""
        if not self._surfaces:
            return Found()
        folded = fold_places(text)
        matches = list(self._matches(folded.text))
        if not matches:
            return Found()
        full = self.full_names(text)
        mentions: list[Mention] = []
        unclear: dict[str, None] = {}
        reached = 0
        for start, end, form in sorted(matches, key=lambda m: (m[0], -m[1])):
            if start < reached or form in self.stopped:
                continue
            records = self.records(form, full)
            if len(records) > 1:
                unclear[form] = None
            if len(records) != 1:
                continue
            origin, stop = folded.span(start, end)
            mentions.append(Mention(origin, stop, records[0].type, text[origin:stop], records[0].name))
            reached = end
        return Found(tuple(mentions), tuple(unclear))

    def _matches(self, folded: str) -> Iterator[tuple[int, int, str]]:
        if not self._surfaces:
            return
        for last, form in self._automaton.iter(folded):
            start, end = last - len(form) + 1, last + 1
            if not _bounded(folded, start, end):
                continue
            if all(surface.capitals for surface in self._surfaces[form]) and not _in_capitals(
                folded, start, end
            ):
                continue
            yield start, end, form


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a match begins and ends at word boundaries, as its script knows them."""
    if (
        end < len(text)
        and _is_word(text[end])
        and _is_word(text[end - 1])
        and not _UNSPACED.match(text[end - 1])
    ):
        return False
    if (
        start == 0
        or not _is_word(text[start - 1])
        or not _is_word(text[start])
        or _UNSPACED.match(text[start])
    ):
        return True
    if not _ARABIC.match(text[start]):
        return False
    begin = start
    while begin > 0 and _is_word(text[begin - 1]):
        begin -= 1
    return text[begin:start] in _PROCLITICS


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the 60 characters around a match hold no lower-case letter but a few: a headline in capitals."""
    around = text[max(0, start - 30) : start] + text[end : end + 30]
    lower = sum(character.islower() for character in around)
    upper = sum(character.isupper() for character in around)
    return upper > 4 * lower


@lru_cache(maxsize=1)
def _no_names() -> KnownNames:
    return KnownNames(Authority())


class AuthorityEngine:
    """The engine that knows only what the authority files say; made for every language and none.

    Without an authority it finds nothing: `annotate` matches the archive's authority files for every engine.
    """

    name = "authority"
    version = "1"

    def __init__(self, authority: Authority | None = None) -> None:
        self._names = KnownNames(authority) if authority is not None else _no_names()

    def covers(self, language: str | None) -> bool:
        """Every language: the names come from people."""
        return True

    def mentions(self, text: str, language: str | None) -> Sequence[Mention]:
        """The authority's names in the text, resolved."""
        return self._names.find(text).mentions
