"""What the stages gave for a capture or a text, kept under .cache/ so that a sync does again only what changed.

A value is believed only under the digest of all that it came from: the code and models of the stages, the libraries
they stand on, the capture, the other captures of its site, the text; names only where nothing changed in the authority files
that could touch the text; and only beside the record of provenance that was written with it. Deleting it loses nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.capture import Capture
from builder.model.entities import Engine
from builder.pipeline.proposing import body_text
from builder.pipeline.touched import Touched, statements
from builder.store import digest_of
from builder.store.cachefile import QuickCacheFile
from builder.text.fingerprint import fingerprint

_NOTHING = Authority()

#: The rooms whose code and models decide what cleaning and annotating give.
ROOMS = ("annotate", "clean", "ingest", "model", "pipeline", "text")
#: Days that a page which names no future day is taken to be cleaned alike.
YEAR = datetime.timedelta(days=366)
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}/\d{1,2}/\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What cleaning gave for one capture.

    `stamp` is the digest of the capture and its sidecar, `site` what groups it with its site's others, `group` the
    digest of that group's stamps. `since` and `until` are the first and last day on which it holds. `values` are its
    own front matter without the source, which is resolved anew from `source_name` and `source_url`; `body` is the
    digest of its text; `notes` are the doubts of reading and cleaning; `refused` says why it is no article. `record`
    is the stamp of the provenance that was then written ('' for none).
    """

    stamp: str
    site: str
    group: str
    since: str
    until: str
    values: Mapping[str, object] = field(default_factory=dict)
    source_name: str | None = None
    source_url: str | None = None
    body: str = ""
    notes: tuple[str, ...] = ()
    refused: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that were found in a text, by their group's key, and the forms under which any were looked up."""

    names: Mapping[str, list[str]]
    looked_up: tuple[str, ...]


class StageMemory:
    """The remembered results of one archive, under one state of the code (`engine` with its version included)."""

    def __init__(self, folder: Path, engine: Engine, authority: Authority = _NOTHING) -> None:
        kind = f"stages {code_digest()}"
        self._clean = QuickCacheFile(folder / "clean.memory", kind)
        self._names = QuickCacheFile(
            folder / "names.memory", f"{kind} {engine.name} {engine.version}".strip()
        )
        self._cleaned = {i: _remembered(found) for i, found in _mapping(self._clean.read()).items()}
        held = _mapping(self._names.read())
        before = {entry: _strings(found) for entry, found in _mapping(held.get("authority")).items()}
        self._statements = statements(authority)
        self._touched = Touched(before, self._statements)
        self._entities = _mapping(held.get("texts"))
        self._used: dict[str, object] = {}
        self._changed = self._stale = before != self._statements

    def cleaned(self, identity: str) -> Remembered | None:
        """What cleaning gave for an article's capture, whenever that was."""
        return self._cleaned.get(identity)

    def remember(self, identity: str, found: Remembered) -> None:
        self._changed = self._changed or self._cleaned.get(identity) != found
        self._cleaned[identity] = found

    def entities(self, article: Article) -> Mapping[str, list[str]] | None:
        """The names of an article, unless the authority files have since changed in what could touch its text."""
        key = text_key(article)
        found = self._entities.get(key)
        if not isinstance(found, dict):
            return None
        if (
            self._touched
            and key not in self._used
            and self._touched(body_text(article), _strings(found["looked_up"]))
        ):
            return None
        self._used[key] = found
        names: Mapping[str, list[str]] = found["names"]
        return names

    def remember_entities(self, article: Article, names: object, looked_up: Iterable[str]) -> None:
        key = text_key(article)
        self._entities[key] = self._used[key] = {"names": names, "looked_up": list(looked_up)}
        self._changed = True

    def save(self, held: Iterable[str], records: Mapping[str, str]) -> None:
        """Write what was learnt, of these articles only; what this run did not use is forgotten. `records` are the
        stamps of all provenance as it was written."""
        kept = {
            i: found if found.record == records.get(i, "") else replace(found, record=records.get(i, ""))
            for i in held
            if (found := self._cleaned.get(i)) is not None
        }
        if self._changed or kept != self._cleaned:
            self._clean.write({identity: _packed(found) for identity, found in kept.items()})
            self._names.write({"authority": self._statements, "texts": self._used})

    def save_more(self, cleaned: Mapping[str, Remembered], names: Mapping[str, Names]) -> None:
        """Write this beside all that is held. Names only where those that are held were found under the same authority
        files, or none are."""
        self._cleaned.update(cleaned)
        self._clean.write({identity: _packed(found) for identity, found in self._cleaned.items()})
        if names and not (self._stale and self._entities):
            found = {
                key: {"names": one.names, "looked_up": list(one.looked_up)} for key, one in names.items()
            }
            self._names.write({"authority": self._statements, "texts": {**self._entities, **found}})


def text_key(article: Article) -> str:
    """The digest of what annotating an article depends on, beside the authority files."""
    return fingerprint("\0".join((article.language or "", article.title, digest_of(article))))


def group_digest(stamps: Iterable[str]) -> str:
    """The digest of captures that are cleaned together, from their stamps in the order of the articles' ids."""
    return fingerprint(" ".join(stamps))


def names_a_day_to_come(capture: Capture, today: datetime.date) -> bool:
    """Whether a page, or what came with it, may print a day after `today`, so that cleaning it could differ once that day
    has come."""
    given = (capture.given.date, capture.given.url, capture.given.captured)
    content = " ".join([*(value for value in given if value), capture.content])
    if any(int(found) >= today.year for found in _FOUR_DIGITS.findall(content)):
        return True
    return any(2000 + int(found[-2:]) >= today.year for found in _SHORT_YEAR.findall(content))


def code_digest(rooms: Iterable[str] = ROOMS) -> str:
    """The digest of these rooms' code, models and word lists, and the versions of the libraries they use."""
    total = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name in rooms:
        _add_folder(resources.files("builder") / name, name, total)
    for requirement in sorted(metadata.requires("annotated-news-archive") or ()):
        library = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            total.update(f"{library} {metadata.version(library)}\n".encode())
        except metadata.PackageNotFoundError:
            # An optional library that is not there.
            continue
    return total.hexdigest()


def _add_folder(folder: Traversable, inside: str, total: hashlib.blake2b) -> None:
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.name == "__pycache__" or entry.name.startswith("."):
            # Compiled copies of the code, and what linters and editors leave beside it.
            continue
        if entry.is_dir():
            _add_folder(entry, f"{inside}/{entry.name}", total)
        else:
            content = entry.read_bytes()
            total.update(f"{inside}/{entry.name} {len(content)}\n".encode() + content)


def _mapping(found: object) -> dict[str, object]:
    return found if isinstance(found, dict) else {}


def _strings(found: object) -> list[str]:
    return [str(each) for each in found] if isinstance(found, list) else []


_FIELDS = tuple(f.name for f in fields(Remembered))
_VALUES = _FIELDS.index("values")


def _packed(known: Remembered) -> tuple[object, ...]:
    """What is kept of one, as `marshal` writes it."""
    record = [getattr(known, name) for name in _FIELDS]
    record[_VALUES] = dict(known.values)
    return tuple(record)


def _remembered(found: object) -> Remembered:
    assert isinstance(found, tuple)
    return Remembered(*found)
