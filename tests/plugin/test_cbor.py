"""CBOR as Pagefind's files use it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.plugin import cbor
from builder.plugin.cbor import CborFault

items = st.recursive(
    st.integers(-(2**64), 2**64 - 1) | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=30),
    max_leaves=60,
)


@given(items)
def test_what_is_packed_is_unpacked_again(item: Any) -> None:
    assert cbor.unpacked(cbor.packed(item)) == item


@given(st.lists(st.integers(-(2**31), 2**32 - 1) | st.text(max_size=300), max_size=50))
def test_items_packed_at_once_are_those_packed_one_by_one(found: list[int | str]) -> None:
    texts = [item.encode() for item in found if isinstance(item, str)]
    kinds = [cbor.TEXT if isinstance(i, str) else cbor.NEGATIVE if i < 0 else cbor.NUMBER for i in found]
    values = [len(i.encode()) if isinstance(i, str) else -1 - i if i < 0 else i for i in found]
    raw = cbor.packed_stream(np.array(kinds, np.uint8), np.array(values, np.int64), b"".join(texts))
    assert raw == b"".join(map(cbor.packed, found))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "ends early"),
        (b"\x82\x01", "ends early"),
        (b"\x63ab", "no text"),
        (b"\x19\x01", "no length"),
        (b"\x9f\xff", "no length"),
        (b"\xf5", "another kind"),
        (b"\x01\x01", "goes on"),
    ],
)
def test_what_is_no_item_is_said_to_be_none(raw: bytes, message: str) -> None:
    with pytest.raises(CborFault, match=message):
        cbor.unpacked(raw)
