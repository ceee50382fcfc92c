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


def test_a_comparison_is_made_next_to_its_later_article() -> None:
    articles = [unit(f"a{n}", "a") for n in range(4)]
    compared = [Unit(Sort.PAGE, (f"a{n}", f"a{n + 1}"), together="a") for n in range(3)]
    alone = [unit("c1"), unit("c2")]
    (portion,) = _by_length([*articles, *alone, *compared])
    assert [one.key for one in portion] == [
        ("a3",),
        ("a2", "a3"),
        ("a2",),
        ("a1", "a2"),
        ("a1",),
        ("a0", "a1"),
        ("a0",),
        ("c1",),
        ("c2",),
    ]


def test_what_holds_much_is_made_when_parquet_may_be_done() -> None:
    files = ["data/archive.sqlite", "data/articles.jsonl", "data/articles.parquet", "data/articles.csv"]
    units = [Unit(Sort.WHOLE), *(Unit(Sort.DOWNLOAD, (file,)) for file in files)]
    made = [one.key[0] if one.key else "whole" for portion in _by_length(units) for one in portion]
    assert made[0] == "data/articles.parquet"
    assert made[-2:] == ["data/archive.sqlite", "whole"]
