"""A record gives back what was recorded, whether it is read as a whole or looked up."""

from __future__ import annotations

import random
from array import array
from pathlib import Path

import pytest

from builder.plugin import growing
from builder.plugin.footing import Footing
from builder.plugin.growing import Growing
from builder.plugin.record import Amendment, Build, Entry, Numbering, Past, Standing, Target
from builder.plugin.recordfile import RecordFile
from builder.store.parts import PartsFile

STANDING = Standing("stage", (("a.md", Target("article", ("a1",), 1)),), ("whole:",), ("page:3",))


def entry(dice: random.Random, name: str, facts: int) -> Entry:
    numbers = array("I", sorted(dice.sample(range(facts), 5)))
    files = ((f"{name}/index.html", dice.randrange(99), 2, 3),)
    return Entry(
        Past(numbers.tobytes(), files, "shell", [(30, "careful")], ""), Target("page", (name, "x"), 2)
    )


NAMES = [f"a:{n}" for n in range(300)]


def digest(name: str) -> str:
    return f"of {name}"


def recorded(file: RecordFile, seed: int) -> dict[str, Entry]:
    """Record a build; returns its units."""
    dice = random.Random(seed)
    units = {f"page:{n}": entry(dice, f"page:{n}", 300) for n in range(100)}
    made = Growing(file.folder)
    for name, one in units.items():
        made.add(name, one)
    file.write(Build("key", NAMES, digest, Footing("f", "o"), STANDING), made)
    made.close()
    return units


def looking(units: dict[str, Entry], facts: set[int]) -> set[str]:
    return {name for name, one in units.items() if not facts.isdisjoint(array("I", one.past.numbers))}


def test_what_is_recorded_is_read(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "x.record")
    units = recorded(file, 1)
    found = file.read()
    assert (found.key, found.footing, found.standing) == ("key", Footing("f", "o"), STANDING)
    assert found.entries() == units
    assert (list(found.names), list(found.digests)) == (NAMES, list(map(digest, NAMES)))
    assert found.listed() == {w[0]: w for one in units.values() for w in one.past.listed}


@pytest.mark.parametrize("seed", range(3))
def test_one_is_found_without_reading_all_also_after_amendments(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    file = RecordFile(tmp_path / "x.record")
    units, names, digests = recorded(file, seed), list(NAMES), list(map(digest, NAMES))
    for turn in range(4):
        before = file.read()
        numbering = Numbering(before)
        fresh = [f"b:{turn}", f"c:{turn}"]
        assert list(numbering.numbers([names[7], *fresh])) == [7, len(names), len(names) + 1]
        assert list(numbering.unknown) == fresh
        anew = {f"page:{n}": entry(dice, f"page:{n}", len(names)) for n in dice.sample(range(120), 10)}
        gone = frozenset(dice.sample(sorted(units.keys() - anew.keys()), 3))
        changed = {dice.randrange(len(names)): f"changed{turn}"}
        file.amend(
            before,
            Amendment(anew, gone, changed, [(f, "d") for f in fresh], Footing(str(turn)), STANDING),
        )
        before.close()
        units = {name: one for name, one in units.items() if name not in gone} | anew
        names += fresh
        digests += ["d", "d"]
        for number, told in changed.items():
            digests[number] = told
        facts = set(dice.sample(range(len(names)), 3))
        once, whole = file.read(), file.read()
        assert once.looking_at(facts) == looking(units, facts)
        assert [once.number(name) for name in names] == list(range(len(names)))
        assert [once.digest(name) for name in names] == digests
        assert once.digest("z:none") is None
        assert {name: once.entry(name) for name in (*units, *gone, "page:none")} == {
            **units,
            **dict.fromkeys((*gone, "page:none")),
        }
        assert whole.entries() == units
        assert (list(whole.names), list(whole.digests)) == (names, digests)
        assert once.footing == Footing(str(turn))


def test_a_head_of_another_base_is_no_record(tmp_path: Path) -> None:
    file, other = RecordFile(tmp_path / "x.record"), RecordFile(tmp_path / "y.record")
    recorded(file, 1)
    recorded(other, 2)
    (tmp_path / "y.base").replace(tmp_path / "x.base")
    assert file.read().key == ""


@pytest.mark.parametrize(
    "damage", [lambda raw: raw[:-40], lambda raw: raw[:500] + b"?" + raw[501:], lambda raw: b""]
)
def test_a_base_that_is_not_as_it_was_written_is_no_record(tmp_path: Path, damage) -> None:
    file = RecordFile(tmp_path / "x.record")
    recorded(file, 1)
    base = tmp_path / "x.base"
    base.write_bytes(damage(base.read_bytes()))
    found = file.read()
    assert found.key == ""
    assert found.entries() == {}
    assert found.number("a:1") == -1


def test_parts_are_read_one_by_one_and_in_a_row(tmp_path: Path) -> None:
    parts = [bytes([n % 251]) * (n * n % 5000) for n in range(900)]
    file = PartsFile(tmp_path / "parts", "kind 1")
    token = file.write(iter(parts))
    found = file.open()
    assert found is not None
    assert found.token == token
    assert [found.raw(place) for place in range(len(found))] == parts
    assert list(found.raws(3, 850)) == parts[3:850]
    found.close()
    assert PartsFile(tmp_path / "parts", "kind 2").open() is None


def test_a_folder_that_cannot_be_written_to_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert PartsFile(tmp_path / "file" / "parts", "kind").write([b"x"]) == ""
    recorded(RecordFile(tmp_path / "file" / "x.record"), 1)


@pytest.mark.parametrize("enough", [1, 700, 1 << 20])
def test_units_are_put_by_and_lost_neither_where_there_is_room_nor_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, enough: int
) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(growing, "_ENOUGH", enough)
    dice = random.Random(1)
    units = {f"page:{n}": entry(dice, f"page:{n}", 300) for n in range(57)}
    made = Growing(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(growing, "TemporaryFile", full)
        for name in list(units)[:35]:
            made.add(name, units[name])
    for name in list(units)[35:]:
        made.add(name, units[name])
    assert dict(made.units()) == units
    assert list(made.files()) == [w for one in units.values() for w in one.past.listed]
    assert made.heard == {name: one.past for name, one in units.items()}
    made.close()
    assert list(tmp_path.iterdir()) == []
