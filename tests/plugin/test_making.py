import pytest

from builder.plugin.making import CHUNK, _by_length, _by_story
from builder.plugin.units import Sort, Unit


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


@pytest.mark.parametrize(("articles", "place"), [(CHUNK * 60, 32), (CHUNK * 6, 2)])
def test_what_loads_pyarrow_is_one_portion_far_from_the_end_of_a_long_build(
    articles: int, place: int
) -> None:
    pages = [unit(f"a{n}") for n in range(articles)]
    tables = [Unit(Sort.DOWNLOAD, (f"data/{name}.parquet",)) for name in ("articles", "entities")]
    others = [Unit(Sort.SEARCH, ("1",)), Unit(Sort.DOWNLOAD, ("data/archive.sqlite",))]
    portions = _by_length([*pages, *tables, *others])
    assert [list(portion) for portion in portions[:2]] == [[one] for one in others]
    assert list(portions[place]) == tables
    assert sum(map(len, portions)) == articles + 4
