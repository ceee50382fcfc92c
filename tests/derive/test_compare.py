import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.compare import Comparison, RowKind, Side, compare, compare_texts
from builder.derive.passages import Reading
from builder.derive.tokens import Alphabet
from builder.derive.wordops import Change
from builder.text.align import align

from .holdings import ARABIC, EXCERPT, FIRST, UPDATE


def texts(a: list[str], b: list[str], language_b: str = "en") -> Comparison:
    return compare_texts(Side("a", "en"), a, Side("b", language_b), b)


def kinds(comparison: Comparison) -> list[str]:
    return [row.kind.value + ("/moved" if row.moved else "") for row in comparison.rows]


def test_equal_texts_are_identical_and_cover_each_other() -> None:
    found = texts(["One plain sentence. Another one."], ["One plain sentence.", "Another one."])
    assert found.identical
    assert (found.a.coverage, found.b.coverage, found.verbatim) == (1.0, 1.0, 1.0)


def test_a_changed_sentence_shows_its_words() -> None:
    found = compare(FIRST, UPDATE)
    assert kinds(found) == ["same", "changed"]
    removed = "".join(op.a for op in found.rows[1].ops if op.change is Change.DELETE)
    assert removed == "Nobody was "
    assert found.a.words == 17
    assert found.a.coverage == 1.0
    assert found.verbatim == pytest.approx(2 * 15 / (17 + 18))


def test_an_excerpt_covers_the_whole_but_is_not_covered_by_it() -> None:
    found = compare(FIRST, EXCERPT)
    assert kinds(found) == ["same", "only-a"]
    assert found.b.coverage == 1.0
    assert found.a.coverage == pytest.approx(9 / 17)


def test_a_moved_sentence_is_marked_so() -> None:
    a = [
        "The mayor opened the new bridge on Monday morning.",
        "Traffic had been diverted for almost three years.",
        "Residents of the north bank held a feast that evening.",
    ]
    found = texts(a, [a[2], a[0], a[1]])
    assert sorted(kinds(found)) == ["same", "same", "same/moved"]


def test_a_sentence_split_in_two_answers_both_halves() -> None:
    whole = "The council approved the budget late on Friday and the mayor signed it within the hour."
    halves = "The council approved the budget late on Friday. The mayor signed it within the hour."
    for found in (texts([whole], [halves]), texts([halves], [whole])):
        assert kinds(found) == ["changed"]
        assert (found.a.coverage, found.b.coverage) == (1.0, 1.0)


def test_places_count_sentences_and_paragraphs_in_order() -> None:
    found = texts(
        ["One is here. Two is there.", "Three is elsewhere."],
        ["One is here. Two is there.", "Three is elsewhere."],
    )
    assert [(row.a.paragraph, row.a.place) for row in found.rows if row.a] == [(0, 0), (0, 1), (1, 2)]


def test_an_empty_body_leaves_rows_of_one_side() -> None:
    found = texts([], ["Something was said."])
    assert kinds(found) == ["only-b"]
    assert (found.a.words, found.a.coverage, found.b.coverage, found.verbatim) == (0, 0.0, 0.0, 0.0)
    assert texts([], []).rows == ()


def test_translations_are_paired_by_order_without_word_operations() -> None:
    found = compare(FIRST, ARABIC)
    assert found.across_languages
    assert found.verbatim == 0.0
    assert found.rows[0].a is not None
    assert found.rows[0].b is not None
    assert found.rows[0].ops == ()


def test_a_long_text_without_any_stop_is_compared_in_pieces() -> None:
    words = [f"word{n % 977}" for n in range(6_000)]
    found = texts([" ".join(words)], [" ".join([*words[:3_000], "inserted", *words[3_000:]])])
    assert len(found.rows) > 10
    assert sum(row.kind is not RowKind.SAME for row in found.rows) <= 4
    inserted = [op.b.strip() for row in found.rows for op in row.ops if op.change is Change.INSERT]
    assert "inserted" in inserted


def test_a_long_text_without_any_space_is_compared_in_pieces() -> None:
    found = texts(["港" * 50_000], ["港" * 50_000])
    assert found.identical
    assert max(len(row.a.text) for row in found.rows if row.a) <= 4_000


def test_a_sentence_spun_beyond_likeness_is_paired_in_its_gap() -> None:
    before, after = (
        "The museum closed its doors at noon on Friday.",
        "Nobody was allowed into the vault that evening.",
    )
    found = texts(
        [f"{before} For a century it was only looked at by visitors. {after}"],
        [f"{before} For 100 years it was just viewed by guests. {after}"],
    )
    assert kinds(found) == ["same", "changed", "same"]


def test_sentences_of_a_gap_that_share_nothing_stay_alone() -> None:
    before, after = (
        "The museum closed its doors at noon on Friday.",
        "Nobody was allowed into the vault that evening.",
    )
    found = texts(
        [f"{before} Three painters protested outside. {after}"],
        [f"{before} Rain is expected until Sunday. {after}"],
    )
    assert kinds(found) == ["same", "only-a", "only-b", "same"]


def test_three_sentences_run_into_one_answer_it_together() -> None:
    before, after = (
        "The museum closed its doors at noon on Friday.",
        "Nobody was allowed into the vault that evening.",
    )
    found = texts(
        [
            f'{before} A copy in bronze will hang here. "It was made to be held," she said. "It was only seen." {after}'
        ],
        [
            f"{before} A duplicate in bronze will dangle here “It was produced to be grasped”, she stated “It was just viewed” . {after}"
        ],
    )
    assert kinds(found) == ["same", "changed", "same"]


POOL = [
    "The mayor opened the bridge on Monday.",
    "Nobody was hurt, she said.",
    '"We will rebuild it," said Ana Ruiz.',
    "About 1,200 people came to the square.",
    "Rain is expected until Sunday.",
    "一月三日，市长辞职。",
    "سقطت رافعة في الرصيف القديم.",
    "U.S. Sen. J. Smith left.",
]
PARAGRAPHS = st.lists(st.lists(st.sampled_from(POOL), min_size=1, max_size=4).map(" ".join), max_size=5)


@settings(deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, st.sampled_from(["en", "ar"]))
def test_every_sentence_stands_in_exactly_one_row(a: list[str], b: list[str], language: str) -> None:
    found = texts(a, b, language)
    for side, whole in (("a", a), ("b", b)):
        passages = sorted(
            (getattr(row, side) for row in found.rows if getattr(row, side)), key=lambda p: p.place
        )
        assert " ".join(p.text for p in passages) == " ".join(whole)
    assert 0 <= found.a.coverage <= 1
    assert 0 <= found.b.coverage <= 1
    assert 0 <= found.verbatim <= 1


@settings(deadline=None)
@given(PARAGRAPHS)
def test_any_text_is_identical_to_itself(a: list[str]) -> None:
    assert texts(a, a).identical


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["He left.", "He left!", "So it was.", "No.", "it was so.", "«No.»"]), max_size=12
    )
)
def test_a_copy_is_paired_sentence_by_sentence_as_the_alignment_would(text: list[str]) -> None:
    reading = Reading.of_paragraphs(text, Alphabet())
    aligned = align(reading.profile, reading.profile)
    assert [(row.a, row.b, row.similarity, row.moved) for row in aligned] == [
        (n, n, 1.0, False) for n in range(len(reading.parts))
    ]
    found = texts(text, [sentence.upper() for sentence in text])
    assert [(row.similarity, row.moved) for row in found.rows] == [(1.0, False)] * len(reading.parts)
