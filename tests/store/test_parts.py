"""Values in the parts of a file: put together as they were packed, they are read as the list of them."""

from __future__ import annotations

import marshal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from builder.store.articles import read_page
from builder.store.parts import joinable, joined

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=6))
def test_values_put_together_as_they_were_packed_are_read_as_their_list(values: list[object]) -> None:
    assert marshal.loads(joined([joinable(value) for value in values])) == values


def test_the_same_text_in_several_values_stands_in_each_of_them() -> None:
    shared = "".join(["one ", "text"])
    values = [(shared, shared), (shared, [shared])]
    assert marshal.loads(joined([joinable(value) for value in values])) == values


def test_a_file_longer_than_is_read_at_a_time_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    body = "A line of a long text.\n" * 20_000
    file.write_text(f"---\nid: a0123456789\n---\n\n{body}", encoding="utf-8")
    assert read_page(file, "archive/long.md").body == body.strip("\n")
