"""A download made from what it was, and from the months that changed, is the one that is made anew."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from builder.derive import database, exports, fulltext, parquet
from builder.derive.library import Library
from builder.derive.rows import Fresh, Rows, months
from builder.derive.site import Site
from builder.derive.splices import Piece, Ready, Remade, Span
from builder.derive.tables import Row, Table
from builder.model.article import Article
from builder.plugin.kept import KeptSite, Written
from builder.plugin.scratch import on_disk
from builder.plugin.shelf import Shelf, measures

SITE = Site("The Harbour Archive", "https://archive.example/news/")
WHOLE = (
    "data/articles.jsonl",
    "data/articles.csv",
    "data/article_entities.csv",
    "data/archive.sqlite",
    "data/articles.parquet",
    "data/article_entities.parquet",
)
WORDS = ["ferry", "quay", "Hafen", "ميناء", "bell", "late", "école", "港", "harbour-master", "3rd", "crane"]


def archive(count: int, dice: random.Random) -> list[Article]:
    return [article(number, dice) for number in range(count)]


def article(number: int, dice: random.Random) -> Article:
    identity = f"a{number:010x}"
    month = dice.choice(["", *(f"2021-{month:02}-0{dice.randint(1, 9)}" for month in range(1, 8))])
    return Article(
        identity,
        f"articles/{identity}.md",
        title=" ".join(dice.choices(WORDS, k=5)),
        date=month or None,
        source="harbour-post",
        people=tuple(dict.fromkeys(dice.choices(["Ana Ruiz", "Jo Lee", "Marit Berg"], k=2))),
        body=" ".join(dice.choices(WORDS, k=dice.randrange(900))) + "\n",
    )


def edited(held: list[Article], dice: random.Random) -> list[Article]:
    """One of the things that happen to an article."""
    place = dice.randrange(len(held))
    other = article(int(held[place].id[1:], 16), dice)
    match dice.randrange(6):
        case 0:
            found = replace(held[place], title=f"{held[place].title} again")
        case 1:
            found = replace(held[place], date=other.date)
        case 2:
            found = replace(held[place], body=other.body)
        case 3:
            found = replace(held[place], people=("Ana Ruiz", f"Person {dice.randrange(99)}"))
        case 4:
            return [*held[:place], *held[place + 1 :]]
        case _:
            return [*held, article(len(held) + 100, dice)]
    return [*held[:place], found, *held[place + 1 :]]


@dataclass(frozen=True)
class Kept:
    """An archive's rows on a shelf."""

    library: Library
    shelf: Shelf
    said: dict[str, str]

    @classmethod
    def of(cls, articles: list[Article], shelf: Shelf) -> Kept:
        library = Library.build(articles)
        return cls(
            library, shelf, {m.name: shelf.keep(m.name, Fresh(library, SITE, {}, m)) for m in months(library)}
        )

    def rows(self, before: dict[str, str]) -> Rows:
        return Rows(lambda: self.shelf.runs(measures(self.said)), measures(self.said), measures(before))

    def files(self, before: dict[str, str], engine: database.Database = on_disk) -> Iterator[exports.File]:
        found = exports.downloads(self.library, SITE, {}, self.rows(before), engine)
        return (file for file in found if file.path in WHOLE)

    def fresh(self) -> dict[str, bytes]:
        found = exports.downloads(self.library, SITE, {}, engine=on_disk)
        return {file.path: file.content for file in found if file.path in WHOLE}


def written(
    kept: Kept, before: dict[str, str], site: KeptSite, old: dict[str, Written]
) -> dict[str, Written]:
    return {file.path: site.write(file.path, file.parts(), old.get(file.path)) for file in kept.files(before)}


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_it_has_the_bytes_of_one_that_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(parquet, "GROUP", 20_000)
    monkeypatch.setattr(parquet, "LISTED", 500)
    dice = random.Random(seed)
    site, shelf = KeptSite(tmp_path / "site", tmp_path / "stash"), Shelf(tmp_path / "rows")
    held = archive(60, dice)
    kept = Kept.of(held, shelf)
    files = written(kept, {}, site, {})
    for _ in range(6):
        for _ in range(dice.randint(1, 3)):
            held = edited(held, dice)
        before, kept = kept.said, Kept.of(held, shelf)
        files = written(kept, before, site, files)
        assert {path: (tmp_path / "site" / path).read_bytes() for path in files} == kept.fresh()


def pieces(file: exports.File, old: Path) -> Iterator[Piece]:
    parts = file.parts()
    assert isinstance(parts, Remade)
    return parts.pieces(old)


def test_what_an_edit_leaves_alone_is_neither_read_nor_made_again(tmp_path: Path) -> None:
    dice = random.Random(7)
    held, shelf = archive(60, dice), Shelf(tmp_path / "rows")
    kept = Kept.of(held, shelf)
    site = KeptSite(tmp_path / "site", tmp_path / "stash")
    written(kept, {}, site, {})
    place = next(place for place, one in enumerate(held) if (one.date or "").startswith("2021-03"))
    held[place] = replace(held[place], title="Another title")
    after = Kept.of(held, shelf)
    for kept_file in tuple((tmp_path / "rows").iterdir()):
        if kept_file.name != shelf._file("2021-03").name:
            kept_file.unlink()
    for file in after.files(kept.said):
        if not file.path.endswith(".parquet"):
            old = tmp_path / "site" / file.path
            own = sum(len(piece) for piece in pieces(file, old) if isinstance(piece, bytes))
            assert own < old.stat().st_size / 2


