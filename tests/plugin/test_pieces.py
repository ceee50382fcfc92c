"""What Pagefind made of a few articles is kept, and taken for what it is only where it is whole and of these articles."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from builder.plugin import joining, pagefind
from builder.plugin.pagefind import Indexed, Record
from builder.plugin.pieces import KeptPieces, PartPieces

from .test_joining import told


def records(months: int, each: int = 4, word: str = "crane") -> list[Record]:
    return [
        Record(
            f"/{m}-{n}/",
            f"A {word} in text {m} {n}",
            "en",
            {"title": f"{m} {n}"},
            {},
            {"date": f"2020-{m:02}-01"},
        )
        for m in range(1, months + 1)
        for n in range(each)
    ]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records Pagefind is given, each time that it is asked from now on."""
    counts: list[int] = []
    plain = pagefind.indexed

    def indexed(given: Iterator[Record], *, language: str) -> Iterator[Indexed]:
        held = list(given)
        counts.append(len(held))
        return plain(iter(held), language=language)

    monkeypatch.setattr(pagefind, "indexed", indexed)
    monkeypatch.setattr(joining, "PIECE", 4)
    return counts


def part(folder: Path, program: str = "program", language: str = "en") -> PartPieces:
    return KeptPieces(folder, program).part("", language)


def joined(given: Sequence[Record], pieces: PartPieces) -> dict[str, bytes]:
    found = joining.indexed(given, language="en", index=pieces.index)
    files = {file.path: file.content for file in found}
    pieces.settle()
    return files


def test_an_article_that_changed_has_only_its_piece_indexed_anew(tmp_path: Path, asked: list[int]) -> None:
    given = records(6)
    once = joined(given, part(tmp_path))
    assert asked == [4] * 6
    assert joined(given, part(tmp_path)) == once
    assert asked == [4] * 6
    given[9] = Record(**{name: getattr(given[9], name) for name in Record.__slots__} | {"content": "A barge"})
    again = joined(given, part(tmp_path))
    assert asked == [4] * 7
    assert again != once
    assert again.keys() == joined(given, part(tmp_path / "fresh")).keys()


def test_an_article_more_leaves_the_pieces_of_other_months_as_they_are(
    tmp_path: Path, asked: list[int]
) -> None:
    given = records(6, each=3)
    joined(given, part(tmp_path))
    asked.clear()
    joined(
        [
            *given[:4],
            Record("/new/", "A barge", "en", {"title": "New"}, {}, {"date": "2020-02-02"}),
            *given[4:],
        ],
        part(tmp_path),
    )
    assert asked == [4]


@pytest.mark.parametrize("harm", ["cut", "foreign", "empty", "flipped", "another's"])
def test_a_piece_that_was_harmed_is_made_again(tmp_path: Path, asked: list[int], harm: str) -> None:
    given = records(3)
    once = joined(given, part(tmp_path))
    files = sorted(file for file in tmp_path.rglob("*") if file.is_file())
    raw = files[0].read_bytes()
    files[0].write_bytes(
        {
            "cut": raw[:-7],
            "foreign": b'{"not": "ours"}\n[]\n',
            "empty": b"",
            "flipped": raw[:-20] + bytes([raw[-20] ^ 1]) + raw[-19:],
            "another's": files[1].read_bytes(),
        }[harm]
    )
    asked.clear()
    assert joined(given, part(tmp_path)).keys() == once.keys()
    assert asked == [4]
    assert joined(given, part(tmp_path)).keys() == once.keys()
    assert asked == [4], "and is kept again"


def test_another_program_or_language_does_not_take_it_over(tmp_path: Path, asked: list[int]) -> None:
    given = records(1)
    part(tmp_path).index(given)
    part(tmp_path, program="other").index(given)
    part(tmp_path, language="de").index(given)
    assert asked == [4, 4, 4]


def test_pieces_that_are_no_longer_asked_for_go_and_so_do_those_of_parts_that_are_no_more(
    tmp_path: Path, asked: list[int]
) -> None:
    kept = KeptPieces(tmp_path, "program")
    joined(records(4), kept.part("", "en"))
    joined(records(4), kept.part("2019-01/", "en"))
    joined(records(2), kept.part("", "en"))
    count = [len(list(folder.iterdir())) for folder in sorted(tmp_path.iterdir())]
    assert sorted(count) == [2, 4]
    kept.leave(["2019-01/"])
    assert [len(list(folder.iterdir())) for folder in tmp_path.iterdir()] == [4]
    kept.leave([])
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_kept_the_index_is_made(tmp_path: Path, asked: list[int]) -> None:
    (tmp_path / "file").write_text("no folder")
    given = records(2)
    assert joined(given, part(tmp_path / "file")).keys() == joined(given, part(tmp_path / "folder")).keys()


def test_an_index_from_kept_pieces_says_what_one_made_at_once_says(tmp_path: Path, asked: list[int]) -> None:
    before = records(5)
    joined(before, part(tmp_path))
    after = [*before[:6], *records(5, word="barge")[6:9], *before[9:]]
    found = joining.indexed(after, language="en", index=part(tmp_path).index)
    assert told(found) == told(pagefind.indexed(iter(after), language="en"))
