"""What libyaml finds wrong, in the words and at the place that help a person who mends it.

libyaml tells where it could read no further, which for a quotation mark that is never closed is the end of the text. Its
messages are those of its scanner.c and parser.c; one that is not known here is passed on as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_QUOTES = "put the value in quotes"
#: What stands where a value or a key should begin.
_NO_BEGINNING = {
    "found character that cannot start any token",
    "did not find expected node content",
    "did not find expected alphabetic or numeric character",
    "did not find expected comment or line break",
    "mapping keys are not allowed in this context",
}
_UNCLOSED = {"did not find expected ',' or ']'", "did not find expected ',' or '}'"}
_QUOTED_OR_LISTED = re.compile(r"""(?:^|[:-][ ])\s*(["'\[{]).*(["'\]}])$""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """A fault at a character index into the text."""

    index: int
    message: str


def told(text: str, fault: yaml.MarkedYAMLError) -> Told:
    """What a fault that reading `text` raised comes to for a person."""
    problem, context = fault.problem or "not readable as YAML", fault.context or ""
    mark = fault.problem_mark or fault.context_mark
    index: int = mark.index if mark is not None else 0
    begun: int = fault.context_mark.index if fault.context_mark is not None else index
    line = _line(text, index)
    if (
        "\t" in line[: len(line) - len(line.lstrip())]
        or "tab character" in problem
        or text[index : index + 1] == "\t"
    ):
        return Told(index, "a tab where YAML needs spaces")
    if problem == "mapping values are not allowed in this context":
        return Told(index, f"a second ': ' in one value ({_QUOTES}), or a line that is indented too far")
    if problem == "could not find expected ':'":
        message = (
            "a line that is neither 'key: value' nor '- item', with a space behind the colon or the dash"
        )
        return Told(begun, message)
    if "quoted scalar" in context and "unexpected end" in problem:
        return Told(begun, "the quotation mark that opens here is never closed")
    if problem == "found unknown escape character":
        return Told(
            index,
            f"'{text[index + 1 : index + 2]}' behind '\\' in double quotes means nothing; use single quotes",
        )
    if problem in _UNCLOSED:
        return Told(
            begun, f"the '{text[begun]}' that opens here is never closed, or a comma is missing ({_QUOTES})"
        )
    if problem == "block sequence entries are not allowed in this context":
        return Told(index, f"'- ' begins an item of a list, which takes a line of its own ({_QUOTES})")
    if problem in _NO_BEGINNING and begun < len(text):
        return Told(begun, f"a value cannot begin with '{text[begun]}' ({_QUOTES})")
    if problem == "did not find expected key":
        return _without_key(text, index, problem)
    return Told(index, problem)


def _without_key(text: str, index: int, problem: str) -> Told:
    above = text[:index]
    start = above.rfind("\n") + 1
    if above[start:].strip():
        closed = _QUOTED_OR_LISTED.search(above[start:].rstrip())
        if closed is None:
            return Told(index, problem)
        if closed[1] in "[{":
            return Told(index, f"more text behind the closing '{closed[2]}' ({_QUOTES})")
        twice = "''" if closed[1] == "'" else '\\"'
        return Told(
            index, f"more text behind the closing quotation mark (within these, write {twice} for one)"
        )
    if text[index : index + 1].isalnum() or text[index : index + 1] in {"-", '"', "'"}:
        return Told(index, "a line that is indented otherwise than those above it")
    return Told(index, problem)


def _line(text: str, index: int) -> str:
    return text[text.rfind("\n", 0, index) + 1 :].split("\n", 1)[0]
