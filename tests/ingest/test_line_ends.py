"""A PDF whose words are each drawn by themselves reads line by line, as it is printed."""

from __future__ import annotations

import itertools
import textwrap
from pathlib import Path

from builder import ingest
from builder.clean import clean
from builder.ingest.line_ends import with_line_ends
from builder.model.capture import Capture

from ..clean.captures import STORY, TODAY
from .making import pdf_drawn

#: Half of a capital's height: words drawn so far apart have a gap between them in any font.
_SPACE = 4.0
#: Room for each letter of Helvetica at 10 points.
_LETTER = 6.7


def _by_word(lines: list[str]) -> bytes:
    """A page whose origin is moved to each word, as macOS writes justified text."""
    drawn: list[str] = []
    for number, line in enumerate(lines):
        starts = itertools.accumulate((len(word) * _LETTER + _SPACE for word in line.split()), initial=40.0)
        drawn += [
            f"q 1 0 0 1 {x:.1f} {740 - 13 * number} cm BT /F1 10 Tf ({word}) Tj ET Q"
            for x, word in zip(starts, line.split(), strict=False)
        ]
    return pdf_drawn("\n".join(drawn))


def _lines(width: int) -> list[str]:
    return [line for text in STORY for line in textwrap.wrap(text, width)]


def _read(tmp_path: Path, raw: bytes) -> Capture:
    file = tmp_path / "page.pdf"
    file.write_bytes(raw)
    (capture,) = ingest.read([str(file)])
    assert isinstance(capture, Capture)
    return capture


def test_lines_end_where_they_are_printed(tmp_path: Path) -> None:
    for width in (42, 70):
        lines = ["Storm closes the strait", "By Tom Okafor", *_lines(width)]
        content = _read(tmp_path, _by_word(lines)).content
        assert [" ".join(line.split()) for line in content.split("\n") if line.strip()] == lines


def test_such_a_pages_headline_and_byline_are_found(tmp_path: Path) -> None:
    lines = ["Storm closes the strait", "By Tom Okafor", "4 March 2021", *_lines(70)]
    cleaned = clean(_read(tmp_path, _by_word(lines)), today=TODAY)
    assert (cleaned.title, cleaned.byline, cleaned.date) == (
        "Storm closes the strait",
        "Tom Okafor",
        "2021-03-04",
    )
    assert " ".join(cleaned.paragraphs) == " ".join(STORY)


def test_a_page_in_order_and_one_whose_grid_says_something_else_stay_as_they_are() -> None:
    plain = "\n".join(_lines(44))
    late = plain.replace("\n", " ")
    assert with_line_ends(plain, plain) == plain
    assert with_line_ends(plain, late) == plain
    assert with_line_ends(plain, plain + "\nanother word") == plain


def test_few_line_ends_tell_nothing() -> None:
    assert with_line_ends("One\ntwo three\nfour", "One two\nthree four") == "One\ntwo three\nfour"
