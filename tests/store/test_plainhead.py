"""Front matter as builder writes it is read line by line, with the outcome of the YAML parser and the schema."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import FileFault
from builder.store.frontmatter import split
from builder.store.plainhead import plain_values
from builder.store.scalars import scalar
from builder.store.validate import Reading, read_table

WRITTEN = """\
id: a7249c555f6
title: Harbour ferries return after a week of storms
title_basis: first-words
date: 2021-02-27
date_basis: related-version
updated: 2021-03-01
captured: 2025-02-22
source: lindhaven-courier
source_url: https://courier.example/2021/02/ferries.html?a=1#top
byline: 'Ana Ruiz: our reporter'
credits:
- Tom Vale
- "Ina O'Dell"
dateline: Lindhaven, Feb. 27
kind: report
language: pt-BR
entities:
  people:
  - Ana Ruiz
  - "D'Arcy Moor"
  organizations:
  - Port of Lindhaven
  places:
  - 上海
story: harbour-ferries-return
related_versions:
- article: ae268cbed05
  relation: rewrite
- article: ae268cbed06
  relation: unrelated
derived_from: ae268cbed05
status: withheld
notes: Compare with the 2020 storm
"""


def long_way(head: str) -> Reading:
    return read_table(split(f"---\n{head}---\n".encode(), "x.md").table())


def agrees(head: str) -> bool:
    """Whether the short way was taken; where it was, the long way finds the same values and no fault."""
    values = plain_values(head)
    if values is None:
        return False
    reading = long_way(head)
    assert (values, reading.faults, reading.extra) == (reading.values, [], {})
    assert list(values) == list(reading.values)
    assert list(values.get("entities", {})) == list(reading.values.get("entities", {}))  # type: ignore[call-overload]
    return True


def test_every_key_as_builder_writes_it_takes_the_short_way() -> None:
    assert agrees(WRITTEN)


@pytest.mark.parametrize(
    "head",
    [
        "title: no id\n",
        "id: a7249c555f6\n",
        "id: a7249c555f6\ntitle: true\n",
        "id: a7249c555f6\ntitle: 2021\n",
        "id: a7249c555f6\ntitle: ~\n",
        "id: a7249c555f6\ntitle:\n",
        "id: a7249c555f6\ntitle: \n",
        "id: a7249c555f6\ntitle: a: b\n",
        "id: a7249c555f6\ntitle: a # b\n",
        "id: a7249c555f6\ntitle: a\n  b\n",
        "id: a7249c555f6\ntitle: |\n  a\n",
        "id: a7249c555f6\ntitle: 'it''s'\n",
        'id: a7249c555f6\ntitle: "a\\tb"\n',
        "id: a7249c555f6\ntitle: 'a' b'\n",
        "id: a7249c555f6\ntitle: *a\n",
        "id: a7249c555f6\ntitle: a\ntitle: b\n",
        "id: a7249c555f6\ntitle: a\ntopic: b\n",
        "id: a7249c555f6\ntitle: a # said so\n",
        "# said so\nid: a7249c555f6\ntitle: a\n",
        "id: a7249c555f6\n\ntitle: a\n",
        "id: a7249c555f6\ntitle: a\r\n",
        "id: a7249c555f6\ntitle: a\u2028b\n",
        "id: a7249c555f6\ntitle: a\tb\n",
        "id: a7249c555f\ntitle: a\n",
        "id: a7249c555f6\ntitle: a\ndate: 2021-02-31\n",
        "id: a7249c555f6\ntitle: a\nlanguage: english\n",
        "id: a7249c555f6\ntitle: a\nstatus: gone\n",
        "id: a7249c555f6\ntitle: a\nsource_url: ftp://a.example\n",
        "id: a7249c555f6\ntitle: a\nentities:\n",
        "id: a7249c555f6\ntitle: a\nentities:\n  people:\n",
        "id: a7249c555f6\ntitle: a\nentities:\n  people: Ana\n",
        "id: a7249c555f6\ntitle: a\nentities:\n  animals:\n  - Ana\n",
        "id: a7249c555f6\ntitle: a\nentities:\n  people:\n  - Ana\n  - Ana\n",
        "id: a7249c555f6\ntitle: a\nentities:\n  people:\n  - Ana: x\n",
        "id: a7249c555f6\ntitle: a\nentities:\n  people: [Ana]\n",
        "id: a7249c555f6\ntitle: a\nentities:\n  people:\n    - Ana\n",
        "id: a7249c555f6\ntitle: a\ncredits: Ana\n",
        "id: a7249c555f6\ntitle: a\nrelated_versions:\n- relation: update\n  article: ae268cbed05\n",
        "id: a7249c555f6\ntitle: a\nrelated_versions:\n- article: ae268cbed05\n",
        "id: a7249c555f6\ntitle: a\nrelated_versions:\n- article: ae268cbed05\n  relation: kin\n",
        "id: a7249c555f6\ntitle: " + "[" * 61 + "\n",
        "- id\n- title\n",
        "",
    ],
)
def test_what_is_written_otherwise_takes_the_long_way(head: str) -> None:
    assert plain_values(head) is None


TEXTS = st.one_of(
    st.text(max_size=12),
    st.text("ab -:#'\"[]{}&*!|>%@`,?~=.01\u00e9\u4e0a\U0001f600", min_size=1, max_size=10),
    st.sampled_from(["no", "null", "Ana Ruiz", "1_000", "12:30:00", "0x1f", "---", "<<", "=", ".inf", "1e3"]),
)


@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=3), st.booleans())
@settings(max_examples=400, deadline=None)
def test_any_text_gives_what_the_long_way_gives(
    title: str, slug: str, names: list[str], quoted: bool
) -> None:
    form = scalar if quoted else str
    listed = "".join(f"  - {form(name)}\n" for name in names)
    head = f"id: a7249c555f6\ntitle: {form(title)}\nentities:\n  people:\n{listed}story: {form(slug)}\n"
    try:
        agrees(head)
    except (FileFault, UnicodeEncodeError) as fault:
        raise AssertionError(head) from fault


LINES = st.sampled_from([*WRITTEN.splitlines(), "", "- Ana", "  - Ana", "  places:", "topic: x", "title: b"])


@given(st.lists(LINES, max_size=12))
@settings(max_examples=400, deadline=None)
def test_lines_in_any_order_give_what_the_long_way_gives(lines: list[str]) -> None:
    head = "\n".join(["id: a7249c555f7", "title: a", *lines, ""])
    if plain_values(head) is not None:
        assert agrees(head)
