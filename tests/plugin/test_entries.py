import multiprocessing
from pathlib import Path

import pytest

from builder.derive.feeds import Entry, Formed
from builder.plugin.entries import Noted, Remembering, Shared
from builder.plugin.recorder import Recorder


def entry(name: str, size: int = 0) -> Entry:
    return Entry(name, f"urn:{name}", f"{name}/", name, "x" * size, "2020-01-01", None, (), "", "", ())


def forms(of: Formed) -> tuple[str, bytes, bytes]:
    return of.updated, of.atom, of.json


def noted(made: Entry, *facts: str) -> Noted:
    return Noted(made.updated, made.atom, made.json, facts)


def test_a_feed_with_a_remembered_entry_has_looked_at_what_the_entry_was_made_from() -> None:
    recorder = Recorder()
    remembering = Remembering(recorder)

    def made() -> Entry:
        recorder.note("a:1")
        recorder.note_body("1")
        return entry("1")

    recorder.note("e:person|Ana")
    first = remembering.of("1", made)
    assert forms(first) == forms(entry("1"))
    assert recorder.take() == {"a:1", "b:1", "e:person|Ana"}
    assert remembering.of("1", made) is first
    assert recorder.take() == {"a:1", "b:1"}


def test_what_a_failing_entry_looked_at_is_noted_with_what_was_before() -> None:
    recorder = Recorder()

    def broken() -> Entry:
        recorder.note("b:2")
        raise ValueError("no body")

    recorder.note("a:2")
    with pytest.raises(ValueError, match="no body"):
        Remembering(recorder).of("2", broken)
    assert recorder.take() == {"a:2", "b:2"}


def test_entries_are_let_go_of_beyond_a_bound() -> None:
    remembering = Remembering(Recorder(), most=4_000)
    first = remembering.of("1", lambda: entry("1", 1_500))
    remembering.of("2", lambda: entry("2", 1_500))
    assert remembering.of("1", lambda: entry("1", 1_500)) is not first


FULL = Entry(
    "1",
    "urn:1",
    "1/",
    "Ž & Ö",
    "A summary…",
    "2020-01-02",
    "2020-01-01",
    ("Ana Ruiz",),
    "Post",
    "en",
    ("Ana", "B"),
)


def in_another_process(work: object) -> None:
    other = multiprocessing.get_context("fork").Process(target=work)
    other.start()
    other.join()
    assert other.exitcode == 0


def test_an_entry_that_one_process_made_is_the_others_with_its_facts_and_forms(tmp_path: Path) -> None:
    shared = Shared(tmp_path / "site.entries")
    shared.begin(["0", "1"])
    in_another_process(lambda: shared.put("1", noted(FULL, "a:1", "b:1")))
    recorder = Recorder()

    def none() -> Entry:
        raise AssertionError("made again")

    found = Remembering(recorder, shared).of("1", none)
    assert forms(found) == forms(FULL)
    assert recorder.take() == {"a:1", "b:1"}
    assert shared.get("0") is None and shared.get("2") is None
    shared.end()
    assert not list(tmp_path.iterdir())


def test_what_several_processes_give_at_once_is_kept_apart(tmp_path: Path) -> None:
    shared = Shared(tmp_path / "site.entries")
    names = [str(n) for n in range(200)]
    shared.begin(names)

    def give(first: int) -> None:
        for name in names[first::4]:
            assert shared.put(name, noted(entry(name, 5_000), f"a:{name}"))

    context = multiprocessing.get_context("fork")
    givers = [context.Process(target=give, args=(first,)) for first in range(4)]
    for giver in givers:
        giver.start()
    for giver in givers:
        giver.join()
    for name in names:
        assert shared.get(name) == noted(entry(name, 5_000), f"a:{name}")
    shared.end()


def test_entries_are_made_where_none_can_be_shared(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    unwritable = Shared(tmp_path / "file" / "site.entries")
    unwritable.begin(["1"])
    for shared in (Shared(tmp_path / "site.entries"), unwritable):
        assert not shared.put("1", noted(entry("1")))
        assert forms(Remembering(Recorder(), shared).of("1", lambda: entry("1"))) == forms(entry("1"))
        assert shared.get("1") is None
        shared.end()


def test_an_entry_whose_bytes_are_damaged_is_made_again(tmp_path: Path) -> None:
    shared = Shared(tmp_path / "site.entries")
    shared.begin(["1"])
    shared.put("1", noted(FULL))
    (tmp_path / "site.entries").write_bytes(b"")
    assert shared.get("1") is None
    assert forms(Remembering(Recorder(), shared).of("1", lambda: FULL)) == forms(FULL)
    shared.end()


def test_what_is_shared_is_not_remembered_but_found_among_the_shared_ones(tmp_path: Path) -> None:
    shared = Shared(tmp_path / "site.entries")
    shared.begin(["1", "2"])
    made: list[str] = []

    def make(name: str) -> Entry:
        made.append(name)
        return entry(name, 1_500)

    remembering = Remembering(Recorder(), shared)
    for name in ("1", "2", "1", "2"):
        assert forms(remembering.of(name, lambda name=name: make(name))) == forms(entry(name, 1_500))
    assert made == ["1", "2"]
    shared.end()
    remembering.of("1", lambda: make("1"))
    assert made == ["1", "2", "1"]


def test_an_entry_is_made_ahead_where_others_can_have_it(tmp_path: Path) -> None:
    shared = Shared(tmp_path / "site.entries")
    recorder = Recorder()

    def make() -> Entry:
        recorder.note_body("1")
        return FULL

    Remembering(recorder, shared).have("1", make)
    Remembering(recorder).have("1", make)
    assert not recorder.take()
    shared.begin(["1"])
    Remembering(recorder, shared).have("1", make)
    assert shared.get("1") == noted(FULL, "b:1")
    shared.end()
