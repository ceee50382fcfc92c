"""A source: one stream of bytes with its name and its beginning, before it is known what it is."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, cast

from builder.errors import Refused, printable
from builder.ingest.limits import BOMB_FLOOR, HEAD, MAX_EXPANSION, size_in_words
from builder.model.capture import Given

#: Called with bytes done and bytes in all, of the files as they lie on disk.
Progress = Callable[[int, int], None]

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to be read once, from the start. `head` repeats up to `HEAD` bytes of what `stream` will give.

    `origin` names it in messages, `name` is the last part of its path (a hint where content leaves a doubt),
    `depth` counts the containers around it, `seekable` says that `stream` may be read at random. `fault` says, once
    the stream has ended, why it ended early ('' where it did not).
    """

    origin: str
    stream: BinaryIO
    head: bytes
    name: str = ""
    depth: int = 0
    seekable: bool = False
    given: Given = field(default_factory=Given)
    fault: Callable[[], str] = lambda: ""


def source(
    stream: BinaryIO,
    origin: str,
    *,
    name: str = "",
    depth: int = 0,
    seekable: bool = False,
    given: Given | None = None,
    fault: Callable[[], str] = lambda: "",
) -> Source:
    """A source over a stream. A seekable stream is rewound after its head was read, another one is chained."""
    head = read_up_to(stream, HEAD)
    if seekable:
        stream.seek(0)
    else:
        stream = cast(BinaryIO, io.BufferedReader(_Chained(head, stream), _CHUNK))
    return Source(printable(origin), stream, head, name, depth, seekable, given or Given(), fault)


def read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """At most `limit` bytes; fewer only at the end of the stream (a pipe gives what it has, call by call)."""
    parts: list[bytes] = []
    missing = limit
    while missing > 0:
        part = stream.read(min(missing, 1 << 20))
        if not part:
            break
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def read_all(src: Source, limit: int, what: str) -> bytes:
    """All bytes of a source. Raises `Refused` where there are more than `limit` (no more than that is ever held),
    and where the data ended early: half a page is not archived as the article.
    """
    data = read_up_to(src.stream, limit + 1)
    if len(data) > limit:
        raise Refused(src.origin, f"too large: {what} of more than {size_in_words(limit)}")
    if src.fault():
        raise Refused(src.origin, src.fault())
    return data


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its ending. `number` counts from 1; `data` is cut to nothing where the line is `too_long`."""

    number: int
    data: bytes
    too_long: bool = False


def lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """The lines of a stream, never holding more than `limit` bytes of one."""
    number = 0
    while data := stream.readline(limit + 2):
        number += 1
        ended = data.endswith(b"\n")
        text = data.removesuffix(b"\n").removesuffix(b"\r")
        if len(text) > limit:
            while not ended and (rest := stream.readline(_CHUNK)):
                ended = rest.endswith(b"\n")
            yield Line(number, b"", too_long=True)
        else:
            yield Line(number, text)


class _Chained(io.RawIOBase):
    """`head`, then the rest of `stream`."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(cast(bytearray, buffer)).cast("B")
        if self._head:
            part = self._head[: len(target)]
            self._head = self._head[len(part) :]
        else:
            part = memoryview(self._stream.read(len(target)))
        target[: len(part)] = part
        return len(part)


class Counted(io.RawIOBase):
    """A file whose reading is reported to a progress callback, at most once for every `step` bytes."""

    def __init__(self, stream: BinaryIO, report: Callable[[int], None], step: int = 1 << 20) -> None:
        super().__init__()
        self._stream = stream
        self._report = report
        self._step = step
        self._furthest = 0
        self._reported = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: object) -> int:
        target = memoryview(cast(bytearray, buffer)).cast("B")
        part = self._stream.read(len(target))
        target[: len(part)] = part
        if self._stream.seekable():
            self._furthest = max(self._furthest, self._stream.tell())
        else:
            self._furthest += len(part)
        if self._furthest - self._reported >= self._step:
            self._reported = self._furthest
            self._report(self._furthest)
        return len(part)


class OneStep(Protocol):
    """What can be read in single steps, as decompressors can."""

    def read1(self, size: int, /) -> bytes: ...


class Unpacked(io.RawIOBase):
    """What a decompressor gives. A fault ends it as if the data had ended, and is kept in `fault`.

    `fault` is '' or words for a message. So what stood before a cut is read, and the cut is still known.
    `packed` tells how many packed bytes were read so far; far more than these ought to hold is a bomb.
    """

    def __init__(self, unpacked: OneStep, packed: Callable[[], int]) -> None:
        super().__init__()
        self._unpacked = unpacked
        self._packed = packed
        self.out = 0
        self.fault = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(cast(bytearray, buffer)).cast("B")
        part = b"" if self.fault else self._part(len(target))
        self.out += len(part)
        if self.out > max(BOMB_FLOOR, MAX_EXPANSION * self._packed()):
            self.fault = f"a decompression bomb: it expands more than {MAX_EXPANSION}-fold"
            return 0
        target[: len(part)] = part
        return len(part)

    def _part(self, size: int) -> bytes:
        try:
            # read1, not read: a read in many steps that fails in the last would lose what the others gave.
            return self._unpacked.read1(size)
        except EOFError:
            self.fault = "the packed data are cut off"
        except RuntimeError as fault:
            locked = "password" in str(fault)
            self.fault = "locked with a password" if locked else f"packed in a way that is not read ({fault})"
        except gzip.BadGzipFile as fault:
            self.fault = f"the packed data are damaged ({fault})"
        except (
            OSError,
            zlib.error,
            ValueError,
            lzma.LZMAError,
            zipfile.BadZipFile,
            tarfile.TarError,
        ) as fault:
            self.fault = f"the packed data are cut off or damaged ({fault})"
        return b""


class Tally(io.RawIOBase):
    """Counts the bytes read through it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        self.count += len(part)
        return part

    def readinto(self, buffer: object) -> int:
        target = memoryview(cast(bytearray, buffer)).cast("B")
        part = self.read(len(target))
        target[: len(part)] = part
        return len(part)


class Utf8(io.RawIOBase):
    """A UTF-16 or UTF-32 stream as UTF-8 without a byte order mark, so that lines can be cut in it."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(cast(bytearray, buffer)).cast("B")
        while not self._left:
            part = self._stream.read(_CHUNK)
            self._left = self._decoder.decode(part, final=not part).encode("utf-8", "replace")
            if not part:
                break
        taken = self._left[: len(target)]
        self._left = self._left[len(taken) :]
        target[: len(taken)] = taken
        return len(taken)
