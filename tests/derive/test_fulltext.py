"""An index put together from months finds what an index made at once finds, and SQLite calls it sound."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from builder.derive import fulltext
from builder.derive.fulltext import Words, fill, first_row, words
from builder.derive.tables import Row

pytestmark = pytest.mark.skipif(not fulltext.available(), reason="this Python's SQLite has no FTS5")

WORDS = [
    "ferry",
    "quay",
    "Hafen",
    "ميناء",
    "bell",
    "late",
    "e\u0301cole",
    "港",
    "harbour-master",
    "'x'",
    "3rd",
]


@dataclass(frozen=True)
class Kept:
    """A month as it is kept: rows of an id, a title and a text."""

    month: str
    rows: tuple[Row, ...]

    @property
    def first_row(self) -> int:
        return first_row(self.month)

    @property
    def words(self) -> Words:
        return Words.unpacked(words(self.first_row, [row[1:] for row in self.rows]).packed())


def months(dice: random.Random, count: int) -> list[Kept]:
    def text() -> str | None:
        return " ".join(dice.choices(WORDS, k=dice.randrange(40))) or None

    names = sorted(
        dice.sample([f"{year}-{month:02}" for year in range(1990, 2030) for month in range(1, 13)], count)
    )
    return [
        Kept(name, tuple((f"{name}.{n}", text(), text()) for n in range(dice.randrange(5))))
        for name in [*names, ""]
    ]


INSERT = "INSERT INTO articles (rowid, id, title, text) VALUES (?, ?, ?, ?)"


def filled(runs: Iterable[Kept]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT, text TEXT)")
    fill(database, INSERT, runs)
    database.commit()
    return database


def found(database: sqlite3.Connection, query: str) -> list[tuple[str, float]]:
    """Ids and ranks, which depend on how many words there are in all."""
    return database.execute(
        "SELECT articles.id, round(articles_fts.rank, 9) FROM articles_fts JOIN articles "
        "ON articles.rowid = articles_fts.rowid WHERE articles_fts MATCH ? ORDER BY 1",
        (query,),
    ).fetchall()


@pytest.mark.parametrize("seed", range(6))
def test_every_query_finds_what_sqlite_would_find_with_an_index_of_its_own(seed: int) -> None:
    dice = random.Random(seed)
    runs = months(dice, 40)
    database, other = filled(runs), filled(runs)
    other.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
    for query in (
        "ferry",
        "fer*",
        '"late bell"',
        "title: quay",
        "quay NOT late",
        "ميناء",
        "NEAR(ferry quay, 3)",
        "école",
    ):
        assert found(database, query) == found(other, query), query
    assert found(database, "ferry")


def test_sqlite_calls_the_index_sound_and_can_go_on_with_it() -> None:
    database = filled(months(random.Random(1), 30))
    for _ in range(2):
        database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
        database.execute(
            "INSERT INTO articles (id, title, text) VALUES (?, 'ferry', 'zebra')", (f"new{random.random()}",)
        )
        database.execute(
            "INSERT INTO articles_fts(rowid, title, text) SELECT max(rowid), 'ferry', 'zebra' FROM articles"
        )
        database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('optimize')")
    assert len(found(database, "zebra")) == 2


def test_rows_keep_their_numbers_when_the_file_is_vacuumed() -> None:
    database = filled(months(random.Random(2), 20))
    before = found(database, "ferry")
    database.execute("VACUUM")
    assert found(database, "ferry") == before != []


def test_an_archive_of_more_months_than_are_put_together_is_indexed_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs = months(random.Random(3), 30)
    whole = found(filled(runs), "quay")
    monkeypatch.setattr(fulltext, "MOST", 7)
    few = filled(runs)
    few.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
    assert found(few, "quay") == whole != []


def test_a_month_that_sqlite_writes_in_pieces_is_one_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [(f"title {n}", " ".join(f"w{n}x{m}" for m in range(300))) for n in range(40)]
    whole = words(1, texts)
    monkeypatch.setattr(fulltext, "_HELD", 2_000)
    assert sorted(term for term, _ in words(1, texts).terms)[0] == b""
    runs = [Kept("2020-01", tuple((str(n), *text) for n, text in enumerate(texts)))]
    database = filled(runs)
    database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
    assert len(found(database, "w7x299")) == 1
    assert words(1, texts).counts == whole.counts


def test_an_archive_without_articles_has_an_index_without_words() -> None:
    database = filled([])
    assert found(database, "ferry") == []
    database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")


def test_months_are_numbered_in_their_order_and_the_undated_last() -> None:
    numbers = [first_row(month) for month in ("1899-12", "1900-01", "2021-02", "9999-12", "")]
    assert numbers == sorted(set(numbers))
