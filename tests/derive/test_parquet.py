"""What is written by hand is read by pyarrow."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive import parquet
from builder.derive.tables import Column, Row, Table

COLUMNS = (
    Column("name", "What it is called"),
    Column("day", "Day of it", "date"),
    Column("count", "How many", "integer"),
)


def written(rows: Sequence[Row]) -> bytes:
    table = Table("things", "", COLUMNS, ("name",), (), lambda: iter(rows))
    return b"".join(parquet.parquet_parts(table))


def read(raw: bytes) -> list[Row]:
    found = pq.read_table(io.BytesIO(raw)).to_pylist()
    return [(one["name"], one["day"] and one["day"].isoformat(), one["count"]) for one in found]


def rows(name: st.SearchStrategy[Any], count: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Row]]:
    day = st.none() | st.dates().map(date.isoformat)
    return st.lists(st.tuples(st.none() | name, day, st.none() | count), max_size=60)


ANYTHING = rows(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**63), 2**63 - 1))
REPEATED = rows(st.sampled_from(["", "ferry", "قارب", "渡し船"]), st.integers(0, 2))


@settings(max_examples=150)
@given(ANYTHING | REPEATED)
def test_rows_come_back_as_they_were(given: list[Row]) -> None:
    assert read(written(given)) == given


@pytest.mark.parametrize("distinct", [1, 2, 255, 256, 257, 65_536, 65_537])
def test_a_dictionary_may_have_any_number_of_values(distinct: int) -> None:
    given: list[Row] = [(f"n{n}", None, n) for n in range(distinct)] * 2
    assert read(written(given)) == given


def test_rows_in_several_groups_are_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 100)
    given: list[Row] = [(f"ferry {n % 7}", f"2021-02-{1 + n % 28:02}", n) for n in range(90)]
    raw = written(given)
    assert pq.ParquetFile(io.BytesIO(raw)).num_row_groups > 5
    assert read(raw) == given


def test_a_query_skips_groups_by_what_is_said_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 100)
    given: list[Row] = [(f"ferry {n:03}", f"20{n:02}-02-01", n) for n in range(90)]
    raw = written(given)
    first = pq.ParquetFile(io.BytesIO(raw)).metadata.row_group(0)
    name, day, count = (first.column(place).statistics for place in range(3))
    assert (name.min, name.max) == ("ferry 000", f"ferry {first.num_rows - 1:03}")
    assert (day.min, day.max) == (date(2000, 2, 1), date(2000 + first.num_rows - 1, 2, 1))
    assert (count.min, count.max, count.null_count) == (0, first.num_rows - 1, 0)
    late = pq.read_table(io.BytesIO(raw), filters=pc.field("day") > date(2080, 1, 1))
    assert late.column("count").to_pylist() == list(range(80, 90))


def test_texts_are_compared_by_their_bytes_and_long_ones_do_not_describe_a_group() -> None:
    raw = written([("z", None, 1), ("é", None, 2), ("\U0001f6a2", None, 3), ("ｚ", None, 4)])
    said = pq.ParquetFile(io.BytesIO(raw)).metadata.row_group(0).column(0).statistics
    assert (said.min, said.max) == ("z", "\U0001f6a2")
    long = pq.ParquetFile(io.BytesIO(written([("a" * 65, None, None)]))).metadata.row_group(0)
    assert not long.column(0).statistics.has_min_max
    assert long.column(2).statistics.null_count == 1


def test_a_file_says_what_its_columns_are() -> None:
    schema = pq.read_schema(io.BytesIO(written([])))
    assert [str(field.type) for field in schema] == ["string", "date32[day]", "int64"]
    assert schema.metadata[b"day: description"] == b"Day of it"


def test_what_cannot_be_encoded_is_replaced() -> None:
    assert read(written([("a\udcff", None, None)])) == [("a?", None, None)]
