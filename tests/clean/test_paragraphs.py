"""Kept lines become paragraphs: those that were broken at one width are joined, wherever nothing stood between them."""

from builder.clean.lines import read_lines
from builder.clean.paragraphs import to_paragraphs

WRAPPED = (
    "The harbour board voted on Monday to widen the northern",
    "basin and to dredge the channel that leads to it, which",
    "the fishing boats of Lowmark have asked for since nine-",
    "teen months.",
    "The chair of the board said that the work would begin in",
    "spring and that the ferry would keep its place until the",
    "new quay was ready for the boats that use the harbour.",
)


def paragraphs(text, left_out=()):
    lines = read_lines(text).lines
    return [found.text for found in to_paragraphs([line for line in lines if line.text not in left_out])]


def test_lines_of_one_width_are_joined_up_to_a_short_one_that_ends_a_sentence():
    first, second = paragraphs("\n".join(WRAPPED))
    assert first.startswith("The harbour board voted on Monday to widen the northern basin and")
    assert first.endswith("for since nineteen months.")
    assert second.startswith("The chair of the board said")


def test_what_stood_on_both_sides_of_a_line_that_was_taken_out_is_not_joined():
    cut = "Sign up for the letter of the harbour and never miss one"
    text = "\n".join([*WRAPPED[:2], cut, *WRAPPED[2:]])
    found = paragraphs(text, left_out=(cut,))
    assert found[0].endswith("the channel that leads to it, which")
    assert found[1].startswith("the fishing boats of Lowmark")


def test_lines_that_end_their_sentences_are_paragraphs_of_their_own():
    told = [
        f"The {word} board voted on Monday to widen its basin."
        for word in ("first", "second", "third", "last")
    ]
    assert paragraphs("\n".join(told)) == told
