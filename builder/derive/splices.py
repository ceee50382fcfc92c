"""Files that can be made from what they were: spans of the old file that stay as they are, and what is new between."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: Bytes of a span read at a time.
_PART = 1 << 20


class Span(NamedTuple):
    """Bytes of a file, from `begin` up to `end`."""

    file: Path
    begin: int
    end: int

    def octets(self) -> Iterator[bytes]:
        """The bytes, in parts. Raises OSError, and EOFError where the file ends before the span does."""
        left = self.end - self.begin
        with self.file.open("rb") as stream:
            stream.seek(self.begin)
            while left:
                part = stream.read(min(left, _PART))
                if not part:
                    raise EOFError(f"{self.file} ends early")
                left -= len(part)
                yield part


class Ready(NamedTuple):
    """A file of nobody else's that has all bytes already: it may be moved to where they are wanted."""

    file: Path

    def octets(self) -> Iterator[bytes]:
        """The bytes, in parts."""
        return Span(self.file, 0, self.file.stat().st_size).octets()


#: What a file is put together from. A file that is ready is the only piece.
Piece = bytes | Span | Ready


class Remade(ABC):
    """The bytes of a file that can be made from what it was, or without that; they are the same."""

    @abstractmethod
    def pieces(self, old: Path | None) -> Iterator[Piece]:
        """What the file is put together from. `old` is what the file was when the last build had made it, in full; None
        where that is not known. Each piece is used up before the next is asked for."""

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces(None):
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from piece.octets()
