"""Files of the search index, compressed when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deflate import __version__, gzip_compress

from builder.plugin.pagefind import Indexed

#: How hard the words' files are compressed, by libdeflate: of 2,000 generated articles of 500 words they take 2.97 MB and
#: 175 microseconds each at 5, 3.17 and 157 at 4, 3.12 and 104 at 1. (zlib at its 5 took 3.03 MB in 491 microseconds;
#: ISA-L at its 3 took 3.14 in 70, but not the same bytes on every machine.)
LEVEL = 5

#: The same for the pages' own files, of which a search loads ten: of the same articles they take 4.58 MB and 48
#: microseconds each at 5, 4.62 and 43 at 4, 4.68 and 28 at 1.
QUICK = 1

#: The same for what every search begins with: at 10,000 articles the lists of contents take 96.2 kB at 12 and 100.7 at 8
#: (zlib 99.3 with its smallest blocks), each in a millisecond.
HARDEST = 12

#: What the bytes depend on beside what is packed.
HOW = f"deflate {__version__} {QUICK} {LEVEL} {HARDEST}"


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the index that is made when it is asked for. `is_named` where its name says what it holds, so that one
    of this name that was made before is the same. `level` is how hard it is compressed, 1 to 12."""

    path: str
    plain: Callable[[], bytes]
    is_named: bool
    level: int = LEVEL

    @property
    def content(self) -> bytes:
        return bytes(gzip_compress(self.plain(), self.level))


IndexFile = Indexed | Packed
