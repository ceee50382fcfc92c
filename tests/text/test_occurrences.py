import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from builder.text.occurrences import Occurrence, occurrences

SPACELESS = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


def by_pattern(text: str, forms: Sequence[str]) -> list[Occurrence]:
    """The same by one regular expression over all forms, the longest tried first."""
    if not forms:
        return []
    names = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    before = rf"(?:(?<!\w)|(?<=[{SPACELESS}]))[وفبلك]{{0,2}}"
    pattern = re.compile(rf"{before}(?P<name>{names})(?:(?!\w)|(?=[{SPACELESS}]))")
    return [Occurrence(found["name"], *found.span("name")) for found in pattern.finditer(text)]


#: Few letters, so that forms meet, overlap and stand within words; Arabic prefixes, scripts without spaces, marks.
LETTERS = st.text("ab Ab_-'1ولب北京ก\u0301\u0e34é&", max_size=40)
FORMS = st.lists(st.text("ab A-ول北京é", min_size=1, max_size=4).filter(str.strip), max_size=6, unique=True)


@given(LETTERS, FORMS)
def test_forms_are_found_where_a_pattern_of_all_finds_them(text: str, forms: list[str]) -> None:
    assert occurrences(text, forms) == by_pattern(text, forms)


@given(st.text(max_size=30), st.text(max_size=30), FORMS.filter(bool))
def test_whatever_stands_around_a_form(before: str, after: str, forms: list[str]) -> None:
    text = f"{before}{forms[0]}{after}"
    assert occurrences(text, forms) == by_pattern(text, forms)


def test_the_longest_of_two_that_begin_together_is_taken() -> None:
    assert occurrences("New Delhi Times", ["New Delhi", "New Delhi Times"]) == [
        Occurrence("New Delhi Times", 0, 15)
    ]


def test_a_form_that_begins_within_another_is_none() -> None:
    assert [found.form for found in occurrences("Port of Lindhaven", ["Lindhaven", "Port of Lindhaven"])] == [
        "Port of Lindhaven"
    ]
