"""A table as Parquet, where pyarrow is installed (the extra `parquet`)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from builder.derive.tables import Row, Table

if TYPE_CHECKING:
    import pyarrow as pa
    from _typeshed import ReadableBuffer

#: What to tell a person whose build has no Parquet files.
MISSING = (
    "Parquet files are left out: pyarrow is not installed (pip install 'annotated-news-archive[parquet]')"
)


def available() -> bool:
    """Whether Parquet can be written here."""
    return find_spec("pyarrow") is not None


#: Characters of rows written at a time. On 10,000 articles a build held 180 MB more with all rows at once, 75 MB with groups
#: of 8 million and 40 MB with these; the file is a hundredth larger.
GROUP = 2_000_000


def parquet_parts(table: Table) -> Iterator[bytes]:
    """The table as one Parquet file in parts, compressed with zstd; days are date32. The same rows give the same bytes
    under one version of pyarrow. Raises ImportError where pyarrow is absent (see `available`)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"integer": pa.int64(), "date": pa.date32()}
    schema = pa.schema(
        [
            pa.field(
                column.name, kinds.get(column.type, pa.string()), metadata={"description": column.description}
            )
            for column in table.columns
        ]
    )
    sink = _Sink()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for rows in _groups(table.rows()):
            writer.write_table(pa.Table.from_arrays(_arrays(table, rows, schema), schema=schema))
            yield sink.taken()
    yield sink.taken()


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += sum(len(value) if isinstance(value, str) else 8 for value in row)
        if size >= GROUP:
            yield held
            held, size = [], 0
    if held:
        yield held


def _arrays(table: Table, rows: Sequence[Row], schema: pa.Schema) -> list[pa.Array]:
    import pyarrow as pa

    arrays = []
    for place, column in enumerate(table.columns):
        kind = pa.string() if column.type == "date" else schema.field(place).type
        array = pa.array([row[place] for row in rows], type=kind)
        arrays.append(array.cast(pa.date32()) if column.type == "date" else array)
    return arrays


class _Sink(io.RawIOBase):
    """A file that only grows: what was written to it is taken from it and forgotten."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, octets: ReadableBuffer) -> int:
        written = bytes(octets)
        self._held.append(written)
        self._length += len(written)
        return len(written)

    def taken(self) -> bytes:
        """What was written since the last taking."""
        held, self._held = b"".join(self._held), []
        return held
