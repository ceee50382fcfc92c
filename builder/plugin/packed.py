"""Files of the search index, compressed when they are asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from builder.plugin.pagefind import Indexed

#: How hard files are compressed. On 1,000 generated articles of 500 words the words' files take 1.47 MB at 6 in 0.19 s,
#: 1.50 at 5 in 0.09, and 1.53 at 4 in 0.06; the pages' own files 2.26 MB in 0.09 s at 6 as at 5, and 2.29 in 0.08 at 4.
LEVEL = 5

#: How far back they are compressed, as a power of two: 8 kB. Pages' own files of 5 kB have the same size as with zlib's 32
#: kB in .108 ms each and not .148, and words' files are .2 % smaller in .54 ms and not .60.
WINDOW = 13

#: What zlib calls a file of gzip.
_GZIP = 16


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the index that is made when it is asked for. `is_named` where its name says what it holds, so that one
    of this name that was made before is the same. `memory` is how far the compression's tables reach (zlib's)."""

    path: str
    plain: Callable[[], bytes]
    is_named: bool
    memory: int = 8

    @property
    def content(self) -> bytes:
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP + WINDOW, self.memory)
        return packer.compress(self.plain()) + packer.flush()


IndexFile = Indexed | Packed
