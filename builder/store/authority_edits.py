"""Corrections to the authority files as small diffs: aliases, merges, renames, splits, stop entries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.errors import BuilderError
from builder.model.authority import Alias
from builder.model.entities import EntityType
from builder.store import splice
from builder.store.archive import Archive
from builder.store.authority import FILES, aliases_of, alone_by_default
from builder.store.authority_entries import parsed, with_block, without_block
from builder.store.edits import FileEdit, write
from builder.store.frontmatter import Page
from builder.store.scalars import scalar
from builder.store.validate import did_you_mean
from builder.store.yamltext import Listing, Node, Scalar, Table


@dataclass(frozen=True, slots=True)
class _Opened:
    """One authority file while it is edited. `page` spans the whole file."""

    path: str
    before: bytes | None
    page: Page

    @property
    def entries(self) -> list[Table]:
        return list(parsed(self.page.text, self.path).entries())

    def place(self, entry: Table) -> str:
        """Where an entry stands, as `file:line`."""
        return f"{self.path}:{self.page.text.count(chr(10), 0, entry.start) + 1}"

    def edit(self) -> FileEdit:
        return FileEdit(self.path, self.before, self.page.raw)

    def with_text(self, text: str) -> _Opened:
        return _Opened(self.path, self.before, _whole(self.path, text, self.page.bom))


def alias(archive: Archive, name: str, other: str, kind: EntityType | None = None) -> list[str]:
    """Let `other` mean the entity `name`. Where that has no entry, one is made of the type that `kind` or else the
    articles say."""
    name, other = _said(name), _new(other)
    with archive.lock():
        opened, entry = _find_or_make(archive, name, kind, unseen=True)
        if other in _texts(entry.get("aliases")) or other == name:
            raise BuilderError(f"{name!r} has the alias {other!r} already")
        _refuse_claimed(archive, opened, name, other)
        opened = _dropped(opened, name, "not", other)
        return write(archive, [_added(opened, name, "aliases", [other]).edit()])


def rename(archive: Archive, old: str, new: str, kind: EntityType | None = None) -> list[str]:
    """Prefer another name. The old one stays an alias, and its page redirects."""
    old, new = _said(old), _new(new)
    if old == new:
        raise BuilderError(f"{new!r} is the name already")
    with archive.lock():
        opened, entry = _find_or_make(archive, old, kind)
        _refuse_claimed(archive, opened, old, new)
        node = entry.get("name")
        assert isinstance(node, Scalar)
        text = opened.page.text
        opened = opened.with_text(text[: node.start] + scalar(new) + text[node.end :])
        for key in ("aliases", "same_as", "not"):
            opened = _dropped(opened, new, key, new)
        opened = _added(_dropped(opened, new, "not", old), new, "aliases", [old])
        return write(archive, [_added(opened, new, "same_as", [old]).edit()])


def merge(archive: Archive, into: str, other: str, kind: EntityType | None = None) -> list[str]:
    """Make two entities one: the other's name and aliases become aliases, and its page redirects.

    An alias counts under the same condition as before, which is written where it no longer goes without saying. What
    else the other says is kept: its note after the first one's, its `not`, and its Wikidata id where the first has
    none (else in the note, for a person to choose). What the merged entry goes by is no longer under its `not`.
    """
    into, other = _said(into), _said(other)
    if into == other:
        raise BuilderError(f"{into!r} cannot be merged into itself")
    with archive.lock():
        opened, _ = _find_or_make(archive, into, kind)
        second = _open(archive, FILES[Path(opened.path).name])
        entry = next((e for e in second.entries if _text(e.get("name")) == other), None)
        if entry is None:
            # Raises where the name is of another type, or of nothing here.
            second, entry = _find_or_make(archive, other, kind)
        if second.path != opened.path:
            raise BuilderError(
                f"{into!r} and {other!r} are of different types ({opened.path}, {second.path})"
            )
        one = FILES[Path(opened.path).name]
        file = parsed(second.page.text, second.path)
        aliases = [a for a in aliases_of(file, entry.get("aliases"), other, one) if a.text != into]
        former = [text for text in _texts(entry.get("same_as")) if text != into]
        held = next((e for e in opened.entries if _text(e.get("name")) == other), None)
        if held is not None:
            opened = opened.with_text(without_block(opened.page.text, held))
        for text in (other, *(a.text for a in aliases)):
            opened = _dropped(opened, into, "not", text)
        opened = _added(opened, into, "aliases", [other, *(_alias_item(a, into, one) for a in aliases)])
        opened = _also_said(opened, into, entry)
        return write(archive, [_added(opened, into, "same_as", [other, *former]).edit()])


def split(archive: Archive, name: str, other: str, kind: EntityType | None = None) -> list[str]:
    """Make an alias (or any other string) an entity of its own, which the old entry never means again."""
    name, other = _said(name), _said(other)
    if name == other:
        raise BuilderError(f"{name!r} cannot be split from itself")
    with archive.lock():
        opened, _ = _find_or_make(archive, name, kind)
        opened = _dropped(_dropped(opened, name, "aliases", other), name, "same_as", other)
        opened = _added(opened, name, "not", [other])
        text = with_block(opened.page.text, "name", other, [f"- name: {scalar(other)}"], opened.path)
        return write(archive, [opened.with_text(text).edit()])


def stop(archive: Archive, text: str, kind: EntityType) -> list[str]:
    """Let a string never be an entity of any type; it is noted in the file of `kind`."""
    text = _said(text)
    with archive.lock():
        if (place := _stopped(archive, text)) is not None:
            raise BuilderError(f"{text!r} is a stop entry already ({place})")
        for one in FILES.values():
            opened = _open(archive, one)
            for entry in opened.entries:
                if text in (_text(entry.get("name")), *_texts(entry.get("aliases"))):
                    place = opened.place(entry)
                    raise BuilderError(f"{text!r} stands for an entity in {place}; take it out there first")
        opened = _open(archive, kind)
        newline = "\r\n" if "\r\n" in opened.page.text else "\n"
        before = opened.page.text
        joined = before + ("" if not before or before.endswith("\n") else newline)
        return write(archive, [opened.with_text(f"{joined}- stop: {scalar(text)}{newline}").edit()])


#: Marks of direction, a soft hyphen and other signs of no width that come along when a name is copied from a page; the joiners
#: that Persian and Indic spelling needs are none of them.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def _new(text: str) -> str:
    """A name that a file is to hold from now on: as `_said`, without what nobody sees in it."""
    return _said(_UNSEEN.sub("", text))


def _said(text: str) -> str:
    """A name as it is written into a file, white space made single. Raises BuilderError for one without a letter or figure."""
    name = " ".join(text.split())
    if not any(character.isalnum() for character in name):
        raise BuilderError(f"{text!r} is no name: there is no letter or figure in it")
    return name


def _refuse_claimed(archive: Archive, opened: _Opened, name: str, other: str) -> None:
    """Raises BuilderError where the string `other` means another entry of the file, or no entity at all."""
    kind = FILES[Path(opened.path).name]
    file = parsed(opened.page.text, opened.path)
    alone = alone_by_default(other, name, kind)
    for entry in file.entries():
        owner = _text(entry.get("name"))
        if owner == name:
            continue
        if owner == other:
            raise BuilderError(f"{other!r} has an entry already; 'builder entities merge' joins the two")
        for held in aliases_of(file, entry.get("aliases"), owner, kind):
            # A family name that counts beside the full name alone may be that of several people.
            if held.text == other and (alone or not held.only_with_name):
                raise BuilderError(
                    f"{other!r} is an alias of {owner!r} already ({opened.place(entry)}); "
                    "'builder entities split' takes it from there"
                )
    if (place := _stopped(archive, other)) is not None:
        raise BuilderError(f"{other!r} is a stop entry ({place}); take it out there first")


def _stopped(archive: Archive, text: str) -> str | None:
    """Where a string is stopped, as `file:line`."""
    for kind in FILES.values():
        opened = _open(archive, kind)
        for entry in opened.entries:
            if text in _texts(entry.get("stop")):
                return opened.place(entry)
    return None


def _whole(path: str, text: str, bom: bool = False) -> Page:
    return Page(path, text, 0, len(text), len(text), bom)


def _open(archive: Archive, kind: EntityType) -> _Opened:
    file = archive.authority_folder / f"{kind.plural}.yml"
    raw = file.read_bytes() if file.exists() else None
    text = (raw or b"").decode("utf-8")
    page = _whole(f"archive/authority/{file.name}", text.removeprefix("\ufeff"), text.startswith("\ufeff"))
    return _Opened(page.path, raw, page)


def _find_or_make(
    archive: Archive, name: str, kind: EntityType | None, *, unseen: bool = False
) -> tuple[_Opened, Table]:
    """The entry of a name; a new one where only articles know the name, or with `unseen` none does and `kind` is said.

    Raises BuilderError where nothing has that name, or things of several types have it.
    """
    names: list[str] = []
    hits: list[tuple[_Opened, Table]] = []
    owners: list[str] = []
    for one in FILES.values() if kind is None else (kind,):
        opened = _open(archive, one)
        for entry in opened.entries:
            text = _text(entry.get("name"))
            names.append(text)
            if text == name:
                hits.append((opened, entry))
            elif name in (*_texts(entry.get("aliases")), *_texts(entry.get("same_as"))):
                owners.append(f"{text!r} ({opened.place(entry)})")
    if len(hits) > 1:
        raise BuilderError(
            f"{name!r} has entries in {' and '.join(o.path for o, _ in hits)}; say of which type"
        )
    if hits:
        return hits[0]
    if owners:
        raise BuilderError(f"{name!r} is another name of {' and of '.join(owners)}; give that one")
    if not (unseen and kind is not None):
        kind = _listed_as(archive, name, kind, names)
    opened = _open(archive, kind)
    lines = [f"- name: {scalar(name)}"]
    opened = opened.with_text(with_block(opened.page.text, "name", name, lines, opened.path))
    return opened, _entry(opened, name)


def _listed_as(archive: Archive, name: str, kind: EntityType | None, known: list[str]) -> EntityType:
    """The type under which articles list a name that has no entry (among the names `known`)."""
    kinds = tuple(EntityType) if kind is None else (kind,)
    articles = archive.load().articles
    found = [one for one in kinds if any(name in article.names(one) for article in articles)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BuilderError(f"articles list {name!r} as {' and as '.join(found)}; say of which type")
    listed = (n for article in articles for one in kinds for n in article.names(one))
    hint = did_you_mean(name, [n for n in (*known, *dict.fromkeys(listed)) if n])
    raise BuilderError(f"no entry and no article has the name {name!r}" + (f" ({hint})" if hint else ""))


def _entry(opened: _Opened, name: str) -> Table:
    return next(entry for entry in opened.entries if _text(entry.get("name")) == name)


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _texts(node: Node | None) -> list[str]:
    if isinstance(node, Listing):
        found = [item.get("text") if isinstance(item, Table) else item for item in node.items]
        return [_text(item) for item in found]
    return [_text(node)] if isinstance(node, Scalar) and node.text else []


def _alias_item(alias: Alias, name: str, kind: EntityType) -> str | Mapping[str, str]:
    """An alias as the entry `name` has to write it."""
    if alias.only_with_name == (not alone_by_default(alias.text, name, kind)):
        return alias.text
    return {"text": alias.text, "only_with": "name" if alias.only_with_name else "none"}


def _added(opened: _Opened, name: str, key: str, items: Sequence[str | Mapping[str, str]]) -> _Opened:
    """The file with items added to a list of one entry; those whose text it has already are left out."""
    entry = _entry(opened, name)
    held = set(_texts(entry.get(key)))
    fresh: dict[str, str | Mapping[str, str]] = {}
    for item in items:
        text = item if isinstance(item, str) else item["text"]
        if text not in held:
            fresh.setdefault(text, item)
    if not fresh:
        return opened
    page = splice.extend_list(opened.page, entry, key, [*fresh.values()], after=("aliases", "name"))
    return opened.with_text(page.text)


def _also_said(opened: _Opened, name: str, other: Table) -> _Opened:
    """The file with an entry's `not`, Wikidata id and note added to another one's."""
    into = _entry(opened, name)
    names = {name, *_texts(into.get("aliases"))}
    opened = _added(opened, name, "not", [text for text in _texts(other.get("not")) if text not in names])
    known, fresh = _text(into.get("wikidata")), _text(other.get("wikidata"))
    if fresh and not known:
        opened = _set(opened, name, "wikidata", fresh)
    notes = [_text(into.get("note")), _text(other.get("note"))]
    if known and fresh and fresh != known:
        notes.append(f"Wikidata: {fresh} ({_text(other.get('name'))})")
    told = list(dict.fromkeys(note for note in notes if note))
    if len(told) > bool(notes[0]):
        lines = any("\n" in note for note in told)
        opened = _set(opened, name, "note", ("\n" if lines else " ").join(map(_ended, told)))
    return opened


def _ended(note: str) -> str:
    """A note that another can stand after."""
    return note if note.endswith((".", "!", "?", "。", "؟", ")")) else f"{note}."


def _set(opened: _Opened, name: str, key: str, value: str) -> _Opened:
    return opened.with_text(splice.set_inner(opened.page, _entry(opened, name), key, value).text)


def _dropped(opened: _Opened, name: str, key: str, text: str) -> _Opened:
    """The file without one string in a list of one entry."""
    entry = _entry(opened, name)
    listing = entry.get(key)
    if text not in _texts(listing) or not isinstance(listing, Listing):
        return opened
    kept = [position for position, held in enumerate(_texts(listing)) if held != text]
    page = splice.keep_only(opened.page, entry, key, kept)
    return opened.with_text(page.text)
