"""A table as Parquet, where pyarrow is installed (the extra `parquet`)."""

from __future__ import annotations

import io
from importlib.util import find_spec

from builder.derive.tables import Table

#: What to tell a person whose build has no Parquet files.
MISSING = (
    "Parquet files are left out: pyarrow is not installed (pip install 'annotated-news-archive[parquet]')"
)


def available() -> bool:
    """Whether Parquet can be written here."""
    return find_spec("pyarrow") is not None


def parquet_bytes(table: Table) -> bytes:
    """The table as one Parquet file, compressed with zstd; days are date32. The same rows give the same bytes under
    one version of pyarrow. Raises ImportError where pyarrow is absent (see `available`)."""
    import pyarrow as pa
    import pyarrow.compute
    import pyarrow.parquet as pq

    rows = list(table.rows())
    arrays, fields = [], []
    for place, column in enumerate(table.columns):
        kind = pa.int64() if column.type == "integer" else pa.string()
        array = pa.array([row[place] for row in rows], type=kind)
        if column.type == "date":
            array = pyarrow.compute.cast(array, pa.date32())
        arrays.append(array)
        fields.append(pa.field(column.name, array.type, metadata={"description": column.description}))
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), buffer, compression="zstd")
    return buffer.getvalue()
