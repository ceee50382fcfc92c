import pytest

from builder.derive.feeds import Entry
from builder.plugin.making import CHUNK, Recorder, Remembering, _by_story
from builder.plugin.units import Sort, Unit


def entry(name: str, size: int = 0) -> Entry:
    return Entry(name, f"urn:{name}", f"{name}/", name, "x" * size, "2020-01-01", None, (), "", "", ())


def test_a_feed_with_a_remembered_entry_has_looked_at_what_the_entry_was_made_from() -> None:
    recorder = Recorder()
    remembering = Remembering(recorder)

    def made() -> Entry:
        recorder.note("a:1")
        recorder.note_body("1")
        return entry("1")

    recorder.note("e:person|Ana")
    first = remembering.of("1", made)
    assert recorder.take() == ("a:1", "b:1", "e:person|Ana")
    assert remembering.of("1", made) is first
    assert recorder.take() == ("a:1", "b:1")


def test_what_a_failing_entry_looked_at_is_noted_with_what_was_before() -> None:
    recorder = Recorder()

    def broken() -> Entry:
        recorder.note("b:2")
        raise ValueError("no body")

    recorder.note("a:2")
    with pytest.raises(ValueError, match="no body"):
        Remembering(recorder).of("2", broken)
    assert recorder.take() == ("a:2", "b:2")


def test_entries_are_let_go_of_beyond_a_bound() -> None:
    remembering = Remembering(Recorder(), most=4_000)
    first = remembering.of("1", lambda: entry("1", 1_500))
    remembering.of("2", lambda: entry("2", 1_500))
    assert remembering.of("1", lambda: entry("1", 1_500)) is not first


def unit(name: str, story: str = "") -> Unit:
    return Unit(Sort.ARTICLE, (name,), together=story)


def test_a_story_is_not_shared_out_among_workers() -> None:
    units = [*(unit(f"a{n}", "a") for n in range(CHUNK - 2)), *(unit(f"b{n}", "b") for n in range(9))]
    alone = [unit(f"c{n}") for n in range(CHUNK + 1)]
    portions = _by_story([*units, *alone])
    assert [len(portion) for portion in portions] == [CHUNK + 7, CHUNK, 1]
    assert [one for portion in portions for one in portion] == [*units, *alone]


def test_a_story_of_thousands_is_shared_out_all_the_same() -> None:
    portions = _by_story([unit(f"a{n}", "a") for n in range(10 * CHUNK)])
    assert max(map(len, portions)) <= 4 * CHUNK and sum(map(len, portions)) == 10 * CHUNK


def test_no_units_make_no_portion() -> None:
    assert _by_story([]) == []
