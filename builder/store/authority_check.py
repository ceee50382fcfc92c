"""Contradictions within the authority files: one string that would mean two things, and redirects in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from builder.model.authority import Authority, EntityRecord
from builder.model.problem import Problem, Severity
from builder.text.fold import fold

_HOME = "archive/authority"


def authority_problems(authority: Authority) -> Iterator[Problem]:
    """All contradictions, each at the later of the entries that it concerns."""
    yield from _names(authority)
    yield from _redirects(authority)
    yield from _wikidata(authority)
    yield from _sources(authority)


def _file(record: EntityRecord) -> str:
    return f"{_HOME}/{record.type.plural}.yml"


def _folded(text: str) -> str:
    """A string as it is matched in texts, and without its case: quotation marks, dashes and invisible marks made equal."""
    return fold(text).casefold()


def _problem(record: EntityRecord, code: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(_file(record), record.line, 1, code, message, severity)


def _names(authority: Authority) -> Iterator[Problem]:
    names: dict[tuple[str, str], EntityRecord] = {}
    for record in authority.entities:
        key = (record.type.value, _folded(record.name))
        first = names.setdefault(key, record)
        if first is not record:
            yield _problem(record, "duplicate-name", f"{record.name!r} stands in line {first.line} already")
    stopped = {fold(text) for text in authority.stopped}
    claimed: dict[tuple[str, str], EntityRecord] = {}
    for record in authority.entities:
        if fold(record.name) in stopped:
            yield _problem(
                record, "stopped-name", f"{record.name!r} is also a stop entry, so it is never found"
            )
        yield from _short(record)
        if record.name in record.never:
            yield _problem(record, "alias-denied", f"its own name {record.name!r} also stands under not:")
        seen: set[str] = set()
        for alias in record.aliases:
            folded = _folded(alias.text)
            # Pages mark names as they are printed, so spellings that differ in their marks alone are no repeats.
            if alias.text in seen or alias.text.casefold() == record.name.casefold():
                message = f"alias {alias.text!r} is there already"
                yield _problem(record, "listed-twice", message, Severity.WARNING)
            seen.add(alias.text)
            if alias.text in record.never:
                yield _problem(record, "alias-denied", f"alias {alias.text!r} also stands under not:")
            if fold(alias.text) in stopped:
                yield _problem(
                    record, "stopped-name", f"alias {alias.text!r} is also a stop entry, so it is never found"
                )
            owner = names.get((record.type.value, folded))
            if owner is not None and owner is not record:
                yield _problem(
                    record, "alias-clash", f"alias {alias.text!r} is the name of line {owner.line}'s entry"
                )
            if alias.only_with_name:
                continue
            first = claimed.setdefault((record.type.value, folded), record)
            if first is not record:
                message = f"alias {alias.text!r} is also an alias of {first.name!r} (line {first.line})"
                yield _problem(record, "alias-clash", message)


def _short(record: EntityRecord) -> Iterator[Problem]:
    """Strings that texts are full of: no letter at all, or one that counts wherever it stands alone."""
    forms = ((record.name, "name"), *((a.text, "alias") for a in record.aliases if not a.only_with_name))
    for text, what in forms:
        letters = sum(character.isalnum() for character in text)
        if not letters:
            yield _problem(record, "no-name", f"{what} {text!r} has no letter or figure in it")
        elif letters == 1:
            message = f"{what} {text!r} has one letter: it is found wherever that stands alone"
            yield _problem(record, "one-letter", message, Severity.WARNING)


def _redirects(authority: Authority) -> Iterator[Problem]:
    by_type: dict[str, dict[str, list[EntityRecord]]] = defaultdict(lambda: defaultdict(list))
    current = {(record.type.value, record.name) for record in authority.entities}
    aliases = {
        (record.type.value, alias.text): record
        for record in authority.entities
        for alias in record.aliases
        if not alias.only_with_name
    }
    for record in authority.entities:
        for old in record.former:
            owner = aliases.get((record.type.value, old), record)
            if owner.name != record.name:
                message = f"same_as: {old!r} is also an alias of {owner.name!r} (line {owner.line})"
                yield _problem(record, "redirect-clash", message)
            by_type[record.type.value][old].append(record)
            if old == record.name:
                yield _problem(record, "redirect-cycle", f"same_as: {old!r} would redirect to itself")
            elif (record.type.value, old) in current:
                yield _problem(
                    record, "redirect-cycle", f"same_as: {old!r} is still the name of another entry"
                )
    for targets in by_type.values():
        for old, records in targets.items():
            if len({record.name for record in records}) > 1:
                others = ", ".join(repr(r.name) for r in records[:-1])
                yield _problem(
                    records[-1], "redirect-clash", f"same_as: {old!r} already redirects to {others}"
                )


def _wikidata(authority: Authority) -> Iterator[Problem]:
    first: dict[str, EntityRecord] = {}
    for record in authority.entities:
        if record.wikidata is None:
            continue
        other = first.setdefault(record.wikidata, record)
        if other is not record:
            message = (
                f"wikidata: {record.wikidata} is also that of {other.name!r} ({_file(other)}:{other.line})"
            )
            yield _problem(record, "wikidata-twice", message, Severity.WARNING)


def _sources(authority: Authority) -> Iterator[Problem]:
    path = f"{_HOME}/sources.yml"
    ids: dict[str, int] = {}
    names: dict[str, str] = {}
    for source in authority.sources:
        if source.id in ids:
            yield Problem(
                path,
                source.line,
                1,
                "duplicate-id",
                f"source {source.id!r} stands in line {ids[source.id]} already",
            )
        ids.setdefault(source.id, source.line)
        for name in dict.fromkeys((source.name, *source.aliases, *source.domains)):
            owner = names.setdefault(_folded(name), source.id)
            if owner != source.id:
                yield Problem(
                    path, source.line, 1, "alias-clash", f"{name!r} already means the source {owner!r}"
                )
