"""Three-way merge of an article: what builder wrote last, what the file says, what builder would write today.

A value is the machine's only where the file still says what the ledger records. Whatever differs is a person's, and
stands: a changed scalar, an added or a removed list element, a deleted key, an order of names, an edited body. The
ledger's record of such a value is left as it is, so that a veto or a correction is still known as one after any
number of runs. Without a ledger every present value is a person's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.model.cleaned import DateBasis
from builder.store.frontmatter import body_digest
from builder.store.schema import ENTITY_KEYS, FIELDS, Kind

Values = Mapping[str, object]

SCALAR_KEYS = tuple(f.name for f in FIELDS if f.kind not in {Kind.TEXTS, Kind.ENTITIES, Kind.LINKS})
LIST_KEYS = tuple(f.name for f in FIELDS if f.kind is Kind.TEXTS)
#: A value and the key that says where it comes from: a person's hand on one is a person's hand on both.
PAIRS = (("title", "title_basis"), ("date", "date_basis"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A key (`date`, `related_versions.a0123456789`, `body`) that a person and the machine both changed."""

    key: str
    theirs: object
    ours: object


@dataclass(slots=True)
class Merged:
    """What the file is to hold, and what the ledger is to record of it, for the keys that builder knows."""

    values: dict[str, object] = field(default_factory=dict)
    base: dict[str, object] = field(default_factory=dict)
    body: str = ""
    body_base: str = ""
    differences: list[Difference] = field(default_factory=list)


@dataclass(slots=True)
class _Listed:
    names: list[str]
    base: list[str]


def merge(
    file: Values, body: str, base: Values, body_base: str, ours: Values, our_body: str | None
) -> Merged:
    """Merge one article. `body_base` is the digest of the body that builder wrote last ('' where it wrote none).

    A key that `ours` lacks is one the machine has no value for: its own earlier value goes, a person's stays.
    """
    merged = Merged()
    for key in SCALAR_KEYS:
        if key != "id":
            _scalar(key, file, base, ours, merged)
    for value_key, basis_key in PAIRS:
        _pair(value_key, basis_key, file, base, ours, merged)
    for key in LIST_KEYS:
        _plain_list(key, file, base, ours, merged)
    _entities(file, base, ours, merged)
    _links(file, base, ours, merged)
    _body(body, body_base, our_body, merged)
    return merged


def collapse(file: Values, bases: Sequence[Values]) -> dict[str, object]:
    """One base out of several records of one article (two branches merged, or a run cut short).

    A present value counts as the machine's only where every record has it; an absent one counts as removed by a
    person where any record has it. So nothing that a person may have done is lost.
    """
    if not bases:
        return {}
    if len(bases) == 1:
        return dict(bases[0])
    base: dict[str, object] = {}
    for key in SCALAR_KEYS:
        found = _doubt(file.get(key), [b.get(key) for b in bases])
        if found is not None:
            base[key] = found
    for key in LIST_KEYS:
        names = _doubt_list(strings(file.get(key)), [strings(b.get(key)) for b in bases])
        if names:
            base[key] = names
    groups = {
        kind: names
        for kind in ENTITY_KEYS
        if (names := _doubt_list(group(file, kind), [group(b, kind) for b in bases]))
    }
    if groups:
        base["entities"] = groups
    present, all_links = links(file), [links(b) for b in bases]
    chosen: dict[str, str] = {}
    for article in dict.fromkeys(a for one in all_links for a in one):
        words = [one.get(article) for one in all_links]
        if article not in present or all(words):
            word = _doubt(present.get(article), words)
            if isinstance(word, str):
                chosen[article] = word
    if chosen:
        base["related_versions"] = unlinks(chosen)
    return base


def collapse_body(digest: str, digests: Sequence[str]) -> str:
    """The digest that counts as the machine's last body, out of several records."""
    found = _doubt(digest, list(digests))
    return found if isinstance(found, str) else ""


def strings(value: object) -> list[str]:
    """A list key's names, each once."""
    return list(dict.fromkeys(str(v) for v in value)) if isinstance(value, (list, tuple)) else []


def group(values: Values, kind: str) -> list[str]:
    """The names of one entity type."""
    entities = values.get("entities")
    return strings(entities.get(kind)) if isinstance(entities, Mapping) else []


def links(values: Values) -> dict[str, str]:
    """`related_versions` as article id to relation, in order."""
    found = values.get("related_versions")
    if not isinstance(found, (list, tuple)):
        return {}
    return {str(link["article"]): str(link["relation"]) for link in found}


def unlinks(found: Mapping[str, str]) -> list[dict[str, str]]:
    """The inverse of `links`."""
    return [{"article": article, "relation": relation} for article, relation in found.items()]


def _doubt(present: object, recorded: Sequence[object]) -> object:
    if all(value == recorded[0] for value in recorded):
        return recorded[0]
    others = [value for value in recorded if value != present]
    return next((value for value in others if value is not None), None)


def _doubt_list(present: Sequence[str], recorded: Sequence[Sequence[str]]) -> list[str]:
    return [
        name
        for name in dict.fromkeys(n for names in recorded for n in names)
        if name not in present or all(name in names for names in recorded)
    ]


