"""Tables within an HTML article are kept whole, a row at a time; tables that lay a page out are none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builder.clean import clean
from builder.clean.blocks import read_blocks
from builder.clean.page_tables import data_tables
from builder.text.markdown import to_markdown, to_plain
from tests.clean.captures import STORY, TODAY, page
from tests.clean.test_cleaning_pages import article


def table(rows: Sequence[Sequence[str]], *, caption: str = "") -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{f'<caption>{caption}</caption>' if caption else ''}{lines}</table>"


def _within(markup: str) -> str:
    return article().replace(f"<p>{STORY[2]}</p>", f"<p>{STORY[2]}</p>{markup}")


def _rows(html: str) -> list[str]:
    cleaned = clean(page(html), today=TODAY)
    return [text for text, kind in zip(cleaned.paragraphs, cleaned.kinds, strict=True) if kind == "item"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Party", "Votes", "Seats"], ["Harbour List", "12,301", "14"], ["Northern Union", "9,877", "11"]],
        [["Partei", "Stimmen", "Anteil"], ["Hafenliste", "12.301", "45,1 %"], ["Grüne", "3.450", "12,6 %"]],
        [["Wind", "110 km/h"], ["Waves", "9 m"], ["Rain", "43 mm"]],
        [["الحزب", "الأصوات"], ["قائمة الميناء", "12301"], ["الاتحاد", "9877"]],
        [["政党", "得票"], ["港湾会", "12301"], ["北部連合", "9877"]],
    ],
)
def test_a_table_in_the_text_is_kept_whole_a_row_at_a_time(rows):
    assert _rows(_within(table(rows))) == [" · ".join(row) for row in rows]


def test_a_cell_left_empty_is_shown_and_a_sign_is_kept():
    rows = [["Ferry", "Runs", "Refunds"], ["Carrow", "✓", "no"], ["Eyre", "", "yes"], ["", "1", "2"]]
    assert _rows(_within(table(rows)))[1:] == ["Carrow · ✓ · no", "Eyre · – · yes", "– · 1 · 2"]


def test_a_cells_paragraphs_are_one_cell():
    rows = [["Route", "Note"], ["Carrow", "<p>closed</p><p>until Friday</p>"], ["Eyre", "open"]]
    assert _rows(_within(table(rows))) == ["Route · Note", "Carrow · closed until Friday", "Eyre · open"]


def test_a_cell_across_columns_keeps_the_next_in_its_own():
    head = "<tr><td colspan='2'>Ferries on Tuesday</td><td>Refunds</td></tr>"
    markup = f"<table>{head}<tr><td>Carrow</td><td>12</td><td>yes</td></tr><tr><td>Eyre</td><td>8</td><td>no</td></tr></table>"
    assert _rows(_within(markup))[0] == "Ferries on Tuesday · – · Refunds"


def test_a_caption_stays_above_its_rows():
    rows = [["Route", "Runs"], ["Carrow - Eyre", "12"], ["Eyre - Northcape", "8"]]
    cleaned = clean(page(_within(table(rows, caption="Ferries on Tuesday, by route and run"))), today=TODAY)
    place = cleaned.paragraphs.index("Route · Runs")
    assert cleaned.paragraphs[place - 1] == "Ferries on Tuesday, by route and run"


def test_rows_come_back_from_the_article_file_as_they_were():
    rows = [["--- | ---", "# 2"], ["1. *a*", "<b>"], ["- x", "`y`"]]
    escaped = [[cell.replace("<b>", "&lt;b&gt;") for cell in row] for row in rows]
    written = _rows(_within(table(escaped)))
    assert [block.text for block in to_plain(to_markdown(written, ["item"] * len(written)))] == written


def test_a_table_that_lays_a_page_out_is_no_data():
    cells = "".join(f"<td><p>{text}</p><p>{STORY[0]} {STORY[1]} {STORY[2]}</p></td>" for text in STORY[:2])
    layout = f"<table><tr>{cells}</tr><tr>{cells}</tr></table>"
    menu = table(
        [[f'<a href="/{n}">Council news {n}</a>', f'<a href="/b{n}">Sport {n}</a>'] for n in range(5)]
    )
    assert data_tables(read_blocks(f"<html><body>{layout}{menu}</body></html>")) == []


def test_a_table_in_the_footer_stays_out():
    rows = [["Share", "Price"], ["Cape Ferries", "12.30"], ["Harbour Press", "8.10"]]
    html = article().replace("<footer>", f"<footer>{table(rows)}")
    cleaned = clean(page(html), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert {removal.rule for removal in cleaned.removals if removal.text == "Cape Ferries"} == {"menu"}
