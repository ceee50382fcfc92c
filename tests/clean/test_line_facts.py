"""What is worked out for all lines of a page at once is what each line alone would give."""

from __future__ import annotations

from collections import Counter

from builder.clean.days import printed_days
from builder.clean.line_facts import LineFacts
from builder.clean.lines import fold_line, normal, read_lines
from builder.clean.residue import read_byline
from builder.clean.shape import ends_sentence

LINES = (
    "The council met. It voted, at last: 12 to 3.",
    'Nobody spoke." "Why?" she asked!”)',
    "Menu",
    "MENU",
    "Ferries stay in port | Harbour News",
    "By Ana Ruiz",
    "ByAna Ruiz and Tom Field",
    "Wrıtten by Ana Ruiz",
    "लेखक राम शर्मा",
    "tác giả: Nguyễn Văn",
    "Autores: Ana Ruiz",
    "Bylaws of the harbour",
    "Published 3 March 2021, 12:30",
    "3/4/21",
    "٣ مارس ٢٠٢١",
    "2021年3月4日",
    "Room 101",
    "「行く。」",
    "”",
    "x’”",
    "The ferries’ crews said — in March — that they’d stay, “come what may”…",
)


def facts() -> LineFacts:
    return LineFacts(read_lines("\n".join(LINES)).lines)


def test_a_line_is_closed_where_it_ends_as_a_sentence_does() -> None:
    found = facts()
    expected = [ends_sentence(text) for text in found.texts]
    assert found.closed.tolist() == expected
    assert 3 <= sum(expected) < len(expected)


def test_no_line_that_prints_a_day_is_missed() -> None:
    found = facts()
    printing = [place for place, text in enumerate(found.texts) if printed_days(text)]
    assert len(printing) == 4
    assert set(printing) <= set(found.dated.tolist())


def test_no_line_that_names_its_author_is_missed_in_any_script() -> None:
    found = facts()
    naming = [place for place, text in enumerate(found.texts) if read_byline(text)]
    assert len(naming) == 6
    assert set(naming) <= set(found.signed.tolist())


def test_without_letters_that_patterns_take_for_others_only_such_openings_are_looked_at() -> None:
    lines = LineFacts(read_lines("Menu\nBy Ana Ruiz\nBylaws of the harbour\nThe ferries stay").lines)
    assert lines.signed.tolist() == [1, 2]


def test_copies_of_a_line_count_whatever_their_letter_case() -> None:
    found = facts()
    counts = Counter(found.folded)
    assert found.copies.tolist() == [counts[folded] for folded in found.folded]
    assert max(found.copies) == 2


def test_lines_are_folded_and_counted_together_as_alone() -> None:
    for line in read_lines("\n".join(LINES)).lines:
        assert line.folded == fold_line(line.text)
        assert line.words == len(line.text.split()) or "年" in line.text or "行" in line.text


def test_lines_are_normalised_together_as_alone() -> None:
    odd = 'a \u200bb\n\u200b\nc\x00d\ne\\"f\\"\n\tg  h \nn\u0303'
    read = read_lines(odd)
    assert [line.text for line in read.lines] == [normal(raw) for raw in odd.split("\n") if normal(raw)]
    assert [line.blank_before for line in read.lines] == [0, 1, 0, 0, 0]


def test_the_number_before_a_month_is_a_day_and_no_list_s() -> None:
    days = ("12. Mai 2022", "3. März wird gewählt", "24. 12. 2021", "1. ledna 2020")
    listed = ("1. Boil the water", "2) Mai 2022", "3. 12 eggs", "• Mai 2022")
    read = read_lines("\n".join((*days, *listed))).lines
    assert [line.text for line in read[: len(days)]] == list(days)
    assert [line.bullet for line in read] == [""] * len(days) + ["1.", "2)", "3.", "•"]


def test_a_page_without_lines_has_no_facts() -> None:
    nothing = LineFacts(())
    assert len(nothing.closed) == len(nothing.prose) == len(nothing.dated) == len(nothing.signed) == 0
