"""Zstandard frames, one after another, going on after a damaged one; crawlers write one for each record (.warc.zst).

A file may open with a dictionary that its frames were packed with, in a skippable frame of its own, packed itself or not
(the WARC specification's addendum on Zstandard). Needs the package `zstandard`.
"""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING, BinaryIO

from builder.ingest.resuming import Resuming

if TYPE_CHECKING:
    import zstandard

MAGIC = b"\x28\xb5\x2f\xfd"
#: Opens a skippable frame that holds the dictionary of those that follow; four bytes of size come next.
DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"
MISSING = (
    "compressed with Zstandard, and the package to read it is not installed (pip install 'annotated-news-archive[zstd]'); "
    "or decompress it (`unzstd`)"
)
#: A block of 128 KiB may take four bytes, so what one step unpacks stays below 128 MiB.
_CHUNK = 4 * 1024
_LARGEST_DICTIONARY = 64 * 1024 * 1024


def installed() -> bool:
    """Whether the package is there."""
    return importlib.util.find_spec("zstandard") is not None


class ZstdFrames(Resuming):
    """What the frames of a stream hold, to be read with `read1`.

    Raises EOFError where the last frame is cut off, and gzip.BadGzipFile, as `GzipMembers` does, at the end where stretches
    of the data were no sound frame and were passed over.
    """

    def __init__(self, stream: BinaryIO) -> None:
        import zstandard  # an optional package

        self._fault = zstandard.ZstdError
        super().__init__(stream, MAGIC, _CHUNK)
        self._more()
        self._out = io.BytesIO()
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._unpacker = zstandard.ZstdDecompressor(dict_data=self._dictionary())

    def _dictionary(self) -> zstandard.ZstdCompressionDict | None:
        """The dictionary that the stream opens with, which is passed over; None where it opens with none."""
        import zstandard

        if not self._data.startswith(DICTIONARY_MAGIC):
            return None
        size = int.from_bytes(self._data[4:8], "little")
        while len(self._data) < 8 + size <= _LARGEST_DICTIONARY and self._more():
            pass
        packed, self._data = self._data[8 : 8 + size], self._data[8 + size :]
        if packed.startswith(MAGIC):
            try:
                packed = zstandard.ZstdDecompressor().decompress(packed, _LARGEST_DICTIONARY)
            except zstandard.ZstdError as fault:
                raise OSError(f"its dictionary cannot be read: {fault}") from None
        return zstandard.ZstdCompressionDict(packed)

    def read1(self, size: int, /) -> bytes:
        """Some bytes, at most `size`; none at the end."""
        while not (part := self._out.read(size)):
            if self._frame is None and not self._begin():
                return self._end()
            self._step()
        return part

    def _begin(self) -> bool:
        """Begins the next frame; False at the end of the data."""
        if not self._data and not self._more():
            return False
        self._frame = self._unpacker.decompressobj()
        return True

    def _step(self) -> None:
        """Unpacks some more of the current frame, which ends where it is whole or damaged."""
        assert self._frame is not None
        if not self._data and not self._more():
            self._frame = None
            raise EOFError
        piece, rest = self._data[:_CHUNK], self._data[_CHUNK:]
        try:
            self._out = io.BytesIO(self._frame.decompress(piece))
        except self._fault:
            self._damaged += 1
            self._frame = None
            self._data = self._data[1:]
            self._seek_magic()
            return
        self._data = rest
        if self._frame.eof:
            self._data = self._frame.unused_data + rest
            self._frame = None
