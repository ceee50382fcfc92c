"""A database that is filled on the disk and read back in parts: that of 100,000 articles takes 0.8 GB."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.derive.database import Fill

#: Bytes of a part of the file.
_PART = 1 << 20


def on_disk(fill: Fill) -> Iterator[bytes]:
    """The bytes of the database that `fill` fills, by way of a temporary file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "archive.sqlite"
        with closing(sqlite3.connect(file)) as database:
            fill(database)
        with file.open("rb") as stream:
            while part := stream.read(_PART):
                yield part