def test_an_edit_of_names_touches_of_the_articles_table_nothing_and_of_the_other_one_month(
    tmp_path: Path,
) -> None:
    dice = random.Random(7)
    held, shelf = archive(60, dice), Shelf(tmp_path / "rows")
    kept = Kept.of(held, shelf)
    written(kept, {}, KeptSite(tmp_path / "site", tmp_path / "stash"), {})
    place = next(place for place, one in enumerate(held) if (one.date or "").startswith("2021-03"))
    held[place] = replace(held[place], people=("Somebody Else",))
    after = Kept.of(held, shelf)
    own = {
        file.path: b"".join(
            piece for piece in pieces(file, tmp_path / "site" / file.path) if isinstance(piece, bytes)
        )
        for file in after.files(kept.said)
        if file.path.endswith(".csv")
    }
    assert own["data/articles.csv"].count(b"\n") == 1
    lines = own["data/article_entities.csv"].decode().splitlines()[1:]
    listed = sum(len(one.people) for one in held if (one.date or "").startswith("2021-03"))
    assert len(lines) == listed
    assert f"{held[place].id},person,Somebody Else,1" in lines


def test_row_groups_of_other_months_are_taken_over_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "GROUP", 20_000)
    dice = random.Random(8)
    held, shelf = archive(60, dice), Shelf(tmp_path / "rows")
    kept = Kept.of(held, shelf)
    written(kept, {}, KeptSite(tmp_path / "site", tmp_path / "stash"), {})
    made = count(monkeypatch)
    old = tmp_path / "site" / "data/articles.parquet"
    same = next(file for file in kept.files(kept.said) if file.path.endswith(".parquet"))
    assert {type(piece) for piece in pieces(same, old)} == {bytes, Span}
    assert made == []
    place = next(place for place, one in enumerate(held) if (one.date or "").startswith("2021-03"))
    held[place] = replace(held[place], title="Another title")
    other = next(f for f in Kept.of(held, shelf).files(kept.said) if f.path.endswith(".parquet"))
    assert len([piece for piece in pieces(other, old) if isinstance(piece, Span)]) > 3
    assert len(made) == 1


def count(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gathers how many row groups are written at a time."""
    made: list[int] = []
    write = parquet._written

    def counted(table: Table, groups: Sequence[Sequence[Row]]) -> Iterator[bytes]:
        made.append(len(groups))
        return write(table, groups)

    monkeypatch.setattr(parquet, "_written", counted)
    return made


def amending(engine: Callable[..., Iterator[Piece]], asked: list[bool]) -> database.Database:
    def noted(fill: database.Fill, old: Path | None) -> Iterator[Piece]:
        asked.append(old is not None)
        return engine(fill, old)

    return noted


@pytest.mark.skipif(not fulltext.available(), reason="this Python's SQLite has no FTS5")
def test_a_database_is_amended_where_the_months_are_the_same_and_made_anew_where_not(tmp_path: Path) -> None:
    dice = random.Random(9)
    held, shelf = archive(60, dice), Shelf(tmp_path / "rows")
    kept = Kept.of(held, shelf)
    written(kept, {}, KeptSite(tmp_path / "site", tmp_path / "stash"), {})
    old = tmp_path / "site" / "data/archive.sqlite"

    def engines_work(after: Kept) -> list[bool]:
        asked: list[bool] = []
        file = next(f for f in after.files(kept.said, amending(on_disk, asked)) if f.path.endswith(".sqlite"))
        for piece in pieces(file, old):
            assert isinstance(piece, Ready)
            assert b"".join(piece.octets()) == after.fresh()[file.path]
        return asked

    # From one month to an earlier one: it goes before it comes.
    place = next(place for place, one in enumerate(held) if (one.date or "").startswith("2021-05"))
    moved = [*held[:place], replace(held[place], date="2021-02-02"), *held[place + 1 :]]
    assert engines_work(Kept.of(moved, shelf)) == [True]
    kept = Kept.of(held, shelf)
    late = [*held[:place], replace(held[place], date="2022-02-02"), *held[place + 1 :]]
    assert engines_work(Kept.of(late, shelf)) == [True, False]


@pytest.mark.parametrize("path", WHOLE)
def test_an_old_file_of_another_form_is_not_built_upon(tmp_path: Path, path: str) -> None:
    kept = Kept.of(archive(20, random.Random(3)), Shelf(tmp_path / "rows"))
    old = tmp_path / "old"
    old.write_bytes(b"What is this?" * 1000)
    file = next(file for file in kept.files(kept.said) if file.path == path)
    made = b"".join(
        piece if isinstance(piece, bytes) else b"".join(piece.octets()) for piece in pieces(file, old)
    )
    assert made == kept.fresh()[path]
