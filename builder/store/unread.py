"""Articles whose files lie there but cannot be read: a Git conflict, broken YAML, no permission. None of them is gone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.store.ledger import Written
from builder.store.merge import links

_NAME = re.compile(r"(?:^|[-/])(a[0-9a-f]{10})\.md$")
_ID = re.compile(r"^id:[ \t]*['\"]?(a[0-9a-f]{10})\b", re.MULTILINE)
_MENTION = re.compile(r"\ba[0-9a-f]{10}\b")
_STORY = re.compile(r"^story:[ \t]*['\"]?([^\s'\"#]+)", re.MULTILINE)
_WITHHELD = re.compile(r"^status:[ \t]*['\"]?(?:withheld|removed)\b", re.MULTILINE)
#: Front matter is searched for what it says of others; a text that goes on for longer is no front matter.
_SEARCHED = 200_000


@dataclass(frozen=True, slots=True)
class Unread:
    """What is still known of one: from the ledger, and from those of its lines that have come through.

    `path` is relative to archive/. `mentions` are ids of articles and `stories` names of stories that it speaks of, on
    either side of a conflict; `published` is False where a line withholds or removes it.
    """

    id: str
    path: str
    mentions: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()
    published: bool = True


def unread_articles(
    docs: Path, paths: Iterable[str], read: Collection[str], ledger: Mapping[str, Written]
) -> dict[str, Unread]:
    """The articles, by id, behind `paths`: files and folders under `docs` that could not be read.

    An article among the ids that were `read` is not one of them, whatever a copy of its file holds. Where the system
    gives no byte of a file and neither its name nor the ledger tells whose it is, it may be any article that the
    ledger knows and no file holds.
    """
    places = {one.path: i for i, record in ledger.items() for one in (record, *record.others)}
    found: dict[str, Unread] = {}
    for path in paths:
        text = _text(docs / path)
        told = {*_NAME.findall(path), *_ID.findall(text or "")}
        if path in places:
            told.add(places[path])
        if not told and text is None:
            told = set(ledger)
        for identity in told.difference(read, found):
            found[identity] = _unread(identity, path, text or "", ledger.get(identity))
    return found


def _unread(identity: str, path: str, text: str, written: Written | None) -> Unread:
    records = (written, *written.others) if written is not None else ()
    mentions = {*_MENTION.findall(text), *(i for record in records for i in links(record.values))}
    stories = {*_STORY.findall(text), *(s for r in records if isinstance(s := r.values.get("story"), str))}
    return Unread(
        identity, path, frozenset(mentions - {identity}), frozenset(stories), _WITHHELD.search(text) is None
    )


def _text(file: Path) -> str | None:
    """What can be made out of a file's beginning; None where the system does not give it."""
    if not file.is_file() or file.is_symlink():
        # A folder, a pipe; what a symbolic link leads to may be no part of the archive.
        return None
    try:
        with file.open("rb") as stream:
            return stream.read(_SEARCHED).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return None
