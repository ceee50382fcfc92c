"""Compressed units one after another in a stream, of which a damaged one need not cost those that follow."""

from __future__ import annotations

import gzip
from typing import BinaryIO


class Resuming:
    """The data of such a stream that are not unpacked yet. Every unit begins with `magic`; `chunk` bytes are read at a time."""

    def __init__(self, stream: BinaryIO, magic: bytes, chunk: int) -> None:
        self._stream = stream
        self._magic = magic
        self._chunk = chunk
        self._data = b""
        self._damaged = 0

    def _seek_magic(self) -> None:
        """Drops data up to the next beginning of a unit, or all of them."""
        while (at := self._data.find(self._magic)) < 0:
            self._data = self._data[-(len(self._magic) - 1) :]
            if not self._more():
                self._data = b""
                return
        self._data = self._data[at:]

    def _more(self) -> bool:
        part = self._stream.read(self._chunk)
        self._data += part
        return bool(part)

    def _end(self) -> bytes:
        """No bytes; raises gzip.BadGzipFile the first time, where stretches were passed over."""
        damaged, self._damaged = self._damaged, 0
        if damaged:
            raise gzip.BadGzipFile(f"{damaged} stretch{'es' * (damaged > 1)} passed over")
        return b""
