"""Tokens keep their places, and runs hold what may be a name."""

from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.tokens import runs, tokenize


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say_in_any_text(text: str) -> None:
    tokens = tokenize(text)
    reached = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert reached <= start < end <= len(text)
        reached = end
    for start, end in runs(tokens):
        assert 0 <= start < end <= len(tokens)


def test_runs_never_overlap() -> None:
    tokens = tokenize(
        "Vice President Mina van der Holt of the Bank of Norhaven met al-Rashid. Then Tom left."
    )
    reached = 0
    for start, end in runs(tokens):
        assert start >= reached
        reached = end


def words(text: str) -> list[str]:
    return tokenize(text).words


def test_possessive_is_a_token_of_its_own_but_an_inner_apostrophe_is_not() -> None:
    assert words("Norhaven’s O’Dell") == ["Norhaven", "'s", "O'Dell"]
    assert words("the airline’ s crew") == ["the", "airline", "'s", "crew"]


def test_dotted_abbreviation_is_one_token() -> None:
    assert words("the U.S. court") == ["the", "U.S.", "court"]


def test_abbreviation_ends_no_sentence() -> None:
    tokens = tokenize("Mr. Hale spoke. He left.")
    assert [w for w, f in zip(tokens.words, tokens.first, strict=True) if f] == ["Mr", "He"]


def test_line_break_opens_a_sentence_and_quotation_marks_keep_it_open() -> None:
    tokens = tokenize("Port of Vell\n“‘Harbour’ is shut,” he said: no ship")
    opened = [w for w, f in zip(tokens.words, tokens.first, strict=True) if f]
    assert opened == ["Port", "“", "‘", "Harbour", "no"]


def test_line_break_within_a_possessive_opens_nothing() -> None:
    tokens = tokenize("the airline’\ns crew")
    assert [w for w, f in zip(tokens.words, tokens.first, strict=True) if f] == ["the"]


def test_invisible_marks_are_no_tokens() -> None:
    assert words("\u200fMina\u200e \u2067Holt\u2069") == ["Mina", "Holt"]


def test_particle_before_a_capital_belongs_to_the_run() -> None:
    tokens = tokenize("rebels of al-Rashid fled")
    assert [tokens.words[a:b] for a, b in runs(tokens)] == [["al", "-", "Rashid"]]


def test_a_run_ends_with_its_cell_of_a_table_but_not_at_a_dot_within_a_word() -> None:
    tokens = tokenize("- Harbour Ward · Main Roads, km · 2020")
    assert [" ".join(tokens.words[start:end]) for start, end in runs(tokens)] == [
        "Harbour Ward",
        "Main Roads",
    ]
    assert len(runs(tokenize("Col·legi Reial"))) == 1
