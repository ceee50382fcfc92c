import pytest

from builder.derive.facts.quotations import quotations


def read(text: str) -> list[str]:
    return [fact.text for fact in quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        '"We are leaving," he said.',
        "“We are leaving”, he said.",
        "„We are leaving“, sagte er.",
        "«We are leaving», dit-il.",
        "‘We are leaving,’ he said.",
        "'We are leaving,' he said.",
        "He said: “We are leaving “.",
        "「We are leaving」",
    ],
)
def test_any_style_of_marks_is_read(text: str) -> None:
    assert read(text) == ["We are leaving"]


def test_apostrophes_are_no_marks() -> None:
    assert read("The workers' union didn't vote; it's the '90s again.") == []
    assert read("‘It isn’t over,’ the drivers’ union said.") == ["It isn’t over"]


def test_a_quotation_left_open_goes_on_to_the_end_of_its_paragraph() -> None:
    assert read('He said: "We are leaving. We are not coming back.') == [
        "We are leaving. We are not coming back."
    ]


def test_a_quotation_never_closed_does_not_swallow_the_next() -> None:
    assert read('He called it "theft and left. "We are leaving," he said.') == ["We are leaving"]
