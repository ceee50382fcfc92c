"""The compact protocol is read and written to the letter."""

from __future__ import annotations

import io
import random

import pytest

from builder.derive import thrift
from builder.derive.rowgroups import Footer, Unknown
from builder.derive.thrift import Field, Items, Kind, Struct, ThriftFault, Value


def made(dice: random.Random, kind: Kind, depth: int) -> Value:
    match kind:
        case Kind.TRUE | Kind.FALSE:
            return 0
        case Kind.BYTE:
            return dice.randrange(256)
        case Kind.DOUBLE:
            return dice.randbytes(8)
        case Kind.BINARY:
            return dice.randbytes(dice.choice((0, 3, 200)))
        case Kind.LIST:
            within = dice.choice((Kind.I32, Kind.I64, Kind.BINARY, Kind.STRUCT))
            size = dice.choice((0, 2, 14, 15, 40)) if depth else 0
            return Items(within, [made(dice, within, depth - 1) for _ in range(size)])
        case Kind.STRUCT:
            return struct(dice, depth - 1) if depth else {}
        case _:
            return dice.choice((0, 1, -1, 63, 64, -65, 2**31 - 1, -(2**31), 2**62, -(2**62)))


def struct(dice: random.Random, depth: int = 3) -> Struct:
    numbers = sorted(dice.sample(range(1, 300), dice.randrange(6)))
    kinds = [dice.choice(list(Kind)) for _ in numbers]
    return {number: Field(kind, made(dice, kind, depth)) for number, kind in zip(numbers, kinds, strict=True)}


@pytest.mark.parametrize("seed", range(40))
def test_what_is_written_is_read_again(seed: int) -> None:
    found = struct(random.Random(seed))
    assert thrift.read(thrift.write(found)) == found


def test_a_structure_that_ends_early_or_has_unknown_kinds_is_refused() -> None:
    whole = thrift.write({1: Field(Kind.BINARY, b"ferry"), 2: Field(Kind.I32, 7)})
    for size in range(len(whole)):
        with pytest.raises(ThriftFault):
            thrift.read(whole[:size])
    with pytest.raises(ThriftFault, match="kind 13"):
        thrift.read(b"\x1d\x00")


def test_a_footer_of_pyarrows_is_written_as_it_was_read() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow (the extra 'parquet') is not installed")
    pq = pytest.importorskip("pyarrow.parquet")
    sink = io.BytesIO()
    table = pa.table({"id": [f"a{n}" for n in range(100)], "words": [*range(99), None]})
    pq.write_table(table, sink, row_group_size=30, compression="zstd")
    raw = sink.getvalue()
    footer = Footer.of_bytes(raw)
    assert [group.rows for group in footer.groups] == [30, 30, 30, 10]
    groups = [group.moved(group.begin, number) for number, group in enumerate(footer.groups)]
    assert raw.endswith(footer.over(groups))
    turned = list(reversed(footer.groups))
    begins = [4]
    for group in turned:
        begins.append(begins[-1] + group.end - group.begin)
    end = footer.over(group.moved(*one) for group, *one in zip(turned, begins, range(4), strict=False))
    file = b"PAR1" + b"".join(raw[group.begin : group.end] for group in turned) + end
    assert pq.read_table(io.BytesIO(file)).column("words").to_pylist() == [
        *[*range(90, 99), None],
        *range(60, 90),
        *range(30, 60),
        *range(30),
    ]


def test_files_with_indexes_of_pages_are_refused() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow (the extra 'parquet') is not installed")
    pq = pytest.importorskip("pyarrow.parquet")
    sink = io.BytesIO()
    pq.write_table(pa.table({"id": ["a", "b"]}), sink, write_page_index=True)
    with pytest.raises(Unknown):
        Footer.of_bytes(sink.getvalue())


@pytest.mark.parametrize(
    "raw", [b"", b"PAR1", b"\xff\xff\xff\xffPAR1", b"PAR1\0\x01\0\0\0PAR1", b"PAR1 no footer"]
)
def test_what_is_no_such_file_is_refused(raw: bytes) -> None:
    with pytest.raises(Unknown):
        Footer.of_bytes(raw)
