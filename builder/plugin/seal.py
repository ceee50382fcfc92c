"""Whether the site is as the last build left it and made from inputs that are as they were: then nothing is to do.

A build that ends without a warning leaves a seal: the fingerprints of all that it read and of all that lies in the
site's folder, taken from sizes and times. The next build compares before it reads anything, and loads nothing of what
makes pages where both agree.
"""

from __future__ import annotations

import logging
import marshal
import time
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.plugins import get_plugin_logger

from builder.plugin import digests
from builder.store import stamps
from builder.store.cachefile import QuickCacheFile

log = get_plugin_logger("archive")

#: Folders under archive/ that no page is made from.
_APART = ("inbox", ".captures")


#: Files that may have changed a moment ago: these are told by what they hold. A checkout of a whole archive has more.
_RECENT = 32

#: More than these are waited for, until they are at rest: a site of so many articles that was left unsealed is compared page
#: by page by the next build. 100,000 articles: 28.5 s and 1,681 MiB, sealed 4 s and 300; 10,000: 2.4 s and 214 MiB, which is
#: not worth a wait of three seconds. A first build of 30,000 takes a minute and a half.
_MANY = 30_000

#: Files that may differ from those that were listed whole, up to which these are remembered and not all listed again.
_LATER = 4_000

#: A file: path, size and times, as `kept.Written` has them.
Listed = tuple[str, int, int, int]


class Unsealable(Exception):
    """What a build reads cannot be told from sizes and times: it has a symbolic link, or many files that just changed."""


class Inputs(NamedTuple):
    """What a build is made from: `key` is the fingerprint of program and configuration, `files` of the archive. `recent` are
    the files that had changed a moment before, with the fingerprints of what they held: their sizes and times may be those
    of another text."""

    key: str
    files: str
    recent: tuple[tuple[str, str], ...] = ()


class Outputs(NamedTuple):
    """What lies in a site's folder, told so that a build that made a few files anew need not list the others.

    `whole` is the fingerprint of the units' files when all were listed; `later` says of those that may differ since, by
    path, what they were then and are now (None: not there). `own` are MkDocs's own files, by path (None: not there), and
    `shared` those that MkDocs has too and units make.
    """

    whole: str
    own: Mapping[str, Listed | None]
    shared: frozenset[str]
    later: Mapping[str, tuple[Listed | None, Listed | None]]

    @classmethod
    def of(cls, made: Iterable[Listed], own: Mapping[str, Listed | None], shared: Iterable[str]) -> Outputs:
        """Of all files: those that units `made`, and MkDocs's."""
        return cls(digest_of(made), own, frozenset(shared), {})

    @property
    def of_mkdocs(self) -> Set[str]:
        """The paths that MkDocs has files of, whoever writes them."""
        return self.own.keys() | self.shared

    def after(
        self, was: Mapping[str, Listed], made: Mapping[str, Listed], own: Mapping[str, Listed | None]
    ) -> Outputs | None:
        """After a build that made some units anew, whose files `was` were and `made` are; MkDocs's, which have the paths that
        they had, are now `own`. None where that cannot be told from this: then all are to be listed."""
        if made.keys() & own.keys() or (was.keys() - made.keys()) & self.shared:
            return None
        later = dict(self.later)
        for path in was.keys() | made.keys():
            before = later[path][0] if path in later else was.get(path)
            now = made.get(path)
            if before == now:
                later.pop(path, None)
            else:
                later[path] = (before, now)
        return Outputs(self.whole, own, self.shared, later) if len(later) <= _LATER else None

    def fits(self, found: Iterable[Listed]) -> bool:
        """Whether these are the files, no more and no less."""
        told = self.own.keys() | self.later.keys()
        there: dict[str, Listed] = {}
        others: list[Listed] = []
        # Few are told of by path, and a table of all would be 60 MiB at 100,000 articles.
        for one in found:
            if one[0] in told:
                there[one[0]] = one
            else:
                others.append(one)
        if any(there.pop(path, None) != one for path, one in self.own.items()):
            return False
        for path, (was, now) in self.later.items():
            if there.pop(path, None) != now:
                return False
            if was is not None:
                others.append(was)
        return digest_of(others) == self.whole


class Sealed(NamedTuple):
    """What a seal says. `record` tells the record of the build that it is of."""

    inputs: Inputs
    outputs: Outputs
    record: str

    def is_of(self, inputs: Inputs, docs: Path) -> bool:
        """Whether these are the inputs, now that the archive at `docs` is as they say."""
        own = self.inputs
        if (own.key, own.files) != (inputs.key, inputs.files):
            return False
        try:
            return all(_held(docs / path) == digest for path, digest in own.recent)
        except OSError:
            return False


class Seal:
    """The seal on one site folder."""

    def __init__(self, file: Path) -> None:
        self._file = QuickCacheFile(file, "seal 3")

    def read(self) -> Sealed | None:
        """What it says; None where there is none."""
        held: Any = self._file.read()
        try:
            inputs, (whole, own, shared, later), record = held
            return Sealed(Inputs(*inputs), Outputs(whole, own, frozenset(shared), later), record)
        except (TypeError, ValueError):
            return None

    def write(self, sealed: Sealed) -> None:
        """Seal the site."""
        told = sealed.outputs
        outputs = (told.whole, dict(told.own), sorted(told.shared), dict(told.later))
        self._file.write((tuple(sealed.inputs), outputs, sealed.record))

    def remove(self) -> None:
        self._file.remove()


def digest_of(found: Iterable[Listed]) -> str:
    """The fingerprint of files by path, size and times, in whatever order they come."""
    return digests.of_bytes(marshal.dumps([tuple(one) for one in sorted(found)], 2))


def inputs_of(key: str, docs: Path) -> Inputs:
    """What a build with this key reads below archive/. Before anything is read of it: a file that changes later is told from
    what it was then. Waits where very many files have just changed, as after a checkout. Raises Unsealable."""
    began = time.time()
    found = stamps.stamped(docs, began, _APART)
    if found is not None and len(found.recent) > _MANY:
        log.info(
            "%d files have just changed: waiting until later changes would show in their times",
            len(found.recent),
        )
        time.sleep(max(0.0, began + stamps.SETTLED - time.time()))
        found = stamps.stamped(docs, time.time(), _APART)
    if found is None or len(found.recent) > _RECENT:
        raise Unsealable
    return Inputs(key, found.digest, tuple([(path, _held(docs / path)) for path in found.recent]))


def _held(file: Path) -> str:
    return digests.of_bytes(file.read_bytes())


class Warnings(logging.Handler):
    """Counts MkDocs's warnings: a build that gave any must give them again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
