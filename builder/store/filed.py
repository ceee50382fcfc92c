"""Articles whose bodies stay in their files until something reads them, so that an archive of any size is held small."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from sys import intern
from typing import Any

from builder.model.article import Article
from builder.store.articles import read_page

#: Bodies kept at hand: an article's page, its data file and its feeds read the same one within moments. At about 3 kB
#: a body this is under 2 MB; a story of more versions than this is read from the system's cache instead.
KEPT = 512


#: The fields that something wants of every article in each build: its outline, by which the parts of the search index, the
#: downloads' months, the timeline and the sitemap are told.
READY = ("id", "path", "date", "language", "status", "captured", "updated", "date_basis")

#: Gives the fields of an article but its body, by name, from what was kept of it.
Reading = Callable[[Any], Mapping[str, Any]]


def _unheard(identity: str) -> None:
    return None


class Texts:
    """Reads bodies on demand. `note` is told the id of each article whose body is looked at."""

    def __init__(self, docs: Path) -> None:
        self._docs = str(docs)
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()
        self.note: Callable[[str], None] = _unheard

    def body(self, identity: str, path: str) -> str:
        """The body in the file at `path` (relative to archive/). Raises FileFault where it cannot be read any more."""
        self.note(identity)
        # A preview's search index is made in a thread beside its pages.
        with self._lock:
            held = self._kept.get(path)
            if held is not None:
                self._kept.move_to_end(path)
                return held
            body = read_page(f"{self._docs}/{path}", f"archive/{path}").body
            self._kept[path] = body
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return body

    def forget(self) -> None:
        """Drop what is kept, after files have changed."""
        self._kept.clear()


class FiledArticle(Article):
    """An article as its file's front matter gives it; `body` is read from the file each time that it is asked for.

    A copy made with `dataclasses.replace` and another body holds that body itself.
    """

    __slots__ = ("_kept", "_own", "_read", "_texts")

    _kept: Any
    _own: str | None
    _read: Reading
    _texts: Texts

    @classmethod
    def of_values(cls, values: Mapping[str, Any], texts: Texts) -> FiledArticle:
        """The article whose fields, but for its body, are `values`."""
        made = object.__new__(cls)
        _fill(made, values)
        object.__setattr__(made, "_texts", texts)
        object.__setattr__(made, "_own", None)
        return made

    @classmethod
    def of_kept(cls, ready: Sequence[Any], kept: object, read: Reading, texts: Texts) -> FiledArticle:
        """The article whose fields `READY` are these, and the others what `read` finds in `kept`, which it is asked for
        when something wants one: an edit looks at few of an archive's articles."""
        made = object.__new__(cls)
        for put, value in zip(_PUT_READY, ready, strict=True):
            put(made, value)
        object.__setattr__(made, "_kept", kept)
        object.__setattr__(made, "_read", read)
        object.__setattr__(made, "_texts", texts)
        object.__setattr__(made, "_own", None)
        return made

    def __getattr__(self, name: str) -> Any:
        """A field that nobody has wanted yet: all are there from then on."""
        if name not in _FIELDS:
            raise AttributeError(name)
        kept = self._kept
        if kept is not None:
            _fill(self, self._read(kept))
            # When all are there: a preview's search index asks in a thread beside its pages.
            object.__setattr__(self, "_kept", None)
        return object.__getattribute__(self, name)

    @property
    def unread(self) -> Any:
        """What the fields are kept in, if nobody has wanted any; None otherwise."""
        return getattr(self, "_kept", None)

    @property
    def body(self) -> str:
        return self._texts.body(self.id, self.path) if self._own is None else self._own

    @body.setter
    def body(self, body: str) -> None:
        # Only the constructor, which `replace` calls, gets here: a frozen dataclass refuses every other assignment.
        object.__setattr__(self, "_own", body)
        object.__setattr__(self, "_texts", None)


def _fill(made: Article, values: Mapping[str, Any]) -> None:
    for name, slot in _SLOTS.items():
        slot.__set__(made, values[name])
    for name, slot in _SHARED.items():
        value = values[name]
        slot.__set__(made, value and intern(value))
    for name, slot in _SHARED_LISTS.items():
        slot.__set__(made, tuple(map(intern, values[name])))


def _slots(names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(Article, name) for name in names}


#: What many articles have in common is held once: half of the text in an archive's front matter.
_SHARED = _slots(("id", "date", "captured", "source", "language", "story", "byline", "dateline"))
_SHARED_LISTS = _slots(("people", "organizations", "places"))
_SLOTS = _slots(
    field.name
    for field in fields(Article)
    if field.name != "body" and field.name not in {**_SHARED, **_SHARED_LISTS}
)
_FIELDS = frozenset((*_SLOTS, *_SHARED, *_SHARED_LISTS))
_PUT_READY = [{**_SLOTS, **_SHARED}[name].__set__ for name in READY]
