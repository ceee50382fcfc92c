"""The figures of benchmarks/names.py hold their floors; its ways of counting do what they say."""

from pathlib import Path

import pytest

from benchmarks.names import articles, average_precision, is_above, is_full, salience, shorts, surnames
from builder.annotate.salience import WEIGHTS

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
needs_bench = pytest.mark.skipif(
    not BENCH.is_dir(), reason="the labelled texts (../shared/bench) are not here"
)


def test_average_precision_is_one_where_what_counts_stands_first() -> None:
    assert average_precision([True, True, False]) == 1
    assert average_precision([False, True]) == 0.5


def test_only_a_short_name_that_one_full_name_before_it_explains_is_asked() -> None:
    text = "Ana Reed and Tom Reed met Ida Holt. Reed left, Holt stayed, Ida smiled, Grey came."
    people = [(text.index(n), text.index(n) + len(n)) for n in ("Ana Reed", "Tom Reed", "Ida Holt")]
    people += [(text.rindex(n), text.rindex(n) + len(n)) for n in ("Reed", "Holt", "Ida", "Grey")]
    assert [(text[s.start : s.end], s.full) for s in shorts(text, people)] == [
        ("Holt", "Ida Holt"),
        ("Ida", "Ida Holt"),
    ]


def test_full_name_counts_with_and_without_its_title() -> None:
    assert is_full("Ida Holt", "Gen Ida Holt") and is_full("Ida Holt", "Ida Holt")
    assert not is_full("Holt", "Ida Holt") and not is_full("Ada Holt", "Ida Holt")


def test_headline_holds_a_name_as_whole_words() -> None:
    assert is_above("Vellan Pass", ["Vellan"], "Snow at Vellan")
    assert not is_above("Vellan", [], "Vellanese snow")


@needs_bench
def test_surnames_find_their_person_at_least_as_often_as_asked() -> None:
    total, by_labels, by_text = surnames(BENCH)
    assert total > 300
    assert by_labels / total >= 0.97
    assert by_text / total >= 0.94


@needs_bench
def test_order_by_salience_beats_the_order_of_the_text() -> None:
    held = articles(BENCH, 80)
    chosen, count = salience(held, WEIGHTS)
    assert count > 40
    assert chosen >= salience(held, None)[0] + 0.02
