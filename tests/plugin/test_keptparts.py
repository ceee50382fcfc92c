"""What a part of the search index was made from is kept, and taken for what it is only where it is whole and of these
records."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from builder.plugin import pagefind, part, postings
from builder.plugin.drafts import Draft
from builder.plugin.keptparts import KeptParts
from builder.plugin.pagefind import Indexed, Record
from builder.plugin.vocabulary import Told

from .indexes import WORDS, pagefinds, records


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Pagefind is given to index, each time that it is asked from now on."""
    found: list[str] = []
    plain = pagefind.indexed

    def indexed(given: Iterator[Record], *, language: str) -> Iterator[Indexed]:
        held = list(given)
        found.append(" ".join(record.content for record in held))
        return plain(iter(held), language=language)

    monkeypatch.setattr(pagefind, "indexed", indexed)
    return found


def made(
    given: Sequence[Record], folder: Path, program: str = "program", language: str = "fr"
) -> dict[str, bytes]:
    kept = KeptParts(folder, program).part("", language)
    return {file.path: file.content for file in part.indexed(map(Draft.of, given), kept, given[:2])}


def test_after_an_edit_only_new_words_are_asked_for_and_no_sample_is_compared(
    tmp_path: Path, asked: list[str]
) -> None:
    given = records(40)
    once = made(given, tmp_path)
    assert len(asked) == 3, "a sample, its words, all other words"
    asked.clear()
    assert made(given, tmp_path) == once
    assert asked == []
    given[9] = replace(given[9], content="A barge runs")
    after = made(given, tmp_path)
    assert [sorted(words.split()) for words in asked] == [["a", "barge", "runs"]]
    assert after == made(given, tmp_path / "fresh")
    assert after != once


def test_a_part_made_from_what_was_kept_has_the_files_of_one_made_afresh(tmp_path: Path) -> None:
    dice = random.Random(7)
    given = records(12)
    for turn in range(8):
        made(given, tmp_path)
        place = dice.randrange(len(given))
        match dice.choice(["text", "title", "go", "come", "swap"]):
            case "text":
                given[place] = replace(
                    given[place], content=" ".join(dice.choices([*WORDS, f"new{turn}"], k=9))
                )
            case "title":
                given[place] = replace(given[place], meta={"title": f"Title {turn}", "more": "m"})
            case "go":
                del given[place]
            case "come":
                given.insert(place, replace(given[place], url=f"/new-{turn}/"))
            case _:
                given[place], given[-1] = given[-1], given[place]
        given = given or records(1)
        assert made(given, tmp_path) == made(given, tmp_path / f"fresh-{turn}")
    assert Told.of(map(Indexed, *zip(*made(given, tmp_path).items(), strict=True))) == pagefinds(given, "fr")


def test_words_whose_places_are_the_same_are_not_packed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "CHUNK", 10)
    given = records(40)
    once = made(given, tmp_path)
    packed: list[int] = []
    plainly = postings._packed

    def counted(keys: NDArray[np.int64], *others: Any) -> bytes:
        packed.append(len(keys))
        return plainly(keys, *others)

    monkeypatch.setattr(postings, "_packed", counted)
    given[9] = replace(given[9], content=f"{given[9].content} zebra")
    kept = KeptParts(tmp_path, "program").part("", "fr")
    files = {file.path: file for file in part.indexed(map(Draft.of, given), kept)}
    words = [path for path in files if path.startswith("index/")]
    assert len(set(words) - set(once)) <= len(packed) <= 2 < len(words)
    assert {path: file.content for path, file in files.items()} == made(given, tmp_path / "fresh")


def test_a_short_name_that_was_another_pages_does_not_say_what_the_file_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plainly = part._digest
    alike = {b"/a/": f"{36**part.NAMED * 5 + 7:x}", b"/b/": f"{36**part.NAMED * 6 + 7:x}"}
    monkeypatch.setattr(
        part,
        "_digest",
        lambda plain: next((d for url, d in alike.items() if url in plain), "") or plainly(plain),
    )
    both = [Record("/a/", "one text", "en"), Record("/b/", "another", "en")]

    def named(given: Sequence[Record]) -> dict[str, bool]:
        found = part.indexed(map(Draft.of, given), KeptParts(tmp_path, "program").part("", "en"))
        return {file.path: file.is_named for file in found if file.path.startswith("fragment/")}

    once = named(both)
    assert len(once) == 2 and not any(once.values()), "both are new"
    assert named(both) == dict.fromkeys(once, True)
    assert named(both[1:]) == {next(iter(once)): False}, "the second has the first one's name now"
    assert named(both[1:]) == {next(iter(once)): True}


