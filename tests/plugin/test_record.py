from array import array
from pathlib import Path

import pytest

from builder.plugin import record
from builder.plugin.footing import Footing
from builder.plugin.record import Growing, Past, RecordFile, Warned

NAMES = tuple(f"fact {n}" for n in range(70))
FOOTING = Footing("articles", "origins")


def past(number: int, heard: tuple[str, ...] = ()) -> Past:
    numbers = array("I", range(number % 70)).tobytes()
    files = (
        (f"page-{number}/index.html", number, 2**60 + number, 2**60),
        (f"page-{number}/feed.xml", 1, 2, 3),
    )
    return Past(numbers, files, f"shell {number % 3}", [(30, text) for text in heard], f"kept {number}")


def digest(name: str) -> str:
    return f"digest of {name}"


def written(growing: Growing) -> None:
    growing.write("key", iter(NAMES), digest, FOOTING)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordFile:
    monkeypatch.setattr(record, "_PART", 10)
    return RecordFile(tmp_path / "site.record")


@pytest.mark.parametrize(("kept", "made"), [(0, 0), (0, 9), (0, 10), (25, 0), (3, 47), (31, 5)])
def test_a_record_holds_what_was_reused_and_what_was_made(file: RecordFile, kept: int, made: int) -> None:
    reused = {f"unit {n}": past(n) for n in range(kept)}
    units = {f"unit {n}": past(n) for n in range(kept, kept + made)}
    with file.begin(reused) as growing:
        for name, unit in units.items():
            growing.add(name, unit)
        files = list(growing.files())
        written(growing)
    found = file.read()
    assert dict(found.units) == reused | units
    assert (found.key, tuple(found.names), found.footing) == ("key", NAMES, FOOTING)
    assert list(found.digests) == list(map(digest, NAMES))
    assert sorted(files) == sorted(found.files()) == sorted(f for u in found.units.values() for f in u.listed)


def test_what_was_warned_of_is_told_in_the_order_of_names(file: RecordFile) -> None:
    with file.begin({"b": past(1, ("second", "third")), "x": past(2)}) as growing:
        growing.add("c", past(3, ("last",)))
        growing.add("a", past(4, ("first",)))
        assert growing.warned() == [Warned(30, text) for text in ("first", "second", "third", "last")]


def test_units_for_which_the_disk_has_no_room_are_not_lost(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    units = {f"unit {n}": past(n) for n in range(57)}
    with file.begin({}) as growing:
        with monkeypatch.context() as patched:
            patched.setattr(record, "TemporaryFile", full)
            for name in list(units)[:35]:
                growing.add(name, units[name])
        for name in list(units)[35:]:
            growing.add(name, units[name])
        assert len(list(growing.files())) == 2 * len(units)
        written(growing)
    assert dict(file.read().units) == units


def test_a_record_whose_build_did_not_end_is_none(file: RecordFile, tmp_path: Path) -> None:
    with file.begin({}) as growing:
        for number in range(30):
            growing.add(f"unit {number}", past(number))
    assert file.read().key == ""
    assert list(tmp_path.iterdir()) == []
