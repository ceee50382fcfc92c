"""Parts of a search index are made in turn, beside whoever waits for one."""

import threading

from builder.plugin.indexing import Indexing
from builder.plugin.units import Sort, Unit


def unit(name: str) -> tuple[str, Unit]:
    return name, Unit(Sort.SEARCH, (name,))


class Bench:
    """Makes units when it is let, and says in which order."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.let = threading.Event()
        self.begun = threading.Event()

    def make(self, one: Unit) -> str:
        self.begun.set()
        assert self.let.wait(10)
        self.made.append(one.key[0])
        return "broken" if one.key[0] == "bad" else ""


def test_who_waits_gets_its_part_before_the_others() -> None:
    bench = Bench()
    indexing = Indexing(bench.make)
    indexing.want([unit("a"), unit("b"), unit("c")])
    assert bench.begun.wait(10)
    indexing.want([unit("c")], first=True)
    bench.let.set()
    assert indexing.wait("c") == ""
    assert bench.made[:2] == ["a", "c"]
    assert indexing.wait("b") == ""
    assert bench.made == ["a", "c", "b"]


def test_a_part_that_changed_while_it_was_made_is_made_again() -> None:
    bench = Bench()
    indexing = Indexing(bench.make)
    indexing.want([unit("a")])
    assert bench.begun.wait(10)
    indexing.want([unit("a")])
    indexing.want([unit("a")], first=True)
    bench.let.set()
    assert indexing.wait("a") == ""
    assert bench.made == ["a", "a"]


def test_what_went_wrong_is_told_and_the_next_part_is_made() -> None:
    bench = Bench()
    bench.let.set()
    indexing = Indexing(bench.make)
    indexing.want([unit("bad"), unit("good")])
    assert indexing.wait("bad") == "broken"
    assert indexing.wait("good") == ""
    indexing.want([unit("good")])
    assert indexing.wait("good") == ""