def _scalar(key: str, file: Values, base: Values, ours: Values, merged: Merged) -> None:
    theirs, last, new = file.get(key), base.get(key), ours.get(key)
    if theirs == last:
        _put(merged.values, key, new)
        _put(merged.base, key, new)
        return
    _put(merged.values, key, theirs)
    _put(merged.base, key, last)
    if new is not None and new not in (last, theirs):
        merged.differences.append(Difference(key, theirs, new))


def _pair(value_key: str, basis_key: str, file: Values, base: Values, ours: Values, merged: Merged) -> None:
    value_is_theirs = file.get(value_key) != base.get(value_key)
    basis_is_theirs = file.get(basis_key) != base.get(basis_key)
    if value_is_theirs and not basis_is_theirs:
        # The old basis spoke of the old value. A day that a person typed is an editor's; a title is simply printed.
        basis = (
            DateBasis.EDITOR.value if basis_key == "date_basis" and file.get(value_key) is not None else None
        )
        for side in (merged.values, merged.base):
            side.pop(basis_key, None)
            _put(side, basis_key, basis)
    elif basis_is_theirs and not value_is_theirs:
        theirs, new = file.get(value_key), ours.get(value_key)
        for side in (merged.values, merged.base):
            side.pop(value_key, None)
            _put(side, value_key, theirs)
        if new is not None and new != theirs:
            merged.differences.append(Difference(value_key, theirs, new))
    if value_is_theirs or basis_is_theirs:
        # One line is enough: a difference over the value names the pair.
        merged.differences[:] = [d for d in merged.differences if d.key != basis_key]


def _plain_list(key: str, file: Values, base: Values, ours: Values, merged: Merged) -> None:
    listed = _names(file.get(key), strings(base.get(key)), strings(ours.get(key)))
    if listed.names or file.get(key) == []:
        merged.values[key] = listed.names
    if listed.base:
        merged.base[key] = listed.base


def _names(theirs: object, last: list[str], new: list[str]) -> _Listed:
    if theirs is None and last:
        return _Listed([], last)
    if theirs == []:
        return _Listed([], last)
    present = strings(theirs)
    if present == last:
        return _Listed(new, list(new))
    names = [n for n in present if n not in last or n in new]
    base = [n for n in last if n not in present or n in new]
    fresh = [n for n in new if n not in present and n not in last]
    if names == base:
        # The person's order was about names that are gone: what is left stands as the machine had it.
        return _Listed(new, list(new))
    return _Listed(names + fresh, base + fresh)


def _entities(file: Values, base: Values, ours: Values, merged: Merged) -> None:
    had_any = any(group(base, kind) for kind in ENTITY_KEYS)
    whole_key_deleted = file.get("entities") is None and had_any
    values: dict[str, list[str]] = {}
    record: dict[str, list[str]] = {}
    present = file.get("entities")
    for kind in ENTITY_KEYS:
        theirs = present.get(kind) if isinstance(present, Mapping) else None
        last = group(base, kind)
        listed = _Listed([], last) if whole_key_deleted else _names(theirs, last, group(ours, kind))
        if listed.names or theirs == []:
            values[kind] = listed.names
        if listed.base:
            record[kind] = listed.base
    if values:
        merged.values["entities"] = values
    if record:
        merged.base["entities"] = record


def _links(file: Values, base: Values, ours: Values, merged: Merged) -> None:
    theirs, last, new = links(file), links(base), links(ours)
    same_order = list(theirs) == list(last)
    kept: dict[str, str] = {}
    record: dict[str, str] = {}
    for article, word in last.items():
        if article not in theirs:
            record[article] = word
    for article, word in theirs.items():
        if article not in last or last[article] != word:
            kept[article] = word
            if article in last:
                record[article] = last[article]
            if article in new and new[article] not in (word, last.get(article)):
                merged.differences.append(Difference(f"related_versions.{article}", word, new[article]))
        elif article in new:
            kept[article] = new[article]
            record[article] = new[article]
    for article, word in new.items():
        if article not in theirs and article not in last:
            kept[article] = word
            record[article] = word
    if same_order or list(kept) == list(record):
        ranks = {article: rank for rank, article in enumerate(new)}

        def rank(article: str) -> int:
            return ranks.get(article, len(ranks))

        kept = {article: kept[article] for article in sorted(kept, key=rank)}
        record = {article: record[article] for article in sorted(record, key=rank)}
    if kept:
        merged.values["related_versions"] = unlinks(kept)
    if record:
        merged.base["related_versions"] = unlinks(record)


def _body(body: str, body_base: str, our_body: str | None, merged: Merged) -> None:
    if our_body is None:
        merged.body, merged.body_base = body, body_base
        return
    digest = body_digest(body)
    ours = body_digest(our_body)
    if digest == body_base:
        merged.body, merged.body_base = (our_body if ours != digest else body), ours
        return
    merged.body, merged.body_base = body, body_base
    if ours not in (body_base, digest):
        merged.differences.append(Difference("body", digest, ours))


def _put(side: dict[str, object], key: str, value: object) -> None:
    if value is not None:
        side[key] = value
