"""CSV and TSV with an article a row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from builder.ingest import limits

from .making import BODY, captures_and_reasons, read_one, written


def _csv(*rows: list[str], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def test_each_row_is_a_capture_named_by_its_first_line(tmp_path: Path) -> None:
    data = _csv(["title", "text", "date"], ["A", 'Two\nlines, "quoted"', "2021-02-27"], ["B", "More.", ""])
    captures, reasons = captures_and_reasons([written(tmp_path, "a.csv", data)])
    assert [capture.content for capture in captures] == ['Two\nlines, "quoted"', "More."]
    assert [capture.origin.rpartition(":")[2] for capture in captures] == ["2", "4"]
    assert captures[0].given.date == "2021-02-27"
    assert reasons == []


def test_semicolons_and_tabs_are_found(tmp_path: Path) -> None:
    for delimiter in (";", "\t", "|"):
        data = _csv(["Headline", "Publish Date", "Text"], ["H", "27/02/2021", BODY], delimiter=delimiter)
        capture = read_one(written(tmp_path, "a.dat", data))
        assert (capture.given.title, capture.given.date) == ("H", "27/02/2021")


def test_an_old_windows_table_is_read_and_said_to_be(tmp_path: Path) -> None:
    rows = [["titre", "text"]] + [
        ["Été", "Le café de la gare a rouvert après l'été, à côté de l'église."]
    ] * 3
    capture = captures_and_reasons([written(tmp_path, "a.csv", _csv(*rows).encode("cp1252"))])[0][0]
    assert capture.content == "Le café de la gare a rouvert après l'été, à côté de l'église."
    assert capture.notes == ("decoded as windows-1252, a guess",)


def test_rows_that_end_in_a_lone_carriage_return_are_rows(tmp_path: Path) -> None:
    captures, _ = captures_and_reasons([written(tmp_path, "a.csv", "title,text\rA,one\rB,two\r")])
    assert [capture.content for capture in captures] == ["one", "two"]


def test_a_row_with_more_cells_than_columns_is_refused(tmp_path: Path) -> None:
    data = "title,text\nA,one, two\nB,fine\n"
    captures, reasons = captures_and_reasons([written(tmp_path, "a.csv", data)])
    assert [capture.content for capture in captures] == ["fine"]
    assert reasons == ["a.csv:2: 3 cells under 2 columns"]


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "text,Title,title\nx,a,b\n")
    assert captures_and_reasons([path]) == ([], ["a.csv: the column 'title' stands twice"])


def test_an_over_size_line_is_refused_and_the_next_row_is_read(tmp_path: Path) -> None:
    data = b"title,text\nA,one\nB," + b"x" * (limits.MAX_PAGE + 1) + b"\nC,three\n"
    captures, reasons = captures_and_reasons([written(tmp_path, "a.csv", data)])
    assert [capture.content for capture in captures] == ["one", "three"]
    assert reasons == ["a.csv:3: too large: a line of more than 32 MB"]


def test_a_text_with_commas_in_its_first_line_is_no_table(tmp_path: Path) -> None:
    assert read_one(written(tmp_path, "a.txt", "Text, pictures, sound\nA, B, C\n")).media_type == "text/plain"


def test_the_delimiter_that_a_spreadsheet_states_is_followed(tmp_path: Path) -> None:
    table = "sep=;\r\n" + _csv(["title", "text"], ["H, and more", BODY], delimiter=";")
    capture = read_one(written(tmp_path, "a.csv", "\ufeff" + table))
    assert (capture.given.title, capture.content) == ("H, and more", BODY)
