"""Pages in languages that no label is in: body, headline, day, author and outlet come out as in English."""

from __future__ import annotations

import pytest

from builder.clean import clean
from builder.clean.residue import Label, date_label, read_byline, related_link
from tests.clean.captures import TODAY, dump, page
from tests.clean.papers import PAPERS, Paper

ALL = pytest.mark.parametrize("paper", PAPERS, ids=[paper.language for paper in PAPERS])


@ALL
def test_a_dump_keeps_its_article_and_nothing_else(paper: Paper) -> None:
    cleaned = clean(dump(paper.dump()), today=TODAY)
    assert cleaned.paragraphs == paper.text
    assert cleaned.title == paper.headline
    assert cleaned.date == paper.day
    assert cleaned.language == paper.language
    assert cleaned.source_name == paper.name
    assert cleaned.byline
    assert cleaned.byline in paper.byline


@ALL
def test_a_page_keeps_its_article_and_nothing_else(paper: Paper) -> None:
    cleaned = clean(page(paper.page()), today=TODAY)
    assert cleaned.paragraphs == paper.text
    assert cleaned.title == paper.headline
    assert cleaned.date == paper.day
    assert cleaned.source_name == paper.name
    assert cleaned.byline
    assert cleaned.byline in paper.byline


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("प्रकाशित: 12 मार्च 2024", Label.PUBLISHED),
        ("Publicerad 3 mars 2024", Label.PUBLISHED),
        ("Đăng ngày 12/3/2024", Label.PUBLISHED),
        ("게시 2024.03.12", Label.PUBLISHED),
        ("अपडेट: 13 मार्च 2024", Label.UPDATED),
        ("Diperbarui 4 Maret 2024", Label.UPDATED),
        ("Ενημέρωση 4/3/2024", Label.UPDATED),
    ],
)
def test_what_a_day_is_called_is_read_in_many_languages(line: str, label: Label) -> None:
    assert date_label(line) is label


@pytest.mark.parametrize("line", ["लेखक: सीमा वर्मा", "نویسنده: مریم کاظمی", "Penulis: Rina Wijaya"])
def test_an_author_line_is_read_in_many_languages(line: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.name == line.partition(": ")[2]


@pytest.mark.parametrize(
    "line",
    ["Czytaj też: Most będzie droższy", "یہ بھی پڑھیں: نیا پل مہنگا", "Baca juga: Jembatan baru lebih mahal"],
)
def test_a_link_to_another_article_is_known_in_many_languages(line: str) -> None:
    assert related_link(line)
