"""A page of print in columns is read column by column, however the file was written."""

from __future__ import annotations

import io
import textwrap
from pathlib import Path

from pypdf import PdfReader

from builder import ingest
from builder.clean import clean
from builder.ingest.columns import in_reading_order
from builder.model.capture import Capture

from ..clean.captures import STORY, TODAY
from .making import pdf_of

HEAD = [(72, 720, 18, "Storm closes the strait"), (72, 700, 10, "By Tom Okafor")]
LINES = [
    line
    for paragraph in (*STORY, "Nobody was hurt, the harbour office said late on Tuesday evening.")
    for line in textwrap.wrap(paragraph.replace("(", "").replace(")", ""), 44)
]
HALF = (len(LINES) + 1) // 2
LEFT = [(72, 670 - 13 * n, 10, text) for n, text in enumerate(LINES[:HALF])]
RIGHT = [(320, 670 - 13 * n, 10, text) for n, text in enumerate(LINES[HALF:])]
BY_LINE = [run for n in range(HALF) for run in (*LEFT[n : n + 1], *RIGHT[n : n + 1])]


def _read(tmp_path: Path, runs: list[tuple[int, int, int, str]]) -> str:
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf_of(runs))
    (capture,) = ingest.read([str(file)])
    assert isinstance(capture, Capture)
    return capture.content


def test_a_page_written_line_by_line_reads_as_one_written_by_columns(tmp_path: Path) -> None:
    by_line, by_column = (_read(tmp_path, runs) for runs in (HEAD + BY_LINE, HEAD + LEFT + RIGHT))
    assert by_line.split() == by_column.split()
    assert " ".join(by_line.split()).endswith(" ".join(LINES))


def test_the_article_of_a_page_in_columns_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf_of(HEAD + BY_LINE))
    (capture,) = ingest.read([str(file)])
    assert isinstance(capture, Capture)
    assert " ".join(" ".join(clean(capture, today=TODAY).paragraphs).split()) == " ".join(LINES)


def test_a_line_across_both_columns_parts_what_is_above_it_from_what_is_below(tmp_path: Path) -> None:
    across = "Below the fold: the island councils meet again in May, and both of them want a new pier"
    below = [(x, y - 300, size, f"again {text}") for x, y, size, text in BY_LINE]
    words = " ".join(_read(tmp_path, [*BY_LINE, (72, 400, 12, across), *below]).split())
    above, _, rest = words.partition(across)
    assert above.strip() == " ".join(LINES)
    assert rest.strip() == " ".join(f"again {line}" for line in LINES)


def test_a_table_stays_line_by_line(tmp_path: Path) -> None:
    parties = [
        "Social Democrats",
        "Greens of the Islands",
        "Conservatives",
        "Independents",
        "Harbour List",
    ] * 3
    rows = [
        run
        for n, party in enumerate(parties)
        for run in (
            (72, 700 - 14 * n, 10, f"{party} {n}, with all of its allies"),
            (320, 700 - 14 * n, 10, f"{14_220 - n} votes and {n} seats in the new council"),
        )
    ]
    plain = PdfReader(io.BytesIO(pdf_of(rows))).pages[0].extract_text()
    assert _read(tmp_path, rows) == plain
    assert "Social Democrats 0, with all of its allies 14220 votes" in plain


def test_columns_that_the_file_holds_one_after_the_other_are_left_alone() -> None:
    page = PdfReader(io.BytesIO(pdf_of(HEAD + LEFT + RIGHT))).pages[0]
    plain = page.extract_text()
    assert in_reading_order(plain, page.extract_text(extraction_mode="layout")) is plain


def test_a_page_of_which_the_grid_leaves_words_out_stays_as_it_is() -> None:
    left, right = LINES[:HALF], [*LINES[HALF:], ""][:HALF]
    grid = "\n".join(f"{one:<60}{other}" for one, other in zip(left, right, strict=True))
    plain = "\n".join(f"{one} {other}" for one, other in zip(left, right, strict=True))
    assert in_reading_order(plain, grid).split() == " ".join(LINES).split()
    turned = f"{plain}\nphotograph: the harbour office"
    assert in_reading_order(turned, grid) == turned
