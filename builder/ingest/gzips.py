"""gzip members, one after another, going on after a damaged one.

Crawlers write a member for each record, so one that a crash cut short need not cost those that follow. (The standard
library's reader ends at the first fault.)
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

from builder.ingest.resuming import Resuming

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 16 * 1024


class GzipMembers(Resuming):
    """What the gzip members of a stream hold, to be read with `read1`.

    Raises EOFError where the last member is cut off, and gzip.BadGzipFile at the end where stretches of the data were
    no sound member and were passed over.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, _MAGIC, _CHUNK)
        self._member: zlib._Decompress | None = None
        self._begun = False

    def read1(self, size: int, /) -> bytes:
        """Some bytes, at most `size`; none at the end."""
        while True:
            if self._member is None and not self._begin():
                return self._end()
            part = self._step(size)
            if part:
                return part

    def _step(self, size: int) -> bytes:
        """What the current member gives next; b'' where it has ended, is damaged, or needs more data."""
        assert self._member is not None
        if not self._data and not self._more():
            self._member = None
            raise EOFError
        try:
            part = self._member.decompress(self._data, size)
        except zlib.error:
            self._damaged += 1
            self._data = self._data[0 if self._begun else 1 :]
            self._member = None
            self._seek_magic()
            return b""
        self._begun = True
        if self._member.eof:
            self._data = self._member.unused_data
            self._member = None
        else:
            self._data = self._member.unconsumed_tail
        return part

    def _begin(self) -> bool:
        """Begins the next member, passing over zeros between members (padding of tapes) and damage; False at the end."""
        while True:
            self._data = self._data.lstrip(b"\0")
            if len(self._data) >= len(_MAGIC):
                break
            if not self._more():
                break
        if not self._data:
            return False
        if not self._data.startswith(_MAGIC):
            self._damaged += 1
            self._seek_magic()
            if not self._data:
                return False
        self._member = zlib.decompressobj(31)
        self._begun = False
        return True
