from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.tokens import Alphabet, count_words
from builder.derive.wordops import Change, operations

PROSE = st.text(alphabet="ab Tz’'\"“”.,-—0123 \n،中文ا ", max_size=60)


def changes(a: str, b: str) -> list[tuple[str, str, str]]:
    return [(op.change.value, op.a, op.b) for op in operations(a, b) if op.change is not Change.EQUAL]


@settings(deadline=None)
@given(PROSE, PROSE)
def test_the_operations_give_both_passages_to_the_letter(a: str, b: str) -> None:
    ops = operations(a.strip(), b.strip())
    if count_words(a) or count_words(b) or ops:
        assert "".join(op.a for op in ops) == (a.strip() if _has_tokens(a) else "")
        assert "".join(op.b for op in ops) == (b.strip() if _has_tokens(b) else "")


def _has_tokens(text: str) -> bool:
    return any(not character.isspace() for character in text)


@settings(deadline=None)
@given(PROSE)
def test_a_text_has_no_changes_against_itself(text: str) -> None:
    assert changes(text, text) == []


def test_a_replacement_is_a_deletion_and_an_insertion() -> None:
    assert changes("He felt fine today.", "He felt unwell today.") == [
        ("delete", "fine ", ""),
        ("insert", "", "unwell "),
    ]


def test_the_style_of_quotation_marks_and_spaces_is_no_change() -> None:
    assert changes('"It\'s  over," he said.', "“It’s over”, he said.") == []
    assert changes("„Schluss“ – sagte er", "«Schluss» - sagte er") == []


def test_grouped_digits_and_digits_of_another_script_are_no_change() -> None:
    assert changes("about 1,000 people", "about 1000 people") == []
    assert changes("نحو ١٬٠٠٠ شخص", "نحو 1000 شخص") == []


def test_letter_case_is_a_change() -> None:
    assert changes("the Party said", "the party said") == [("delete", "Party ", ""), ("insert", "", "party ")]


def test_a_lone_word_between_two_rewritten_clauses_is_not_kept() -> None:
    found = changes("intended to bolster the campaign", "aimed at strengthening the drive")
    assert found == [
        ("delete", "intended to bolster the campaign", ""),
        ("insert", "", "aimed at strengthening the drive"),
    ]


def test_characters_of_scripts_without_spaces_are_compared_one_by_one() -> None:
    assert changes("三人受伤", "五人受伤") == [("delete", "三", ""), ("insert", "", "五")]
    assert count_words("三人受伤") == 4


@settings(deadline=None)
@given(PROSE, st.integers(0, 12), st.integers(0, 12), st.integers(0, 20))
def test_words_have_more_characters_than_so_many_where_their_sum_says_so(
    text: str, start: int, length: int, than: int
) -> None:
    tokens = Alphabet().read(text)
    start = min(start, len(tokens.letters))
    end = min(start + length, len(tokens.letters))
    assert tokens.writes_more(than, start, end) == (tokens.written(start, end) > than)
