"""Slips of people who edit front matter by hand, and what they are told: where to mend it, and how."""

import pytest

from builder.store.yamltext import YamlFault, parse

QUOTE = "(put the value in quotes)"


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ('title: "Back in port', (2, 8), "the quotation mark that opens here is never closed"),
        ("title: 'Back in port", (2, 8), "the quotation mark that opens here is never closed"),
        (
            "title: 'It's back'",
            (2, 12),
            "more text behind the closing quotation mark (within these, write '' for one)",
        ),
        (
            'title: "He said "no" to it"',
            (2, 18),
            'more text behind the closing quotation mark (within these, write \\" for one)',
        ),
        ("title: [Update] New law", (2, 17), f"more text behind the closing ']' {QUOTE}"),
        ("title: {Update} New law", (2, 17), f"more text behind the closing '}}' {QUOTE}"),
        ("title: [Update", (2, 8), f"the '[' that opens here is never closed, or a comma is missing {QUOTE}"),
        (
            "title: {Update",
            (2, 8),
            f"the '{{' that opens here is never closed, or a comma is missing {QUOTE}",
        ),
        ("title: @home", (2, 8), f"a value cannot begin with '@' {QUOTE}"),
        ("title: %5 more", (2, 8), f"a value cannot begin with '%' {QUOTE}"),
        ("title: `x` y", (2, 8), f"a value cannot begin with '`' {QUOTE}"),
        ("title: *Star* wins", (2, 8), f"a value cannot begin with '*' {QUOTE}"),
        ("title: | foo", (2, 8), f"a value cannot begin with '|' {QUOTE}"),
        ("title: > 50% say", (2, 8), f"a value cannot begin with '>' {QUOTE}"),
        ("title: ]x", (2, 8), f"a value cannot begin with ']' {QUOTE}"),
        ("title: ? x", (2, 8), f"a value cannot begin with '?' {QUOTE}"),
        ("title: - x", (2, 8), f"'- ' begins an item of a list, which takes a line of its own {QUOTE}"),
        (
            'title: "C:\\path"',
            (2, 11),
            "'p' behind '\\' in double quotes means nothing; use single quotes",
        ),
        (
            "title:Back in port",
            (2, 1),
            "a line that is neither 'key: value' nor '- item', with a space behind the colon or the dash",
        ),
        (
            "entities:\n  people:\n  -Ana Ruiz",
            (4, 3),
            "a line that is neither 'key: value' nor '- item', with a space behind the colon or the dash",
        ),
        (
            "people:\n   - Ana Ruiz\n  - Mira Dovan",
            (4, 3),
            "a line that is indented otherwise than those above it",
        ),
        ("entities:\n\tpeople:", (3, 1), "a tab where YAML needs spaces"),
        # What nobody has met yet is told in libyaml's own words.
        ("title: x\n, foo", (3, 1), "did not find expected key"),
    ],
)
def test_a_slip_is_told_at_the_place_where_it_is_mended(
    line: str, place: tuple[int, int], message: str
) -> None:
    text = f"id: a1234567890\n{line}\ndate: 2021-02-27\n"
    with pytest.raises(YamlFault) as fault:
        parse(text)
    above = text[: fault.value.index]
    assert (above.count("\n") + 1, len(above) - above.rfind("\n")) == place
    assert fault.value.message == message