@pytest.mark.parametrize("kind", ["*.part", "*.engine"])
@pytest.mark.parametrize("harm", ["cut", "foreign", "empty", "flipped", "another's"])
def test_what_was_harmed_is_made_again(tmp_path: Path, asked: list[str], harm: str, kind: str) -> None:
    given = records(20)
    once = made(given, tmp_path)
    made(records(9), tmp_path / "other")
    (file,) = tmp_path.glob(kind)
    (other,) = (tmp_path / "other").glob("*.part")
    raw = file.read_bytes()
    file.write_bytes(
        {
            "cut": raw[:-7],
            "foreign": b'{"not": "ours"}\n[]\n',
            "empty": b"",
            "flipped": raw[:-20] + bytes([raw[-20] ^ 1]) + raw[-19:],
            "another's": other.read_bytes(),
        }[harm]
    )
    assert made(given, tmp_path) == once
    asked.clear()
    assert made(given, tmp_path) == once
    assert asked == [], "it is kept again"


def test_another_program_or_language_does_not_take_it_over(tmp_path: Path, asked: list[str]) -> None:
    made(records(9), tmp_path)
    for program, language in (("other", "fr"), ("program", "de")):
        asked.clear()
        made(records(9), tmp_path, program, language)
        assert len(asked) == 3, "a sample, its words, all other words"


def test_a_process_that_makes_its_first_part_knows_the_words_and_the_sample_that_others_asked_for(
    tmp_path: Path, asked: list[str]
) -> None:
    given = [Record("/a/", "the barge runs", "fr"), Record("/b/", "a bell rings", "fr")]
    made(given[:1], tmp_path)
    asked.clear()
    kept = KeptParts(tmp_path, "program").part("2019-01/", "fr")
    files = {file.path: file.content for file in part.indexed(map(Draft.of, given), kept, given)}
    (words,) = asked
    assert sorted(words.split()) == ["a", "a", "bell", "rings"]
    assert files == made(given, tmp_path / "fresh")


@pytest.mark.parametrize("raw", [b"", b"no seal\n[]", b"\0" * 100])
def test_words_that_are_kept_no_more_are_asked_for_again(
    tmp_path: Path, asked: list[str], raw: bytes
) -> None:
    once = made(records(9), tmp_path)
    for file in tmp_path.glob("*.part"):
        file.unlink()
    (file,) = tmp_path.glob("*.words")
    file.write_bytes(raw)
    asked.clear()
    assert made(records(9), tmp_path) == once
    assert len(asked) == 1, "all words; a sample of this language was compared"


def test_where_pagefinds_own_files_are_not_kept_a_sample_is_compared_again(
    tmp_path: Path, asked: list[str]
) -> None:
    once = made(records(9), tmp_path)
    for file in (*tmp_path.glob("*.part"), *tmp_path.glob("*.engine")):
        file.unlink()
    asked.clear()
    assert made(records(9), tmp_path) == once
    assert len(asked) == 1, "a sample; its words and all others are known"


def test_what_is_kept_of_parts_that_are_no_more_goes(tmp_path: Path) -> None:
    kept = KeptParts(tmp_path, "program")
    for name in ("", "2019-01/"):
        list(part.indexed(map(Draft.of, records(4)), kept.part(name, "fr")))
    (tmp_path / "pieces-of-an-older-program").mkdir()
    assert len(list(tmp_path.glob("*.part"))) == 2
    kept.leave(["2019-01/"])
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".engine", ".part", ".words"]
    kept.leave([])
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_kept_the_index_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert made(records(9), tmp_path / "file") == made(records(9), tmp_path / "folder")
