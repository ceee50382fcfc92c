"""What one passage shows of its words by itself."""

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.facts.sights import _ASCII_WORD, _WORD, Word, _seen, sight


def test_words_that_go_together_end_where_a_small_word_follows() -> None:
    seen = sight("The visit of Ana Ruiz to the Bank of Merrow pleased Xi.")
    stretches = [" ".join(word.text for word in stretch) for stretch in seen.stretches]
    assert stretches == ["Ana Ruiz", "Bank of Merrow", "Xi"]
    assert [word for word, _ in seen.openers] == ["the"]


def test_a_capital_teaches_a_name_unless_it_opens_a_sentence() -> None:
    seen = sight("Ferries left. Nobody met Merrow in the port.")
    assert seen.names == {"merrow"}
    assert {"left", "met", "in", "the", "port"} == seen.small


@settings(deadline=None, max_examples=500)
@given(st.text(alphabet="aB2.'-&_ ,", max_size=30))
def test_words_of_ascii_are_those_of_any_script(text: str) -> None:
    assert [m.span() for m in _ASCII_WORD.finditer(text)] == [m.span() for m in _WORD.finditer(text)]


@settings(deadline=None, max_examples=500)
@given(
    st.text(alphabet="aebCD2.'-&_ ,", max_size=30)
    | st.from_regex(r"[A-Z][a-z ]{0,20}\.?", fullmatch=True)
    | st.from_regex(r"([A-Za-z]{1,5},? {1,2}){0,6}[A-Za-z]{1,5}[.!?\"]{0,2}", fullmatch=True)
)
def test_a_passage_of_ascii_is_seen_as_one_of_any_script(text: str) -> None:
    every = [Word(found[0], *found.span()) for found in _WORD.finditer(text)]
    large = [word for word in every if not word.text[0].islower()]
    assert sight(text) == _seen(text, [word.text for word in every], large)
